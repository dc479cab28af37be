"""A person's page: get ready here, so that nobody asks again what is known and nobody forgets what was promised."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.desk import Desk
from app.casebook.forms import FormPlace
from app.casebook.people import change_person
from app.casebook.plan import change_action, settle_action
from app.casebook.saying import Typing, drop_typing, keep_typing, seal_typing
from app.casebook.visits import plan_visit
from app.practice.changes import Changes
from app.practice.plans import ActionState
from ui.forms import FormDraft
from ui.messages import message_for
from ui.person.details import Details
from ui.person.parts import Copies, Known, Promised, StillOpen, Visits
from ui.person.picture import PersonPicture, read_person
from ui.person.plan_visit_form import PlannedVisit, PlanVisitForm
from ui.person.top import Top
from ui.person.twice import EnteredTwice
from ui.person.unclaimed import Unclaimed
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import Columns, FlowRow, column
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.undo import UndoStrip
from ui.words import Words
from ui.work import Work

_GATHER_MS = 150


class PersonScreen(QWidget):
    """One person. `visit_requested` always names a visit: an unplanned one is made first."""

    visit_requested = Signal(str, str)
    circle_requested = Signal(str)
    profile_requested = Signal(str)
    plan_requested = Signal(str)
    papers_requested = Signal(str)
    leaving_requested = Signal(str, str)
    letter_requested = Signal(str, str)
    history_requested = Signal(str)
    unsettled_opened = Signal(str)
    place_requested = Signal(str)
    joining_requested = Signal(str, str)
    parting_requested = Signal(str, str, str)
    closed = Signal()

    def __init__(self, desk: Desk, work: Work, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._work, self._words = desk, work, words
        self._record = ""
        self._picture: PersonPicture | None = None
        self._stale = False
        self._page = Page(measure=0)
        self._back = ActionButton(words("common.back"), kind="link", icon="arrow-left")
        self._top, self._details = Top(words), Details(words, desk.guides.unread)
        self._draft, self._seen = FormDraft(desk, work, self._details), ""
        self._planning = PlanVisitForm(words)
        self._planned = FormDraft(desk, work, self._planning)
        self._unclaimed = Unclaimed(words)
        self._notice, self._undo = Notice(tone="harm"), UndoStrip(words)
        self._known, self._open, self._promised = Known(words), StillOpen(words), Promised(words)
        self._copies, self._visits = Copies(words), Visits(words)
        self._twice = EnteredTwice(words)
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(_GATHER_MS)
        self._lay_out()
        self._wire()

    def show_person(self, person: str) -> None:
        """Show this person, from the top."""
        if person != self._record:
            self._record, self._picture = person, None
            for part in (self._details, self._planning, self._notice, self._undo, self._unclaimed, self._content):
                part.hide()
            self._top.hide()
        self._page.verticalScrollBar().setValue(0)
        self.reload()

    def reload(self) -> None:
        """Read the page again."""
        self._stale = False
        record = self._record
        if record:
            self._work.read(lambda: read_person(self._desk, record), then=self._show, failed=self._say_failure, key="person")

    def on_changed(self, changes: Changes, initiator: object) -> None:
        """Reload when something about this person changed: at once if it was done here."""
        if f"person:{self._record}" in changes.scopes:
            self._stale = True
            if initiator is self:
                self.reload()
            elif self.isVisible():
                self._gather.start()

    def may_leave(self) -> bool:
        """Not while a form holds what is not kept; the page then says so and asks."""
        return not self._details.isVisibleTo(self) or self._details.may_close()

    def focus_first(self) -> None:
        """The visit first."""
        self._top.focus_first()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed meanwhile is read now."""
        super().showEvent(event)
        if self._stale:
            self._gather.start(0)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._page)
        back = FlowRow()
        back.add(self._back)
        self._page.header.addWidget(back)
        columns = Columns(least_characters=26, ratios=(4, 3, 3), spacing=40)
        for part in (self._known, self._open, self._promised):
            columns.add(part)
        lower = Columns(least_characters=26, ratios=(1, 1), spacing=40)
        lower.add(self._visits)
        lower.add(self._copies)
        self._content = column(columns, lower, self._twice, spacing=36)
        for each in (self._notice, self._undo, self._top, self._details, self._planning, self._unclaimed, self._content):
            self._page.add(each)
        for each in (self._top, self._details, self._planning, self._unclaimed, self._content):
            each.hide()

    def _wire(self) -> None:
        self._gather.timeout.connect(self.reload)
        self._work.changed.connect(self.on_changed)
        self._back.clicked.connect(self.closed)
        self._top.start_requested.connect(self._start)
        self._top.planning_requested.connect(self._show_planning)
        self._top.details_requested.connect(self._show_details)
        self._top.circle_requested.connect(lambda: self.circle_requested.emit(self._record))
        self._top.profile_requested.connect(lambda: self.profile_requested.emit(self._record))
        self._top.history_requested.connect(lambda: self.history_requested.emit(self._record))
        self._top.plan_requested.connect(lambda: self.plan_requested.emit(self._record))
        self._top.papers_requested.connect(lambda: self.papers_requested.emit(self._record))
        self._details.keep_requested.connect(self._keep_details)
        self._details.closed.connect(self._close_forms)
        self._planning.planned.connect(self._plan)
        self._planning.closed.connect(self._close_forms)
        self._unclaimed.claimed.connect(self._claim)
        self._unclaimed.let_go.connect(self._let_go)
        self._known.settle_requested.connect(self.unsettled_opened)
        self._known.place_requested.connect(self.place_requested)
        self._twice.joining_requested.connect(lambda other: self.joining_requested.emit(self._record, other))
        self._twice.parting_requested.connect(lambda other, name: self.parting_requested.emit(self._record, other, name))
        self._promised.done_requested.connect(self._mark_done)
        self._copies.make_requested.connect(lambda paper: self.leaving_requested.emit(self._record, paper))
        self._visits.visit_chosen.connect(lambda visit: self.visit_requested.emit(self._record, visit))
        self._visits.letter_chosen.connect(lambda visit: self.letter_requested.emit(self._record, visit))

    def _show(self, picture: PersonPicture) -> None:
        if self._record not in (picture.person.record, *(each.record for each in picture.together)):
            return
        self._record = picture.person.record
        first = self._picture is None
        self._picture = picture
        self._notice.quiet()
        for part in (
            self._top,
            self._unclaimed,
            self._known,
            self._promised,
            self._copies,
            self._visits,
            self._twice,
        ):
            part.show_picture(picture)
        self._open.show_picture(picture, self._desk.guides)
        self._top.show()
        self._content.show()
        if first and self.isVisible():
            self._top.focus_first()

    def _start(self) -> None:
        visit = self._picture.next_visit if self._picture else None
        if visit:
            self.visit_requested.emit(self._record, visit.record)
            return
        record = self._record
        self._write(lambda: plan_visit(self._desk, record), lambda made: self.visit_requested.emit(record, made.made))

    def _show_planning(self) -> None:
        if self._picture and self.may_leave():
            self._details.hide()
            self._planning.start(self._picture.day)
            self._planned.begin(FormPlace("planned visit", self._record))
            self._planning.show()
            self._planning.focus_first()
            self._page.scroll_to(self._planning)

    def _show_details(self) -> None:
        if self._picture:
            self._planning.hide()
            self._seen, shown = self._picture.person.head()
            self._details.show_values(shown)
            self._draft.begin(FormPlace("person", self._record, self._record))
            self._details.show()
            self._details.focus_first()
            self._page.scroll_to(self._details)

    def _close_forms(self) -> None:
        self._draft.done()
        self._planned.done()
        self._details.hide()
        self._planning.hide()
        self._top.focus_first()

    def _keep_details(self, fields: dict[str, object]) -> None:
        if not fields:
            self._close_forms()
            return
        record, seen = self._record, self._seen
        self._write(lambda: change_person(self._desk, record, seen=seen, **fields), lambda _changes: self._close_forms())

    def _plan(self, wanted: PlannedVisit) -> None:
        record = self._record
        job = lambda: plan_visit(  # noqa: E731
            self._desk, record, planned_for=wanted.planned_for, purpose=wanted.purpose, where=wanted.where
        )
        self._write(job, lambda _changes: self._close_forms())

    def _claim(self, typing: Typing) -> None:
        self._write(lambda: seal_typing(self._desk, typing), lambda _changes: self.reload())

    def _let_go(self, typing: Typing) -> None:
        def put_back() -> None:
            self._write(lambda: keep_typing(self._desk, typing), lambda _none: self.reload())

        def offer(_changes: Changes) -> None:
            self._undo.offer(self._words("person.unclaimed.let_go_said"), put_back)

        self._write(lambda: drop_typing(self._desk, typing), offer)

    def _mark_done(self, action: str) -> None:
        if self._picture is None:
            return
        day = self._picture.day

        def undo() -> None:
            back: dict[str, Any] = {"state": ActionState.OPEN, "settled_on": None, "reason": ""}
            self._write(lambda: change_action(self._desk, action, **back), lambda _changes: None)

        self._write(
            lambda: settle_action(self._desk, action, ActionState.DONE, day),
            lambda _changes: self._undo.offer(self._words("person.promised.done_said"), undo),
        )

    def _write(self, job: Callable[[], object], then: Callable[[Changes], object]) -> None:
        self._work.write(job, then=then, failed=self._say_failure, initiator=self)

    def _say_failure(self, error: Exception) -> None:
        self._notice.say(str(message_for(error, self._words)))
        self._page.scroll_to(self._notice)
