"""A paper as it prints: the PDF itself, drawn page by page on white. Import late, it brings QtPdf along."""

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.theme.theme import tokens_of
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import FlowRow
from ui.widgets.notice import Notice
from ui.widgets.passage import Passage
from ui.widgets.pdf import opened
from ui.words import Words

_ZOOMS = (0.5, 0.75, 1.0, 1.5, 2.0, 3.0)
_AROUND = 24
_SHADOW = 12


@dataclass(frozen=True)
class Wish:
    """How a page is looked at: which one, in how much room, how much larger, on a screen of how many dots."""

    at: int
    room: QSize
    zoom: float
    ratio: float

    def size_of(self, points: QSizeF) -> QSize:
        """How large a page is seen."""
        scale = min(self.room.width() / points.width(), self.room.height() / points.height())
        scale = max(scale, 0.2) * self.zoom
        return QSize(round(points.width() * scale), round(points.height() * scale))


@dataclass(frozen=True)
class Drawn:
    """A page as it was wished for. No pages: what was given is no paper."""

    wish: Wish
    pages: int
    at: int
    image: QImage
    size: QSize


def drawn(pdf: bytes, wish: Wish) -> Drawn:
    """The picture of a page. May run behind the window."""
    with opened(pdf) as document:
        return picture_in(document, wish)


def picture_in(document: QPdfDocument, wish: Wish) -> Drawn:
    """The picture of a page of a paper that is open; the nearest page there is."""
    pages = document.pageCount() if document.status() == QPdfDocument.Status.Ready else 0
    if not pages:
        return Drawn(wish, 0, 0, QImage(), QSize(0, 0))
    at = min(max(wish.at, 0), pages - 1)
    size = wish.size_of(document.pagePointSize(at))
    image = document.render(at, QSize(round(size.width() * wish.ratio), round(size.height() * wish.ratio)))
    image.setDevicePixelRatio(wish.ratio)
    return Drawn(wish, pages, at, image, size)


class PagePreview(QWidget):
    """Shows one page at a time. At first the whole page is seen; it can be made larger and then scrolls."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._title = ""
        self._at, self._pages = 0, 0
        self._zoom = _ZOOMS.index(1.0)
        self._bytes = QBuffer(self)
        self._pdf = QPdfDocument(self)
        self._sheet = _Sheet()
        self._scroll = _Desk(self._sheet)
        self._scroll.resized.append(self._draw)
        self._trouble = Notice(tone="harm")
        self._where = Passage(type="small", tone="soft")
        self._before = self._button("before", "chevron-left", lambda: self.show_page(self._at - 1))
        self._next = self._button("next", "chevron-right", lambda: self.show_page(self._at + 1))
        self._smaller = self._button("smaller", "minus", lambda: self._zoom_by(-1))
        self._larger = self._button("larger", "plus", lambda: self._zoom_by(1))
        tools = FlowRow(spacing=20)
        for part in (self._before, self._where, self._next, self._smaller, self._larger):
            tools.add(part)
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 8, 16, 8)
        bar.addWidget(tools)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._trouble)
        layout.addWidget(self._scroll, 1)
        layout.addLayout(bar)

    @property
    def pages(self) -> int:
        """How many pages the paper has."""
        return self._pages

    def wish(self) -> Wish:
        """How the page is looked at now."""
        room = self._scroll.size() - QSize(2 * _AROUND + 4, 2 * _AROUND + 4)
        return Wish(self._at, room, _ZOOMS[self._zoom], self.devicePixelRatioF())

    @property
    def page(self) -> int:
        """Which page is on show, counted from 1."""
        return self._at + 1

    def show_pdf(self, pdf: bytes, title: str) -> None:
        """Show a paper, at the page that was on show before if there is one. What is no PDF is said, not shown."""
        self._take(pdf, title)
        self._open()
        readable = self._pdf.status() == QPdfDocument.Status.Ready and self._pdf.pageCount() > 0
        self._pages = self._pdf.pageCount() if readable else 0
        self._say_whether_readable()
        self.show_page(self._at if readable else 0)

    def show_drawn(self, pdf: bytes, title: str, drawn: Drawn) -> None:
        """As `show_pdf`, of a page that was drawn behind the window; drawn again only where it is looked at otherwise by now."""
        self._take(pdf, title)
        self._pages = drawn.pages
        self._say_whether_readable()
        if drawn.pages and drawn.wish == self.wish():
            self._at = drawn.at
            self._sheet.show_image(drawn.image, drawn.size)
            self._say_where()
        else:
            self.show_page(self._at)

    def show_page(self, at: int) -> None:
        """Show the page of this number, counted from 0; the nearest there is."""
        self._at = min(max(at, 0), max(self.pages - 1, 0))
        self._draw()
        self._say_where()

    def _take(self, pdf: bytes, title: str) -> None:
        """Have these bytes, and open them only when a page has to be drawn from them."""
        self._title = title
        self._pdf.close()
        self._bytes.close()
        self._bytes.setData(QByteArray(pdf))

    def _open(self) -> None:
        if not self._bytes.isOpen():
            self._bytes.open(QIODevice.OpenModeFlag.ReadOnly)
            self._pdf.load(self._bytes)

    def _say_whether_readable(self) -> None:
        sentence = "" if self._pages else self._words("common.paper.unreadable")
        if sentence != self._trouble.text:
            self._trouble.say(sentence)

    def _say_where(self) -> None:
        several = self.pages > 1
        said = self._words("common.paper.page", page=self._at + 1, pages=self.pages) if self.pages else ""
        self._where.set_text(said)
        for button in (self._before, self._next):
            button.setVisible(several)
        self._before.setEnabled(self._at > 0)
        self._next.setEnabled(self._at < self.pages - 1)
        described = self._words("common.paper.described", title=self._title, page=self._at + 1, pages=self.pages)
        self._sheet.setAccessibleName(described if self.pages else "")
        self._scroll.setAccessibleName(described if self.pages else self._title)

    def _button(self, key: str, icon: str, act: object) -> ActionButton:
        said = self._words.choice("common.paper", key)
        button = ActionButton(said, kind="link", icon=icon)
        button.clicked.connect(act)
        return button

    def _zoom_by(self, step: int) -> None:
        self._zoom = min(max(self._zoom + step, 0), len(_ZOOMS) - 1)
        self._draw()
        self._smaller.setEnabled(self._zoom > 0)
        self._larger.setEnabled(self._zoom < len(_ZOOMS) - 1)

    def _draw(self) -> None:
        if not self.pages:
            self._sheet.show_image(QImage(), QSize(0, 0))
            return
        self._open()
        drawn = picture_in(self._pdf, self.wish())
        self._sheet.show_image(drawn.image, drawn.size)


class _Sheet(QLabel):
    """The page on white, with room and a soft shadow around it."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self._size = QSize(0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)

    def show_image(self, image: QImage, size: QSize) -> None:
        """Another page, to be seen in this size."""
        self._image, self._size = image, size
        self.setMinimumSize(size + QSize(2 * _AROUND, 2 * _AROUND))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), _between(tokens_of(self).paper, tokens_of(self).hairline))
        if self._image.isNull():
            return
        left, top = (self.width() - self._size.width()) // 2, (self.height() - self._size.height()) // 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 2))
        for reach in range(_SHADOW, 0, -1):
            box = QRect(left, top + 2, self._size.width(), self._size.height()).adjusted(-reach, -reach, reach, reach)
            painter.drawRoundedRect(box, reach, reach)
        painter.fillRect(left, top, self._size.width(), self._size.height(), Qt.GlobalColor.white)
        painter.drawImage(left, top, self._image)


class _Desk(QScrollArea):
    """What the page lies on. It takes the keyboard, so that arrows and Page Down scroll it."""

    def __init__(self, sheet: QWidget) -> None:
        super().__init__()
        self.resized: list = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring_radius", 0)
        self.setWidget(sheet)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for tell in self.resized:
            tell()


def _between(one: str, other: str) -> QColor:
    """The colour half way between two."""
    first, second = QColor(one), QColor(other)
    pairs = ((first.red(), second.red()), (first.green(), second.green()), (first.blue(), second.blue()))
    return QColor(*(round((left + right) / 2) for left, right in pairs))
