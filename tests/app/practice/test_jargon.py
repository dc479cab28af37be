"""Words of the trade are found where they stand, whole and in any case; ordinary ones are let be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from app.practice.jargon import Jargon, JargonList

LIST = JargonList(resources.jargon())
EVERY_WORD = [word for entry in resources.jargon() for word in entry["avoid"]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Accessing the community with peers", ["Accessing the community", "peers"]),
        ("The care package for this client", ["care package", "client"]),
        ("Keep a torch by the bed in case the lights go", []),
        ("In case of need we look at the case", ["case"]),
        ("She is patient and goalkeeper of the team", []),
        ("Lives in a\n  care   package", ["care   package"]),
        ("", []),
    ],
)
def test_whole_words_are_found_and_harmless_phrases_pass(text: str, words: list[str]) -> None:
    """The longest phrase that fits is named once, however it is spaced."""
    assert [found.word for found in LIST.find(text)] == words


def test_a_word_comes_with_where_it_stands_and_what_to_say() -> None:
    """Whoever wrote it can find it and knows a better one."""
    assert LIST.find("Ask the Client.") == (Jargon("Client", "you, or the person's name", 8, 14),)


def test_every_word_of_the_list_is_found() -> None:
    """No word is hidden by a harmless phrase or by another word."""
    for word in EVERY_WORD:
        assert [found.word.casefold() for found in LIST.find(f"So: {word.upper()}, or not.")] == [word.casefold()]


@given(st.text(max_size=60), st.sampled_from(EVERY_WORD), st.text(max_size=60))
def test_what_is_found_stands_there(before: str, word: str, after: str) -> None:
    """The place named holds the word named, in any text."""
    text = f"{before} {word} {after}"
    found = LIST.find(text)
    assert all(text[each.start : each.end] == each.word for each in found)


def test_an_empty_list_finds_nothing() -> None:
    """A list without words is no list of every word."""
    assert JargonList([]).find("a client") == ()
