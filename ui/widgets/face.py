"""The face of a line: the words, whose they are, and a grip. It is pressed, moved by arrow keys, or dragged."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from ui.theme.pictures import icon_pixmap
from ui.theme.theme import tokens_of
from ui.widgets.dragging import Draggable
from ui.widgets.passage import Passage

_LEAST_ICON = 20
_SIDE = 16
_GAP = 12


class Face(Draggable):
    """A line to press. `icon` says what it is: a grip that can be dragged, a plus. `steps`: the arrow keys move it."""

    stepped = Signal(int)
    """Up (-1) or Down (1) was pressed on the keyboard."""

    drag_given_up = Signal()

    def __init__(self, icon: str, draggable: bool = False, steps: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._draggable, self._steps = icon, draggable, steps or draggable
        roomy = self._steps
        self.setProperty("kind", "sentence")
        self.setProperty("ring_radius", 12)
        self.setAutoDefault(False)
        self._words = Passage(type="answer" if roomy else "body", follows_script=True)
        self._by = Passage(type="small", tone="soft")
        self._marks = QVBoxLayout()
        self._marks.setSpacing(2)
        for part in (self._words, self._by):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout()
        column.setSpacing(4 if roomy else 0)
        column.addWidget(self._words)
        column.addWidget(self._by)
        column.addLayout(self._marks)
        self._icon_room = QSpacerItem(_LEAST_ICON + _GAP, 0, QSizePolicy.Policy.Fixed)
        self._inside = QHBoxLayout(self)
        self._inside.setSpacing(0)
        self._inside.setContentsMargins(_SIDE, 14 if roomy else 8, _SIDE, 14 if roomy else 8)
        self._inside.addItem(self._icon_room)
        self._inside.addLayout(column)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def line(self) -> str:
        """The words on it."""
        return self._words.text()

    @property
    def may_be_dragged(self) -> bool:
        """Only where it has a grip."""
        return self._draggable

    def show_line(self, words: str, by: str, marks: tuple[tuple[str, str], ...] = ()) -> None:
        """The words, whose they are, and what is to be known about them as (sentence, tone)."""
        self._words.set_text(words)
        self._by.set_text(by)
        self._by.setVisible(bool(by))
        while (item := self._marks.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for sentence, tone in marks:
            mark = Passage(sentence, type="small", tone=tone)
            mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._marks.addWidget(mark)
        self.setAccessibleDescription(" ".join(sentence for sentence, _ in marks))
        self.updateGeometry()

    def set_points(self, points: float, small: float) -> None:
        """Set the words, and what stands under them, in sizes of their own: for the turned view."""
        self._words.set_points(points)
        self._by.set_points(small)
        for at in range(self._marks.count()):
            item = self._marks.itemAt(at)
            mark = item.widget() if item else None
            if isinstance(mark, Passage):
                mark.set_points(small)
        self._make_icon_room()

    def show_icon(self, icon: str) -> None:
        """Another drawing at the leading edge."""
        self._icon = icon
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Always: narrower is taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all that is on it."""
        return max(self._inside.totalHeightForWidth(width), 44)

    def sizeHint(self) -> QSize:
        """As wide as the words like."""
        return self._inside.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the words can be."""
        return self._inside.totalMinimumSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A tint under the pointer, and the grip or the plus at the leading edge."""
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self._dragging:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.quiet_tint))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 11, 11)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = self._icon_side()
        left = self.width() - _SIDE - side if rtl else _SIDE
        first = self._words.geometry().top() + min(self._words.fontMetrics().height() * 3 // 4, self.height() // 2)
        colour = tokens.soft_ink if self._steps else tokens.quiet
        painter.drawPixmap(left, first - side // 2, icon_pixmap(self._icon, colour, side, self.devicePixelRatioF()))

    def changeEvent(self, event: QEvent) -> None:
        """Larger words have a larger grip."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.Polish):
            self._make_icon_room()

    def showEvent(self, event: QShowEvent) -> None:
        """The words have their size now."""
        super().showEvent(event)
        self._make_icon_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down move the line; Esc gives a drag up; Enter presses."""
        key = event.key()
        if self._dragging and key == Qt.Key.Key_Escape:
            self.take_down()
            self.drag_given_up.emit()
        elif self._steps and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _icon_side(self) -> int:
        return max(_LEAST_ICON, round(self._words.fontMetrics().height() * 0.8))

    def _make_icon_room(self) -> None:
        room = self._icon_side() + _GAP
        if self._icon_room.sizeHint().width() != room:
            self._icon_room.changeSize(room, 0, QSizePolicy.Policy.Fixed)
            self._inside.invalidate()
            self.updateGeometry()
