"""A guide is one conversation tool as data: its parts, its prompts, and what each answer feeds.

Words used here. *Shape*: how the guide is laid out (list, day, circle, plan). *Part*: a section, such as a time of day.
*Column*: where in the part an answer stands. *Feeds*: what a view may make of the answer later. Guides are handed in as
text; nothing here reads a file. The text is TOML; README and any guide that ships show its form.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NoReturn, Protocol

import msgspec

from app.practice.errors import GuideMistake

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "list": ("said",),
    "day": ("good", "bad", "todo"),
    "circle": ("said",),
    "plan": ("want", "who"),
}
"""The columns of each shape, in the order they are shown."""

FEEDS = ("admire", "important", "support", "plan", "people", "")
"""What an answer may be used for afterwards; the empty one feeds nothing by itself."""


class Prompt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question. `easy` is its easy-read wording, the question itself where none was written."""

    id: str
    part: str
    column: str
    question: str
    easy: str = ""
    ask_aloud: tuple[str, ...] = ()
    picture: str = ""
    feeds: str = ""


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A section of a guide: a time of the day, a side of the circle."""

    id: str
    name: str


class Guide(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One conversation tool. Every prompt names a part of it, and every id stands once."""

    id: str
    version: int
    dated: date
    name: str
    purpose: str
    shape: str
    minutes: int
    picture: str
    tip: str
    part: tuple[Part, ...]
    prompt: tuple[Prompt, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of this guide's shape, in the order they are shown."""
        return COLUMNS[self.shape]

    def prompts_of(self, part: str, column: str | None = None) -> tuple[Prompt, ...]:
        """The prompts of one part, of one column of it when named, in the order of the file."""
        return tuple(p for p in self.prompt if p.part == part and column in (None, p.column))

    def prompt_named(self, prompt_id: str) -> Prompt | None:
        """The prompt with this id, or None when the guide (or this version of it) has none."""
        return next((p for p in self.prompt if p.id == prompt_id), None)

    def part_named(self, part_id: str) -> Part | None:
        """The part with this id, or None."""
        return next((p for p in self.part if p.id == part_id), None)


class GuideShelf(Protocol):
    """Where the guides stand. Office hands one in; acts and screens ask it."""

    def all(self) -> Sequence[Guide]:
        """Every guide, in the order they are offered."""
        ...

    def get(self, guide_id: str) -> Guide | None:
        """The guide with this id, or None."""
        ...


class Shelf:
    """A shelf of guides held in memory, in the order given. A later guide with an id already there takes its place."""

    def __init__(self, guides: Iterable[Guide]) -> None:
        self._guides = {guide.id: guide for guide in guides}

    def all(self) -> Sequence[Guide]:
        """Every guide, in the order they are offered."""
        return tuple(self._guides.values())

    def get(self, guide_id: str) -> Guide | None:
        """The guide with this id, or None."""
        return self._guides.get(guide_id)


def read_guide(toml_text: str, name: str) -> Guide:
    """The guide written in `toml_text`. `name` is what the file is called, for the mistake that is raised.

    Raises GuideMistake(file, line, where, what) at the first thing that is wrong; `line` is 0 when it has none.
    """
    try:
        raw = tomllib.loads(toml_text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else toml_text.count("\n") + 1
        raise GuideMistake(file=name, line=line, where="", what="not written as TOML") from error
    return _Reader(toml_text, name).guide(raw)


class _Reader:
    """Checks one file. Where something is wrong is told in the words of the file: `prompt 3 (waking-bad), feeds`."""

    def __init__(self, text: str, name: str) -> None:
        self._lines = text.splitlines()
        self._name = name

    def guide(self, raw: dict[str, Any]) -> Guide:
        self._keys(raw, Guide, "", 0)
        text = {key: self._text(raw, key, "", 0) for key in ("id", "name", "purpose", "shape", "tip")}
        if text["shape"] not in COLUMNS:
            self._wrong("shape", "", 0, f"no such shape as {text['shape']!r}; there are {', '.join(COLUMNS)}")
        parts = tuple(self._part(table, number) for number, table in self._tables(raw, "part"))
        prompts = tuple(self._prompt(table, number) for number, table in self._tables(raw, "prompt"))
        self._once("part", [part.id for part in parts])
        self._once("prompt", [prompt.id for prompt in prompts])
        guide = Guide(
            **text,
            version=self._number(raw, "version", least=1),
            minutes=self._number(raw, "minutes", least=1),
            dated=self._date(raw, "dated"),
            picture=self._text(raw, "picture", "", 0, empty=True),
            part=parts,
            prompt=prompts,
        )
        self._prompts_fit(guide)
        return guide

    def _part(self, table: dict[str, Any], number: int) -> Part:
        self._keys(table, Part, "part", number)
        return Part(id=self._text(table, "id", "part", number), name=self._text(table, "name", "part", number))

    def _prompt(self, table: dict[str, Any], number: int) -> Prompt:
        self._keys(table, Prompt, "prompt", number)
        needed = {key: self._text(table, key, "prompt", number) for key in ("id", "part", "column", "question")}
        free = {key: self._text(table, key, "prompt", number, empty=True) for key in ("easy", "picture", "feeds") if key in table}
        aloud = table.get("ask_aloud", [])
        if not isinstance(aloud, list) or not all(isinstance(line, str) and line.strip() for line in aloud):
            self._wrong("ask_aloud", "prompt", number, "not a list of questions in quotation marks")
        free["easy"] = free.get("easy") or needed["question"]
        return Prompt(**needed, **free, ask_aloud=tuple(aloud))

    def _prompts_fit(self, guide: Guide) -> None:
        for number, prompt in enumerate(guide.prompt, start=1):
            if guide.part_named(prompt.part) is None:
                self._wrong("part", "prompt", number, f"no such part as {prompt.part!r}", prompt.id)
            if prompt.column not in guide.columns:
                columns = ", ".join(guide.columns)
                what = f"no such column as {prompt.column!r}; the shape {guide.shape} has {columns}"
                self._wrong("column", "prompt", number, what, prompt.id)
            if prompt.feeds not in FEEDS:
                feeds = ", ".join(name for name in FEEDS if name)
                what = f"nothing called {prompt.feeds!r} to feed; there are {feeds}"
                self._wrong("feeds", "prompt", number, what, prompt.id)

    def _tables(self, raw: dict[str, Any], kind: str) -> list[tuple[int, dict[str, Any]]]:
        tables = raw.get(kind)
        if tables is None or tables == []:
            self._wrong(kind, "", 0, f"no [[{kind}]] at all")
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            self._wrong(kind, "", 0, f"not written as [[{kind}]]")
        return list(enumerate(tables, start=1))

    def _keys(self, table: dict[str, Any], struct: type[msgspec.Struct], kind: str, number: int) -> None:
        for key in table:
            if key not in struct.__struct_fields__:
                self._wrong(key, kind, number, "unknown key", str(table.get("id", "")))

    def _once(self, kind: str, ids: list[str]) -> None:
        for number, one in enumerate(ids, start=1):
            if one in ids[: number - 1]:
                self._wrong("id", kind, number, f"the id {one!r} stands twice", one)

    def _text(self, table: dict[str, Any], key: str, kind: str, number: int, *, empty: bool = False) -> str:
        value = table.get(key)
        if value is None and not empty:
            self._wrong(key, kind, number, "missing", str(table.get("id", "")))
        if value is not None and not isinstance(value, str):
            self._wrong(key, kind, number, "not words in quotation marks", str(table.get("id", "")))
        if not empty and not str(value).strip():
            self._wrong(key, kind, number, "empty", str(table.get("id", "")))
        return str(value or "")

    def _number(self, raw: dict[str, Any], key: str, *, least: int) -> int:
        value = raw.get(key)
        if value is None:
            self._wrong(key, "", 0, "missing")
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            self._wrong(key, "", 0, f"not a whole number of {least} or more")
        return value

    def _date(self, raw: dict[str, Any], key: str) -> date:
        value = raw.get(key)
        if value is None:
            self._wrong(key, "", 0, "missing")
        if not isinstance(value, date) or isinstance(value, datetime):
            self._wrong(key, "", 0, "not a date such as 2026-11-21")
        return value

    def _wrong(self, key: str, kind: str, number: int, what: str, id_: str = "") -> NoReturn:
        where = f"{kind} {number}{f' ({id_})' if id_ else ''}, {key}" if kind else key
        raise GuideMistake(file=self._name, line=self._line(key, kind, number), where=where, what=what)

    def _line(self, key: str, kind: str, number: int) -> int:
        """The line of `key` in the numbered table; the table's own line when the key is not there; 0 for neither."""
        start, seen = 0, 0
        if kind:
            header = re.compile(rf"\s*\[\[\s*{kind}\s*\]\]")
            for at, line in enumerate(self._lines, start=1):
                seen += bool(header.match(line))
                if seen == number:
                    start = at
                    break
        written = re.compile(rf"""\s*(["']?){re.escape(key)}\1\s*=|\s*\[+\s*{re.escape(key)}\s*\]""")
        for at, line in enumerate(self._lines[start:], start=start + 1):
            if written.match(line):
                return at
            if line.lstrip().startswith("["):
                break
        return start
