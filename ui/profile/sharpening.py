"""Making a line sharper: other words for the same thing by the same speaker, who is then asked whether they are right."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.buttons import ActionButton
from ui.widgets.fields import AnswerField
from ui.widgets.layout import FlowRow
from ui.widgets.passage import Passage
from ui.words import Words


class Sharpening(QWidget):
    """The field for the sharper words."""

    pause_came = Signal(str, int)
    """The words so far and where the cursor is, at every pause of typing."""

    typed = Signal(str)
    """The words so far, at every key."""

    kept = Signal(str)
    given_up = Signal()

    def __init__(self, words: Words, line: str, name: str, typed: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = AnswerField(words("profile.sharpen.field", line=line))
        self._field.set_words(typed)
        self._field.pause_came.connect(self._on_pause)
        self._field.submitted.connect(self._keep)
        self._field.textChanged.connect(lambda: self.typed.emit(self._field.words))
        keep = ActionButton(words("profile.sharpen.keep"), kind="primary")
        keep.clicked.connect(self._keep)
        leave = ActionButton(words("profile.sharpen.leave"))
        leave.clicked.connect(self.given_up)
        row = FlowRow(spacing=12)
        row.add(keep)
        row.add(leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 16)
        layout.setSpacing(10)
        layout.addWidget(self._field)
        layout.addWidget(Passage(words("profile.sharpen.hint", name=name), type="small", tone="soft"))
        layout.addWidget(row)
        self.setFocusProxy(self._field)

    @property
    def words(self) -> str:
        """What is written now."""
        return self._field.words

    def flush(self) -> None:
        """Tell now of what has not been told."""
        self._field.flush()

    def put_cursor(self, at: int) -> None:
        """The cursor where it was."""
        cursor = self._field.textCursor()
        cursor.setPosition(min(max(at, 0), len(self._field.document().toRawText())))
        self._field.setTextCursor(cursor)

    def _on_pause(self, words: str) -> None:
        self.pause_came.emit(words, self._field.textCursor().position())

    def _keep(self) -> None:
        self._field.flush()
        self.kept.emit(self._field.words)


class Asking(QWidget):
    """Read it to Maggie: is that right?"""

    answered = Signal(str)
    """yes, not quite, later, old words."""

    def __init__(self, words: Words, name: str, can_go_back: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = FlowRow(spacing=12)
        self._buttons = []
        answers = [
            ("yes", words("profile.sharpen.yes"), "primary"),
            ("not quite", words("profile.sharpen.not_quite"), "plain"),
            ("later", words("profile.sharpen.later"), "link"),
        ]
        if can_go_back:
            answers.append(("old words", words("profile.sharpen.old_words"), "link"))
        for key, text, kind in answers:
            button = ActionButton(text, kind=kind)
            button.clicked.connect(lambda _checked=False, key=key: self.answered.emit(key))
            self._buttons.append(row.add(button))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 16)
        layout.setSpacing(10)
        layout.addWidget(Passage(words("profile.sharpen.ask", name=name), type="strong"))
        layout.addWidget(row)
        self.setFocusProxy(self._buttons[0])
