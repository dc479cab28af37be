"""How a marked word may have been meant: a quiet line under the field, with the keyboard in it, gone at Escape."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.spelling.reading import Word
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import FlowRow, empty
from ui.widgets.passage import Passage
from ui.words import Words


class SpellingStrip(QWidget):
    """Hidden until a word is asked about."""

    chosen = Signal(object, str)
    """The word as it stands, and the spelling that was pressed."""

    added = Signal(object)
    """The word that is never to be marked again."""

    closed = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._said = Passage(type="small", tone="soft")
        self._row = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.setSpacing(4)
        layout.addWidget(self._said)
        layout.addLayout(self._row)
        self.hide()

    def offer(self, word: Word, suggestions: tuple[str, ...]) -> None:
        """Offer these spellings of the word."""
        words = self._words
        empty(self._row)
        row = FlowRow(spacing=16)
        said = "visit.spelling.asked" if suggestions else "visit.spelling.unknown"
        self._said.set_text(words(said, word=word.text))
        for each in suggestions:
            press = ActionButton(each, kind="link", name=words("visit.spelling.put_name", word=word.text, spelt=each))
            press.clicked.connect(lambda _checked=False, each=each: self.chosen.emit(word, each))
            row.add(press)
        add = ActionButton(words("visit.spelling.add"), kind="link", name=words("visit.spelling.add_name", word=word.text))
        add.clicked.connect(lambda: self.added.emit(word))
        leave = ActionButton(words("visit.spelling.leave"), kind="link")
        leave.clicked.connect(self.closed)
        row.add(add)
        row.add(leave)
        self._row.addWidget(row)
        self.show()
        first = row.findChild(ActionButton)
        if first is not None:
            first.setFocus()

    def quiet(self) -> None:
        """Put it away."""
        if not self.isHidden():
            self.hide()
            empty(self._row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the word as it is."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)
