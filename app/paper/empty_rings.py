"""A circle to be filled by hand: three rings with nobody in them, the person in the middle, its parts named in the corners."""

from collections.abc import Sequence

from app.paper.flow import Outline, Piece, Row, Sign
from app.paper.graphemes import graphemes
from app.paper.lines import break_lines
from app.paper.look import QUIET, SOFT, WHITE, WIDTH
from app.paper.parts import PEN
from app.paper.setting import Hand
from app.paper.tagged import Node
from app.paper.typeface import Weight
from app.paper.typeface import width as text_width

ROUND = 0.5523
"""How far the handles of a quarter of a circle reach."""
RINGS = (0.44, 0.72, 1.0)
DOTS = (1.0, 4.0)


def empty_rings(name: str, corners: Sequence[str], root: Node, hand: Hand, height: float, told: str) -> Row:
    """One row with the drawing. `corners` are the four parts, row by row; `told` is the drawing in words."""
    x, y, radius = WIDTH / 2, height / 2, min(WIDTH, height) / 2 - 4
    middle = max(radius * 0.16, hand.style.size * 1.6)
    figure = Node("Figure", told=told)
    root.kids.append(figure)
    outlines = [_ring(x, y, max(radius * share, middle + 20)) for share in RINGS]
    outlines += [
        Outline(f"{x - radius:.1f} {y:.1f} m {x + radius:.1f} {y:.1f} l", PEN, 0.8, DOTS),
        Outline(f"{x:.1f} {y - radius:.1f} m {x:.1f} {y + radius:.1f} l", PEN, 0.8, DOTS),
    ]
    pieces = _set(name, figure, x - middle, y - hand.body.line / 2, middle * 2, Weight.BOLD, hand, WHITE)
    for number, corner in enumerate(corners):
        room = WIDTH * 0.22
        left = 0.0 if number % 2 == 0 else WIDTH - min(room, text_width(corner, Weight.BOLD) * hand.style.size + 1)
        top = 0.0 if number < 2 else height - hand.body.line * 2
        pieces += _set(corner, root.add("P"), left, top, room, Weight.BOLD, hand, SOFT, centred=False)
    return Row(height, tuple(pieces), (Sign(x, y, middle * 2, QUIET),), outlines=tuple(outlines))


def _ring(x: float, y: float, radius: float) -> Outline:
    reach = radius * ROUND
    curves = (
        (x + radius, y + reach, x + reach, y + radius, x, y + radius),
        (x - reach, y + radius, x - radius, y + reach, x - radius, y),
        (x - radius, y - reach, x - reach, y - radius, x, y - radius),
        (x + reach, y - radius, x + radius, y - reach, x + radius, y),
    )
    path = f"{x + radius:.2f} {y:.2f} m " + " ".join(" ".join(f"{each:.2f}" for each in curve) + " c" for curve in curves)
    return Outline(path, PEN, 1.2)


def _set(
    text: str, node: Node, left: float, top: float, room: float, weight: Weight, hand: Hand, colour: str, *, centred: bool = True
) -> list[Piece]:
    """A name in at most two lines; its first letter where it is too long for the middle."""
    size, line = hand.style.size, hand.body.line
    lines = break_lines(text, weight, size, room)
    if centred and (len(lines) > 1 or any(each.width * size > room for each in lines)):
        lines = break_lines("".join(graphemes(text)[:1]), weight, size, room)
    return [
        Piece(
            node,
            left + (room - each.width * size) / 2 if centred else left,
            top + number * line + line / 2 + size * 0.33,
            each,
            size,
            colour,
        )
        for number, each in enumerate(lines)
    ]
