"""Data behind one door: guides, words, fonts, pictures and the example council.

Nothing is read while this is imported; every function reads when it is called. A name that is not there raises
`NotFound`. Names may come from a council's own guide, so none of them can lead outside this folder.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from app.practice.errors import NotFound
from resources.tables import read_table

_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


class Font(NamedTuple):
    """One typeface file. `scripts` are the Unicode scripts it is here for; `licence` is the file beside it."""

    family: str
    weight: int
    path: Path
    scripts: tuple[str, ...]
    licence: Path


class Symbol(NamedTuple):
    """One picture: the word guides call it by, what it shows, and other words it stands for."""

    word: str
    description: str
    also: tuple[str, ...]


def guide_files() -> tuple[tuple[str, str], ...]:
    """Every guide that ships, as (file name, TOML text), in the order they are offered."""
    order = [name for _, names in guide_groups() for name in names]
    return tuple(sorted(_folder("guides", ".toml"), key=lambda item: _place(item[0], order)))


def guide_translations() -> tuple[tuple[str, str], ...]:
    """Every guide in another language, as (file name, TOML text): guides/LANGUAGE/ID.toml holds only texts."""
    folders = sorted(item.name for item in _here("guides").iterdir() if item.is_dir() and _PLAIN_NAME.fullmatch(item.name))
    return tuple((f"{each}/{name}", text) for each in folders for name, text in _folder(f"guides/{each}", ".toml"))


def guide_groups() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """How the guides are grouped: (name of the group, the ids in it). The last group, which names none, is for the rest."""
    table = _table("guides.toml")
    return *((group["name"], tuple(group["guides"])) for group in table["group"]), (table["rest"], ())


def short_path() -> dict[str, int]:
    """The guides of the short path, in order, with the minutes each is given."""
    return dict(_table("guides.toml")["short"])


def guides() -> tuple[dict[str, Any], ...]:
    """Every guide that ships, as raw TOML, in the order they are offered."""
    folder = _here("guides")
    return tuple(read_table(folder / name) for name, _ in guide_files())


@cache
def font_files() -> tuple[Font, ...]:
    """Every typeface that ships. The first whose script fits draws a letter."""
    folder = _here("fonts")
    return tuple(
        Font(
            family=row["family"],
            weight=row["weight"],
            path=folder / row["file"],
            scripts=tuple(row["scripts"]),
            licence=folder / row["licence"],
        )
        for row in _table("fonts/fonts.toml")["font"]
    )


def font_path(family: str, weight: int = 400) -> Path:
    """The file of a typeface in a weight (400 or 700)."""
    for font in font_files():
        if (font.family, font.weight) == (family, weight):
            return font.path
    raise NotFound(what="file", name=f"{family} {weight}")


@cache
def symbols() -> tuple[Symbol, ...]:
    """Every picture that ships, in the order of its index."""
    rows = _table("symbols/symbols.toml")["symbol"]
    return tuple(Symbol(row["word"], row["description"], tuple(row["also"])) for row in rows)


def symbol_svg(name: str) -> bytes:
    """The colour picture of this word, as SVG. It has dark outlines: lay it on a light ground."""
    return _named("symbols", name, ".svg").read_bytes()


def symbol_credit() -> str:
    """The line that every paper with pictures carries."""
    return str(_table("symbols/symbols.toml")["credit"])


def symbol_words() -> dict[str, Any]:
    """Which words bring which picture: `row`s of `picture` and `words`, the words `against`, and their `language`."""
    return _table("symbols/words.toml")


def paper_colours() -> dict[str, str]:
    """The colours of paper there are, by name, each as #RRGGBB."""
    return {row["name"]: row["colour"] for row in _table("paper/colours.toml")["colour"]}


def abbreviations() -> tuple[str, ...]:
    """Words after which a full stop does not end a sentence, in small letters."""
    return tuple(_table("paper/abbreviations.toml")["words"])


def icon_svg(name: str) -> bytes:
    """The line icon of this name, as SVG drawn in `currentColor`, 24 by 24."""
    return _named("icons", name, ".svg").read_bytes()


def icon_names() -> tuple[str, ...]:
    """Every icon that ships."""
    return tuple(name.removesuffix(".svg") for name, _ in _folder("icons", ".svg"))


def spelling_files(language: str) -> str:
    """Where the spelling dictionary of a language stands, without the endings of its two files, as Hunspell names them."""
    return str(_named("spelling", language, ".dic").with_suffix(""))


def words_text(name: str, language: str = "en") -> str:
    """The TOML text of one file of words: words/LANGUAGE/NAME.toml."""
    if not _PLAIN_NAME.fullmatch(language):
        raise NotFound(what="file", name=language)
    return _named(f"words/{language}", name, ".toml").read_text(encoding="utf-8")


def words_table(name: str, language: str = "en") -> dict[str, Any]:
    """What one file of words says."""
    if not _PLAIN_NAME.fullmatch(language):
        raise NotFound(what="file", name=language)
    return read_table(_named(f"words/{language}", name, ".toml"))


def words_names(language: str = "en") -> tuple[str, ...]:
    """The names of the files of words there are in a language."""
    if not _PLAIN_NAME.fullmatch(language):
        return ()
    return tuple(name.removesuffix(".toml") for name, _ in _folder(f"words/{language}", ".toml"))


def sheet_rules() -> tuple[dict[str, Any], ...]:
    """Which answers stand on which sheet of paper: one rule for each sheet that is made of what was said."""
    folder = _here("paper") / "sheets"
    return tuple(read_table(folder / name) for name, _ in _folder("paper/sheets", ".toml"))


def budget_rows() -> dict[str, Any]:
    """The rows of a budget sheet, with their version and date."""
    return _table("paper/budget-sheet.toml")


def jargon() -> tuple[dict[str, Any], ...]:
    """Words that may not stand where the person reads: each with `avoid` (a list) and `instead`."""
    return tuple(_table("checks/jargon.toml")["jargon"])


def reading_rules() -> dict[str, Any]:
    """What is told about how easy words are to read: `longest`, `syllables`, `known` and `easier`."""
    return _table("checks/reading.toml")


def words_facing_the_person() -> tuple[str, ...]:
    """The names of the files of words that the person may read."""
    return tuple(_table("checks/jargon.toml")["faces_person"])


def suggest_rules() -> tuple[dict[str, str], ...]:
    """When something is worth talking about next, what matters most first."""
    return tuple(_table("suggesting.toml")["rule"])


def vague_text() -> str:
    """Words that say little, with the question that each brings, as TOML."""
    return _here("checks/vague.toml").read_text(encoding="utf-8")


def erasure_rules_text() -> str:
    """The rules under which words must go, as TOML."""
    return _here("erasure-rules.toml").read_text(encoding="utf-8")


def example_council_text() -> str:
    """The example council, its staff and who works with whom, as TOML."""
    return _here("example/council.toml").read_text(encoding="utf-8")


def example_people_texts() -> tuple[tuple[str, str], ...]:
    """The people of the example council as they are written by hand: (file name, TOML text)."""
    return _folder("example/people", ".toml")


def example_visit_text() -> str:
    """The script of the example visit, as TOML."""
    return _here("example/visit.toml").read_text(encoding="utf-8")


def example_record_texts() -> tuple[tuple[str, str], ...]:
    """The people of the example council as portable record files: (file name, JSON text)."""
    return _folder("example/records", ".json")


def schema_text(name: str = "record") -> str:
    """The JSON Schema of the portable record file: schema/NAME.schema.json."""
    return _named("schema", name, ".schema.json").read_text(encoding="utf-8")


def _here(path: str) -> Path:
    return Path(__file__).parent.joinpath(*path.split("/"))


def _table(path: str) -> dict[str, Any]:
    return read_table(_here(path))


def _named(folder: str, name: str, ending: str) -> Path:
    found = _here(f"{folder}/{name}{ending}") if _PLAIN_NAME.fullmatch(name) else None
    if found is None or not found.is_file():
        raise NotFound(what="file", name=name)
    return found


def _folder(path: str, ending: str) -> tuple[tuple[str, str], ...]:
    folder = _here(path)
    if not folder.is_dir():
        return ()
    found = sorted((item for item in folder.iterdir() if item.name.endswith(ending)), key=lambda item: item.name)
    return tuple((item.name, item.read_text(encoding="utf-8")) for item in found)


def _place(file_name: str, order: list[str]) -> tuple[int, str]:
    name = file_name.removesuffix(".toml")
    return (order.index(name) if name in order else len(order), name)
