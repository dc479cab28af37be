"""The large buttons at the foot of the turned screen, or at the side on which the person's hand is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from app.practice.own_view import LEFT, RIGHT
from ui.turned.sizes import in_points
from ui.widgets.layout import FlowRow
from ui.widgets.page import Page

_ROW_SHARE, _COLUMN_SHARE = 0.34, 0.34
"""How much of the window's height, or width, the buttons may take. Else they scroll with the page."""
_SPACING = 24
_MARGINS = {"row": (64, 16, 64, 32), "column": (24, 32, 32, 32), "page": (8, 8, 8, 8)}


class Foot(QWidget):
    """Stands beside a page in the layout it was given, in a row, in a column at one side, or at the end of the page."""

    def __init__(self, page: Page, layout: QBoxLayout, parts: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page, self._outer, self._parts = page, layout, list(parts)
        self._row = FlowRow(spacing=_SPACING)
        for part in self._parts:
            self._row.add(part)
        self._inner = QVBoxLayout(self)
        self._inner.setSpacing(0)
        self._inner.addStretch(1)
        self._inner.addWidget(self._row)
        self._way = ""
        outer_page = layout.indexOf(page)
        if outer_page < 0:
            layout.addWidget(page, 1)
        layout.addWidget(self)

    def set_points(self, points: float) -> None:
        """The size of the words on the buttons."""
        for part in self._parts:
            part.setStyleSheet(in_points(points))

    def trails(self, hand: str) -> bool:
        """Whether what stands on the side of this hand ends at the edge where lines end."""
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return bool(hand) and (hand == RIGHT) != rtl

    def place(self, width: int, height: int, hand: str) -> None:
        """Find the place for a window of this size, on the side of this hand."""
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._row.set_trailing(self.trails(hand))
        widest = max((part.sizeHint().width() for part in self._shown()), default=0)
        way = "row"
        if hand and self._fits_beside(width, height, widest):
            way = hand
        for part in self._parts:
            part.setMinimumWidth(min(widest, width // 3) if way in (LEFT, RIGHT) else 0)
        if way == "row" and self._row_height(width) > height * _ROW_SHARE:
            way = "page"
        self._go(way, rtl, widest)

    def _shown(self) -> list[QWidget]:
        return [part for part in self._parts if not part.isHidden()]

    def _fits_beside(self, width: int, height: int, widest: int) -> bool:
        left, top, right, bottom = _MARGINS["column"]
        tall = sum(part.heightForWidth(widest) for part in self._shown()) + _SPACING * (len(self._shown()) - 1)
        return widest + left + right <= width * _COLUMN_SHARE and tall + top + bottom <= height

    def _row_height(self, width: int) -> int:
        left, top, right, bottom = _MARGINS["row"]
        return self._row.heightForWidth(width - left - right) + top + bottom

    def _go(self, way: str, rtl: bool, widest: int) -> None:
        beside = way in (LEFT, RIGHT)
        left, top, right, bottom = _MARGINS["column" if beside else way]
        self._inner.setContentsMargins(left, top, right, bottom)
        if beside:
            self.setFixedWidth(widest + left + right)
        else:
            self.setMinimumWidth(0)
            self.setMaximumWidth(16_777_215)
        if (way, rtl) == (self._way, self.property("rtl")):
            return
        self._way = way
        self.setProperty("rtl", rtl)
        (self._page.footer if self._page.footer.indexOf(self) >= 0 else self._outer).removeWidget(self)
        if way == "page":
            self._page.footer.addWidget(self)
            return
        direction = QBoxLayout.Direction.TopToBottom
        if beside:
            ahead = (way == RIGHT) != rtl
            direction = QBoxLayout.Direction.LeftToRight if ahead else QBoxLayout.Direction.RightToLeft
        self._outer.setDirection(direction)
        self._outer.addWidget(self)
