"""One look everywhere: typefaces that draw every script, sizes that follow the text scale, colours that reach widgets."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPalette, QTextLayout
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ui.theme.colours import tokens_of
from ui.theme.theme import FAMILIES, Theme, system_theme
from ui.theme.tokens import DARK, LIGHT
from ui.widgets.passage import Passage

Dress = Callable[[Theme], None]


@pytest.mark.parametrize(
    ("script", "letters"),
    [
        ("Welsh", "ŵŷâêîôû"),
        ("Polish", "ąćęłńóśźż"),
        ("Arabic", "صباح"),
        ("Urdu", "گھرپچ"),
        ("Bengali", "সকাল"),
        ("Punjabi", "ਸਵੇਰ"),
        ("Hebrew", "שלום"),
        ("emoji", "☕😀"),
    ],
)
def test_every_script_is_drawn_with_a_typeface_of_ours(script: str, letters: str) -> None:
    """No letter is left to the system, where it may be a box."""
    layout = QTextLayout(letters, Theme().font())
    layout.beginLayout()
    layout.createLine().setLineWidth(1000)
    layout.endLayout()
    runs = layout.glyphRuns()
    assert runs
    for run in runs:
        assert run.rawFont().familyName() in FAMILIES, script
        assert 0 not in run.glyphIndexes(), f"a letter of {letters} is a box"


def test_an_unknown_letter_is_noticed_by_the_test_above() -> None:
    """The test of scripts can fail: a letter that nobody has is a box."""
    layout = QTextLayout("\U00012000", Theme().font())
    layout.beginLayout()
    layout.createLine().setLineWidth(1000)
    layout.endLayout()
    assert any(0 in run.glyphIndexes() or run.rawFont().familyName() not in FAMILIES for run in layout.glyphRuns())


def test_bold_is_a_typeface_and_not_smeared(app_theme: QApplication) -> None:
    """The 700 file is used: bold letters are wider than plain ones by design."""
    plain, bold = Theme().font(), QFont(Theme().font())
    bold.setBold(True)
    images = []
    for font in (plain, bold):
        image = QImage(200, 40, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.setFont(font)
        painter.drawText(5, 28, "Maggie")
        painter.end()
        images.append(image)
    assert images[0] != images[1]


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0, 3.0])
def test_types_of_text_follow_the_scale(qtbot: QtBot, dress: Dress, scale: float) -> None:
    """Body 12, answer 15, prompt 22, title 26 points, times the scale."""
    dress(Theme(text_scale=scale))
    for kind, points in (("body", 12), ("answer", 15), ("prompt", 22), ("title", 26)):
        passage = Passage("Radio 3 on low", type=kind)
        qtbot.addWidget(passage)
        passage.ensurePolished()
        assert passage.font().pointSizeF() == pytest.approx(points * scale, abs=0.01)
        assert passage.font().families()[:1] == ["Atkinson Hyperlegible Next"]


def test_scale_stays_in_its_bounds() -> None:
    """Nobody can set text to nothing, or to more than three times."""
    assert Theme(text_scale=0.2).text_scale == 1.0
    assert Theme(text_scale=9.0).text_scale == 3.0
    assert Theme(text_scale=2.0).larger(1.2).text_scale == pytest.approx(2.4)


def test_line_height_is_wide(qtbot: QtBot) -> None:
    """Lines of a passage are 1.45 of the type apart."""
    passage = Passage("one\ntwo\nthree")
    qtbot.addWidget(passage)
    passage.ensurePolished()
    pixels = passage.font().pointSizeF() / 72 * passage.logicalDpiY()
    assert passage.heightForWidth(400) == pytest.approx(3 * 1.45 * pixels, abs=3)


def test_no_italics_anywhere() -> None:
    """Italics are hard to read; the stylesheet knows none."""
    assert "italic" not in Theme().stylesheet()


def test_a_new_theme_reaches_open_widgets(qtbot: QtBot, dress: Dress) -> None:
    """Turning to dark repaints what is open, words as well as ground."""
    passage, button = Passage("Sit on her left", tone="soft"), QPushButton("Start")
    for widget in (passage, button):
        qtbot.addWidget(widget)
        widget.show()
    assert tokens_of(button) == LIGHT
    dress(Theme("dark"))
    assert tokens_of(button) == DARK
    assert tokens_of(passage) == DARK
    assert passage.palette().color(QPalette.ColorRole.WindowText) == QColor(DARK.soft_ink)


def test_strong_contrast_reaches_widgets(qtbot: QtBot, dress: Dress) -> None:
    """The set for more contrast is told from the usual one."""
    label = QLabel("x")
    qtbot.addWidget(label)
    dress(Theme(strong_contrast=True))
    assert tokens_of(label) == LIGHT.with_strong_contrast()


def test_right_to_left_turns_the_window(app_theme: QApplication, dress: Dress) -> None:
    """An app read from the right is laid out from the right."""
    dress(Theme(right_to_left=True))
    assert app_theme.layoutDirection() == Qt.LayoutDirection.RightToLeft


def test_the_system_is_asked_only_for_what_was_left_to_it(app_theme: QApplication) -> None:
    """A chosen colour stays; "system" becomes one of the two."""
    assert system_theme(app_theme, Theme("dark")).colours == "dark"
    assert system_theme(app_theme, Theme("system")).colours in ("light", "dark")
