"""A guide is one conversation tool as data: its parts, its prompts, and what each answer feeds.

Words used here. *Shape*: how the guide is laid out (list, day, circle, plan, balance, chart and others). *Part*: a section,
such as a time of day. *Column*: where in the part an answer stands. *Feeds*: what a view may make of the answer later.
Guides are handed in as text; nothing here reads a file. The text is TOML; any guide that ships shows its form.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, NoReturn, Protocol

import msgspec

from app.practice.errors import GuideMistake
from app.practice.rows import MARK, prompt_in

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "list": ("said",),
    "day": ("good", "bad", "todo"),
    "circle": ("said",),
    "plan": ("want", "who"),
    "balance": ("to", "between", "for"),
    "perspectives": ("working", "not_working", "todo"),
    "chart": ("happening", "seen", "meaning", "response"),
    "decisions": ("decision", "involved", "decides", "ground"),
    "week": ("morning", "afternoon", "evening"),
    "steps": ("step", "help", "must", "missed"),
    "line": ("when", "happened", "who", "felt", "known", "not_again"),
    "boxes": ("said", "todo"),
    "rings": ("role", "core", "judgement", "not_ours"),
    "ladder": ("activity", "present", "noticed", "taking_part", "connecting", "contributing"),
    "log": ("what", "there", "worked", "not_worked"),
}
"""The columns of each shape, in the order they are shown. The order of asking is that of the prompts in the file."""

ROWED = frozenset({"chart", "decisions", "steps", "line", "rings", "ladder", "log"})
"""The shapes whose answers stand in rows, as many as the conversation brings (see `app.practice.rows`)."""

NAMED = frozenset(COLUMNS) - {"list", "day", "circle", "plan"}
"""The shapes that are laid out by their columns: a guide of one of them gives each column its name with [[column]]."""

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


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a guide calls one column of its shape. `easy` is its easy-read wording, the name itself where none was written."""

    id: str
    name: str
    easy: str = ""


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
    column: tuple[Column, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of this guide's shape, in the order they are shown."""
        return COLUMNS[self.shape]

    def prompts_of(self, part: str, column: str | None = None) -> tuple[Prompt, ...]:
        """The prompts of one part, of one column of it when named, in the order of the file."""
        return tuple(p for p in self.prompt if p.part == part and column in (None, p.column))

    @property
    def in_rows(self) -> bool:
        """Whether its answers stand in rows."""
        return self.shape in ROWED

    def prompt_named(self, place: str) -> Prompt | None:
        """The prompt with this id, alone or in a row; None when the guide (or this version of it) has none."""
        prompt_id = prompt_in(place)
        return next((p for p in self.prompt if p.id == prompt_id), None)

    def column_named(self, column_id: str) -> Column | None:
        """What this guide calls one of its columns, or None where it gives it no name."""
        return next((c for c in self.column if c.id == column_id), None)

    def part_named(self, part_id: str) -> Part | None:
        """The part with this id, or None."""
        return next((p for p in self.part if p.id == part_id), None)


class ShortPath(NamedTuple):
    """The guides of a visit with little time, in order, and the minutes each is given. No guides: there is no such path."""

    guides: tuple[Guide, ...] = ()
    minutes_each: tuple[int, ...] = ()

    @property
    def minutes(self) -> int:
        """How long all of it takes."""
        return sum(self.minutes_each)


class GuideGroup(NamedTuple):
    """Guides that are offered together, under a name."""

    name: str
    guides: tuple[Guide, ...]


class GuideShelf(Protocol):
    """Where the guides stand. Office hands one in; acts and screens ask it."""

    @property
    def groups(self) -> Sequence[GuideGroup]:
        """Every guide once, in groups, in the order they are offered. No group is empty."""
        ...

    @property
    def short_path(self) -> ShortPath:
        """What to talk about when there is little time."""
        ...

    def all(self) -> Sequence[Guide]:
        """Every guide, in the order they are offered."""
        ...

    def get(self, guide_id: str) -> Guide | None:
        """The guide with this id, or None."""
        ...


class Shelf:
    """A shelf of guides held in memory, in the order given. A later guide with an id already there takes its place.

    `groups` are names with the ids of their guides; those named in none stand in the last. `short` names the guides of the
    short path with the minutes each is given.
    """

    def __init__(
        self,
        guides: Iterable[Guide],
        *,
        groups: Iterable[tuple[str, Sequence[str]]] = (),
        short: Mapping[str, int] | None = None,
    ) -> None:
        self._guides = {guide.id: guide for guide in guides}
        self._groups = tuple(groups)
        self._short = dict(short or {})

    @property
    def groups(self) -> tuple[GuideGroup, ...]:
        """Every guide once, in groups, in the order they are offered. No group is empty."""
        named = {guide_id for _, ids in self._groups for guide_id in ids}
        found = [(name, [self._guides[each] for each in ids if each in self._guides]) for name, ids in self._groups]
        found = found or [("", [])]
        found[-1][1].extend(guide for guide in self._guides.values() if guide.id not in named)
        return tuple(GuideGroup(name, tuple(guides)) for name, guides in found if guides)

    @property
    def short_path(self) -> ShortPath:
        """What to talk about when there is little time. A guide that is not on the shelf is left out of it."""
        there = [(self._guides[name], minutes) for name, minutes in self._short.items() if name in self._guides]
        return ShortPath(tuple(guide for guide, _ in there), tuple(minutes for _, minutes in there))

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
    except (ValueError, RecursionError) as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else toml_text.count("\n") + 1
        raise GuideMistake(file=name, line=line, where="", what="not written as TOML") from error
    return _Reader(toml_text, name).guide(raw)


class _Table(NamedTuple):
    """One table of the file: the whole of it (kind ""), or the numbered [[part]] or [[prompt]]."""

    raw: dict[str, Any]
    kind: str = ""
    number: int = 0

    def where(self, key: str) -> str:
        """`prompt 3 (waking-bad), feeds`; of the whole file just the key."""
        name = self.raw.get("id")
        called = f" ({name})" if isinstance(name, str) and name.strip() else ""
        return f"{self.kind} {self.number}{called}, {key}" if self.kind else key


class _Reader:
    """Checks one file and names the first thing in it that is wrong."""

    def __init__(self, text: str, name: str) -> None:
        self._lines = text.splitlines()
        self._name = name

    def guide(self, raw: dict[str, Any]) -> Guide:
        whole = _Table(raw)
        self._keys(whole, Guide)
        text = {"id": self._id(whole)} | {key: self._text(whole, key) for key in ("name", "purpose", "shape", "tip")}
        if text["shape"] not in COLUMNS:
            self._wrong(whole, "shape", f"no such shape as {text['shape']!r}; there are {', '.join(COLUMNS)}")
        parts, prompts = self._tables(whole, "part"), self._tables(whole, "prompt")
        columns = self._tables(whole, "column") if "column" in raw else []
        guide = Guide(
            **text,
            version=self._number(whole, "version", least=1),
            minutes=self._number(whole, "minutes", least=1),
            dated=self._date(whole, "dated"),
            picture=self._free_text(whole, "picture"),
            part=tuple(self._part(table) for table in parts),
            prompt=tuple(self._prompt(table) for table in prompts),
            column=tuple(self._column(table, text["shape"]) for table in columns),
        )
        self._once(columns)
        self._all_named(guide)
        self._once(parts)
        self._once(prompts)
        for table, prompt in zip(prompts, guide.prompt, strict=True):
            self._fits(table, prompt, guide)
        return guide

    def _part(self, table: _Table) -> Part:
        self._keys(table, Part)
        return Part(id=self._id(table), name=self._text(table, "name"))

    def _column(self, table: _Table, shape: str) -> Column:
        self._keys(table, Column)
        column_id, name = self._id(table), self._text(table, "name")
        if column_id not in COLUMNS[shape]:
            self._wrong(table, "id", self._no_such_column(column_id, shape))
        return Column(id=column_id, name=name, easy=self._free_text(table, "easy") or name)

    def _all_named(self, guide: Guide) -> None:
        if guide.shape not in NAMED:
            return
        for column in guide.columns:
            if guide.column_named(column) is None:
                self._wrong(
                    _Table({}), "shape", f"a guide of the shape {guide.shape} names its column {column!r} with [[column]]"
                )

    def _prompt(self, table: _Table) -> Prompt:
        self._keys(table, Prompt)
        question = self._text(table, "question")
        return Prompt(
            id=self._id(table),
            part=self._text(table, "part"),
            column=self._text(table, "column"),
            question=question,
            easy=self._free_text(table, "easy") or question,
            ask_aloud=self._questions(table, "ask_aloud"),
            picture=self._free_text(table, "picture"),
            feeds=self._free_text(table, "feeds"),
        )

    def _fits(self, table: _Table, prompt: Prompt, guide: Guide) -> None:
        if guide.part_named(prompt.part) is None:
            self._wrong(table, "part", f"no such part as {prompt.part!r}")
        if prompt.column not in guide.columns:
            self._wrong(table, "column", self._no_such_column(prompt.column, guide.shape))
        if prompt.feeds not in FEEDS:
            there = f"there are {', '.join(name for name in FEEDS if name)}"
            self._wrong(table, "feeds", f"nothing called {prompt.feeds!r} to feed; {there}")

    @staticmethod
    def _no_such_column(column: str, shape: str) -> str:
        return f"no such column as {column!r}; the shape {shape} has {', '.join(COLUMNS[shape])}"

    def _tables(self, whole: _Table, kind: str) -> list[_Table]:
        found = whole.raw.get(kind)
        if found is None or found == []:
            self._wrong(whole, kind, f"no [[{kind}]] at all")
        if not isinstance(found, list) or not all(isinstance(raw, dict) for raw in found):
            self._wrong(whole, kind, f"not written as [[{kind}]]")
        return [_Table(raw, kind, number) for number, raw in enumerate(found, start=1)]

    def _keys(self, table: _Table, struct: type[msgspec.Struct]) -> None:
        for key in table.raw:
            if key not in struct.__struct_fields__:
                self._wrong(table, key, "unknown key")

    def _once(self, tables: list[_Table]) -> None:
        seen = set()
        for table in tables:
            if table.raw["id"] in seen:
                self._wrong(table, "id", f"the id {table.raw['id']!r} stands twice")
            seen.add(table.raw["id"])

    def _id(self, table: _Table) -> str:
        found = self._text(table, "id")
        if MARK in found:
            self._wrong(table, "id", f"an id holds no {MARK!r}")
        return found

    def _text(self, table: _Table, key: str) -> str:
        if key not in table.raw:
            self._wrong(table, key, "missing")
        value = self._free_text(table, key)
        if not value.strip():
            self._wrong(table, key, "empty")
        return value

    def _free_text(self, table: _Table, key: str) -> str:
        value = table.raw.get(key, "")
        if not isinstance(value, str):
            self._wrong(table, key, "not words in quotation marks")
        return value

    def _questions(self, table: _Table, key: str) -> tuple[str, ...]:
        value = table.raw.get(key, [])
        if not isinstance(value, list) or not all(isinstance(line, str) and line.strip() for line in value):
            self._wrong(table, key, "not a list of questions in quotation marks")
        return tuple(value)

    def _number(self, table: _Table, key: str, *, least: int) -> int:
        if key not in table.raw:
            self._wrong(table, key, "missing")
        value = table.raw[key]
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            self._wrong(table, key, f"not a whole number of {least} or more")
        return value

    def _date(self, table: _Table, key: str) -> date:
        if key not in table.raw:
            self._wrong(table, key, "missing")
        value = table.raw[key]
        if not isinstance(value, date) or isinstance(value, datetime):
            self._wrong(table, key, "not a date such as 2026-11-21")
        return value

    def _wrong(self, table: _Table, key: str, what: str) -> NoReturn:
        raise GuideMistake(file=self._name, line=self._line(table, key), where=table.where(key), what=what)

    def _line(self, table: _Table, key: str) -> int:
        """The line of `key` in its table; the table's own line when the key is not there; 0 for neither."""
        header = re.compile(rf"\s*\[\[\s*{table.kind}\s*\]\]")
        headers = [at for at, line in enumerate(self._lines, start=1) if table.kind and header.match(line)]
        start = headers[table.number - 1] if table.number <= len(headers) and headers else 0
        written = re.compile(rf"""\s*(["']?){re.escape(key)}\1\s*=|\s*\[+\s*{re.escape(key)}\s*\]""")
        for at, line in enumerate(self._lines[start:], start=start + 1):
            if written.match(line):
                return at
            if line.lstrip().startswith("["):
                break
        return start
