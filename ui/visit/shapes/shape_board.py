"""The board beside the question: its title, its cells, a row more. It can be folded to one line, and a key opens it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.paper.making import shortly
from ui.visit.shapes.board import Board, Row
from ui.visit.shapes.cells import Cells
from ui.widgets.announce import announce
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import FlowRow
from ui.widgets.passage import Passage
from ui.words import Words


class ShapeBoard(QWidget):
    """Shows what was said in one tool, in its shape, and says which cell is talked about. Hidden where a tool has no board."""

    cell_chosen = Signal(str, str)
    """(id of the question, row): talk about this."""

    row_added = Signal()
    """Begin a row of its own."""

    moved = Signal(str, str)
    """(row, the row it is to stand before; last if empty)"""

    left = Signal()
    """The keyboard back to where one writes."""

    folded_changed = Signal(bool)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._board: Board | None = None
        self._folded = False
        self._cells: Cells | None = None
        self._title = Passage(type="heading", tone="soft")
        self._many = Passage(type="small", tone="soft")
        self._fold = ActionButton("", kind="link")
        self._another, self._up, self._down = (ActionButton("", kind="link") for _ in range(3))
        head, foot = FlowRow(spacing=16), FlowRow(spacing=20)
        for part in (self._title, self._many, self._fold):
            head.add(part)
        for button in (self._another, self._up, self._down):
            foot.add(button)
        self._foot = foot
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._layout.addWidget(head)
        self._layout.addWidget(foot)
        self._fold.clicked.connect(lambda: self.set_folded(not self._folded))
        self._another.clicked.connect(self.row_added)
        self._up.clicked.connect(lambda: self._move(-1))
        self._down.clicked.connect(lambda: self._move(1))
        self.hide()

    @property
    def board(self) -> Board | None:
        """What is on show, if anything."""
        return self._board

    @property
    def folded(self) -> bool:
        """Whether it is folded to one line."""
        return self._folded

    @property
    def cells(self) -> Cells | None:
        """The cells, once there was a board."""
        return self._cells

    def show_board(self, board: Board | None) -> None:
        """Show this board, or none."""
        self._board = board
        self.setVisible(board is not None)
        if board is None:
            return
        self.setAccessibleName(board.title)
        self._made_cells().show_board(board)
        self._show_fold()
        self._show_foot(board)

    def set_folded(self, folded: bool) -> None:
        """Fold it to one line, or open it."""
        if folded == self._folded:
            return
        self._folded = folded
        self._show_fold()
        if self._board is not None:
            self._show_foot(self._board)
        self.folded_changed.emit(folded)

    def focus_here(self) -> bool:
        """The keyboard to the cell that is talked about; a folded board opens. Says whether there is a board."""
        if self._board is None:
            return False
        self.set_folded(False)
        cells = self._made_cells()
        cells.go_to_here()
        cells.setFocus()
        return True

    @property
    def has_keyboard(self) -> bool:
        """Whether the arrow keys are in its cells."""
        return self._cells is not None and self._cells.hasFocus()

    def say_moved(self, row: str) -> None:
        """Tell whoever listens where a row stands now."""
        keys = [each.key for each in self._board.rows] if self._board is not None else []
        if row in keys and self._cells is not None:
            announce(self._cells, self._words("shapes.moved", number=keys.index(row) + 1, of=len(keys)))

    def _made_cells(self) -> Cells:
        if self._cells is None:
            self._cells = Cells()
            self._layout.insertWidget(1, self._cells)
            self._cells.cell_chosen.connect(self.cell_chosen)
            self._cells.moved.connect(self.moved)
            self._cells.left.connect(self.left)
        return self._cells

    def _show_fold(self) -> None:
        board, words = self._board, self._words
        if board is None:
            return
        self._title.set_text(board.title)
        named = words("shapes.unfold_name" if self._folded else "shapes.fold_name", title=board.title)
        self._fold.set_text(words("shapes.unfold" if self._folded else "shapes.fold"), named)
        self._fold.setToolTip(words("shapes.keys_rows" if board.movable else "shapes.keys"))
        self._many.set_text(words("shapes.rows", count=board.rows_filled) if board.movable else "")
        self._many.setVisible(self._folded and board.movable)
        cells = self._made_cells()
        cells.setVisible(not self._folded)
        cells.setAccessibleDescription(words("shapes.keys_rows" if board.movable else "shapes.keys"))

    def _show_foot(self, board: Board) -> None:
        here = self._here(board)
        keys = [row.key for row in board.rows]
        named = self._words("shapes.another_name", another=board.another, title=board.title)
        self._another.set_text(board.another, named if board.another else "")
        self._another.setVisible(bool(board.another) and board.rows_filled > 0)
        may_move = board.movable and here is not None and here.filled
        start = self._start(here) if here is not None else ""
        for button, key, name, possible in (
            (self._up, "shapes.up", "shapes.up_name", may_move and here is not None and keys.index(here.key) > 0),
            (self._down, "shapes.down", "shapes.down_name", may_move and here is not None and here.key != keys[-1]),
        ):
            if button.hasFocus() and not possible:
                self._another.setFocus()
            button.set_text(self._words(key), self._words(name, start=start))
            button.setVisible(possible)
        self._foot.setVisible(not self._folded and (self._another.isVisibleTo(self._foot) or may_move))

    def _move(self, way: int) -> None:
        here = self._here(self._board) if self._board is not None else None
        if here is not None and self._cells is not None:
            self._cells.move_row(here.key, way)

    @staticmethod
    def _here(board: Board) -> Row | None:
        return next((row for row in board.rows if row.here), None)

    @staticmethod
    def _start(row: Row) -> str:
        said = next((saying.words for cell in row.cells for saying in cell.sayings), "")
        return shortly(said)
