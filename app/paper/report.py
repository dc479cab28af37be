"""What comes back when a paper is made: the PDF, and the truth about it."""

from dataclasses import dataclass
from typing import NamedTuple


class Unprintable(NamedTuple):
    """Words that the typefaces on board cannot draw. The paper says so in their place."""

    record: str
    """The record they stand in; empty for a name or an address that belongs to no line of the paper."""
    characters: str
    """The letters, each once, in the order in which they come."""


@dataclass(frozen=True)
class Report:
    """What is true of a paper."""

    pages: int
    text_size: int
    """Points of the words. Nothing is smaller than the person's own size, but the foot and the notes end at 28."""
    did_not_fit: tuple[str, ...] = ()
    """Records of the lines that were left off whole, the most important first, the least important last."""
    cannot_print: tuple[Unprintable, ...] = ()
    fonts: tuple[str, ...] = ()
    """The typefaces that were used."""
    in_conflict: tuple[str, ...] = ()
    """Records of the lines that stand on it in several versions, with the names of who wrote them."""

    @property
    def complete(self) -> bool:
        """Whether everything that was asked for stands on the paper in words, and all of it is settled."""
        return not self.did_not_fit and not self.cannot_print and not self.in_conflict


@dataclass(frozen=True)
class Paper:
    """A finished paper."""

    pdf: bytes
    report: Report
