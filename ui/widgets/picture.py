"""A picture by its word, as guides name them, with a sentence for who cannot see it."""

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.practice.errors import NotFound
from resources import symbol_svg
from ui.theme.pictures import svg_pixmap
from ui.theme.theme import tokens_of
from ui.theme.tokens import LIGHT, contrast
from ui.widgets.showing import show_in_place

_LINES_NEED = 3.0


class Picture(QLabel):
    """A square picture. A word without a picture leaves the place free and breaks nothing."""

    def __init__(self, word: str = "", description: str = "", size: int = 88, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._svg = b""
        self._side = size
        self.setFixedSize(size, size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_picture(word, description)

    def show_picture(self, word: str, description: str = "") -> None:
        """Show another picture. Without a description screen readers pass it by."""
        try:
            self._svg = symbol_svg(word) if word else b""
        except NotFound:
            self._svg = b""
        self.setAccessibleName(description)
        show_in_place(self, bool(self._svg))
        self._draw()

    def event(self, event: QEvent) -> bool:
        """Draw again for a screen with other pixels."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._draw()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """On dark paper the picture lies on a light sheet: its lines are dark."""
        if self._svg and contrast(tokens_of(self).paper, LIGHT.ink) < _LINES_NEED:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(LIGHT.paper))
            painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
            painter.end()
        super().paintEvent(event)

    def _draw(self) -> None:
        if self._svg:
            self.setPixmap(svg_pixmap(self._svg, self._side, self.devicePixelRatioF()))
        else:
            self.clear()
