"""The words side of the profile screen: three parts under each other, whose lines can be carried from place to place."""

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGraphicsOpacityEffect, QWidget

from app.practice.plans import Section
from ui.profile.card import LineCard
from ui.profile.part_view import PartView
from ui.theme.theme import tokens_of
from ui.widgets.layout import Card
from ui.widgets.page import Page
from ui.widgets.passage import Passage
from ui.words import Words

_EDGE = 48
_STEP = 14


class LinesPage(Page):
    """Scrolls by itself while a line is carried near its upper or lower edge."""

    placed = Signal(str, object, str)
    """A line was let go of: its statement, the section, and the statement it should stand before (or nothing: last)."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(measure=0, margin=32, parent=parent)
        self.parts = {section: PartView(words, section) for section in Section}
        self._hint = Passage(words("profile.hint"), type="small", tone="soft")
        self._empty = Card(words("profile.empty.title"))
        self._empty.add(Passage(words("profile.empty.body")))
        self.header.addWidget(self._hint)
        self.header.addWidget(self._empty)
        for part in self.parts.values():
            self.add(part)
            self.add_space(8)
        self._mark = _DropMark(self._sheet)
        self._carried: LineCard | None = None
        self._pointer = QPoint()
        self._scrolling = QTimer(self)
        self._scrolling.setInterval(30)
        self._scrolling.timeout.connect(self._scroll_on)

    def show_empty(self, empty: bool) -> None:
        """Whether nothing has been said that could be chosen."""
        self._empty.setVisible(empty)
        self._hint.setVisible(not empty)

    def first_faces(self) -> list[QWidget]:
        """Everything that can be pressed, in its order: chosen lines first."""
        faces: list[QWidget] = [card.face for part in self.parts.values() for card in part.cards]
        return faces + [face for part in self.parts.values() for face in part.offer_faces()]

    def adopt(self, card: LineCard) -> None:
        """Let this card be carried."""
        card.drag_began.connect(self._on_drag_began)
        card.face.dragged.connect(self._on_dragged)
        card.face.dropped.connect(self._on_dropped)
        card.face.drag_given_up.connect(self._let_go)

    @property
    def carried(self) -> LineCard | None:
        """The card that is being carried now."""
        return self._carried

    def _on_drag_began(self, card: LineCard) -> None:
        self._carried = card
        faint = QGraphicsOpacityEffect(card)
        faint.setOpacity(0.55)
        card.setGraphicsEffect(faint)

    def _on_dragged(self, at: QPoint) -> None:
        self._pointer = at
        self._scrolling.start()
        part, before = self._target(at)
        self._mark.show_at(self._gap(part, before))

    def _on_dropped(self, at: QPoint) -> None:
        card = self._carried
        part, before = self._target(at)
        self._let_go()
        if card is not None:
            self.placed.emit(card.statement, part.section, before.statement if before else "")

    def _let_go(self) -> None:
        self._scrolling.stop()
        self._mark.hide()
        if self._carried is not None:
            self._carried.setGraphicsEffect(None)  # type: ignore[arg-type]  # None takes the effect away
            self._carried = None

    def _target(self, at: QPoint) -> tuple[PartView, LineCard | None]:
        """The part under the pointer, and the card that the carried one would stand before."""
        height = self._sheet.mapFromGlobal(at).y()
        parts = list(self.parts.values())
        part = next((each for each in parts if height < each.geometry().bottom() + 12), parts[-1])
        for card in part.cards:
            if card is self._carried:
                continue
            middle = card.mapTo(self._sheet, card.rect().center()).y()
            if height < middle:
                return part, card
        return part, None

    def _gap(self, part: PartView, before: LineCard | None) -> QRectF:
        others = [card for card in part.cards if card is not self._carried]
        if before is not None:
            top = before.mapTo(self._sheet, QPoint(0, 0)).y() - 6
        elif others:
            last = others[-1]
            top = last.mapTo(self._sheet, last.rect().bottomLeft()).y() + 3
        else:
            top = part.mapTo(self._sheet, QPoint(0, part.first_place())).y()
        left = part.mapTo(self._sheet, QPoint(0, 0)).x()
        return QRectF(left, top, part.width(), 4)

    def _scroll_on(self) -> None:
        bar, place = self.verticalScrollBar(), self.viewport().mapFromGlobal(self._pointer).y()
        if place < _EDGE:
            bar.setValue(bar.value() - _STEP)
        elif place > self.viewport().height() - _EDGE:
            bar.setValue(bar.value() + _STEP)
        else:
            return
        part, before = self._target(self._pointer)
        self._mark.show_at(self._gap(part, before))


class _DropMark(QWidget):
    """A line where the carried card would come to stand."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_at(self, place: QRectF) -> None:
        self.setGeometry(place.toRect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens_of(self).quiet))
        painter.drawRoundedRect(QRectF(self.rect()), 2, 2)
