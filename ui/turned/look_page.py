"""How it looks for you: every choice of the person's own view, seen at once on a sample, and theirs to change at any time."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.practice import own_view
from app.practice.own_view import OwnView
from ui.theme.grounds import BY_NAME
from ui.theme.pictures import icon_pixmap
from ui.theme.theme import tokens_of
from ui.turned.foot import Foot
from ui.turned.sizes import LARGEST_POINTS, QUESTION, SMALLER, in_points, scaled
from ui.widgets.buttons import ActionButton, Dress, WrappingButton
from ui.widgets.chips import Chip, ChipRow
from ui.widgets.layout import column
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.passage import Passage
from ui.widgets.picture import Picture
from ui.widgets.prompt import Prompt
from ui.widgets.quote import Quote
from ui.words import Words

SIZES = (28, 34, 40, 48)
SIZE = "size"
PACES = (1, 2, 3, 5, 8)
_PICTURES = {
    SIZE: "glasses",
    own_view.COLOURS: "flower",
    own_view.SYMBOLS: "sunrise",
    own_view.LANGUAGE: "speech",
    own_view.HAND: "hand",
    own_view.SCANNING: "bullseye",
    own_view.SECONDS: "clock",
}
_PICTURE, _SMALL_PICTURE = 128, 64


class LookPage(QWidget):
    """It keeps nothing itself. Pressing a choice tells of it at once."""

    wished = Signal(str, str)
    size_wished = Signal(int)
    done = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._hand = ""
        self.trouble = Notice(tone="harm", tall=True)
        self._title, self._lead = Passage(words("turned.looks.title"), type="title"), Passage(words("turned.looks.lead"))
        self._sample = Prompt(picture_size=_PICTURE)
        self._quote = Quote(words("turned.looks.sample_words"))
        self._groups = {
            key: Choices(words(f"turned.looks.{key}.title"), _PICTURES[key])
            for key in (SIZE, own_view.COLOURS, own_view.SYMBOLS, own_view.LANGUAGE)
        }
        self._groups |= {
            key: Choices(words(f"turned.looks.{key}.title"), _PICTURES[key], words(f"turned.looks.{key}.lead"))
            for key in (own_view.HAND, own_view.SCANNING, own_view.SECONDS)
        }
        self._done = ActionButton(words("turned.looks.done"), kind="primary", tall=True)
        self._page = Page(measure=0, margin=64)
        self._fill()
        self._lay_out()

    def show_view(self, view: OwnView, points: float, languages: Sequence[str], look_now: str, *, unread: bool = False) -> None:
        """Show what is chosen. `look_now` is the ground that is worn where none was wished for, or nothing; `unread`: nobody who
        speaks the language has read what is said in it."""
        words, size = self._words, scaled(points)
        self._hand = view.hand
        self._sample.show_prompt(words("turned.looks.sample"), "", "sunrise" if view.symbols else "")
        called = {each: words(f"person.language.{each}") for each in languages if words.has(f"person.language.{each}")}
        self._groups[own_view.LANGUAGE].offer(called)
        spoken = called.get(view.language, "") if unread else ""
        self._groups[own_view.LANGUAGE].say(words("turned.looks.language.unread", language=spoken) if spoken else "")
        self._groups[own_view.LANGUAGE].setVisible(len(called) > 1)
        self._groups[own_view.SECONDS].setVisible(view.scanning)
        chosen = {
            SIZE: str(min(SIZES, key=lambda each: abs(each - points))),
            own_view.COLOURS: view.colours or look_now,
            own_view.SYMBOLS: own_view.ON if view.symbols else own_view.OFF,
            own_view.LANGUAGE: view.language,
            own_view.HAND: view.hand,
            own_view.SCANNING: own_view.ON if view.scanning else own_view.OFF,
            own_view.SECONDS: str(view.seconds),
        }
        for key, group in self._groups.items():
            group.choose(chosen[key])
            group.set_points(size, symbols=view.symbols)
        self._title.set_points(min(size * QUESTION, LARGEST_POINTS))
        self._sample.set_points(min(size * QUESTION, LARGEST_POINTS))
        self._quote.set_points(size, size * SMALLER)
        self._lead.set_points(size * SMALLER)
        self.trouble.set_points(size * SMALLER)
        self._foot.set_points(size * SMALLER)
        self._place_foot()

    def focus_language(self) -> None:
        """The keyboard to the language: it has just been chosen, and everything is said in it."""
        self._groups[own_view.LANGUAGE].focus_chosen()
        self._page.scroll_to(self._groups[own_view.LANGUAGE])

    def focus_first(self) -> None:
        """The keyboard to the first choice, from the top of the page."""
        self._page.verticalScrollBar().setValue(0)
        self._groups[SIZE].focus_chosen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Decide where the button stands."""
        super().resizeEvent(event)
        self._place_foot()

    def _fill(self) -> None:
        words, groups = self._words, self._groups
        for each in SIZES:
            groups[SIZE].add(SizeChoice(str(each), words(f"turned.looks.size.{each}"), each))
        for name in own_view.GROUNDS:
            groups[own_view.COLOURS].add(GroundChoice(name, words(f"turned.looks.colours.{name.replace(' ', '_')}")))
        groups[own_view.SYMBOLS].offer({key: words(f"turned.looks.symbols.{key}") for key in (own_view.ON, own_view.OFF)})
        hands = {own_view.LEFT: own_view.LEFT, own_view.RIGHT: own_view.RIGHT, "": "either"}
        groups[own_view.HAND].offer({key: words(f"turned.looks.hand.{said}") for key, said in hands.items()})
        groups[own_view.SCANNING].offer({key: words(f"turned.looks.scanning.{key}") for key in (own_view.OFF, own_view.ON)})
        groups[own_view.SECONDS].offer({str(each): words("turned.looks.seconds.each", count=each) for each in PACES})
        for key, group in groups.items():
            group.chosen_changed.connect(lambda value, key=key: self._on_chosen(key, value))

    def _on_chosen(self, key: str, value: str) -> None:
        if key == SIZE:
            self.size_wished.emit(int(value))
        else:
            self.wished.emit(key, value)

    def _lay_out(self) -> None:
        self._page.add(self.trouble)
        self._page.add(column(self._title, self._lead, spacing=8))
        self._page.add(self._sample)
        self._page.add(self._quote)
        for group in self._groups.values():
            self._page.add(group)
        self._page.body.setSpacing(36)
        self._done.clicked.connect(self.done)
        layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._foot = Foot(self._page, layout, (self._done,))

    def _place_foot(self) -> None:
        self._foot.place(self.width(), self.height(), self._hand)


class Choice(Chip):
    """A choice with a ring before it, and in the ring a tick when it is chosen: choosing moves nothing."""

    def __init__(self, key: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(key, text, tall=True, parent=parent)
        self._icon = "check"
        self.radius = 12
        self.setProperty("ring_radius", self.radius)

    def set_points(self, points: float) -> None:
        """The size of its words."""
        self.setStyleSheet(in_points(points))

    def _icon_size(self) -> int:
        return WrappingButton._icon_size(self)

    def _icon_room(self) -> int:
        return self._icon_size() + 12

    def _paint_icon(self, painter: QPainter, inner: QRect, colour: str) -> QRect:
        """The ring where lines begin; the words have the rest."""
        size, room = self._icon_size(), self._icon_room()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = inner.right() + 1 - size if rtl else inner.left()
        ring = QRect(left, inner.center().y() - size // 2 + 1, size, size)
        painter.setPen(QPen(QColor(colour), 2))
        painter.setBrush(QColor(colour) if self.isChecked() else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(ring.adjusted(2, 2, -2, -2))
        if self.isChecked():
            inside = size * 3 // 5
            at = ring.center() - QPoint(inside // 2, inside // 2)
            painter.drawPixmap(at, icon_pixmap(self._icon, self._ground(), inside, self.devicePixelRatioF()))
        return inner.adjusted(0, 0, -room, 0) if rtl else inner.adjusted(room, 0, 0, 0)

    def _ground(self) -> str:
        """The colour of the tick in the filled ring."""
        return tokens_of(self).quiet_tint


class SizeChoice(Choice):
    """Each in the size it stands for."""

    def __init__(self, key: str, text: str, points: int) -> None:
        super().__init__(key, text)
        self._own = points

    def set_points(self, points: float) -> None:
        """Its own size, whatever is chosen."""
        self.setStyleSheet(in_points(scaled(self._own)))


class GroundChoice(Choice):
    """Each in the colours it stands for, whatever is worn."""

    def dress(self) -> Dress:
        """Ink on its own ground, a heavier edge when it is chosen."""
        tokens = BY_NAME[self.key]
        return Dress(tokens.ink, tokens.paper, tokens.ink if self.isChecked() else tokens.edge, 4 if self.isChecked() else 2)

    def _ground(self) -> str:
        return BY_NAME[self.key].paper


class Choices(QWidget):
    """A heading with a picture, and what can be chosen. One of them is, or none."""

    chosen_changed = Signal(str)

    def __init__(self, title: str, picture: str, lead: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word = picture
        self._picture = Picture(size=_SMALL_PICTURE)
        self._title, self._lead = Passage(title, type="heading"), Passage(lead)
        if not lead:
            self._lead.hide()
        self._row = ChipRow(title, tall=True, spacing=16)
        self._row.chosen_changed.connect(self.chosen_changed)
        beside = column(self._title, self._lead, self._row, spacing=12)
        layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(24)
        layout.addWidget(self._picture)
        layout.addWidget(beside, 1)
        layout.setAlignment(self._picture, Qt.AlignmentFlag.AlignTop)

    def add(self, choice: Choice) -> None:
        """Another thing to choose."""
        self._row.take(choice)

    def offer(self, choices: dict[str, str]) -> None:
        """These, in this order."""
        if tuple(choices) != self._row.keys:
            self._row.clear()
            for key, said in choices.items():
                self.add(Choice(key, said))

    def say(self, lead: str) -> None:
        """What stands under the heading; nothing stands for nothing."""
        self._lead.set_text(lead)
        self._lead.setVisible(bool(lead))

    def choose(self, key: str) -> None:
        """Choose without telling anyone."""
        self._row.choose(key)

    def focus_chosen(self) -> None:
        """The keyboard to what is chosen, or to the first."""
        chip = self._row.chip(self._row.chosen) or self._row.chip(self._row.keys[0])
        if chip is not None:
            chip.setFocus()

    def set_points(self, points: float, *, symbols: bool) -> None:
        """In the person's size, with its picture or without."""
        self._title.set_points(points * 0.8)
        self._lead.set_points(points * SMALLER)
        self._picture.show_picture(self._word if symbols else "")
        for key in self._row.keys:
            chip = self._row.chip(key)
            if isinstance(chip, Choice):
                chip.set_points(points * SMALLER)
