"""Planning a visit: a day, a time, what for and where. Everything but the day may stay empty."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.casebook.desk import UK
from ui.person.days import read_day, read_time
from ui.widgets.buttons import ActionButton
from ui.widgets.chips import ChipRow
from ui.widgets.fields import LineField
from ui.widgets.layout import Card, Columns, FlowRow
from ui.words import Words

_DAYS_OFFERED = 7


@dataclass(frozen=True)
class PlannedVisit:
    """What was asked for; the time is UTC."""

    planned_for: datetime
    purpose: str
    where: str


class PlanVisitForm(Card):
    """Asks when, what for and where."""

    planned = Signal(object)
    """A `PlannedVisit`."""

    closed = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words("person.planning.title"), parent)
        self._words = words
        self._today = date.min
        self._days = ChipRow(words("person.planning.days"))
        self._day = LineField(words("person.planning.day"), words("person.planning.day_hint"))
        self._time = LineField(words("person.planning.time"), words("person.planning.time_hint"))
        self._purpose = LineField(words("person.planning.purpose"), words("person.planning.purpose_hint"))
        self._where = LineField(words("person.planning.where"), words("person.planning.where_hint"))
        keep = ActionButton(words("person.planning.keep"), kind="primary")
        cancel = ActionButton(words("person.planning.cancel"))
        self.body.setSpacing(16)
        self.add(self._days)
        for left, right in ((self._day, self._time), (self._purpose, self._where)):
            pair = Columns(least_characters=22, ratios=(1, 1), spacing=24, on_one_foot=True)
            pair.add(left)
            pair.add(right)
            self.add(pair)
        buttons = FlowRow(spacing=12)
        buttons.add(keep)
        buttons.add(cancel)
        self.add(buttons)
        self._days.chosen_changed.connect(self._take_day)
        self._day.changed.connect(lambda _text: self._days.choose(""))
        for line in (self._day, self._time, self._purpose, self._where):
            line.submitted.connect(self._hand_in)
        keep.clicked.connect(self._hand_in)
        cancel.clicked.connect(self.closed)

    def start(self, today: date) -> None:
        """An empty form that offers the days from today on."""
        self._today = today
        self._days.clear()
        for ahead in range(_DAYS_OFFERED):
            day = today + timedelta(days=ahead)
            self._days.add(day.isoformat(), self._called(day, ahead))
        for line in (self._day, self._time, self._purpose, self._where):
            line.set_text("")
            line.say_problem("")

    def focus_first(self) -> None:
        """Begin with the day."""
        self._day.setFocus()

    def _called(self, day: date, ahead: int) -> str:
        if ahead == 0:
            return self._words("person.planning.today")
        return self._words("person.planning.tomorrow") if ahead == 1 else self._words.short_day(day)

    def _take_day(self, key: str) -> None:
        self._day.set_text(self._words.day(date.fromisoformat(key)))
        self._day.say_problem("")

    def _hand_in(self) -> None:
        day = date.fromisoformat(self._days.chosen) if self._days.chosen else read_day(self._day.text, self._today)
        if day is None:
            self._refuse(self._day, self._words("person.planning.day_wrong"))
        elif day < self._today:
            self._refuse(self._day, self._words("person.planning.day_past"))
        elif (at := self._read_time()) is None:
            self._refuse(self._time, self._words("person.planning.time_wrong"))
        else:
            local = datetime.combine(day, at, tzinfo=UK)
            self.planned.emit(PlannedVisit(local.astimezone(UTC), self._purpose.text.strip(), self._where.text.strip()))

    def _read_time(self) -> time | None:
        return read_time(self._time.text)

    def _refuse(self, line: LineField, sentence: str) -> None:
        line.say_problem(sentence)
        line.setFocus()
