"""Choosing an earlier day, whose circle is laid under today's; what was otherwise then, in words too."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.practice.circle_then import Stood
from app.practice.people import Sector
from ui.circle.members import Ghost, in_ring
from ui.widgets.buttons import ActionButton
from ui.widgets.fields import ChoiceField
from ui.widgets.layout import FlowRow, empty
from ui.widgets.passage import Passage
from ui.words import Words


class EarlierDay(QWidget):
    """A word to press; then the days at which something was otherwise, and what it was."""

    asked = Signal()
    chosen = Signal(str)
    """The day that was chosen, as 2026-03-03; empty when none is to be shown any more."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._open = ActionButton(words("circle.earlier.open"), kind="link", icon="clock")
        self._close = ActionButton(words("circle.earlier.close"), kind="link")
        self._days = QVBoxLayout()
        self._nothing = Passage(words("circle.earlier.nothing"), tone="soft")
        self._said = QVBoxLayout()
        self._said.setSpacing(4)
        opening, closing = FlowRow(), FlowRow()
        opening.add(self._open)
        closing.add(self._close)
        self._shown = QWidget()
        inner = QVBoxLayout(self._shown)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(self._days)
        inner.addWidget(self._nothing)
        inner.addLayout(self._said)
        inner.addWidget(closing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(opening)
        layout.addWidget(self._shown)
        self._opening = opening
        self._shown.hide()
        self._open.clicked.connect(self.asked)
        self._close.clicked.connect(self._on_close)

    def quiet(self) -> None:
        """Nothing but the word to press."""
        self._shown.hide()
        self._opening.show()
        empty(self._said)

    def show_days(self, days: Sequence[date]) -> None:
        """The days there are to choose from."""
        self._opening.hide()
        self._shown.show()
        self._nothing.setVisible(not days)
        empty(self._days)
        empty(self._said)
        if not days:
            self._close.setFocus()
            return
        field = ChoiceField(self._words("circle.earlier.day"))
        for day in days:
            field.add(day.isoformat(), self._words.date(day))
        field.choose("")
        field.changed.connect(self.chosen)
        self._days.addWidget(field)
        field.setFocus()

    def show_stood(self, day: date, stood: Sequence[Stood], names: Mapping[Sector, str]) -> None:
        """What was otherwise on that day, a sentence each."""
        empty(self._said)
        for each in stood:
            self._said.addWidget(Passage(self._sentence(day, each, names), type="small"))

    def _sentence(self, day: date, stood: Stood, names: Mapping[Sector, str]) -> str:
        words, on = self._words, self._words.date(day)
        if stood.then is None:
            return words("circle.earlier.not_yet", day=on, name=stood.name)
        where = words("circle.earlier.where", ring=in_ring(stood.then[0], words), sector=names[stood.then[1]])
        key = "circle.earlier.moved" if stood.now is not None else "circle.earlier.gone"
        return words(key, day=on, name=stood.name, where=where)

    def _on_close(self) -> None:
        self.quiet()
        self.chosen.emit("")
        self._open.setFocus()


def ghosts_of(stood: Sequence[Stood]) -> tuple[Ghost, ...]:
    """The marks to be laid under the drawing."""
    return tuple(Ghost(each.record, each.name, *each.then, gone=each.now is None) for each in stood if each.then is not None)
