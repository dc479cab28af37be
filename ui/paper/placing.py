"""Where a page goes on a printer's sheet: in its own size, with nothing cut by the edge that the printer cannot reach."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage


@dataclass(frozen=True)
class Place:
    """Where the upper left corner of the page lies on the sheet, in points, and how much smaller it is than it was made."""

    left: float
    top: float
    scale: float


def place(page: QSizeF, ink: QRectF, sheet: QSizeF, reach: QRectF) -> Place:
    """In the middle of the sheet and in its own size wherever that leaves all ink within reach; else moved; else made smaller.

    All in points. A page is never made larger: its size was chosen by somebody's eyes.
    """
    inked = ink if not ink.isEmpty() else QRectF(0, 0, page.width(), page.height())
    scale = min(1.0, reach.width() / inked.width(), reach.height() / inked.height())
    left = _within((sheet.width() - page.width() * scale) / 2, reach.left(), reach.right(), inked.left(), inked.right(), scale)
    top = _within((sheet.height() - page.height() * scale) / 2, reach.top(), reach.bottom(), inked.top(), inked.bottom(), scale)
    return Place(left, top, scale)


def ink_of(picture: QImage, dots_to_the_inch: float) -> QRectF:
    """What of a page is printed, in points: all that has not the colour of its corner. Nothing: an empty page."""
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    bits, stride, width = grey.constBits(), grey.bytesPerLine(), grey.width()
    ground = bytes(bits[:1])
    rows, left, right = [], width, 0
    for row in range(grey.height()):
        dots = bytes(bits[row * stride : row * stride + width])
        inked = dots.lstrip(ground)
        if inked:
            rows.append(row)
            left = min(left, width - len(inked))
            right = max(right, len(dots.rstrip(ground)))
    if not rows:
        return QRectF()
    points = 72 / dots_to_the_inch
    return QRectF(left * points, rows[0] * points, (right - left) * points, (rows[-1] + 1 - rows[0]) * points)


def _within(wished: float, first: float, last: float, begins: float, ends: float, scale: float) -> float:
    """The nearest to the wished place at which the ink begins after the first and ends before the last reachable point."""
    return max(min(wished, last - ends * scale), first - begins * scale)
