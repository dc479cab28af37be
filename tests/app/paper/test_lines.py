"""Words broken into lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.paper.lines import break_lines, fewest_lines
from app.paper.typeface import Weight

WORD = st.text("abcdefghij-ŵŁ'éễW", min_size=1, max_size=220)
TEXT = st.lists(st.lists(WORD, min_size=1, max_size=12).map(" ".join), min_size=1, max_size=3).map("\n".join)
SIZES = st.sampled_from([12.0, 16.0, 28.0, 48.0])


def set_text(text: str, size: float = 12, room: float = 200) -> list[str]:
    lines = break_lines(text, Weight.REGULAR, size, room)
    return ["".join(run.text for run in line.runs) for line in lines]


def test_lines_break_between_words_and_keep_the_space() -> None:
    assert set_text("Put the towel on the radiator first. I wash my face.") == [
        "Put the towel on the radiator first. I ",
        "wash my face.",
    ]


def test_line_ends_in_the_text_are_kept() -> None:
    assert set_text("one\ntwo") == ["one ", "two"]


def test_a_word_wider_than_the_line_breaks_after_its_hyphens() -> None:
    assert set_text("see Featherstonehaugh-Cholmondeley-Marjoribanks now", room=170) == [
        "see ",
        "Featherstonehaugh-",
        "Cholmondeley-Marjoribanks ",
        "now",
    ]


def test_a_word_without_a_mark_breaks_between_letters() -> None:
    lines = set_text("a" * 200)
    assert "".join(lines) == "a" * 200
    assert len(lines) > 5


@given(TEXT, SIZES, st.sampled_from(list(Weight)))
def test_no_letter_is_lost_and_no_line_is_too_wide(text: str, size: float, weight: Weight) -> None:
    room = 300.0
    lines = break_lines(text, weight, size, room)
    assert "".join(run.text for line in lines for run in line.runs) == text.replace("\n", " ")
    for line in lines:
        assert line.width * size <= room + 1e-6
        space = width_of_space(weight) if line.more else 0
        assert sum(run.width for run in line.runs) == pytest.approx(line.width + space)


@given(TEXT, SIZES)
def test_the_quick_count_never_says_too_many(text: str, size: float) -> None:
    assert fewest_lines(text, Weight.REGULAR, size, 300) <= len(break_lines(text, Weight.REGULAR, size, 300))


def width_of_space(weight: Weight) -> float:
    two, one = (break_lines(text, weight, 1, 1000)[0].width for text in ("a a", "aa"))
    return two - one
