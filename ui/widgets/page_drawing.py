"""The picture of a page as it is looked at: how large, turned how, in how many dots. Drawn behind the window."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from enum import IntEnum

from PySide6.QtCore import QRect, QSize, QSizeF
from PySide6.QtGui import QImage, QTransform
from PySide6.QtPdf import QPdfDocument

from ui.widgets.pdf import opened, part_of

SCALES = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
"""What is offered between the whole page and four times its size on paper."""

LEAST = 0.05
MOST_DOTS = 12_000_000
"""A page of more dots is drawn only where it is seen, and around that."""

AROUND = 256
"""Seen parts begin and end at multiples of this, so that scrolling a little draws nothing anew."""


class Fit(IntEnum):
    """How a page follows the room it has."""

    NOT = 0
    """It has a size of its own."""
    WHOLE = 1
    WIDTH = 2


@dataclass(frozen=True)
class Wish:
    """How a page is looked at: which one, in how much room, how large, turned how often, on a screen of how many dots.

    `scale` is the size on screen beside the size on paper, used where nothing is fitted; `dots` go to a point on paper at 1.0.
    `seen` is the part on show, in pixels of the screen, where the page is so large that only this part is drawn.
    """

    at: int
    room: QSize
    fit: Fit = Fit.WHOLE
    scale: float = 1.0
    turns: int = 0
    ratio: float = 1.0
    dots: float = 96 / 72
    seen: QRect = field(default_factory=QRect)

    def scale_of(self, points: QSizeF) -> float:
        """How large a page is seen beside its size on paper."""
        if self.fit is Fit.NOT:
            return self.scale
        size = self._turned(points) * self.dots
        wide = self.room.width() / size.width()
        return max(wide if self.fit is Fit.WIDTH else min(wide, self.room.height() / size.height()), LEAST)

    def size_of(self, points: QSizeF) -> QSize:
        """How large a page is seen, in pixels."""
        return (self._turned(points) * self.dots * self.scale_of(points)).toSize().expandedTo(QSize(1, 1))

    def is_drawn_whole(self, points: QSizeF) -> bool:
        """Whether all of the page is drawn, seen or not."""
        size = self.size_of(points)
        return size.width() * size.height() * self.ratio**2 <= MOST_DOTS

    def _turned(self, points: QSizeF) -> QSizeF:
        return points.transposed() if self.turns % 2 else points


@dataclass(frozen=True)
class Drawn:
    """A page as it was wished for. No pages: what was given is no paper. `part` is what was drawn of it, in pixels."""

    wish: Wish
    pages: int
    at: int = 0
    image: QImage = field(default_factory=QImage)
    points: QSizeF = field(default_factory=QSizeF)
    size: QSize = field(default_factory=QSize)
    part: QRect = field(default_factory=QRect)


def next_scale(now: float, whole: float, up: bool) -> float | None:
    """The next larger or smaller scale there is; None for the whole page, which is where it ends below."""
    if up:
        at = bisect_right(SCALES, now * 1.01)
        return SCALES[min(at, len(SCALES) - 1)]
    at = bisect_left(SCALES, now * 0.99) - 1
    return SCALES[at] if at >= 0 and (SCALES[at] > whole * 1.01 or SCALES[at] >= 1.0) else None


def seen_part(visible: QRect, size: QSize) -> QRect:
    """What is drawn of a large page where this is visible: somewhat more, from grid line to grid line."""
    left, top = max(visible.left() // AROUND - 1, 0) * AROUND, max(visible.top() // AROUND - 1, 0) * AROUND
    right, bottom = (visible.right() // AROUND + 2) * AROUND, (visible.bottom() // AROUND + 2) * AROUND
    return QRect(left, top, right - left, bottom - top).intersected(QRect(0, 0, size.width(), size.height()))


def drawn(pdf: bytes, wish: Wish) -> Drawn:
    """The picture of a page. May run behind the window."""
    with opened(pdf) as document:
        return picture_in(document, wish)


def picture_in(document: QPdfDocument, wish: Wish) -> Drawn:
    """The picture of a page of a paper that is open; the nearest page there is."""
    pages = document.pageCount() if document.status() == QPdfDocument.Status.Ready else 0
    if not pages:
        return Drawn(wish, 0)
    at = min(max(wish.at, 0), pages - 1)
    points = document.pagePointSize(at)
    size = wish.size_of(points)
    everything = QRect(0, 0, size.width(), size.height())
    part = everything if wish.is_drawn_whole(points) or wish.seen.isEmpty() else wish.seen.intersected(everything)
    image = _turned_part(document, at, (QSizeF(size) * wish.ratio).toSize(), _dots(part, wish.ratio), wish.turns)
    image.setDevicePixelRatio(wish.ratio)
    return Drawn(wish, pages, at, image, points, size, part)


def _dots(part: QRect, ratio: float) -> QRect:
    return QRect(*(round(each * ratio) for each in (part.left(), part.top(), part.width(), part.height())))


def _turned_part(document: QPdfDocument, page: int, whole: QSize, part: QRect, turns: int) -> QImage:
    """A part of the turned page. Qt cannot draw a part of a turned page, so the upright part is drawn, and then turned."""
    if not turns % 4:
        return part_of(document, page, whole, part)
    upright = whole.transposed() if turns % 2 else whole
    turn = QTransform().rotate(90 * (turns % 4))
    back, _ = QImage.trueMatrix(turn, upright.width(), upright.height()).inverted()
    return part_of(document, page, upright, back.mapRect(part)).transformed(turn)
