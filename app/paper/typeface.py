"""The typefaces on board, their letters and how wide words are. ReportLab is first imported when a typeface is needed."""

from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from threading import Lock
from typing import Any, NamedTuple

from resources import font_path

FAMILIES = ("Atkinson Hyperlegible Next", "Noto Sans")
"""In the order of falling back: a word that the first cannot set is set in the next."""

_opening = Lock()


class Weight(IntEnum):
    """The two weights there are on paper."""

    REGULAR = 400
    BOLD = 700


@dataclass(frozen=True, eq=False)
class Typeface:
    """One family in one weight, known to ReportLab by its `name`."""

    name: str
    family: str
    font: Any
    letters: frozenset[int]

    def width(self, text: str) -> float:
        """How wide the text is at one point."""
        widths, standard = self.font.face.charWidths, self.font.face.defaultWidth
        return float(sum(widths.get(ord(letter), standard) for letter in text)) / 1000


def typeface(family: str, weight: Weight) -> Typeface:
    """The typeface, opened once."""
    with _opening:
        return _open(family, weight)


@cache
def _open(family: str, weight: Weight) -> Typeface:
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    rl_config.useA85 = 0
    name = f"{family.replace(' ', '')}-{weight.name.title()}"
    font = TTFont(name, str(font_path(family, weight)), shapable=False)
    pdfmetrics.registerFont(font)
    return Typeface(name, family, font, frozenset(font.face.charToGlyph))


@cache
def faces(weight: Weight) -> tuple[Typeface, ...]:
    """The typefaces of a weight in the order of falling back."""
    return tuple(typeface(family, weight) for family in FAMILIES)


@lru_cache(maxsize=4096)
def covered(letter: str) -> bool:
    """Whether a typeface on board has this letter, in both weights."""
    return all(any(ord(letter) in face.letters for face in faces(weight)) for weight in Weight)


class Run(NamedTuple):
    """Letters in one typeface, and how wide they are at one point."""

    face: Typeface
    text: str
    width: float


@lru_cache(maxsize=8192)
def runs(word: str, weight: Weight) -> tuple[Run, ...]:
    """A word in the first typeface that has all of its letters; letter by letter only if none has."""
    letters = {ord(letter) for letter in word}
    for face in faces(weight):
        if letters <= face.letters:
            return (Run(face, word, face.width(word)),)
    found: list[Run] = []
    for letter in word:
        face = next((each for each in faces(weight) if ord(letter) in each.letters), faces(weight)[0])
        if found and found[-1].face is face:
            text = found[-1].text + letter
            found[-1] = Run(face, text, face.width(text))
        else:
            found.append(Run(face, letter, face.width(letter)))
    return tuple(found)


@lru_cache(maxsize=1024)
def width(text: str, weight: Weight) -> float:
    """How wide the text is at one point, set in one line."""
    return sum(run.width for run in runs(text, weight))
