"""Which colours a widget should paint with: those its palette was made from."""

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

from ui.theme.tokens import ALL_SETS, LIGHT, Tokens


def tokens_of(widget: QWidget) -> Tokens:
    """The colours this widget should paint with. They follow its palette, so a new theme reaches it at once."""
    palette = widget.palette()
    # Two roles that no rule of the stylesheet touches tell the sets apart.
    hairline, edge = palette.color(QPalette.ColorRole.Midlight), palette.color(QPalette.ColorRole.Dark)
    for tokens in ALL_SETS:
        if QColor(tokens.hairline) == hairline and QColor(tokens.edge) == edge:
            return tokens
    return LIGHT
