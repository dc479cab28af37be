"""The person's own colours and sizes on a part of the window, whatever the rest of the app wears."""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ui.theme.theme import BODY_POINTS, Theme

LARGEST_POINTS = 48.0
SMALLER = 0.62
"""What stands beside the person's words, as a share of their size."""
QUESTION = 1.15
"""The question, as a multiple of their size."""


def dress(part: QWidget, ground: str) -> None:
    """Put these colours on a part and all that is in it; without any it wears what the app wears."""
    scale = QApplication.font().pointSizeF() / BODY_POINTS
    if part.property("worn") == (ground, scale):
        return
    part.setProperty("worn", (ground, scale))
    theme = Theme(ground=ground, text_scale=scale)
    part.setPalette(theme.palette() if ground else QPalette())
    part.setStyleSheet(theme.stylesheet() if ground else "")


def scaled(points: float) -> float:
    """The person's size, larger if the worker's text is larger, up to 48 points."""
    return min(points * QApplication.font().pointSizeF() / BODY_POINTS, LARGEST_POINTS)


def in_points(points: float) -> str:
    """The rule that sets a control in this size."""
    return f"font-size: {points:.1f}pt;"
