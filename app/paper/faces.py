"""The typefaces on board, their letters, and which of them draws what.

ReportLab is first imported when a typeface is needed; what shapes letters, when words need it. Latin, Greek and Cyrillic
are set letter by letter and need no shaping.
"""

import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, cached_property, lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from app.paper.graphemes import UNSEEN, is_pictograph
from app.paper.letters import drawn_as_built
from app.paper.own_fonts import own_fonts
from resources import font_files, font_path

if TYPE_CHECKING:
    from app.paper.outlines import Outlines

FAMILIES = ("Atkinson Hyperlegible Next", "Noto Sans")
"""In the order of falling back: a word that the first cannot set is set in the next."""
PICTURES = "Noto Emoji"
_PICTURE_SIGNS = ("\ufe0f", "\u20e3")
"""What asks for the letter before it to be drawn as a picture."""

_opening = Lock()


class Weight(IntEnum):
    """The two weights there are on paper."""

    REGULAR = 400
    BOLD = 700


@dataclass(frozen=True, eq=False)
class Typeface:
    """One family in one weight, known to ReportLab by its `name`. `pinned` is the weight asked of a file that has several."""

    name: str
    family: str
    path: Path
    pinned: int = 0
    plain: bool = False
    """Whether it is set letter by letter."""

    @cached_property
    def font(self) -> Any:
        """The typeface as ReportLab sets it, letter by letter."""
        from reportlab import rl_config
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont

        rl_config.useA85 = 0
        font = TTFont(self.name, str(self.path), shapable=False)
        pdfmetrics.registerFont(font)
        return font

    @cached_property
    def outlines(self) -> "Outlines":
        """The typeface as it is shaped."""
        from app.paper.outlines import Outlines

        return Outlines(self.path, self.pinned)

    @cached_property
    def letters(self) -> frozenset[int]:
        """Every letter that it can draw."""
        return frozenset(self.font.face.charToGlyph) if self.plain else self.outlines.letters

    def width(self, text: str) -> float:
        """How wide the text is at one point, set letter by letter."""
        widths, standard = self.font.face.charWidths, self.font.face.defaultWidth
        return float(sum(widths.get(ord(letter), standard) for letter in text)) / 1000


def typeface(family: str, weight: Weight) -> Typeface:
    """A typeface that is set letter by letter, opened once."""
    with _opening:
        made = _plain(family, weight)
        _ = made.font
        return made


@cache
def _plain(family: str, weight: Weight) -> Typeface:
    return Typeface(_name(family, weight), family, font_path(family, weight), plain=True)


@cache
def _made(family: str, weight: Weight, path: Path) -> Typeface:
    return Typeface(_name(family, weight), family, path)


def _name(family: str, weight: Weight) -> str:
    return f"{family.replace(' ', '')}-{weight.name.title()}"


@cache
def faces(weight: Weight) -> tuple[Typeface, ...]:
    """The typefaces that are set letter by letter, in the order of falling back."""
    return tuple(typeface(family, weight) for family in FAMILIES)


@cache
def all_faces(weight: Weight) -> tuple[Typeface, ...]:
    """Every typeface in the order of falling back. One that has a single weight stands for both."""
    files = {(font.family, font.weight): font.path for font in font_files()}
    families = [family for family in dict.fromkeys(family for family, _ in files) if family not in (*FAMILIES, PICTURES)]
    shipped = [_made(family, weight, files.get((family, weight)) or files[family, Weight.REGULAR]) for family in families]
    own = dict.fromkeys(font.family for font in own_fonts.fonts)
    brought = [
        max((font for font in own_fonts.fonts if font.family == family), key=lambda font: font.weight == weight) for family in own
    ]
    others = [Typeface(_name(font.family, weight), font.family, font.path, font.pinned) for font in brought]
    return (*faces(weight), *shipped, *others, _made(PICTURES, weight, files[PICTURES, Weight.REGULAR]))


own_fonts.when_changed(all_faces.cache_clear)


def families_on_board() -> tuple[str, ...]:
    """The names of all families, in the order of falling back."""
    return tuple(dict.fromkeys(face.family for face in all_faces(Weight.REGULAR)))


@lru_cache(maxsize=8192)
def face_of(letter: str, weight: Weight) -> Typeface | None:
    """The first typeface that has this letter with all its marks; for an emoji, the one that has pictures."""
    order = all_faces(weight)
    if any(sign in letter for sign in _PICTURE_SIGNS) or ord(letter[0]) >= 0x1F000:
        order = tuple(sorted(order, key=lambda face: face.family != PICTURES))
    return next((face for face in order if has(face, letter)), None)


own_fonts.when_changed(face_of.cache_clear)


def has(face: Typeface, letter: str) -> bool:
    """Whether a typeface draws this letter with all its marks, written in one sign or in several; an emoji, in one picture."""
    if face.family == PICTURES and len(letter) > 1:
        return any(face.outlines.one_picture(each) for each in (letter, without_tones(letter)))
    seen = "".join(each for each in letter if each not in UNSEEN)
    forms = (seen, unicodedata.normalize("NFC", seen), unicodedata.normalize("NFD", seen))
    return any(all(ord(each) in face.letters for each in form) for form in forms)


def without_tones(letter: str) -> str:
    """An emoji without the colour of its skin, which a drawing in one colour does not show."""
    return "".join(each for each in letter if not 0x1F3FB <= ord(each) <= 0x1F3FF)


@lru_cache(maxsize=1024)
def told_by_name(letter: str) -> str:
    """The words that stand for an emoji or a sign which no typeface draws as one picture; empty for a letter."""
    signs = [each for each in without_tones(letter) if each not in UNSEEN]
    if not signs or not all(map(is_pictograph, signs)):
        return ""
    names = [unicodedata.name(each, "").lower() for each in signs]
    return f"({', '.join(names)})" if all(names) else ""


def parts_of(letter: str, weight: Weight) -> tuple[str, ...]:
    """The letter whole where a typeface has it so; where only its parts are had, as a sign of one script under a letter of
    another, those; nothing where a part is missing."""
    if len(letter) == 1 or face_of(letter, weight):
        return (letter,) if face_of(letter, weight) else ()
    return tuple(letter) if all(each in UNSEEN or face_of(each, weight) or told_by_name(each) for each in letter) else ()


@lru_cache(maxsize=8192)
def covered(letter: str) -> bool:
    """Whether this letter can be drawn with its marks in both weights, or told by its name."""
    return all(parts_of(letter, weight) for weight in Weight) or bool(told_by_name(letter))


own_fonts.when_changed(covered.cache_clear)


@lru_cache(maxsize=4096)
def _one_after_the_other(letter: str) -> bool:
    return letter in " \n" or (
        drawn_as_built(letter) and all(any(ord(letter) in face.letters for face in faces(weight)) for weight in Weight)
    )


def set_plainly(text: str) -> bool:
    """Whether the words are right when they are set letter by letter, from left to right."""
    return all(map(_one_after_the_other, set(text)))
