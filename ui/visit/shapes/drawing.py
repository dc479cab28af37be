"""What is drawn beside the words: the line of a life, the rungs of a ladder, the rings of a doughnut."""

from collections.abc import Sequence
from math import cos, hypot, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ui.theme.tokens import Tokens
from ui.visit.shapes.arranging import Slot

_LINE, _DOT = 2.0, 5.0
_TURN = 0.7
"""How far the dots of a ring are turned against those of the one inside it, so that they do not stand in a row."""
_SHARES = (0.36, 0.68, 1.0)
"""How far each ring of a doughnut reaches: the middle, the ring round it, the outermost."""


def draw_life_line(
    painter: QPainter, tokens: Tokens, boxes: Sequence[QRectF], slots: Sequence[Slot], middle: float, *, last: bool
) -> None:
    """The line goes down past every event, with a dot where one begins; below the last it ends."""
    top, bottom = boxes[0].top(), boxes[-1].bottom()
    at = boxes[0].top() + 22
    painter.setPen(QPen(QColor(tokens.edge), _LINE))
    painter.drawLine(QPointF(middle, top if slots[0].row_at else at), QPointF(middle, at if last else bottom))
    here = slots[0].row.here
    painter.setBrush(QColor(tokens.quiet if here else tokens.paper))
    painter.setPen(QPen(QColor(tokens.quiet if here else tokens.edge), _LINE))
    painter.drawEllipse(QPointF(middle, at), _DOT, _DOT)


def draw_ladder(
    painter: QPainter, tokens: Tokens, boxes: Sequence[QRectF], slots: Sequence[Slot], left: float, width: float
) -> None:
    """Two rails and a rung for each step, filled up to where it is now."""
    rungs = [(box, slot) for box, slot in zip(boxes, slots, strict=True) if not slot.leads]
    if not rungs:
        return
    rails = (left + width * 0.2, left + width * 0.8)
    reached = next((at for at, (_, slot) in enumerate(rungs) if slot.cell.filled), len(rungs))
    painter.setPen(QPen(QColor(tokens.edge), _LINE))
    for rail in rails:
        painter.drawLine(QPointF(rail, rungs[0][0].top() + 6), QPointF(rail, rungs[-1][0].bottom() - 6))
    for at, (box, _slot) in enumerate(rungs):
        climbed = at >= reached
        painter.setPen(QPen(QColor(tokens.quiet if climbed else tokens.edge), 5.0 if climbed else _LINE))
        painter.drawLine(QPointF(rails[0], box.center().y()), QPointF(rails[1], box.center().y()))


def draw_rings(painter: QPainter, tokens: Tokens, box: QRectF, slots: Sequence[Slot]) -> None:
    """Three rings, the middle one what must be done. In each as many dots as things were said of it."""
    rings = [slot for slot in slots if not slot.leads][: len(_SHARES)]
    centre, radius = box.center(), _radius(box)
    for at in reversed(range(len(rings))):
        here = rings[at].cell.here
        painter.setPen(QPen(QColor(tokens.quiet if here else tokens.edge), 3.0 if here else _LINE))
        painter.setBrush(QColor(tokens.quiet_tint if here else tokens.surface))
        painter.drawEllipse(centre, radius * _SHARES[at], radius * _SHARES[at])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.ink))
    for at, slot in enumerate(rings):
        many = len(slot.cell.sayings)
        inner = _SHARES[at - 1] if at else 0.0
        far = radius * (inner + _SHARES[at]) / 2 if at or many > 1 else 0.0
        for dot in range(many):
            turn = 2 * pi * dot / max(many, 1) - pi / 2 + _TURN * at
            painter.drawEllipse(centre + QPointF(far * cos(turn), far * sin(turn)), _DOT * 0.8, _DOT * 0.8)


def ring_at(box: QRectF, point: QPointF, rings: int) -> int | None:
    """Which ring of a doughnut lies at a point: 0 is the middle."""
    radius = _radius(box)
    far = hypot(point.x() - box.center().x(), point.y() - box.center().y())
    return next((at for at, share in enumerate(_SHARES[:rings]) if far <= radius * share), None)


def _radius(box: QRectF) -> float:
    return min(box.width(), box.height()) / 2 - 4
