"""The upper bar of a screen about a paper: the way back, what it is, its formats, and the one thing to do next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.practice.formats import Format
from app.practice.people import Person
from ui.paper.formats import FormatChoice
from ui.theme.theme import tokens_of
from ui.widgets.buttons import ActionButton
from ui.widgets.passage import Passage
from ui.words import Words

_SIDE, _GAP = 24, 20


class PaperBar(QWidget):
    """On one line where there is room; else the formats, and then the title, go into a line of their own."""

    back_requested = Signal()
    form_changed = Signal()
    tint_wished = Signal(str)
    next_requested = Signal()

    def __init__(self, back: str, words: Words, following: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._back = ActionButton(back, kind="link", icon="chevron-left")
        self._back.clicked.connect(self.back_requested)
        self._title = Passage(type="name")
        self._formats = FormatChoice(words)
        self._formats.form_changed.connect(self._on_form)
        self._formats.tint_wished.connect(self.tint_wished)
        self._formats.turned.connect(lambda: self._turn(self.width()))
        self._formats.hide()
        self._has_formats = False
        self._next = ActionButton(following, kind="primary")
        self._next.clicked.connect(self.next_requested)
        if not following:
            self._next.hide()
        self._has_next = bool(following)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(_SIDE, 14, _SIDE, 14)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(10)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._lines = 0
        self._arrange(1)

    @property
    def next_button(self) -> ActionButton:
        """The one thing to do next."""
        return self._next

    @property
    def back_button(self) -> ActionButton:
        """The way back."""
        return self._back

    def show_title(self, title: str, whole: str = "") -> None:
        """What the paper is, and whose. `whole` is the title with the whole name, where that was shortened."""
        self._title.set_text(title)
        self._title.setToolTip(whole if whole != title else "")
        self._title.setAccessibleName(whole or title)
        self._turn(self.width())

    @property
    def form(self) -> Format:
        """The format that is chosen."""
        return self._formats.form

    def show_formats(self, person: Person, *, fresh: bool = False) -> None:
        """The formats for this person; `fresh` begins with the one they need."""
        if fresh:
            self._formats.show_for(person)
        else:
            self._formats.know(person)
        self.offer_formats(True)

    def know_wish(self, tint: str) -> None:
        """The colour of paper that the person wishes for."""
        self._formats.know_wish(tint)

    def offer_formats(self, offered: bool) -> None:
        """Show or hide the formats; what is chosen stays."""
        self._has_formats = offered
        self._formats.setVisible(offered)
        self._turn(self.width())

    def _on_form(self) -> None:
        self._turn(self.width())
        self.form_changed.emit()

    def hasHeightForWidth(self) -> bool:
        """Always: narrower is taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height at this width, in the arrangement that fits it."""
        self._turn(width)
        return self._grid.totalHeightForWidth(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many lines as are needed."""
        self._turn(event.size().width())
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline under the bar."""
        painter = QPainter(self)
        painter.setPen(QPen(QColor(tokens_of(self).hairline), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)

    def _turn(self, width: int) -> None:
        there = ((self._formats, self._has_formats), (self._next, self._has_next))
        parts = [self._back, self._title, *(part for part, shown in there if shown)]
        room = width - 2 * _SIDE - (len(parts) - 1) * _GAP
        wanted = sum(part.sizeHint().width() for part in parts)
        if wanted <= room and not (self._has_formats and self._formats.open):
            self._arrange(1)
        else:
            formats = self._formats.sizeHint().width() + _GAP if self._has_formats else 0
            self._arrange(2 if wanted - formats <= room else 3)

    def _arrange(self, lines: int) -> None:
        if lines == self._lines:
            return
        self._lines = lines
        for part in (self._back, self._title, self._formats, self._next):
            self._grid.removeWidget(part)
        middle, end = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
        self._grid.addWidget(self._back, 0, 0, middle)
        self._grid.addWidget(self._next, 0, 3, middle | end)
        if lines == 3:
            self._grid.addWidget(self._title, 1, 0, 1, 4)
        else:
            self._grid.addWidget(self._title, 0, 1, middle)
        if lines == 1:
            self._grid.addWidget(self._formats, 0, 2, middle)
        else:
            self._grid.addWidget(self._formats, lines - 1, 0, 1, 4)
        self._grid.setColumnStretch(1, 1)
        air = 14 if lines == 1 else 8
        self._grid.setContentsMargins(_SIDE, air, _SIDE, air)
        self.updateGeometry()
