"""Which letters are set, and how words are tidied before they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.paper.letters import Reading, drawn_as_built, firm, shortened, tidy
from app.paper.typeface import covered


@pytest.mark.parametrize(
    ("given", "set_as"),
    [
        ("  tea \t at  four ", "tea at four"),
        ("one\r\n\r\n two\u2028three", "one\ntwo\nthree"),
        ("w\u0302yr", "ŵyr"),
        ("soft\u00adhyphen\u200b\ufeff", "softhyphen"),
        ("01632\u202f960", "01632\u00a0960"),
        ("well\u2011known", "well-known"),
        ("\u202eright to left\u202c", "right to left"),
        ("a\x00b\x1fc", "a b c"),
    ],
)
def test_words_are_tidied(given: str, set_as: str) -> None:
    assert tidy(given) == set_as


@given(st.text())
def test_tidying_twice_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize("letters", ["azAZéŵŷŁżŚ", "Ωλ", "Жя", "“”‘’–—…·£€½0189?!()", "ªºµ", "Nguyễn"])
def test_letters_that_stand_by_themselves_are_set(letters: str) -> None:
    assert all(drawn_as_built(letter) and covered(letter) for letter in letters)


@pytest.mark.parametrize("letters", ["ابجٹےگ", "আমি", "ਸਤ੍", "שלו", "नमस्ते", "🐟👍🏽", "日本", "\ud800", "𝒜", "\u0301"])
def test_letters_that_join_stack_or_turn_are_not(letters: str) -> None:
    assert not any(drawn_as_built(letter) and covered(letter) for letter in letters)


def test_a_line_with_one_letter_that_cannot_be_set_is_replaced_whole() -> None:
    reading = Reading(covered)
    assert reading.words("Fish 🐟 and 🐟 ب", "r", "instead") == "instead"
    assert reading.words("Fish 🐟 and 🐟 ب", "r", "instead") == "instead"
    assert reading.words("Fish", "s", "instead") == "Fish"
    assert reading.cannot_print == [("r", "🐟ب")]


def test_a_flag_or_a_family_is_named_by_its_parts() -> None:
    reading = Reading(covered)
    reading.words("👨\u200d👩\u200d👧 ❤\ufe0f", "r", "")
    assert reading.cannot_print == [("r", "👨👩👧❤")]


def test_names_are_shortened_between_words() -> None:
    assert shortened("Ann Price", 20) == "Ann Price"
    assert shortened("Ann Price of the Old Rectory", 20) == "Ann Price of the…"
    assert shortened("A" * 50, 20) == "A" * 19 + "…"


@given(st.text(), st.integers(2, 60))
def test_what_is_shortened_is_never_longer(text: str, longest: int) -> None:
    assert len(shortened(text, longest)) <= longest


def test_a_firm_number_has_no_place_to_break() -> None:
    assert " " not in firm("01632 960 123")
