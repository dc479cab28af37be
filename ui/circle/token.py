"""One name in the drawing: a face (a photo, or initials) with the name under or beside it. It is pressed, picked up, dragged."""

from enum import IntEnum
from math import atan2, degrees

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from app.practice.people import Wish
from ui.circle.label import Label, label_of
from ui.circle.members import Member, initials
from ui.theme.pictures import icon_pixmap
from ui.theme.theme import tokens_of
from ui.widgets.dragging import Draggable

EDGE = 5.0
"""Around what is drawn, inside of the token."""
TOUCH = 44.0


class Dress(IntEnum):
    """How a name is dressed, the roomiest first."""

    UNDER = 0
    BESIDE = 1
    CLOSE = 2


_FACE = {Dress.UNDER: 2.6, Dress.BESIDE: 1.85, Dress.CLOSE: 1.6}
"""The width of the face, in lines of the name's type."""
_LETTERS = {Dress.UNDER: 13, Dress.BESIDE: 12, Dress.CLOSE: 9}
"""The width of the name, in letters."""


class Token(Draggable):
    """It paints itself and says what is done to it; where it stands is the board's to say."""

    def __init__(self, member: Member, parent: QWidget) -> None:
        super().__init__(parent)
        self.member = member
        self.dress = Dress.UNDER
        self.open = False
        """Whether its form is open beside the drawing."""
        self.pointed = False
        """Whether somebody has come to it in the list beside."""
        self.held = False
        """Whether it was picked up."""
        self._arrow_inside = False
        self._towards = QPointF()
        self._grip = QPointF()
        self._pixmap: QPixmap | None = None
        self.setProperty("kind", "sentence")
        self.setProperty("ring_radius", 12)
        self.setAutoDefault(False)

    @property
    def carried(self) -> bool:
        """Whether the pointer or the keyboard carries it."""
        return self.dragging or self.held

    def show_member(self, member: Member, spoken: str, hint: str) -> None:
        """Show this of them; `spoken` is what a screen reader calls it."""
        if member.photo != self.member.photo:
            self._pixmap = None
        self.member = member
        if self.accessibleName() != spoken:
            self.setAccessibleName(spoken)
        if self.accessibleDescription() != hint:
            self.setAccessibleDescription(hint)
        self.setToolTip("" if self._label(self.dress).whole else member.name)
        self.update()

    def wear(self, dress: Dress) -> None:
        """Dress it so."""
        self.dress = dress
        self.setToolTip("" if self._label(dress).whole else self.member.name)
        self.update()

    def show_arrow(self, inside: bool, towards: tuple[float, float]) -> None:
        """Whether the arrow of a wish stands on the face itself, and towards where the middle is."""
        at = QPointF(*towards)
        if (inside, at) != (self._arrow_inside, self._towards):
            self._arrow_inside, self._towards = inside, at
            self.update()

    def size_in(self, dress: Dress) -> tuple[float, float]:
        """How large it is when it is dressed so."""
        face, label = self._face_width(dress), self._label(dress)
        if dress is Dress.UNDER:
            return max(face + 2 * EDGE, label.width, TOUCH) + 2 * EDGE, max(face + label.height + 2 * EDGE, TOUCH)
        return face + label.width + 3 * EDGE, max(face + EDGE, label.height + EDGE, TOUCH)

    def sizeHint(self) -> QSize:
        """As large as it is dressed."""
        width, height = self.size_in(self.dress)
        return QSize(round(width), round(height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The face, the name, and small marks on the face."""
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.open or self.pointed or self.held or self.dragging or self.underMouse():
            painter.setPen(QPen(QColor(tokens.quiet), 2) if self.held or self.dragging else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.quiet_tint))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 11, 11)
        face = self._face_box()
        self._paint_face(painter, face)
        self._paint_marks(painter, face)
        painter.setPen(QColor(tokens.ink))
        label = self._label(self.dress)
        label.draw(painter, *self._label_place(label, face))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys are the board's, which watches them before they come here."""
        event.ignore()

    def begin_drag(self, grip: QPointF) -> None:
        """It is held where it was pressed, above all others."""
        self._grip = grip
        self.raise_()

    def place_of(self, event: QMouseEvent) -> QPointF:
        """Where its corner is, on what holds it."""
        return self.mapToParent(event.position()) - self._grip

    # How it looks

    def _line(self) -> float:
        return QFontMetricsF(self.font()).height()

    def _face_width(self, dress: Dress) -> float:
        return float(round(self._line() * _FACE[dress]))

    def _label(self, dress: Dress) -> Label:
        most = QFontMetricsF(self.font()).averageCharWidth() * _LETTERS[dress]
        return label_of(self.member.name, self.font(), most, self.layoutDirection(), centred=dress is Dress.UNDER)

    def _face_box(self) -> QRectF:
        wide = self._face_width(self.dress)
        if self.dress is Dress.UNDER:
            return QRectF((self.width() - wide) / 2, EDGE, wide, wide)
        left = self.width() - EDGE - wide if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else EDGE
        return QRectF(left, (self.height() - wide) / 2, wide, wide)

    def _label_place(self, label: Label, face: QRectF) -> tuple[float, float]:
        if self.dress is Dress.UNDER:
            return (self.width() - label.width) / 2, face.bottom() + EDGE / 2
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return (EDGE if rtl else face.right() + EDGE), (self.height() - label.height) / 2

    def _paint_face(self, painter: QPainter, box: QRectF) -> None:
        tokens = tokens_of(self)
        inside = box.adjusted(1.5, 1.5, -1.5, -1.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.quiet if self.open else tokens.surface))
        painter.drawEllipse(inside)
        photo = self._photo(round(inside.width()))
        if photo is not None:
            path = QPainterPath()
            path.addEllipse(inside)
            painter.save()
            painter.setClipPath(path)
            painter.drawPixmap(inside.toRect(), photo)
            painter.restore()
        else:
            font = QFont(self.font())
            font.setBold(True)
            font.setPointSizeF(font.pointSizeF() * (0.95 if self.dress is not Dress.CLOSE else 0.8))
            painter.setFont(font)
            painter.setPen(QColor(tokens.on_quiet if self.open else tokens.soft_ink))
            painter.drawText(inside, Qt.AlignmentFlag.AlignCenter, initials(self.member.name))
        pen = QPen(QColor(tokens.quiet if self.open else tokens.edge), 2)
        if self.member.paid:
            pen.setDashPattern([2.5, 1.8])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(inside)

    def _photo(self, side: int) -> QPixmap | None:
        if self.member.photo is None:
            return None
        ratio = self.devicePixelRatioF()
        if self._pixmap is None or self._pixmap.width() != round(side * ratio):
            whole = QPixmap()
            if not whole.loadFromData(self.member.photo):
                return None
            cut = min(whole.width(), whole.height())
            square = whole.copy((whole.width() - cut) // 2, (whole.height() - cut) // 2, cut, cut)
            smooth = Qt.TransformationMode.SmoothTransformation
            self._pixmap = square.scaled(round(side * ratio), round(side * ratio), mode=smooth)
            self._pixmap.setDevicePixelRatio(ratio)
        return self._pixmap

    def _paint_marks(self, painter: QPainter, face: QRectF) -> None:
        """At most two small marks on the rim of the face: a home they share, or that nobody is to contact them; and a wish."""
        member, size = self.member, max(round(self._line() * 0.66), 11)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        leading = (self.dress is Dress.UNDER) == rtl
        side = face.left() + size * 0.2 if leading else face.right() - size * 0.2
        low = "minus" if member.do_not_contact else "home" if member.same_home else ""
        if low:
            self._paint_mark(painter, QPointF(side, face.bottom() - size * 0.25), size, low)
        high = QPointF(side, face.top() + size * 0.25)
        if member.wish is Wish.FIND_AGAIN:
            self._paint_mark(painter, high, size, "search")
        elif self._arrow_inside and member.wish in (Wish.CLOSER, Wish.FURTHER):
            self._paint_mark(painter, high, size, "arrow-right", self._angle())

    def _angle(self) -> float:
        """Where the arrow points: to the middle, or away from it."""
        way = self._towards - QPointF(self.geometry().center())
        return degrees(atan2(way.y(), way.x())) + (0 if self.member.wish is Wish.CLOSER else 180)

    def _paint_mark(self, painter: QPainter, at: QPointF, size: int, icon: str, turned: float = 0.0) -> None:
        tokens = tokens_of(self)
        least = size / 2 + 1.5
        at = QPointF(min(max(at.x(), least), self.width() - least), min(max(at.y(), least), self.height() - least))
        painter.setPen(QPen(QColor(tokens.edge), 1))
        painter.setBrush(QColor(tokens.surface))
        painter.drawEllipse(at, size / 2 + 1, size / 2 + 1)
        inner = round(size * 0.84)
        pixmap = icon_pixmap(icon, tokens.soft_ink, inner, self.devicePixelRatioF())
        painter.save()
        painter.translate(at)
        painter.rotate(turned)
        painter.drawPixmap(QPointF(-inner / 2, -inner / 2), pixmap)
        painter.restore()
