"""What a board shows: rows of cells, each with what was said there and whose words they are. No Qt.

*Form*: how a board is drawn. *Here*: the cell that is being talked about.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Form(StrEnum):
    """How a board is drawn. Where there is little room every one of them is a list."""

    TABLE = "table"
    BOXES = "boxes"
    LINE = "line"
    LADDER = "ladder"
    RINGS = "rings"


class Tint(StrEnum):
    """A ground that sets a cell apart."""

    NONE = ""
    MIDDLE = "middle"
    """The strip between two sides."""


@dataclass(frozen=True)
class Saying:
    """One statement on a board, letter for letter."""

    words: str
    by: str = ""
    mark: str = ""
    unsettled: bool = False
    """The mark says that there is more than one version of the words."""
    promised: bool = False
    """It is what somebody will do, and nobody's words."""


@dataclass(frozen=True)
class Cell:
    """One place of a board. `instead` stands there while nothing was said; `name` is what a screen reader says."""

    prompts: tuple[str, ...]
    row: str
    column: str
    heading: str
    name: str
    sayings: tuple[Saying, ...] = ()
    instead: str = ""
    here: bool = False
    tint: Tint = Tint.NONE

    @property
    def filled(self) -> bool:
        """Whether anything was said."""
        return bool(self.sayings)


@dataclass(frozen=True)
class Row:
    """Cells that belong together. `name` stands at their head; `first` is set larger than the others."""

    key: str
    name: str
    cells: tuple[Cell, ...]
    first: bool = False
    marks: Mapping[str, str] = field(default_factory=dict)
    """What is written beside a column of this row: where now, what next."""

    @property
    def here(self) -> bool:
        """Whether it is the row that is being talked about."""
        return any(cell.here for cell in self.cells)

    @property
    def filled(self) -> bool:
        """Whether anything was said in it."""
        return any(cell.filled for cell in self.cells)


@dataclass(frozen=True)
class Board:
    """Everything a board shows. `movable`: its rows can be put in another order; `another`: what adds a row, if anything."""

    shape: str
    form: Form
    title: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    movable: bool = False
    another: str = ""
    numbered: bool = False
    """Its rows go by numbers and not by names."""
    column_here: int = -1
    """Which of the columns is asked about, also where nobody is chosen to speak yet."""
    shows_parts: bool = False
    """It shows every part of its tool at once."""

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All cells, row by row."""
        return tuple(cell for row in self.rows for cell in row.cells)

    @property
    def rows_filled(self) -> int:
        """How many rows hold anything."""
        return sum(row.filled for row in self.rows)
