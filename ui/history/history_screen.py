"""How one record came to be, line by line, the first first; and any earlier words brought back as another version."""

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.desk import Desk
from app.casebook.history import History, read_history
from app.casebook.profile import line_record
from app.casebook.restoring import BroughtBack, bring_back, restore, undo
from app.practice.changes import Changes
from app.practice.errors import NotFound
from app.practice.plans import Action
from app.practice.statements import Statement
from ui.history.lines import HistoryLine, said_in
from ui.history.sentences import Sentences
from ui.messages import message_for
from ui.versions.plain import PlainWords
from ui.widgets.buttons import ActionButton
from ui.widgets.fields import LineField
from ui.widgets.layout import FlowRow, Hairline, column
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.passage import Passage
from ui.widgets.quote import Quote
from ui.widgets.undo import UndoStrip
from ui.words import Words
from ui.work import Work

AT_ONCE = 40
"""How many lines are shown before one asks for those before them."""


class HistoryScreen(QWidget):
    """The history of one record; of a statement also how it came into the profile."""

    closed = Signal()

    def __init__(self, desk: Desk, work: Work, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._work, self._words = desk, work, words
        self._record = ""
        self._shown = AT_ONCE
        self._read: tuple[History, History | None] | None = None
        self._stale = False
        self._page = Page()
        self._back = ActionButton(words("common.back"), kind="link", icon="arrow-left")
        self._title, self._lead = Passage(words("history.title"), type="title"), Passage(tone="soft")
        self._notice, self._undo = Notice(tone="harm"), UndoStrip(words)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._page)
        back = FlowRow()
        back.add(self._back)
        for part in (back, self._title, self._lead, self._notice, self._undo):
            self._page.header.addWidget(part)
        self._notice.hide()
        self._undo.hide()
        self._back.clicked.connect(self.closed)
        self._work.changed.connect(self.on_changed)

    @property
    def about(self) -> str:
        """What it is about."""
        return self._record

    def show_record(self, record: str) -> None:
        """Show how this record came to be."""
        self._record, self._shown, self._read = record, AT_ONCE, None
        for part in (self._notice, self._undo):
            part.quiet()
        self._page.clear()
        self._lead.set_text("")
        self._page.verticalScrollBar().setValue(0)
        self._reload()

    def on_changed(self, changes: Changes, _initiator: object) -> None:
        """Read again when something came to it."""
        if self._record and self._record in changes.records:
            self._stale = True
            if self.isVisible():
                self._reload()

    def focus_first(self) -> None:
        """The way back."""
        self._back.setFocus()

    def on_shown(self) -> None:
        """What changed meanwhile is read now."""
        if self._stale:
            self._reload()

    def _reload(self) -> None:
        self._stale = False
        desk, record = self._desk, self._record

        def read() -> tuple[History, History | None]:
            history, line = read_history(desk, record), None
            if history.kind == Statement.kind:
                with suppress(NotFound):
                    line = read_history(desk, line_record(record))
            return history, line

        self._work.read(read, then=self._show, failed=self._say_failure, key=f"history {id(self)}")

    def _show(self, read: tuple[History, History | None]) -> None:
        history, line = self._read = read
        if history.record != self._record:
            return
        words = self._words
        self._page.clear()
        self._lead.set_text(words("history.lead", name=history.person_name) if history.person_name else "")
        for part in self._now(history):
            self._page.add(part)
        self._add_lines(history)
        if line is not None:
            self._page.add(Passage(words("history.profile"), type="heading"))
            self._add_lines(line)

    def _now(self, history: History) -> list[QWidget]:
        """What stands, above what became of it."""
        words, now = self._words, history.now
        if now is None:
            return [Passage(words("history.nothing"), tone="soft")]
        gone = bool(getattr(now.body, "struck", None) or getattr(now.body, "removed", False))
        found: list[QWidget] = [Passage(words("history.now_left_out") if gone else words("history.now"), tone="soft")]
        found.append(
            Quote(said_in(now.body)) if isinstance(now.body, Statement | Action) else Passage(said_in(now.body), type="heading")
        )
        if not now.settled:
            found.append(Passage(words("history.now_versions"), tone="attention"))
        if gone:
            found.append(self._way_back(history))
        return [column(*found, spacing=4), Hairline()]

    def _way_back(self, history: History) -> QWidget:
        words = self._words
        why = LineField(words("history.back_why"), words("history.back_why_hint"))
        put = ActionButton(words("history.back"))
        row = FlowRow()
        row.add(put)

        def act() -> None:
            said = why.text
            self._write(lambda: bring_back(self._desk, history.record, said), words("history.back_done"))

        put.clicked.connect(act)
        why.submitted.connect(act)
        return column(why, row, spacing=12)

    def _add_lines(self, history: History) -> None:
        words = self._words
        say = Sentences(words, self._desk.clock(), history.person_name)
        plain = PlainWords(words, history.names, self._desk.guides, history.person_name)
        now = history.now.body if history.now else None
        if len(history.lines) > self._shown:
            more = ActionButton(words("history.earlier"), kind="link")
            more.clicked.connect(self._show_more)
            row = FlowRow()
            row.add(more)
            self._page.add(row)
        for told in history.lines[-self._shown :]:
            line = HistoryLine(told, history.kind, now, say, plain, words)
            line.restore_requested.connect(lambda revision, record=history.record: self._restore(record, revision))
            self._page.add(line)

    def _show_more(self) -> None:
        self._shown += AT_ONCE
        if self._read is not None:
            self._show(self._read)
            self.focus_first()

    def _restore(self, record: str, revision: str) -> None:
        self._write(lambda: restore(self._desk, record, revision), self._words("history.restored"))

    def _write(self, job: Callable[[], BroughtBack], said: str) -> None:
        def done(result: BroughtBack) -> None:
            self._notice.quiet()
            if not result.made:
                self._undo.say(self._words("history.same"))
                return
            self._work.changed.emit(result.changes, self)
            self._undo.offer(said, lambda: self._take_back(result))
            self._page.verticalScrollBar().setValue(0)
            self.focus_first()

        self._work.write(job, then=done, failed=self._say_failure, initiator=self)

    def _take_back(self, result: BroughtBack) -> None:
        self._work.write(lambda: undo(self._desk, result), failed=self._say_failure, initiator=self)
        self.focus_first()

    def _say_failure(self, error: Exception) -> None:
        gone = isinstance(error, NotFound)
        self._notice.say(self._words("history.gone") if gone else str(message_for(error, self._words)))
        self._page.scroll_to(self._notice)
