"""Chips: short words to choose from, in a line that wraps."""

from collections.abc import Collection

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.theme import tokens_of
from ui.widgets.buttons import TOUCH, Dress, WrappingButton
from ui.widgets.layout import FlowLayout, empty

_MARK_SHARE = 0.8


class Chip(WrappingButton):
    """A word that is chosen or not. `key` is what it stands for. `tall` is for the turned view; `mark` a small figure before the
    word, the key that presses it."""

    _measuring = False

    def __init__(
        self, key: str, text: str, tall: bool = False, name: str = "", mark: str = "", parent: QWidget | None = None
    ) -> None:
        self.key = key
        self.least_height = TOUCH + 12 if tall else 36
        self.side_room = 22 if tall else 14
        self.radius = 18 if not tall else 28
        super().__init__(text, name or (text if mark else ""), icon=mark, parent=parent)
        self.setProperty("kind", "chip")
        self.setCheckable(True)

    def dress(self) -> Dress:
        """Chosen: a tint and bold words."""
        tokens = tokens_of(self)
        if not self.isEnabled():
            return Dress(tokens.disabled, tokens.paper, tokens.hairline)
        if self.isChecked():
            return Dress(tokens.quiet, tokens.quiet_tint, tokens.quiet)
        under = self.underMouse() or self.isDown()
        return Dress(tokens.ink, tokens.quiet_tint if under else tokens.surface, tokens.edge)

    def heightForWidth(self, width: int) -> int:
        """As tall as the words are, bold or not, so that choosing cuts nothing and moves nothing."""
        self._measuring = True
        bold = super().heightForWidth(width)
        self._measuring = False
        return max(bold, super().heightForWidth(width))

    def _paint_icon(self, painter: QPainter, inner: QRect, colour: str) -> QRect:
        """The mark, where lines begin; the words have the rest."""
        size, room = self._icon_size(), self._icon_room()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        place = QRect(inner.right() + 1 - size if rtl else inner.left(), 0, size, self.height())
        painter.setPen(QColor(tokens_of(self).soft_ink))
        painter.setFont(self._mark_font())
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._icon)
        return inner.adjusted(0, 0, -room, 0) if rtl else inner.adjusted(room, 0, 0, 0)

    def _icon_size(self) -> int:
        return QFontMetrics(self._mark_font()).horizontalAdvance(self._icon) + 2

    def _mark_font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * _MARK_SHARE)
        return font

    def _words_width(self) -> int:
        self._measuring = True
        width = super()._words_width()
        self._measuring = False
        return width

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setBold(self._measuring or self.isChecked())
        return font

    def _metrics(self) -> QFontMetrics:
        # As wide as bold words, so that choosing moves nothing.
        font = QFont(self.font())
        font.setBold(True)
        return QFontMetrics(font)


class ChipRow(QWidget):
    """Chips in a line that wraps. One Tab stop; arrows move between chips, Space or Enter chooses.

    `exclusive`: one at a time, and the chosen one stays chosen. `label` is what a screen reader calls the row.
    """

    chosen_changed = Signal(str)
    """The key of the chip a person pressed. Not sent for what the program chooses."""

    def __init__(
        self, label: str, exclusive: bool = True, tall: bool = False, spacing: int = 8, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._exclusive, self._tall = exclusive, tall
        self._chips: list[Chip] = []
        self._flow = FlowLayout(self, spacing)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(label)

    @property
    def chosen(self) -> str:
        """The key of the first chosen chip, or nothing."""
        return next(iter(self.chosen_keys), "")

    @property
    def chosen_keys(self) -> tuple[str, ...]:
        """The keys of all chosen chips, in the order of the row."""
        return tuple(chip.key for chip in self._chips if chip.isChecked())

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all chips."""
        return tuple(chip.key for chip in self._chips)

    def add(self, key: str, text: str, chosen: bool = False, name: str = "", mark: str = "") -> Chip:
        """Another chip at the end."""
        return self.take(Chip(key, text, self._tall, name, mark), chosen)

    def take(self, chip: Chip, chosen: bool = False) -> Chip:
        """As `add`, with a chip that was made elsewhere."""
        chip.setChecked(chosen)
        chip.clicked.connect(lambda _checked=False, chip=chip: self._on_pressed(chip))
        chip.installEventFilter(self)
        self._chips.append(chip)
        self._flow.addWidget(chip)
        self._set_tab_stop()
        return chip

    def chip(self, key: str) -> Chip | None:
        """The chip of a key."""
        return next((chip for chip in self._chips if chip.key == key), None)

    def choose(self, key: str) -> None:
        """Choose one chip (nothing chooses none), without telling anyone."""
        for chip in self._chips:
            if self._exclusive:
                chip.setChecked(chip.key == key)
            elif chip.key == key:
                chip.setChecked(True)
        self._set_tab_stop()

    def show_only(self, keys: Collection[str]) -> None:
        """Show the chips of these keys; the others stay where they are, out of sight and out of the keyboard's way."""
        for chip in self._chips:
            chip.setVisible(chip.key in keys)
        self._set_tab_stop()
        self.updateGeometry()

    def clear(self) -> None:
        """Take all chips away."""
        self._chips = []
        empty(self._flow)
        self.updateGeometry()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Arrows, Home and End move between the chips."""
        if event.type() == QEvent.Type.KeyPress and isinstance(watched, Chip) and isinstance(event, QKeyEvent):
            return self._move(watched, Qt.Key(event.key()))
        return False

    def _move(self, chip: Chip, key: Qt.Key) -> bool:
        forward, back = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            forward, back = back, forward
        shown = [each for each in self._chips if not each.isHidden()]
        at, last = shown.index(chip), len(shown) - 1
        steps = {forward: at + 1, Qt.Key.Key_Down: at + 1, back: at - 1, Qt.Key.Key_Up: at - 1}
        steps |= {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            chip.click()
            return True
        if key not in steps:
            return False
        target = shown[min(max(steps[key], 0), last)]
        self._set_tab_stop(target)
        target.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _on_pressed(self, pressed: Chip) -> None:
        if self._exclusive:
            for chip in self._chips:
                chip.setChecked(chip is pressed)
        self._set_tab_stop(pressed)
        self.chosen_changed.emit(pressed.key)

    def _set_tab_stop(self, wished: Chip | None = None) -> None:
        shown = [chip for chip in self._chips if not chip.isHidden()]
        chosen = next((chip for chip in shown if chip.isChecked()), None)
        stop = wished or chosen or next(iter(shown), None)
        for chip in self._chips:
            policy = Qt.FocusPolicy.StrongFocus if chip is stop else Qt.FocusPolicy.ClickFocus
            chip.setFocusPolicy(policy)
