"""Words in lines: broken between words, and inside one only if it is too long for a line of its own."""

import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

_LINE_BREAK = "\u2028"


class Lines:
    """A text laid out at a width. `leads` is the side that lines start from; `centred` puts them in the middle."""

    def __init__(
        self,
        text: str,
        font: QFont,
        width: float,
        leads: Qt.LayoutDirection,
        line_height: float = 0.0,
        centred: bool = False,
    ) -> None:
        self.width = width
        metrics = QFontMetricsF(font)
        least = max(line_height, metrics.ascent() + metrics.descent())
        option = QTextOption(_side(leads, centred))
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(direction_of(text, leads))
        self._layout = QTextLayout(text.replace("\n", _LINE_BREAK), font)
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        height = 0.0
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(width, 1.0))
            tall = max(least, line.height())
            line.setPosition(QPointF(0, height + (tall - line.height()) / 2))
            height += tall
        self._layout.endLayout()
        self.height = max(height, least)

    @property
    def count(self) -> int:
        """How many lines there are."""
        return self._layout.lineCount()

    @property
    def longest(self) -> float:
        """How wide the widest line is."""
        return max((self._layout.lineAt(at).naturalTextWidth() for at in range(self.count)), default=0.0)

    def draw(self, painter: QPainter, at: QPointF, marks: Sequence[QTextLayout.FormatRange] = ()) -> None:
        """Draw all lines in the painter's pen, with what is marked."""
        self._layout.draw(painter, at, list(marks))

    def place_at(self, point: QPointF) -> int:
        """The place in the text (in UTF-16 units) that lies at a point."""
        for at in range(self.count):
            line = self._layout.lineAt(at)
            box: QRectF = line.rect()
            if point.y() <= box.bottom() or at == self.count - 1:
                return int(line.xToCursor(point.x()))
        return 0

    def boxes(self, start: int, end: int) -> list[QRectF]:
        """Where the part from `start` to `end` (in UTF-16 units) lies, a box a line."""
        found: list[QRectF] = []
        for at in range(self.count):
            line = self._layout.lineAt(at)
            begins, ends = line.textStart(), line.textStart() + line.textLength()
            if start < ends and end > begins:
                sides = (line.cursorToX(place)[0] for place in (max(start, begins), min(end, ends)))  # type: ignore[index]
                left, right = sorted(sides)
                found.append(QRectF(left, line.rect().top(), right - left, line.rect().height()))
        return found


def direction_of(text: str, otherwise: Qt.LayoutDirection) -> Qt.LayoutDirection:
    """Words run the way their first letter does; what has no letters runs as the window does."""
    for letter in text:
        way = unicodedata.bidirectional(letter)
        if way in ("R", "AL"):
            return Qt.LayoutDirection.RightToLeft
        if way == "L":
            return Qt.LayoutDirection.LeftToRight
    return otherwise


def _side(leads: Qt.LayoutDirection, centred: bool) -> Qt.AlignmentFlag:
    if centred:
        return Qt.AlignmentFlag.AlignHCenter
    right = leads == Qt.LayoutDirection.RightToLeft
    return (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignAbsolute
