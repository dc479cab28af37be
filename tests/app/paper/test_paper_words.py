"""The sentences on paper."""

from datetime import date
from itertools import product

import pytest

from app.paper import PaperWords
from app.practice.people import Role, Speaker
from app.practice.statements import Manner
from resources import jargon, words_text
from tests.app.paper.samples import ANN, MAGGIE, SAY


def test_days_are_written_in_words() -> None:
    assert SAY.date(date(2026, 11, 21)) == "21 November 2026"
    assert SAY.date(date(2026, 1, 1)) == "1 January 2026"


@pytest.mark.parametrize(
    ("names", "row"),
    [
        ([], ""),
        (["Ann"], "Ann"),
        (["Ann", "Joe"], "Ann and Joe"),
        (["Ann", "Joe", "Helen"], "Ann, Joe and Helen"),
        (list("ABCDEFGH"), "A, B, C, D, E, F and 2 more"),
    ],
)
def test_names_stand_in_a_row(names: list[str], row: str) -> None:
    assert SAY.names(names) == row


def test_whose_words_they_are() -> None:
    assert SAY.said_by(ANN, Manner.SPOKEN, "Mrs Hall") == "Mrs Hall said"
    assert SAY.said_by(ANN, Manner.TOLD, "Ann") == "Ann told us"
    assert SAY.said_by(MAGGIE, Manner.POINTED, "Maggie") == "Maggie pointed to it"
    assert SAY.said_by(Speaker(role=Role.RECORD), Manner.WRITTEN, "") == "From an earlier record"


@pytest.mark.parametrize(("role", "manner"), list(product(Role, Manner)))
def test_there_is_a_sentence_for_every_speaker_and_manner(role: Role, manner: Manner) -> None:
    said = SAY.said_by(Speaker(role=role), manner, "")
    assert SAY.nobody(role) in said
    assert "{" not in said


def test_braces_in_a_name_stay_as_they_are() -> None:
    assert SAY.said_by(ANN, Manner.SPOKEN, "{Ann}") == "{Ann} said"


def test_words_of_another_language_can_take_their_place() -> None:
    welsh = PaperWords(words_text("paper").replace('language = "en-GB"', 'language = "cy-GB"'))
    assert welsh.language == "cy-GB"


def test_no_sentence_holds_a_word_that_fails_at_the_kitchen_table() -> None:
    text = words_text("paper").lower()
    for entry in jargon():
        for word in entry["avoid"]:
            assert f" {word.lower()} " not in text
    assert "!" not in text
