"""The wishes for one's own view: whatever stands in the record, they come out as something that can be shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.practice.own_view import (
    COLOURS,
    GROUNDS,
    HAND,
    LANGUAGE,
    LEAST_SECONDS,
    MOST_SECONDS,
    SCANNING,
    SECONDS,
    SYMBOLS,
    OwnView,
    view_of,
)
from app.practice.people import Reach

KEYS = st.sampled_from([COLOURS, SYMBOLS, LANGUAGE, HAND, SCANNING, SECONDS]) | st.text(max_size=8)


def test_nobody_asked_is_the_usual() -> None:
    """And what is known of how to reach the person already counts."""
    assert view_of({}, Reach()) == OwnView()
    asked = view_of({}, Reach(pictures=False, language="cy", paper="easy read"), ("en", "cy"))
    assert (asked.symbols, asked.language, asked.easy) == (False, "cy", True)


@pytest.mark.parametrize(
    ("wish", "value", "field", "seen"),
    [
        (COLOURS, "white on black", "colours", "white on black"),
        (COLOURS, "tartan", "colours", ""),
        (SYMBOLS, "on", "symbols", True),
        (SYMBOLS, "off", "symbols", False),
        (HAND, "left", "hand", "left"),
        (HAND, "both", "hand", ""),
        (SCANNING, "on", "scanning", True),
        (SCANNING, "yes", "scanning", False),
        (SECONDS, "5", "seconds", 5),
        (SECONDS, "0", "seconds", LEAST_SECONDS),
        (SECONDS, "99", "seconds", MOST_SECONDS),
        (SECONDS, "²", "seconds", 2),
        (LANGUAGE, "cy", "language", "cy"),
        (LANGUAGE, "fr", "language", "en"),
    ],
)
def test_each_wish(wish: str, value: str, field: str, seen: object) -> None:
    """A wish that a later version knows and this one does not counts as none."""
    assert getattr(view_of({wish: value}, Reach(pictures=False), ("en", "cy")), field) == seen


def test_what_they_wish_goes_before_what_they_speak() -> None:
    """Somebody who speaks Welsh may want to read the questions in English; who signs reads English."""
    assert view_of({LANGUAGE: "en"}, Reach(language="cy"), ("en", "cy")).language == "en"
    assert view_of({}, Reach(language="bfi"), ("en", "cy")).language == "en"
    assert view_of({}, Reach(language="pl"), ("cy", "en")).language == "cy"


@given(st.dictionaries(KEYS, st.text(max_size=12), max_size=8))
def test_any_record_can_be_shown(wishes: dict[str, str]) -> None:
    """Nothing that another version or another laptop wrote leaves the person without a screen."""
    view = view_of(wishes, Reach(), ("en", "cy"))
    assert view.colours in ("", *GROUNDS)
    assert view.hand in ("", "left", "right")
    assert view.language in ("en", "cy")
    assert LEAST_SECONDS <= view.seconds <= MOST_SECONDS
