"""Text as the house sets it: plain, exactly as given, line height 1.45, wrapped, a word too long for the line broken.

It is a QLabel to screen readers and to buddies; only the layout and the painting are its own.
"""

import unicodedata

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.theme.theme import LINE_HEIGHT

_LINE_BREAK = "\u2028"
_WIDEST = 60


class Passage(QLabel):
    """A text that is never cut. `type` is its place in the type scale, `tone` its colour; see ui/theme/stylesheet.

    It starts at the window's leading edge; with `follows_script` at its own (Arabic words at the right).
    """

    def __init__(
        self,
        text: str = "",
        type: str = "body",
        tone: str = "",
        selectable: bool = False,
        follows_script: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("type", type)
        if tone:
            self.setProperty("tone", tone)
        self._selectable = selectable
        self._follows_script = follows_script
        self._anchor = self._caret = 0
        self._laid: tuple[float, QTextLayout, float] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if selectable:
            self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setText(text)

    @property
    def selected(self) -> str:
        """The part of the text somebody has marked."""
        start, end = sorted((self._anchor, self._caret))
        return self.text()[start:end]

    def set_text(self, text: str) -> None:
        """Show another text."""
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show another text, exactly as given."""
        self._anchor = self._caret = 0
        self._laid = None
        super().setText(text)
        self.updateGeometry()
        self.update()

    def set_tone(self, tone: str) -> None:
        """Another colour: soft, attention, harm, agreed, quiet or none."""
        self.setProperty("tone", tone)
        self.style().polish(self)
        self.update()

    def set_points(self, points: float) -> None:
        """Set this text in a size of its own, such as the one the person reads best."""
        self.setStyleSheet(f"font-size: {points:.1f}pt;")
        self._laid = None
        self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        """The height that shows all of the text at this width."""
        return round(self._layout_for(width)[1] + 0.5)

    def hasHeightForWidth(self) -> bool:
        """Always: narrower is taller."""
        return True

    def sizeHint(self) -> QSize:
        """One line if it is short, a readable measure if it is long."""
        self.ensurePolished()
        metrics = QFontMetricsF(self.font())
        natural = max((metrics.horizontalAdvance(line) for line in self.text().split("\n")), default=0) + 2
        width = round(min(natural, metrics.averageCharWidth() * _WIDEST) + 0.5)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Room for some eight letters; longer words break."""
        self.ensurePolished()
        metrics = QFontMetricsF(self.font())
        width = min(self.sizeHint().width(), round(metrics.averageCharWidth() * 8))
        return QSize(width, round(self._line_height()))

    def changeEvent(self, event: QEvent) -> None:
        """A new typeface or size needs a new layout."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange):
            self._laid = None
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines, and what is marked."""
        layout, _ = self._layout_for(self.width())
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        layout.draw(painter, QPointF(0, 0), self._marks())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Start to mark, if the text may be copied."""
        if self._selectable and event.button() == Qt.MouseButton.LeftButton:
            self._anchor = self._caret = self._place_at(event.position())
            self.update()
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark as far as the pointer."""
        if self._selectable and event.buttons() & Qt.MouseButton.LeftButton:
            self._caret = self._place_at(event.position())
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Mark everything: statements are short."""
        if self._selectable:
            self._anchor, self._caret = 0, len(self.text())
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy and mark all, as everywhere."""
        if self._selectable and event.matches(QKeySequence.StandardKey.Copy) and self.selected:
            QGuiApplication.clipboard().setText(self.selected)
        elif self._selectable and event.matches(QKeySequence.StandardKey.SelectAll):
            self._anchor, self._caret = 0, len(self.text())
            self.update()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: object) -> None:
        """What was marked is marked no longer."""
        self._anchor = self._caret = 0
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """No menu of Qt's own: its words are not ours."""
        event.ignore()

    def _line_height(self) -> float:
        metrics = QFontMetricsF(self.font())
        return max(self.font().pointSizeF() / 72 * self.logicalDpiY() * LINE_HEIGHT, metrics.ascent() + metrics.descent())

    def _layout_for(self, width: float) -> tuple[QTextLayout, float]:
        self.ensurePolished()
        if self._laid is not None and self._laid[0] == width:
            return self._laid[1], self._laid[2]
        direction = _direction_of(self.text(), self.layoutDirection())
        option = QTextOption(self._side(direction))
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(direction)
        layout = QTextLayout(self.text().replace("\r\n", "\n").replace("\n", _LINE_BREAK), self.font())
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        height, least = 0.0, self._line_height()
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1.0))
            tall = max(least, line.height())
            line.setPosition(QPointF(0, height + (tall - line.height()) / 2))
            height += tall
        layout.endLayout()
        self._laid = (width, layout, max(height, least))
        return layout, self._laid[2]

    def _side(self, direction: Qt.LayoutDirection) -> Qt.AlignmentFlag:
        if self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            return Qt.AlignmentFlag.AlignHCenter
        leads = direction if self._follows_script else self.layoutDirection()
        right = leads == Qt.LayoutDirection.RightToLeft
        return (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignAbsolute

    def _marks(self) -> list[QTextLayout.FormatRange]:
        start, end = sorted((self._anchor, self._caret))
        if start == end:
            return []
        mark = QTextLayout.FormatRange()
        mark.start, mark.length = _units(self.text()[:start]), _units(self.text()[start:end])
        form = mark.format
        form.setBackground(self.palette().color(QPalette.ColorRole.Highlight))
        form.setForeground(self.palette().color(QPalette.ColorRole.HighlightedText))
        mark.format = form
        return [mark]

    def _place_at(self, point: QPointF) -> int:
        layout, _ = self._layout_for(self.width())
        for at in range(layout.lineCount()):
            line = layout.lineAt(at)
            box: QRectF = line.rect()
            if point.y() <= box.bottom() or at == layout.lineCount() - 1:
                units = line.xToCursor(point.x())
                return len(self.text().encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore"))
        return 0


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _direction_of(text: str, otherwise: Qt.LayoutDirection) -> Qt.LayoutDirection:
    """Words run the way their first letter does; what has no letters runs as the window does."""
    for letter in text:
        way = unicodedata.bidirectional(letter)
        if way in ("R", "AL"):
            return Qt.LayoutDirection.RightToLeft
        if way == "L":
            return Qt.LayoutDirection.LeftToRight
    return otherwise
