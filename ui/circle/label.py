"""A name as it stands in the drawing: in two lines at most, broken between words where that can be, shortened where it must."""

from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from ui.widgets.lines import Lines

LINES = 2
LETTERS_TRIED = 80
"""More letters than two lines can hold; what comes after is not even measured."""


@dataclass(frozen=True, eq=False)
class Label:
    """The words as they are set, and the room they take."""

    text: str
    lines: Lines
    width: float
    height: float
    whole: bool
    """Whether all of the name stands there."""

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Draw it in the painter's pen with its left upper corner at a point."""
        self.lines.draw(painter, QPointF(x, y))


def label_of(name: str, font: QFont, most: float, leads: Qt.LayoutDirection, *, centred: bool, lines: int = LINES) -> Label:
    """The name within `most` of width."""
    return _label(" ".join(name.split()), font.key(), font.toString(), round(most), leads, centred, lines)


@lru_cache(maxsize=1024)
def _label(flat: str, _key: str, font_text: str, most: int, leads: Qt.LayoutDirection, centred: bool, lines: int) -> Label:
    font = QFont()
    font.fromString(font_text)
    text = flat if len(flat) <= LETTERS_TRIED else _cut(flat, LETTERS_TRIED)
    laid = Lines(text, font, most, leads, centred=centred)
    while laid.count > lines and len(text) > 1:
        text = _cut(flat, max(len(text.rstrip("…")) - (1 if laid.count == lines + 1 else 6), 1))
        laid = Lines(text, font, most, leads, centred=centred)
    width = float(ceil(laid.longest) + 2)
    final = Lines(text, font, width, leads, centred=centred)
    if final.count > laid.count:
        width = float(most)
        final = Lines(text, font, width, leads, centred=centred)
    return Label(text, final, width, max(final.height, QFontMetricsF(font).height()), text == flat)


def _cut(flat: str, letters: int) -> str:
    return f"{flat[:letters].rstrip()}…"
