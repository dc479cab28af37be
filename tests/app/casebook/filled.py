"""Records in which every text is a word of its own, so that of any word on a paper it is known which field it was.

They are made by walking the structs: a kind or a field that comes later is filled by itself.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

import msgspec

from app.practice.groups import Body
from app.practice.kinds import ALL

EXAMPLES = json.loads((Path(__file__).parents[1] / "records" / "vectors.json").read_text())["bodies"]
ALSO_HIDES = {("circle", "removed"): True, ("profile", "put_away"): True, ("profile line", "chosen"): False}
"""Fields that take something off paper without being named as protective."""
_ID = re.compile(r"([0-9a-f]{32}|[0-9a-f]{64}|photo:[0-9a-f]{64})$")
_LETTERS = "bcdfghjklmnpqrstvwxz"


@dataclass
class Words:
    """Gives out words, each once, and knows which field of which record each stands for."""

    meant: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """The word: the kind, the field (`speaker.name`), how the record is marked (empty: not at all)."""

    def new(self, kind: str, at: str, marked: str) -> str:
        """A word that stands nowhere else."""
        number, word = len(self.meant), ""
        for _ in range(4):
            number, letter = divmod(number, len(_LETTERS))
            word += _LETTERS[letter] + "aeio"[len(word) // 2 % 4]
        made = f"Zq{word}"
        self.meant[made.casefold()] = (kind, at, marked)
        return made

    def found_in(self, text: str) -> set[str]:
        """The words of ours that stand in a text, wherever lines end in it."""
        flat = re.sub(r"[\s\u00ad-]+", "", text).casefold()
        return {found for found in re.findall("zq(?:[bcdfghjklmnpqrstvwxz][aeio]){4}", flat) if found in self.meant}


def example_of(kind: type[Body]) -> dict[str, Any]:
    """The written example of a kind in which every field is filled."""
    found: dict[str, Any] = json.loads(next(each["full"] for each in EXAMPLES if each["kind"] == kind.kind))
    return found


def ways_of_hiding(kind: type[Body]) -> dict[str, Any]:
    """The fields that keep a record off paper, each with a value that does: all that are protective, and a few others."""
    example = example_of(kind)
    ways = {name: example[name] for group in kind.groups for name in group.protective}
    return ways | {name: value for (of, name), value in ALSO_HIDES.items() if of == kind.kind}


def filled(kind: type[Body], words: Words, marked: str = "", **values: Any) -> Body:
    """A record of the kind with a word in every text that may hold one; not marked in any way but in this one."""
    example = example_of(kind)
    for path, leaf in list(_texts(example)):
        if leaf and not _ID.match(leaf) and path[0] not in values:
            _put(
                example, path, leaf, words.new(kind.kind, ".".join(part for part in path if isinstance(part, str)), marked), kind
            )
    body = msgspec.convert(example, kind)
    ways = ways_of_hiding(kind)
    plain = {each.name: each.default for each in msgspec.structs.fields(kind) if _is_mark(each.default) or each.name in ways}
    plain = {name: default for name, default in plain.items() if default is not msgspec.NODEFAULT}
    body = msgspec.structs.replace(body, **plain)
    given = {marked: ways[marked]} if marked in ways else {}
    return msgspec.convert(msgspec.to_builtins(body) | given | msgspec.to_builtins(values), kind)


def person_kinds() -> tuple[type[Body], ...]:
    """The kinds that stand in a person's record."""
    others = {"staff", "grant", "council", "laptop-rules", "guide", "device-key"}
    return tuple(kind for kind in ALL if kind.kind not in others)


def _is_mark(default: Any) -> bool:
    return isinstance(default, bool | Enum)


def _texts(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _texts(inner, (*path, at))


def _put(example: Any, path: tuple[str | int, ...], was: str, word: str, kind: type[Body]) -> None:
    """Put a word in place of a text, if it may be any: not if it is a day, or one of a few."""
    inner = example
    for part in path[:-1]:
        inner = inner[part]
    inner[path[-1]] = word
    try:
        msgspec.convert(example, kind)
    except msgspec.ValidationError:
        inner[path[-1]] = was
