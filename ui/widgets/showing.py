"""Showing and hiding a widget that may not have its place yet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def show_in_place(widget: QWidget, shown: bool) -> None:
    """Show a widget, or hide it. One that lies in nothing yet comes with what it is put into.

    Shown at once it would be a window of its own for a moment, and take the keyboard.
    """
    if shown and widget.parentWidget() is None:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
    else:
        widget.setVisible(shown)
