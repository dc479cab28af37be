"""What lies under the names: the rings, the lines between the sectors, what sectors are called, the person in the middle, arrows
of what is wished, and where somebody stood on an earlier day."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import hypot

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget

from app.practice.people import Sector, Wish
from app.practice.rings import AIR, WAYS, Box, Drawing, outline
from ui.circle.label import label_of
from ui.circle.members import Ghost, Member, initials
from ui.theme.theme import tokens_of

MIDDLE_LINES = (1.9, 2.6)
"""Half of the middle at least and at most, in lines of the names' type; between them it goes with the room."""
MIDDLE_SHARE = 0.07
_SECTOR_LETTERS = 14
_GHOST_LETTERS = 11
_ARROW = 26.0
_HEAD = 7.0


@dataclass(frozen=True)
class Scene:
    """Everything that is painted."""

    drawing: Drawing
    called: str
    names: Mapping[Sector, str]
    members: Mapping[str, Member]
    ghosts: tuple[Ghost, ...] = ()
    photo: bytes | None = None
    lit: tuple[int, Sector] | None = None
    """The cell that something is being carried over."""
    moving: str = ""
    """Who is on the way, and has no arrow just now."""


class Canvas(QWidget):
    """It paints a scene, and tells where it was pressed."""

    pressed = Signal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("type", "small")
        self._scene: Scene | None = None
        self._middle = 0.0
        self._rings: tuple[Drawing, list[QPainterPath]] | None = None

    def show_scene(self, scene: Scene) -> None:
        """Paint this from now on."""
        self._scene = scene
        self.update()

    def middle_in(self, room: float) -> float:
        """Half of what the person in the middle takes where there is so much room."""
        line = QFontMetricsF(self.font()).height()
        self._middle = min(max(room * MIDDLE_SHARE, line * MIDDLE_LINES[0]), line * MIDDLE_LINES[1])
        return self._middle

    def corner_of(self, names: Mapping[Sector, str], room: float) -> tuple[float, float]:
        """The size of the largest name of a sector."""
        labels = [
            label_of(name, self._bold(), self._most(room), self.layoutDirection(), centred=False) for name in names.values()
        ]
        return max((each.width for each in labels), default=0.0), max((each.height for each in labels), default=0.0)

    def ghost_size(self, name: str) -> tuple[float, float]:
        """The size of the mark where somebody stood."""
        letters = QFontMetricsF(self.font()).averageCharWidth() * _GHOST_LETTERS
        label = label_of(name, self.font(), letters, self.layoutDirection(), centred=True)
        return label.width + 20, label.height + 8

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell where."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(event.position().x(), event.position().y())
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """From the ground up."""
        scene = self._scene
        if scene is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_rings(painter, scene)
        self._paint_corners(painter, scene)
        self._paint_middle(painter, scene)
        for ghost in scene.ghosts:
            self._paint_ghost(painter, scene, ghost)
        for record, member in scene.members.items():
            way = arrow_of(scene, record, member)
            if way is not None:
                _paint_arrow(painter, *way, QColor(tokens_of(self).quiet))

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

    def _most(self, room: float) -> float:
        return min(QFontMetricsF(self._bold()).averageCharWidth() * _SECTOR_LETTERS, room * 0.3)

    def _ring_paths(self, drawing: Drawing) -> list[QPainterPath]:
        if self._rings is None or self._rings[0] is not drawing:
            x, y = drawing.centre
            made = []
            for share in drawing.shares[1:]:
                path = QPainterPath()
                path.addPolygon(QPolygonF([QPointF(x + a * drawing.across, y + d * drawing.down) for a, d in outline(share)]))
                path.closeSubpath()
                made.append(path)
            self._rings = (drawing, made)
        return self._rings[1]

    def _paint_rings(self, painter: QPainter, scene: Scene) -> None:
        tokens, drawing = tokens_of(self), scene.drawing
        paths = self._ring_paths(drawing)
        if scene.lit is not None:
            ring, sector = scene.lit
            cell = paths[ring - 1] - paths[ring - 2] if ring > 1 else paths[0]
            x, y = drawing.centre
            way = WAYS[sector]
            quarter = QPainterPath()
            quarter.addRect(QRectF(x if way[0] > 0 else 0, y if way[1] > 0 else 0, x, y))
            painter.fillPath(cell & quarter, QColor(tokens.quiet_tint))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens.edge), 1.6))
        for path in paths:
            painter.drawPath(path)
        dots = QPen(QColor(tokens.edge), 1.6, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
        dots.setDashPattern([0.1, 3.5])
        painter.setPen(dots)
        x, y = drawing.centre
        painter.drawLine(QPointF(x - drawing.across, y), QPointF(x + drawing.across, y))
        painter.drawLine(QPointF(x, y - drawing.down), QPointF(x, y + drawing.down))

    def _paint_corners(self, painter: QPainter, scene: Scene) -> None:
        drawing = scene.drawing
        painter.setPen(QColor(tokens_of(self).soft_ink))
        for sector, name in scene.names.items():
            label = label_of(name, self._bold(), self._most(drawing.width), self.layoutDirection(), centred=False)
            way = WAYS[sector]
            x = drawing.width - label.width if way[0] > 0 else 0.0
            y = drawing.height - label.height if way[1] > 0 else 0.0
            label.draw(painter, x, y)

    def _paint_middle(self, painter: QPainter, scene: Scene) -> None:
        tokens = tokens_of(self)
        x, y = scene.drawing.centre
        self._middle = min(self._middle, scene.drawing.middle)
        box = QRectF(x - self._middle, y - self._middle, 2 * self._middle, 2 * self._middle)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.quiet))
        painter.drawEllipse(box)
        if scene.photo is not None and self._paint_photo(painter, box, scene.photo):
            return
        painter.setPen(QColor(tokens.on_quiet))
        label = label_of(scene.called, self._bold(), self._middle * 1.6, self.layoutDirection(), centred=True)
        if label.whole:
            label.draw(painter, x - label.width / 2, y - label.height / 2)
            return
        painter.setFont(self._bold())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, initials(scene.called))

    def _paint_photo(self, painter: QPainter, box: QRectF, photo: bytes) -> bool:
        whole = QPixmap()
        if not whole.loadFromData(photo):
            return False
        cut = min(whole.width(), whole.height())
        source = QRectF((whole.width() - cut) / 2, (whole.height() - cut) / 2, cut, cut)
        path = QPainterPath()
        path.addEllipse(box.adjusted(2, 2, -2, -2))
        painter.save()
        painter.setClipPath(path)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(box, whole, source)
        painter.restore()
        return True

    def _paint_ghost(self, painter: QPainter, scene: Scene, ghost: Ghost) -> None:
        tokens = tokens_of(self)
        box = scene.drawing.places.get(ghost_key(ghost.record))
        if box is None:
            return
        pen = QPen(QColor(tokens.edge), 1.2, Qt.PenStyle.DashLine)
        now = scene.drawing.places.get(ghost.record)
        if now is not None:
            painter.setPen(pen)
            painter.drawLine(*_between(box, now))
        painter.setPen(pen)
        painter.setBrush(QColor(tokens.paper))
        painter.drawRoundedRect(QRectF(*box).adjusted(2, 2, -2, -2), 10, 10)
        painter.setPen(QColor(tokens.soft_ink))
        letters = QFontMetricsF(self.font()).averageCharWidth() * _GHOST_LETTERS
        label = label_of(ghost.name, self.font(), letters, self.layoutDirection(), centred=True)
        x, y = box.centre
        label.draw(painter, x - label.width / 2, y - label.height / 2)


def ghost_key(record: str) -> str:
    """Under which name the place of a ghost is kept in a drawing."""
    return f"then:{record}"


def arrow_of(scene: Scene, record: str, member: Member) -> tuple[QPointF, QPointF] | None:
    """From where to where the arrow of somebody's wish goes; None where there is none. It lies over nobody: where there is no
    room to the middle's side or away from it, it begins on the other side of the name."""
    box = scene.drawing.places.get(record)
    if box is None or record == scene.moving or member.wish not in (Wish.CLOSER, Wish.FURTHER):
        return None
    (x, y), (mx, my) = box.centre, scene.drawing.centre
    far = hypot(mx - x, my - y) or 1.0
    inward = ((mx - x) / far, (my - y) / far)
    others = [other for each, other in scene.drawing.places.items() if each != record]
    for long in (_ARROW, _ARROW * 0.7):
        for side in (1, -1) if member.wish is Wish.CLOSER else (-1, 1):
            near = _leaving(box, inward[0] * side, inward[1] * side)
            end = (near[0] + inward[0] * side * long, near[1] + inward[1] * side * long)
            if _free(near, end, others, scene.drawing):
                head_in = member.wish is Wish.CLOSER
                return (QPointF(*near), QPointF(*end)) if (side > 0) == head_in else (QPointF(*end), QPointF(*near))
    return None


def _leaving(box: Box, across: float, down: float) -> tuple[float, float]:
    """Where a line from the middle of a box in this direction leaves it."""
    steps = [half / abs(way) for half, way in ((box.width / 2, across), (box.height / 2, down)) if abs(way) > 1e-6]
    x, y = box.centre
    step = min(steps) + 1
    return x + across * step, y + down * step


def _free(start: tuple[float, float], end: tuple[float, float], others: list[Box], drawing: Drawing) -> bool:
    head = 1.0 + _HEAD / 2
    room = Box(
        min(start[0], end[0]) - head,
        min(start[1], end[1]) - head,
        abs(start[0] - end[0]) + 2 * head,
        abs(start[1] - end[1]) + 2 * head,
    )
    x, y = drawing.centre
    least = drawing.shares[0] * drawing.down - AIR
    inside = room.x >= 0 and room.y >= 0 and room.x + room.width <= drawing.width and room.y + room.height <= drawing.height
    return inside and hypot(end[0] - x, end[1] - y) > least and not any(room.touches(other) for other in others)


def _between(one: Box, other: Box) -> tuple[QPointF, QPointF]:
    """From the edge of one box to the edge of another."""
    (x, y), (u, v) = one.centre, other.centre
    far = hypot(u - x, v - y) or 1.0
    way = ((u - x) / far, (v - y) / far)
    return QPointF(*_leaving(one, *way)), QPointF(*_leaving(other, -way[0], -way[1]))


def _paint_arrow(painter: QPainter, start: QPointF, end: QPointF, colour: QColor) -> None:
    way = end - start
    far = hypot(way.x(), way.y()) or 1.0
    along = QPointF(way.x() / far, way.y() / far)
    aside = QPointF(-along.y(), along.x())
    foot = end - along * _HEAD * 1.4
    painter.setPen(QPen(colour, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(start, foot)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([end, foot + aside * _HEAD, foot - aside * _HEAD]))
