"""The parts of a guide: a list beside the question, or a line of words above it when there is little room."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.theme import tokens_of, width_of
from ui.widgets.buttons import Dress, WrappingButton
from ui.widgets.layout import FlowLayout, empty

_LIST_CHARACTERS = 30


class PartList(QWidget):
    """Press a part to go there. The open one is bold and in the quiet colour."""

    part_chosen = Signal(str)

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(label)
        self._flow = FlowLayout(self, spacing=8)
        self._parts: dict[str, _Part] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_parts(self, parts: Iterable[tuple[str, str]], current: str) -> None:
        """Show the parts as (key, name) and which one is open."""
        wanted = dict(parts)
        if {key: part.text() for key, part in self._parts.items()} != wanted:
            empty(self._flow)
            self._parts = {}
            for key, name in wanted.items():
                part = self._parts[key] = _Part(name)
                part.clicked.connect(lambda _checked=False, key=key: self.part_chosen.emit(key))
                self._flow.addWidget(part)
        for key, part in self._parts.items():
            part.setChecked(key == current)
        self._turn(self.width())

    def hasHeightForWidth(self) -> bool:
        """Always: narrower is taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height at this width, as a list or as a line."""
        self._turn(width)
        return self._flow.heightForWidth(width)

    def minimumSizeHint(self) -> QSize:
        """Room for the longest word."""
        return QSize(max((part.minimumSizeHint().width() for part in self._parts.values()), default=0), 32)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A list in a narrow place, a line in a wide one."""
        self._turn(event.size().width())
        super().resizeEvent(event)

    def _turn(self, width: int) -> None:
        as_list = width < width_of(self, _LIST_CHARACTERS)
        for part in self._parts.values():
            part.fill(width if as_list else 0)


class _Part(WrappingButton):
    """The name of one part."""

    least_height = 36
    side_room = 8
    radius = 6
    centred = False

    def __init__(self, name: str) -> None:
        self._wide = 0
        super().__init__(name)
        self.setProperty("kind", "chip")
        self.setCheckable(True)
        self.setAutoExclusive(False)

    def fill(self, width: int) -> None:
        """Take a line of its own of this width; 0 takes what its words need."""
        if width != self._wide:
            self._wide = width
            self.updateGeometry()

    def nextCheckState(self) -> None:
        """Only the screen says which part is open."""

    def sizeHint(self) -> QSize:
        natural = super().sizeHint()
        return QSize(max(natural.width(), self._wide), natural.height())

    def dress(self) -> Dress:
        tokens = tokens_of(self)
        under = self.underMouse() or self.isDown()
        return Dress(tokens.quiet if self.isChecked() else tokens.ink, tokens.quiet_tint if under else "")

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setBold(self.isChecked())
        return font
