"""A passage with parts of it marked: a ground and an underline, so that the mark is not colour alone."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme.theme import tokens_of
from ui.versions.compare import Span
from ui.widgets.passage import Passage
from ui.words import Words

_LINE = 3


class MarkedPassage(Passage):
    """Text with spans marked; a screen reader hears the marked parts as its description."""

    def __init__(self, text: str, spans: list[Span], words: Words, type: str = "answer", parent: QWidget | None = None) -> None:
        super().__init__(text, type=type, selectable=True, follows_script=True, parent=parent)
        self._spans = spans
        if spans:
            parts = words.listing(text[start:end] for start, end in spans)
            self.setAccessibleDescription(words("versions.different", parts=parts))

    @property
    def marked(self) -> list[str]:
        """The marked parts."""
        return [self.text()[start:end] for start, end in self._spans]

    def paintEvent(self, event: QPaintEvent) -> None:
        """The marks first, the words over them."""
        painter = QPainter(self)
        tokens = tokens_of(self)
        lines = self._lines(self.width())
        for start, end in self._spans:
            for box in lines.boxes(_units(self.text(), start), _units(self.text(), end)):
                painter.fillRect(box, QColor(tokens.difference))
                painter.fillRect(QRectF(box.left(), box.bottom(), box.width(), _LINE), QColor(tokens.attention))
        painter.end()
        super().paintEvent(event)


def _units(text: str, at: int) -> int:
    """Qt counts in UTF-16."""
    return len(text[:at].encode("utf-16-le", "surrogatepass")) // 2
