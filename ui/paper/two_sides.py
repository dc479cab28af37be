"""Words on one side, the page on the other. Where there is room for one only, two chips lead from one to the other."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme.theme import width_of
from ui.widgets.chips import ChipRow

WORDS, PAGE = "words", "page"
LEAST_CHARACTERS = 48
LEAST_PAGE = 380


class TwoSides(QWidget):
    """`words` and `page` beside each other, or one of them. `label` names the chips that lead between them;
    `shares` says how the room is shared."""

    side_changed = Signal(str)
    """Which side somebody went to, where only one is seen."""

    def __init__(
        self,
        words: QWidget,
        page: QWidget,
        label: str,
        to_words: str,
        to_page: str,
        parent: QWidget | None = None,
        *,
        shares: tuple[int, int] = (1, 1),
    ) -> None:
        super().__init__(parent)
        self._words, self._page = words, page
        self._side = WORDS
        self._way = ChipRow(label)
        self._way.add(WORDS, to_words, chosen=True)
        self._way.add(PAGE, to_page)
        self._way.chosen_changed.connect(self._on_side_chosen)
        self._band = QWidget()
        band = QVBoxLayout(self._band)
        band.setContentsMargins(24, 6, 24, 6)
        band.addWidget(self._way)
        for side in (words, page):
            side.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(words, shares[0])
        beside.addWidget(page, shares[1])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._band)
        layout.addLayout(beside, 1)
        self._apply()

    @property
    def side_by_side(self) -> bool:
        """Whether both sides have room."""
        least = width_of(self, LEAST_CHARACTERS)
        return self.width() >= max(least + LEAST_PAGE, 2 * LEAST_PAGE)

    @property
    def side(self) -> str:
        """The side on show where there is room for one only."""
        return self._side

    def go_to(self, side: str) -> None:
        """Show this side where there is room for one only."""
        self._side = side
        self._way.choose(side)
        self._apply()

    def hasHeightForWidth(self) -> bool:
        """Never: both sides scroll, so what stands above them keeps the height it needs."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Both or one, as there is room."""
        super().resizeEvent(event)
        self._apply()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text may leave room for one only."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._apply()

    def _on_side_chosen(self, side: str) -> None:
        self._side = side
        self._apply()
        self.side_changed.emit(side)

    def _apply(self) -> None:
        both = self.side_by_side
        for part, shown in (
            (self._band, not both),
            (self._words, both or self._side == WORDS),
            (self._page, both or self._side == PAGE),
        ):
            if part.isVisibleTo(self) != shown:
                part.setVisible(shown)
