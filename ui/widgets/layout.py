"""Places for other widgets: lines that wrap, columns that go under each other, cards, hairlines.

Everything here keeps its height for its width, so a narrow window or large text makes it taller and cuts nothing.
"""

from PySide6.QtCore import QEvent, QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QLayoutItem, QSizePolicy, QVBoxLayout, QWidget

from ui.theme.theme import width_of
from ui.widgets.passage import Passage


class FlowLayout(QLayout):
    """Children in a line that goes on in the next one when it is full, from the leading edge."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.trailing = False
        """Whether the lines end at the trailing edge instead."""
        self.setContentsMargins(QMargins(0, 0, 0, 0))
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        """Qt adds through this."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, at: int) -> QLayoutItem | None:
        """The item at a place, or None."""
        return self._items[at] if 0 <= at < len(self._items) else None

    def takeAt(self, at: int) -> QLayoutItem | None:
        """Take the item at a place out of the line."""
        return self._items.pop(at) if 0 <= at < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Grows by itself in no direction."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Always: narrower is taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines at this width."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, box: QRect) -> None:
        """Put every child in its place."""
        super().setGeometry(box)
        self._arrange(box, move=True)

    def sizeHint(self) -> QSize:
        """Everything in one line."""
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(len(sizes) - 1, 0)
        return self._with_margins(QSize(width, max((size.height() for size in sizes), default=0)))

    def minimumSize(self) -> QSize:
        """The widest child alone in its line."""
        least = QSize(0, 0)
        for item in self._shown():
            least = least.expandedTo(item.minimumSize())
        return self._with_margins(least)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _with_margins(self, size: QSize) -> QSize:
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _arrange(self, box: QRect, move: bool) -> int:
        room = box.marginsRemoved(self.contentsMargins())
        lines: list[tuple[list[tuple[QLayoutItem, QSize]], int]] = []
        line: list[tuple[QLayoutItem, QSize]] = []
        used = 0
        for item in self._shown():
            size = _fitted(item, room.width())
            if line and used + self.spacing() + size.width() > room.width():
                lines.append((line, max(each.height() for _, each in line)))
                line, used = [], 0
            used += size.width() + (self.spacing() if line else 0)
            line.append((item, size))
        if line:
            lines.append((line, max(each.height() for _, each in line)))
        top = room.top()
        for items, height in lines:
            if move:
                self._place_line(items, QRect(room.left(), top, room.width(), height))
            top += height + self.spacing()
        margins = self.contentsMargins()
        return (top - self.spacing() if lines else top) - box.top() + margins.bottom()

    def _place_line(self, items: list[tuple[QLayoutItem, QSize]], band: QRect) -> None:
        parent = self.parentWidget()
        rtl = parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        used = sum(size.width() for _, size in items) + self.spacing() * (len(items) - 1)
        at = band.width() - used if self.trailing else 0
        for item, size in items:
            left = band.right() + 1 - at - size.width() if rtl else band.left() + at
            item.setGeometry(QRect(QPoint(left, band.top() + (band.height() - size.height()) // 2), size))
            at += size.width() + self.spacing()


class FlowRow(QWidget):
    """A widget with a FlowLayout."""

    def __init__(self, spacing: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, spacing)
        self.setSizePolicy(_tall_when_narrow())

    def add(self, widget: QWidget) -> QWidget:
        """Put a widget at the end of the line."""
        self._flow.addWidget(widget)
        return widget

    def set_trailing(self, trailing: bool) -> None:
        """Whether the lines end at the trailing edge instead of beginning at the leading one."""
        self._flow.trailing = trailing
        self._flow.invalidate()

    def clear(self) -> None:
        """Take everything out."""
        empty(self._flow)


class Columns(QWidget):
    """Columns side by side; under each other when one of them would be narrower than `least_characters`.

    Side by side they begin at the same height, or end there (`on_one_foot`: fields, whatever stands above them).
    """

    def __init__(
        self,
        least_characters: int = 34,
        ratios: tuple[int, ...] = (3, 2),
        spacing: int = 40,
        on_one_foot: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._side = Qt.AlignmentFlag.AlignBottom if on_one_foot else Qt.AlignmentFlag.AlignTop
        self._least = least_characters
        self._ratios = ratios
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(spacing)
        self.setSizePolicy(_tall_when_narrow())

    @property
    def side_by_side(self) -> bool:
        """Whether there is room for all columns beside each other."""
        return self._layout.direction() == QBoxLayout.Direction.LeftToRight

    def set_ratios(self, ratios: tuple[int, ...], least_characters: int) -> None:
        """Share the room in another way, side by side only where no column is narrower than that."""
        if (ratios, least_characters) != (self._ratios, self._least):
            self._ratios, self._least = ratios, least_characters
            for at in range(self._layout.count()):
                self._layout.setStretch(at, ratios[min(at, len(ratios) - 1)])
            self._turn(self.width())
            self.updateGeometry()

    def add(self, widget: QWidget) -> QWidget:
        """Another column."""
        at = self._layout.count()
        self._layout.addWidget(widget, self._ratios[min(at, len(self._ratios) - 1)])
        self._layout.setAlignment(widget, self._side if self.side_by_side else Qt.AlignmentFlag(0))
        self._turn(self.width())
        return widget

    def hasHeightForWidth(self) -> bool:
        """Always: narrower is taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height at this width, in the direction that fits it."""
        self._turn(width)
        return self._layout.totalHeightForWidth(width) if self._layout.count() else 0

    def minimumSizeHint(self) -> QSize:
        """The widest column alone."""
        least = QSize(0, 0)
        for item in self._items():
            if not item.isEmpty():
                least = least.expandedTo(item.minimumSize())
        return least

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the direction that fits."""
        self._turn(event.size().width())
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Larger text may need another direction."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._turn(self.width())
            self.updateGeometry()
        super().changeEvent(event)

    def _turn(self, width: int) -> None:
        shown = [at for at, item in enumerate(self._items()) if not item.isEmpty()]
        shares = [self._ratios[min(at, len(self._ratios) - 1)] for at in shown] or [1]
        room = width - self._layout.spacing() * (len(shares) - 1)
        fits = room * min(shares) / sum(shares) >= width_of(self, self._least)
        wished = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if wished != self._layout.direction():
            self._layout.setDirection(wished)
            for item in self._items():
                item.setAlignment(self._side if fits else Qt.AlignmentFlag(0))

    def _items(self) -> list[QLayoutItem]:
        found = (self._layout.itemAt(at) for at in range(self._layout.count()))
        return [item for item in found if item is not None]


class Card(QFrame):
    """A white sheet with rounded corners. Fill its `body`."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setSizePolicy(_tall_when_narrow())
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(24, 20, 24, 20)
        self.body.setSpacing(8)
        if title:
            self.body.addWidget(Passage(title, type="heading"))

    def add(self, widget: QWidget) -> QWidget:
        """Put a widget at the end of the card."""
        self.body.addWidget(widget)
        return widget


class Hairline(QFrame):
    """A thin line across. Decoration only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("line", True)
        self.setFixedHeight(1)


def column(*parts: QWidget | int, spacing: int = 8, margins: int = 0) -> QWidget:
    """Widgets under each other; a number is a gap of that many pixels, 0 takes the room that is left."""
    return _box(QVBoxLayout(), parts, spacing, margins)


def row(*parts: QWidget | int, spacing: int = 16, margins: int = 0) -> QWidget:
    """Widgets beside each other; a number is a gap of that many pixels, 0 takes the room that is left."""
    return _box(QHBoxLayout(), parts, spacing, margins)


def flow_row(*parts: QWidget, spacing: int = 12) -> FlowRow:
    """The parts beside each other, going on in the next line where there is no room."""
    made = FlowRow(spacing)
    for part in parts:
        made.add(part)
    return made


def empty(layout: QLayout) -> None:
    """Take every child out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty(inner)


def _box(layout: QBoxLayout, parts: tuple[QWidget | int, ...], spacing: int, margins: int) -> QWidget:
    holder = QWidget()
    holder.setLayout(layout)
    holder.setSizePolicy(_tall_when_narrow())
    layout.setContentsMargins(margins, margins, margins, margins)
    layout.setSpacing(spacing)
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        elif part:
            layout.addSpacing(part)
        else:
            layout.addStretch(1)
    return holder


def _fitted(item: QLayoutItem, room: int) -> QSize:
    size = item.sizeHint()
    width = max(min(size.width(), room), min(item.minimumSize().width(), room))
    height = item.heightForWidth(width) if item.hasHeightForWidth() else size.height()
    return QSize(width, height)


def _tall_when_narrow() -> QSizePolicy:
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    return policy
