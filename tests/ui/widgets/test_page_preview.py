"""A paper on screen is the PDF itself: page by page, on white, larger and smaller, and never a crash."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QAccessible, QColor, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QScrollArea, QWidget

from tests.hands import Hands
from tests.looking import faults
from ui.theme.theme import Theme
from ui.widgets.page_preview import PagePreview
from ui.words import Words

Shown = Callable[..., QWidget]


def test_pages_are_named_and_turned(shown: Shown, words: Words) -> None:
    """Page n of m, in words and for screen readers; no turning past the ends."""
    preview = PagePreview(words)
    preview.show_pdf(paper("#0B6262", "#9B2226"), "Maggie's plan")
    hands = Hands(shown(preview, 700, 600))
    hands.sees("Page 1 of 2")
    hands.sees("Maggie's plan, page 1 of 2, as it prints")
    assert not hands.can_press("Page before")
    hands.press("Next page")
    hands.sees("Page 2 of 2")
    assert not hands.can_press("Next page")
    assert preview.page == preview.pages == 2


@pytest.mark.parametrize("theme", [Theme(), Theme("dark")])
def test_the_page_itself_is_drawn_on_white(shown: Shown, dress: Callable[[Theme], None], words: Words, theme: Theme) -> None:
    """Paper is white in dark too, and the ink is the ink of the PDF."""
    dress(theme)
    preview = PagePreview(words)
    preview.show_pdf(paper("#0B6262"), "Profile")
    shown(preview, 600, 700)
    image = preview.grab().toImage()
    seen = {image.pixelColor(x, y).name() for x in range(0, 600, 3) for y in range(0, 640, 3)}
    assert "#ffffff" in seen
    assert any(close(colour, "#0B6262") for colour in seen)


def test_an_edit_stays_on_its_page(shown: Shown, words: Words) -> None:
    """A new rendering of the same paper shows the same page; a shorter one the last there is."""
    preview = PagePreview(words)
    preview.show_pdf(paper("#000000", "#111111", "#222222"), "Plan")
    shown(preview, 700, 600)
    preview.show_page(2)
    preview.show_pdf(paper("#333333", "#444444", "#555555"), "Plan")
    assert preview.page == 3
    preview.show_pdf(paper("#333333"), "Plan")
    assert preview.page == 1


def test_larger_scrolls_and_smaller_ends(shown: Shown, words: Words) -> None:
    """At first the whole page is seen; larger goes past the edge and scrolls; both ways end somewhere."""
    preview = PagePreview(words)
    preview.show_pdf(paper("#0B6262"), "Profile")
    hands = Hands(shown(preview, 700, 600))
    area = preview.findChild(QScrollArea)
    assert area.verticalScrollBar().maximum() == 0
    for _ in range(3):
        hands.press("Larger")
    assert area.verticalScrollBar().maximum() > 0
    assert not hands.can_press("Larger")
    for _ in range(5):
        hands.press("Smaller")
    assert not hands.can_press("Smaller")
    assert area.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize("damaged", [b"", b"not a paper", b"%PDF-1.7\n"])
def test_what_is_no_paper_is_said(shown: Shown, words: Words, damaged: bytes) -> None:
    """A damaged PDF is a sentence; the next good one is shown."""
    preview = PagePreview(words)
    hands = Hands(shown(preview, 700, 600))
    preview.show_pdf(damaged, "Profile")
    hands.sees("This page could not be shown here.")
    preview.show_pdf(paper("#0B6262"), "Profile")
    hands.does_not_see("This page could not be shown here.")
    hands.sees("Page 1 of 1")


def test_the_keyboard_reaches_page_and_tools(shown: Shown, dress: Callable[[Theme], None], words: Words) -> None:
    """Everything has a name, at twice the size too."""
    dress(Theme(text_scale=2.0))
    preview = PagePreview(words)
    preview.show_pdf(paper("#0B6262", "#0B6262"), "Profile")
    window = shown(preview, 600, 560)
    assert faults(window) == []
    hands = Hands(window)
    hands.tab_to("Profile, page 1 of 2, as it prints")
    hands.tab_to("Larger")
    face = QAccessible.queryAccessibleInterface(preview.findChild(QScrollArea))
    assert "as it prints" in face.text(QAccessible.Text.Name)


def paper(*inks: str) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    for at, ink in enumerate(inks):
        if at:
            writer.newPage()
        painter.fillRect(writer.width() // 4, writer.height() // 4, writer.width() // 2, writer.height() // 2, QColor(ink))
    painter.end()
    return bytes(buffer.data())


def close(one: str, other: str) -> bool:
    return max(abs(a - b) for a, b in zip(QColor(one).getRgb(), QColor(other).getRgb(), strict=True)) <= 3
