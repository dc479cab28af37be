"""Which colours a widget should paint with: those its palette was made from."""

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

from ui.theme import grounds
from ui.theme.tokens import ALL_SETS, LIGHT, Tokens

# Two roles that no rule of the stylesheet touches tell the sets apart.
_BY_ROLES = {
    (QColor(tokens.hairline).rgb(), QColor(tokens.edge).rgb()): tokens for tokens in (*ALL_SETS, *grounds.BY_NAME.values())
}


def tokens_of(widget: QWidget) -> Tokens:
    """The colours this widget should paint with. They follow its palette, so a new theme reaches it at once."""
    palette = widget.palette()
    hairline, edge = palette.color(QPalette.ColorRole.Midlight), palette.color(QPalette.ColorRole.Dark)
    return _BY_ROLES.get((hairline.rgb(), edge.rgb()), LIGHT)
