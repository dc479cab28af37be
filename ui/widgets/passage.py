"""Text as the house sets it: plain, exactly as given, line height 1.45, wrapped, a word too long for the line broken.

It is a QLabel to screen readers and to buddies; only the layout and the painting are its own.
"""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextLayout,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.theme.theme import LINE_HEIGHT
from ui.widgets.lines import Lines, direction_of

_WIDEST = 60
_WIDTHS_KEPT = 4
"""A layout asks for the height at one width and another, again and again, before it settles on one."""


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
        self._laid: dict[tuple[float, bool], Lines] = {}
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("type", type)
        if tone:
            self.setProperty("tone", tone)
        self._selectable = selectable
        self._follows_script = follows_script
        self._anchor = self._caret = 0
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
        return _between(self.text(), start, end)

    def set_text(self, text: str) -> None:
        """Show another text."""
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show another text, exactly as given."""
        self._anchor = self._caret = 0
        self._laid.clear()
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
        self._laid.clear()
        self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        """The height that shows all of the text at this width."""
        return int(self._lines(width).height + 0.99)

    def hasHeightForWidth(self) -> bool:
        """Always: narrower is taller."""
        return True

    def sizeHint(self) -> QSize:
        """One line if it is short, a readable measure if it is long."""
        self.ensurePolished()
        metrics = QFontMetricsF(self.font())
        natural = max((metrics.horizontalAdvance(line) for line in self.text().split("\n")), default=0) + 3
        width = int(min(natural, metrics.averageCharWidth() * _WIDEST) + 0.99)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Room for some five letters; longer words break."""
        self.ensurePolished()
        width = min(self.sizeHint().width(), round(QFontMetricsF(self.font()).averageCharWidth() * 5))
        return QSize(width, round(self._line_height()))

    def changeEvent(self, event: QEvent) -> None:
        """A new typeface or size needs a new layout."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange):
            self._laid.clear()
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines, and what is marked."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        self._lines(self.width()).draw(painter, QPointF(0, 0), self._marks())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Start to mark, if the text may be copied."""
        if self._selectable and event.button() == Qt.MouseButton.LeftButton:
            self._anchor = self._caret = self._lines(self.width()).place_at(event.position())
            self.update()
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark as far as the pointer."""
        if self._selectable and event.buttons() & Qt.MouseButton.LeftButton:
            self._caret = self._lines(self.width()).place_at(event.position())
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Mark everything: statements are short."""
        if self._selectable:
            self._mark_all()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy and mark all, as everywhere."""
        if self._selectable and event.matches(QKeySequence.StandardKey.Copy) and self.selected:
            QGuiApplication.clipboard().setText(self.selected)
        elif self._selectable and event.matches(QKeySequence.StandardKey.SelectAll):
            self._mark_all()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was marked is marked no longer."""
        super().focusOutEvent(event)
        self._anchor = self._caret = 0
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """No menu of Qt's own: its words are not ours."""
        event.ignore()

    def _mark_all(self) -> None:
        self._anchor, self._caret = 0, len(self.text().encode("utf-16-le", "surrogatepass")) // 2
        self.update()

    def _line_height(self) -> float:
        metrics = QFontMetricsF(self.font())
        wished = self.font().pointSizeF() / 72 * self.logicalDpiY() * LINE_HEIGHT
        return max(wished, metrics.ascent() + metrics.descent())

    def _lines(self, width: float) -> Lines:
        self.ensurePolished()
        wanted = (width, bool(self.alignment() & Qt.AlignmentFlag.AlignHCenter))
        laid = self._laid.get(wanted)
        if laid is None:
            leads = self.layoutDirection()
            if self._follows_script:
                leads = direction_of(self.text(), leads)
            if len(self._laid) == _WIDTHS_KEPT:
                self._laid.clear()
            laid = self._laid[wanted] = Lines(self.text(), self.font(), width, leads, self._line_height(), wanted[1])
        return laid

    def _marks(self) -> list[QTextLayout.FormatRange]:
        start, end = sorted((self._anchor, self._caret))
        if start == end:
            return []
        mark = QTextLayout.FormatRange()
        mark.start, mark.length = start, end - start
        look = mark.format
        look.setBackground(self.palette().color(QPalette.ColorRole.Highlight))
        look.setForeground(self.palette().color(QPalette.ColorRole.HighlightedText))
        mark.format = look
        return [mark]


def _between(text: str, start: int, end: int) -> str:
    """The part of a text between two places in UTF-16 units, as Qt counts."""
    return text.encode("utf-16-le", "surrogatepass")[start * 2 : end * 2].decode("utf-16-le", "ignore")
