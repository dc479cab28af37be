"""Where a page goes on a sheet: in its own size wherever nothing is cut, moved next, and made smaller only at last."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, QSize, QSizeF

from tests.pages import pages
from ui.paper.placing import ink_of, place
from ui.paper.printing import bands
from ui.widgets.pdf import opened

A4, LETTER, A5 = QSizeF(595, 842), QSizeF(612, 792), QSizeF(420, 595)
INK = QRectF(50, 50, 495, 742)


def within(sheet: QSizeF, left: float = 18, top: float = 36) -> QRectF:
    return QRectF(left, top, sheet.width() - 2 * left, sheet.height() - 2 * top)


def test_on_its_own_sheet_it_stays_where_it_was_made() -> None:
    assert place(A4, INK, A4, within(A4)) == (found := place(A4, INK, A4, within(A4, 0, 0)))
    assert (found.left, found.top, found.scale) == (0, 0, 1)


def test_on_letter_it_keeps_its_size_where_its_margins_are_what_is_too_much() -> None:
    """A4 is taller than Letter; its ink is not, with a printer that reaches far enough."""
    found = place(A4, INK, LETTER, within(LETTER, 12, 12))
    assert found.scale == 1
    assert found.left == pytest.approx(8.5)
    assert INK.top() + found.top >= 12
    assert INK.bottom() + found.top <= 780


def test_at_the_edge_of_a_printer_it_is_moved_before_it_is_made_smaller() -> None:
    """An edge on one side only (many printers cannot reach the foot) moves the page up by what is missing."""
    found = place(A4, INK, A4, QRectF(18, 0, 559, 780))
    assert (found.left, found.top, found.scale) == (0, -12, 1)


def test_it_is_made_smaller_only_as_far_as_it_must_and_never_larger() -> None:
    small = place(A4, INK, A5, within(A5, 18, 18))
    assert small.scale == pytest.approx(min(384 / 495, 559 / 742))
    assert place(A4, INK, QSizeF(842, 1191), within(QSizeF(842, 1191))).scale == 1


@given(
    st.floats(0, 80),
    st.floats(0, 80),
    st.floats(10, 500),
    st.floats(10, 700),
    st.floats(0, 60),
    st.floats(0, 60),
    st.sampled_from([A4, LETTER, A5, QSizeF(842, 595)]),
)
def test_no_ink_ever_lies_beyond_reach(
    left: float, top: float, width: float, height: float, side: float, end: float, sheet: QSizeF
) -> None:
    """Whatever the ink, the sheet and the printer's margins."""
    ink, reach = QRectF(left, top, width, height), within(sheet, side, end)
    found = place(A4, ink, sheet, reach)
    assert 0 < found.scale <= 1
    assert found.left + ink.left() * found.scale >= reach.left() - 0.01
    assert found.top + ink.top() * found.scale >= reach.top() - 0.01
    assert found.left + ink.right() * found.scale <= reach.right() + 0.01
    assert found.top + ink.bottom() * found.scale <= reach.bottom() + 0.01


@pytest.mark.parametrize("ground", ["", "#FBEFCF"])
def test_the_ink_of_a_page_is_its_frame(ground: str) -> None:
    """On white and on coloured paper, to a point; an empty page has none."""
    with opened(pages(margin=50, ground=ground)) as document:
        picture = next(iter(bands(document, 0, QSize(827, 1169), of=1169)))[1]
    ink = ink_of(picture, 100)
    assert [ink.left(), ink.top(), ink.right(), ink.bottom()] == pytest.approx([50, 50, 545, 792], abs=1.5)
    picture.fill(0xFFFFFFFF)
    assert ink_of(picture, 100).isEmpty()
