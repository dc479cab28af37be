"""The people in the person's life, as a list. Easy to skip, and never shown half empty."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.desk import Desk
from app.casebook.forms import FormPlace
from app.casebook.people import add_to_circle, change_in_circle, circle, person
from app.practice.changes import Changes
from app.practice.merge import Current
from app.practice.people import CirclePerson
from ui.circle.circle_list import CircleList
from ui.circle.member_form import MemberForm
from ui.forms import FormDraft
from ui.messages import message_for
from ui.paper.making import short_name
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import Card, Columns, FlowRow, column
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.passage import Passage
from ui.widgets.undo import UndoStrip
from ui.words import Words
from ui.work import Work

NEW = "new"


@dataclass(frozen=True)
class _People:
    """What is shown at once."""

    called: str
    members: tuple[Current[CirclePerson], ...]


class CircleScreen(QWidget):
    """One form is open at a time. Leaving it, or choosing somebody else, keeps what was written."""

    history_requested = Signal(str)
    closed = Signal()

    def __init__(self, desk: Desk, work: Work, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._work, self._words = desk, work, words
        self._person = ""
        self._people: _People | None = None
        self._open = ""
        self._after = ""
        self._stale = False
        self._unkept = False
        self._page = Page(measure=0, margin=40)
        self._back = ActionButton(words("common.back"), kind="link", icon="arrow-left")
        self._title, self._lead = Passage(type="title"), Passage(tone="soft")
        self._trouble, self._undo = Notice(tone="harm"), UndoStrip(words)
        self._list, self._form = CircleList(words), MemberForm(words)
        self._draft, self._seen = FormDraft(desk, work, self._form), ""
        self._add = ActionButton(words("circle.add"), kind="primary")
        self._add_first = ActionButton(words("circle.empty.add"), kind="primary")
        self._skip = ActionButton(words("circle.empty.skip"))
        self._skip_full = ActionButton(words("circle.skip"), kind="link")
        self._empty_lead = Passage()
        self._lay_out()
        self._wire()

    def show_person(self, person: str) -> None:
        """Show this person's circle."""
        if person != self._person:
            self._person, self._people = person, None
            self._page.hide()
            self._unkept = False
        if not self._unkept:
            self._open = self._after = ""
            self._form.hide()
            self._trouble.quiet()
        self._undo.quiet()
        self._page.verticalScrollBar().setValue(0)
        self._reload()

    def focus_first(self) -> None:
        """The first name, or the way to add one."""
        if self._form.isVisibleTo(self):
            self._form.focus_first()
        elif not self._list.focus_on():
            self._add_first.setFocus()

    def keep_now(self) -> None:
        """Keep what is written in the open form."""
        if self._open:
            self._form.hand_in()

    def may_leave(self) -> bool:
        """When what is written in the form can be kept; it is kept first."""
        return not self._open or self._form.hand_in()

    def on_changed(self, changes: Changes, _initiator: object) -> None:
        """Read again when the circle or the name changed."""
        if self._person and f"person:{self._person}" in changes.scopes and changes.kinds & {"circle", "person"}:
            self._stale = True
            if self.isVisible():
                self._reload()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed meanwhile is read now."""
        super().showEvent(event)
        if self._stale:
            self._reload()

    def _lay_out(self) -> None:
        back, add, first = FlowRow(), FlowRow(spacing=24), FlowRow(spacing=16)
        back.add(self._back)
        for button in (self._add, self._skip_full):
            add.add(button)
        for button in (self._add_first, self._skip):
            first.add(button)
        card = Card()
        card.body.setSpacing(18)
        for part in (Passage(self._words("circle.empty.title"), type="prompt"), self._empty_lead, first):
            card.add(part)
        self._empty = card
        self._left = column(self._list, add, spacing=20)
        self._columns = Columns(least_characters=30, ratios=(4, 5), spacing=40)
        self._columns.add(self._left)
        self._columns.add(self._form)
        self._page.header.addWidget(back)
        self._page.header.addSpacing(8)
        self._page.header.addWidget(column(self._title, self._lead, spacing=4))
        self._first = Columns(least_characters=30, ratios=(3, 2))
        self._first.add(self._empty)
        self._first.add(QWidget())
        for strip in (self._trouble, self._undo, self._first, self._columns):
            self._page.add(strip)
        self._form.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._page)

    def _wire(self) -> None:
        self._work.changed.connect(self.on_changed)
        for button in (self._back, self._skip, self._skip_full):
            button.clicked.connect(self._close)
        for button in (self._add, self._add_first):
            button.clicked.connect(lambda: self._go_to(NEW))
        self._list.chosen.connect(self._go_to)
        self._form.kept.connect(self._keep)
        self._form.closed.connect(self._shut)
        self._form.taken_out.connect(self._take_out)
        self._form.history_requested.connect(lambda: self.history_requested.emit(self._open))

    def _reload(self) -> None:
        self._stale = False
        record = self._person
        job = lambda: _People(person(self._desk, record).body.called, tuple(circle(self._desk, record)))  # noqa: E731
        self._work.read(job, then=self._show, failed=self._say_failure, key=f"circle {id(self)}")

    def _show(self, people: _People) -> None:
        first, self._people = self._people is None, people
        name = short_name(people.called)
        self._title.set_text(self._words("circle.title", name=name))
        self._lead.set_text(self._words("circle.lead", name=name))
        self._empty_lead.set_text(self._words("circle.empty.lead", name=name))
        self._list.show_members(people.members)
        self._show_parts()
        self._page.show()
        if self._after:
            self._list.focus_on(self._after)
            self._after = ""
        elif first and self.isVisible():
            self.focus_first()

    def _show_parts(self) -> None:
        anybody = bool(self._people and self._people.members)
        adding = self._open == NEW
        self._first.setVisible(not anybody and not adding)
        self._lead.setVisible(anybody)
        self._left.setVisible(anybody)
        self._columns.setVisible(anybody or adding)
        self._form.setVisible(bool(self._open))
        self._add.setVisible(not adding)

    def _go_to(self, record: str) -> None:
        if self._open and not self._form.hand_in():
            return
        self._unkept = False
        self._open = record
        self._undo.quiet()
        self._form.show_member(self._member(record))
        self._seen = self._head(record)
        self._draft.begin(self._place(record))
        self._show_parts()
        self._form.focus_first()
        self._page.scroll_to(self._form)

    def _member(self, record: str) -> CirclePerson | None:
        members = self._people.members if self._people else ()
        found = next((each for each in members if each.record == record), None)
        return found.head()[1] if found else None

    def _place(self, record: str) -> FormPlace:
        return FormPlace("circle", self._person, "" if record == NEW else record)

    def _head(self, record: str) -> str:
        members = self._people.members if self._people else ()
        return next((each.head()[0] for each in members if each.record == record), "")

    def _keep(self, fields: dict[str, object]) -> None:
        record, owner, seen = self._open, self._person, self._seen
        place = self._place(record)

        def kept(changes: Changes) -> None:
            self._unkept = False
            self._draft.done(place)
            self._trouble.quiet()
            if self._open == record:
                self._open = ""
                self._after = changes.made or record
                self._show_parts()

        def put_back(error: Exception) -> None:
            """What could not be kept stands in the form again."""
            self._unkept, self._open = True, record
            self._form.show_member(self._member(record), fields)
            self._show_parts()
            self._say_failure(error)

        if record == NEW:
            member = CirclePerson(**fields)  # type: ignore[arg-type]
            job: Callable[[], Changes] = lambda: add_to_circle(self._desk, owner, member)  # noqa: E731
        else:
            job = lambda: change_in_circle(self._desk, record, seen=seen, **fields)  # noqa: E731
        self._work.write(job, then=kept, failed=put_back, initiator=self)

    def _shut(self) -> None:
        record, self._open = self._open, ""
        self._unkept = False
        self._draft.done()
        self._show_parts()
        if not self._list.focus_on(record):
            self._add_first.setFocus()

    def _take_out(self) -> None:
        record = self._open
        member = self._member(record)
        if member is None:
            return

        def offer(_changes: Changes) -> None:
            self._open = ""
            self._show_parts()
            undo: Callable[[], object] = lambda: self._write(  # noqa: E731
                lambda: change_in_circle(self._desk, record, removed=False), lambda _changes: None
            )
            self._undo.offer(self._words("circle.taken_out", name=short_name(member.name)), undo)

        self._write(lambda: change_in_circle(self._desk, record, removed=True), offer)

    def _close(self) -> None:
        if not self._open or self._form.hand_in():
            self._work.write(lambda: None, then=lambda _none: None if self._unkept else self.closed.emit(), initiator=self)

    def _write(self, job: Callable[[], object], then: Callable[[Changes], object]) -> None:
        self._work.write(job, then=then, failed=self._say_failure, initiator=self)

    def _say_failure(self, error: Exception) -> None:
        self._page.show()
        self._trouble.say(str(message_for(error, self._words)))
        self._page.scroll_to(self._trouble)
