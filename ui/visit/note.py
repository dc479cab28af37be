"""The worker's private note: looks different, says who may read it, and is never on the turned screen."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.saying import Typed, Typing, new_typing
from app.practice.merge import Current
from app.practice.people import Speaker
from app.practice.statements import Manner, Statement
from ui.spelling.strip import SpellingStrip
from ui.theme.theme import tokens_of
from ui.visit.table import Table
from ui.widgets.buttons import ActionButton
from ui.widgets.fields import AnswerField
from ui.widgets.layout import FlowRow, empty
from ui.widgets.passage import Passage
from ui.words import Words


class PrivateNote(QWidget):
    """Closed until it is asked for, and closed again when the note is kept."""

    paused = Signal(object)
    handed_in = Signal(object)
    closed = Signal()

    leave_out_requested = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._person = self._visit = ""
        self._me: Speaker | None = None
        self._typing: Typing | None = None
        self._title = Passage(words("visit.note.title"), type="heading")
        self._who = Passage(tone="soft")
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self._field = AnswerField(words("visit.note.field"), words("visit.note.placeholder"))
        self.field, self.spelling = self._field, SpellingStrip(words)
        keep = ActionButton(words("visit.note.keep"))
        close = ActionButton(words("visit.note.close"), kind="link")
        row = FlowRow(spacing=16)
        row.add(keep)
        row.add(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        for part in (self._title, self._who):
            layout.addWidget(part)
        layout.addLayout(self._list)
        layout.addWidget(self._field)
        layout.addWidget(self.spelling)
        layout.addWidget(row)
        self.setFocusProxy(self._field)
        self._field.pause_came.connect(self._on_pause)
        self._field.submitted.connect(self._on_keep)
        keep.clicked.connect(self._on_keep)
        close.clicked.connect(self._on_close)
        self.hide()

    @property
    def typing(self) -> Typing | None:
        """What is in the field, if anything was ever typed."""
        return self._typing

    def show_visit(self, table: Table) -> None:
        """Whose visit it is, and a note on its way that was not finished."""
        same = table.visit.record == self._visit
        self._person, self._visit, self._me = table.person.record, table.visit.record, table.me
        self._who.set_text(self._words("visit.note.who", name=table.called))
        if not same:
            self._typing = next((each for each in table.typings if each.typed.private and not each.onto), None)
            self._field.set_words(self._typing.typed.words if self._typing else "")
            self.hide()
        self._show_notes(table.notes)

    def hand_in(self) -> None:
        """Seal what is in the field."""
        self._field.flush()
        typing, self._typing = self._typing, None
        self._field.set_words("")
        if typing is not None:
            self.handed_in.emit(typing)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A sheet of another colour with a dashed edge: not one of the person's."""
        tokens = tokens_of(self)
        self.setProperty("ground_colour", tokens.support)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(tokens.edge), 1.5)
        pen.setDashPattern([5, 4])
        painter.setPen(pen)
        painter.setBrush(QColor(tokens.support))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), 12, 12)

    def _show_notes(self, notes: Sequence[Current[Statement]]) -> None:
        empty(self._list)
        for note in notes:
            body = note.body
            mine = self._me is not None and body.speaker.who == self._me.who
            row = FlowRow(spacing=16)
            row.add(Passage(self._words("visit.note.by", name=body.speaker.name), type="small", tone="soft"))
            if mine:
                out = ActionButton(
                    self._words("visit.note.leave_out"),
                    kind="link",
                    name=self._words("visit.note.leave_out_name", start=body.words[:40]),
                )
                out.clicked.connect(lambda _checked=False, record=note.record: self.leave_out_requested.emit(record))
                row.add(out)
            self._list.addWidget(Passage(body.words, follows_script=True))
            self._list.addWidget(row)

    def _on_pause(self, words: str) -> None:
        if self._me is None:
            return
        if self._typing is None:
            typed = Typed(words="", speaker=self._me, manner=Manner.OBSERVED, private=True)
            self._typing = new_typing(self._person, self._visit, typed)
        self._typing = self._typing.with_words(words, self._field.textCursor().position())
        self.paused.emit(self._typing)

    def _on_keep(self) -> None:
        self.hand_in()
        self._on_close()

    def _on_close(self) -> None:
        self._field.flush()
        self.hide()
        self.closed.emit()
