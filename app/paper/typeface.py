"""Words in their typefaces, and how wide they are. Plain words are set letter by letter; all others are shaped."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from app.paper.direction import levels_of
from app.paper.faces import (
    FAMILIES,
    PICTURES,
    Typeface,
    Weight,
    covered,
    face_of,
    faces,
    has,
    parts_of,
    set_plainly,
    told_by_name,
    typeface,
    without_tones,
)
from app.paper.graphemes import graphemes
from app.paper.outlines import Glyph
from app.paper.own_fonts import own_fonts

__all__ = ["FAMILIES", "Run", "Typeface", "Weight", "covered", "faces", "runs", "shaped_runs", "typeface", "width"]


_ALONE = "by itself"
"""The kind of an emoji, and of what is told by its name: it is never turned, and never joined to the next."""


class Run(NamedTuple):
    """Letters in one typeface, and how wide they are at one point. Without glyphs they are set letter by letter."""

    face: Typeface
    text: str
    width: float
    level: int = 0
    """Odd when it runs from right to left."""
    glyphs: tuple[Glyph, ...] = ()


@lru_cache(maxsize=8192)
def runs(word: str, weight: Weight) -> tuple[Run, ...]:
    """A plain word in the first typeface that has all of its letters; letter by letter only if none has."""
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


@lru_cache(maxsize=4096)
def shaped_runs(word: str, levels: tuple[int, ...], weight: Weight) -> tuple[Run, ...]:
    """Any word, in the order of reading. `levels` are those of its letters."""
    if len(set(levels)) == 1 and not levels[0] % 2 and set_plainly(word):
        return tuple(run._replace(level=levels[0]) for run in runs(word, weight))
    parts = _in_faces(word, levels, weight)
    made: list[Run] = []
    for (face, level, kind), inside in groupby(parts, key=lambda part: (part.face, part.level, part.kind)):
        letters = list(inside)
        text, drawn = "".join(part.text for part in letters), "".join(part.drawn for part in letters)
        glyphs = face.outlines.shaped(drawn, to_the_left=level % 2 == 1 and not kind.startswith(_ALONE))
        if text != drawn:
            glyphs = tuple(glyph._replace(text="" if number else text) for number, glyph in enumerate(glyphs))
        made.append(Run(face, text, sum(glyph.advance for glyph in glyphs), level, glyphs))
    return tuple(made)


class _Part(NamedTuple):
    """One letter with its marks, as it is written and as it is drawn. What has another `kind` is shaped by itself."""

    text: str
    drawn: str
    face: Typeface
    level: int
    kind: str


def _in_faces(word: str, levels: tuple[int, ...], weight: Weight) -> list[_Part]:
    """The letters in the typefaces that draw them."""
    parts: list[_Part] = []
    at = 0
    for letter in _settable(word, weight):
        level = levels[at]
        at += len(letter)
        face = face_of(letter, weight)
        if face is None:
            name = told_by_name(letter) or f"(U+{ord(letter[0]):04X})"
            parts.append(_Part(letter, name, faces(weight)[0], level, f"{_ALONE} {at}"))
            continue
        picture = face.family == PICTURES
        drawn = without_tones(letter) if picture and not face.outlines.one_picture(letter) else letter
        parts.append(_Part(letter, drawn, face, level, f"{_ALONE} {at}" if picture else _script(letter[0])))
    return _signs_beside_letters(parts)


def _settable(word: str, weight: Weight) -> Iterator[str]:
    """The letters with their marks, and the parts of those that no typeface has whole. An emoji that is told by its name
    stays whole."""
    for letter in graphemes(word):
        yield from (letter,) if told_by_name(letter) else parts_of(letter, weight) or (letter,)


def _signs_beside_letters(parts: list[_Part]) -> list[_Part]:
    """Signs that belong to no script are set in the typeface of the letters before them, else of those behind, if it has them."""
    for order in (range(len(parts)), range(len(parts) - 1, -1, -1)):
        near: _Part | None = None
        for at in order:
            part = parts[at]
            if part.kind:
                near = part if not part.kind.startswith(_ALONE) else None
            elif near and near.level == part.level and has(near.face, part.text):
                parts[at] = part._replace(face=near.face, kind=near.kind)
    return parts


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    """The script of a letter by the first word of its name; empty for a sign that stands in any script."""
    return unicodedata.name(letter, "").partition(" ")[0] if unicodedata.category(letter)[0] in "LMN" else ""


@lru_cache(maxsize=1024)
def width(text: str, weight: Weight) -> float:
    """How wide the text is at one point, set in one line."""
    if set_plainly(text):
        return sum(run.width for run in runs(text, weight))
    return sum(run.width for run in shaped_runs(text, levels_of(text), weight))


own_fonts.when_changed(shaped_runs.cache_clear)
own_fonts.when_changed(width.cache_clear)
