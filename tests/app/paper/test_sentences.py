"""Sentences are told apart where they end for certain, and nothing is lost between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.paper.letters import tidy
from app.paper.sentences import sentences_of


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Radio 3 on low. Off when anyone talks to me.", 2),
        ("I saw Mr. Jones at 8 a.m. on Monday.", 1),
        ("At 8 a.m. Joe comes.", 1),
        ("J. R. Hall came. So did I.", 2),
        ("It was only I. They had gone.", 2),
        ("“Stop.” She laughed.", 2),
        ("He said “Stop.” and laughed.", 1),
        ("Wait... what?", 1),
        ("Really?! Yes!", 2),
        ("3.5 pints", 1),
        ("One\nTwo. Three.", 3),
        ("", 1),
        ("میں چائے پیتا ہوں۔ وہ آتا ہے۔", 2),
        ("আমি চা খাই। সে আসে।", 2),
    ],
)
def test_where_sentences_end(text: str, count: int) -> None:
    assert len(sentences_of(text)) == count


@given(
    st.lists(st.sampled_from(["I", "tea", "Mr.", "Yes.", "8", "p.m.", "“No.”", "?", "e.g.", "Ann", "\n", "end!"]), max_size=14)
)
def test_nothing_is_lost_or_changed(words: list[str]) -> None:
    """Set one after the other with what parted them, the sentences are the words."""
    text = tidy(" ".join(words))
    rest = text
    for sentence in sentences_of(text):
        assert rest.startswith(sentence)
        rest = rest[len(sentence) + 1 :]
    assert rest == ""
