"""The one question of a moment: a picture, the question in large type, and what to ask aloud."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.theme import width_of
from ui.widgets.passage import Passage
from ui.widgets.picture import Picture


class Prompt(QWidget):
    """Question, picture, and the follow-ups. The picture goes on top when there is little room."""

    def __init__(
        self,
        question: str = "",
        aloud: str = "",
        picture: str = "",
        description: str = "",
        picture_size: int = 88,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._picture = Picture(size=picture_size)
        self._question = Passage(type="prompt")
        self._aloud = Passage(tone="soft")
        beside = QVBoxLayout()
        beside.setSpacing(6)
        beside.addStretch(1)
        beside.addWidget(self._question)
        beside.addWidget(self._aloud)
        beside.addStretch(1)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(28)
        self._layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        self._layout.addLayout(beside, 1)
        self.show_prompt(question, aloud, picture, description)

    @property
    def question(self) -> str:
        """The question on show."""
        return self._question.text()

    def show_prompt(self, question: str, aloud: str = "", picture: str = "", description: str = "") -> None:
        """Ask something else."""
        self._question.set_text(question)
        self._aloud.set_text(aloud)
        self._aloud.setVisible(bool(aloud))
        self._picture.show_picture(picture, description)
        self.updateGeometry()

    def set_points(self, points: float) -> None:
        """Set the question in this size, for the turned view."""
        self._question.set_points(points)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside the picture if the question has room there."""
        self._turn(event.size().width())
        super().resizeEvent(event)

    def hasHeightForWidth(self) -> bool:
        """Always: narrower is taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height at this width, in the direction that fits it."""
        self._turn(width)
        return self._layout.totalHeightForWidth(width)

    def minimumSizeHint(self) -> QSize:
        """The picture or the words, whichever is wider: they may lie under each other."""
        parts = [part for part in (self._picture, self._question, self._aloud) if not part.isHidden()]
        width = max(part.minimumSizeHint().width() if isinstance(part, Passage) else part.width() for part in parts)
        return QSize(width, self._question.minimumSizeHint().height())

    def _turn(self, width: int) -> None:
        room = width - self._picture.width() - self._layout.spacing()
        fits = self._picture.isHidden() or room >= width_of(self._question, 16)
        self._layout.setDirection(QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom)
