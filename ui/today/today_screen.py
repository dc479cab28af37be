"""Today: the visits of the day, what comes, what waits for the worker, and a field to find anyone."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.desk import Desk
from app.casebook.today import Today, VisitAhead, today
from app.practice.changes import Changes
from app.practice.visits import VisitStatus
from ui.today.finding import Finding
from ui.today.parts import VisitCard
from ui.today.waiting import WaitingList, read_asking
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import Card, Columns, FlowRow, column, empty
from ui.widgets.page import Page
from ui.widgets.passage import Passage
from ui.words import Words, uk_time
from ui.work import Work

_GATHER_MS = 200
_NOON, _EVENING = 12, 18


class TodayScreen(QWidget):
    """The worker's day. It reloads by itself when something changed that it shows."""

    person_opened = Signal(str)
    visit_opened = Signal(str, str)
    new_person_requested = Signal()
    unsettled_opened = Signal(str)
    leaving_opened = Signal(str, str)
    settings_requested = Signal()
    sign_in_requested = Signal()
    story_requested = Signal()
    search_requested = Signal(str)
    double_opened = Signal(str, str)
    move_requested = Signal(str)

    def __init__(self, desk: Desk, work: Work, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._work, self._words = desk, work, words
        self._stale = True
        self._greeting, self._line = Passage(type="title"), Passage(tone="soft")
        self._finding = Finding(desk, work, words)
        self._visits, self._coming, self._waiting = QVBoxLayout(), QVBoxLayout(), WaitingList(words)
        self._empty = self._empty_part()
        self._settings = ActionButton(words("today.settings"), kind="link", icon="settings")
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(_GATHER_MS)
        self._lay_out()
        self._wire()

    def reload(self) -> None:
        """Read the day again."""
        self._stale = False
        self._work.read(lambda: today(self._desk), then=self._show_day, key="today")

    def on_changed(self, changes: Changes, _initiator: object) -> None:
        """Reload soon, if anybody looks; else when somebody does."""
        if changes:
            self._stale = True
            if self.isVisible():
                self._gather.start()

    def focus_first(self) -> None:
        """The cursor into the field that finds anyone."""
        self._finding.focus_field()

    def show_contact(self, days_left: int | None) -> None:
        """In how many days the council's limit without an exchange is reached; None while it is not near."""
        self._waiting.show_contact(days_left)

    def showEvent(self, event: QShowEvent) -> None:
        """What changed meanwhile is read now."""
        super().showEvent(event)
        if self._stale:
            self._gather.start(0)

    def _lay_out(self) -> None:
        page = Page(measure=0, margin=56)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)
        top = Columns(least_characters=24, ratios=(9, 5), spacing=48)
        top.add(column(self._greeting, self._line, spacing=4))
        top.add(self._finding)
        page.header.addWidget(top)
        columns = Columns(least_characters=24, ratios=(9, 5), spacing=48)
        self._visits.setSpacing(16)
        self._coming.setSpacing(4)
        left = QWidget()
        stack = QVBoxLayout(left)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(24)
        for each in (self._visits, self._coming):
            stack.addLayout(each)
        columns.add(left)
        columns.add(self._waiting)
        self._columns = columns
        page.add(self._empty)
        page.add(columns)
        self._empty.hide()
        foot = FlowRow()
        foot.add(self._settings)
        page.footer.addWidget(foot)

    def _wire(self) -> None:
        self._gather.timeout.connect(self.reload)
        self._work.changed.connect(self.on_changed)
        self._finding.person_opened.connect(self.person_opened)
        self._finding.new_person_requested.connect(self.new_person_requested)
        self._settings.clicked.connect(self.settings_requested)
        self._waiting.person_opened.connect(self.person_opened)
        self._waiting.unsettled_opened.connect(self.unsettled_opened)
        self._waiting.leaving_opened.connect(self.leaving_opened)
        self._waiting.double_opened.connect(self.double_opened)
        self._waiting.move_requested.connect(self.move_requested)
        self._waiting.settling_requested.connect(self._settle)
        self._waiting.story_requested.connect(self.story_requested)
        self._finding.search_requested.connect(self.search_requested)

    def _empty_part(self) -> QWidget:
        words = self._words
        begin = ActionButton(words("today.find.new"), kind="primary")
        begin.clicked.connect(self.new_person_requested)
        sign_in = ActionButton(words("today.empty.sign_in"))
        sign_in.clicked.connect(self.sign_in_requested)
        buttons = FlowRow(spacing=12)
        buttons.add(begin)
        buttons.add(sign_in)
        card = Card()
        card.add(Passage(words("today.empty.title"), type="prompt"))
        card.add(Passage(words("today.empty.lead")))
        card.add(Passage(words("today.empty.council"), tone="soft"))
        card.add(buttons)
        return card

    def _show_day(self, shown: Today) -> None:
        words = self._words
        now = uk_time(self._desk.clock())
        first_name = next(iter(self._desk.me.name.split()), "")
        greeting = {
            "morning": words("today.greeting.morning", name=first_name),
            "afternoon": words("today.greeting.afternoon", name=first_name),
            "evening": words("today.greeting.evening", name=first_name),
        }
        part = "morning" if now.hour < _NOON else "afternoon" if now.hour < _EVENING else "evening"
        self._greeting.set_text(greeting[part])
        count = len(shown.visits)
        line = words("today.visits.count", count=count, day=words.day(shown.day)) if count else words.day(shown.day)
        self._line.set_text(line)
        self._empty.setVisible(not shown.anybody)
        self._columns.setVisible(shown.anybody)
        self._finding.setVisible(shown.anybody)
        self._show_visits(shown)
        self._show_coming(shown.coming)
        self._waiting.show_old_copies(shown.old_copies)
        self._work.read(lambda: read_asking(self._desk), then=self._waiting.show_asking, key="today asking")

    def _show_visits(self, shown: Today) -> None:
        empty(self._visits)
        self._visits.addWidget(Passage(self._words("today.visits.title"), type="heading"))
        first = next(iter(shown.visits), None)
        for ahead in (*shown.paused, *shown.visits):
            card = VisitCard(ahead, shown.day, self._words, first=ahead is first)
            card.chosen.connect(lambda ahead=ahead: self._open(ahead))
            self._visits.addWidget(card)
        if not shown.visits and not shown.paused:
            self._visits.addWidget(Passage(self._words("today.visits.none"), tone="soft"))

    def _settle(self, job: Callable[[Desk], Changes]) -> None:
        self._work.write(lambda: job(self._desk), then=lambda _changes: self.reload(), initiator=self)

    def _open(self, ahead: VisitAhead) -> None:
        if ahead.visit.body.status is VisitStatus.PAUSED:
            self.visit_opened.emit(ahead.person.record, ahead.visit.record)
        else:
            self.person_opened.emit(ahead.person.record)

    def _show_coming(self, coming: tuple[VisitAhead, ...]) -> None:
        empty(self._coming)
        if coming:
            self._coming.addWidget(Passage(self._words("today.coming.title"), type="heading"))
        for ahead in coming:
            self._coming.addWidget(self._coming_line(ahead))

    def _coming_line(self, ahead: VisitAhead) -> QWidget:
        words, person, visit = self._words, ahead.person.body, ahead.visit.body
        day = words.short_day(visit.planned_for) if visit.planned_for else ""
        if visit.planned_for and (visit.planned_for - self._desk.clock()).days > 20:
            day = words.date(visit.planned_for)
        said = words("today.coming.with_purpose", name=person.name, purpose=visit.purpose) if visit.purpose else person.name
        press = ActionButton(said, kind="link", name=words("today.coming.open_name", day=day, name=said))
        press.clicked.connect(lambda _checked=False, record=ahead.person.record: self.person_opened.emit(record))
        line = FlowRow(spacing=12)
        line.add(Passage(day, tone="soft"))
        line.add(press)
        return line
