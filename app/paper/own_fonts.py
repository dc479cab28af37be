"""Typefaces of a council's own: TTF and OTF files in one folder, used after those on board for letters that these have not.

A file that cannot be used is passed over and named with the reason; no file in the folder can keep a paper from being made.
"""

import struct
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from threading import RLock
from typing import NamedTuple

LARGEST_FILE = 40_000_000
MOST_FILES = 60
_ENDINGS = (".ttf", ".otf")
_BEGINNINGS = (b"\0\1\0\0", b"true", b"OTTO")
_REGULAR, _BOLD = 400, 700
_BOLD_FROM = 600


class Why(StrEnum):
    """Why a file is passed over."""

    BROKEN = "broken"
    """It is not a typeface, or not whole."""
    PICTURES = "pictures"
    """Its letters are coloured pictures, which cannot be set on paper."""
    FORBIDDEN = "forbidden"
    """Its maker does not allow it to be put into a document."""
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    """The computer does not let it be read."""
    TOO_MANY = "too_many"


class OwnFont(NamedTuple):
    """One weight of a typeface in the folder. `pinned` is the weight asked of a file that has several, else nought."""

    family: str
    weight: int
    path: Path
    pinned: int = 0


class PassedOver(NamedTuple):
    """A file that is not used."""

    file: str
    why: Why


class OwnFonts:
    """The typefaces in the folder, read when they are first asked for and again when the folder has changed."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._read: tuple[tuple[str, int, int], ...] | None = None
        self._fonts: tuple[OwnFont, ...] = ()
        self._passed_over: tuple[PassedOver, ...] = ()
        self._forget: list[Callable[[], None]] = []
        self._one_reads = RLock()

    def look_in(self, folder: Path | None) -> None:
        """Where they lie; nowhere, if there is no folder. Nothing is read yet."""
        with self._one_reads:
            if folder != self._folder:
                self._folder, self._read = folder, None
                self._changed((), ())

    def when_changed(self, forget: Callable[[], None]) -> None:
        """Call this when the typefaces are others than before."""
        self._forget.append(forget)

    def look_again(self) -> None:
        """Read the folder if something in it has changed."""
        if self._folder is None:
            return
        with self._one_reads:
            there = _files(self._folder)
            if there != self._read:
                self._read = there
                self._changed(*_sorted_out(self._folder, there))

    @property
    def folder(self) -> Path | None:
        """Where they lie."""
        return self._folder

    @property
    def fonts(self) -> tuple[OwnFont, ...]:
        """The typefaces that are used, in the order of the names of their files."""
        return self._fonts

    @property
    def passed_over(self) -> tuple[PassedOver, ...]:
        """The files that are not used, and why."""
        return self._passed_over

    def _changed(self, fonts: tuple[OwnFont, ...], passed_over: tuple[PassedOver, ...]) -> None:
        others = fonts != self._fonts
        self._fonts, self._passed_over = fonts, passed_over
        if others:
            for forget in self._forget:
                forget()


own_fonts = OwnFonts()
"""The folder that papers use."""


def _files(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """The files that may be typefaces: name, size and when they were last changed."""
    try:
        found = sorted(item for item in folder.iterdir() if item.suffix.lower() in _ENDINGS and item.is_file())
        return tuple((item.name, stat.st_size, stat.st_mtime_ns) for item in found for stat in [item.stat()])
    except OSError:
        return ()


def _sorted_out(folder: Path, files: tuple[tuple[str, int, int], ...]) -> tuple[tuple[OwnFont, ...], tuple[PassedOver, ...]]:
    fonts: list[OwnFont] = []
    passed_over = [PassedOver(name, Why.TOO_MANY) for name, _, _ in files[MOST_FILES:]]
    for name, size, _ in files[:MOST_FILES]:
        found = _looked_at(folder / name) if size <= LARGEST_FILE else Why.TOO_LARGE
        if isinstance(found, Why):
            passed_over.append(PassedOver(name, found))
        else:
            fonts += found
    return tuple(fonts), tuple(passed_over)


def _looked_at(path: Path) -> tuple[OwnFont, ...] | Why:
    """The weights in a file, or why it cannot be used."""
    from app.paper.outlines import Outlines

    try:
        if not _is_whole(path):
            return Why.BROKEN
        outlines = Outlines(path)
        tables, letters = outlines.tables, sorted(outlines.letters)
        if not letters or not {"head", "hhea", "hmtx", "maxp"} <= tables:
            return Why.BROKEN
        if not {"glyf", "CFF ", "CFF2"} & tables:
            return Why.PICTURES
        if _forbids(outlines.table("OS/2")):
            return Why.FORBIDDEN
        if not outlines.can_be_cut_out:
            return Why.BROKEN
        family = outlines.family or path.stem
        if outlines.weights:
            return tuple(
                OwnFont(family, weight, path, min(max(weight, *outlines.weights[:1]), outlines.weights[1]))
                for weight in (_REGULAR, _BOLD)
            )
        return (OwnFont(family, _BOLD if _weight_in(outlines.table("OS/2")) >= _BOLD_FROM else _REGULAR, path),)
    except OSError:
        return Why.UNREADABLE
    except (ValueError, RuntimeError, MemoryError, struct.error, UnicodeError):
        return Why.BROKEN


def _is_whole(path: Path) -> bool:
    """Whether every table that the file lists lies inside it."""
    with path.open("rb") as file:
        head = file.read(12)
        if len(head) < 12 or head[:4] not in _BEGINNINGS:
            return False
        (count,) = struct.unpack(">H", head[4:6])
        listed = file.read(16 * count)
        size = file.seek(0, 2)
    if len(listed) < 16 * count:
        return False
    places = (struct.unpack(">4s3L", listed[at : at + 16]) for at in range(0, 16 * count, 16))
    return all(offset + length <= size for _, _, offset, length in places)


def _forbids(table: bytes) -> bool:
    """Whether the licence bits of a typeface keep it out of documents, or let only pictures of it in."""
    if len(table) < 10:
        return False
    (bits,) = struct.unpack(">H", table[8:10])
    return bits & 0x000F == 0x0002 or bool(bits & 0x0300)


def _weight_in(table: bytes) -> int:
    return int(struct.unpack(">H", table[4:6])[0]) if len(table) >= 6 else _REGULAR
