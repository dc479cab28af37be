"""The top of a person's page: their name, how to speak with them, how to get there, and what can be done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.practice.visits import VisitStatus
from ui.person.picture import PersonPicture
from ui.today.parts import reads_best
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import Card, Columns, FlowRow
from ui.widgets.passage import Passage
from ui.widgets.photo import PhotoView
from ui.words import Words

_PHOTO = 96


class Top(QWidget):
    """Shows a person; the buttons stand beside, or under when there is no room."""

    start_requested = Signal()
    planning_requested = Signal()
    details_requested = Signal()
    circle_requested = Signal()
    profile_requested = Signal()
    plan_requested = Signal()
    papers_requested = Signal()
    history_requested = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._photo = PhotoView(_PHOTO)
        self._name, self._likes = Passage(type="title"), Passage(tone="soft")
        self._speak_title = Passage(type="strong")
        self._speak, self._reads = Passage(type="answer"), Passage()
        self._coming = Passage(tone="attention")
        self._telephone, self._born = Passage(tone="soft"), Passage(tone="soft")
        self._address, self._arriving = Passage(), Passage(type="strong")
        self._start = ActionButton("", kind="primary")
        self._lay_out()

    def show_picture(self, picture: PersonPicture) -> None:
        """Show the person."""
        words, person = self._words, picture.person.body
        self._show_photo(picture)
        self._name.set_text(person.name)
        self._say(self._likes, words("person.likes", name=person.known_as) if person.known_as else "")
        self._say(self._coming, words("person.still_arriving", name=person.called) if picture.still_arriving else "")
        self._speak_title.set_text(words("person.speak", name=person.called))
        self._speak.set_text(person.reach.how or words("person.speak_unknown", name=person.called))
        self._speak.set_tone("" if person.reach.how else "soft")
        self._say(self._reads, reads_best(person, words))
        self._say(self._telephone, words("person.telephone", number=person.telephone) if person.telephone else "")
        self._say(self._born, words("person.born", date=words.date(person.born)) if person.born else "")
        self._address.set_text(person.address or words("person.no_address"))
        self._address.set_tone("" if person.address else "soft")
        self._say(self._arriving, person.arriving)
        self._start.set_text(self._start_text(picture))

    def _show_photo(self, picture: PersonPicture) -> None:
        """The photo they chose; a withdrawn one is nowhere."""
        words, now, called = self._words, picture.portrait, picture.person.body.called
        described = words("person.photo", name=called)
        if now is not None and now.body.shows:
            described = words("person.photo_shows", name=called, shows=now.body.shows)
        self._photo.show_photo(now.data if now else b"", described)

    def focus_first(self) -> None:
        """The visit is what one came for."""
        self._start.setFocus()

    def _start_text(self, picture: PersonPicture) -> str:
        visit = picture.next_visit
        if visit is None:
            return self._words("person.start")
        if visit.body.status is VisitStatus.PLANNED:
            return self._words("person.start_planned")
        return self._words("person.go_on")

    def _say(self, passage: Passage, text: str) -> None:
        passage.set_text(text)
        passage.setVisible(bool(text))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(20)
        line = Columns(least_characters=24, ratios=(3, 2), spacing=32)
        who = QHBoxLayout()
        who.setSpacing(20)
        who.addWidget(self._photo, 0, Qt.AlignmentFlag.AlignTop)
        who.addWidget(_stack(self._name, self._likes, self._born, self._coming), 1)
        holder = QWidget()
        who.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(who)
        line.add(holder)
        line.add(self._buttons())
        layout.addWidget(line)
        card = Card()
        how = Columns(least_characters=24, ratios=(3, 2), spacing=32)
        how.add(_stack(self._speak_title, self._speak, self._reads))
        reach = Passage(self._words("person.reach"), type="strong")
        how.add(_stack(reach, self._address, self._arriving, self._telephone))
        card.add(how)
        layout.addWidget(card)

    def _buttons(self) -> QWidget:
        words = self._words
        first, links = FlowRow(spacing=12), FlowRow(spacing=16)
        planning = ActionButton(words("person.plan_visit"), icon="calendar")
        details = ActionButton(words("person.change"), kind="link", icon="pencil")
        circle = ActionButton(words("person.circle"), kind="link", icon="users")
        profile = ActionButton(words("person.profile"), kind="link", icon="file-text")
        plan = ActionButton(words("person.plan"), kind="link", icon="check")
        papers = ActionButton(words("papers.open"), kind="link", icon="printer")
        history = ActionButton(words("history.open"), kind="link", icon="clock")
        for button, signal in (
            (self._start, self.start_requested),
            (planning, self.planning_requested),
            (details, self.details_requested),
            (circle, self.circle_requested),
            (profile, self.profile_requested),
            (plan, self.plan_requested),
            (papers, self.papers_requested),
            (history, self.history_requested),
        ):
            button.clicked.connect(signal)
        for button in (self._start, planning):
            first.add(button)
        for button in (circle, profile, plan, papers, details, history):
            links.add(button)
        return _stack(first, links, spacing=12)


def _stack(*parts: QWidget, spacing: int = 2) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for part in parts:
        layout.addWidget(part)
    return holder
