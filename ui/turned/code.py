"""The worker's short code: chosen once before the screen is first turned, and asked for to turn it back."""

from datetime import timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.codes import LEAST_LETTERS, Tried, seconds_to_wait, set_code, try_code
from app.casebook.desk import Desk
from ui.messages import message_for
from ui.widgets.buttons import TOUCH, ActionButton, WrappingButton
from ui.widgets.fields import PassphraseField
from ui.widgets.layout import FlowRow
from ui.widgets.page import Page
from ui.widgets.passage import Passage
from ui.words import Words
from ui.work import Work

_MINUTE = 60


class CodeDoor(QWidget):
    """Choosing a code, or asking for it. It names nobody.

    After wrong tries it says how long to wait, or at what time to try again; meanwhile one may stay.
    """

    opened = Signal()
    """The code was right, or has just been chosen."""

    stayed = Signal()
    """Somebody thought better of it."""

    def __init__(self, desk: Desk, work: Work, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._work, self._words = desk, work, words
        self._choosing, self._why = False, ""
        self._title, self._lead = Passage(type="title"), Passage()
        self._field = PassphraseField(words("turned.code.field"), words)
        self._go = ActionButton(words("turned.code.go_on"), kind="primary")
        self._stay = ActionButton(words("turned.code.stay"))
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.timeout.connect(self._on_waited)
        for small in self._field.findChildren(WrappingButton):
            small.least_height = TOUCH
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
        self._field.changed.connect(self._say_why, Qt.ConnectionType.QueuedConnection)  # after the field has wiped it
        self._stay.clicked.connect(self._on_stay)

    def ask(self, *, choosing: bool) -> None:
        """Show the door: to choose a code, or to give it."""
        words, self._choosing = self._words, choosing
        self._field.clear()
        self._field.say_problem("")
        self._waiting.stop()
        self._go.setEnabled(True)
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
            self._work.read(lambda: seconds_to_wait(self._desk), then=self._wait, failed=self._say_failure, key="short code")
        self._field.setFocus()

    def focus_first(self) -> None:
        """The keyboard into the field."""
        self._field.setFocus()

    def _on_go(self) -> None:
        if not self._go.isEnabled():
            return
        code = self._field.text
        if self._choosing:
            if len(code) < LEAST_LETTERS:
                self._field.say_problem(self._words("turned.code.short", count=LEAST_LETTERS))
                return
            self._work.write(
                lambda: set_code(self._desk, code), then=lambda _none: self._open(), failed=self._say_failure, initiator=self
            )
        else:
            self._go.setEnabled(False)
            self._work.write(lambda: try_code(self._desk, code), then=self._on_tried, failed=self._say_failure, initiator=self)

    def _on_tried(self, tried: Tried) -> None:
        self._go.setEnabled(True)
        if tried.opens:
            self._open()
            return
        self._field.clear()
        self._field.say_problem(self._words("turned.code.wrong"))
        self._field.setFocus()
        self._wait(tried.wait)

    def _wait(self, seconds: int) -> None:
        """No try is looked at for so long. The sentence stands still meanwhile: nothing counts down before the person."""
        if not seconds:
            return
        if seconds <= _MINUTE:
            said = self._words("turned.code.wait", count=seconds)
        else:
            at = self._words.time(self._desk.clock() + timedelta(seconds=seconds + _MINUTE - 1))
            said = self._words("turned.code.wait_until", time=at)
        self._why = said
        self._go.setEnabled(False)
        self._waiting.start(seconds * 1000)
        self._say_why()

    def _say_why(self) -> None:
        """A button that cannot be pressed says why, also while somebody types."""
        if self._waiting.isActive():
            self._field.say_problem(self._why)

    def _on_waited(self) -> None:
        self._go.setEnabled(True)
        self._field.say_problem(self._words("turned.code.again"))

    def _open(self) -> None:
        self._field.clear()
        self.opened.emit()

    def _on_stay(self) -> None:
        self._field.clear()
        self.stayed.emit()

    def _say_failure(self, error: Exception) -> None:
        self._go.setEnabled(True)
        self._field.say_problem(str(message_for(error, self._words)))
