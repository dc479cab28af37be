"""Things to press. Their words wrap when there is no room, so nothing is cut at any size of text.

They paint themselves from the tokens; the keyboard, the mouse and the screen reader are Qt's own.
"""

from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QPushButton, QSizePolicy, QWidget

from ui.theme.pictures import icon_pixmap
from ui.theme.theme import tokens_of
from ui.widgets.lines import Lines

TOUCH = 44
POINTER = 32
_LINK_AIR = 3
_WAYS = (("arrow-left", "arrow-right"), ("chevron-left", "chevron-right"))
_OTHER_WAY = {one: other for pair in _WAYS for one, other in (pair, pair[::-1])}
"""Icons that point where lines begin or end, and what they are where lines begin on the right."""
_ENDLESS = 16_000
_WIDTHS_KEPT = 4


class Dress(NamedTuple):
    """What a button wears in the state it is in. No colour means nothing is drawn."""

    text: str
    fill: str = ""
    edge: str = ""
    edge_width: int = 1


class WrappingButton(QPushButton):
    """A button whose words wrap. Subclasses say what it wears and how much room is around its words."""

    least_height = TOUCH
    side_room = 20
    radius = 8
    centred = True

    def __init__(self, text: str, name: str = "", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._laid: dict[tuple[float, str, str, Qt.LayoutDirection], Lines] = {}
        self._icon = icon
        self.setText(text)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setProperty("ring_radius", self.radius)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if name:
            self.setAccessibleName(name)

    def set_text(self, text: str, name: str = "") -> None:
        """Other words on the button, and another accessible name if the words alone are not enough."""
        self.setText(text)
        self.setAccessibleName(name)
        self.updateGeometry()

    def dress(self) -> Dress:
        """What the button wears now."""
        raise TypeError("a WrappingButton is dressed by its subclass")

    def heightForWidth(self, width: int) -> int:
        """The height that shows all of the words at this width."""
        room = max(width - 2 * self.side_room - self._icon_room(), 1)
        lines = self._lines(room)
        return max(self.least_height, int(lines.height + 0.99) + 2 * self._end_room())

    def hasHeightForWidth(self) -> bool:
        """Always: narrower is taller."""
        return True

    def sizeHint(self) -> QSize:
        """All words on one line, unless that is very long."""
        self.ensurePolished()
        metrics = self._metrics()
        words = min(self._words_width() + 2, metrics.averageCharWidth() * 48)
        width = max(words + 2 * self.side_room + self._icon_room(), self.least_height)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Room for the longest word, or for some twelve letters of it."""
        self.ensurePolished()
        metrics = self._metrics()
        longest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0) + 2
        words = min(longest, metrics.averageCharWidth() * 12)
        width = min(self.sizeHint().width(), words + 2 * self.side_room + self._icon_room())
        return QSize(width, self.least_height)

    def changeEvent(self, event: QEvent) -> None:
        """Another size of text is another size of button."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, edge, icon and words."""
        wears = self.dress()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = min(float(self.radius), self.height() / 2)
        if wears.fill or wears.edge:
            half = wears.edge_width / 2
            painter.setPen(QPen(QColor(wears.edge), wears.edge_width) if wears.edge else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(wears.fill) if wears.fill else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().toRectF().adjusted(half, half, -half, -half), radius - half, radius - half)
        inner = self.rect().adjusted(self.side_room, 0, -self.side_room, 0)
        if self._icon:
            inner = self._paint_icon(painter, inner, wears.text)
        painter.setPen(QColor(wears.text))
        painter.setFont(self._font())
        lines = self._lines(inner.width())
        lines.draw(painter, QPointF(inner.left(), (self.height() - lines.height) / 2))

    def _words_width(self) -> int:
        """All words on one line. Letters that join, and those of another typeface, are only measured right laid out."""
        advance = self._metrics().horizontalAdvance(self.text())
        return advance if self.text().isascii() else max(advance, ceil(self._lines(_ENDLESS).longest))

    def _lines(self, width: float) -> Lines:
        font = self._font()
        wanted = (width, self.text(), font.key(), self.layoutDirection())
        laid = self._laid.get(wanted)
        if laid is None:
            if len(self._laid) == _WIDTHS_KEPT:
                self._laid.clear()
            laid = self._laid[wanted] = Lines(self.text(), font, width, self.layoutDirection(), centred=self.centred)
        return laid

    def _paint_icon(self, painter: QPainter, inner: QRect, colour: str) -> QRect:
        size = self._icon_size()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        words = min(self._metrics().horizontalAdvance(self.text()) + 2, inner.width() - self._icon_room())
        spare = max((inner.width() - words - self._icon_room()) // 2, 0)
        left = inner.right() + 1 - size - spare if rtl else inner.left() + spare
        icon = _OTHER_WAY.get(self._icon, self._icon) if rtl else self._icon
        pixmap = icon_pixmap(icon, colour, size, self.devicePixelRatioF())
        painter.drawPixmap(left, inner.center().y() - size // 2 + 1, pixmap)
        room = self._icon_room()
        return (
            inner.adjusted(0, 0, -room - 2 * spare, 0) if rtl else inner.adjusted(room + 2 * spare, 0, 0, 0).translated(-spare, 0)
        )

    def _icon_size(self) -> int:
        return round(self._metrics().height() * 0.9)

    def _icon_room(self) -> int:
        if not self._icon:
            return 0
        return self._icon_size() + (8 if self.text() else 0)

    def _end_room(self) -> int:
        return max((self.least_height - self._metrics().height()) // 2, 4)

    def _font(self) -> QFont:
        return self.font()

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._font())


class ActionButton(WrappingButton):
    """`plain`, `primary` (one on a screen) or `link` (quiet words). `tall` is for the turned view."""

    def __init__(
        self,
        text: str,
        kind: str = "plain",
        icon: str = "",
        name: str = "",
        tall: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self.least_height = POINTER if kind == "link" else TOUCH
        self.side_room = 0 if kind == "link" else 20
        if tall:
            self.least_height, self.side_room = (TOUCH, 0) if kind == "link" else (64, 28)
        self.radius = 6 if kind == "link" else 8
        super().__init__(text, name, icon, parent)
        self.setProperty("kind", kind)
        if kind == "link":
            self.setProperty("ring_side", _LINK_AIR)

    def lead(self, yes: bool) -> None:
        """Whether this is the one thing to do next on its screen, or a thing one may do."""
        self.setProperty("kind", "primary" if yes else "plain")
        self.update()

    def dress(self) -> Dress:
        """Quiet at rest, a tint (a link: a line) under the pointer, plain about being disabled."""
        tokens = tokens_of(self)
        kind = self.property("kind")
        under = self.underMouse() or self.isDown()
        if not self.isEnabled():
            return Dress(tokens.disabled, "" if kind == "link" else tokens.paper, "" if kind == "link" else tokens.hairline)
        if kind == "primary":
            return Dress(tokens.on_quiet, tokens.quiet, tokens.quiet)
        if kind == "link":
            return Dress(tokens.quiet)
        return Dress(tokens.ink, tokens.quiet_tint if under else tokens.surface, tokens.edge)

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setUnderline(self.property("kind") == "link" and self.underMouse() and self.isEnabled())
        return font


class TickBox(QCheckBox):
    """A box to tick, 32 px tall or more, whose words wrap beside it."""

    def __init__(self, text: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if name:
            self.setAccessibleName(name)

    def heightForWidth(self, width: int) -> int:
        """The height that shows all of the words at this width."""
        return max(POINTER, int(self._lines(max(width - self._box() - 16, 1)).height + 0.99) + 8)

    def hasHeightForWidth(self) -> bool:
        """Always: narrower is taller."""
        return True

    def sizeHint(self) -> QSize:
        """Box and words on one line, unless that is very long."""
        self.ensurePolished()
        metrics = QFontMetrics(self.font())
        words = min(metrics.horizontalAdvance(self.text()) + 2, metrics.averageCharWidth() * 56)
        width = words + self._box() + 16
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Box and some eight letters."""
        self.ensurePolished()
        width = self._box() + 16 + QFontMetrics(self.font()).averageCharWidth() * 8
        return QSize(min(width, self.sizeHint().width()), POINTER)

    def hitButton(self, point: object) -> bool:
        """The words are as good to press as the box."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, its tick and the words."""
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        size = self._box()
        line = max(QFontMetrics(self.font()).height(), size)
        top = max((POINTER - line) // 2, 4)
        box = QRect(self.width() - size - 4 if rtl else 4, top + (line - size) // 2, size, size)
        ticked, ready = self.isChecked(), self.isEnabled()
        colour = (tokens.quiet if ticked else tokens.edge) if ready else tokens.disabled
        painter.setPen(QPen(QColor(colour), 2))
        painter.setBrush(QColor(colour if ticked else tokens.surface))
        painter.drawRoundedRect(box.toRectF().adjusted(1, 1, -1, -1), 4, 4)
        if ticked:
            painter.drawPixmap(box.topLeft(), icon_pixmap("check", tokens.on_quiet, size, self.devicePixelRatioF()))
        painter.setPen(QColor(tokens.ink if ready else tokens.disabled))
        self._lines(self.width() - size - 16).draw(painter, QPointF(0 if rtl else size + 16, top))

    def _lines(self, width: float) -> Lines:
        return Lines(self.text(), self.font(), width, self.layoutDirection())

    def _box(self) -> int:
        return round(QFontMetrics(self.font()).height() * 0.95)


def pressable_name(button: QAbstractButton) -> str:
    """What a screen reader calls this button."""
    return button.accessibleName() or button.text()


def quiet_link(text: str, name: str = "") -> ActionButton:
    """A link that stands on a small line under words and does not shout over them."""
    link = ActionButton(text, kind="link", name=name)
    link.setStyleSheet("font-weight: 400;")
    return link
