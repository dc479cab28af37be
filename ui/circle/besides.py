"""What else is done in the circle beside moving names and writing about them: photos, what its parts are called, earlier days."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.casebook.circles import CircleNow, circle_now, histories_of, name_sectors, put_face
from app.casebook.desk import Desk, uk_day
from app.casebook.forms import FormPlace
from app.casebook.portraits import look_at
from app.practice.changes import Changes
from app.practice.circle_then import Histories, Stood, circle_on, days_to_choose, stood_otherwise
from app.practice.people import Sector
from ui.circle.circle_view import CircleView
from ui.circle.earlier import ghosts_of
from ui.circle.members import Ghost
from ui.forms import FormDraft
from ui.paper.making import short_name
from ui.profile.photo_source import PhotoSource, read_photo
from ui.words import Words
from ui.work import Work

PARTS = "circle parts"


class Besides(QObject):
    """It holds what is laid under the drawing, and the names of the parts while they are being written."""

    laid_under = Signal(tuple)
    failed = Signal(Exception)

    def __init__(self, desk: Desk, work: Work, words: Words, view: CircleView, photos: PhotoSource) -> None:
        super().__init__(view)
        self._desk, self._work, self._words, self._view, self._photos = desk, work, words, view, photos
        self._person = ""
        self._day: date | None = None
        self._now: CircleNow | None = None
        self._names: Mapping[Sector, str] = {}
        self.ghosts: tuple[Ghost, ...] = ()
        self._draft = FormDraft(desk, work, view.parts)
        view.name_parts.clicked.connect(self._open_parts)
        view.parts.kept.connect(self._keep_parts)
        view.parts.closed.connect(self._shut_parts)
        view.earlier.asked.connect(self._ask_for_days)
        view.earlier.chosen.connect(self._on_day)

    def show_person(self, person: str) -> None:
        """From now on it is about this person."""
        self._person, self._day, self.ghosts = person, None, ()
        self._view.earlier.quiet()
        self._view.parts.hide()

    def show_circle(self, now: CircleNow, names: Mapping[Sector, str]) -> None:
        """The circle as it stands. What is laid under it is worked out again when something moved."""
        moved = self._now is not None and self._now.members != now.members
        self._now, self._names = now, names
        if moved and self._day is not None:
            self._look_back(self._day)

    # Photos

    def choose_photo(self, member: str) -> None:
        """Ask for a file, and put the photo in it to this member."""
        words, name = self._words, self._name(member)
        path = self._photos.choose_file(self._view, words("circle.form.photo_title", name=name), words("circle.form.photo_kinds"))
        if path is None:
            return
        desk, person = self._desk, self._person
        looked = lambda: look_at(read_photo(path), path.name)  # noqa: E731
        then = lambda data: self._put(member, lambda: put_face(desk, person, member, data), "circle.photo.kept")  # noqa: E731
        self._work.read(looked, then=then, failed=self.failed.emit, initiator=self)

    def take_photo_away(self, member: str) -> None:
        """The photo of this member is not to be shown any more."""
        desk, person = self._desk, self._person
        self._put(member, lambda: put_face(desk, person, member, b""), "circle.photo.taken")

    def _put(self, member: str, act: Callable[[], Changes], said: str) -> None:
        desk, person = self._desk, self._person
        before = self._now.of(member).face if self._now else b""
        undo = lambda: self._work.write(  # noqa: E731
            lambda: put_face(desk, person, member, before), failed=self.failed.emit, initiator=self
        )
        sentence = self._words("circle.photo.kept", name=self._name(member))
        if said == "circle.photo.taken":
            sentence = self._words("circle.photo.taken", name=self._name(member))
        offer = lambda _changes: self._view.undo.offer(sentence, undo)  # noqa: E731
        self._work.write(act, then=offer, failed=self.failed.emit, initiator=self)

    def _name(self, member: str) -> str:
        members = self._now.members if self._now else ()
        return next((short_name(each.body.name) for each in members if each.record == member), "")

    # What the parts are called

    def _open_parts(self) -> None:
        self._view.parts.show_names(self._now.names if self._now else {})
        self._draft.begin(FormPlace(PARTS, self._person))
        self._view.parts.show()
        self._view.name_parts.hide()
        self._view.parts.focus_first()

    def _shut_parts(self) -> None:
        self._draft.done()
        self._view.parts.hide()
        self._view.name_parts.show()
        self._view.name_parts.setFocus()

    def _keep_parts(self, written: dict[Sector, str]) -> None:
        desk, person = self._desk, self._person
        before = {sector: self._now.names.get(sector, "") if self._now else "" for sector in written}
        undo = lambda: self._work.write(  # noqa: E731
            lambda: name_sectors(desk, person, before), failed=self.failed.emit, initiator=self
        )

        def kept(_changes: Changes) -> None:
            self._shut_parts()
            self._view.undo.offer(self._words("circle.parts.kept"), undo)

        self._work.write(lambda: name_sectors(desk, person, written), then=kept, failed=self.failed.emit, initiator=self)

    # Earlier days

    def _ask_for_days(self) -> None:
        desk, person = self._desk, self._person
        job = lambda: days_to_choose(histories_of(desk, person), uk_day(desk.clock()))  # noqa: E731
        self._work.read(job, then=self._view.earlier.show_days, failed=self.failed.emit, initiator=self)

    def _on_day(self, chosen: str) -> None:
        self._day = date.fromisoformat(chosen) if chosen else None
        if self._day is None:
            self.ghosts = ()
            self.laid_under.emit(self.ghosts)
        else:
            self._look_back(self._day)

    def _look_back(self, day: date) -> None:
        desk, person = self._desk, self._person

        def job() -> list[Stood]:
            return _stood(histories_of(desk, person), circle_now(desk, person), day, uk_day(desk.clock()))

        self._work.read(job, then=partial(self._lay_under, day), failed=self.failed.emit, initiator=self)

    def _lay_under(self, day: date, stood: list[Stood]) -> None:
        if day == self._day:
            self.ghosts = ghosts_of(stood)
            self._view.earlier.show_stood(day, stood, self._names)
            self.laid_under.emit(self.ghosts)


def _stood(histories: Histories, now: CircleNow, day: date, today: date) -> list[Stood]:
    return stood_otherwise(circle_on(histories, day, today), {each.record: each.body for each in now.members})
