"""A statement on the table: the words as a quotation, and behind a quiet word what can be done with them."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.saying import Typed, Typing
from app.paper.words import PaperWords
from app.practice.merge import Current
from app.practice.people import Role, Speaker
from app.practice.statements import Answer, Statement
from ui.paper.making import shortly, whose
from ui.spelling.strip import SpellingStrip
from ui.visit.table import ME, key_among
from ui.widgets.buttons import ActionButton, TickBox, quiet_link
from ui.widgets.chips import ChipRow
from ui.widgets.fields import AnswerField
from ui.widgets.layout import FlowRow, column, empty
from ui.widgets.passage import Passage
from ui.widgets.quote import Quote
from ui.words import Words

AGREES, DIFFERS = "agrees", "differs"
_NAME_LETTERS = 40


class StatementView(QWidget):
    """One statement. "Change" opens what can be done with it; it stays open while it is used."""

    words_typed = Signal(object)
    """A `Typing` of newer words for this statement, at every pause."""

    words_kept = Signal(object)
    """The same, to be sealed."""

    words_given_up = Signal(object)
    """The same, to be let go."""

    leave_out_requested = Signal(str)
    elsewhere_requested = Signal(str)
    """It belongs to somebody else, and is to be moved after the visit."""
    paper_changed = Signal(str, bool)
    """(record, whether it is kept off paper)"""

    history_requested = Signal(str)
    assented = Signal(str, object, bool)
    """(record, Speaker, whether they agree)"""

    opened = Signal(str, bool)
    writing_began = Signal(object, object, object)
    """The field for newer words, the line for its spelling, and the `Statement`."""

    def __init__(
        self,
        statement: Current[Statement],
        called: str,
        words: Words,
        say: PaperWords,
        *,
        listeners: Mapping[str, Speaker] | None = None,
        may_change: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words, self._say = words, say
        self._listeners = {} if listeners is None else dict(listeners)
        self._field: AnswerField | None = None
        self._open = False
        self._start = ""
        self._quote = Quote()
        self._off_paper = Passage(words("visit.statement.off_paper"), type="small", tone="soft")
        self._versions = Passage(words("visit.statement.versions"), type="small", tone="attention")
        self._opener = quiet_link(words("visit.statement.change"))
        self._tools = QVBoxLayout()
        self._tools.setContentsMargins(0, 0, 0, 0)
        self._tools.setSpacing(12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._quote)
        layout.addLayout(self._tools)
        for part in (self._off_paper, self._versions, self._opener):
            self._quote.add_action(part)
        if not may_change:
            self._opener.hide()
        self._opener.clicked.connect(lambda: self.set_open(not self._open))
        self.refresh(statement, called)

    @property
    def is_open(self) -> bool:
        """Whether what can be done with it is on show."""
        return self._open

    @property
    def typing(self) -> Typing | None:
        """The newer words that are being typed, if they differ."""
        if self._field is None:
            return None
        return self._typing(self._field.words)

    def refresh(self, statement: Current[Statement], called: str) -> None:
        """Show what the statement says now. Whatever is open stays open as it is."""
        self.statement, self._called = statement, called
        body = statement.body
        self._start = shortly(body.words, _NAME_LETTERS)
        self._quote.show_quote(body.words, by_line(body, called, self._words, self._say), mark_of(body, self._words))
        self._off_paper.setVisible(body.not_to_print and not body.private)
        self._versions.setVisible("words" in statement.versions)
        self._name_opener()

    def set_open(self, open_now: bool, typed: str = "", cursor: int = -1) -> None:
        """Show or put away what can be done; `typed` are newer words on their way."""
        self._open = open_now
        empty(self._tools)
        self._tools.setContentsMargins(0, 4 if open_now else 0, 0, 8 if open_now else 0)
        self._field = None
        self._name_opener()
        if open_now:
            self._fill(typed, cursor)
        self.opened.emit(self.statement.record, open_now)

    def flush(self) -> None:
        """Tell of the last keys now."""
        if self._field is not None:
            self._field.flush()

    def focus_opener(self) -> None:
        """The keyboard to the quiet word."""
        self._opener.setFocus()

    def _name_opener(self) -> None:
        words = self._words
        if self._open:
            self._opener.set_text(words("visit.statement.close"), words("visit.statement.close_name", start=self._start))
        else:
            self._opener.set_text(words("visit.statement.change"), words("visit.statement.change_name", start=self._start))

    def _fill(self, typed: str, cursor: int) -> None:
        words, body = self._words, self.statement.body
        if "words" not in self.statement.versions:
            self._field = self._make_field(typed or body.words, cursor)
            keep, stay = ActionButton(words("visit.statement.keep")), ActionButton(words("visit.statement.stay"), kind="link")
            keep.clicked.connect(self._on_keep)
            stay.clicked.connect(self._on_stay)
            row = FlowRow(spacing=16)
            for part in (keep, stay):
                row.add(part)
            spelling, same = SpellingStrip(words), Passage(self._same_speaker(), type="small", tone="soft")
            self._tools.addWidget(column(self._field, spelling, same, row, margins=8))
            self.writing_began.emit(self._field, spelling, body)
        for key, speaker in self._listeners.items():
            if key != ME and key != key_among(self._listeners, body.speaker) and not body.private:
                self._tools.addWidget(self._assent_row(speaker))
        row = FlowRow(spacing=24)
        if not body.private:
            off = TickBox(words("visit.statement.keep_off"), name=self._words("visit.statement.keep_off_name", start=self._start))
            off.setChecked(body.not_to_print)
            off.toggled.connect(lambda ticked: self.paper_changed.emit(self.statement.record, ticked))
            row.add(off)
        out = ActionButton(
            words("visit.statement.leave_out"), kind="link", name=self._words("visit.statement.leave_out_name", start=self._start)
        )
        out.clicked.connect(lambda: self.leave_out_requested.emit(self.statement.record))
        row.add(out)
        past = ActionButton(words("history.open"), kind="link", name=words("history.open_name", start=self._start))
        past.clicked.connect(lambda: self.history_requested.emit(self.statement.record))
        row.add(past)
        elsewhere = ActionButton(
            words("visit.statement.elsewhere"),
            kind="link",
            name=self._words("visit.statement.elsewhere_name", start=self._start),
        )
        elsewhere.clicked.connect(lambda: self.elsewhere_requested.emit(self.statement.record))
        row.add(elsewhere)
        self._tools.addWidget(row)
        if self._field is not None:
            self._field.setFocus()

    def _make_field(self, typed: str, cursor: int) -> AnswerField:
        field = AnswerField(self._words("visit.statement.field", start=self._start), least_lines=1)
        field.set_words(typed)
        if cursor >= 0:
            at = field.textCursor()
            at.setPosition(min(cursor, field.document().characterCount() - 1))
            field.setTextCursor(at)
        field.pause_came.connect(lambda words: self.words_typed.emit(self._typing(words)))
        field.submitted.connect(self._on_keep)
        return field

    def _assent_row(self, speaker: Speaker) -> QWidget:
        name = speaker.name or self._words("visit.answer.somebody")
        row = ChipRow(self._words("visit.statement.does_agree", name=name))
        row.add(AGREES, self._words("visit.statement.agrees", name=name))
        row.add(DIFFERS, self._words("visit.statement.differs", name=name))
        for assent in self.statement.body.assents:
            if assent.who == speaker:
                row.choose(AGREES if assent.agrees else DIFFERS)
        row.chosen_changed.connect(lambda key: self.assented.emit(self.statement.record, speaker, key == AGREES))
        return row

    def _typing(self, words: str) -> Typing:
        body = self.statement.body
        typed = Typed(
            words=words,
            speaker=body.speaker,
            manner=body.manner,
            asked=body.asked,
            language=body.language,
            private=body.private,
            by_paper=body.by_paper,
        )
        cursor = self._field.textCursor().position() if self._field else 0
        # Where the draft belongs (person and visit) is filled in by the screen, which knows both.
        return Typing(self.statement.record, "", "", typed, cursor, (self.statement.head()[0],))

    def _on_keep(self) -> None:
        typing = self.typing
        if typing is None:
            return
        if not typing.typed.words.strip() or typing.typed.words == self.statement.body.words:
            self._on_stay()
            return
        self.set_open(False)
        self._opener.setFocus()
        self.words_kept.emit(typing)

    def _on_stay(self) -> None:
        typing = self.typing
        self.set_open(False)
        self._opener.setFocus()
        if typing is not None:
            self.words_given_up.emit(typing)

    def _same_speaker(self) -> str:
        body = self.statement.body
        name = self._called if body.speaker.role is Role.PERSON else body.speaker.name
        return self._words("visit.statement.same_speaker", name=name or self._words("visit.answer.somebody"))


def by_line(body: Statement, called: str, words: Words, say: PaperWords) -> str:
    """Whose words they are, how they came, and who nodded: `Maggie said, Ann agrees`."""
    parts = [whose(body, called, say)]
    for assent in body.assents:
        name = assent.who.name or words("visit.answer.somebody")
        parts.append(words("visit.statement.agrees", name=name) if assent.agrees else words("visit.statement.differs", name=name))
    if body.by_paper:
        parts.append(words("visit.statement.by_paper"))
    return words("visit.statement.between").join(parts)


def mark_of(body: Statement, words: Words) -> str:
    """What the speaker said on hearing the words again, if it was yes."""
    return words("visit.statement.read_back") if body.read_back and body.read_back.answer is Answer.YES else ""
