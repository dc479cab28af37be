"""Somebody else came to the table: a quiet link that opens into a line for their name."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.buttons import ActionButton
from ui.widgets.fields import LineField
from ui.widgets.layout import FlowRow
from ui.words import Words


class Newcomer(QWidget):
    """Hidden until `opener` (which stands wherever its owner puts it) is pressed."""

    came = Signal(str)
    """The name that was written."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.opener = ActionButton(words("visit.newcomer.open"), kind="link")
        self._name = LineField(words("visit.newcomer.name"), words("visit.newcomer.hint"))
        add, leave = ActionButton(words("visit.newcomer.add")), ActionButton(words("visit.newcomer.leave"), kind="link")
        row = FlowRow(spacing=12)
        row.add(add)
        row.add(leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(10)
        layout.addWidget(self._name)
        layout.addWidget(row)
        self.hide()
        self.opener.clicked.connect(self._open)
        add.clicked.connect(self._on_add)
        self._name.submitted.connect(self._on_add)
        leave.clicked.connect(self.close_form)

    def close_form(self) -> None:
        """Put the line away."""
        self._name.set_text("")
        self._name.say_problem("")
        self.hide()
        self.opener.show()

    def _open(self) -> None:
        self.opener.hide()
        self.show()
        self._name.setFocus()

    def _on_add(self) -> None:
        name = " ".join(self._name.text.split())
        if not name:
            self._name.say_problem(self._words("visit.newcomer.missing"))
            self._name.setFocus()
            return
        self.close_form()
        self.came.emit(name)
