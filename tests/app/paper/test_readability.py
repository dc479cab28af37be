"""How easy words are to read: near the known measure, quiet about what is easy, and never more than told."""

import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.paper.readability import Hard, Words, age_of, hard_words, reading_of, syllables
from app.paper.sentences import sentences_of
from resources import reading_rules

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import textstat

EASY = "Radio 3 on low from the moment I wake. Off when anyone talks to me."
OFFICE = "The individual requires assistance with transportation in order to participate in meaningful activities."
LONG = "Have the rail fitted, and ring Ann the day it is done, because she wants to know when somebody has been here."


@pytest.mark.parametrize(
    "text", [EASY, OFFICE, LONG, "I taught forty children to swim, and not one was frightened of the water."]
)
def test_the_age_is_near_that_of_another_reader_of_the_same_formula(text: str) -> None:
    other = textstat.flesch_kincaid_grade(text) + 5
    assert abs(age_of(sentences_of(text)) - min(max(other, 5), 25)) <= 2


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("tea", 1),
        ("wake", 1),
        ("wanted", 2),
        ("washes", 2),
        ("little", 2),
        ("tables", 2),
        ("hospital", 3),
        ("Ann's", 1),
        ("by", 1),
    ],
)
def test_how_many_sounds_a_word_has(word: str, count: int) -> None:
    assert syllables(word) == count


def test_what_is_easy_is_not_spoken_of() -> None:
    assert reading_of([Words("Important", EASY)]).lines == ()
    assert hard_words("Ann Farrelly-Wojciechowski rings on Saturday about the hospital.") == ()


def test_a_hard_line_is_named_with_its_place_and_what_could_be_said() -> None:
    """Words in another language are passed over, but counted in the place."""
    said = [Words("Important", EASY), Words("Support", "Dw i eisiau siarad Cymraeg.", "cy"), Words("Support", OFFICE)]
    (line,) = reading_of(said).lines
    assert (line.where, line.number, line.words) == ("Support", 2, OFFICE)
    assert Hard("assistance", "help") in line.hard
    assert Hard("requires", "need") in line.hard
    assert Hard("individual", "") in line.hard
    assert [each.word for each in line.hard] == sorted((each.word for each in line.hard), key=OFFICE.index)


def test_a_long_sentence_is_quoted_whole() -> None:
    (line,) = reading_of([Words("", f"Yes. {LONG}")]).lines
    assert line.long == (LONG,)
    assert reading_rules()["longest"] == 15


def test_letters_that_stand_for_words_are_hard() -> None:
    assert [each.word for each in hard_words("The DWP and the TV.")] == ["DWP"]


def test_nothing_said_has_no_age() -> None:
    assert reading_of([]).age == 0
    assert reading_of([Words("", "17!"), Words("", "Tak.", "pl")]).age == 0


@given(st.lists(st.text(max_size=80), max_size=6))
def test_any_words_can_be_looked_at(texts: list[str]) -> None:
    reading = reading_of(Words("", text) for text in texts)
    assert 0 <= reading.age <= 25
    for line in reading.lines:
        assert line.words in texts
        assert all(each.word in line.words for each in line.hard)
