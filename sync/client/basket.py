"""What comes in a stream, kept slice by slice: small slices first and while somebody types, larger ones as long as nobody does.

What came can be fetched again, so a slice waits for no disk: a power cut may take the last few of them back, rows and cursor
together. What is ours, and what is to be gone for good, is never kept like that; nor is a counter under which anything is sent.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.practice.changes import Changes
from app.records import exchange as kept
from app.records.book import Casebook
from app.records.exchange import ExchangeState
from app.records.revision import Revision
from sync.protocol import ExchangeAnswer

SLICE, LARGEST_SLICE = 40, 400
"""Revisions kept in one transaction, to begin with and at most: so that typing never waits long for the disk."""
LONGEST_SECONDS = 0.25
"""After so long what has come is kept, however little it is."""
TYPED_SECONDS = 0.05
"""Who is told of a slice waits while somebody types. When that took so long, slices are small again."""

Told = Callable[[Changes], None]


@dataclass
class Basket:
    """Rows that came and are not kept yet. `state` is where the laptop stands, `following` where it will stand with them."""

    book: Casebook
    state: ExchangeState
    told: Told
    clock: Callable[[], float] = time.monotonic
    at_once: int = SLICE
    received: int = 0
    changes: Changes = field(default_factory=Changes)

    def __post_init__(self) -> None:
        self.following = self.state
        self.rows: list[Revision] = []
        self._since = 0.0

    @staticmethod
    def takes(answer: ExchangeAnswer) -> bool:
        """Whether the frame brings nothing but rows."""
        says_more = answer.compare or answer.stored or answer.not_stored or answer.scopes is not None or answer.root
        return answer.more and not says_more

    def put(self, rows: Sequence[Revision], following: ExchangeState) -> None:
        """Take these, and keep what there is when that is enough."""
        if self.rows and len(self.rows) + len(rows) > self.at_once:
            self.keep()
        if not self.rows:
            self._since = self.clock()
        self.rows += rows
        self.following = following
        if len(self.rows) >= self.at_once or self.clock() - self._since > LONGEST_SECONDS:
            self.keep()

    def keep(self) -> None:
        """Keep what is in it, and tell of it."""
        if not self.rows:
            return
        step = self._kept(lightly=True)
        if step is None:
            step = self._kept(lightly=False)
        assert step is not None, "it was kept"
        self.state = self.following
        self.tell(step, len(self.rows))
        self.rows = []

    def tell(self, step: Changes, rows: int) -> None:
        """These were kept."""
        self.received += rows
        self.changes |= step
        began = self.clock()
        self.told(step)
        typed = self.clock() - began > TYPED_SECONDS
        self.at_once = SLICE if typed else min(self.at_once * 2, LARGEST_SLICE)

    def _kept(self, *, lightly: bool) -> Changes | None:
        """What changed; None when it must wait for the disk, for it takes something off the laptop."""
        with self.book.unit(lightly=lightly) as unit:
            step = kept.receive(unit, self.rows)
            if lightly and unit.marks:
                return None
            kept.keep_state(unit, self.following, self.state)
            unit.commit()
        return step
