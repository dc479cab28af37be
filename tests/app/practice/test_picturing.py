"""A sentence brings the picture of its most particular words, and none where one might say something else."""

import pytest

import resources
from app.practice.picturing import Picturing

TABLE = resources.symbol_words()
ON_BOARD = Picturing(tuple(TABLE["row"]), frozenset(TABLE["against"]))


@pytest.mark.parametrize(
    ("sentence", "picture"),
    [
        ("Radio 3 on low from the moment I wake.", "radio"),
        ("I taught forty children to swim.", "swimming"),
        ("Two tablets at night, with a biscuit.", "pill"),
        ("I sit in my chair by the door on Tuesday.", "armchair"),
        ("Tuesday is choir.", "music"),
        ("On Tuesdays.", "calendar"),
        ("I want to get to Mass.", "church"),
        ("Hearing aids in before you talk to me.", "hearing-aid"),
        ("Joe is here at half past eight.", "clock"),
        ("Swimming.", "swimming"),
        ("I'd love a cup of tea.", "cup"),
    ],
)
def test_the_most_particular_words_bring_their_picture(sentence: str, picture: str) -> None:
    assert ON_BOARD.picture_for(sentence) == picture


@pytest.mark.parametrize(
    "sentence",
    [
        "I do not like dogs.",
        "I never drink tea.",
        "Nobody mends a gate like her.",
        "I cannot sleep without it.",
        "No dogs, cats or birds.",
        "Wedding rings on the sill.",
        "That rings a bell.",
        "Ask Tom Church or Rose Park.",
        "Bob Garden said so.",
        "",
        "…",
        "Massive.",
        "Swimwear.",
    ],
)
def test_what_might_say_something_else_brings_no_picture_of_it(sentence: str) -> None:
    wrong = {"dog", "cat", "cup", "asleep", "tools", "phone", "church", "tree", "garden", "swimming"}
    assert ON_BOARD.picture_for(sentence) not in wrong


@pytest.mark.parametrize(
    ("sentence", "picture"),
    [
        ("Do not ring before ten.", "no-phones"),
        ("Please don't move my chair.", "stop"),
        ("Never ask Ann what I want.", "stop"),
        ("I do not know.", ""),
        ("A rail by the bath, so I need not choose.", "bath"),
        ("Tea, not coffee.", ""),
    ],
)
def test_saying_no_has_pictures_of_its_own(sentence: str, picture: str) -> None:
    """What stands before the part that says no keeps its picture when it was said for itself."""
    assert ON_BOARD.picture_for(sentence) == picture


def test_every_word_of_the_data_brings_its_own_picture() -> None:
    """A phrase of the list, said alone, brings the picture it stands under, or a phrase within it stands elsewhere on purpose."""
    assert (TABLE["version"], TABLE["dated"].year) == (1, 2026)
    assert ON_BOARD.pictures <= {symbol.word for symbol in resources.symbols()}
    for row in TABLE["row"]:
        for phrase in row["words"]:
            said = phrase.replace("*", "").removeprefix("^")
            assert ON_BOARD.picture_for(said) == row["picture"], phrase


def test_no_word_stands_under_two_pictures() -> None:
    words = [word for row in TABLE["row"] for word in row["words"]]
    assert len(words) == len(set(words))
