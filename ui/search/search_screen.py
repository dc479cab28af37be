"""Find anyone, or anything said: a field, and under it what was found, person by person, as one types."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.desk import Desk
from app.casebook.searching import Found, look_for, note_searched
from app.casebook.visits import OpenVisit, open_visit
from app.practice.changes import Changes
from ui.messages import message_for
from ui.paper.making import paper_words
from ui.search.found_view import FoundView
from ui.widgets.announce import announce
from ui.widgets.buttons import ActionButton, TickBox
from ui.widgets.fields import LineField
from ui.widgets.layout import FlowRow, empty
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.passage import Passage
from ui.words import Words
from ui.work import Work

_SETTLED_MS = 1500
_READ_AGAIN_MS = 1000


class SearchScreen(QWidget):
    """While a visit is open it finds only what is about that person, and leads nowhere else."""

    person_opened = Signal(str)
    circle_opened = Signal(str)
    plan_opened = Signal(str)
    statement_opened = Signal(str)
    closed = Signal()

    def __init__(self, desk: Desk, work: Work, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._work, self._words = desk, work, words
        self._say = paper_words()
        self._visit: OpenVisit | None = None
        self._found: Found | None = None
        self._noted = ""
        self._back = ActionButton(words("common.back"), kind="link", icon="arrow-left")
        self._field = LineField(words("search.label"), placeholder=words("search.placeholder"))
        self._field.in_passing = True
        self._left_out = TickBox(words("search.left_out"))
        self._only = Passage(tone="soft")
        self._said = Passage(tone="soft")
        self._reading = Notice(tone="soft")
        self._trouble = Notice(tone="harm")
        self._results = QVBoxLayout()
        self._results.setSpacing(28)
        self._settled, self._again = QTimer(self), QTimer(self)
        for timer, wait in ((self._settled, _SETTLED_MS), (self._again, _READ_AGAIN_MS)):
            timer.setSingleShot(True)
            timer.setInterval(wait)
        self._lay_out()
        self._wire()

    def start(self, typed: str | None = None) -> None:
        """Ready to type; with words already typed elsewhere, what they find."""
        if typed is not None:
            self._field.set_text(typed)
        self._work.read(lambda: open_visit(self._desk), then=self._on_visit, failed=self._say_failure, key="search visit")

    def focus_first(self) -> None:
        """The cursor into the field, ready to type over what is there."""
        self._field.setFocus()
        self._field.select_all()

    def on_changed(self, changes: Changes, _initiator: object) -> None:
        """What is shown is looked for again when something changed."""
        if changes and self.isVisible() and self._found is not None and self._found.people:
            self._again.start()

    def _on_visit(self, found: OpenVisit | None) -> None:
        moved = (found and found.visit.record) != (self._visit and self._visit.visit.record)
        self._visit = found
        self._only.set_text(self._words("search.visit", name=found.person.body.called) if found else "")
        self._only.setVisible(found is not None)
        if moved:
            self._found = None
            empty(self._results)
        self._look()

    def _lay_out(self) -> None:
        page = Page(measure=72)
        self._page = page
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)
        back = FlowRow()
        back.add(self._back)
        page.header.addWidget(back)
        page.header.addWidget(Passage(self._words("search.title"), type="title"))
        for part in (self._only, self._field, self._left_out, self._reading, self._trouble, self._said):
            page.add(part)
        page.body.addLayout(self._results)
        self._only.hide()

    def _wire(self) -> None:
        self._back.clicked.connect(self.closed)
        self._field.changed.connect(lambda _text: self._look())
        self._field.submitted.connect(self._look)
        self._left_out.toggled.connect(lambda _ticked: self._look())
        self._settled.timeout.connect(self._note)
        self._again.timeout.connect(self._look)
        self._work.changed.connect(self.on_changed)

    def _look(self) -> None:
        typed, left_out = self._field.text, self._left_out.isChecked()
        self._work.read(
            lambda: look_for(self._desk, typed, left_out=left_out), then=self._show, failed=self._say_failure, key="search"
        )

    def _show(self, found: Found) -> None:
        self._trouble.quiet()
        self._found = found
        empty(self._results)
        reading = found.reading
        if reading.left:
            self._reading.say(self._words("search.reading", count=reading.left, people=reading.people))
            self._again.start()
        else:
            self._reading.quiet()
        self._said.set_text(self._sentence(found))
        for each in found.people:
            view = FoundView(each, self._words, self._say, linked=self._visit is None)
            view.person_opened.connect(self._open_person)
            view.line_opened.connect(self._open_line)
            self._results.addWidget(view)
        if found.more:
            self._results.addWidget(Passage(self._words("search.more.people", count=found.more), tone="soft"))
        announce(self, self._said.text())
        if found.people:
            self._settled.start()

    def _sentence(self, found: Found) -> str:
        words = self._words
        if not found.typed.strip():
            return words("search.begin")
        if not found.asked:
            return words("search.no_word")
        if not found.people:
            return words("search.none_left_out") if self._left_out.isChecked() else words("search.none")
        return words("search.found", count=len(found.people) + found.more)

    def _open_person(self, person: str) -> None:
        self._note()
        self.person_opened.emit(person)

    def _open_line(self, person: str, kind: str, record: str) -> None:
        self._note()
        if kind == "circle":
            self.circle_opened.emit(person)
        elif kind == "action":
            self.plan_opened.emit(person)
        else:
            self.statement_opened.emit(record)

    def _note(self) -> None:
        """Who was looked for is noted once the worker has stopped typing, or opens something."""
        self._settled.stop()
        found = self._found
        if found is not None and found.people and found.typed != self._noted:
            self._noted = found.typed
            self._work.write(lambda: note_searched(self._desk, found), failed=lambda _error: None, initiator=self)

    def _say_failure(self, error: Exception) -> None:
        self._trouble.say(str(message_for(error, self._words)))
