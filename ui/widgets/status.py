"""The line at the bottom of the window: where the words are, and at the other end what is always at hand."""

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from ui.theme.theme import tokens_of
from ui.widgets.buttons import ActionButton, Dress, WrappingButton
from ui.widgets.layout import FlowRow
from ui.widgets.passage import Passage
from ui.words import Words

_DOTS = {"safe": "agreed", "waiting": "attention", "attention": "harm"}


class StatusLine(QWidget):
    """A dot and a sentence to press for the whole story; the worker's name and Lock, or a screen's own actions."""

    story_requested = Signal()
    lock_requested = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = _Sentence()
        self._sentence.clicked.connect(self.story_requested)
        self._ends = FlowRow(spacing=12)
        self._worker = Passage(type="small", tone="soft")
        self._lock = ActionButton(words("common.lock"), kind="link")
        self._lock.clicked.connect(self.lock_requested)
        self._actions = FlowRow(spacing=16)
        self._ends.add(self._worker)
        self._ends.add(self._lock)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(24, 6, 24, 6)
        self._layout.setSpacing(8)
        self._layout.addWidget(self._sentence)
        self._layout.addStretch(1)
        self._layout.addWidget(self._actions)
        self._layout.addWidget(self._ends)
        self._actions.hide()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_worker("")
        self.say("")

    @property
    def sentence(self) -> str:
        """What the line says."""
        return self._sentence.text()

    def say(self, sentence: str, tone: str = "safe") -> None:
        """Say where the words are. `tone`: safe, waiting (not with the council yet) or attention."""
        self._sentence.tone = tone
        self._sentence.set_text(sentence)
        self._sentence.setVisible(bool(sentence))
        self._turn(self.width())

    def show_worker(self, name: str) -> None:
        """Whose casebook is open; nothing when it is locked, and then there is nothing to lock."""
        self._worker.set_text(name)
        self._ends.setVisible(bool(name))

    def set_actions(self, actions: list[QWidget]) -> None:
        """Put a screen's own actions where the worker's name stands; an empty list brings the name back."""
        layout = self._actions.layout()
        while layout is not None and (item := layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.setParent(None)
        for action in actions:
            self._actions.add(action)
            action.show()
        self._actions.setVisible(bool(actions))
        self._ends.setVisible(not actions and bool(self._worker.text()))
        self._turn(self.width())

    def hasHeightForWidth(self) -> bool:
        """Always: narrower is taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height at this width, in the direction that fits it."""
        self._turn(width)
        return max(self._layout.totalHeightForWidth(width), 44)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The ends go under the sentence when there is no room beside it."""
        self._turn(event.size().width())
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper, with a hairline above."""
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.paper))
        painter.setPen(QPen(QColor(tokens.hairline), 1))
        painter.drawLine(0, 0, self.width(), 0)

    def _turn(self, width: int) -> None:
        ends = self._actions if not self._actions.isHidden() else self._ends
        margins = self._layout.contentsMargins()
        room = width - margins.left() - margins.right()
        beside = room - (0 if ends.isHidden() else ends.sizeHint().width() + 2 * self._layout.spacing())
        tall_beside = self._sentence.heightForWidth(beside) if beside > self._sentence.minimumSizeHint().width() else 10_000
        tall_under = self._sentence.heightForWidth(room) + ends.heightForWidth(room) + self._layout.spacing()
        fits = tall_beside <= tall_under
        ends.setMinimumWidth(ends.sizeHint().width() if fits else 0)
        wished = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if wished != self._layout.direction():
            self._layout.setDirection(wished)
            self.updateGeometry()


class _Sentence(WrappingButton):
    """The dot and the sentence. It says everything the dot says."""

    least_height = 32
    side_room = 8
    radius = 6
    centred = False
    tone = "safe"

    def __init__(self) -> None:
        super().__init__("")
        self.setProperty("kind", "sentence")

    def dress(self) -> Dress:
        tokens = tokens_of(self)
        under = self.underMouse() or self.isDown()
        return Dress(tokens.soft_ink, tokens.quiet_tint if under else "")

    def sizeHint(self) -> QSize:
        """The whole sentence on one line, however long."""
        size = super().sizeHint()
        whole = self._metrics().horizontalAdvance(self.text()) + 2 + 2 * self.side_room + self._icon_room()
        return QSize(max(size.width(), whole), max(self.least_height, size.height()))

    def _icon_room(self) -> int:
        return 22

    def paintEvent(self, event: QPaintEvent) -> None:
        wears = self.dress()
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if wears.fill:
            painter.setBrush(QColor(wears.fill))
            painter.drawRoundedRect(self.rect(), self.radius, self.radius)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        line = self._metrics().height()
        top = min((self.height() - line) // 2, self._end_room()) + line // 2 - 5
        painter.setBrush(QColor(tokens.colour(_DOTS[self.tone])))
        painter.drawEllipse(self.width() - self.side_room - 10 if rtl else self.side_room, top, 10, 10)
        room = self.side_room + self._icon_room()
        painter.setPen(QColor(wears.text))
        lines = self._lines(self.width() - room - self.side_room)
        lines.draw(painter, QPointF(self.side_room if rtl else room, (self.height() - lines.height) / 2))
