"""Coloured pictures for paper, read from SVG into PDF operators: shapes, fills, lines and turns.

A picture may come from a council's own folder. What cannot be drawn rightly (words, gradients, anything fetched from elsewhere,
scripts) is refused as a whole: no picture is better than half of one.
"""

import math
import re
from dataclasses import dataclass, replace
from xml.etree import ElementTree

from app.paper.pictures import shape_operators

LARGEST_FILE = 400_000
MOST_SHAPES = 3_000
DEEPEST = 40
_PASSED_OVER = frozenset({"title", "desc", "metadata", "namedview"})
_HELD = frozenset({"svg", "g"})
_NUMBER = re.compile(r"[-+]?(?:\d+\.\d*|\.\d+|\d+)(?:[eE][-+]?\d+)?")
_MOVES = re.compile(r"(matrix|translate|scale|rotate)\s*\(([^)]*)\)")
_NAMED = {"black": "#000000", "white": "#ffffff", "red": "#ff0000", "none": "none", "transparent": "none"}
_PAINTS = ("fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "fill-rule")
_PLAIN = frozenset({"opacity", "fill-opacity", "stroke-opacity"})
_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


class CannotDraw(ValueError):
    """The picture holds something that is not drawn; what, is in the message."""


@dataclass(frozen=True)
class ColourDrawing:
    """PDF operators in a box that begins at (left, top), counted downwards."""

    operators: str
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class _Paint:
    fill: str = "#000000"
    stroke: str = "none"
    width: float = 1.0
    cap: int = 0
    join: int = 0
    even_odd: bool = False


def colour_drawing(svg: bytes) -> ColourDrawing:
    """The picture. Raises `CannotDraw`."""
    if len(svg) > LARGEST_FILE:
        raise CannotDraw("larger than a picture is")
    if b"<!DOCTYPE" in svg or b"<!ENTITY" in svg:
        raise CannotDraw("a document type")
    try:
        root = ElementTree.fromstring(svg)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise CannotDraw("no SVG") from error
    box = _numbers(root.get("viewBox", "")) or [0.0, 0.0, *(_length(root.get(side, "")) for side in ("width", "height"))]
    if len(box) != 4 or not all(map(math.isfinite, box)) or min(box[2:]) <= 0:
        raise CannotDraw("no size")
    written: list[str] = []
    _follow(root, _Paint(), written, 0)
    if not written:
        raise CannotDraw("nothing to see")
    return ColourDrawing(" ".join(written), *box)


def _follow(element: ElementTree.Element, paint: _Paint, written: list[str], deep: int) -> None:
    tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "title"
    if tag in _PASSED_OVER or (tag == "defs" and not len(element)):
        return
    if deep > DEEPEST or len(written) > MOST_SHAPES:
        raise CannotDraw("too many shapes")
    given = _given(element)
    if given.get("display") == "none" or given.get("visibility") == "hidden":
        return
    if any(float(given.get(name, "1") or "1") != 1 for name in _PLAIN if _is_number(given.get(name, "1"))):
        raise CannotDraw("something seen through")
    paint = _painted(paint, given)
    moved = _moved(given.get("transform", ""))
    if moved:
        written.append(f"q {moved}")
    if tag in _HELD:
        for kid in element:
            _follow(kid, paint, written, deep + 1)
    else:
        written += _shape(tag, given, paint)
    if moved:
        written.append("Q")


def _given(element: ElementTree.Element) -> dict[str, str]:
    """What the element says of itself; its style goes before its attributes."""
    given = {name: value.strip() for name, value in element.items()}
    for part in given.get("style", "").split(";"):
        name, _, value = part.partition(":")
        if name.strip() in (*_PAINTS, *_PLAIN, "display", "visibility"):
            given[name.strip()] = value.strip()
    if (
        any("href" in name or name.startswith("on") for name in given)
        or "clip-path" in given
        or "class" in given
        or "mask" in given
    ):
        raise CannotDraw("something that stands elsewhere")
    return given


def _painted(paint: _Paint, given: dict[str, str]) -> _Paint:
    changed: dict[str, object] = {}
    for name in ("fill", "stroke"):
        if name in given and given[name] != "inherit":
            changed[name] = _colour(given[name])
    if _is_number(given.get("stroke-width", "")):
        changed["width"] = float(given["stroke-width"].removesuffix("px"))
    if given.get("stroke-linecap") in _CAPS:
        changed["cap"] = _CAPS[given["stroke-linecap"]]
    if given.get("stroke-linejoin") in _JOINS:
        changed["join"] = _JOINS[given["stroke-linejoin"]]
    if "fill-rule" in given:
        changed["even_odd"] = given["fill-rule"] == "evenodd"
    return replace(paint, **changed)  # type: ignore[arg-type]  # each of its own kind


def _shape(tag: str, given: dict[str, str], paint: _Paint) -> list[str]:
    try:
        path = shape_operators(tag, given)
    except (KeyError, ValueError, OverflowError, ZeroDivisionError) as error:
        raise CannotDraw(tag) from error
    filled, drawn = paint.fill != "none", paint.stroke != "none" and paint.width > 0
    if "inf" in path or "nan" in path:
        raise CannotDraw(tag)
    if not path or not (filled or drawn):
        return []
    parts = []
    if filled:
        parts.append(f"{_three(paint.fill)} rg")
    if drawn:
        parts.append(f"{_three(paint.stroke)} RG {paint.width:g} w {paint.cap} J {paint.join} j")
    rule = "*" if paint.even_odd and filled else ""
    end = f"B{rule}" if filled and drawn else f"f{rule}" if filled else "S"
    return [*parts, path, end]


def _moved(text: str) -> str:
    """A transform as PDF operators."""
    made = []
    for name, inside in _MOVES.findall(text):
        said = _numbers(inside)
        if name == "matrix" and len(said) == 6:
            made.append(said)
        elif name == "translate" and said:
            made.append([1, 0, 0, 1, said[0], said[1] if len(said) > 1 else 0])
        elif name == "scale" and said:
            made.append([said[0], 0, 0, said[1] if len(said) > 1 else said[0], 0, 0])
        elif name == "rotate" and said:
            made += _turned(*said)
        else:
            raise CannotDraw(name)
    if text.strip() and not made:
        raise CannotDraw("transform")
    return " ".join(f"{' '.join(f'{each:.6g}' for each in one)} cm" for one in made)


def _turned(angle: float, x: float = 0, y: float = 0) -> list[list[float]]:
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    turn = [cos, sin, -sin, cos, 0.0, 0.0]
    return [[1, 0, 0, 1, x, y], turn, [1, 0, 0, 1, -x, -y]] if x or y else [turn]


def _colour(said: str) -> str:
    said = _NAMED.get(said.lower(), said)
    if said != "none" and not _HEX.fullmatch(said):
        raise CannotDraw(f"the colour {said[:40]}")
    return "#" + "".join(2 * each for each in said[1:]) if len(said) == 4 and said != "none" else said


def _three(colour: str) -> str:
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.3g}" for at in (1, 3, 5))


def _numbers(text: str) -> list[float]:
    return [float(each) for each in _NUMBER.findall(text)]


def _length(text: str) -> float:
    return next(iter(_numbers(text)), 0.0)


def _is_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text.removesuffix("px")))
