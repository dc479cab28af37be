"""What differs between texts, and what stood before they parted."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.versions.compare import differing


def marked(text: str, *others: str) -> list[str]:
    return [text[start:end] for start, end in differing(text, others)]


@pytest.mark.parametrize(
    ("text", "other", "parts"),
    [
        ("I take 2 tablets at night, with food.", "I take 1 tablet in the morning.", ["2 tablets at night, with food"]),
        ("Put the glass here.", "In the hall.", ["Put the glass here"]),
        ("Put two glasses here.", "In two halls.", ["Put two glasses here"]),
        ("Put 2 glasses here.", "In 2 halls.", ["Put", "glasses here"]),
        ("I take 1 tablet in the morning.", "I take 2 tablets at night, with food.", ["1 tablet in the morning"]),
        ("the same", "the same", []),
        ("one more word", "one word", ["more"]),
        ("one word", "one more word", []),
        ("don't", "do", ["don't"]),
        ("", "anything", []),
        ("aaa", "bbb", ["aaa"]),
        ("আমি দুটি বড়ি খাই", "আমি একটি বড়ি খাই", ["দুটি"]),
    ],
)
def test_words_that_differ(text: str, other: str, parts: list[str]) -> None:
    """Whole words are marked, neighbours together."""
    assert marked(text, other) == parts


def test_three_ways_mark_what_any_other_lacks() -> None:
    """A word is marked when some other version does not have it there."""
    assert marked("I take 2 tablets at night", "I take 1 tablets at night", "I take 2 tablets at noon") == ["2", "night"]


@given(st.text(max_size=60), st.text(max_size=60))
def test_equal_outside_the_marks(one: str, other: str) -> None:
    """Spans are in order, apart and not empty; equal texts have none; a text with no common word is marked whole."""
    spans = differing(one, [other])
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert differing(one, [one]) == []
    if one == other:
        assert spans == []


def test_a_very_long_text_is_compared_quickly() -> None:
    """20,000 characters and more: from the first letter that differs to the last."""
    long = "word " * 6_000
    assert marked(f"{long}one{long}", f"{long}two{long}") == ["one"]
    assert marked(long + "end", long) == ["end"]
    assert marked(long, long + "end") == []
