"""The upper bar of a visit: whose visit it is, what we talk about, and the way to turn the screen to the person."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme.theme import tokens_of
from ui.widgets.buttons import ActionButton
from ui.widgets.chips import ChipRow
from ui.widgets.passage import Passage
from ui.words import Words

SIDE = 32
"""The room at either end of the bar, in pixels, when it goes across the window."""


class PersonBar(QWidget):
    """Name, topics as chips, and "Turn to Maggie". The topics go into a line of their own when there is little room."""

    topic_chosen = Signal(str)
    turn_requested = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._name = Passage(type="name")
        self._topics = ChipRow(words("common.topics"))
        self._topics.chosen_changed.connect(self._on_topic)
        self._near: set[str] = set()
        self._unfolded = False
        self._more_button = ActionButton("", kind="link")
        self._more_button.clicked.connect(lambda: self._fold(not self._unfolded))
        self._turn_button = ActionButton("")
        self._turn_button.clicked.connect(self.turn_requested)
        self._upper = QHBoxLayout()
        self._upper.setSpacing(28)
        self._upper.addWidget(self._name, 0, Qt.AlignmentFlag.AlignVCenter)
        self._upper.addWidget(self._topics, 1, Qt.AlignmentFlag.AlignVCenter)
        self._upper.addWidget(self._more_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._upper.addWidget(self._turn_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(SIDE, 14, SIDE, 14)
        self._layout.setSpacing(12)
        self._layout.addLayout(self._upper)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._one_line = True

    @property
    def topics(self) -> ChipRow:
        """The chips of the topics."""
        return self._topics

    @property
    def turn_button(self) -> ActionButton:
        """What turns the screen to the person."""
        return self._turn_button

    def show_person(
        self, name: str, topics: Iterable[tuple[str, str]], chosen: str = "", more: Iterable[tuple[str, str]] = ()
    ) -> None:
        """Whose visit it is, the topics as (key, words) and the one that is open. `more` unfold when they are asked for."""
        short = shortened(name)
        self._name.set_text(short)
        self._name.setAccessibleName(name)
        self._name.setToolTip(name if short != name else "")
        self._topics.clear()
        near, further = list(topics), list(more)
        for key, text in (*near, *further):
            self._topics.add(key, text, key == chosen)
        self._near = {key for key, _ in near} | {chosen}
        self._more_button.setVisible(bool(further))
        self._fold(False)
        self._turn_button.set_text(self._words("common.turn_to", name=short), self._words("common.turn_to", name=name))
        self._turn_button.setToolTip(self._name.toolTip())
        self._turn_button.setVisible(bool(name))
        self._turn(self.width())

    def choose(self, topic: str) -> None:
        """Mark a topic as the open one, without telling anyone. From then on it stands among the first."""
        self._topics.choose(topic)
        self._near.add(topic)
        self._fold(False)

    def hasHeightForWidth(self) -> bool:
        """Always: narrower is taller."""
        return True

    def set_side(self, pixels: int) -> None:
        """The room at either end, where the bar stands in something that has room of its own."""
        self._layout.setContentsMargins(pixels, 14, pixels, 14)
        self._turn(self.width())

    def heightForWidth(self, width: int) -> int:
        """The height at this width, in the arrangement that fits it. Asking changes nothing."""
        return self.height_between(width - 2 * self._layout.contentsMargins().left())

    def height_between(self, room: int) -> int:
        """The height when so much room is left between its ends."""
        margins, gap = self._layout.contentsMargins(), self._upper.spacing()
        parts = self._in_line()
        if self._fits(room):
            return margins.top() + max(part.sizeHint().height() for part in parts) + margins.bottom()
        buttons = [part for part in parts if part not in (self._name, self._topics)]
        widths = {part: min(part.sizeHint().width(), room // (len(buttons) + 1)) for part in buttons}
        beside = sum(widths.values()) + gap * len(buttons)
        upper = max(self._name.heightForWidth(room - beside), *(part.heightForWidth(widths[part]) for part in buttons), 0)
        return margins.top() + upper + self._layout.spacing() + self._topics.heightForWidth(room) + margins.bottom()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One line or two, as there is room."""
        self._turn(event.size().width())
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline under the bar."""
        painter = QPainter(self)
        painter.setPen(QPen(QColor(tokens_of(self).hairline), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)

    def _on_topic(self, topic: str) -> None:
        self._near.add(topic)
        self._fold(False)
        self.topic_chosen.emit(topic)

    def _fold(self, unfolded: bool) -> None:
        self._unfolded = unfolded
        self._topics.show_only(self._topics.keys if unfolded else self._near)
        self._more_button.set_text(self._words("common.fewer_topics" if unfolded else "common.more_topics"))
        self._turn(self.width())
        self.updateGeometry()

    def _turn(self, width: int) -> None:
        self._arrange(self._fits(width - 2 * self._layout.contentsMargins().left()))

    def _fits(self, room: int) -> bool:
        parts = self._in_line()
        return sum(part.sizeHint().width() for part in parts) + (len(parts) - 1) * self._upper.spacing() <= room

    def _in_line(self) -> list[QWidget]:
        parts = (self._name, self._topics, self._more_button, self._turn_button)
        return [part for part in parts if not part.isHidden()]

    def _arrange(self, one_line: bool) -> None:
        if one_line == self._one_line:
            return
        self._one_line = one_line
        if one_line:
            self._layout.removeWidget(self._topics)
            self._upper.insertWidget(1, self._topics, 1, Qt.AlignmentFlag.AlignVCenter)
        else:
            self._upper.removeWidget(self._topics)
            self._layout.addWidget(self._topics)
        self._upper.setStretchFactor(self._name, 0 if one_line else 1)
        self.updateGeometry()


def shortened(name: str, most: int = 32) -> str:
    """A name that fits a bar: cut after a whole word if it is longer than `most` letters."""
    if len(name) <= most:
        return name
    cut = name[: most + 1].rpartition(" ")[0] or name[:most]
    return f"{cut}…"
