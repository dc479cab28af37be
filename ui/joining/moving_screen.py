"""Words in the wrong record: whose record they belong in, what will happen, and the way back."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.desk import Desk
from app.casebook.moving import MovedNow, forget_reminder, move, move_back, speaker_there
from app.casebook.people import person
from app.casebook.searching import InPlace, in_place
from app.practice.changes import Changes
from app.practice.merge import Current
from app.practice.people import CirclePerson, Person, Role, Speaker
from ui.joining.picking import PersonPicker
from ui.messages import message_for
from ui.paper.making import paper_words, short_name, whose
from ui.widgets.buttons import ActionButton
from ui.widgets.chips import ChipRow
from ui.widgets.layout import Card, column, empty, flow_row
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.passage import Passage
from ui.widgets.quote import Quote
from ui.widgets.undo import UndoStrip
from ui.words import Words
from ui.work import Work

_SAME, _ONLY_NAME = "same", "only name"


@dataclass(frozen=True)
class _There:
    """Where the words would go: the person, whose words they would be there, who is called the same."""

    person: Current[Person]
    speaker: Speaker
    same: tuple[Current[CirclePerson], ...]


class MovingScreen(QWidget):
    """Moves one statement to the right person. Nothing is asked in the middle of a visit: it is reached only outside of one."""

    statement_opened = Signal(str)
    closed = Signal()

    def __init__(self, desk: Desk, work: Work, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._work, self._words = desk, work, words
        self._say = paper_words()
        self._record = ""
        self._place: InPlace | None = None
        self._there: _There | None = None
        self._link: ChipRow | None = None
        self._page = Page()
        self._back = ActionButton(words("common.back"), kind="link", icon="arrow-left")
        self._trouble, self._undo = Notice(tone="harm"), UndoStrip(words)
        self._card = Card()
        self._picker = PersonPicker(words("joining.move.whose"), desk, work, words)
        self._below = QVBoxLayout()
        self._below.setSpacing(20)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._page)
        self._page.header.addWidget(flow_row(self._back))
        self._page.header.addWidget(Passage(words("joining.move.title"), type="title"))
        for part in (self._trouble, self._undo, self._card, self._picker):
            self._page.add(part)
        self._page.body.addLayout(self._below)
        self._back.clicked.connect(self.closed)
        self._picker.chosen.connect(self._on_picked)

    def show_statement(self, record: str) -> None:
        """Whose is this?"""
        self._record, self._place, self._there, self._link = record, None, None, None
        self._trouble.quiet()
        self._undo.quiet()
        empty(self._below)
        self._card.hide()
        self._picker.hide()
        self._work.read(
            lambda: in_place(self._desk, record), then=self._show, failed=self._say_failure, key="moving", initiator=self
        )

    def focus_first(self) -> None:
        """The field where somebody is named."""
        if self._picker.isVisibleTo(self):
            self._picker.focus_field()
        else:
            self._back.setFocus()

    def _show(self, place: InPlace) -> None:
        self._place = place
        words, body, called = self._words, place.statement.body, place.person.body.called
        empty(self._card.body)
        self._card.add(Passage(words("joining.move.stands", name=place.person.body.name), tone="soft"))
        self._card.add(Quote(body.words, whose(body, called, self._say)))
        self._card.show()
        self._picker.start(place.person.record)
        self._picker.show()
        stays = ActionButton(words("joining.move.stays"), kind="link")
        stays.clicked.connect(self._stay)
        self._below.addWidget(flow_row(stays))
        if self.isVisible():
            self._picker.focus_field()

    def _on_picked(self, to: str) -> None:
        record = self._record

        def read() -> _There:
            speaker, same = speaker_there(self._desk, record, to)
            return _There(person(self._desk, to), speaker, same)

        self._work.read(read, then=self._show_there, failed=self._say_failure, key="moving", initiator=self)

    def _show_there(self, there: _There) -> None:
        self._there, self._link = there, None
        words, whom = self._words, short_name(there.person.body.name)
        empty(self._below)
        told = [words("joining.move.first", name=whom), self._whose_there(there), words("joining.move.second")]
        self._below.addWidget(
            column(Passage(words("joining.happens"), type="heading"), *(Passage(each) for each in told), spacing=6)
        )
        if there.same:
            self._link = ChipRow(words("joining.move.same", name=there.speaker.name))
            self._link.add(_SAME, words("joining.move.same_yes", name=there.speaker.name))
            self._link.add(_ONLY_NAME, words("joining.move.same_no"))
            self._link.choose(_ONLY_NAME)
            asked = words("joining.move.same", name=there.speaker.name)
            self._below.addWidget(column(Passage(asked, type="strong"), self._link, spacing=4))
        go = ActionButton(words("joining.move.do", name=whom), kind="primary")
        go.clicked.connect(self._move)
        stays = ActionButton(words("joining.move.stays"))
        stays.clicked.connect(self._stay)
        self._below.addWidget(flow_row(go, stays))
        if self.isVisible():
            go.setFocus()

    def _whose_there(self, there: _There) -> str:
        words, speaker = self._words, there.speaker
        if speaker.role is Role.PERSON:
            return words("joining.move.theirs", name=there.person.body.called)
        if speaker.role is Role.OTHER and speaker.name:
            return words("joining.move.named", name=speaker.name)
        return words("joining.move.unchanged")

    def _move(self) -> None:
        there = self._there
        if there is None:
            return
        speaker = there.speaker
        if self._link is not None and self._link.chosen == _SAME:
            speaker = Speaker(role=speaker.role, name=speaker.name, who=there.same[0].record)
        record, to = self._record, there.person.record

        def job() -> MovedNow:
            done = move(self._desk, record, to, speaker)
            forget_reminder(self._desk, record)
            return done

        self._work.write(job, then=self._on_moved, failed=self._say_failure, initiator=self)

    def _on_moved(self, done: MovedNow) -> None:
        self._work.changed.emit(done.changes, self)
        assert self._there is not None
        name = short_name(self._there.person.body.called)
        self._finish()
        self._undo.offer(self._words("joining.move.done", name=name), lambda: self._take_back(done))
        show = ActionButton(self._words("joining.move.show", name=name))
        show.clicked.connect(lambda: self.statement_opened.emit(done.made))
        self._below.addWidget(flow_row(show))

    def _take_back(self, done: MovedNow) -> None:
        def again(_changes: Changes) -> None:
            self.show_statement(done.statement)

        self._write(lambda: move_back(self._desk, done.made), again)

    def _stay(self) -> None:
        record = self._record
        self._write(lambda: forget_reminder(self._desk, record), lambda _none: self.closed.emit())

    def _write(self, job: Callable[[], object], then: Callable[..., object]) -> None:
        self._work.write(job, then=then, failed=self._say_failure, initiator=self)

    def _finish(self) -> None:
        empty(self._below)
        self._picker.hide()
        self._card.hide()

    def _say_failure(self, error: Exception) -> None:
        self._trouble.say(str(message_for(error, self._words)))
        self._page.scroll_to(self._trouble)
