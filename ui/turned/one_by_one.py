"""What the person said, one by one: yes to each, this first, leave this out; or drag it, or move it with the arrow keys."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.paper.making import shortly
from ui.theme.theme import tokens_of
from ui.turned.moment import Said
from ui.turned.sizes import SMALLER, in_points
from ui.widgets.buttons import ActionButton
from ui.widgets.face import Face
from ui.widgets.layout import FlowRow, empty
from ui.words import Words

_GAP = 28
_MARK = 6


class OneByOne(QWidget):
    """It asks; it changes nothing itself."""

    right_said = Signal(str)
    left_out = Signal(str)
    order_wished = Signal(list)
    """The records in the order in which they should stand."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._cards: list[SaidCard] = []
        self._back_to: str = ""
        self._points, self._trailing = 28.0, False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(_GAP)
        self._mark = _Mark(self)

    def show_said(self, said: Sequence[Said], points: float, *, trailing: bool) -> None:
        """Show them. The keyboard stays with the one that was moved."""
        if ([each.said for each in self._cards], self._points, self._trailing) == ([*said], points, trailing):
            return
        self._points, self._trailing = points, trailing
        empty(self._layout)
        self._cards = []
        for at, each in enumerate(said):
            card = SaidCard(self._words, each, first=at == 0)
            card.set_points(points, trailing=trailing)
            card.right.clicked.connect(lambda _on=False, record=each.record: self.right_said.emit(record))
            card.out.clicked.connect(lambda _on=False, record=each.record: self.left_out.emit(record))
            card.first.clicked.connect(lambda _on=False, card=card: self._move(card, 0))
            card.line.stepped.connect(lambda way, card=card: self._move(card, self._cards.index(card) + way))
            card.line.dragged.connect(lambda at, card=card: self._mark.show_at(self._gap_at(card, self._place_at(card, at))))
            card.line.dropped.connect(lambda at, card=card: self._on_dropped(card, at))
            card.line.drag_given_up.connect(self._mark.hide)
            self._cards.append(card)
            self._layout.addWidget(card)
        self._mark.hide()
        self._give_back()

    def forget(self) -> None:
        """Nothing of anybody is left on it."""
        empty(self._layout)
        self._cards, self._back_to = [], ""

    def focus_first(self) -> None:
        """The keyboard to the first of them, as soon as it is there to take it."""
        if self._cards:
            QTimer.singleShot(0, self._cards[0].line, self._cards[0].line.setFocus)

    def _give_back(self) -> None:
        card = next((each for each in self._cards if each.said.record == self._back_to), None)
        if card is not None:
            QTimer.singleShot(0, card.line, card.line.setFocus)
        self._back_to = ""

    def _move(self, card: "SaidCard", to: int) -> None:
        order = [each.said.record for each in self._cards if each is not card]
        to = min(max(to, 0), len(order))
        order.insert(to, card.said.record)
        if order != [each.said.record for each in self._cards]:
            self._back_to = card.said.record
            self.order_wished.emit(order)

    def _on_dropped(self, card: "SaidCard", at: QPoint) -> None:
        self._mark.hide()
        self._move(card, self._place_at(card, at))

    def _place_at(self, card: "SaidCard", at: QPoint) -> int:
        """How many of the others stand above this point of the screen."""
        height = self.mapFromGlobal(at).y()
        return sum(each.geometry().center().y() < height for each in self._cards if each is not card)

    def _gap_at(self, card: "SaidCard", place: int) -> QRect:
        others = [each for each in self._cards if each is not card]
        top = others[place].y() - (_GAP + _MARK) // 2 if place < len(others) else others[-1].geometry().bottom() + 4
        return QRect(0, max(top, 0), self.width(), _MARK) if others else QRect()


class SaidCard(QWidget):
    """One of them, with what can be done with it."""

    def __init__(self, words: Words, said: Said, *, first: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said = said
        heard = shortly(said.words)
        self.line = Face("grip-vertical", draggable=True)
        self.line.show_line(f"“{said.words}”", "", ((words("turned.agreed"), "agreed"),) if said.agreed else ())
        self.line.setAccessibleName(words("turned.line_name", words=said.words))
        self.line.setAccessibleDescription(words("turned.line_hint"))
        self.right = ActionButton(words("turned.right"), tall=True, name=words("turned.right_name", words=heard))
        self.first = ActionButton(words("turned.first"), tall=True, name=words("turned.first_name", words=heard))
        self.out = ActionButton(words("turned.leave_this"), tall=True, name=words("turned.leave_this_name", words=heard))
        for button, there in ((self.right, not said.agreed), (self.first, not first)):
            if not there:
                button.hide()
        self._row = FlowRow(spacing=16)
        for button in (self.right, self.first, self.out):
            self._row.add(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(self.line)
        layout.addWidget(self._row)

    def set_points(self, points: float, *, trailing: bool) -> None:
        """In this size, with its buttons on this side."""
        self.line.set_points(points, points * SMALLER)
        self._row.set_trailing(trailing)
        for button in (self.right, self.first, self.out):
            button.setStyleSheet(in_points(points * SMALLER))


class _Mark(QWidget):
    """A line where the dragged one would come to stand."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()

    def show_at(self, place: QRect) -> None:
        self.setGeometry(place)
        self.raise_()
        self.setVisible(place.isValid())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens_of(self).quiet))
