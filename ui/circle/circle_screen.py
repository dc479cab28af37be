"""The people in the person's life, drawn and listed. Easy to skip, and never shown half empty."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.circles import KINDS as CIRCLE_KINDS
from app.casebook.circles import CircleNow, circle_now, keep_member
from app.casebook.desk import Desk
from app.casebook.forms import FormPlace
from app.casebook.people import change_in_circle
from app.practice.changes import Changes
from app.practice.merge import Current
from app.practice.people import CirclePerson, Sector
from ui.circle.besides import Besides
from ui.circle.board import Circle
from ui.circle.circle_view import DRAWING, LIST, CircleView
from ui.circle.member_form import MORE
from ui.circle.members import in_ring, member_of
from ui.circle.on_paper import OnPaper
from ui.forms import FormDraft
from ui.messages import message_for
from ui.paper.making import short_name
from ui.profile.photo_source import PhotoSource, SystemPhotos
from ui.words import Words
from ui.work import Work

if TYPE_CHECKING:
    from ui.paper.printing import Printing

NEW = "new"
KINDS = CIRCLE_KINDS | {"person", "portrait"}
"""What changes the circle."""


class CircleScreen(QWidget):
    """One form is open at a time. Leaving it, or choosing somebody else, keeps what was written."""

    history_requested = Signal(str)
    closed = Signal()

    def __init__(
        self,
        desk: Desk,
        work: Work,
        words: Words,
        parent: QWidget | None = None,
        *,
        photos: PhotoSource | None = None,
        printing: "Printing | None" = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._work, self._words = desk, work, words
        self._person = ""
        self._people: CircleNow | None = None
        self._open = ""
        self._after = ""
        self._stale = False
        self._unkept = False
        self._paper = OnPaper(desk, work, words, printing)
        self._view = CircleView(words, self._paper)
        self._list, self._form, self._board = self._view.list, self._view.form, self._view.board
        self._draft, self._seen = FormDraft(desk, work, self._form), ""
        self._besides = Besides(desk, work, words, self._view, photos or SystemPhotos())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._view)
        self._wire()

    @property
    def about(self) -> str:
        """Whom it is about."""
        return self._person

    def show_person(self, person: str) -> None:
        """Show this person's circle."""
        if person != self._person:
            self._person, self._people = person, None
            self._view.hide()
            self._unkept = False
        if not self._unkept:
            self._open = self._after = ""
            self._form.hide()
            self._view.trouble.quiet()
        self._view.undo.quiet()
        self._besides.show_person(person)
        self._paper.show_person(person)
        self._view.say("")
        self._view.sides.go_to(DRAWING)
        self._view.page.verticalScrollBar().setValue(0)
        self._reload()

    def focus_first(self) -> None:
        """The first name, or the way to add one."""
        if self._form.isVisibleTo(self):
            self._form.focus_first()
        elif not (self._board.isVisibleTo(self) and self._board.focus_on()) and not self._focus_in_list():
            self._view.add_first.setFocus()

    def keep_now(self) -> None:
        """Keep what is written in the open form."""
        if self._open:
            self._form.hand_in()

    def may_leave(self) -> bool:
        """When what is written in the form can be kept; it is kept first."""
        return not self._open or self._form.hand_in()

    def on_changed(self, changes: Changes, _initiator: object) -> None:
        """Read again when the circle or the name changed."""
        if self._person and f"person:{self._person}" in changes.scopes and changes.kinds & KINDS:
            self._stale = True
            if self.isVisible():
                self._reload()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed meanwhile is read now."""
        super().showEvent(event)
        if self._stale:
            self._reload()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Z takes back what the strip offers to; in a visit the visit takes it back before it comes here."""
        if event.matches(QKeySequence.StandardKey.Undo) and self._view.undo.isVisibleTo(self):
            self._view.undo.acted.emit()
        else:
            super().keyPressEvent(event)

    def _wire(self) -> None:
        view = self._view
        self._work.changed.connect(self.on_changed)
        for button in (view.back, view.skip, view.skip_first):
            button.clicked.connect(self._close)
        for button in (view.add, view.add_first):
            button.clicked.connect(lambda: self._go_to(NEW))
        for part in (self._list, self._board):
            part.chosen.connect(self._go_to)
        self._list.walked.connect(self._board.point_at)
        self._board.walked.connect(self._on_walked)
        self._board.moved.connect(self._move)
        self._board.told.connect(view.say)
        self._besides.laid_under.connect(lambda _ghosts: self._show_circle())
        self._paper.opened.connect(lambda: self._view.page.scroll_to(self._paper))
        self._besides.failed.connect(self._on_failed_write)
        self._form.photo_requested.connect(lambda: self._besides.choose_photo(self._open))
        self._form.photo_taken_away.connect(lambda: self._besides.take_photo_away(self._open))
        self._form.kept.connect(self._keep)
        self._form.closed.connect(self._shut)
        self._form.taken_out.connect(self._take_out)
        self._form.history_requested.connect(lambda: self.history_requested.emit(self._open))

    def _reload(self) -> None:
        self._stale = False
        record = self._person
        job = lambda: circle_now(self._desk, record)  # noqa: E731
        self._work.read(job, then=self._show, failed=self._say_failure, key=f"circle {id(self)}")

    def _show(self, people: CircleNow) -> None:
        first, self._people = self._people is None, people
        name = short_name(people.called)
        self._view.title.set_text(self._words("circle.title", name=name))
        self._view.lead.set_text(self._words("circle.lead", name=name))
        self._view.empty_lead.set_text(self._words("circle.empty.lead", name=name))
        self._show_circle()
        self._show_parts()
        self._view.show()
        if self._after:
            if not self._focus_in_list(self._after):
                self._board.focus_on(self._after)
            self._after = ""
        elif first and self.isVisible():
            self.focus_first()

    def _show_circle(self) -> None:
        if self._people is None:
            return
        people = self._people
        members = tuple(member_of(each, people.of(each.record)) for each in people.members)
        names, corners = self._names("sector"), self._names("corner")
        self._list.show_members(members, corners)
        self._besides.show_circle(people, names)
        self._form.show_names(names)
        self._board.show_circle(Circle(people.called, members, names, corners, self._besides.ghosts, people.portrait))
        if self._open and self._open != NEW:
            self._form.show_photo(people.of(self._open))
        self._list.mark_open(self._open)
        self._board.mark_open(self._open)
        self._view.say_elsewhere(bool(self._board.elsewhere))

    def _names(self, table: str) -> dict[Sector, str]:
        usual = {sector: self._words.choice(f"circle.{table}", sector.value) for sector in Sector}
        return {**usual, **(self._people.names if self._people else {})}

    def _show_parts(self) -> None:
        anybody = bool(self._people and self._people.members)
        self._view.show_parts(anybody=anybody, adding=self._open == NEW, opened=bool(self._open))
        self._list.mark_open(self._open)
        self._board.mark_open(self._open)

    def _focus_in_list(self, record: str = "") -> bool:
        return self._view.page.isVisibleTo(self) and self._list.isVisibleTo(self) and self._list.focus_on(record)

    def _on_walked(self, record: str) -> None:
        line = self._list.point_at(record)
        if line is not None and not self._open:
            self._view.page.scroll_to(line)

    def _go_to(self, record: str) -> None:
        if self._open and not self._form.hand_in():
            return
        self._unkept = False
        self._open = record
        self._view.undo.quiet()
        self._view.sides.go_to(LIST)
        self._form.show_member(self._member(record), self._people.of(record) if self._people else None)
        self._seen = self._head(record)
        self._draft.begin(self._place(record))
        self._show_parts()
        self._form.focus_first()
        self._view.page.scroll_to(self._form)

    def _current(self, record: str) -> Current[CirclePerson] | None:
        members = self._people.members if self._people else ()
        return next((each for each in members if each.record == record), None)

    def _member(self, record: str) -> CirclePerson | None:
        found = self._current(record)
        return found.head()[1] if found else None

    def _place(self, record: str) -> FormPlace:
        return FormPlace("circle", self._person, "" if record == NEW else record)

    def _head(self, record: str) -> str:
        found = self._current(record)
        return found.head()[0] if found else ""

    # Acts

    def _move(self, record: str, ring: int, sector: str) -> None:
        """Somebody was put down elsewhere in the drawing."""
        before = self._current(record)
        if before is None:
            return
        place, back = (ring, Sector(sector)), (before.body.ring, before.body.sector)
        names = self._names("sector")
        where = self._words("circle.board.place", ring=in_ring(ring, self._words), sector=names[place[1]])

        def put(cell: tuple[int, Sector]) -> Callable[[], Changes]:
            return lambda: change_in_circle(self._desk, record, ring=cell[0], sector=cell[1])

        def offer(_changes: Changes) -> None:
            self._form_follows(record, place)
            sentence = self._words("circle.board.moved", name=short_name(before.body.name), where=where)
            self._view.undo.offer(sentence, lambda: self._write(put(back), lambda _changes: self._form_follows(record, back)))

        self._write(put(place), offer)

    def _form_follows(self, record: str, cell: tuple[int, Sector]) -> None:
        if self._open == record:
            self._form.show_place(*cell)

    def _keep(self, fields: dict[str, object]) -> None:
        record, owner, seen = self._open, self._person, self._seen
        place = self._place(record)

        def kept(changes: Changes) -> None:
            self._unkept = False
            self._draft.done(place)
            self._view.trouble.quiet()
            if self._open == record:
                self._open = ""
                self._after = changes.made or record
                self._show_parts()

        def put_back(error: Exception) -> None:
            """What could not be kept stands in the form again."""
            self._unkept, self._open = True, record
            self._form.show_member(self._member(record), self._people.of(record) if self._people else None, fields)
            self._show_parts()
            self._say_failure(error)

        more = {name: fields[name] for name in MORE if name in fields}
        own = {name: value for name, value in fields.items() if name not in MORE}
        member = "" if record == NEW else record
        job = lambda: keep_member(self._desk, owner, member, own, more, seen=seen)  # noqa: E731
        self._work.write(job, then=kept, failed=put_back, initiator=self)

    def _shut(self) -> None:
        record, self._open = self._open, ""
        self._unkept = False
        self._draft.done()
        self._show_parts()
        if not self._focus_in_list(record):
            self._view.add_first.setFocus()

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
            self._view.undo.offer(self._words("circle.taken_out", name=short_name(member.name)), undo)

        self._write(lambda: change_in_circle(self._desk, record, removed=True), offer)

    def _close(self) -> None:
        if not self._open or self._form.hand_in():
            self._work.write(lambda: None, then=lambda _none: None if self._unkept else self.closed.emit(), initiator=self)

    def _write(self, job: Callable[[], object], then: Callable[[Changes], object]) -> None:
        self._work.write(job, then=then, failed=self._on_failed_write, initiator=self)

    def _on_failed_write(self, error: Exception) -> None:
        """It stands again where it stood."""
        self._show_circle()
        self._say_failure(error)

    def _say_failure(self, error: Exception) -> None:
        self._view.show()
        self._view.trouble.say(str(message_for(error, self._words)))
