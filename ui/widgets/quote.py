"""A statement set like a quotation: the words large and unboxed, a small line under them saying whose they are."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.theme.pictures import icon_pixmap
from ui.theme.theme import tokens_of
from ui.widgets.layout import FlowRow
from ui.widgets.passage import Passage

OPEN, CLOSE = "“", "”"


class Quote(QWidget):
    """`words` exactly as given inside quotation marks; `by` under them; `mark` is said with a tick ("read back, yes")."""

    def __init__(
        self, words: str = "", by: str = "", mark: str = "", points: float | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._given = ""
        self._words = Passage(type="answer", selectable=True, follows_script=True)
        if points is not None:
            self._words.set_points(points)
        self._by = Passage(type="small", tone="soft")
        self._mark = Passage(type="small", tone="agreed")
        self._tick = _Tick()
        self._line = FlowRow(spacing=8)
        for part in (self._by, self._tick, self._mark):
            self._line.add(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._words)
        layout.addWidget(self._line)
        self.show_quote(words, by, mark)

    @property
    def words(self) -> str:
        """The words as they were given, without the marks around them."""
        return self._given

    def show_quote(self, words: str, by: str, mark: str = "") -> None:
        """Show another statement."""
        self._given = words
        self._words.set_text(f"{OPEN}{words}{CLOSE}" if words else "")
        self._by.set_text(by)
        self._by.setVisible(bool(by))
        self._mark.set_text(mark)
        for part in (self._mark, self._tick):
            part.setVisible(bool(mark))

    def set_points(self, points: float, small: float = 0.0) -> None:
        """Set the words in a size of their own, and what stands under them too if `small` is given."""
        self._words.set_points(points)
        if small:
            for part in (self._by, self._mark):
                part.set_points(small)

    def add_action(self, button: QWidget) -> QWidget:
        """Put a quiet link on the small line."""
        return self._line.add(button)


class _Tick(QWidget):
    """The tick before the mark; the mark says the same in words."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = self.fontMetrics().height()
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        side = min(self.width(), self.height())
        tick: QPixmap = icon_pixmap("check", tokens_of(self).agreed, side, self.devicePixelRatioF())
        QPainter(self).drawPixmap(0, (self.height() - side) // 2, tick)
