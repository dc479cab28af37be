"""One statement where it was said: the question, what else was said to it, and what can be done with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.desk import Desk
from app.casebook.moving import MOVED, MOVED_BACK, Arrived, arrived, left, move_back, remind
from app.casebook.searching import InPlace, in_place
from app.practice.changes import Changes
from app.practice.merge import Current
from app.practice.statements import Statement
from ui.messages import message_for
from ui.paper.making import paper_words, shortly, whose
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import Card, FlowRow, column
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.passage import Passage
from ui.widgets.quote import Quote
from ui.words import Words
from ui.work import Work

_NAME_LETTERS = 40


class PlaceScreen(QWidget):
    """Shows a statement among those it was said with."""

    person_opened = Signal(str)
    unsettled_opened = Signal(str)
    move_requested = Signal(str)
    history_requested = Signal(str)
    closed = Signal()

    def __init__(self, desk: Desk, work: Work, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._work, self._words = desk, work, words
        self._say = paper_words()
        self._record = ""
        self._page = Page()
        self._back = ActionButton(words("common.back"), kind="link", icon="arrow-left")
        self._notice = Notice(tone="soft")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._page)
        back = FlowRow()
        back.add(self._back)
        self._page.header.addWidget(back)
        self._page.header.addWidget(self._notice)
        self._back.clicked.connect(self.closed)
        self._work.changed.connect(self.on_changed)

    @property
    def about(self) -> str:
        """What it is about."""
        return self._record

    def show_statement(self, record: str) -> None:
        """Show this statement."""
        if record != self._record:
            self._page.clear()
            self._notice.quiet()
        self._record = record
        self.reload()

    def reload(self) -> None:
        """Read it again."""
        record = self._record
        if record:
            self._work.read(lambda: self._read(record), then=self._show, failed=self._say_failure, key="place")

    def on_changed(self, changes: Changes, _initiator: object) -> None:
        """Read it again when it changed."""
        if self._record in changes.records and self.isVisible():
            self.reload()

    def focus_first(self) -> None:
        """The way back first: nothing here has to be done."""
        self._back.setFocus()

    def _read(self, record: str) -> tuple[InPlace, Arrived | None, bool]:
        return in_place(self._desk, record), arrived(self._desk, record), left(self._desk, record)

    def _show(self, read: tuple[InPlace, Arrived | None, bool]) -> None:
        place, came, went = read
        if place.statement.record != self._record:
            return
        words, page, body = self._words, self._page, place.statement.body
        page.clear()
        page.add(column(Passage(place.person.body.name, type="title"), Passage(self._when(place), tone="soft"), spacing=4))
        question = body.asked.question
        if question:
            page.add(column(Passage(words("search.place.lead"), type="small", tone="soft"), Passage(question, type="prompt")))
        else:
            page.add(Passage(words("search.place.no_question"), tone="soft"))
        for each in place.around:
            if each.record == place.statement.record:
                page.add(self._found(place, came, went))
            else:
                page.add(Quote(each.body.words, self._by(each, place)))

    def _found(self, place: InPlace, came: Arrived | None, went: bool) -> QWidget:
        words, now = self._words, place.statement
        card = Card()
        card.add(Passage(words("search.place.here"), type="small", tone="quiet"))
        several = now.versions.get("words", ())
        texts = [str(each.values[0]) for each in several] or [now.body.words]
        for text in texts:
            card.add(Quote(text, self._by(now, place)))
        for said in self._told(now, came):
            card.add(Passage(said, tone="attention"))
        row = FlowRow(spacing=20)
        start = shortly(now.body.words, _NAME_LETTERS)
        if not now.settled:
            self._add(row, words("search.place.settle"), "", lambda: self.unsettled_opened.emit(now.record))
        if now.body.struck is None and "words" not in now.versions:
            name = words("search.place.elsewhere_name", start=start)
            self._add(row, words("search.place.elsewhere"), name, lambda: self._move(place))
        if came is not None and came.statement and now.body.struck is None and not place.in_visit:
            self._add(row, words("search.place.take_back"), "", self._take_back)
        past = words("history.open_name", start=start)
        self._add(row, words("history.open"), past, lambda: self.history_requested.emit(now.record))
        if not place.in_visit:
            called = place.person.body.called
            self._add(
                row, words("search.place.open_person", name=called), "", lambda: self.person_opened.emit(place.person.record)
            )
        card.add(row)
        return card

    def _told(self, now: Current[Statement], came: Arrived | None) -> list[str]:
        words, struck = self._words, now.body.struck
        told = []
        if struck is not None and struck.reason in (MOVED, MOVED_BACK):
            told.append(words("search.place.moved") if struck.reason == MOVED else words("search.place.moved_back"))
        elif struck is not None and struck.reason:
            told.append(words("search.place.left_out_why", reason=struck.reason))
        elif struck is not None:
            told.append(words("search.place.left_out"))
        if came is not None:
            by, date = came.by, words.date(came.at)
            known = bool(by)
            told.append(
                words("search.place.arrived", by=by, date=date) if known else words("search.place.arrived_unknown", date=date)
            )
        return told

    def _add(self, row: FlowRow, text: str, name: str, act: object) -> None:
        press = ActionButton(text, kind="link", name=name)
        press.clicked.connect(act)
        row.add(press)

    def _by(self, each: Current[Statement], place: InPlace) -> str:
        return whose(each.body, place.person.body.called, self._say)

    def _when(self, place: InPlace) -> str:
        return self._words.date(place.at) if place.at else ""

    def _move(self, place: InPlace) -> None:
        """Now; or, while a visit is open, remembered for afterwards: nobody else may come up in it."""
        record = place.statement.record
        if not place.in_visit:
            self.move_requested.emit(record)
            return
        said = self._words("search.place.later")
        self._work.write(
            lambda: remind(self._desk, record),
            then=lambda _none: self._notice.say(said),
            failed=self._say_failure,
            initiator=self,
        )

    def _take_back(self) -> None:
        record = self._record
        said = self._words("search.place.taken_back")
        self._work.write(
            lambda: move_back(self._desk, record),
            then=lambda _changes: self._notice.say(said),
            failed=self._say_failure,
            initiator=self,
        )

    def _say_failure(self, error: Exception) -> None:
        self._notice.say(str(message_for(error, self._words)))
