"""The pictures of easy read: which one stands beside a sentence, and how it is drawn.

A council's own pictures go before those on board: each folder under `pictures` beside the settings, with a `symbols.toml` that
names its files, the words each stands for, and its credit line. A file that cannot be drawn is left out and named in `problems`.
"""

import struct
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from app.paper.colour_drawing import LARGEST_FILE, CannotDraw, ColourDrawing, colour_drawing
from app.practice.picturing import Picturing
from resources import symbol_credit, symbol_svg, symbol_words

INDEX = "symbols.toml"
MOST_SYMBOLS = 4_000
LARGEST_INDEX = 2_000_000
LARGEST_SIDE = 4_000
"""How many dots a photo may be wide or high."""
_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Symbol:
    """One picture as it is drawn: shapes, or the bytes of a photo."""

    name: str
    credit: str
    shapes: ColourDrawing | None = None
    photo: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, eq=False)
class Pictures:
    """One set of pictures: its words, and where each comes from."""

    picturing: Picturing
    language: str
    credit: str
    opened: Callable[[str], Symbol | None]
    problems: tuple[str, ...] = ()

    def for_sentence(self, sentence: str, language: str) -> Symbol | None:
        """The picture for this sentence; None where nothing fits, and in another language."""
        if language.partition("-")[0].lower() != self.language:
            return None
        name = self.picturing.picture_for(sentence)
        return self.opened(name) if name else None


class Shelf:
    """The sets in use, a council's own first. They are read when a picture is first looked for."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._sets: tuple[Pictures, ...] = ()

    def look_in(self, folder: Path | None) -> None:
        """Where a council's own sets stand, each in a folder of its own."""
        self._folder, self._sets = folder, ()

    @property
    def sets(self) -> tuple[Pictures, ...]:
        """Every set, in the order in which they are asked."""
        if not self._sets:
            self._sets = (*sets_in(self._folder), on_board()) if self._folder else (on_board(),)
        return self._sets

    def for_sentence(self, sentence: str, language: str = "en") -> Symbol | None:
        """The picture for this sentence from the first set that has one."""
        return next((found for each in self.sets if (found := each.for_sentence(sentence, language))), None)


shelf = Shelf()
"""The sets that papers use."""


@lru_cache(maxsize=1)
def on_board() -> Pictures:
    """The set that ships."""
    table = symbol_words()
    credit = symbol_credit()

    @lru_cache(maxsize=256)
    def opened(name: str) -> Symbol | None:
        return Symbol(name, credit, colour_drawing(symbol_svg(name)))

    return Pictures(Picturing(tuple(table["row"]), frozenset(table["against"])), table["language"], credit, opened)


def sets_in(folder: Path) -> tuple[Pictures, ...]:
    """A council's own sets: every folder here that has an index, in the order of their names."""
    try:
        found = sorted(each for each in folder.iterdir() if (each / INDEX).is_file())
    except OSError:
        return ()
    return tuple(read_set(each) for each in found)


def read_set(folder: Path) -> Pictures:
    """One set. What of it cannot be read or drawn is left out and stands in `problems`, one sentence each."""
    try:
        if (folder / INDEX).stat().st_size > LARGEST_INDEX:
            raise ValueError("it is too large")
        table = tomllib.loads((folder / INDEX).read_text(encoding="utf-8"))
        rows = [_row(row) for row in table.get("symbol", [])[:MOST_SYMBOLS]]
        language, credit = str(table.get("language", "en")), str(table.get("credit", ""))
    except (OSError, ValueError, TypeError, KeyError) as error:
        return Pictures(Picturing(()), "", "", lambda _name: None, (f"{folder.name}/{INDEX}: {error}",))
    symbols: dict[str, Symbol] = {}
    problems = []
    for row in rows:
        try:
            symbols[row["picture"]] = _opened(folder, row["picture"], row["file"], credit)
        except (OSError, CannotDraw) as error:
            problems.append(f"{folder.name}/{row['file']}: {error}")
    kept = tuple(row for row in rows if row["picture"] in symbols)
    usual = symbol_words()["against"] if language == symbol_words()["language"] else ()
    against = frozenset(map(str, table.get("against", usual)))
    return Pictures(Picturing(kept, against), language, credit, symbols.get, tuple(problems))


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    """One picture of an index. Raises `KeyError`, `TypeError`, `ValueError`."""
    words = [str(each) for each in (row["word"], *row.get("also", ()), *row.get("words", ()))]
    words = [" ".join(each.split()) for each in words]
    return {
        "picture": str(row["word"]),
        "file": str(row["file"]),
        "general": bool(row.get("general", False)),
        "words": [each for each in words if each.strip("*^ ")],
    }


def _opened(folder: Path, name: str, file: str, credit: str) -> Symbol:
    """A picture of this folder. Raises `OSError` and `CannotDraw`."""
    path = folder / file
    if Path(file).name != file or path.is_symlink():
        raise CannotDraw("it does not stand in this folder")
    if path.stat().st_size > LARGEST_FILE:
        raise CannotDraw("larger than a picture is")
    data = path.read_bytes()
    if data.startswith((_JPEG, _PNG)):
        return Symbol(name, credit, photo=_looked_at(data))
    return Symbol(name, credit, colour_drawing(data))


def _looked_at(data: bytes) -> bytes:
    """The photo, when all of it can be read. Raises `CannotDraw`."""
    from PIL import Image

    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG")) as photo:
            if min(photo.size) < 1 or max(photo.size) > LARGEST_SIDE:
                raise CannotDraw("larger than a picture is")
            photo.load()
    except CannotDraw:
        raise
    except Image.DecompressionBombError as error:
        raise CannotDraw("larger than a picture is") from error
    except (OSError, ValueError, SyntaxError, EOFError, struct.error) as error:
        raise CannotDraw("a damaged picture") from error
    return data
