"""A board as Qt's item views and screen readers know it: a table of cells, each with a name that says all of it."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ui.visit.shapes.arranging import Arrangement, Slot
from ui.visit.shapes.board import Board

Index = QModelIndex | QPersistentModelIndex
_SAID = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class CellsModel(QAbstractTableModel):
    """Holds one arrangement of a board. It is never written to."""

    def __init__(self) -> None:
        super().__init__()
        self._board: Board | None = None
        self._arrangement = Arrangement((), 1, as_list=False)

    @property
    def arrangement(self) -> Arrangement:
        """What stands where now."""
        return self._arrangement

    def show_board(self, board: Board, arrangement: Arrangement) -> None:
        """Hold another board, or the same one in another arrangement."""
        self.beginResetModel()
        self._board, self._arrangement = board, arrangement
        self.endResetModel()

    def slot_at(self, index: Index) -> Slot | None:
        """The cell at an index."""
        if not index.isValid() or index.row() >= len(self._arrangement.lines):
            return None
        line = self._arrangement.lines[index.row()]
        return line[index.column()] if index.column() < len(line) else None

    def rowCount(self, parent: Index | None = None) -> int:
        """How many lines of cells there are."""
        return 0 if parent is not None and parent.isValid() else len(self._arrangement.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        """How many cells stand beside each other."""
        return 0 if parent is not None and parent.isValid() else self._arrangement.columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell is called."""
        slot = self.slot_at(index) if role in _SAID else None
        return slot.cell.name if slot is not None else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a column is called, and a row."""
        if role not in _SAID or self._board is None:
            return None
        if orientation == Qt.Orientation.Horizontal:
            named = not self._arrangement.as_list and len(self._board.headings) == self._arrangement.columns
            return self._board.headings[section] if named and section < len(self._board.headings) else self._board.title
        lines = self._arrangement.lines
        return lines[section][0].row.name if section < len(lines) and lines[section] else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell that is there can be gone to."""
        if self.slot_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
