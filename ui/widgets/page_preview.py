"""A paper as it prints: the PDF itself, drawn page by page on white. Import late, it brings QtPdf along."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.theme.theme import tokens_of
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import FlowRow
from ui.widgets.notice import Notice
from ui.widgets.passage import Passage
from ui.words import Words

_ZOOMS = (0.5, 0.75, 1.0, 1.5, 2.0, 3.0)
_AROUND = 24
_SHADOW = 12


class PagePreview(QWidget):
    """Shows one page at a time. At first the whole page is seen; it can be made larger and then scrolls."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._title = ""
        self._at = 0
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
        return self._pdf.pageCount()

    @property
    def page(self) -> int:
        """Which page is on show, counted from 1."""
        return self._at + 1

    def show_pdf(self, pdf: bytes, title: str) -> None:
        """Show a paper, at the page that was on show before if there is one. What is no PDF is said, not shown."""
        self._title = title
        self._pdf.close()
        self._bytes.close()
        self._bytes.setData(QByteArray(pdf))
        self._bytes.open(QIODevice.OpenModeFlag.ReadOnly)
        self._pdf.load(self._bytes)
        readable = self._pdf.status() == QPdfDocument.Status.Ready and self.pages > 0
        self._trouble.say("" if readable else self._words("common.paper.unreadable"))
        self.show_page(self._at if readable else 0)

    def show_page(self, at: int) -> None:
        """Show the page of this number, counted from 0; the nearest there is."""
        self._at = min(max(at, 0), max(self.pages - 1, 0))
        self._draw()
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
        points = self._pdf.pagePointSize(self._at)
        room = self._scroll.size() - QSize(2 * _AROUND + 4, 2 * _AROUND + 4)
        scale = min(room.width() / points.width(), room.height() / points.height())
        scale = max(scale, 0.2) * _ZOOMS[self._zoom]
        size = QSize(round(points.width() * scale), round(points.height() * scale))
        ratio = self.devicePixelRatioF()
        image = self._pdf.render(self._at, QSize(round(size.width() * ratio), round(size.height() * ratio)))
        image.setDevicePixelRatio(ratio)
        self._sheet.show_image(image, size)


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
