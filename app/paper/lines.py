"""Words broken into lines. A word is only broken when it is wider than the whole line."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from app.paper.typeface import Run, Weight, faces, runs, width

_BREAK_AFTER = frozenset("-–—/@._?&=,;:")


class Word(NamedTuple):
    """One word in its runs, and its width at one point."""

    runs: tuple[Run, ...]
    width: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, and its width at one point. `more` says that the paragraph goes on after a space: the line then
    ends in that space, so that words copied out of the PDF do not run together."""

    words: tuple[Word, ...]
    width: float
    weight: Weight
    more: bool = False

    @property
    def runs(self) -> tuple[Run, ...]:
        """The letters of the line, spaces and all, in as few runs as there are changes of typeface."""
        space = Run(faces(self.weight)[0], " ", width(" ", self.weight))
        parts: list[Run] = []
        for word in self.words:
            parts += [*word.runs, space]
        return tuple(_joined(parts if self.more else parts[:-1]))


def break_lines(text: str, weight: Weight, size: float, room: float) -> list[Line]:
    """The lines of a text set in `size` points in `room` points. Line ends in the text are kept."""
    lines: list[Line] = []
    paragraphs = _measured(text, weight)
    for number, words in enumerate(paragraphs, start=1):
        _fill(lines, words, weight, room / size, last=number == len(paragraphs))
    return lines


def fewest_lines(text: str, weight: Weight, size: float, room: float) -> int:
    """How many lines the text takes at least: quick to say, and never too many."""
    space = width(" ", weight)
    fewest = 0
    for words in _measured(text, weight):
        whole = sum(word.width for word in words) + space * (len(words) - 1)
        fewest += max(1, -int(-whole * size // (room + space * size)))
    return fewest


@lru_cache(maxsize=512)
def _measured(text: str, weight: Weight) -> tuple[tuple[Word, ...], ...]:
    """The words of each paragraph with their widths."""
    return tuple(tuple(_word(runs(word, weight)) for word in part.split(" ")) for part in text.split("\n"))


def _word(parts: Iterable[Run]) -> Word:
    made = tuple(parts)
    return Word(made, sum(run.width for run in made))


def _fill(lines: list[Line], words: Iterable[Word], weight: Weight, room: float, *, last: bool) -> None:
    space = width(" ", weight)
    held: list[Word] = []
    taken = 0.0
    for word in words:
        beside = taken + space + word.width
        if held and beside <= room:
            held.append(word)
            taken = beside
            continue
        if held:
            lines.append(Line(tuple(held), taken, weight, more=True))
        if word.width > room:
            *pieces, word = _pieces(word, room)
            lines += [Line((piece,), piece.width, weight) for piece in pieces]
        held, taken = [word], word.width
    lines.append(Line(tuple(held), taken, weight, more=not last))


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
    """Neighbouring runs of one typeface become one."""
    joined: list[Run] = []
    for part in parts:
        if joined and joined[-1].face is part.face:
            joined[-1] = Run(part.face, joined[-1].text + part.text, joined[-1].width + part.width)
        else:
            joined.append(part)
    return joined
