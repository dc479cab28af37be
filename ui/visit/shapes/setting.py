"""Setting the words of one cell: headings, what was said in quotation marks, whose words they are; never cut."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from ui.theme.stylesheet import SIZES
from ui.theme.theme import BODY_POINTS, LINE_HEIGHT
from ui.theme.tokens import Tokens
from ui.visit.shapes.arranging import Slot
from ui.widgets.lines import Lines, direction_of
from ui.widgets.quote import CLOSE, OPEN

BETWEEN_SAYINGS, UNDER_HEADING = 10, 2
_MOST_KEPT = 4000


class Faces:
    """The type that boards are set in: a widget's own family, and how large its body text is. What was set once is kept."""

    def __init__(self, font: QFont, dots_an_inch: int) -> None:
        self._body = font
        self.scale = font.pointSizeF() / BODY_POINTS
        self._dots_a_point = dots_an_inch / 72
        self._kept: dict[tuple[str, str, bool, int, Qt.LayoutDirection], Lines] = {}

    def face(self, kind: str, *, bold: bool = False) -> QFont:
        """The type of this kind of text (see `ui.theme.stylesheet.SIZES`)."""
        made = QFont(self._body)
        made.setPointSizeF(SIZES[kind] * self.scale)
        made.setBold(bold)
        return made

    def lines(self, text: str, kind: str, width: float, leads: Qt.LayoutDirection, *, bold: bool = False) -> Lines:
        """A text laid out as the house sets it."""
        key = (text, kind, bold, round(width), leads)
        if key not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            made = self.face(kind, bold=bold)
            self._kept[key] = Lines(text, made, round(width), leads, made.pointSizeF() * self._dots_a_point * LINE_HEIGHT)
        return self._kept[key]


@dataclass(frozen=True)
class Block:
    """A few lines at their height in the cell, in the colour of this token."""

    lines: Lines
    top: float
    tone: str


class Setting:
    """One cell, set at a width."""

    def __init__(self, slot: Slot, width: float, faces: Faces, leads: Qt.LayoutDirection) -> None:
        self._blocks: list[Block] = []
        self._width, self._faces, self._leads = width, faces, leads
        self.height = 0.0
        cell = slot.cell
        if slot.head:
            self._add(slot.head, "heading", "ink", bold=True, after=UNDER_HEADING)
        if slot.titled:
            tone = "quiet" if slot.mark else "soft_ink"
            bold = cell.filled or bool(slot.mark) or cell.here
            self._add(slot.mark or cell.heading, "small", tone, bold=bold, after=UNDER_HEADING)
        size = "answer" if slot.row.first else "heading" if slot.leads else "body"
        for at, saying in enumerate(cell.sayings):
            if at:
                self.height += BETWEEN_SAYINGS
            own = direction_of(saying.words, leads)
            said = saying.words if saying.promised else f"{OPEN}{saying.words}{CLOSE}"
            self._add(said, size, "ink", bold=slot.leads, leads=own)
            if saying.by:
                self._add(saying.by, "small", "soft_ink")
            if saying.mark:
                self._add(saying.mark, "small", "attention" if saying.unsettled else "agreed")
        if not cell.sayings:
            self._add_nothing(slot)

    @property
    def widest(self) -> float:
        """How wide the widest line is."""
        return max((block.lines.longest for block in self._blocks), default=0.0)

    def draw(self, painter: QPainter, left: float, top: float, tokens: Tokens) -> None:
        """Draw it with its upper left corner there."""
        for block in self._blocks:
            painter.setPen(QColor(tokens.colour(block.tone)))
            block.lines.draw(painter, QPointF(left, top + block.top))

    def _add_nothing(self, slot: Slot) -> None:
        if slot.cell.instead:
            self._add(slot.cell.instead, "body", "soft_ink")
        elif slot.leads:
            self._add(slot.cell.heading, "heading", "soft_ink", bold=True)

    def _add(
        self,
        text: str,
        kind: str,
        tone: str,
        *,
        bold: bool = False,
        after: float = 0.0,
        leads: Qt.LayoutDirection | None = None,
    ) -> None:
        lines = self._faces.lines(text, kind, self._width, self._leads if leads is None else leads, bold=bold)
        self._blocks.append(Block(lines, self.height, tone))
        self.height += lines.height + after
