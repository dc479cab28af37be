"""Line drawings for paper: the icons on board, read from SVG into PDF path operators."""

import math
import re
from collections.abc import Callable, Iterator
from functools import cache
from xml.etree import ElementTree

from resources import icon_svg

Point = tuple[float, float]
_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.\d*|\.\d+|\d+)(?:[eE][-+]?\d+)?")
_NUMBERS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_QUARTER = 0.5522847498
"""How far the handles of a curve reach along a quarter of a circle."""


@cache
def line_drawing(name: str) -> str:
    """The icon of this name as PDF path operators in a square of 24 by 24, counted downwards."""
    parts = []
    for element in ElementTree.fromstring(icon_svg(name)).iter():
        draw = _ELEMENTS.get(element.tag.rpartition("}")[2])
        if draw:
            parts.append(draw(dict(element.items())))
    return " ".join(parts)


def shape_operators(tag: str, given: dict[str, str]) -> str:
    """One SVG shape as PDF path operators. Raises `KeyError` for what is no shape, and `ValueError`."""
    return _ELEMENTS[tag](given)


def path_operators(data: str) -> str:
    """The `d` of an SVG path as PDF operators."""
    pen = _Pen()
    for command, numbers in _commands(data):
        pen.follow(command, numbers)
    return " ".join(pen.written)


def rounded_box(x: float, y: float, width: float, height: float, corner: float) -> str:
    """A box with round corners as PDF path operators, counted upwards; with half its width as corner, a circle."""
    handle = corner * (1 - _QUARTER)
    right, top = x + width, y + height
    return (
        f"{x + corner:.2f} {y:.2f} m {right - corner:.2f} {y:.2f} l "
        f"{right - handle:.2f} {y:.2f} {right:.2f} {y + handle:.2f} {right:.2f} {y + corner:.2f} c "
        f"{right:.2f} {top - corner:.2f} l "
        f"{right:.2f} {top - handle:.2f} {right - handle:.2f} {top:.2f} {right - corner:.2f} {top:.2f} c "
        f"{x + corner:.2f} {top:.2f} l "
        f"{x + handle:.2f} {top:.2f} {x:.2f} {top - handle:.2f} {x:.2f} {top - corner:.2f} c "
        f"{x:.2f} {y + corner:.2f} l {x:.2f} {y + handle:.2f} {x + handle:.2f} {y:.2f} {x + corner:.2f} {y:.2f} c h"
    )


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    command = ""
    numbers: list[float] = []
    for token in _tokens(data):
        if token.isalpha():
            command = token
            if command.upper() not in _NUMBERS:
                raise ValueError(f"{command} is not drawn")
            if not _NUMBERS[command.upper()]:
                yield command, []
            continue
        numbers.append(float(token))
        if len(numbers) == _NUMBERS[command.upper()]:
            yield command, numbers
            numbers = []
            command = {"M": "L", "m": "l"}.get(command, command)


def _tokens(data: str) -> Iterator[str]:
    """Letters and numbers. In an arc the two flags may be written without a space: `0 01.5` is 0, 0, 1, .5."""
    command, seen, at = "", 0, 0
    while match := _TOKEN.search(data, at):
        token = match.group()
        if token.isalpha():
            command, seen = token, 0
        else:
            if command in "Aa" and seen % 7 in (3, 4):
                token = token[0]
                match_end = match.start() + 1
                seen += 1
                at = match_end
                yield token
                continue
            seen += 1
        at = match.end()
        yield token


class _Pen:
    """Follows the commands of an SVG path and writes PDF operators."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self._at: Point = (0, 0)
        self._start: Point = (0, 0)
        self._handle: Point | None = None

    def follow(self, command: str, numbers: list[float]) -> None:
        x, y = self._at if command.islower() else (0.0, 0.0)
        kind = command.upper()
        handle, self._handle = self._handle, None
        if kind == "Z":
            self.written.append("h")
            self._at = self._start
        elif kind == "M":
            self._start = self._go("m", (x + numbers[0], y + numbers[1]))
        elif kind == "L":
            self._go("l", (x + numbers[0], y + numbers[1]))
        elif kind == "H":
            self._go("l", (x + numbers[0], self._at[1]))
        elif kind == "V":
            self._go("l", (self._at[0], y + numbers[0]))
        elif kind in "QT":
            self._bow(kind, handle, [(x + a, y + b) for a, b in zip(numbers[::2], numbers[1::2], strict=True)])
        elif kind in "CS":
            first = self._mirror(handle) if kind == "S" else (x + numbers[0], y + numbers[1])
            *_, hx, hy, ex, ey = numbers
            self._curve(first, (x + hx, y + hy), (x + ex, y + ey))
        elif kind == "A":
            rx, ry, turn, large, sweep, ex, ey = numbers
            for curve in _arc(self._at, (x + ex, y + ey), (rx, ry), math.radians(turn), bool(large), bool(sweep)):
                self._curve(*curve)
            self._handle = None
        else:
            raise ValueError(f"{command} is not drawn")

    def _go(self, operator: str, to: Point) -> Point:
        self.written.append(f"{_pair(to)} {operator}")
        self._at = to
        return to

    def _curve(self, first: Point, second: Point, end: Point) -> None:
        self.written.append(f"{_pair(first)} {_pair(second)} {_pair(end)} c")
        self._at, self._handle = end, second

    def _bow(self, kind: str, handle: Point | None, points: list[Point]) -> None:
        """A curve with one handle, as one with two (SVG 1.1, 8.3.7)."""
        one, end = (self._mirror(handle) if kind == "T" else points[0]), points[-1]
        first, second = ((at[0] + 2 * (one[0] - at[0]) / 3, at[1] + 2 * (one[1] - at[1]) / 3) for at in (self._at, end))
        self._curve(first, second, end)
        self._handle = one

    def _mirror(self, handle: Point | None) -> Point:
        hx, hy = handle or self._at
        return (2 * self._at[0] - hx, 2 * self._at[1] - hy)


def _arc(start: Point, end: Point, radii: Point, turn: float, large: bool, sweep: bool) -> Iterator[tuple[Point, Point, Point]]:
    """An elliptical arc as curves, a quarter turn at most each (SVG 1.1, appendix F.6)."""
    rx, ry = abs(radii[0]), abs(radii[1])
    if start == end or not rx or not ry:
        return
    cos, sin = math.cos(turn), math.sin(turn)
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    px, py = cos * dx + sin * dy, -sin * dx + cos * dy
    stretch = math.sqrt(max(1.0, (px / rx) ** 2 + (py / ry) ** 2))
    rx, ry = rx * stretch, ry * stretch
    under = (rx * py) ** 2 + (ry * px) ** 2
    root = math.sqrt(max(0.0, ((rx * ry) ** 2 - under) / under)) * (-1 if large == sweep else 1)
    qx, qy = root * rx * py / ry, -root * ry * px / rx
    cx, cy = cos * qx - sin * qy + (start[0] + end[0]) / 2, sin * qx + cos * qy + (start[1] + end[1]) / 2
    begin = math.atan2((py - qy) / ry, (px - qx) / rx)
    whole = math.atan2((-py - qy) / ry, (-px - qx) / rx) - begin
    if sweep and whole < 0:
        whole += 2 * math.pi
    elif not sweep and whole > 0:
        whole -= 2 * math.pi
    count = math.ceil(abs(whole) / (math.pi / 2) - 1e-9)
    step = whole / count
    reach = 4 / 3 * math.tan(step / 4)

    def on(angle: float, out: float) -> Point:
        ux, uy = math.cos(angle) - out * math.sin(angle), math.sin(angle) + out * math.cos(angle)
        return (cx + cos * rx * ux - sin * ry * uy, cy + sin * rx * ux + cos * ry * uy)

    for number in range(count):
        angle = begin + number * step
        yield on(angle, reach), on(angle + step, -reach), on(angle + step, 0)


def _pair(point: Point) -> str:
    return f"{point[0]:.3f} {point[1]:.3f}"


def _path(given: dict[str, str]) -> str:
    return path_operators(given["d"])


def _ellipse(given: dict[str, str]) -> str:
    x, y = float(given.get("cx", "0")), float(given.get("cy", "0"))
    rx, ry = float(given.get("rx", given.get("r", "0"))), float(given.get("ry", given.get("r", "0")))
    half = f"{rx} {ry} 0 0 1"
    return path_operators(f"M{x - rx} {y}A{half} {x + rx} {y}A{half} {x - rx} {y}Z")


def _line(given: dict[str, str]) -> str:
    return path_operators(f"M{given['x1']} {given['y1']}L{given['x2']} {given['y2']}")


def _polyline(given: dict[str, str]) -> str:
    return path_operators(f"M{given['points']}")


def _polygon(given: dict[str, str]) -> str:
    return path_operators(f"M{given['points']}Z")


def _rect(given: dict[str, str]) -> str:
    x, y, width, height = (float(given.get(name, "0")) for name in ("x", "y", "width", "height"))
    r = float(given.get("rx", given.get("ry", "0")))
    corner = f"a{r} {r} 0 0 1"
    return path_operators(
        f"M{x + r} {y}h{width - 2 * r}{corner} {r} {r}v{height - 2 * r}{corner} {-r} {r}"
        f"h{2 * r - width}{corner} {-r} {-r}v{2 * r - height}{corner} {r} {-r}Z"
    )


_ELEMENTS: dict[str, Callable[[dict[str, str]], str]] = {
    "path": _path,
    "circle": _ellipse,
    "ellipse": _ellipse,
    "line": _line,
    "polyline": _polyline,
    "polygon": _polygon,
    "rect": _rect,
}
