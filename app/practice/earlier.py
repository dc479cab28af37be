"""What differs between two states of a one-page profile, line by line. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import combinations_with_replacement

from app.practice.papers import PaperLine
from app.practice.plans import Section

Lines = Mapping[Section, tuple[PaperLine, ...]]


class Change(StrEnum):
    """What became of a line."""

    SAME = ""
    REWORDED = "reworded"
    NEW = "new"
    GONE = "gone"
    MOVED = "moved"
    """It stands elsewhere: in another part, or in another place of this one."""


@dataclass(frozen=True)
class Row:
    """A line as it stood then beside the line as it stands now; None where there is none. `elsewhere` is the part of a line that
    was moved, on the other side."""

    then: PaperLine | None
    now: PaperLine | None
    change: Change
    elsewhere: Section | None = None
    reworded: bool = False
    """Of a line that was moved: whether it says something else too."""


def rows_between(part: Section, then: Lines, now: Lines) -> tuple[Row, ...]:
    """The lines of one part beside each other, in their order on both sides."""
    was, stands = then.get(part, ()), now.get(part, ())
    matcher = SequenceMatcher(None, [line.record for line in was], [line.record for line in stands], autojunk=False)
    found: list[Row] = []
    for what, start, end, begin, stop in matcher.get_opcodes():
        if what == "equal":
            for line, other in zip(was[start:end], stands[begin:stop], strict=True):
                found.append(Row(line, other, Change.SAME if _says_the_same(line, other) else Change.REWORDED))
            continue
        found += [_left(line, now) for line in was[start:end]]
        found += [_right(line, then) for line in stands[begin:stop]]
    return tuple(found)


def parted(lines: Sequence[PaperLine], placed: Sequence[Section | None]) -> dict[Section, tuple[PaperLine, ...]]:
    """The lines of a paper in its parts. They stand in the order of the parts, and `placed` says where each stood, as far as that
    is known; where the two do not agree, the parting that agrees with most of them."""
    parts = list(Section)
    cuts = combinations_with_replacement(range(len(lines) + 1), len(parts) - 1)
    best = max(cuts, key=lambda cut: _agreeing(cut, placed, parts))
    edges = (0, *best, len(lines))
    return {part: tuple(lines[start:end]) for part, start, end in zip(parts, edges, edges[1:], strict=False)}


def _agreeing(cut: Sequence[int], placed: Sequence[Section | None], parts: Sequence[Section]) -> int:
    return sum(placed[at] is parts[sum(at >= edge for edge in cut)] for at in range(len(placed)))


def _left(line: PaperLine, now: Lines) -> Row:
    """A line that stands here no more."""
    other, part = _found(line, now)
    if other is None:
        return Row(line, None, Change.GONE)
    return Row(line, None, Change.MOVED, part, not _says_the_same(line, other))


def _right(line: PaperLine, then: Lines) -> Row:
    """A line that did not stand here."""
    other, part = _found(line, then)
    if other is None:
        return Row(None, line, Change.NEW)
    return Row(None, line, Change.MOVED, part, not _says_the_same(line, other))


def _found(line: PaperLine, lines: Lines) -> tuple[PaperLine | None, Section | None]:
    pairs = ((each, part) for part, inside in lines.items() for each in inside if each.record == line.record)
    return next(pairs, (None, None))


def _says_the_same(one: PaperLine, other: PaperLine) -> bool:
    return (one.words, one.speaker.role, one.speaker.name, one.manner) == (
        other.words,
        other.speaker.role,
        other.speaker.name,
        other.manner,
    )
