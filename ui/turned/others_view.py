"""What others said about the same thing: there when the person asks for it, each of them named, and gone when asked."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.turned.moment import Heard
from ui.turned.sizes import SMALLER, in_points
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import FlowRow, empty
from ui.widgets.quote import Quote
from ui.words import Words


class OthersView(QWidget):
    """A quiet word to press, and under it what it brings. It holds nobody's words before it was pressed."""

    asked = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._points = 28.0
        self._open = False
        self._press = ActionButton(words("turned.others"), kind="link", tall=True)
        self._press.clicked.connect(self._on_press)
        row = FlowRow()
        row.add(self._press)
        self._heard = QVBoxLayout()
        self._heard.setSpacing(20)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(row)
        layout.addLayout(self._heard)

    @property
    def open(self) -> bool:
        """Whether the person has asked and not yet had enough."""
        return self._open

    def set_points(self, points: float) -> None:
        """In the person's size."""
        self._points = points
        self._press.setStyleSheet(in_points(points * SMALLER))

    def show_heard(self, heard: Sequence[Heard]) -> None:
        """Show what they asked for, if they have not thought better of it."""
        empty(self._heard)
        for each in heard if self._open else ():
            quote = Quote(each.words, self._words("turned.other_said", name=each.by))
            quote.set_points(self._points, self._points * SMALLER)
            self._heard.addWidget(quote)

    def close_again(self) -> None:
        """Nobody's words are on it any more."""
        self._open = False
        empty(self._heard)
        self._press.set_text(self._words("turned.others"))

    def _on_press(self) -> None:
        if self._open:
            self.close_again()
            return
        self._open = True
        self._press.set_text(self._words("turned.others_close"))
        self.asked.emit()
