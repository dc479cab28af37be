"""One-switch scanning: a highlight goes from control to control at the person's speed, and one switch picks.

The switch may be Space, Enter, or a click that comes where the pointer already rests: a pointer that was moved means what it
points at. The highlight stops while a field has the cursor, and in an empty field the switch goes on. It moves step by step and
never blinks.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QCursor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from ui.theme.theme import tokens_of
from ui.widgets.page import Page

_PICKS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select)
_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Hide)
_RESTS = 4
"""How far, in pixels, a pointer may tremble and still rest."""

Field = QLineEdit | QPlainTextEdit


class Scanning(QObject):
    """Scans one part of the window. `start` may be called again for another part or another speed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root: QWidget | None = None
        self._at: QWidget | None = None
        self._came: QWidget | None = None
        self._place = 0
        self._rest = QPoint()
        self._swallows = False
        self._frame: _Frame | None = None
        self._step = QTimer(self)
        self._step.timeout.connect(self._go_on)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._mark)

    @property
    def running(self) -> bool:
        """Whether it scans now; also while it waits for a field."""
        return self._root is not None

    @property
    def highlighted(self) -> QWidget | None:
        """The control the highlight is on."""
        return self._at if self._at is not None and isValid(self._at) and not self._waits else None

    def start(self, root: QWidget, seconds: int) -> None:
        """Scan the controls of `root`, the first one at once, resting so long on each."""
        self._step.setInterval(seconds * 1000)
        if root is self._root:
            return
        self.stop()
        self._root, self._at, self._place = root, None, -1
        self._rest = QCursor.pos()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.installEventFilter(self)
            app.focusChanged.connect(self._on_focus)
        focused = QApplication.focusWidget()
        if focused is not None and self._waits:
            focused.clearFocus()
        self._step.start()
        QTimer.singleShot(0, self, self._begin)

    def stop(self) -> None:
        """No highlight any more. Doing it twice does no harm."""
        if self._root is None:
            return
        self._root = self._at = self._came = None
        self._step.stop()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.removeEventFilter(self)
            app.focusChanged.disconnect(self._on_focus)
        if self._frame is not None and isValid(self._frame):
            self._frame.hide()

    def controls(self) -> list[QWidget]:
        """Everything that can be picked, in the order in which one reads."""
        root = self._root
        if root is None or not isValid(root):
            return []
        found = [each for each in root.findChildren(QWidget) if _can_be_picked(each) and each.isVisibleTo(root)]
        return _as_read(found, root)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The switch picks; everything else goes where it went before."""
        kind = event.type()
        if kind in _MOVES:
            self._soon.start()
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QWidget):
            return self._on_key(watched, event)
        elif kind in _PRESSES and isinstance(event, QMouseEvent) and isinstance(watched, QWidget):
            return self._on_press(event)
        elif kind == QEvent.Type.MouseButtonRelease and self._swallows and isinstance(watched, QWidget):
            self._swallows = False
            return True
        return False

    @property
    def _waits(self) -> bool:
        """Whether a field has the cursor."""
        return _in_field(self._root)

    def _on_key(self, watched: QWidget, event: QKeyEvent) -> bool:
        if event.key() not in _PICKS or event.modifiers() or self._root is None or not self._is_ours(watched):
            return False
        if self._waits:
            field = QApplication.focusWidget()
            if isinstance(field, QPlainTextEdit) and field.toPlainText():
                return False
            if isinstance(field, QLineEdit) and field.text():
                return False
            self._leave_field()
            return True
        if not event.isAutoRepeat():
            self._pick()
        return True

    def _on_press(self, event: QMouseEvent) -> bool:
        where = event.globalPosition().toPoint()
        rested = (where - self._rest).manhattanLength() <= _RESTS
        self._rest = where
        if not rested or self._waits or self.highlighted is None:
            return False
        self._swallows = True
        self._came = None
        self._pick()
        return True

    def _is_ours(self, widget: QWidget) -> bool:
        root = self._root
        return root is not None and (widget is root or root.isAncestorOf(widget) or widget.isAncestorOf(root))

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Whoever goes by Tab or by pointing goes on from there, unless the press turns out to be the switch."""
        self._came = new
        self._soon.start()

    def _adopt(self) -> None:
        came, self._came = self._came, None
        controls = self.controls() if came is not None and isValid(came) else []
        if came is not None and came in controls and came is not self._at:
            self._at, self._place = came, controls.index(came)
            self._step.start()

    def _begin(self) -> None:
        """The first one, as soon as everything has its place."""
        if self._at is None:
            self._go_on()

    def _go_on(self) -> None:
        if self._waits:
            self._mark()
            return
        controls = self.controls()
        if not controls:
            self._at = None
            self._mark()
            return
        place = controls.index(self._at) + 1 if self._at in controls else max(self._place, 0)
        self._place = place % len(controls)
        self._at = controls[self._place]
        self._take_keyboard(self._at)
        self._mark()

    def _take_keyboard(self, control: QWidget) -> None:
        """A button is given the keyboard too, so that it is said aloud and scrolled to. A field only when it is picked."""
        if not isinstance(control, Field):
            control.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        focused = QApplication.focusWidget()
        if focused is not None:
            focused.clearFocus()
        holder = control.parentWidget()
        while holder is not None:
            if isinstance(holder, Page):
                holder.scroll_to(control)
            holder = holder.parentWidget()

    def _pick(self) -> None:
        at = self.highlighted
        if at is None:
            return
        self._step.start()
        if isinstance(at, Field):
            at.setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(at, QAbstractButton):
            at.click()
        else:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                at.event(QKeyEvent(kind, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " "))
        self._soon.start()

    def _leave_field(self) -> None:
        field = QApplication.focusWidget()
        if field is not None:
            self._at = field
            field.clearFocus()
        self._go_on()
        self._step.start()

    def _mark(self) -> None:
        self._adopt()
        at, root = self.highlighted, self._root
        frame = self._frame if self._frame is not None and isValid(self._frame) else None
        if at is None or root is None or not at.isVisible():
            if frame is not None:
                frame.hide()
            return
        if frame is None or frame.parentWidget() is not at.window():
            if frame is not None:
                frame.deleteLater()
            frame = _Frame(at.window())
        self._frame = frame
        frame.put_around(at)


class _Frame(QWidget):
    """The highlight: a thick line around the control, outside of the ring of the keyboard."""

    GAP, LINE = 7, 6

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._colour = QColor()

    def put_around(self, control: QWidget) -> None:
        """Lie around the control."""
        reach = self.GAP + self.LINE
        box = QRect(control.mapTo(self.window(), QPoint(0, 0)), control.size())
        outer = box.adjusted(-reach, -reach, reach, reach).intersected(self.window().rect())
        self._colour = QColor(tokens_of(control).focus)
        self.setGeometry(outer)
        hole = box.adjusted(-self.GAP, -self.GAP, self.GAP, self.GAP).translated(-outer.topLeft())
        self.setMask(QRegion(QRect(QPoint(0, 0), outer.size())) - QRegion(hole))
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = self.LINE / 2
        painter.setPen(QPen(self._colour, self.LINE))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(half, half, -half, -half), 12, 12)


def _in_field(root: QWidget | None) -> bool:
    focused = QApplication.focusWidget()
    return root is not None and isValid(root) and isinstance(focused, Field) and root.isAncestorOf(focused)


def _can_be_picked(widget: QWidget) -> bool:
    if not widget.isEnabled() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
        return False
    if isinstance(widget, QAbstractButton | QLineEdit | QPlainTextEdit):
        return True
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


def _as_read(widgets: list[QWidget], root: QWidget) -> list[QWidget]:
    """Line by line from the top; within a line from where lines begin."""
    boxes = {each: QRect(each.mapTo(root, QPoint(0, 0)), each.size()) for each in widgets}
    lines: list[list[QWidget]] = []
    end = -1
    for each in sorted(widgets, key=lambda one: boxes[one].top()):
        if lines and boxes[each].center().y() < end:
            lines[-1].append(each)
        else:
            lines.append([each])
            end = boxes[each].bottom()
    rtl = root.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return [each for line in lines for each in sorted(line, key=lambda one: boxes[one].left(), reverse=rtl)]
