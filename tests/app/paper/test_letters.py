"""Which letters are set, and how words are tidied before they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.paper.faces import covered, set_plainly
from app.paper.graphemes import graphemes, whole_up_to
from app.paper.letters import Reading, drawn_as_built, firm, shortened, tidy


@pytest.mark.parametrize(
    ("given", "set_as"),
    [
        ("  tea \t at  four ", "tea at four"),
        ("one\r\n\r\n two\u2028three", "one\ntwo\nthree"),
        ("w\u0302yr", "w\u0302yr"),
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
def test_letters_that_join_stack_or_turn_are_not_set_by_themselves(letters: str) -> None:
    assert not any(drawn_as_built(letter) and set_plainly(letter) for letter in letters)


@pytest.mark.parametrize(
    "words", ["ابجٹےگ", "আমি স্ত্রী", "ਸਤ ਸ੍ਰੀ", "שָׁלוֹם", "नमस्ते", "🐟👍🏽👨\u200d👩\u200d👧🇬🇧", "w\u0302yr", "می\u200cخواهم"]
)
def test_letters_of_the_scripts_on_board_are_covered(words: str) -> None:
    assert all(covered(letter) for letter in graphemes(words.replace(" ", "")))


@pytest.mark.parametrize("letter", ["日", "ก", "አ", "\ud800", "𝒜", "\ue000", "日\u0301"])
def test_letters_that_nobody_has_are_not(letter: str) -> None:
    assert not covered(letter)


def test_a_line_with_one_letter_that_cannot_be_set_is_replaced_whole() -> None:
    reading = Reading(covered)
    assert reading.words("Fish 鱼 and 鱼 ก", "r", "instead") == "instead"
    assert reading.words("Fish 鱼 and 鱼 ก", "r", "instead") == "instead"
    assert reading.words("Fish", "s", "instead") == "Fish"
    assert reading.cannot_print == [("r", "鱼ก")]


def test_the_marks_of_a_missing_letter_are_named_with_it_and_unseen_ones_are_not() -> None:
    reading = Reading(covered)
    reading.words("க்\u200dஷ tea", "r", "")
    assert reading.cannot_print == [("r", "க்ஷ")]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("tea", ["t", "e", "a"]),
        ("w\u0302yr", ["w\u0302", "y", "r"]),
        ("স্ত্রী", ["স্ত্রী"]),
        ("কিন্তু", ["কি", "ন্তু"]),
        ("مُحَ", ["مُ", "حَ"]),
        ("👨\u200d👩\u200d👧👍🏽", ["👨\u200d👩\u200d👧", "👍🏽"]),
        ("🇬🇧🇫🇷", ["🇬🇧", "🇫🇷"]),
        ("1\ufe0f\u20e32", ["1\ufe0f\u20e3", "2"]),
        (" \u0301", [" ", "\u0301"]),
    ],
)
def test_a_letter_is_never_parted_from_its_marks(text: str, parts: list[str]) -> None:
    assert graphemes(text) == parts


@given(st.text(), st.integers(0, 60))
def test_text_is_cut_between_letters_only(text: str, at: int) -> None:
    cut = whole_up_to(text, at)
    assert cut <= max(at, 0)
    assert graphemes(text[:cut]) + graphemes(text[cut:]) == graphemes(text) or text[cut - 1 : cut].isspace()


def test_names_are_shortened_between_words() -> None:
    assert shortened("Ann Price", 20) == "Ann Price"
    assert shortened("Ann Price of the Old Rectory", 20) == "Ann Price of the…"
    assert shortened("A" * 50, 20) == "A" * 19 + "…"


@given(st.text(), st.integers(2, 60))
def test_what_is_shortened_is_never_longer(text: str, longest: int) -> None:
    assert len(shortened(text, longest)) <= longest


def test_a_firm_number_has_no_place_to_break() -> None:
    assert " " not in firm("01632 960 123")
