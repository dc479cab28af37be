"""A strip with a sentence and at most one quiet thing to do. Never in the way, never modal."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.theme.theme import tokens_of
from ui.widgets.announce import announce
from ui.widgets.buttons import ActionButton
from ui.widgets.passage import Passage
from ui.widgets.showing import show_in_place

_GROUNDS = {"amber": "admire", "soft": "quiet_tint", "harm": "difference"}


class Notice(QWidget):
    """A hint (`amber`), a word of news (`soft`) or a failure (`harm`). Hidden while it has nothing to say.

    `tall` is for the turned view.
    """

    acted = Signal()
    """The quiet action was pressed."""

    def __init__(
        self, text: str = "", action: str = "", tone: str = "amber", tall: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self._text = Passage()
        self._action = ActionButton("", kind="link", tall=tall)
        self._action.clicked.connect(self.acted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 10, 14, 10)
        layout.setSpacing(16)
        layout.addWidget(self._text, 1, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._action, 0, Qt.AlignmentFlag.AlignVCenter)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.say(text, action)

    @property
    def text(self) -> str:
        """What the strip says."""
        return self._text.text()

    def say(self, text: str, action: str = "", tone: str = "") -> None:
        """Say something, with a word to press if there is something to do. Nothing hides the strip."""
        self._tone = tone or self._tone
        self._text.set_text(text)
        self._action.set_text(action)
        self._action.setVisible(bool(action))
        show_in_place(self, bool(text))
        self.update()
        announce(self, text)

    def quiet(self) -> None:
        """Say nothing and take no room."""
        self.say("")

    def set_points(self, points: float) -> None:
        """Set it in a size of its own, for the turned view."""
        self._text.set_points(points)
        self._action.setStyleSheet(f"font-size: {points:.1f}pt;")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tint, and for a failure a bar in the attention colour at the leading edge."""
        tokens = tokens_of(self)
        ground = tokens.colour(_GROUNDS[self._tone])
        self.setProperty("ground_colour", ground)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(self.rect().toRectF(), 8, 8)
        if self._tone == "harm":
            rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            painter.fillRect(self.width() - 5 if rtl else 0, 6, 5, self.height() - 12, QColor(tokens.attention))
