"""The worker's short code: chosen once before the screen is first turned, and asked for to turn it back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.codes import LEAST_LETTERS, code_opens, set_code
from app.casebook.desk import Desk
from ui.messages import message_for
from ui.widgets.buttons import ActionButton
from ui.widgets.fields import PassphraseField
from ui.widgets.layout import FlowRow
from ui.widgets.page import Page
from ui.widgets.passage import Passage
from ui.words import Words
from ui.work import Work


class CodeDoor(QWidget):
    """Choosing a code, or asking for it. It names nobody."""

    opened = Signal()
    """The code was right, or has just been chosen."""

    stayed = Signal()
    """Somebody thought better of it."""

    def __init__(self, desk: Desk, work: Work, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._work, self._words = desk, work, words
        self._choosing = False
        self._title, self._lead = Passage(type="title"), Passage()
        self._field = PassphraseField(words("turned.code.field"), words)
        self._go = ActionButton(words("turned.code.go_on"), kind="primary")
        self._stay = ActionButton(words("turned.code.stay"))
        row = FlowRow(spacing=16)
        row.add(self._go)
        row.add(self._stay)
        page = Page(measure=50)
        for part in (self._title, self._lead, self._field, row):
            page.add(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        self._go.clicked.connect(self._on_go)
        self._field.submitted.connect(self._on_go)
        self._stay.clicked.connect(self._on_stay)

    def ask(self, *, choosing: bool) -> None:
        """Show the door: to choose a code, or to give it."""
        words, self._choosing = self._words, choosing
        self._field.clear()
        self._field.say_problem("")
        if choosing:
            self._title.set_text(words("turned.code.choose_title"))
            self._lead.set_text(words("turned.code.choose_lead", count=LEAST_LETTERS))
            self._go.set_text(words("turned.code.choose"))
            self._stay.set_text(words("turned.code.not_now"))
        else:
            self._title.set_text(words("turned.code.ask_title"))
            self._lead.set_text(words("turned.code.ask_lead"))
            self._go.set_text(words("turned.code.go_on"))
            self._stay.set_text(words("turned.code.stay"))
        self._field.setFocus()

    def focus_first(self) -> None:
        """The keyboard into the field."""
        self._field.setFocus()

    def _on_go(self) -> None:
        code = self._field.text
        if self._choosing:
            if len(code) < LEAST_LETTERS:
                self._field.say_problem(self._words("turned.code.short", count=LEAST_LETTERS))
                return
            self._work.write(
                lambda: set_code(self._desk, code), then=lambda _none: self._open(), failed=self._say_failure, initiator=self
            )
        else:
            self._work.read(
                lambda: code_opens(self._desk, code), then=self._on_answer, failed=self._say_failure, key="short code"
            )

    def _on_answer(self, opens: bool) -> None:
        if opens:
            self._open()
            return
        self._field.clear()
        self._field.say_problem(self._words("turned.code.wrong"))
        self._field.setFocus()

    def _open(self) -> None:
        self._field.clear()
        self.opened.emit()

    def _on_stay(self) -> None:
        self._field.clear()
        self.stayed.emit()

    def _say_failure(self, error: Exception) -> None:
        self._field.say_problem(str(message_for(error, self._words)))
