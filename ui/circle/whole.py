"""The whole circle at one look, however many names there are, and the size of the names in the drawing.

Where a drawing is larger than its room it scrolls. The whole of it lies over it as a small picture: pressing a place leads there,
large again.
"""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QRegion, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.circle.board import CircleBoard
from ui.theme.stylesheet import SIZES
from ui.theme.theme import tokens_of
from ui.visit.keys import key_for
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import FlowRow
from ui.words import Words

SHARES = (0.7, 0.85, 1.0, 1.25, 1.5, 2.0)
"""How large the names can be, as shares of the usual size."""
WHOLE, LARGER, SMALLER = "Ctrl+0", "Ctrl++", "Ctrl+-"
_CLOSES = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class WholeCircle(QWidget):
    """Lies over the drawing while it is open. It shows what the drawing shows, small enough to have room."""

    opened_changed = Signal(bool)

    def __init__(self, board: CircleBoard, words: Words) -> None:
        super().__init__(board)
        self._board, self._words = board, words
        self._picture = QPixmap()
        self._share = 1.0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._draw)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(words("circle.whole.name"))
        self.setAccessibleDescription(words("circle.whole.hint"))
        self.hide()
        board.installEventFilter(self)
        board.walked.connect(lambda _record: self.close_it())
        board.changed.connect(self._soon.start)

    def open_it(self) -> None:
        """Show all of it."""
        if self.isHidden():
            self._scroll(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setGeometry(self._board.rect())
            self.show()
            self.raise_()
            self._soon.start()
            self.setFocus()
            self.opened_changed.emit(True)

    def close_it(self) -> None:
        """Back to the drawing. Doing it twice does no harm."""
        if not self.isHidden():
            self.hide()
            self._scroll(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
            self.opened_changed.emit(False)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """As large as the drawing's room."""
        if watched is self._board and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._board.rect())
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another room is another picture, once everything has its place."""
        super().resizeEvent(event)
        self._soon.start()

    def event(self, event: QEvent) -> bool:
        """Its keys are its own before they are a shortcut of the window's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _CLOSES:
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to where it was pressed, in full size."""
        place = (event.position() - self._corner()) / self._share
        self.close_it()
        room = self._board.viewport().size()
        self._board.ensureVisible(round(place.x()), round(place.y()), room.width() // 2, room.height() // 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Back, with the keyboard where it was in the drawing."""
        if event.key() in _CLOSES:
            self.close_it()
            self._board.focus_on()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture in the middle of the paper."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens_of(self).paper))
        painter.drawPixmap(self._corner(), self._picture)

    def _scroll(self, policy: Qt.ScrollBarPolicy) -> None:
        """The bars would lie over it."""
        self._board.setHorizontalScrollBarPolicy(policy)
        self._board.setVerticalScrollBarPolicy(policy)

    def _corner(self) -> QPointF:
        size = self._picture.deviceIndependentSize()
        return QPointF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2)

    def _draw(self) -> None:
        if self.isHidden():
            return
        canvas, ratio = self._board.canvas, self.devicePixelRatioF()
        self._share = min(self.width() / max(canvas.width(), 1), self.height() / max(canvas.height(), 1), 1.0)
        made = QPixmap(max(round(canvas.width() * self._share * ratio), 1), max(round(canvas.height() * self._share * ratio), 1))
        made.setDevicePixelRatio(ratio)
        made.fill(QColor(tokens_of(self).paper))
        painter = QPainter(made)
        painter.scale(self._share, self._share)
        flags = QWidget.RenderFlag.DrawChildren
        canvas.render(painter, QPoint(), QRegion(QRect(QPoint(), canvas.size())), flags)
        painter.end()
        self._picture = made
        self.update()


class SeeWhole(ActionButton):
    """The word that opens the whole and closes it again. It is there only while the drawing is larger than its room."""

    def __init__(self, whole: WholeCircle, board: CircleBoard, words: Words, *, tall: bool = False) -> None:
        super().__init__(words("circle.whole.open"), kind="plain" if tall else "link", tall=tall)
        self._whole, self._board, self._words = whole, board, words
        self.clicked.connect(self._on_pressed)
        whole.opened_changed.connect(lambda _open: self.look_again())
        board.changed.connect(self.look_again)
        self.look_again()

    def look_again(self) -> None:
        """Whether there is more than can be seen."""
        opened = not self._whole.isHidden()
        room, drawn = self._board.maximumViewportSize(), self._board.canvas.size()
        self.set_text(self._words("circle.whole.close" if opened else "circle.whole.open"))
        self.setVisible(opened or drawn.width() > room.width() or drawn.height() > room.height())

    def _on_pressed(self) -> None:
        if self._whole.isHidden():
            self._whole.open_it()
        else:
            self._whole.close_it()
            self._board.focus_on()


class SizeOfNames(FlowRow):
    """The whole, smaller, larger: quiet words under the drawing, each with its key."""

    def __init__(self, board: CircleBoard, words: Words, view: QWidget) -> None:
        super().__init__(spacing=20)
        self._board, self._words = board, words
        self._at = SHARES.index(1.0)
        self.whole = WholeCircle(board, words)
        self._see = SeeWhole(self.whole, board, words)
        self._smaller = ActionButton(words("circle.whole.smaller"), kind="link")
        self._larger = ActionButton(words("circle.whole.larger"), kind="link")
        for keys, button in ((WHOLE, self._see), (SMALLER, self._smaller), (LARGER, self._larger)):
            self.add(button)
            key_for(view, keys, button)
        self._smaller.clicked.connect(lambda: self._step(-1))
        self._larger.clicked.connect(lambda: self._step(1))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text in the whole app is larger here in the same measure."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._at != SHARES.index(1.0):
            self._apply()

    def _step(self, way: int) -> None:
        self._at = min(max(self._at + way, 0), len(SHARES) - 1)
        self._apply()
        self._show()

    def _apply(self) -> None:
        share = SHARES[self._at]
        points = QApplication.font().pointSizeF() * SIZES["small"] / SIZES["body"] * share
        self._board.setStyleSheet("" if share == 1.0 else f"font-size: {points:.1f}pt;")

    def _show(self) -> None:
        self._smaller.setEnabled(self._at > 0)
        self._larger.setEnabled(self._at < len(SHARES) - 1)
