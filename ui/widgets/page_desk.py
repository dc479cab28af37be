"""What a page lies on: the sheet with room and a soft shadow around it, and the desk that scrolls."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy

from ui.theme.theme import tokens_of
from ui.widgets.page_drawing import Drawn, Fit

AROUND = 24
SHADOW = 12


class Sheet(QLabel):
    """The page on white. Until the sharp picture of a larger or turned page is there, the former one is stretched."""

    def __init__(self) -> None:
        super().__init__()
        self._size = QSize(0, 0)
        self._ground = QImage()
        self._image, self._part = QImage(), QRect()
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)

    @property
    def image(self) -> QImage:
        """The picture on show."""
        return self._image

    @property
    def place(self) -> QRect:
        """Where the page lies in this widget."""
        corner = QPoint((self.width() - self._size.width()) // 2, (self.height() - self._size.height()) // 2)
        return QRect(corner, self._size)

    def expect(self, size: QSize, *, same_page: bool) -> None:
        """The page will be seen in this size; what is known of it is stretched to it meanwhile."""
        if self._part == QRect(QPoint(0, 0), self._size) and not self._image.isNull():
            self._ground = self._image
        if not same_page:
            self._ground = QImage()
        self._image, self._part = QImage(), QRect()
        self._take(size)

    def show_drawn(self, drawn: Drawn) -> None:
        """The picture that was wished for."""
        whole = drawn.part.size() == drawn.size
        if whole:
            self._ground = QImage()
        self._image, self._part = drawn.image, drawn.part
        self._take(drawn.size)

    def clear(self) -> None:
        """Nothing lies here."""
        self._image, self._ground, self._part = QImage(), QImage(), QRect()
        self._take(QSize(0, 0))

    def _take(self, size: QSize) -> None:
        self._size = size
        self.setMinimumSize(size + QSize(2 * AROUND, 2 * AROUND) if not size.isEmpty() else QSize(0, 0))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), _between(tokens_of(self).paper, tokens_of(self).hairline))
        if self._size.isEmpty():
            return
        place = self.place
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 2))
        for reach in range(SHADOW, 0, -1):
            painter.drawRoundedRect(place.translated(0, 2).adjusted(-reach, -reach, reach, reach), reach, reach)
        painter.fillRect(place, Qt.GlobalColor.white)
        if not self._ground.isNull():
            painter.drawImage(QRectF(place), self._ground)
        if not self._image.isNull():
            painter.drawImage(place.topLeft() + self._part.topLeft(), self._image)


class Desk(QScrollArea):
    """It takes the keyboard: arrows scroll, Page Down scrolls to the foot and then turns to the next page."""

    resized = Signal()
    scrolled = Signal()
    page_wished = Signal(int)
    """So many pages on, or back."""

    scale_wished = Signal(bool)
    """Larger, or smaller."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self._sheet = sheet
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring_radius", 0)
        self.setWidget(sheet)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.valueChanged.connect(self.scrolled)

    def room_for(self, fit: Fit) -> QSize:
        """The room a fitted page has. One that fits the width has a bar beside it; the others are asked without."""
        bar = self.verticalScrollBar().sizeHint().width() if fit is Fit.WIDTH else 0
        return self.maximumViewportSize() - QSize(2 * AROUND + 4 + bar, 2 * AROUND + 4)

    @property
    def visible_part(self) -> QRect:
        """What of the page is on show, in pixels from its corner."""
        shown = QRect(-self._sheet.pos(), self.viewport().size())
        return shown.translated(-self._sheet.place.topLeft())

    def to_end(self, *, foot: bool) -> None:
        """Show the head of the page, or its foot."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum() if foot else bar.minimum())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, key = self.verticalScrollBar(), event.key()
        if key == Qt.Key.Key_PageDown and bar.value() == bar.maximum():
            self.page_wished.emit(1)
        elif key == Qt.Key.Key_PageUp and bar.value() == bar.minimum():
            self.page_wished.emit(-1)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            self.scale_wished.emit(event.angleDelta().y() > 0)
            event.accept()
            return
        super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


def _between(one: str, other: str) -> QColor:
    """The colour half way between two."""
    first, second = QColor(one), QColor(other)
    pairs = ((first.red(), second.red()), (first.green(), second.green()), (first.blue(), second.blue()))
    return QColor(*(round((left + right) / 2) for left, right in pairs))
