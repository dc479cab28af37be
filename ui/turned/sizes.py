"""The sizes of the person's own view."""

from PySide6.QtWidgets import QApplication

from ui.theme.theme import BODY_POINTS

LARGEST_POINTS = 48.0
SMALLER = 0.62
"""What stands beside the person's words, as a share of their size."""
QUESTION = 1.15
"""The question, as a multiple of their size."""


def scaled(points: float) -> float:
    """The person's size, larger if the worker's text is larger, up to 48 points."""
    return min(points * QApplication.font().pointSizeF() / BODY_POINTS, LARGEST_POINTS)


def in_points(points: float) -> str:
    """The rule that sets a control in this size."""
    return f"font-size: {points:.1f}pt;"
