"""One part of the profile: its heading, the lines that stand in it as cards, and what else was said that could go in."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.practice.plans import Section
from ui.paper.making import shortly
from ui.profile.card import LineCard
from ui.theme.pictures import icon_pixmap
from ui.theme.theme import tokens_of
from ui.widgets.buttons import ActionButton
from ui.widgets.face import Face
from ui.widgets.layout import empty
from ui.widgets.passage import Passage
from ui.words import Words

ICONS = {Section.ADMIRE: "star", Section.IMPORTANT: "heart", Section.SUPPORT: "hand"}
SHOWN_AT_FIRST = 2

Offer = tuple[str, str, str]
"""A statement that could go in: its record, its words, whose they are."""


class PartView(QWidget):
    """The cards are handed in: they move between the parts. What is offered is made here."""

    chosen = Signal(str, object)
    """A statement and this section: put it in here."""

    def __init__(self, words: Words, section: Section, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.section = section
        self._words = words
        self._cards: list[LineCard] = []
        self._all_shown = False
        self._offers: tuple[tuple[Offer, ...], tuple[Offer, ...]] = ((), ())
        name = words.choice("profile.part", section.value)
        self.setAccessibleName(name)
        self._nothing = Passage(words.choice("profile.nothing", section.value), type="body", tone="soft")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self._offered = QVBoxLayout()
        self._offered.setSpacing(4)
        self._more = ActionButton("", kind="link", icon="chevron-down")
        self._more.clicked.connect(self._show_all)
        self._more.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(_Heading(name, ICONS[section]))
        layout.addLayout(self._lines)
        layout.addWidget(self._nothing)
        layout.addLayout(self._offered)
        layout.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeading)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def cards(self) -> list[LineCard]:
        """The cards in their order."""
        return list(self._cards)

    def first_place(self) -> int:
        """How far down the first card stands, or would stand."""
        return self._nothing.geometry().top()

    def show_cards(self, cards: list[LineCard]) -> None:
        """These cards in this order. A card that has the keyboard keeps it."""
        if cards != self._cards:
            for card in self._cards:
                if card not in cards and card.parentWidget() is self:
                    self._lines.removeWidget(card)
            for at, card in enumerate(cards):
                held = self._lines.itemAt(at)
                if held is None or held.widget() is not card:
                    self._lines.insertWidget(at, card)
            self._cards = list(cards)
        self._nothing.setVisible(not cards)

    def show_offers(self, offered: tuple[Offer, ...], others: tuple[Offer, ...]) -> None:
        """What could go in: answers to the questions of this part, then everything else."""
        if (offered, others) != self._offers:
            self._offers = (offered, others)
            self._make_offers()

    def _show_all(self) -> None:
        self._all_shown = True
        first = len(self.offer_faces())
        self._make_offers()
        for face in self.offer_faces()[first : first + 1]:
            face.setFocus(Qt.FocusReason.TabFocusReason)

    def _make_offers(self) -> None:
        had = self._focused_offer()
        empty(self._offered)
        offered, others = self._offers
        shown = offered if self._all_shown else offered[:SHOWN_AT_FIRST]
        if shown:
            self._offered.addWidget(Passage(self._words("profile.offer.heading"), type="small", tone="soft"))
        self._add_offers(shown)
        if self._all_shown and others:
            self._offered.addWidget(Passage(self._words("profile.offer.others"), type="small", tone="soft"))
            self._add_offers(others)
        hidden = 0 if self._all_shown else len(offered) + len(others) - len(shown)
        part = self._words.choice("profile.part", self.section.value)
        self._more.set_text(
            self._words("profile.offer.more", count=hidden), self._words("profile.offer.more_name", count=hidden, part=part)
        )
        self._more.setVisible(hidden > 0)
        if had >= 0:
            self._focus_offer(had)

    def _add_offers(self, offers: tuple[Offer, ...]) -> None:
        for statement, said, by in offers:
            face = Face("plus")
            face.show_line(said, by)
            face.setAccessibleName(self._words("profile.offer.name", line=shortly(said), by=by))
            face.clicked.connect(lambda _=False, statement=statement: self.chosen.emit(statement, self.section))
            self._offered.addWidget(face)

    def offer_faces(self) -> list[Face]:
        """What can be pressed to put a line in."""
        items = [self._offered.itemAt(at) for at in range(self._offered.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [each for each in widgets if isinstance(each, Face)]

    def _focused_offer(self) -> int:
        return next((at for at, face in enumerate(self.offer_faces()) if face.hasFocus()), -1)

    def _focus_offer(self, at: int) -> None:
        faces = self.offer_faces()
        if faces:
            faces[min(at, len(faces) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)


class _Heading(QFrame):
    """The name of the part on its tint, with its drawing: star, heart, hand. It reads in grey too."""

    def __init__(self, text: str, icon: str) -> None:
        super().__init__()
        self._tint = {"star": "admire", "heart": "important", "hand": "support"}[icon]
        self._text = Passage(text, type="heading")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(12)
        layout.addWidget(_Drawing(icon), 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._text, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(Qt.PenStyle.NoPen))
        painter.setBrush(QColor(tokens.colour(self._tint)))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)


class _Drawing(QWidget):
    """The drawing of a part, as large as its heading."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.setProperty("type", "heading")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        side = self.fontMetrics().height()
        return QSize(side, side)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        drawn = icon_pixmap(self._icon, tokens_of(self).ink, self.width(), self.devicePixelRatioF())
        QPainter(self).drawPixmap(0, 0, drawn)
