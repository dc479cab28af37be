"""The ring around whatever has the keyboard: 3 px, with a gap of 2 px so that it shows on filled buttons too.

One ring serves a whole app. It lies above the window as a frame with a hole, takes no clicks, covers nothing that is
read, and is cut where its control is scrolled out of sight.
"""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from ui.theme.colours import tokens_of

GAP = 2
WIDTH = 3
REACH = GAP + WIDTH

_MOVES = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.ParentChange,
    QEvent.Type.LayoutRequest,
    QEvent.Type.ZOrderChange,
}


class FocusRing(QObject):
    """Keeps the ring on the focused widget of `app`.

    A widget's property `ring_radius` rounds it (8 unless told), `ring_side` keeps it that much further from the ends of
    its words; one with `rings_itself` draws its own, around a part of it. One with a signal `moved` is believed.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._target: QWidget | None = None
        self._told_by: Any = None
        """The focused widget, if it has a signal `moved`."""
        self._watched: list[QWidget] = []
        self._frame: _Frame | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._place)
        app.focusChanged.connect(self._on_focus_changed)
        self._on_focus_changed(None, app.focusWidget())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the focused widget wherever it, or what holds it, goes."""
        if event.type() in _MOVES and watched is not self._frame:
            if event.type() == QEvent.Type.Move:
                self._place()
            self._soon.start()
        return False

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        if self._told_by is not None and isValid(self._told_by):
            self._told_by.moved.disconnect(self._soon.start)
        self._target, self._told_by = new, new if hasattr(new, "moved") else None
        if self._told_by is not None:
            self._told_by.moved.connect(self._soon.start)
        # Only what holds the control is watched: its layout moves it, and a key pressed in it costs nothing here. The window
        # hears of every picture that is drawn: where the control tells of its moves itself, the window is left alone.
        holder = None if new is None or new.isWindow() else new.parentWidget()
        while holder is not None and not (holder.isWindow() and self._told_by is not None):
            holder.installEventFilter(self)
            self._watched.append(holder)
            holder = None if holder.isWindow() else holder.parentWidget()
        self._place()

    def _place(self) -> None:
        target, frame = self._target, self._frame
        if frame is not None and not isValid(frame):
            frame = self._frame = None
        none = target is None or not isValid(target) or not target.isVisible() or target.isWindow()
        if none or target is None or target.property("rings_itself"):
            if frame is not None:
                frame.hide()
            return
        if frame is None or frame.parentWidget() is not target.window():
            if frame is not None:
                frame.hide()
                frame.deleteLater()
            frame = self._frame = _Frame(target.window())
        frame.put_around(target)


class _Frame(QWidget):
    """The drawn ring, a child of the window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._radius = 8.0
        self._ring = QColor()
        self._ground = QColor()

    def put_around(self, target: QWidget) -> None:
        """Lie around `target`, cut to what is in sight of it."""
        side = int(target.property("ring_side") or 0)
        inner = QRect(target.mapTo(self.window(), QPoint(0, 0)), target.size()).adjusted(-side, 0, side, 0)
        wished = target.property("ring_radius")
        self._radius = min(float(wished) if wished is not None else 8.0, inner.height() / 2)
        self._ring = QColor(tokens_of(target).focus)
        self._ground = _ground_of(target)
        outer = inner.adjusted(-REACH, -REACH, REACH, REACH)
        self.setGeometry(outer)
        shape = QRegion(QRect(QPoint(0, 0), outer.size())) - self._hole(outer.size())
        shape &= _in_sight(target, self.window()).translated(-outer.topLeft())
        if shape.isEmpty():
            self.hide()
            return
        self.setMask(shape)
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The gap first, in the colour of the ground, then the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for width, inset, colour in ((GAP, WIDTH + GAP / 2, self._ground), (WIDTH, WIDTH / 2, self._ring)):
            box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            radius = self._radius + REACH - inset
            painter.setPen(QPen(colour, width))
            painter.drawRoundedRect(box, radius, radius)

    def _hole(self, size: QSize) -> QRegion:
        """The control itself, which the ring leaves free."""
        path = QPainterPath()
        box = QRectF(0, 0, size.width(), size.height()).adjusted(REACH - 1, REACH - 1, 1 - REACH, 1 - REACH)
        path.addRoundedRect(box, self._radius, self._radius)
        return QRegion(path.toFillPolygon().toPolygon())


def _ground_of(target: QWidget) -> QColor:
    tokens = tokens_of(target)
    holder = target.parentWidget()
    while holder is not None and not holder.isWindow():
        ground = holder.property("ground_colour")
        if ground:
            return QColor(ground)
        if holder.property("card") or holder.property("ground") == "surface":
            return QColor(tokens.surface)
        holder = holder.parentWidget()
    return QColor(tokens.paper)


def _in_sight(target: QWidget, window: QWidget) -> QRegion:
    """The part of the window in which the ring of `target` may be seen: inside every scrolling area that holds it."""
    sight = window.rect()
    holder = target.parentWidget()
    while holder is not None and holder is not window:
        area = holder.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is holder:
            sight &= QRect(holder.mapTo(window, QPoint(0, 0)), holder.size())
        holder = area
    return QRegion(sight)
