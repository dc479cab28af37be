"""Rows of text flowing over pages. A statement stays whole if a page can hold it; a heading is never left alone; where
something must be parted, at least two lines stay on each side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from app.paper.lines import Line
from app.paper.look import Panel
from app.paper.symbols import Symbol
from app.paper.tagged import Node

FEWEST = 2
AGAIN_AT_MOST = 0.3
"""The share of a page that a heading may take when it is set once more."""


@dataclass(frozen=True)
class Piece:
    """One line of words inside a row: whose they are, and where they stand in it. `node` is None for a furniture word."""

    node: Node | None
    x: float
    baseline: float
    line: Line
    size: float
    colour: str


@dataclass(frozen=True)
class Sign:
    """A drawing inside a row, centred on a point. No picture: a dot. `ground` is the disc behind a picture."""

    x: float
    y: float
    size: float
    colour: str
    picture: str = ""
    ground: str = ""
    symbol: Symbol | None = None
    """A coloured picture in place of a drawing."""


@dataclass(frozen=True)
class Picture:
    """A photo beside rows: it begins `above` the top of the row in which it stands. `node` is its place in the structure."""

    node: Node
    x: float
    above: float
    width: float
    height: float
    data: bytes


@dataclass(frozen=True)
class Outline:
    """A line drawn inside a row: path operators counted downwards from its left upper corner, and `dashes` if it has any."""

    path: str
    colour: str
    thick: float
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True)
class Row:
    """What is never parted: one line, or one row of a table. `rule` draws a hairline under it, `tint` a ground behind
    it; `span` is where they begin and how wide they are."""

    height: float
    pieces: tuple[Piece, ...] = ()
    signs: tuple[Sign, ...] = ()
    pictures: tuple[Picture, ...] = ()
    outlines: tuple[Outline, ...] = ()
    rule: bool = False
    tint: str = ""
    span: tuple[float, float] | None = None


@dataclass(frozen=True)
class Block:
    """Rows that belong together: a heading, a statement with who said it. Above the top of a page no space is left."""

    rows: tuple[Row, ...]
    above: float = 0
    panel: Panel | None = None
    stays: bool = False
    """A heading: never parted from the start of the next block."""
    together: bool = False
    """On one page with the next block where one page can hold them all."""
    again: tuple[Row, ...] = ()
    """Set above it at the top of a page: the heading of the part that goes on there."""

    @property
    def height(self) -> float:
        """Of all rows, without what is above."""
        return sum(row.height for row in self.rows)


@dataclass
class Side:
    """One page: rows with their place from the top of the text area, and the tinted boxes behind them."""

    rows: list[tuple[float, Row]] = field(default_factory=list)
    grounds: list[tuple[float, float, Panel]] = field(default_factory=list)
    filled: float = 0


def flow(blocks: Sequence[Block], room: float) -> list[Side]:
    """The blocks over as many pages of this height as they need."""
    pages = _Pages(room)
    for chain in _chains(blocks, lambda block: block.stays or block.together):
        pages.place(chain)
    return pages.finished()


class Length(NamedTuple):
    """How long blocks are on one page without an end: their rows, and the space around them."""

    rows: float
    space: float

    def with_air(self, air: float) -> float:
        """The length with more or less space."""
        return self.rows + self.space * air


def length(blocks: Sequence[Block]) -> Length:
    """How long the blocks are, set one under the other."""
    tall = space = 0.0
    panel: Panel | None = None
    for number, block in enumerate(blocks):
        tall += block.height
        space += block.above if number else 0
        if block.panel is not panel:
            space += (panel.pad if panel else 0) + (block.panel.pad if block.panel else 0)
            panel = block.panel
    return Length(tall, space + (panel.pad if panel else 0))


def aired(blocks: Sequence[Block], air: float) -> list[Block]:
    """The same blocks with more or less space between them and inside their boxes."""
    panels = {block.panel: replace(block.panel, pad=block.panel.pad * air) for block in blocks if block.panel}
    return [replace(block, above=block.above * air, panel=panels[block.panel] if block.panel else None) for block in blocks]


def _chains(blocks: Sequence[Block], held: Callable[[Block], bool]) -> list[list[Block]]:
    chains: list[list[Block]] = [[]]
    for block in blocks:
        chains[-1].append(block)
        if not held(block):
            chains.append([])
    return [chain for chain in chains if chain]


class _Pages:
    def __init__(self, room: float) -> None:
        self._room = room
        self._sides = [Side()]
        self._panel: Panel | None = None
        self._began = 0.0
        self._before = 0
        """How many rows stand before the box that is open."""
        self._repeated = 0
        """How many rows of this page are a heading set again."""

    def place(self, chain: list[Block]) -> None:
        """Put a chain where it fits whole; if no page can hold it, part it as little as can be."""
        if self.needed(chain) <= self._room:
            self._put_all(chain)
        elif _Pages(self._room).needed(chain, again=True) <= self._room:
            self._turn(chain[0])
            self._put_all(chain)
        elif len(parts := _chains(chain, lambda block: block.stays)) > 1:
            for part in parts:
                self.place(part)
        else:
            self._part(chain)

    def needed(self, chain: Sequence[Block], *, again: bool = False) -> float:
        """How far down the chain would reach from here, with the padding that its box still needs."""
        at, panel, top = self._side.filled, self._panel, not self._side.rows
        if again:
            repeated = self._again(chain[0])
            at += sum(row.height for row in repeated)
            top = top and not repeated
        for block in chain:
            if block.panel is not panel:
                at += panel.pad if panel else 0
                at += 0 if top else block.above
                at += block.panel.pad if block.panel else 0
                panel = block.panel
            else:
                at += 0 if top else block.above
            at += block.height
            top = False
        return at + (panel.pad if panel else 0)

    def finished(self) -> list[Side]:
        """Every page."""
        self._leave_panel()
        return self._sides

    @property
    def _side(self) -> Side:
        return self._sides[-1]

    def _put_all(self, chain: Sequence[Block]) -> None:
        for block in chain:
            self._enter(block)
            self._put(block.rows)

    def _part(self, chain: Sequence[Block]) -> None:
        """Headings and one block that is longer than a page."""
        *headings, block = chain
        start = [*headings, replace(block, rows=block.rows[:FEWEST])]
        if self._side.rows and self.needed(start) > self._room:
            self._turn(chain[0])
        if self.needed(start) <= self._room:
            self._put_all(headings)
            self._pour(block)
        else:
            for each in chain:
                self._pour(each)

    def _pour(self, block: Block) -> None:
        """The rows of a block over as many pages as they need."""
        rows: Sequence[Row] = block.rows
        while rows:
            begun = len(self._side.rows) > self._repeated
            self._enter(block)
            fits = self._rows_that_fit(rows)
            if begun and fits < min(FEWEST, len(rows)):
                self._turn(block)
                continue
            self._put(rows[: max(fits, 1)])
            rows = rows[max(fits, 1) :]
            if rows:
                self._turn(block)

    def _rows_that_fit(self, rows: Sequence[Row]) -> int:
        room = self._room - self._side.filled - (self._panel.pad if self._panel else 0)
        fits = 0
        while fits < len(rows) and rows[fits].height <= room:
            room -= rows[fits].height
            fits += 1
        if 0 < len(rows) - fits < FEWEST:
            fits = len(rows) - FEWEST
        return fits

    def _turn(self, block: Block) -> None:
        """Go on at the top of a new page."""
        self._leave_panel()
        self._sides.append(Side())
        repeated = self._again(block)
        self._repeated = len(repeated)
        if repeated:
            self._enter(block)
            self._put(repeated)

    def _again(self, block: Block) -> Sequence[Row]:
        """The heading to set again, unless it would take the page from the words."""
        tall = sum(row.height for row in block.again)
        return block.again if tall <= self._room * AGAIN_AT_MOST else ()

    def _enter(self, block: Block) -> None:
        """Come to the place where the block's first row stands."""
        above = block.above if self._side.rows else 0
        if block.panel is self._panel:
            self._side.filled += above
            return
        self._leave_panel()
        self._side.filled += above
        self._panel, self._began, self._before = block.panel, self._side.filled, len(self._side.rows)
        self._side.filled += block.panel.pad if block.panel else 0

    def _leave_panel(self) -> None:
        if self._panel and len(self._side.rows) > self._before:
            self._side.filled += self._panel.pad
            self._side.grounds.append((self._began, self._side.filled, self._panel))
        self._panel = None

    def _put(self, rows: Sequence[Row]) -> None:
        for row in rows:
            self._side.rows.append((self._side.filled, row))
            self._side.filled += row.height
