"""A file's password: spaces count, every alphabet may be used, and what could not be typed again is said."""

import pytest

from app.practice.file_passwords import LEAST_LETTERS, MOST_BYTES, Fault, Judged, judged


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery",
        "Tŷ bach twt a phaned",
        "zażółć gęślą jaźń",
        "চা খেয়ে তারপর কথা",
        "ਸਤਿ ਸ੍ਰੀ ਅਕਾਲ ਜੀ",
        "מפתח הבית של סבתא",
        "چابی میز پر ہے ابھی",
    ],
)
def test_words_of_every_alphabet_go_in_letter_for_letter(password: str) -> None:
    assert judged(password) == Judged(password)


def test_spaces_count_and_are_pointed_out_where_nobody_sees_them() -> None:
    """Nothing is trimmed."""
    assert judged(" two spaces  here ") == Judged(" two spaces  here ", edge_spaces=True)


def test_what_goes_in_otherwise_than_it_was_typed_is_told() -> None:
    """By SASLprep a ligature is its letters, a hard space a space, an accent belongs to its letter, a soft hyphen goes."""
    assert judged("ﬁnd the key ½") == Judged("find the key 1⁄2", otherwise=True)
    assert judged("radio\u00a0three low") == Judged("radio three low", otherwise=True)
    assert judged("cafe\u0301 on the hill") == Judged("café on the hill", otherwise=True)
    assert judged("soft\u00adhyphen here") == Judged("softhyphen here", otherwise=True)


@pytest.mark.parametrize("letter", ["\n", "\t", "\u200e", "\ue000", "\ud800", "\U000e0041"])
def test_letters_that_nobody_can_type_are_named(letter: str) -> None:
    assert judged(f"a good long password{letter}") == Judged(fault=Fault.LETTERS, letter=letter)


def test_letters_that_run_both_ways_are_told() -> None:
    """RFC 3454: with one letter that runs to the left, all do."""
    assert judged("the key סבתא is here").fault is Fault.DIRECTIONS
    assert judged("1 סבתא סבתא סבתא").fault is Fault.DIRECTIONS


def test_too_short_and_too_long() -> None:
    """Counted in letters as they go in; what a PDF can take is counted in bytes."""
    assert judged("x" * (LEAST_LETTERS - 1)).fault is Fault.SHORT
    assert judged("x" * LEAST_LETTERS).fault is None
    assert judged("x" * 7, least=8).fault is Fault.SHORT
    assert judged("").fault is Fault.SHORT
    assert judged("ŷ" * (MOST_BYTES // 2)).fault is None
    assert judged("ŷ" * (MOST_BYTES // 2 + 1)).fault is Fault.LONG
