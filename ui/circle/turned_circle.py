"""The circle turned to the person: their people, large, theirs to place by pointing, dragging, arrow keys or one switch.

Whoever is to be left out is not there, and nothing is marked that the worker keeps for themselves: not that somebody is not to be
contacted, nor that versions differ.
"""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.circles import KINDS, CircleNow, circle_now
from app.casebook.desk import Desk
from app.casebook.people import change_in_circle
from app.practice.changes import Changes
from app.practice.people import Sector
from ui.circle.board import Circle, CircleBoard
from ui.circle.members import Member, member_of
from ui.circle.whole import SeeWhole, WholeCircle
from ui.messages import message_for
from ui.paper.making import short_name
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import FlowRow
from ui.widgets.notice import Notice
from ui.widgets.passage import Passage
from ui.widgets.undo import UndoStrip
from ui.words import Words
from ui.work import Work


class TurnedCircle(QWidget):
    """It reads and keeps by itself; `done` tells that the person has finished."""

    done = Signal()

    def __init__(self, desk: Desk, work: Work, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._work, self._words = desk, work, words
        self._person, self._points = "", 0.0
        self._now: CircleNow | None = None
        self.trouble, self.undo = Notice(tone="harm", tall=True), UndoStrip(words, tall=True)
        self.board = CircleBoard(words, pointing=True)
        self._told = Passage(tone="soft")
        self._done = ActionButton(words("circle.turned.done"), kind="primary", tall=True)
        self._closer = ActionButton(words("circle.turned.closer"), tall=True)
        self._further = ActionButton(words("circle.turned.further"), tall=True)
        self._round = ActionButton(words("circle.turned.round"), tall=True)
        self._here = ActionButton(words("circle.turned.here"), kind="primary", tall=True)
        self._back = ActionButton(words("circle.turned.back"), tall=True)
        self._carrying = (self._closer, self._further, self._round, self._here, self._back)
        foot = FlowRow(spacing=20)
        self._whole = WholeCircle(self.board, words)
        self._see = SeeWhole(self._whole, self.board, words, tall=True)
        for button in (*self._carrying, self._see, self._done):
            foot.add(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 20, 32, 24)
        layout.setSpacing(12)
        for part in (self.trouble, self.undo):
            layout.addWidget(part)
        layout.addWidget(self.board, 1)
        layout.addWidget(self._told)
        layout.addWidget(foot)
        self._wire()
        self._on_held(held=False)

    def show_person(self, person: str, points: float) -> None:
        """Show this person's circle, with names in this size."""
        self._person, self._points = person, points
        self._read()

    def on_changed(self, changes: Changes, _initiator: object) -> None:
        """Read again when something of it changed."""
        if self._person and f"person:{self._person}" in changes.scopes and changes.kinds & KINDS:
            self._read()

    def _read(self) -> None:
        person = self._person
        job = lambda: circle_now(self._desk, person)  # noqa: E731
        self._work.read(job, then=self._show, failed=self._say_failure, key=f"turned circle {id(self)}")

    def _show(self, now: CircleNow) -> None:
        if not self._person:
            return
        first, self._now, points = self._now is None, now, self._points
        for part in (self.trouble, self.undo):
            part.set_points(points)
        self._told.set_points(points)
        for button in (*self._carrying, self._see, self._done):
            button.setStyleSheet(f"font-size: {points:.1f}pt;")
        self.board.set_points(points)
        names = {sector: self._words.choice("circle.sector", sector.value) for sector in Sector} | dict(now.names)
        corners = {sector: self._words.choice("circle.corner", sector.value) for sector in Sector} | dict(now.names)
        self.board.show_circle(Circle(now.called, theirs(now), names, corners, photo=now.portrait))
        if first:
            self._say("")
            self.focus_first()

    def forget(self) -> None:
        """Nothing of anybody is left on it."""
        self._person, self._now = "", None
        self._whole.close_it()
        self.board.give_up()
        empty = dict.fromkeys(Sector, "")
        self.board.show_circle(Circle("", (), empty, empty))
        for strip in (self.trouble, self.undo):
            strip.quiet()

    def focus_first(self) -> None:
        """The keyboard to the first name, or to the way back."""
        if not self.board.focus_on():
            self._done.setFocus()

    def _wire(self) -> None:
        board = self.board
        self._done.clicked.connect(self.done)
        self._closer.clicked.connect(lambda: board.step_held(1, 0))
        self._further.clicked.connect(lambda: board.step_held(-1, 0))
        self._round.clicked.connect(lambda: board.step_held(0, 1))
        self._here.clicked.connect(board.put_down)
        self._back.clicked.connect(board.give_up)
        board.held_changed.connect(lambda held: self._on_held(held=held))
        board.moved.connect(self._move)
        self._work.changed.connect(self.on_changed)
        board.told.connect(self._say)

    def _move(self, record: str, ring: int, sector: str) -> None:
        before = next((each.body for each in self._now.members if each.record == record), None) if self._now else None
        if before is None:
            return
        desk, name = self._desk, short_name(before.name)
        undo: Callable[[], object] = lambda: self._write(  # noqa: E731
            lambda: change_in_circle(desk, record, ring=before.ring, sector=before.sector), lambda _changes: None
        )
        offer = lambda _changes: self.undo.offer(self._words("circle.turned.moved", name=name), undo)  # noqa: E731
        self._write(lambda: change_in_circle(desk, record, ring=ring, sector=Sector(sector)), offer)

    def _write(self, job: Callable[[], Changes], then: Callable[[Changes], object]) -> None:
        self._work.write(job, then=then, failed=self._on_failed_write, initiator=self)

    def _on_failed_write(self, error: Exception) -> None:
        """They stand again where they stood."""
        self._read()
        self._say_failure(error)

    def _say_failure(self, error: Exception) -> None:
        self.trouble.say(str(message_for(error, self._words)))

    def _say(self, sentence: str) -> None:
        self._told.set_text(sentence or self._words("circle.turned.rest"))

    def _on_held(self, *, held: bool) -> None:
        focused = next((button for button in (*self._carrying, self._done) if button.hasFocus()), None)
        for button in self._carrying:
            button.setVisible(held)
        self._done.setVisible(not held)
        if focused is not None and not focused.isVisibleTo(self):
            self.focus_first()


def theirs(now: CircleNow) -> tuple[Member, ...]:
    """Everybody who may be on the view that is turned to the person, with what may be seen of them there."""
    found = []
    for each in now.members:
        beside = now.of(each.record)
        if not beside.turned_away:
            member = member_of(each, beside)
            found.append(member.for_the_person())
    return tuple(found)
