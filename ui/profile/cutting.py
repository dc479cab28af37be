"""Cutting a photo: which part of it is kept. By drag, by keys, or by the buttons beside it; the same for each."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.practice.photos import Cut
from ui.theme.theme import tokens_of
from ui.widgets.announce import announce
from ui.widgets.photo import picture_of
from ui.words import Words

SQUARE, TALL = "square", "tall"
SHAPES = {SQUARE: 1.0, TALL: 0.75}
"""How wide each is for its height."""
_STEP, _FINE = 0.04, 0.01
_SMALLER = 0.85
_LEAST = 0.2
"""The smallest part that may be kept, as a share of the largest."""
_LONGEST = 1_200
_HANDLE = 22
_HEIGHT = 280


class CutView(QWidget):
    """The photo, and on it a frame around what is kept. The frame always lies inside the photo."""

    moved = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._image = QImage()
        self._turns, self._shape = 0, SQUARE
        self._share, self._middle = 1.0, QPointF(0.5, 0.5)
        self._grip: QPointF | None = None
        self._sizing = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(words("profile.photo.frame"))
        self._tell()

    def show_photo(self, data: bytes) -> None:
        """Another photo, all of it in the frame that fits. Behind it nothing of the former one is left."""
        self._image = picture_of(data, _LONGEST)
        self._turns = 0
        self._from_the_start()

    @property
    def shape_chosen(self) -> str:
        """Square or tall."""
        return self._shape

    @property
    def cut(self) -> Cut:
        """The part in the frame."""
        frame = self._frame()
        left, top = round(frame.left() * 1000), round(frame.top() * 1000)
        right, bottom = round(frame.right() * 1000), round(frame.bottom() * 1000)
        return Cut(max(left, 0), max(top, 0), min(right, 1000), min(bottom, 1000), self._turns)

    def choose_shape(self, shape: str) -> None:
        """Square or tall, around the same middle."""
        self._shape = shape
        self._settle()

    def turn(self) -> None:
        """A quarter to the right."""
        self._turns = (self._turns + 1) % 4
        self._image = self._image.transformed(QTransform().rotate(90))
        self._from_the_start()

    def resize_by(self, way: int) -> None:
        """Keep a smaller part (-1), so that what is in it is larger, or a larger one (1)."""
        self._share = min(max(self._share * (_SMALLER if way < 0 else 1 / _SMALLER), _LEAST), 1.0)
        self._settle()

    def sizeHint(self) -> QSize:
        """As wide as there is room, and as high as leaves room for the words under it."""
        return QSize(_HEIGHT, _HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the frame, with Shift a little; plus and minus make it larger and smaller."""
        step = _FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STEP
        ways = {
            Qt.Key.Key_Left: QPointF(-step, 0),
            Qt.Key.Key_Right: QPointF(step, 0),
            Qt.Key.Key_Up: QPointF(0, -step),
            Qt.Key.Key_Down: QPointF(0, step),
        }
        key = Qt.Key(event.key())
        if key in ways:
            self._middle += ways[key]
            self._settle()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.resize_by(1)
        elif key == Qt.Key.Key_Minus:
            self.resize_by(-1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the frame at a corner to change its size, anywhere else to move it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = event.position()
            self._sizing = self._at_corner(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """It follows the hand."""
        at = event.position()
        if self._grip is None:
            corner = self._at_corner(at)
            self.setCursor(Qt.CursorShape.SizeFDiagCursor if corner else Qt.CursorShape.OpenHandCursor)
            return
        place = self._place()
        if place.isEmpty():
            return
        if self._sizing:
            middle = self._on_widget(self._frame()).center()
            reach = max(abs(at.x() - middle.x()), abs(at.y() - middle.y()) * SHAPES[self._shape])
            largest = self._largest()
            self._share = min(max(2 * reach / (largest.width() * place.width()), _LEAST), 1.0)
        else:
            way = at - self._grip
            self._middle += QPointF(way.x() / place.width(), way.y() / place.height())
            self._grip = at
        self._settle()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._grip, self._sizing = None, False

    def paintEvent(self, event: QPaintEvent) -> None:
        """The photo, what is left off behind a veil, and the frame in two colours, so that it shows on any photo."""
        place = self._place()
        if place.isEmpty():
            return
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, self._image)
        frame = self._on_widget(self._frame())
        veil, kept = QPainterPath(), QPainterPath()
        veil.addRect(place)
        kept.addRoundedRect(frame, 10, 10)
        ground = QColor(tokens.paper)
        ground.setAlphaF(0.72)
        painter.fillPath(veil.subtracted(kept), ground)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((tokens.paper, 5.0), (tokens.quiet, 2.5)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawRoundedRect(frame, 10, 10)
        painter.setPen(QPen(QColor(tokens.paper), 2))
        painter.setBrush(QColor(tokens.quiet))
        for corner in _corners(frame):
            painter.drawEllipse(corner, 7, 7)

    def _from_the_start(self) -> None:
        self._share, self._middle = 1.0, QPointF(0.5, 0.5)
        self._settle()

    def _settle(self) -> None:
        """Keep the frame inside the photo, show it and tell of it."""
        largest = self._largest()
        half_wide, half_high = largest.width() * self._share / 2, largest.height() * self._share / 2
        x = min(max(self._middle.x(), half_wide), 1 - half_wide)
        y = min(max(self._middle.y(), half_high), 1 - half_high)
        self._middle = QPointF(x, y)
        self.update()
        self._tell()
        self.moved.emit()

    def _tell(self) -> None:
        cut = self.cut
        said = self._words(
            "profile.photo.frame_at",
            across=round((cut.left + cut.right) / 20),
            down=round((cut.top + cut.bottom) / 20),
            share=round(self._share * 100),
        )
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)
            if self.hasFocus():
                announce(self, said)

    def _largest(self) -> QRectF:
        """The largest frame of this shape, as shares of the photo's sides."""
        if self._image.isNull():
            return QRectF(0, 0, 1, 1)
        shape = SHAPES[self._shape] * self._image.height() / self._image.width()
        return QRectF(0, 0, min(shape, 1.0), min(1 / shape, 1.0))

    def _frame(self) -> QRectF:
        largest = self._largest()
        wide, high = largest.width() * self._share, largest.height() * self._share
        return QRectF(self._middle.x() - wide / 2, self._middle.y() - high / 2, wide, high)

    def _place(self) -> QRectF:
        """Where the photo is drawn."""
        if self._image.isNull():
            return QRectF()
        room = QRectF(self.rect()).adjusted(8, 8, -8, -8)
        scale = min(room.width() / self._image.width(), room.height() / self._image.height())
        wide, high = self._image.width() * scale, self._image.height() * scale
        return QRectF(room.center().x() - wide / 2, room.center().y() - high / 2, wide, high)

    def _on_widget(self, frame: QRectF) -> QRectF:
        place = self._place()
        return QRectF(
            place.left() + frame.left() * place.width(),
            place.top() + frame.top() * place.height(),
            frame.width() * place.width(),
            frame.height() * place.height(),
        )

    def _at_corner(self, at: QPointF) -> bool:
        frame = self._on_widget(self._frame())
        return any((at - corner).manhattanLength() <= _HANDLE for corner in _corners(frame))


def _corners(frame: QRectF) -> tuple[QPointF, ...]:
    return (frame.topLeft(), frame.topRight(), frame.bottomLeft(), frame.bottomRight())
