"""The cells of a board on the screen: gone through with the arrow keys, chosen with Enter or a click, rows moved by hand."""

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.theme.theme import tokens_of
from ui.theme.tokens import Tokens
from ui.visit.shapes.arranging import Slot
from ui.visit.shapes.board import Board, Form, Tint
from ui.visit.shapes.drawing import draw_ladder, draw_life_line, draw_rings, ring_at
from ui.visit.shapes.model import CellsModel, Index
from ui.visit.shapes.plan import SIDE, Plan, planned
from ui.visit.shapes.setting import Faces
from ui.widgets.page import Page

_RING, _BAR = 3, 4


class Cells(QTableView):
    """One board. It is as tall as its words need, and cuts none of them."""

    cell_chosen = Signal(str, str)
    """(id of the question, row)"""

    moved = Signal(str, str)
    """(row, the row it is to stand before; last if empty)"""

    left = Signal()
    """Back to where one writes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board: Board | None = None
        self._plan: Plan | None = None
        self._plans: dict[int, Plan] = {}
        self._faces: Faces | None = None
        self._pressed: Slot | None = None
        self._pressed_at = QPoint()
        self._drop: int | None = None
        self._model = CellsModel()
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setAutoScroll(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setProperty("rings_itself", True)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setMinimumSectionSize(1)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def board(self) -> Board | None:
        """What is on show."""
        return self._board

    @property
    def plan(self) -> Plan | None:
        """How it is laid out now."""
        return self._plan

    @property
    def current(self) -> Slot | None:
        """The cell that the arrow keys are at."""
        return self._model.slot_at(self.currentIndex())

    def show_board(self, board: Board) -> None:
        """Show this board. The keyboard stays at the cell where it was, else goes to the one that is talked about."""
        if board == self._board:
            return
        kept = self.current if self.hasFocus() else None
        self._board, self._plans = board, {}
        self.setAccessibleName(board.title)
        self._lay(self.width())
        if kept is None or not self.go_to(kept.cell.prompts[0] if kept.cell.prompts else "", kept.cell.row):
            self.go_to_here()
        self.updateGeometry()

    def go_to(self, prompt: str, row: str) -> bool:
        """Put the arrow keys at the cell of this question and row; says whether there is one."""
        return self._go(self._model.arrangement.find(prompt, row))

    def go_to_here(self) -> bool:
        """Put the arrow keys at the cell that is being talked about, or at the first."""
        return self._go(self._model.arrangement.here or (0, 0))

    def keyboard_box(self) -> QRect:
        """Where the cell lies that has the keyboard."""
        return self.visualRect(self.currentIndex())

    def hasHeightForWidth(self) -> bool:
        """Always: narrower is taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height that shows every word at this width."""
        plan = self._plan_at(width)
        return plan.height if plan is not None else 0

    def sizeHint(self) -> QSize:
        """As wide as there is room, as tall as that needs."""
        width = self.width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Words wrap as far as they must."""
        return QSize(round(self.fontMetrics().averageCharWidth() * 10), 36)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay it out anew for another width."""
        self._lay(event.size().width())
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another size or direction of text is another layout."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange):
            self._plans, self._faces = {}, None
            self._lay(self.width())
            self.updateGeometry()
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        """Escape is the board's own while the keyboard is in it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The cell with the keyboard comes into sight."""
        super().focusInEvent(event)
        self._bring_into_sight()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter talks about a cell, Alt with an arrow moves its row, Escape goes back to where one writes."""
        key, slot = event.key(), self.current
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(slot)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_row(slot.cell.row if slot is not None else "", -1 if key == Qt.Key.Key_Up else 1)
        elif key in _ARROWS:
            super().keyPressEvent(event)
            self._bring_into_sight()
        else:
            event.ignore()

    def move_row(self, row: str, way: int) -> None:
        """Ask for this row to be put one place up (-1) or down (1)."""
        keys = [each.key for each in self._board.rows] if self._board is not None and self._board.movable else []
        if row not in keys or not 0 <= keys.index(row) + way < len(keys):
            return
        at = keys.index(row)
        before = at - 1 if way < 0 else at + 2
        self.moved.emit(row, keys[before] if before < len(keys) else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where; it may become a click or the dragging of a row."""
        self._pressed = self._slot_under(event.position().toPoint()) if event.button() == Qt.MouseButton.LeftButton else None
        self._pressed_at = event.position().toPoint()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show between which rows it would be put."""
        far = (event.position().toPoint() - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
        if self._pressed is not None and self._board is not None and self._board.movable and (far or self._drop is not None):
            self._drop = self._row_gap_at(event.position().y())
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put the row there, or choose the cell."""
        pressed, drop = self._pressed, self._drop
        self._pressed = self._drop = None
        self.viewport().unsetCursor()
        self.viewport().update()
        if pressed is None or self._board is None:
            return
        if drop is not None:
            if drop not in (pressed.row_at, pressed.row_at + 1):
                rows = self._board.rows
                self.moved.emit(pressed.row.key, rows[drop].key if drop < len(rows) else "")
            return
        at = event.position().toPoint()
        if (ring := self._ring_under(at)) is not None:
            self._choose(ring)
        elif self._slot_under(at) is pressed:
            self._choose(pressed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cells, then what is drawn beside them, then where a dragged row would go."""
        super().paintEvent(event)
        if self._plan is None or self._board is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self)
        for boxes, slots in self._groups():
            self._draw_beside(painter, tokens, boxes, slots)
        if self._drop is not None:
            painter.setPen(QPen(QColor(tokens.quiet), 3))
            height = self._gap_at(self._drop)
            painter.drawLine(0, height, self.width(), height)

    def paint_cell(self, painter: QPainter, box: QRect, index: Index) -> None:
        """One cell: its ground, its words, and the ring if it has the keyboard."""
        slot, plan = self._model.slot_at(index), self._plan
        setting = plan.settings.get((index.row(), index.column())) if plan is not None else None
        if slot is None or plan is None or setting is None:
            return
        tokens, rtl = tokens_of(self), self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        words = self._words_box(box, index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, tokens, words, slot, rtl)
        if not plan.arrangement.as_list and index.row() + 1 < len(plan.heights):
            painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), QColor(tokens.hairline))
        if index.row() == 0 and index.column() < len(plan.headings):
            asked = self._board is not None and index.column() == self._board.column_here
            painter.setPen(QColor(tokens.quiet if asked else tokens.soft_ink))
            plan.headings[index.column()].draw(painter, QPoint(words.left() + SIDE, box.top()).toPointF())
        if index.column() == 0 and index.row() in plan.names:
            name = plan.names[index.row()]
            painter.setPen(QColor(tokens.quiet if slot.row.here else tokens.ink))
            left = words.right() + 1 + SIDE if rtl else box.left()
            name.draw(painter, QPoint(round(left), box.top() + plan.top_of_words(index.row())).toPointF())
        setting.draw(painter, words.left() + SIDE, box.top() + plan.top_of_words(index.row()), tokens)
        if self.hasFocus() and index == self.currentIndex():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.focus), _RING))
            half = _RING / 2
            painter.drawRoundedRect(words.toRectF().adjusted(half, half, -half, -half), 7, 7)
        painter.restore()

    def _paint_ground(self, painter: QPainter, tokens: Tokens, words: QRect, slot: Slot, rtl: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        inner = words.toRectF().adjusted(1, 1, -1, -1)
        if slot.cell.here:
            painter.setBrush(QColor(tokens.quiet_tint))
            painter.drawRoundedRect(inner, 6, 6)
            painter.setBrush(QColor(tokens.quiet))
            bar = QRectF(inner.right() - _BAR if rtl else inner.left(), inner.top() + 6, _BAR, inner.height() - 12)
            painter.drawRoundedRect(bar, 2, 2)
        elif slot.cell.tint is Tint.MIDDLE:
            painter.setBrush(QColor(tokens.support))
            painter.drawRoundedRect(inner, 6, 6)
        elif self._board is not None and self._board.form is Form.BOXES and not self._model.arrangement.as_list:
            painter.setBrush(QColor(tokens.surface))
            painter.setPen(QPen(QColor(tokens.hairline), 1))
            painter.drawRoundedRect(inner.adjusted(2, 2, -2, -2), 8, 8)

    def _draw_beside(self, painter: QPainter, tokens: Tokens, boxes: list[QRectF], slots: list[Slot]) -> None:
        assert self._plan is not None
        assert self._board is not None
        gutter = self._plan.gutter
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - gutter if rtl else 0
        if not gutter:
            return
        match self._board.form:
            case Form.LINE:
                last = slots[0].row_at + 1 == len(self._board.rows)
                draw_life_line(painter, tokens, boxes, slots, left + gutter / 2, last=last)
            case Form.LADDER:
                draw_ladder(painter, tokens, boxes, slots, left, gutter)
            case Form.RINGS:
                draw_rings(painter, tokens, self._ring_box(boxes), slots)

    def _groups(self) -> list[tuple[list[QRectF], list[Slot]]]:
        """The lines of each row, with their places."""
        found: list[tuple[list[QRectF], list[Slot]]] = []
        for line, slots in enumerate(self._model.arrangement.lines):
            box = self.visualRect(self._model.index(line, 0)).toRectF()
            if slots[0].opens or not found:
                found.append(([], []))
            found[-1][0].append(box)
            found[-1][1].append(slots[0])
        return found

    def _ring_box(self, boxes: list[QRectF]) -> QRectF:
        gutter = self._plan.gutter if self._plan is not None else 0
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return QRectF(self.width() - gutter if rtl else 0, boxes[0].top() + 4, gutter - 4, gutter - 4)

    def _ring_under(self, point: QPoint) -> Slot | None:
        if self._board is None or self._board.form is not Form.RINGS or self._plan is None or not self._plan.gutter:
            return None
        for boxes, slots in self._groups():
            box, rings = self._ring_box(boxes), [slot for slot in slots if not slot.leads]
            at = ring_at(box, point.toPointF(), len(rings)) if box.contains(point.toPointF()) else None
            if at is not None:
                return rings[at]
        return None

    def _words_box(self, box: QRect, index: Index) -> QRect:
        plan = self._plan
        assert plan is not None
        gutter = plan.gutter if index.column() == 0 else 0
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        head = plan.head if index.row() == 0 else 0
        return box.adjusted(0 if rtl else gutter, head, -gutter if rtl else 0, -1)

    def _slot_under(self, point: QPoint) -> Slot | None:
        return self._model.slot_at(self.indexAt(point))

    def _gap_at(self, row: int) -> int:
        """The height between two rows: 0 is above the first."""
        heights = self._plan.heights if self._plan is not None else []
        lines = self._model.arrangement.lines
        return sum(heights[at] for at, line in enumerate(lines) if line[0].row_at < row)

    def _row_gap_at(self, height: float) -> int:
        rows = len(self._board.rows) if self._board is not None else 0
        return min(range(rows + 1), key=lambda row: abs(self._gap_at(row) - height))

    def _choose(self, slot: Slot | None) -> None:
        if slot is not None and slot.cell.prompts:
            self.go_to(slot.cell.prompts[0], slot.cell.row)
            self.cell_chosen.emit(slot.cell.prompts[0], slot.cell.row)

    def _go(self, place: tuple[int, int] | None) -> bool:
        if place is None or place[0] >= self._model.rowCount():
            return False
        self.setCurrentIndex(self._model.index(*place))
        if self.hasFocus():
            self._bring_into_sight()
        return True

    def _bring_into_sight(self) -> None:
        holder = self.parentWidget()
        while holder is not None and not isinstance(holder, Page):
            holder = holder.parentWidget()
        if holder is not None:
            holder.scroll_to(self)

    def _plan_at(self, width: int) -> Plan | None:
        if self._board is None:
            return None
        if width not in self._plans:
            self.ensurePolished()
            if self._faces is None:
                self._faces = Faces(self.font(), self.logicalDpiY())
            self._plans[width] = planned(self._board, max(width, 1), self._faces, self.layoutDirection())
        return self._plans[width]

    def _lay(self, width: int) -> None:
        plan = self._plan_at(width)
        if plan is None or self._board is None or plan is self._plan:
            return
        kept = self.current
        self._plan = plan
        self._model.show_board(self._board, plan.arrangement)
        self.clearSpans()
        for column, wide in enumerate(plan.widths):
            self.setColumnWidth(column, wide)
        for line, tall in enumerate(plan.heights):
            self.setRowHeight(line, tall)
            if len(plan.arrangement.lines[line]) < plan.arrangement.columns:
                self.setSpan(line, 0, 1, plan.arrangement.columns)
        if kept is not None and kept.cell.prompts:
            self.go_to(kept.cell.prompts[0], kept.cell.row)
        self.viewport().update()


_ARROWS = frozenset(
    {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp}
)


class _Painter(QStyledItemDelegate):
    """Lets the view paint each cell from its plan."""

    def __init__(self, view: Cells) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:  # type: ignore[override]
        """One cell."""
        self._view.paint_cell(painter, option.rect, index)  # type: ignore[attr-defined]
