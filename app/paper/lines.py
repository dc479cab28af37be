"""Words broken into lines. A word is only broken when it is wider than the whole line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from app.paper.direction import LEFT_TO_RIGHT, RIGHT_TO_LEFT, in_order_of_sight, levels_of, runs_from_the_right
from app.paper.faces import set_plainly
from app.paper.graphemes import graphemes
from app.paper.own_fonts import own_fonts
from app.paper.typeface import Run, Weight, faces, runs, shaped_runs, width

_BREAK_AFTER = frozenset("-–—/@._?&=,;:")


class Word(NamedTuple):
    """One word in its runs, in the order of reading, and its width at one point. `levels` are those of its letters where
    it is shaped, and `after` is that of the space behind it."""

    runs: tuple[Run, ...]
    width: float
    levels: tuple[int, ...] = ()
    after: int = 0

    @property
    def text(self) -> str:
        """The word as it is written."""
        return "".join(run.text for run in self.runs)


class Paragraph(NamedTuple):
    """The words of one paragraph, and which way it runs."""

    words: tuple[Word, ...]
    leftwards: bool
    shaped: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, and its width at one point. `more` says that the paragraph goes on after a space: the line then
    ends in that space, so that words copied out of the PDF do not run together."""

    words: tuple[Word, ...]
    width: float
    weight: Weight
    more: bool = False
    start: float = 0.0
    """How far from the left edge of its room it begins: at the right, where it runs from right to left."""
    leftwards: bool = False
    shaped: bool = False
    """Whether some of it is drawn in another order or in other shapes than it is written in."""

    @property
    def text(self) -> str:
        """The line as it is written, and is to be copied."""
        written = " ".join(word.text for word in self.words) + (" " if self.more else "")
        return written.removeprefix(LEFT_TO_RIGHT).removeprefix(RIGHT_TO_LEFT)

    @property
    def reach(self) -> tuple[float, float]:
        """How far its letters reach above the line and below it, at one point; of plain letters nothing is said."""
        tops, bottoms = [0.0], [0.0]
        for run in (run for word in self.words for run in word.runs):
            boxes = ((glyph.y, run.face.outlines.box(glyph.number)) for glyph in run.glyphs)
            for rise, (_, bottom, _, top) in boxes:
                tops.append(rise + top)
                bottoms.append(rise + bottom)
        return max(tops), -min(bottoms)

    @property
    def runs(self) -> tuple[Run, ...]:
        """The letters of the line from left to right, spaces and all, in as few runs as there are changes of typeface. The
        space at the end of a line that runs from right to left is left out: its place is beyond the edge."""
        space = Run(faces(self.weight)[0], " ", width(" ", self.weight))
        parts: list[Run] = []
        for word in self.words:
            parts += [*word.runs, space._replace(level=word.after) if word.after else space]
        parts[-1:] = [space] if self.more and not self.leftwards else []
        return tuple(_joined(in_order_of_sight(parts, lambda run: run.level) if self.shaped else parts))


def break_lines(text: str, weight: Weight, size: float, room: float) -> list[Line]:
    """The lines of a text set in `size` points in `room` points. Line ends in the text are kept."""
    lines: list[Line] = []
    paragraphs = _measured(text, weight)
    for number, paragraph in enumerate(paragraphs, start=1):
        _fill(lines, paragraph, weight, room / size, last=number == len(paragraphs))
    return lines


def fewest_lines(text: str, weight: Weight, size: float, room: float) -> int:
    """How many lines the text takes at least: quick to say, and never too many."""
    space = width(" ", weight)
    fewest = 0
    for words, _, _ in _measured(text, weight):
        whole = sum(word.width for word in words) + space * (len(words) - 1)
        fewest += max(1, -int(-whole * size // (room + space * size)))
    return fewest


@lru_cache(maxsize=512)
def _measured(text: str, weight: Weight) -> tuple[Paragraph, ...]:
    """The words of each paragraph with their widths."""
    return tuple(_paragraph(part, weight) for part in text.split("\n"))


own_fonts.when_changed(_measured.cache_clear)


def _paragraph(text: str, weight: Weight) -> Paragraph:
    if set_plainly(text):
        return Paragraph(tuple(_word(runs(word, weight)) for word in text.split(" ")), leftwards=False, shaped=False)
    levels, words, at = levels_of(text), [], 0
    for word in text.split(" "):
        end = at + len(word)
        words.append(_shaped_word(word, levels[at:end], weight, levels[end] if end < len(text) else 0))
        at = end + 1
    return Paragraph(tuple(words), runs_from_the_right(text), shaped=True)


def _word(parts: Iterable[Run]) -> Word:
    made = tuple(parts)
    return Word(made, sum(run.width for run in made))


def _shaped_word(word: str, levels: tuple[int, ...], weight: Weight, after: int) -> Word:
    made = shaped_runs(word, levels, weight) if word else ()
    return Word(made, sum(run.width for run in made), levels, after)


def _fill(lines: list[Line], paragraph: Paragraph, weight: Weight, room: float, *, last: bool) -> None:
    space = width(" ", weight)
    held: list[Word] = []
    taken = 0.0

    def line(words: Iterable[Word], wide: float, *, more: bool) -> Line:
        start = room - wide if paragraph.leftwards else 0.0
        return Line(tuple(words), wide, weight, more, start, paragraph.leftwards, paragraph.shaped)

    for word in paragraph.words:
        beside = taken + space + word.width
        if held and beside <= room:
            held.append(word)
            taken = beside
            continue
        if held:
            lines.append(line(held, taken, more=True))
        if word.width > room:
            *pieces, word = _shaped_pieces(word, room, weight) if paragraph.shaped else _pieces(word, room)
            lines += [line((piece,), piece.width, more=False) for piece in pieces]
        held, taken = [word], word.width
    lines.append(line(held, taken, more=not last))


def _shaped_pieces(word: Word, room: float, weight: Weight) -> list[Word]:
    """The same for a word that is shaped: broken between letters with all their marks, each piece shaped by itself."""
    letters, pieces, at = graphemes(word.text), [], 0
    while letters:
        number, piece = _as_much_as_fits(letters, word.levels[at:], room, weight)
        marks = [place for place in range(1, number) if letters[place - 1][0] in _BREAK_AFTER]
        if number < len(letters) and marks:
            number = marks[-1]
            piece = _shaped_word(text := "".join(letters[:number]), word.levels[at : at + len(text)], weight, 0)
        pieces.append(piece)
        at += len(piece.text)
        letters = letters[number:]
    pieces[-1] = pieces[-1]._replace(after=word.after)
    return pieces


def _as_much_as_fits(letters: Sequence[str], levels: tuple[int, ...], room: float, weight: Weight) -> tuple[int, Word]:
    """How many letters from the start fit, at least one, and the piece that they make."""
    fits, piece = 1, _shaped_word(letters[0], levels[: len(letters[0])], weight, 0)
    least, most = 2, len(letters)
    while least <= most:
        middle = min((least + most) // 2, fits * 4)
        text = "".join(letters[:middle])
        tried = _shaped_word(text, levels[: len(text)], weight, 0)
        if tried.width <= room:
            fits, piece, least = middle, tried, middle + 1
        else:
            most = middle - 1
    return fits, piece


def _pieces(word: Word, room: float) -> list[Word]:
    """A word wider than the line, broken after a mark such as a hyphen where there is one, else between letters."""
    letters = [(letter, run.face, run.face.width(letter)) for run in word.runs for letter in run.text]
    pieces: list[Word] = []
    start, number, good, taken = 0, 0, 0, 0.0
    while number < len(letters):
        taken += letters[number][2]
        if taken > room and number > start:
            end = good if good > start else number
            pieces.append(_word(_joined(Run(face, letter, wide) for letter, face, wide in letters[start:end])))
            start, number, taken = end, end, 0.0
            continue
        if letters[number][0] in _BREAK_AFTER:
            good = number + 1
        number += 1
    return [*pieces, _word(_joined(Run(face, letter, wide) for letter, face, wide in letters[start:]))]


def _joined(parts: Iterable[Run]) -> list[Run]:
    """Neighbouring runs of one typeface that are set letter by letter become one."""
    joined: list[Run] = []
    for part in parts:
        if joined and joined[-1].face is part.face and not joined[-1].glyphs and not part.glyphs:
            joined[-1] = Run(part.face, joined[-1].text + part.text, joined[-1].width + part.width)
        else:
            joined.append(part)
    return joined
