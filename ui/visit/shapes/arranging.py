"""Which cell of a board stands where: as a table where there is room, else one below the other. No Qt.

*Slot*: a cell in its place, with what is written over it there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ui.visit.shapes.board import Board, Cell, Form, Row

LEAST_CHARACTERS = {Form.TABLE: 12, Form.BOXES: 18}
"""How wide a column must be, in average letters of the usual size, for a table to stand as one."""
BOXES_ABREAST = 2
_LEADS = {Form.LINE: ("when",), Form.LADDER: ("activity",), Form.RINGS: ("role",)}
"""The columns whose words are the heading of what is below them."""


@dataclass(frozen=True)
class Slot:
    """A cell in its place. `head` is the name of the row, where it stands over the cell; `leads`: it is itself the heading."""

    cell: Cell
    row: Row
    row_at: int
    titled: bool = False
    head: str = ""
    leads: bool = False
    opens: bool = False
    closes: bool = False
    mark: str = ""


@dataclass(frozen=True)
class Arrangement:
    """Lines of slots; a slot that stands alone in a line of several columns takes all of it."""

    lines: tuple[tuple[Slot, ...], ...]
    columns: int
    as_list: bool

    def find(self, prompt: str, row: str) -> tuple[int, int] | None:
        """Where the cell of this question and row stands."""
        for line, slots in enumerate(self.lines):
            for column, slot in enumerate(slots):
                if prompt in slot.cell.prompts and slot.cell.row == row:
                    return line, column
        return None

    @property
    def here(self) -> tuple[int, int] | None:
        """Where the cell stands that is being talked about."""
        for line, slots in enumerate(self.lines):
            for column, slot in enumerate(slots):
                if slot.cell.here:
                    return line, column
        return None


def columns_of(board: Board) -> int:
    """How many columns the board has where there is room."""
    match board.form:
        case Form.TABLE:
            return max(len(board.headings), 1)
        case Form.BOXES:
            return BOXES_ABREAST
    return 1


def arranged(board: Board, *, as_list: bool) -> Arrangement:
    """The board as a table, or one cell below the other."""
    if board.form in _LEADS:
        return Arrangement(
            tuple((slot,) for at, row in enumerate(board.rows) for slot in _drawn(board, row, at)), 1, as_list=True
        )
    if as_list:
        return Arrangement(
            tuple((slot,) for at, row in enumerate(board.rows) for slot in _below(board, row, at)), 1, as_list=True
        )
    if board.form is Form.BOXES:
        row = board.rows[0]
        slots = [Slot(cell, row, at, titled=True, opens=True, closes=True) for at, cell in enumerate(row.cells)]
        lines = [tuple(slots[at : at + BOXES_ABREAST]) for at in range(0, len(slots), BOXES_ABREAST)]
        return Arrangement(tuple(lines), BOXES_ABREAST, as_list=False)
    lines = [tuple(Slot(cell, row, at, opens=True, closes=True) for cell in row.cells) for at, row in enumerate(board.rows)]
    return Arrangement(tuple(lines), columns_of(board), as_list=False)


def _below(board: Board, row: Row, at: int) -> list[Slot]:
    """One cell below the other: what was said, and in the row that is talked about also what was not."""
    shown = [cell for cell in row.cells if cell.filled or cell.instead or row.here or not board.numbered]
    head = row.name if board.numbered or row.name else ""
    return [
        Slot(
            cell,
            row,
            at,
            titled=True,
            head=head if place == 0 else "",
            opens=place == 0,
            closes=place == len(shown) - 1,
        )
        for place, cell in enumerate(shown)
    ]


def _drawn(board: Board, row: Row, at: int) -> list[Slot]:
    lead = [cell for cell in row.cells if cell.column in _LEADS[board.form]]
    rest: Sequence[Cell] = [cell for cell in row.cells if cell not in lead]
    if board.form is Form.LADDER:
        rest = rest[::-1]
    elif board.form is Form.LINE:
        rest = [cell for cell in rest if cell.filled or row.here]
    shown = [*lead, *rest]
    return [
        Slot(
            cell,
            row,
            at,
            titled=cell not in lead and not (board.form is Form.LINE and cell.column == "happened" and cell.filled),
            leads=cell in lead,
            opens=place == 0,
            closes=place == len(shown) - 1,
            mark=row.marks.get(cell.column, ""),
        )
        for place, cell in enumerate(shown)
    ]
