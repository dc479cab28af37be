"""A row of the table: ours against a peer, medians over alternating runs."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass


class CannotMeasure(Exception):
    """The peer cannot be set up on this machine; says why in a sentence."""


@dataclass(frozen=True)
class Row:
    """Ours and the peer's figures, in turn. `goal` is the most the ratio of the medians may be."""

    name: str
    unit: str
    ours: tuple[float, ...]
    peer: tuple[float, ...]
    goal: float

    @property
    def ratio(self) -> float:
        """Ours divided by the peer's, medians."""
        return statistics.median(self.ours) / statistics.median(self.peer)

    @property
    def met(self) -> bool:
        """Whether the goal is met."""
        return self.ratio <= self.goal

    def told(self) -> dict[str, object]:
        """As it stands in the file."""
        return {
            "name": self.name,
            "ours": statistics.median(self.ours),
            "peer": statistics.median(self.peer),
            "unit": self.unit,
            "ratio": self.ratio,
            "goal": self.goal,
            "met": self.met,
            "runs": len(self.ours),
        }


def in_turn(ours: Callable[[], float], peer: Callable[[], float], runs: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Figures of both, one after the other, after one run of each that does not count."""
    ours()
    peer()
    pairs = [(ours(), peer()) for _ in range(runs)]
    return tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs)
