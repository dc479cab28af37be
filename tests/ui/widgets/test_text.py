"""Text is shown exactly as given, wrapped, broken if it must be, and never cut."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.looking import faults
from ui.theme.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.page import Page
from ui.widgets.passage import Passage
from ui.widgets.prompt import Prompt
from ui.widgets.quote import Quote

Dress = Callable[[Theme], None]

WORDS = [
    "Radio 3 on low from the moment I wake. Off when anyone talks to me.",
    "x" * 200,
    "<b>not bold</b> & 100 % {so} \\n",
    "two\nlines\n\nand a gap",
    "صباح الخير، أشرب الشاي مع أختي كل صباح",
    "সকালে চা খাই। ਸਤ ਸ੍ਰੀ ਅਕਾਲ",
    "Llanfairpwllgwyngyll ŵŷ 😀👩‍🦽 ☕",
    "a" + "\u0301" * 30,
    " ",
    "",
]


@pytest.mark.parametrize("words", WORDS)
def test_a_quote_says_the_words_as_they_are(qtbot: QtBot, words: str) -> None:
    """Nothing is added, dropped or read as markup; a screen reader hears the same."""
    quote = Quote(words, "Maggie said")
    qtbot.addWidget(quote)
    assert quote.words == words
    if words.strip():
        shown = quote.findChild(Passage)
        face = QAccessible.queryAccessibleInterface(shown)
        assert shown.text() == f"“{words}”"
        assert face.role() == QAccessible.Role.StaticText
        assert face.text(QAccessible.Text.Name) == f"“{words}”"


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("scale", [1.0, 2.0, 3.0])
@pytest.mark.parametrize("width", [400, 900])
def test_nothing_is_cut_at_any_size(qtbot: QtBot, dress: Dress, words: str, scale: float, width: int) -> None:
    """A statement in a narrow window at large text gets taller, not shorter."""
    dress(Theme(text_scale=scale))
    page = Page()
    page.add(Quote(words, "Maggie said, Ann nodded", "read back, yes"))
    page.add(Prompt(words, words, "sunrise", "sun coming up over water"))
    qtbot.addWidget(page)
    page.resize(width, 500)
    page.show()
    QApplication.processEvents()
    assert faults(page) == []


def test_words_break_between_words_when_they_can(qtbot: QtBot) -> None:
    """Only a word that is too long for a line of its own is broken."""
    passage = Passage("marmalade " * 8)
    qtbot.addWidget(passage)
    passage.ensurePolished()
    one = passage.fontMetrics().horizontalAdvance("marmalade ")
    fits_two = passage.heightForWidth(one * 2 + 4)
    assert fits_two == passage.heightForWidth(one * 3 - 8), "a third of a word went onto the line"


def test_arabic_words_start_at_the_right(qtbot: QtBot) -> None:
    """A statement runs the way its script does; a label starts where the window starts."""
    statement, label = Passage("صباح الخير", follows_script=True), Passage("صباح الخير")
    for passage in (statement, label):
        qtbot.addWidget(passage)
        passage.resize(400, 40)
        passage.show()
    assert ink_of(statement) == "right"
    assert ink_of(label) == "left"


def test_words_can_be_copied(qtbot: QtBot) -> None:
    """Mark by dragging, copy with the usual keys; what is copied is what was said."""
    passage = Passage("Tuesday choir 😀 with Joe", selectable=True)
    qtbot.addWidget(passage)
    passage.resize(500, 40)
    passage.show()
    QTest.mouseDClick(passage, Qt.MouseButton.LeftButton)
    passage.setFocus()
    QTest.mouseDClick(passage, Qt.MouseButton.LeftButton)
    QTest.keyClick(passage, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Tuesday choir 😀 with Joe"
    QTest.mousePress(passage, Qt.MouseButton.LeftButton, pos=QPoint(0, 10))
    QTest.mouseMove(passage, QPoint(490, 10))
    assert "Tuesday choir 😀 with Joe".startswith(passage.selected)


def test_twenty_thousand_letters_are_shown_whole(qtbot: QtBot) -> None:
    """A very long statement is as tall as it is."""
    words = "I want to be sat down, tea made, door shut. " * 460
    quote = Quote(words, "Maggie said")
    qtbot.addWidget(quote)
    quote.resize(600, 100)
    passage = quote.findChild(Passage)
    lines = passage.heightForWidth(600) / passage.minimumSizeHint().height()
    assert lines > 250


def test_a_mark_is_said_with_a_tick_and_in_words(qtbot: QtBot) -> None:
    """Read back is not only a colour."""
    quote = Quote("Tea first.", "Maggie said", "read back, yes")
    qtbot.addWidget(quote)
    quote.show()
    assert [part.text() for part in quote.findChildren(Passage) if part.isVisible()][-1] == "read back, yes"
    quote.show_quote("Tea first.", "Maggie said")
    assert "read back, yes" not in [part.text() for part in quote.findChildren(Passage) if part.isVisible()]


def test_links_on_the_small_line(qtbot: QtBot) -> None:
    """A quote carries its own quiet actions."""
    quote, pressed = Quote("Tea first.", "Maggie said"), []
    link = ActionButton("Change", kind="link", name="Change: Tea first.")
    link.clicked.connect(lambda: pressed.append(1))
    quote.add_action(link)
    qtbot.addWidget(quote)
    quote.show()
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    assert pressed == [1]
    assert link.height() >= 32


def ink_of(passage: Passage) -> str:
    image = passage.grab().toImage()
    ground = image.pixel(image.width() // 2, 0)
    columns = [x for x in range(image.width()) if any(image.pixel(x, y) != ground for y in range(image.height()))]
    return "left" if columns[0] < image.width() - columns[-1] else "right"
