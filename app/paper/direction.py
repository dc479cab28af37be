"""Which way words run: the levels of the Unicode bidirectional algorithm, and the order in which runs stand in a line.

python-bidi gives the levels; what it leaves out, that two brackets of a pair always point the same way, is done here.
Its marks for embedding never come so far: `tidy` takes them away.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar

_TURNED = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
_LEFTWARD_LANGUAGES = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_GAP = re.compile("{[^{}]*}")
LEFT_TO_RIGHT, RIGHT_TO_LEFT = "\u200e", "\u200f"
_T = TypeVar("_T")


def runs_from_the_right(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left."""
    return bool(_TURNED.search(text)) and _way_of(text) == "R"


def runs_to_the_left(language: str) -> bool:
    """Whether sentences of this language run from right to left."""
    return language.partition("-")[0].lower() in _LEFTWARD_LANGUAGES


def _way_of(text: str) -> str:
    """L or R, as the first letter has it that has a direction; empty where none has."""
    for letter in text:
        way = unicodedata.bidirectional(letter)
        if way in ("L", "R", "AL"):
            return "L" if way == "L" else "R"
    return ""


def as_it_begins(pattern: str, filled: str) -> str:
    """A sentence with its gaps filled in, which runs the way its own words do even if it begins with a name that runs the
    other way. A mark without a picture says so; it is never copied."""
    own = _way_of(_GAP.sub("", pattern))
    if not own or _way_of(filled) in ("", own):
        return filled
    return (LEFT_TO_RIGHT if own == "L" else RIGHT_TO_LEFT) + filled


def levels_of(text: str) -> tuple[int, ...]:
    """The level of every letter of one paragraph; those with an odd level run from right to left."""
    if not _TURNED.search(text):
        return (0,) * len(text)
    from bidi import algorithm

    base = int(runs_from_the_right(text))
    storage: dict[str, Any] = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, "LR"[base]
    algorithm.get_embedding_levels(text, storage)
    letters = list(storage["chars"])
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    _pair_brackets(storage["chars"], base)
    algorithm.resolve_neutral_types(storage, debug=False)
    algorithm.resolve_implicit_levels(storage, debug=False)
    levels: list[int] = []
    for letter in letters:
        passed_over = letter["orig"] == "BN" and levels
        levels.append(levels[-1] if passed_over else letter["level"])
    return tuple(levels)


def in_order_of_sight(parts: Sequence[_T], level_of: Callable[[_T], int]) -> list[_T]:
    """The parts of a line from left to right."""
    placed = list(parts)
    levels = [level_of(part) for part in placed]
    if not any(level % 2 for level in levels):
        return placed
    lowest = min(level for level in levels if level % 2)
    for level in range(max(levels), lowest - 1, -1):
        start = 0
        while start < len(placed):
            end = start
            while end < len(placed) and levels[end] >= level:
                end += 1
            placed[start:end] = reversed(placed[start:end])
            levels[start:end] = reversed(levels[start:end])
            start = max(end, start + 1)
    return placed


def _pair_brackets(letters: Sequence[dict[str, Any]], base: int) -> None:
    """Rule N0: a pair takes the direction of the paragraph where a letter inside has it, else that of the words before."""
    along = "LR"[base]
    for opens, closes in _pairs(letters):
        inside = {_way(each["type"]) for each in letters[opens + 1 : closes]} - {""}
        if not inside:
            continue
        way = along
        if along not in inside:
            before = [each for each in (_way(letter["type"]) for letter in letters[:opens]) if each]
            way = before[-1] if before else along
        for at in (opens, closes):
            letters[at]["type"] = way
            _marks_follow(letters, at, way)


def _marks_follow(letters: Sequence[dict[str, Any]], at: int, way: str) -> None:
    for each in letters[at + 1 :]:
        if each["orig"] != "NSM":
            break
        each["type"] = way


def _way(kind: str) -> str:
    return "L" if kind == "L" else "R" if kind in ("R", "AL", "EN", "AN") else ""


def _pairs(letters: Sequence[dict[str, Any]]) -> list[tuple[int, int]]:
    """Where brackets of one pair open and close, in the order in which they open."""
    waiting: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for at, letter in enumerate(letters):
        sign = unicodedata.normalize("NFC", letter["ch"])
        if letter["type"] != "ON" or not unicodedata.mirrored(sign):
            continue
        kind = unicodedata.category(sign)
        if kind == "Ps":
            waiting.append((mirrored(sign), at))
        elif kind == "Pe":
            for depth in range(len(waiting) - 1, -1, -1):
                if waiting[depth][0] == sign:
                    found.append((waiting[depth][1], at))
                    del waiting[depth:]
                    break
    return sorted(found)


@cache
def mirrored(sign: str) -> str:
    """The sign as it is drawn in words that run from right to left."""
    from bidi.mirror import MIRRORED

    return str(MIRRORED.get(sign, sign))
