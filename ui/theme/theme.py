"""One look for the whole app: typefaces, palette and stylesheet, on Fusion, the same on every system.

A widget asks `tokens_of(self)` for the colours it paints with; they follow its palette, so a new theme reaches it at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QLoggingCategory, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from resources import font_files
from ui.theme import grounds
from ui.theme.colours import tokens_of
from ui.theme.focus_ring import FocusRing
from ui.theme.stylesheet import stylesheet_for
from ui.theme.tokens import DARK, LIGHT, Tokens

__all__ = [
    "FAMILIES",
    "LINE_HEIGHT",
    "Theme",
    "apply_theme",
    "register_fonts",
    "system_theme",
    "tokens_of",
    "wear_ground",
    "width_of",
]

FAMILIES = (
    "Atkinson Hyperlegible Next",
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans Bengali",
    "Noto Sans Gurmukhi",
    "Noto Sans Hebrew",
    "Noto Emoji",
)
"""The typefaces in the order in which a missing letter is looked for."""

FIRST_FAMILIES = FAMILIES[:1]
"""What the first screen needs."""

LINE_HEIGHT = 1.45
BODY_POINTS = 12.0
LARGEST_SCALE = 3.0
_HOUSE_STYLE, _HAS_RING, _KNOWN_FAMILIES = "house_style", "house_ring", "house_families"
_THEME, _GROUND = "house_theme", "house_ground"
"""What the app remembers of its dress. Asking Qt for it would bring in classes by the hundred, or every font there is."""


@dataclass(frozen=True)
class Theme:
    """What somebody chose to look at. `text_scale` is 1.0 to 3.0; `larger()` is for the person's own size.

    `ground` is one of `ui.theme.grounds`, for the screen turned to the person: it goes before the other colours.
    """

    colours: str = "light"
    text_scale: float = 1.0
    right_to_left: bool = False
    less_motion: bool = False
    strong_contrast: bool = False
    ground: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text_scale", min(max(self.text_scale, 1.0), LARGEST_SCALE))

    @property
    def tokens(self) -> Tokens:
        """The colours of this theme."""
        if self.ground in grounds.BY_NAME:
            return grounds.BY_NAME[self.ground]
        tokens = DARK if self.colours == "dark" else LIGHT
        return tokens.with_strong_contrast() if self.strong_contrast else tokens

    def larger(self, times: float) -> "Theme":
        """This theme with its text `times` as large, up to three times the usual size."""
        return replace(self, text_scale=self.text_scale * times)

    def stylesheet(self) -> str:
        """The stylesheet; set on one widget it gives only that widget this size of text."""
        return stylesheet_for(self.tokens, self.text_scale)

    def font(self) -> QFont:
        """The body typeface with the whole chain of other scripts behind it."""
        font = QFont()
        font.setFamilies(list(FAMILIES))
        font.setPointSizeF(BODY_POINTS * self.text_scale)
        return font

    def palette(self) -> QPalette:
        """The same colours for whatever the stylesheet does not reach."""
        return _palette(self.tokens)


def make_app(arguments: Sequence[str]) -> QApplication:
    """The app of this process. It begins in Fusion, so that nobody has to ask it for its style."""
    app = QApplication([*arguments[:1], "-style", "Fusion"])
    app.setProperty(_HOUSE_STYLE, True)
    return app


def register_fonts(families: Sequence[str] = FAMILIES) -> None:
    """Make these typefaces of the house known. Works with no typeface on the system; doing it twice does no harm."""
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    app = QGuiApplication.instance()
    known = app.property(_KNOWN_FAMILIES) or [] if app else []
    wanted = [family for family in families if family not in known]
    for font in font_files() if wanted else ():
        if font.family in wanted:
            QFontDatabase.addApplicationFont(str(font.path))
    if app and wanted:
        app.setProperty(_KNOWN_FAMILIES, [*known, *wanted])


def apply_theme(app: QApplication, theme: Theme, families: Sequence[str] = FAMILIES) -> None:
    """Dress the whole app. May be called again at any time; open windows follow at once. A ground that is worn stays on."""
    register_fonts(families)
    app.setProperty(_THEME, theme)
    theme = replace(theme, ground=app.property(_GROUND) or theme.ground)
    if not app.property(_HOUSE_STYLE) and app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    app.setFont(theme.font())
    app.setPalette(theme.palette())
    app.setStyleSheet(theme.stylesheet())
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if theme.right_to_left else Qt.LayoutDirection.LeftToRight)
    app.setCursorFlashTime(0 if theme.less_motion else 1000)
    if not app.property(_HAS_RING):
        FocusRing(app)
        app.setProperty(_HAS_RING, True)


def wear_ground(app: QApplication, ground: str) -> None:
    """Put a person's own ground over whatever the app wears, for as long as the screen is theirs; nothing takes it off."""
    if ground != (app.property(_GROUND) or ""):
        app.setProperty(_GROUND, ground)
        app.setStyleSheet("")  # off and on takes a third of the time of one over the other
        apply_theme(app, app.property(_THEME) or Theme())


def system_theme(app: QGuiApplication, theme: Theme) -> Theme:
    """`theme` with what the system asks for added: dark for "system" colours, and more contrast."""
    hints = app.styleHints()
    wishes = hints.accessibility()
    dark = hints.colorScheme() == Qt.ColorScheme.Dark
    return replace(
        theme,
        colours=("dark" if dark else "light") if theme.colours == "system" else theme.colours,
        strong_contrast=theme.strong_contrast or wishes.contrastPreference() == Qt.ContrastPreference.HighContrast,
    )


def width_of(widget: QWidget, characters: int) -> int:
    """How wide this many average characters are in the widget's type."""
    return round(QFontMetricsF(widget.font()).averageCharWidth() * characters)


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for place, name in (
        (role.Window, "paper"),
        (role.Base, "surface"),
        (role.AlternateBase, "quiet_tint"),
        (role.Button, "surface"),
        (role.ToolTipBase, "surface"),
        (role.WindowText, "ink"),
        (role.Text, "ink"),
        (role.ButtonText, "ink"),
        (role.ToolTipText, "ink"),
        (role.PlaceholderText, "soft_ink"),
        (role.Highlight, "quiet"),
        (role.HighlightedText, "on_quiet"),
        (role.Accent, "quiet"),
        (role.Link, "quiet"),
        (role.LinkVisited, "quiet"),
        (role.BrightText, "harm"),
        (role.Light, "surface"),
        (role.Midlight, "hairline"),
        (role.Mid, "hairline"),
        (role.Dark, "edge"),
        (role.Shadow, "edge"),
    ):
        palette.setColor(place, QColor(tokens.colour(name)))
    for place in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, place, QColor(tokens.disabled))
    return palette
