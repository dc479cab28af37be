"""The picture of a page: as sharp as the screen, whole or only where it is seen, and never in the way of a key."""

from collections.abc import Callable
from time import perf_counter

import pytest
from PySide6.QtCore import QRect, QSize, QSizeF
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tests.hands import Hands
from tests.pages import pages
from ui.widgets.page_desk import Sheet
from ui.widgets.page_drawing import MOST_DOTS, Fit, Wish, drawn, next_scale, seen_part
from ui.widgets.page_preview import PagePreview
from ui.words import Words
from ui.work import Work

ROOM, A4 = QSize(700, 560), QSizeF(595, 842)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_it_has_as_many_dots_as_the_screen(ratio: float) -> None:
    """On a fine screen the picture is the page drawn finer, and not the coarse one made larger."""
    found = drawn(pages(), Wish(0, ROOM, ratio=ratio))
    assert found.image.size() == (QSizeF(found.size) * ratio).toSize()
    assert found.image.devicePixelRatio() == ratio
    coarse = drawn(pages(), Wish(0, ROOM)).image.scaled(found.image.size())
    assert (ratio == 1) == (colours(coarse) == colours(found.image))


@pytest.mark.parametrize("turns", range(4))
def test_the_part_that_is_seen_is_a_part_of_the_whole(turns: int) -> None:
    """Upright and turned: beside the same part of a picture half as large."""
    large = Wish(0, ROOM, Fit.NOT, 4.0, turns, seen=QRect(1024, 512, 1536, 1024))
    assert not large.is_drawn_whole(A4)
    found = drawn(pages(), large)
    assert found.part == large.seen
    assert found.image.size() == large.seen.size()
    everything = drawn(pages(), Wish(0, ROOM, Fit.NOT, 2.0, turns)).image
    half = found.image.scaled(found.image.size() / 2)
    beside = everything.copy(QRect(512, 256, 768, 512))
    assert apart(half, beside) < 12


def test_a_large_page_never_takes_more_than_its_share_of_memory() -> None:
    """Whatever is seen of it on a screen of four million dots."""
    size = Wish(0, ROOM, Fit.NOT, 4.0, ratio=2.0).size_of(A4)
    seen = seen_part(QRect(900, 1200, 1280, 800), size)
    assert seen.contains(QRect(900, 1200, 1280, 800))
    assert drawn(pages(), Wish(0, ROOM, Fit.NOT, 4.0, ratio=2.0, seen=seen)).image.sizeInBytes() < 6 * MOST_DOTS


def test_steps_of_size_end_at_the_whole_page_and_at_four_times() -> None:
    assert [next_scale(now, 0.4, up=True) for now in (0.4, 0.5, 0.8, 3.0, 4.0)] == [0.5, 0.75, 1.0, 4.0, 4.0]
    assert [next_scale(now, 0.4, up=False) for now in (4.0, 1.1, 0.5, 0.4)] == [3.0, 1.0, None, None]
    assert next_scale(1.5, 1.4, up=False) == 1.25


def test_keys_do_not_wait_for_pages(shown: Callable[..., QWidget], work: Work, words: Words) -> None:
    """While page after page is drawn four times as large, every key is there at once; and the newest page is what stays."""
    window = QWidget()
    field, preview = QLineEdit(), PagePreview(words, work)
    layout = QVBoxLayout(window)
    layout.addWidget(field)
    layout.addWidget(preview)
    shown(window, 1000, 700)
    preview.show_pdf(pages(30), "Plan")
    Hands(window, work).sees("Page 1 of 30")
    preview._look(Fit.NOT, 4.0)
    slowest, text = 0.0, "Radio 3 on low at six"
    for at, letter in enumerate(text):
        preview.show_page((at * 7 + 3) % 30)
        assert not work.idle()  # it is drawn behind the window, and nobody waits for it
        began = perf_counter()
        QTest.keyClick(field, letter)
        slowest = max(slowest, perf_counter() - began)
        QTest.qWait(1)
    assert field.text() == text
    assert slowest < 0.1
    preview.show_page(28)
    Hands(window, work).sees("Page 29 of 30")
    assert work.wait_until_quiet()
    expected = drawn(pages(30), preview.wish()).image
    assert preview.findChild(Sheet).image == expected


def colours(image: QImage) -> int:
    return len({image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)})


def apart(one: QImage, other: QImage) -> float:
    """The mean of how far the grey of two pictures is apart, 0 to 255."""
    first, second = (bytes(each.convertToFormat(QImage.Format.Format_Grayscale8).constBits()) for each in (one, other))
    assert len(first) == len(second)
    return sum(abs(a - b) for a, b in zip(first[::7], second[::7], strict=True)) / len(first[::7])
