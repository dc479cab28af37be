"""Check codes as people type them from paper."""

from hashlib import sha256

import pytest

from app.practice.check_codes import ids_under, read_code
from app.practice.papers import check_code


@pytest.mark.parametrize(
    "typed",
    [
        "4F7K2-QX9M3",
        "4f7k2qx9m3",
        " 4f7k2 \N{EN DASH} qx9m3.",
        "4-F-7-K-2-Q-X-9-M-3",
        "４Ｆ７Ｋ２－ＱＸ９Ｍ３",
        "4F7K2\N{NON-BREAKING HYPHEN}QX9M3\n",
    ],
)
def test_it_is_read_however_it_was_typed(typed: str) -> None:
    assert read_code(typed) == "4F7K2-QX9M3"


def test_letters_that_look_like_figures_are_those_figures() -> None:
    """Crockford's base 32 has neither O nor I nor L, so that nobody needs to tell them from 0 and 1."""
    assert read_code("oOiI1-lL0ab") == "00111-110AB"


@pytest.mark.parametrize("typed", ["", "4F7K2-QX9M", "4F7K2-QX9M33", "UUUUU-UUUUU", "عشرة أحرف", "4F7K2-QX9Mß", "١٢٣٤٥-٦٧٨٩٠"])
def test_what_can_be_none(typed: str) -> None:
    assert read_code(typed) == ""


def test_a_code_stands_for_exactly_the_ids_that_give_it() -> None:
    """Its lowest and its highest give it, and their neighbours outside do not."""
    for number in range(200):
        revision = sha256(str(number).encode()).hexdigest()
        code = check_code(revision)
        first, last = ids_under(code)
        assert first <= revision <= last
        assert check_code(first) == check_code(last) == code
        assert check_code(f"{int(first, 16) - 1:064x}") != code
        assert check_code(f"{int(last, 16) + 1:064x}") != code
