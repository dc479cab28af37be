"""A button that can be dragged: pressed and moved far enough it is carried, and Esc belongs to that and to nothing else."""

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget


class Draggable(QPushButton):
    """Knows when it is dragged; where it goes is for others to say. What is told of the pointer is `place_of`."""

    drag_began = Signal()
    dragged = Signal(object)
    dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed_at: QPointF | None = None
        self._dragging = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def dragging(self) -> bool:
        """Whether the pointer carries it."""
        return self._dragging

    @property
    def carried(self) -> bool:
        """Whether Esc means that it is put back."""
        return self._dragging

    @property
    def may_be_dragged(self) -> bool:
        """Whether moving the pointer carries it."""
        return True

    def place_of(self, event: QMouseEvent) -> object:
        """What listeners are told of where the pointer is: here its place on the screen."""
        return event.globalPosition().toPoint()

    def take_down(self) -> None:
        """End what the pointer is doing with it."""
        self._dragging = False
        self._pressed_at = None
        self.setDown(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.update()

    def event(self, event: QEvent) -> bool:
        """While it is carried, Esc belongs to that and to nothing else in the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.carried:
            event.setAccepted(event.key() == Qt.Key.Key_Escape)
            return event.isAccepted()
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Maybe the start of a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.position()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Far enough from where it was pressed, it is a drag."""
        held = bool(event.buttons() & Qt.MouseButton.LeftButton)
        if not self.may_be_dragged or not held or self._pressed_at is None:
            super().mouseMoveEvent(event)
            return
        way = (event.position() - self._pressed_at).manhattanLength()
        if not self._dragging and way >= QApplication.startDragDistance():
            self._dragging = True
            self.setDown(False)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.begin_drag(self._pressed_at)
            self.drag_began.emit()
        if self._dragging:
            self.dragged.emit(self.place_of(event))

    def begin_drag(self, grip: QPointF) -> None:
        """The pointer carries it from now on, held at this point of it."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of it where it should stand."""
        if self._dragging:
            place = self.place_of(event)
            self.take_down()
            self.dropped.emit(place)
            return
        self._pressed_at = None
        super().mouseReleaseEvent(event)
