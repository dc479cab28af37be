"""The circle as a drawing: where each name stands. Pure: sizes go in, places come out, and the same circle draws the same.

Three *rings* lie around the person in the middle, cut into four *sectors* by an upright and a level line, so that each sector
is a quarter of the drawing and its name stands in the corner outside. A ring has the shape of a table top, a superellipse: round,
with a little more room where names are wide. A *cell* is one ring in one sector. Every name is a
box (face and words together) that lies wholly inside its cell and touches no other. The drawing is as large as the room it is
given; where too many stand in it the boxes take their closer dress, then the drawing grows, and whoever still has no place is
named in `elsewhere`, to be found in the list beside it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import cos, pi, sin
from typing import NamedTuple

from app.practice.people import Sector

RINGS = (1, 2, 3)
WAYS = {Sector.FAMILY: (-1, -1), Sector.FRIENDS: (1, -1), Sector.PAID: (1, 1), Sector.NEIGHBOURS: (-1, 1)}
"""Where each sector lies from the middle, across and down; in this order they go round as a clock does."""
ROUND = tuple(WAYS)

SHARES = (
    (0.45, 0.73),
    (0.50, 0.75),
    (0.50, 0.77),
    (0.42, 0.70),
    (0.56, 0.79),
    (0.40, 0.76),
    (0.47, 0.70),
    (0.38, 0.62),
    (0.35, 0.68),
)
"""How far out the first two rings reach, as shares of the whole: the usual, then wider where one ring holds many."""
GROWN = (1.0, 1.1, 1.2, 1.32, 1.45, 1.6, 1.75, 1.95, 2.2, 2.5, 3.0, 3.6, 4.3, 5.0)
"""How much larger than its room a drawing may become, step by step."""
WIDEST = 1.25
"""How much wider than tall it may be, or taller than wide."""
ROUNDNESS = 2.5
"""Of the rings: 2 is an ellipse, more is squarer."""
LEAST_MIDDLE, MOST_MIDDLE = 0.13, 0.48
LEAST_RING = 0.05
"""Of the whole: what the middle takes at least and at most, and each ring at least."""
LEAST_MIDDLES = 6
"""How often half of the middle must go into a room."""
FULLEST = 0.8
"""The share of a cell that boxes can cover; with more than that nothing need be tried."""
AIR = 5.0
"""Between two boxes, and between a box and a line."""
_ROW = 5.0
_PHASES = 8


class Box(NamedTuple):
    """A place: its left upper corner, its width and its height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of it."""
        return self.x + self.width / 2, self.y + self.height / 2

    def touches(self, other: "Box", air: float = 0.0) -> bool:
        """Whether the two lie over each other, or closer than `air`."""
        beside = self.x + self.width + air <= other.x or other.x + other.width + air <= self.x
        above = self.y + self.height + air <= other.y or other.y + other.height + air <= self.y
        return not (beside or above)


class Standing(NamedTuple):
    """Who is to have a place: the order among those beside it, the cell, and its size in each dress, the roomiest first."""

    record: str
    order: str
    ring: int
    sector: Sector
    sizes: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Drawing:
    """A circle with everybody in their place. Everything is counted from the left upper corner."""

    width: float
    height: float
    across: float
    """Half of the width of the outermost ring."""
    down: float
    """Half of its height."""
    shares: tuple[float, float, float, float]
    """How far out the middle and the three rings reach, as shares of the whole."""
    dress: int
    """Which of the sizes was taken."""
    places: Mapping[str, Box]
    elsewhere: tuple[str, ...]
    """Those for whom there was no place, in their order."""

    @property
    def centre(self) -> tuple[float, float]:
        """The middle."""
        return self.width / 2, self.height / 2

    @property
    def middle(self) -> float:
        """Half of what may stand in the middle."""
        return self.shares[0] * min(self.across, self.down) - AIR

    def cell_at(self, x: float, y: float) -> tuple[int, Sector] | None:
        """The ring and sector at a point. The middle counts as the closest ring; None outside of all."""
        across, down = x - self.centre[0], y - self.centre[1]
        far = how_far(across / self.across, down / self.down)
        ring = next((ring for ring in RINGS if far <= self.shares[ring]), None)
        way = (1 if across >= 0 else -1, 1 if down >= 0 else -1)
        return None if ring is None else (ring, next(sector for sector, other in WAYS.items() if other == way))

    def middle_of(self, ring: int, sector: Sector) -> tuple[float, float]:
        """A point in the middle of a cell."""
        across, down = _on_ring((self.shares[ring - 1] + self.shares[ring]) / 2, pi / 4)
        way = WAYS[sector]
        return self.centre[0] + way[0] * self.across * across, self.centre[1] + way[1] * self.down * down


def how_far(across: float, down: float) -> float:
    """How far from the middle a point is, as a share of the outermost ring on whose line 1 lies."""
    return float((abs(across) ** ROUNDNESS + abs(down) ** ROUNDNESS) ** (1 / ROUNDNESS))


def outline(share: float, points: int = 180) -> list[tuple[float, float]]:
    """The line of a ring, as shares of half the width and half the height, from the right of the middle round as a clock goes."""
    return [_on_ring(share, 2 * pi * number / points) for number in range(points)]


def _on_ring(share: float, angle: float) -> tuple[float, float]:
    """The point of a ring that lies in this direction."""
    across, down = cos(angle), sin(angle)
    far = share / how_far(across, down)
    return across * far, down * far


def drawing(
    standing: Iterable[Standing],
    room: tuple[float, float],
    middle: float,
    corner: tuple[float, float] = (0.0, 0.0),
    grown: Sequence[float] = GROWN,
) -> Drawing:
    """Everybody in their place. `room` is what there is to draw in, `middle` the half-width of what stands in the middle,
    `corner` the size of the largest name of a sector. Where there is not a place for everybody, who is close goes first."""
    everybody = sorted(standing, key=lambda one: (one.order, one.record))
    cells: dict[tuple[int, Sector], list[Standing]] = {}
    for each in everybody:
        cells.setdefault((min(max(each.ring, 1), len(RINGS)), each.sector), []).append(each)
    least = (middle + AIR) * LEAST_MIDDLES
    for larger, dress in _steps(cells, grown):
        frame = _frame((max(room[0], least) * larger, max(room[1], least) * larger), corner)
        for shares in SHARES:
            found = _placed(cells, frame, (_inmost(frame, middle), *shares, 1.0), dress, whole=True)
            if found is not None:
                return found
    partly = [
        found
        for shares in SHARES
        if (
            found := _placed(
                cells,
                frame,
                (_inmost(frame, middle), *shares, 1.0),
                dress,
                whole=False,
            )
        )
    ]
    rings = {each.record: each.ring for each in everybody}
    return max(partly, key=lambda each: sum(len(RINGS) + 1 - rings[record] for record in each.places))


def _steps(cells: Mapping[tuple[int, Sector], Sequence[Standing]], grown: Sequence[float]) -> Iterator[tuple[float, int]]:
    """What is tried, the best to look at first: every dress in the room as it is, then ever larger in the closest one."""
    dresses = max((len(each.sizes) for cell in cells.values() for each in cell), default=1)
    for dress in range(dresses):
        yield grown[0], dress
    for larger in grown[1:]:
        yield larger, dresses - 1


class _Frame(NamedTuple):
    """The paper that is drawn on, and half the width and height of the outermost ring."""

    width: float
    height: float
    across: float
    down: float


def _frame(room: tuple[float, float], corner: tuple[float, float]) -> _Frame:
    """The largest ring in this room that leaves its corners to the names of the sectors."""
    width, height = min(room[0], room[1] * WIDEST), min(room[1], room[0] * WIDEST)
    most = min(width, height) / 3
    edge = 4.0
    while edge < most and not _corner_is_free(width, height, edge, corner):
        edge += 4.0
    return _Frame(width, height, width / 2 - edge, height / 2 - edge)


def _inmost(frame: _Frame, middle: float) -> float:
    return min(max(LEAST_MIDDLE, (middle + AIR) / min(frame.across, frame.down)), MOST_MIDDLE)


def _corner_is_free(width: float, height: float, edge: float, corner: tuple[float, float]) -> bool:
    across, down = width / 2 - edge, height / 2 - edge
    beyond = how_far(max(width / 2 - corner[0] - AIR, 0) / across, max(height / 2 - corner[1] - AIR, 0) / down)
    return corner[0] <= 0 or beyond >= 1


def _placed(
    cells: Mapping[tuple[int, Sector], Sequence[Standing]], frame: _Frame, shares: Sequence[float], dress: int, *, whole: bool
) -> Drawing | None:
    """Everybody in a drawing of this size. `whole`: None unless everybody has a place."""
    if any(outer - inner < LEAST_RING for inner, outer in pairwise(shares)):
        return None
    places: dict[str, Box] = {}
    elsewhere: list[Standing] = []
    for (ring, sector), names in cells.items():
        quarter = _Quarter(frame.across, frame.down, shares[ring - 1], shares[ring])
        sizes = tuple(each.sizes[min(dress, len(each.sizes) - 1)] for each in names)
        if whole and quarter.overfull(sizes):
            return None
        settled = _settled(quarter, sizes)
        if whole and None in settled:
            return None
        for each, box in zip(names, settled, strict=True):
            if box is None:
                elsewhere.append(each)
            else:
                places[each.record] = _turned(box, WAYS[sector], frame)
    missing = tuple(each.record for each in sorted(elsewhere, key=lambda one: (one.order, one.record)))
    first, second, third, last = shares
    return Drawing(frame.width, frame.height, frame.across, frame.down, (first, second, third, last), dress, places, missing)


def _turned(box: Box, way: tuple[int, int], frame: _Frame) -> Box:
    """A box of the quarter right below the middle, in the quarter where it belongs."""
    x = box.x if way[0] > 0 else -box.x - box.width
    y = box.y if way[1] > 0 else -box.y - box.height
    return Box(frame.width / 2 + x, frame.height / 2 + y, box.width, box.height)


class _Quarter(NamedTuple):
    """One cell, seen from the middle, with both ways counted outwards."""

    across: float
    down: float
    inner: float
    outer: float

    def overfull(self, sizes: Sequence[tuple[float, float]]) -> bool:
        """Whether there is surely no place for all of these sizes."""
        area = self.across * self.down * (self.outer**2 - self.inner**2)
        return sum((width + AIR) * (height + AIR) for width, height in sizes) > area * FULLEST

    def row(self, top: float, height: float) -> tuple[float, float] | None:
        """From where to where a box of this height may lie when its inner edge is `top` away from the level line."""
        below, above = top / self.down, (top + height) / self.down
        inner, outer = self.inner + AIR / self.down, self.outer - AIR / self.down
        if above >= outer:
            return None
        right = self.across * (outer**ROUNDNESS - above**ROUNDNESS) ** (1 / ROUNDNESS)
        left = self.across * (inner**ROUNDNESS - below**ROUNDNESS) ** (1 / ROUNDNESS) if below < inner else 0.0
        return max(left, AIR), right


@lru_cache(maxsize=512)
def _settled(quarter: _Quarter, sizes: tuple[tuple[float, float], ...]) -> tuple[Box | None, ...]:
    """A place for each of these sizes, round the quarter in their order; None for whom there is none."""
    if not sizes:
        return ()
    if quarter.overfull(sizes):
        return _in_rows(quarter, sizes)
    spread = _spread(quarter, sizes)
    if None not in spread:
        return spread
    rows = _in_rows(quarter, sizes)
    return rows if sum(box is not None for box in rows) > sum(box is not None for box in spread) else spread


def _spread(quarter: _Quarter, sizes: tuple[tuple[float, float], ...]) -> tuple[Box | None, ...]:
    """Each as near as can be to its own place on an even arc through the middle of the cell."""
    far = (quarter.inner + quarter.outer) / 2
    taken: list[Box] = []
    found: list[Box | None] = []
    for number, (width, height) in enumerate(sizes):
        across, down = _on_ring(far, pi / 2 * (1 - (number + 0.5) / len(sizes)))
        aim = quarter.across * across, quarter.down * down
        box = _nearest(quarter, width, height, aim, taken)
        if box is not None:
            taken.append(box)
        found.append(box)
    return tuple(found)


def _nearest(quarter: _Quarter, width: float, height: float, aim: tuple[float, float], taken: Sequence[Box]) -> Box | None:
    best: tuple[float, Box] | None = None
    top = AIR
    while (edges := quarter.row(top, height)) is not None:
        wished = aim[0] - width / 2
        off = (top + height / 2 - aim[1]) ** 2
        if best is None or off < best[0]:
            for x in _free(edges, width, wished, [box for box in taken if _level(box, top, height)]):
                away = off + (x - wished) ** 2
                if best is None or away < best[0]:
                    best = (away, Box(x, top, width, height))
        top += _ROW
    return best[1] if best else None


def _level(box: Box, top: float, height: float) -> bool:
    return box.y < top + height + AIR and top < box.y + box.height + AIR


def _free(edges: tuple[float, float], width: float, wished: float, taken: Sequence[Box]) -> Iterator[float]:
    """Where in a row a box may begin, near to where it is wished: there, or right beside one that is in the way."""
    least, most = edges[0], edges[1] - width
    if most < least:
        return
    tries = [min(max(wished, least), most)]
    tries += [edge for box in taken for edge in (box.x - AIR - width, box.x + box.width + AIR)]
    for x in tries:
        if least <= x <= most and all(x + width + AIR <= box.x or box.x + box.width + AIR <= x for box in taken):
            yield x


def _in_rows(quarter: _Quarter, sizes: tuple[tuple[float, float], ...]) -> tuple[Box | None, ...]:
    """As many as can be, in rows one beside the other, each into the first row that has room for it."""
    tall = max(height for _, height in sizes)
    best: tuple[Box | None, ...] = (None,) * len(sizes)
    for phase in range(_PHASES):
        rows: list[tuple[float, float, list[tuple[int, float]]]] = []
        top = AIR + phase / _PHASES * (tall + AIR)
        while (edges := quarter.row(top, tall)) is not None:
            rows.append((top, edges[1], [(-1, edges[0])]))
            top += tall + AIR
        found: list[Box | None] = []
        for number, (width, height) in enumerate(sizes):
            row = next((each for each in rows if each[2][-1][1] + width <= each[1]), None)
            if row is None:
                found.append(None)
                continue
            x = row[2][-1][1]
            row[2].append((number, x + width + AIR))
            found.append(Box(x, row[0] + (tall - height) / 2, width, height))
        if sum(box is not None for box in found) > sum(box is not None for box in best):
            best = tuple(found)
    return best


def stepped(ring: int, sector: Sector, closer: int, round_: int) -> tuple[int, Sector]:
    """The cell one step further in (`closer` 1) or out (-1), or one sector on as a clock goes (`round_` 1) or back (-1)."""
    at = (ROUND.index(sector) + round_) % len(ROUND)
    return min(max(ring - closer, RINGS[0]), RINGS[-1]), ROUND[at]


def beside(places: Mapping[str, Box], record: str, across: int, down: int) -> str:
    """Whose box is next from this one in a direction; the same when there is none. Along a direction nearness counts, aside of it
    counts double."""
    here = places[record].centre

    def far(other: str) -> float | None:
        there = places[other].centre
        along = (there[0] - here[0]) * across + (there[1] - here[1]) * down
        aside = abs((there[0] - here[0]) * down) + abs((there[1] - here[1]) * across)
        return along + 2 * aside if along > 1 and aside <= 3 * along else None

    known = {other: away for other in places if other != record and (away := far(other)) is not None}
    return min(known, key=lambda other: (known[other], other)) if known else record
