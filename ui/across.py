"""What in the rooms is about more than one person: finding, joining, moving, and knowing which records are one person."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.casebook.desk import Desk
from app.casebook.joining import JOINING, Joined, joined_now
from app.practice.changes import Changes
from ui.search.reader import Reader
from ui.work import Work

Wires = dict[str, dict[str, Callable[..., object]]]


class Across(QObject):
    """Opens those screens, fills the index of search behind them, and lets a change of one record of a person be heard by all."""

    told = Signal(object)
    """Changes that came with the exchange, once it is known which records are one person."""

    failed = Signal(object)

    def __init__(self, desk: Desk, work: Work, screen: Callable[[str], Any], show: Callable[[str], None]) -> None:
        super().__init__()
        self._desk, self._work, self._screen, self._show = desk, work, screen, show
        self._reader = Reader(desk, work, self)
        self._joined: Joined | None = None

    def start(self) -> None:
        """From here on."""
        self._work.widen = self.widened
        self._learn(Changes())
        self._reader.note_changed()

    def stop(self) -> None:
        """The casebook is about to close."""
        self._reader.stop()
        self._work.widen = lambda changes: changes

    def note_changed(self, changes: Changes) -> None:
        """Something was written here."""
        self._reader.note_changed()
        if JOINING in changes.kinds:
            self._learn(Changes())

    def note_received(self, changes: Changes) -> None:
        """Something came; it is `told` at once, or when it is known who is one person now."""
        if JOINING in changes.kinds:
            self._learn(changes)
        else:
            self.told.emit(self.widened(changes))

    def widened(self, changes: Changes) -> Changes:
        """What touches one record of a person touches the person."""
        return replace(changes, scopes=self._joined.all_scopes_of(changes.scopes)) if self._joined else changes

    def find(self, typed: str | None = None) -> None:
        """Look for anybody, and for anything said; while a visit is open only for what is about that person."""
        self._screen("search").start(typed)
        self._show("search")

    def open_place(self, record: str) -> None:
        """A statement where it was said."""
        self._screen("place").show_statement(record)
        self._show("place")

    def open_moving(self, record: str) -> None:
        """A statement that belongs to somebody else."""
        self._screen("moving").show_statement(record)
        self._show("moving")

    def open_joining(self, person: str, other: str) -> None:
        """Two who may be one."""
        self._screen("joining").show_pair(person, other)
        self._show("joining")

    def open_parting(self, person: str, other: str, name: str) -> None:
        """Two who were taken for one."""
        self._screen("joining").show_parting(person, other, name)
        self._show("joining")

    def wires(self, back: Callable[[], object], to: Mapping[str, Callable[..., object]]) -> Wires:
        """The wires of these screens; `to` leads to a person, a circle, a plan and to versions."""
        return {
            "search": {
                "person_opened": to["person"],
                "circle_opened": to["circle"],
                "plan_opened": to["plan"],
                "statement_opened": self.open_place,
                "closed": back,
            },
            "place": {
                "person_opened": to["person"],
                "unsettled_opened": to["versions"],
                "move_requested": self.open_moving,
                "closed": back,
            },
            "joining": {"person_opened": to["person"], "closed": back},
            "moving": {"statement_opened": self.open_place, "closed": back},
        }

    def _learn(self, changes: Changes) -> None:
        def then(joined: Joined) -> None:
            self._joined = joined
            if changes:
                self.told.emit(self.widened(changes))

        self._work.read(lambda: joined_now(self._desk), then=then, failed=self.failed.emit, initiator=self)
