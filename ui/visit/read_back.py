"""Reading back: one statement at a time, large. Yes, not quite, or leave that out; and a calm word at the end."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.desk import Desk
from app.casebook.saying import LeftOut, Typed, Typing, bring_back, leave_out, read_back
from app.casebook.visits import move_to
from app.practice.changes import Changes
from app.practice.merge import Current
from app.practice.people import Role
from app.practice.statements import Answer, Statement
from ui.messages import message_for
from ui.paper.making import paper_words, short_name, shortly
from ui.spelling.marks import SpellingMarks
from ui.spelling.strip import SpellingStrip
from ui.visit.keeper import Keeper
from ui.visit.keys import key_for, shown_key
from ui.visit.shapes.rows import row_known_by
from ui.visit.statement_view import by_line
from ui.visit.table import Table, read_table
from ui.widgets.buttons import ActionButton
from ui.widgets.fields import AnswerField
from ui.widgets.layout import FlowRow, column
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.passage import Passage
from ui.widgets.quote import Quote
from ui.widgets.undo import UndoStrip
from ui.words import Words
from ui.work import Work

LARGE = 22.0
YES, NOT_QUITE, LEAVE_OUT, SKIP, BEFORE = "Y", "N", "L", "S", "B"
"""The keys of the answers, while one is asked for."""

STOPPED = "read back "
"""What stands before the statement that reading back stopped at, in the place of a visit."""


@dataclass
class _Round:
    """One reading back: what is read, where one is, and what came of it."""

    records: list[str] = field(default_factory=list)
    at: int = 0
    yes: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    later: set[str] = field(default_factory=set)
    out: set[str] = field(default_factory=set)


class ReadBackScreen(QWidget):
    """Goes through what was heard in this visit and has not been answered with yes."""

    closed = Signal()

    def __init__(self, desk: Desk, work: Work, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._work, self._words, self._say = desk, work, words, paper_words()
        self._person = self._visit = ""
        self._table: Table | None = None
        self._round = _Round()
        self._fresh = False
        self._keeper = Keeper(desk, work, self)
        self._page = Page(measure=62)
        self._back = ActionButton(words("visit.read_back.back"), kind="link", icon="arrow-left")
        self._trouble, self._undo = Notice(tone="harm"), UndoStrip(words)
        self._title, self._lead = Passage(type="title"), Passage(tone="soft")
        self._question, self._count = Passage(tone="soft"), Passage(type="small", tone="soft")
        self._keys = Passage(type="small", tone="soft")
        self._quote = Quote()
        self._yes = ActionButton(words("visit.read_back.yes"), kind="primary", tall=True)
        self._not_quite = ActionButton(words("visit.read_back.not_quite"), tall=True)
        self._out = ActionButton(words("visit.read_back.leave_out"), tall=True)
        self._field, strip = AnswerField(words("visit.read_back.field")), SpellingStrip(words)
        self._spelling, self._strip = SpellingMarks(self._field, strip, desk, work), strip
        self._keep = ActionButton(words("visit.read_back.keep"), kind="primary")
        self._later = ActionButton(words("visit.read_back.later"), kind="link")
        self._before, self._skip = (
            ActionButton(words("visit.read_back.before"), kind="link"),
            ActionButton(words("visit.read_back.skip"), kind="link"),
        )
        self._end, self._end_lead = Passage(type="title"), Passage()
        self._to_visit = ActionButton(words("visit.read_back.to_visit"), kind="primary")
        self._lay_out()
        self._wire()

    @property
    def about(self) -> str:
        """Whom it is about."""
        return self._person

    def show_visit(self, person: str, visit: str) -> None:
        """Begin a round with this visit."""
        self._person, self._visit = person, visit
        self._table, self._round = None, _Round()
        self._fresh = True
        self._trouble.quiet()
        self._undo.quiet()
        self._page.hide()
        self._reload()

    def focus_first(self) -> None:
        """The keyboard to yes, or to the way back at the end."""
        for button in (self._yes, self._to_visit):
            if button.isVisibleTo(self):
                button.setFocus()
                return

    def keep_now(self) -> None:
        """Keep newer words that are being typed."""
        self._field.flush()

    def on_changed(self, changes: Changes, _initiator: object) -> None:
        """Read again when something about this person changed."""
        if self._visit and self._table is not None and f"person:{self._person}" in changes.scopes:
            self._reload()

    def _lay_out(self) -> None:
        answers, keeping, ways, back, end = FlowRow(spacing=16), FlowRow(spacing=16), FlowRow(spacing=28), FlowRow(), FlowRow()
        for button in (self._yes, self._not_quite, self._out):
            answers.add(button)
        for button in (self._keep, self._later):
            keeping.add(button)
        for button in (self._before, self._skip):
            ways.add(button)
        back.add(self._back)
        end.add(self._to_visit)
        self._answers, self._ways = answers, ways
        self._changing = column(self._field, self._strip, keeping, spacing=12)
        self._one = column(self._count, self._question, self._quote, answers, self._keys, self._changing, ways, spacing=24)
        self._summary = column(self._end, self._end_lead, end, spacing=20)
        self._page.header.addWidget(back)
        for part in (self._trouble, column(self._title, self._lead, spacing=4), self._one, self._undo, self._summary):
            self._page.add(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._page)

    def _wire(self) -> None:
        self._work.changed.connect(self.on_changed)
        for button in (self._back, self._to_visit):
            button.clicked.connect(self._close)
        self._yes.clicked.connect(self._say_yes)
        self._not_quite.clicked.connect(self._say_not_quite)
        self._out.clicked.connect(self._leave_out)
        self._keep.clicked.connect(self._keep_words)
        self._field.submitted.connect(self._keep_words)
        self._field.pause_came.connect(self._on_pause)
        self._later.clicked.connect(self._put_off)
        self._skip.clicked.connect(lambda: self._go(self._round.at + 1))
        self._before.clicked.connect(self._go_back)
        keys = {YES: self._yes, NOT_QUITE: self._not_quite, LEAVE_OUT: self._out, SKIP: self._skip, BEFORE: self._before}
        for key, button in keys.items():
            key_for(self._answers, key, button)
        named = {name: shown_key(key) for name, key in zip(("yes", "not_quite", "out", "skip"), keys, strict=False)}
        self._keys.set_text(self._words("visit.read_back.keys", **named))
        self._keeper.failed.connect(self._say_failure)
        self._keeper.settled.connect(self._trouble.quiet)

    def _reload(self) -> None:
        person, visit = self._person, self._visit
        job = lambda: read_table(self._desk, person, visit)  # noqa: E731
        self._work.read(job, then=self._show, failed=self._say_failure, key=f"read back {id(self)}")

    def _show(self, table: Table) -> None:
        if table.visit.record != self._visit:
            return
        self._table = table
        self._spelling.know_names(table.names)
        if self._fresh:
            self._fresh = False
            self._round.records = [each.record for each in table.statements if _to_read(each, self._visit)]
            name = short_name(table.called)
            self._title.set_text(self._words("visit.read_back.title", name=name))
            self._lead.set_text(self._words("visit.read_back.lead"))
            self._page.show()
            self._go(self._stopped_at(table))
        elif not self._changing.isVisibleTo(self):
            self._show_one()

    def _go(self, at: int) -> None:
        self._field.flush()
        self._changing.hide()
        self._round.at = min(max(at, 0), len(self._round.records))
        self._show_one()
        self._page.verticalScrollBar().setValue(0)
        self.focus_first()
        self._remember()

    def _go_back(self) -> None:
        """To the one before, over those that were left out."""
        self._go(next((at for at in range(self._round.at - 1, -1, -1) if self._statement(at)), self._round.at))

    def _stopped_at(self, table: Table) -> int:
        """Where the last reading back of this visit stopped, or the next after it that still waits; else at the first."""
        stopped = table.visit.body.place.screen.removeprefix(STOPPED)
        order = [each.record for each in table.statements]
        if stopped not in order:
            return 0
        later = set(order[order.index(stopped) :])
        return next((at for at, record in enumerate(self._round.records) if record in later), 0)

    def _remember(self) -> None:
        """Keep where one is; at the end nothing, so that the next round begins at its beginning."""
        statement, table = self._statement(), self._table
        if table is None:
            return
        place = msgspec.structs.replace(table.visit.body.place, screen=STOPPED + statement.record if statement else "")
        if place != table.visit.body.place:
            self._write(lambda: move_to(self._desk, table.visit.record, place), lambda _changes: None)

    def _show_one(self) -> None:
        words, statement, table = self._words, self._statement(), self._table
        if table is None:
            return
        if self._round.at < len(self._round.records) and statement is None:
            self._round.at += 1
            self._show_one()
            return
        done = statement is None
        self._one.setVisible(not done)
        self._summary.setVisible(done)
        self._title.setVisible(not done)
        self._lead.setVisible(not done)
        self._back.setVisible(not done)
        if statement is None:
            self._show_summary()
            return
        first = row_known_by(table, self._desk.guides, statement.body)
        about = [words("shapes.about", start=shortly(first))] if first else []
        self._question.set_text("\n".join([*about, statement.body.asked.question]))
        self._question.setVisible(bool(self._question.text()))
        self._quote.show_quote(statement.body.words, by_line(statement.body, table.called, words, self._say))
        self._quote_size()
        self._count.set_text(words("visit.read_back.count", at=self._round.at + 1, count=len(self._round.records)))
        self._answers.setVisible(not self._changing.isVisibleTo(self))
        self._keys.setVisible(self._answers.isVisibleTo(self))
        self._before.setVisible(self._round.at > 0)

    def _quote_size(self) -> None:
        scale = self.font().pointSizeF() / 12
        self._quote.set_points(LARGE * scale)

    def _show_summary(self) -> None:
        words, heard = self._words, self._round
        if not heard.records:
            self._end.set_text(words("visit.read_back.nothing"))
            self._end_lead.set_text(words("visit.read_back.nothing_lead"))
            return
        self._end.set_text(words("visit.read_back.done"))
        parts = []
        if heard.yes:
            parts.append(words("visit.read_back.right", count=len(heard.yes)))
        if heard.changed:
            parts.append(words("visit.read_back.changed", count=len(heard.changed)))
        if heard.out:
            parts.append(words("visit.read_back.left_out", count=len(heard.out)))
        left = len(heard.records) - len(heard.yes | heard.out)
        if left > 0:
            parts.append(words("visit.read_back.left", count=left))
        self._end_lead.set_text("\n".join(parts))

    def _statement(self, at: int | None = None) -> Current[Statement] | None:
        at = self._round.at if at is None else at
        if self._table is None or at >= len(self._round.records):
            return None
        record = self._round.records[at]
        return next((each for each in self._table.statements if each.record == record), None)

    def _say_yes(self) -> None:
        statement = self._statement()
        if statement is not None:
            record = statement.record

            def heard(_changes: Changes) -> None:
                self._round.yes.add(record)
                self._round.later.discard(record)
                self._go(self._round.at + 1)

            self._write(lambda: read_back(self._desk, record, Answer.YES), heard)

    def _say_not_quite(self) -> None:
        statement = self._statement()
        if statement is None:
            return
        record, said = statement.record, statement.body.words
        self._round.yes.discard(record)

        def change(_changes: Changes) -> None:
            if (now := self._statement()) is not None and now.record == record:
                own = self._table.person.body.reach if self._table and now.body.speaker.role is Role.PERSON else None
                self._spelling.set_language(own.language if own else "")
                self._field.set_words(said)
                self._answers.hide()
                self._keys.hide()
                self._changing.show()
                self._field.setFocus()

        self._write(lambda: read_back(self._desk, record, Answer.NOT_QUITE), change)

    def _keep_words(self) -> None:
        self._field.flush()
        statement, said = self._statement(), self._field.words
        if statement is None:
            return
        if not said.strip() or said == statement.body.words:
            self._put_off()
            return
        self._round.changed.add(statement.record)
        self._changing.hide()
        self._answers.show()
        self._keys.show()
        self._keeper.seal(self._typing(statement, said))
        self.focus_first()

    def _put_off(self) -> None:
        """Not quite, and for now it stays as it is."""
        statement = self._statement()
        if statement is not None:
            self._round.later.add(statement.record)
            self._keeper.drop(self._typing(statement, ""))
        self._field.set_words("")
        self._go(self._round.at + 1)

    def _on_pause(self, said: str) -> None:
        statement = self._statement()
        if statement is not None:
            self._keeper.keep(self._typing(statement, said))

    def _typing(self, statement: Current[Statement], said: str) -> Typing:
        body = statement.body
        typed = Typed(words=said, speaker=body.speaker, manner=body.manner, asked=body.asked, language=body.language)
        here = Typing(statement.record, self._person, self._visit, typed, onto=(statement.head()[0],))
        return replace(here, cursor=self._field.textCursor().position())

    def _leave_out(self) -> None:
        statement = self._statement()
        if statement is None:
            return
        record, at = statement.record, self._round.at

        def left_out(left: LeftOut) -> None:
            self._round.out.add(record)
            self._work.changed.emit(left.changes, self)
            self._undo.offer(self._words("visit.left_out"), lambda: self._bring_back(left, at))
            self._go(at + 1)

        self._write(lambda: leave_out(self._desk, record), left_out)

    def _bring_back(self, left: LeftOut, at: int) -> None:
        def back(_changes: Changes) -> None:
            self._round.out.discard(left.record)
            self._round.at = at

        self._write(lambda: bring_back(self._desk, left), back)

    def _close(self) -> None:
        self._field.flush()
        self._visit = ""
        self.closed.emit()

    def _write(self, job: Callable[[], object], then: Callable[..., object]) -> None:
        self._work.write(job, then=then, failed=self._say_failure, initiator=self)

    def _say_failure(self, error: Exception) -> None:
        self._page.show()
        self._trouble.say(str(message_for(error, self._words)))
        self._page.scroll_to(self._trouble)


def _to_read(statement: Current[Statement], visit: str) -> bool:
    body = statement.body
    heard = body.read_back is not None and body.read_back.answer is Answer.YES
    return body.visit == visit and not body.private and not heard and "words" not in statement.versions
