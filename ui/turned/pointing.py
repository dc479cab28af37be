"""What can be pointed at: a question's choices as large tiles, each with its picture and its words."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.practice.errors import NotFound
from app.practice.guides import Choice
from resources import symbol_svg
from ui.theme.pictures import icon_pixmap, svg_pixmap
from ui.theme.theme import tokens_of
from ui.theme.tokens import LIGHT, contrast
from ui.turned.sizes import SMALLER, in_points
from ui.widgets.buttons import Dress
from ui.widgets.chips import Chip, ChipRow

_GAP = 16
_AIR = 14
_PICTURE_LINES = 2.6
"""How many lines of its words a picture is tall."""
_LINES_NEED = 3.0


class Pointing(QWidget):
    """It tells what was pressed, by its words; whether it is kept is shown to it afterwards."""

    pressed = Signal(str)

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[tuple[Choice, ...], float] = ((), 0.0)
        self._row = ChipRow(label, exclusive=False, spacing=_GAP)
        self._row.chosen_changed.connect(self.pressed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._row)

    def show_choices(self, choices: Sequence[Choice], chosen: Sequence[str], points: float) -> None:
        """Show these, in the person's size. Nothing is made anew where only what is chosen has changed."""
        if (tuple(choices), points) != self._shown:
            self._shown = tuple(choices), points
            self._row.clear()
            for each in choices:
                tile = Tile(each)
                tile.setStyleSheet(in_points(points * SMALLER))
                self._row.take(tile)
        for each in choices:
            chip = self._row.chip(each.words)
            if chip is not None:
                chip.setChecked(each.words in chosen)

    def forget(self) -> None:
        """Nothing of anybody is left on it."""
        self.show_choices((), (), 0.0)


class Tile(Chip):
    """A picture over its words. What was pressed has a heavy edge, bold words and a tick: never colour alone."""

    def __init__(self, choice: Choice, parent: QWidget | None = None) -> None:
        super().__init__(choice.words, choice.words, tall=True, parent=parent)
        self.radius = 12
        self.setProperty("ring_radius", self.radius)
        self._svg = _picture(choice.picture)

    def dress(self) -> Dress:
        """A heavy edge when it is chosen."""
        tokens = tokens_of(self)
        if self.isChecked():
            return Dress(tokens.quiet, tokens.quiet_tint, tokens.quiet, 4)
        under = self.underMouse() or self.isDown()
        return Dress(tokens.ink, tokens.quiet_tint if under else tokens.surface, tokens.edge, 2)

    def heightForWidth(self, width: int) -> int:
        """The picture, and the words under it."""
        over = self._side() + _AIR if self._svg else 0
        return super().heightForWidth(width) + over

    def sizeHint(self) -> QSize:
        """As wide as its words, and never narrower than its picture."""
        width = max(super().sizeHint().width(), self._side() + 2 * self.side_room)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """The picture, or the longest word."""
        width = max(super().minimumSizeHint().width(), (self._side() if self._svg else 0) + 2 * _AIR)
        return QSize(min(width, self.sizeHint().width()), self.least_height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground and edge, the picture, the words, and the tick of what is chosen."""
        wears = self.dress()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = wears.edge_width / 2
        painter.setPen(QPen(QColor(wears.edge), wears.edge_width))
        painter.setBrush(QColor(wears.fill))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(half, half, -half, -half), self.radius, self.radius)
        lines = self._lines(self.width() - 2 * self.side_room)
        top = (self.height() - lines.height - (self._side() + _AIR if self._svg else 0)) / 2
        if self._svg:
            self._paint_picture(painter, QRect((self.width() - self._side()) // 2, round(top), self._side(), self._side()))
            top += self._side() + _AIR
        painter.setPen(QColor(wears.text))
        painter.setFont(self._font())
        lines.draw(painter, QPointF(self.side_room, top))
        if self.isChecked():
            self._paint_tick(painter, wears)

    def _paint_picture(self, painter: QPainter, place: QRect) -> None:
        if contrast(tokens_of(self).surface, LIGHT.ink) < _LINES_NEED:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(LIGHT.paper))
            painter.drawRoundedRect(place.adjusted(-4, -4, 4, 4), 8, 8)
        painter.drawPixmap(place.topLeft(), svg_pixmap(self._svg, place.width(), self.devicePixelRatioF()))

    def _paint_tick(self, painter: QPainter, wears: Dress) -> None:
        """In the corner where lines begin, on a filled ring."""
        size = max(self.side_room, 24)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        ring = QRect(self.width() - size - 8 if rtl else 8, 8, size, size)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(wears.text))
        painter.drawEllipse(ring)
        inside = size * 3 // 5
        corner = ring.center().toPointF() - QPointF(inside / 2 - 0.5, inside / 2 - 0.5)
        painter.drawPixmap(corner, icon_pixmap("check", wears.fill, inside, self.devicePixelRatioF()))

    def _side(self) -> int:
        return round(self._metrics().lineSpacing() * _PICTURE_LINES)


def _picture(word: str) -> bytes:
    try:
        return symbol_svg(word) if word else b""
    except NotFound:
        return b""
