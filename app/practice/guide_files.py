"""How a guide is written down: TOML, of which any guide that ships shows the form. Text is handed in; nothing here reads a file.

A mistake in it is named by line and in words. What a council publishes is put beside what ships.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import suppress
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, NamedTuple, NoReturn

import msgspec

from app.practice.council_guides import CouncilGuide
from app.practice.errors import GuideMistake
from app.practice.guides import COLUMNS, FEEDS, NAMED, ONE, SEVERAL, Choice, Column, Guide, LeftOff, Part, Prompt, Shelf
from app.practice.jargon import JargonList
from app.practice.rows import MARK

FORM = 1
"""The newest form of a guide file that is known here. A file says which it is in with `form`; without, it is in the first."""


class Published(NamedTuple):
    """A guide as the council has published it, with what it said in former versions."""

    now: CouncilGuide
    before: Sequence[CouncilGuide] = ()


def shelf_with(shipped: Shelf, published: Iterable[Published]) -> Shelf:
    """What ships with what the council published beside it. A guide that was withdrawn is offered no more, and one of a form that
    is not known here is left off, and what it said before stays; every version that can be read stays known."""
    guides, older, left_off = [], [], []
    for each in published:
        for former in each.before:
            with suppress(GuideMistake):
                older.append(read_guide(former.text, former.guide))
        try:
            guide = read_guide(each.now.text, each.now.guide)
        except GuideMistake:
            if not each.now.withdrawn:
                left_off.append(LeftOff(each.now.guide, each.now.version, _name_in(each.now.text) or each.now.guide))
                guides += _last_readable(each.before)
            continue
        (older if each.now.withdrawn else guides).append(guide)
    return shipped.beside(guides, older=older, left_off=left_off)


def _last_readable(before: Sequence[CouncilGuide]) -> list[Guide]:
    """What goes on being offered while a newer version cannot be read: the last that can, if it was never withdrawn since."""
    for former in reversed(before):
        if former.withdrawn:
            break
        with suppress(GuideMistake):
            return [read_guide(former.text, former.guide)]
    return []


def _name_in(text: str) -> str:
    with suppress(ValueError, RecursionError):
        name = tomllib.loads(text).get("name")
        return name.strip() if isinstance(name, str) else ""
    return ""


class Advice(NamedTuple):
    """Something in a guide that can be used but should be looked at again."""

    line: int
    where: str
    what: str


LONGEST_SENTENCE = 20
"""Words in a sentence; more is hard to take in at one hearing."""
LONGEST_EASY_SENTENCE = 15
"""Words in a sentence of an easy-read wording."""
MOST_CHOICES = 9
"""More than these cannot be taken in at one look."""


def look_again(toml_text: str, jargon: JargonList) -> list[Advice]:
    """What to look at again in a guide that can be read: words of the trade, long sentences, questions that stand alone."""
    reader = _Reader(toml_text, "")
    raw = tomllib.loads(toml_text)
    tables = [_Table(raw)]
    for kind in ("column", "part", "prompt"):
        tables += [_Table(each, kind, number) for number, each in enumerate(raw.get(kind, ()), start=1)]
    found = [advice for table in tables for advice in reader.advice(table, jargon)]
    return sorted(found)


def line_of(toml_text: str, key: str) -> int:
    """The line on which a key of the whole file stands; 0 when it does not."""
    return _Reader(toml_text, "").line(_Table({}), key)


def read_guide(toml_text: str, name: str, *, pictures: Set[str] | None = None) -> Guide:
    """The guide written in `toml_text`. `name` is what the file is called, for the mistake that is raised. Where `pictures` are
    given, no other picture may be named.

    Raises GuideMistake(file, line, where, what) at the first thing that is wrong; `line` is 0 when it has none.
    """
    try:
        raw = tomllib.loads(toml_text)
    except (ValueError, RecursionError) as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else toml_text.count("\n") + 1
        raise GuideMistake(file=name, line=line, where="", what="not written as TOML") from error
    return _Reader(toml_text, name, pictures).guide(raw)


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

    def __init__(self, text: str, name: str, pictures: Set[str] | None = None) -> None:
        self._lines = text.splitlines()
        self._name = name
        self._pictures = pictures

    def guide(self, raw: dict[str, Any]) -> Guide:
        whole = _Table(raw)
        form = self._form(whole)
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
            picture=self._picture(whole),
            part=tuple(self._part(table) for table in parts),
            prompt=tuple(self._prompt(table) for table in prompts),
            column=tuple(self._column(table, text["shape"]) for table in columns),
            form=form,
        )
        self._once(columns)
        self._all_named(guide)
        self._once(parts)
        self._once(prompts)
        for table, prompt in zip(prompts, guide.prompt, strict=True):
            self._fits(table, prompt, guide)
        return guide

    def _form(self, whole: _Table) -> int:
        form = self._number(whole, "form", least=1) if "form" in whole.raw else FORM
        if form > FORM:
            self._wrong(whole, "form", f"written in form {form}; this version of the app knows forms up to {FORM}")
        return form

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
            picture=self._picture(table),
            feeds=self._free_text(table, "feeds"),
            choices=self._choices(table),
            choose=self._choose(table),
        )

    def _choices(self, table: _Table) -> tuple[Choice, ...]:
        if "choices" not in table.raw:
            return ()
        value = table.raw["choices"]
        if not isinstance(value, list) or not all(isinstance(each, str | dict) for each in value):
            self._wrong(table, "choices", "not a list of words to point at")
        found = tuple(self._choice(table, _Table({"words": raw} if isinstance(raw, str) else raw)) for raw in value)
        said = [each.words.casefold() for each in found]
        for each in found:
            if said.count(each.words.casefold()) > 1:
                self._wrong(table, "choices", f"the choice {each.words!r} stands twice", each.words)
        if not 2 <= len(found) <= MOST_CHOICES:
            self._wrong(table, "choices", f"{len(found)} to choose from; there are 2 to {MOST_CHOICES}")
        return found

    def _choice(self, table: _Table, choice: _Table) -> Choice:
        for key in choice.raw:
            if key not in Choice.__struct_fields__:
                self._wrong(table, "choices", f"a choice has words and a picture; {key!r} is an unknown key", f"{key} =")
        words, picture = choice.raw.get("words", ""), choice.raw.get("picture", "")
        if not isinstance(words, str) or not words.strip():
            self._wrong(table, "choices", "a choice without words in quotation marks")
        if not isinstance(picture, str):
            self._wrong(table, "choices", f"the picture of {words!r} is not a word in quotation marks", words)
        self._is_a_picture(table, "choices", picture, near=words)
        return Choice(words, picture)

    def _choose(self, table: _Table) -> str:
        found = self._free_text(table, "choose") if "choose" in table.raw else SEVERAL
        if found not in (ONE, SEVERAL):
            self._wrong(table, "choose", f"neither {ONE!r} nor {SEVERAL!r}")
        if "choose" in table.raw and "choices" not in table.raw:
            self._wrong(table, "choose", "there are no choices")
        return found

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

    def _picture(self, table: _Table) -> str:
        found = self._free_text(table, "picture")
        self._is_a_picture(table, "picture", found)
        return found

    def _is_a_picture(self, table: _Table, key: str, found: str, near: str = "") -> None:
        if found and self._pictures is not None and found not in self._pictures:
            alike = get_close_matches(found, self._pictures, n=3)
            there = f"; there are {', '.join(alike)}" if alike else ""
            self._wrong(table, key, f"no picture is called {found!r}{there}", near)

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

    def _wrong(self, table: _Table, key: str, what: str, near: object = "") -> NoReturn:
        raise GuideMistake(file=self._name, line=self.line(table, key, str(near)), where=table.where(key), what=what)

    def advice(self, table: _Table, jargon: JargonList) -> Iterator[Advice]:
        """What to look at again in one table."""
        for key, value in table.raw.items():
            lines = value if isinstance(value, list) else [value]
            if key == "choices":
                lines = [each["words"] if isinstance(each, dict) else each for each in lines]
            if key in ("id", "shape", "picture", "feeds", "part", "column", "choose") or not all(
                isinstance(each, str) for each in lines
            ):
                continue
            where = table.where(key)
            longest = LONGEST_EASY_SENTENCE if key == "easy" else LONGEST_SENTENCE
            for text in lines:
                at = self.line(table, key, text if isinstance(value, list) else "")
                yield from (
                    Advice(at, where, f"{word.word!r} is a word of the trade: {word.instead}") for word in jargon.find(text)
                )
                for sentence in re.split(r"(?<=[.?:;])\s+", text):
                    if (length := len(sentence.split())) > longest:
                        yield Advice(at, where, f"a sentence of {length} words; {longest} are enough")
        for key in ("easy", "ask_aloud") if table.kind == "prompt" else ():
            if not table.raw.get(key):
                yield Advice(self.line(table, key), table.where(key), "there is none")

    def line(self, table: _Table, key: str, near: str = "") -> int:
        """The line of `key` in its table, or of the words `near` in a list under it; the table's own line when the key is not
        there; 0 for neither."""
        header = re.compile(rf"\s*\[\[\s*{table.kind}\s*\]\]")
        headers = [at for at, line in enumerate(self._lines, start=1) if table.kind and header.match(line)]
        start = headers[table.number - 1] if table.number <= len(headers) and headers else 0
        written = re.compile(rf"""\s*(["']?){re.escape(key)}\1\s*=|\s*\[+\s*{re.escape(key)}\s*\]""")
        for at, line in enumerate(self._lines[start:], start=start + 1):
            if written.match(line):
                return self._line_with(near, at)
            if line.lstrip().startswith("["):
                break
        return start

    def _line_with(self, words: str, start: int) -> int:
        """Where these words stand in the list that begins on line `start`."""
        for at, line in enumerate(self._lines[start - 1 :] if words else (), start=start):
            if words in line:
                return at
            if at > start and (line.lstrip().startswith("[") or line.lstrip().startswith("]")):
                break
        return start
