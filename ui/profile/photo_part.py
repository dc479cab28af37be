"""The photo on the profile screen: what stands there now, and under it whatever is asked while another one is chosen."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.portraits import ChosenApart, PortraitNow
from app.practice.people import Person, Speaker
from app.practice.photos import Cut
from ui.paper.making import short_name
from ui.profile.cutting import SQUARE, TALL, CutView
from ui.profile.photo_source import Camera
from ui.widgets.buttons import ActionButton
from ui.widgets.chips import ChipRow
from ui.widgets.fields import LineField
from ui.widgets.layout import Card, FlowRow, column, row
from ui.widgets.notice import Notice
from ui.widgets.passage import Passage
from ui.widgets.photo import PhotoView
from ui.words import Words

_APART = 128
"""The side of each photo of which one has to be chosen."""


@dataclass(frozen=True)
class Chosen:
    """What somebody decided about a photo."""

    looked_at: bytes
    cut: Cut
    shows: str
    chosen_by: Speaker


class PhotoPart(QWidget):
    """Asks; keeps nothing itself. One thing at a time: the photo as it is, where from, the camera, the cutting."""

    file_requested = Signal()
    choosing_requested = Signal()
    """Somebody wants to choose a photo, and has not said where from."""

    camera_requested = Signal()
    camera_left = Signal()
    chosen = Signal(object)
    withdrawn = Signal()
    settled = Signal(object)
    """Of several photos that were chosen apart this one (a `Portrait`) is right."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._now = _Now(words)
        self._ways = _Ways(words)
        self._eye = _Eye(words)
        self._cutting = _Cutting(words)
        self.notice = Notice(tone="harm")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for part in (self._now, self._ways, self._eye, self._cutting, self.notice):
            layout.addWidget(part)
        self._now.choose.clicked.connect(self.choosing_requested)
        self._now.take_off.clicked.connect(self.withdrawn)
        self._now.settled.connect(self.settled)
        self._ways.file.clicked.connect(self.file_requested)
        self._ways.camera.clicked.connect(self.camera_requested)
        self._ways.leave.clicked.connect(self.rest)
        self._eye.take.clicked.connect(self._eye.take_now)
        self._eye.leave.clicked.connect(self.rest)
        self._cutting.use.clicked.connect(self._use)
        self._cutting.leave.clicked.connect(self.rest)
        self.rest()

    @property
    def busy(self) -> bool:
        """Whether somebody is in the middle of choosing."""
        return not self._now.isVisibleTo(self)

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight the camera is off."""
        super().hideEvent(event)
        if self._eye.is_on:
            self._rest(focus=False)

    def focus_first(self) -> None:
        """The keyboard goes to what is being asked."""
        first = {self._ways: self._ways.file, self._eye: self._eye.take, self._cutting: self._cutting.view}
        next((each for part, each in first.items() if part.isVisibleTo(self)), self._now.choose).setFocus()

    def show_now(self, portrait: PortraitNow | None, person: Person, present: tuple[Speaker, ...]) -> None:
        """The photo as it is. What is being chosen stays."""
        self._now.show_now(portrait, person)
        self._cutting.show_who(present)

    def forget(self) -> None:
        """Another person: nothing of this one stays."""
        self._now.show_now(None, Person(name=""))
        self._cutting.forget()
        self._rest(focus=False)

    def rest(self) -> None:
        """Only the photo as it is, and the keyboard at what one begins with."""
        self._rest(focus=self.busy)

    def ask_where_from(self) -> None:
        """A file, or the camera."""
        self._show(self._ways)
        self._ways.file.setFocus()

    def show_camera(self, camera: Camera) -> None:
        """What the camera sees, until a photo was taken."""
        self._show(self._eye)
        self._eye.open(camera)

    def ask_for_part(self, looked_at: bytes, whose: str) -> None:
        """Which part of this photo is kept, what it shows, and who chose it."""
        self._show(self._cutting)
        self._cutting.start(looked_at, whose)

    def _rest(self, *, focus: bool) -> None:
        self._show(self._now)
        self._cutting.forget()
        if focus:
            self._now.choose.setFocus()

    def _show(self, wanted: QWidget) -> None:
        self.notice.quiet()
        if wanted is not self._eye and self._eye.close_camera():
            self.camera_left.emit()
        for part in (self._now, self._ways, self._eye, self._cutting):
            part.setVisible(part is wanted)

    def _use(self) -> None:
        found = self._cutting.answer()
        if found is None:
            self.notice.say(self._words("profile.photo.who_first"), tone="amber")
        else:
            self.chosen.emit(found)


class _Now(QWidget):
    """The photo that stands on the page, and what can be done about it."""

    settled = Signal(object)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._photo = PhotoView(72)
        self._said = Passage(type="body")
        self._more = Passage(type="small", tone="soft")
        self.choose = ActionButton("", kind="link", icon="photo")
        self.take_off = ActionButton(words("profile.photo.take_off"), kind="link", icon="leave-out")
        links = FlowRow(spacing=16)
        for link in (self.choose, self.take_off):
            links.add(link)
        self._apart = FlowRow(spacing=24)
        self._shown_apart: tuple[ChosenApart, ...] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(row(self._photo, column(self._said, self._more, links, spacing=4), spacing=16))
        layout.addWidget(self._apart)
        self.show_now(None, Person(name=""))

    def show_now(self, portrait: PortraitNow | None, person: Person) -> None:
        """What there is."""
        words, name = self._words, short_name(person.called)
        body = portrait.body if portrait else None
        described = words("profile.photo.of", name=person.called)
        if body and body.shows:
            described = words("profile.photo.of_shows", name=person.called, shows=body.shows)
        self._photo.show_photo(portrait.data if portrait else b"", described)
        if portrait is None:
            said = words("profile.photo.none", name=name)
        elif not portrait.settled:
            said = words("profile.photo.two", name=name)
        elif not portrait.shown:
            said = words("profile.photo.coming", name=name)
        else:
            said = (
                words("profile.photo.of_shows", name=name, shows=body.shows)
                if body and body.shows
                else words("profile.photo.of", name=name)
            )
        self._said.set_text(said)
        self._show_apart(portrait.apart if portrait else (), person)
        by = short_name(body.chosen_by.name) if body and portrait and portrait.settled else ""
        self._more.set_text(words("profile.photo.chosen", name=by, date=words.date(body.chosen_at)) if body and by else "")
        self._more.setVisible(bool(self._more.text()))
        key = "profile.photo.change" if portrait else "profile.photo.choose"
        self.choose.set_text(words(key))
        self.take_off.setVisible(portrait is not None)

    def _show_apart(self, apart: tuple[ChosenApart, ...], person: Person) -> None:
        """Every photo that was chosen apart, each with who chose it and a button that says it is the one."""
        self._apart.setVisible(bool(apart))
        if apart == self._shown_apart:
            return
        self._shown_apart = apart
        self._apart.clear()
        words = self._words
        for number, each in enumerate(apart, start=1):
            photo = PhotoView(_APART)
            photo.show_photo(each.data, each.body.shows or words("profile.photo.of", name=person.called))
            by = words("profile.photo.chosen", name=short_name(each.body.chosen_by.name), date=words.date(each.body.chosen_at))
            use = ActionButton(words("profile.photo.use_this"), name=words("profile.photo.use_this_name", number=number, said=by))
            use.clicked.connect(lambda _checked=False, body=each.body: self.settled.emit(body))
            self._apart.add(column(photo, Passage(by, type="small", tone="soft"), use, spacing=6))


class _Ways(QWidget):
    """From a file, or with the camera."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.file = ActionButton(words("profile.photo.from_file"), icon="photo")
        self.camera = ActionButton(words("profile.photo.from_camera"), icon="eye")
        self.leave = ActionButton(words("profile.photo.leave"), kind="link")
        ways = FlowRow(spacing=12)
        for button in (self.file, self.camera, self.leave):
            ways.add(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Passage(words("profile.photo.where"), type="strong"))
        layout.addWidget(ways)


class _Eye(QWidget):
    """What the camera sees."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._camera: Camera | None = None
        self.take = ActionButton(words("profile.photo.take"), kind="primary")
        self.leave = ActionButton(words("profile.photo.leave"), kind="link")
        buttons = FlowRow(spacing=12)
        buttons.add(self.take)
        buttons.add(self.leave)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(buttons)

    @property
    def is_on(self) -> bool:
        """Whether a camera is on."""
        return self._camera is not None

    def open(self, camera: Camera) -> None:
        """Switch this one on."""
        self._camera = camera
        self._layout.insertWidget(0, camera.view)
        camera.view.show()
        camera.start()
        self.take.setFocus()

    def take_now(self) -> None:
        """A photo of what it sees."""
        if self._camera is not None:
            self._camera.take()

    def close_camera(self) -> bool:
        """Switch it off and let it go; whether one was on."""
        camera, self._camera = self._camera, None
        if camera is None:
            return False
        camera.stop()
        camera.view.hide()
        camera.view.deleteLater()
        return True


class _Cutting(Card):
    """The frame on the photo, and the two things to say about it."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._looked_at = b""
        self._who: dict[str, Speaker] = {}
        self._title = Passage(type="strong")
        self.view = CutView(words)
        self._shape = ChipRow(words("profile.photo.shape"))
        self._shape.add(SQUARE, words("profile.photo.square"), chosen=True)
        self._shape.add(TALL, words("profile.photo.tall"))
        self._shape.chosen_changed.connect(self.view.choose_shape)
        smaller = ActionButton(words("profile.photo.nearer"), kind="link", icon="plus")
        larger = ActionButton(words("profile.photo.further"), kind="link", icon="minus")
        turn = ActionButton(words("profile.photo.turn"), kind="link", icon="turn")
        smaller.clicked.connect(lambda: self.view.resize_by(-1))
        larger.clicked.connect(lambda: self.view.resize_by(1))
        turn.clicked.connect(self.view.turn)
        tools = FlowRow(spacing=16)
        for tool in (self._shape, smaller, larger, turn):
            tools.add(tool)
        self._shows = LineField(words("profile.photo.shows"), words("profile.photo.shows_hint"))
        self._asked = Passage(words("profile.photo.who"), type="strong")
        self._chips = ChipRow(words("profile.photo.who"))
        self.use = ActionButton(words("profile.photo.use"), kind="primary")
        self.leave = ActionButton(words("profile.photo.leave"), kind="link")
        buttons = FlowRow(spacing=12)
        buttons.add(self.use)
        buttons.add(self.leave)
        hint = Passage(words("profile.photo.frame_hint"), type="small", tone="soft")
        for part in (self._title, self.view, tools, hint, self._shows, self._asked, self._chips, buttons):
            self.add(part)

    def start(self, looked_at: bytes, whose: str) -> None:
        """Begin with another photo."""
        self._looked_at = looked_at
        self._title.set_text(self._words("profile.photo.cut_title", name=whose))
        self.view.show_photo(looked_at)
        self._shows.set_text("")
        self._chips.choose("")
        self.view.setFocus()

    def forget(self) -> None:
        """Nothing of the photo stays."""
        self._looked_at = b""
        self.view.show_photo(b"")
        self._shows.set_text("")
        self._chips.choose("")

    def show_who(self, present: tuple[Speaker, ...]) -> None:
        """Who may have chosen it. Nobody is chosen beforehand."""
        who = {speaker.name: speaker for speaker in present if speaker.name}
        if who != self._who:
            chosen = self._chips.chosen
            self._who = who
            self._chips.clear()
            for name in who:
                self._chips.add(name, short_name(name), chosen=name == chosen)

    def answer(self) -> Chosen | None:
        """What was decided; None while nobody has said who chose it."""
        speaker = self._who.get(self._chips.chosen)
        if speaker is None:
            return None
        return Chosen(self._looked_at, self.view.cut, self._shows.text, speaker)
