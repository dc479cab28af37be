"""From the wish for a photo to the photo on the page: the file or the camera, the look at it, the keeping, the way back."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from app.casebook.choosing import Board
from app.casebook.desk import Desk
from app.casebook.portraits import PortraitDone, choose_portrait, keep_portrait, look_at, undo_portrait, withdraw_portrait
from app.practice.changes import Changes
from app.practice.portraits import Portrait
from ui.messages import message_for
from ui.paper.making import short_name
from ui.profile.photo_part import Chosen, PhotoPart
from ui.profile.photo_source import PhotoSource, read_photo
from ui.widgets.undo import UndoStrip
from ui.words import Words
from ui.work import Work


class Photographer(QObject):
    """Serves the photo part of the screen. `undo` is where it offers to take back what was done."""

    def __init__(self, desk: Desk, work: Work, words: Words, source: PhotoSource, part: PhotoPart, undo: UndoStrip) -> None:
        super().__init__(part)
        self._desk, self._work, self._words = desk, work, words
        self._source, self._part, self._undo = source, part, undo
        self._person, self._called = "", ""
        part.choosing_requested.connect(self._ask)
        part.file_requested.connect(self._choose_file)
        part.camera_requested.connect(self._open_camera)
        part.chosen.connect(self._keep)
        part.withdrawn.connect(self._withdraw)
        part.settled.connect(self._settle)

    def know(self, board: Board) -> None:
        """The person and their photo, as they are now."""
        if board.person.record != self._person:
            self._part.forget()
        self._person, self._called = board.person.record, short_name(board.person.body.called)
        self._part.show_now(board.portrait, board.person.body, board.present)

    def forget(self) -> None:
        """Another person: nothing of this one stays, and the camera is off."""
        self._person = ""
        self._part.forget()

    def _ask(self) -> None:
        if self._source.has_camera():
            self._part.ask_where_from()
        else:
            self._choose_file()

    def _choose_file(self) -> None:
        words = self._words
        path = self._source.choose_file(self._part, words("profile.photo.dialog"), words("profile.photo.kinds"))
        if path is not None:
            self._part.notice.quiet()
            self._look(partial(_from_file, path))

    def _open_camera(self) -> None:
        camera = self._source.camera(self._words)
        view = camera.view
        view.taken.connect(lambda data: self._look(partial(look_at, data)))  # type: ignore[attr-defined]  # a signal of the view
        view.failed.connect(self._on_camera_failed)  # type: ignore[attr-defined]  # likewise
        self._part.show_camera(camera)

    def _on_camera_failed(self) -> None:
        self._part.rest()
        self._part.notice.say(self._words("profile.photo.camera_failed"), tone="harm")

    def _look(self, job: "partial[bytes]") -> None:
        person = self._person

        def then(looked_at: bytes) -> None:
            if person == self._person:
                self._part.ask_for_part(looked_at, self._called)

        self._work.read(job, then=then, failed=self._on_failed, initiator=self._part, key=f"photo {id(self)}")

    def _keep(self, chosen: Chosen) -> None:
        desk, person = self._desk, self._person
        keep = partial(
            choose_portrait, desk, person, chosen.looked_at, chosen.cut, shows=chosen.shows, chosen_by=chosen.chosen_by
        )
        self._do(keep, self._words("profile.photo.done"))

    def _settle(self, chosen: Portrait) -> None:
        self._do(partial(keep_portrait, self._desk, self._person, chosen), self._words("profile.photo.done"))

    def _withdraw(self) -> None:
        self._do(partial(withdraw_portrait, self._desk, self._person), self._words("profile.photo.taken_off"))

    def _do(self, act: "partial[PortraitDone]", said: str) -> None:
        done: list[PortraitDone] = []

        def job() -> Changes:
            done.append(act())
            return done[0].changes

        def then(_changes: Changes) -> None:
            self._part.rest()
            self._undo.offer(said, lambda: self._take_back(done[0]))

        self._undo.quiet()
        self._work.write(job, then=then, failed=self._on_failed, initiator=self._part)

    def _take_back(self, done: PortraitDone) -> None:
        self._work.write(lambda: undo_portrait(self._desk, done).changes, failed=self._on_failed, initiator=self._part)

    def _on_failed(self, error: Exception) -> None:
        self._part.notice.say(str(message_for(error, self._words)), tone="harm")


def _from_file(path: Path) -> bytes:
    return look_at(read_photo(path), path.name)
