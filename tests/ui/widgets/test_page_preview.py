"""A paper on screen is the PDF itself: page by page, on white, larger and smaller, and never a crash."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QWidget

from tests.hands import Hands
from tests.looking import faults
from tests.pages import pages
from ui.theme.theme import Theme
from ui.widgets.page_desk import Sheet
from ui.widgets.page_drawing import Fit
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
    """At first the whole page is seen; larger goes past the edge, up to four times its size; smaller ends at the whole page."""
    preview = PagePreview(words)
    preview.show_pdf(paper("#0B6262"), "Profile")
    hands = Hands(shown(preview, 760, 600))
    area = preview.findChild(QScrollArea)
    assert area.verticalScrollBar().maximum() == 0
    seen = []
    while hands.can_press("Larger"):
        hands.press("Larger")
        seen.append(preview.wish().scale)
    assert seen == [0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0]
    hands.sees("400 %")
    assert area.verticalScrollBar().maximum() > 3000
    while hands.can_press("Smaller"):
        hands.press("Smaller")
    assert area.verticalScrollBar().maximum() == 0
    assert preview.wish().fit is Fit.WHOLE


def test_the_keyboard_zooms_turns_pages_and_fits(shown: Shown, words: Words) -> None:
    """Ctrl and plus, minus, 0. Page Down scrolls to the foot, then shows the head of the next page; Page Up the other way."""
    preview = PagePreview(words)
    preview.show_pdf(paper("#0B6262", "#9B2226", "#000000"), "Profile")
    hands = Hands(shown(preview, 760, 600))
    hands.tab_to("Profile, page 1 of 3, as it prints")
    area = preview.findChild(QScrollArea)
    bar = area.verticalScrollBar()
    QTest.keyClick(area, Qt.Key.Key_PageDown)
    hands.sees("Page 2 of 3")
    QTest.keyClick(area, Qt.Key.Key_PageUp)
    hands.sees("Page 1 of 3")
    QTest.keyClick(area, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(area, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    hands.sees("75 %")
    for _ in range(10):
        if preview.page == 2:
            break
        QTest.keyClick(area, Qt.Key.Key_PageDown)
        hands.settle()
    assert (preview.page, bar.value()) == (2, 0)
    QTest.keyClick(area, Qt.Key.Key_PageDown)
    QTest.keyClick(area, Qt.Key.Key_PageUp)
    assert (preview.page, bar.value()) == (2, 0)
    QTest.keyClick(area, Qt.Key.Key_PageUp)
    assert (preview.page, bar.value()) == (1, bar.maximum())
    QTest.keyClick(area, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    hands.sees("50 %")
    QTest.keyClick(area, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert preview.wish().fit is Fit.WHOLE
    hands.press("Fit the width")
    assert area.horizontalScrollBar().maximum() == 0
    assert preview.findChild(Sheet).place.width() > 650
    hands.press("Whole page")
    assert bar.maximum() == 0


def test_it_can_be_turned_round_for_whoever_sits_opposite(shown: Shown, words: Words) -> None:
    """Four times is upright again; a turned page that lies across fits as well."""
    preview = PagePreview(words)
    preview.show_pdf(pages(lines=2), "Profile")
    hands = Hands(shown(preview, 760, 600))
    sheet = preview.findChild(Sheet)
    upright, size = sheet.image.convertToFormat(QImage.Format.Format_RGB32), sheet.place.size()
    hands.press("Turn it round")
    assert sheet.place.width() > sheet.place.height()
    hands.press("Turn it round")
    over = sheet.image.convertToFormat(QImage.Format.Format_RGB32)
    assert sheet.place.size() == size
    assert over == upright.flipped(Qt.Orientation.Horizontal | Qt.Orientation.Vertical)
    hands.press("Turn it round")
    hands.press("Turn it round")
    assert sheet.image.convertToFormat(QImage.Format.Format_RGB32) == upright


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
