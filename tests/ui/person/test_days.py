"""Days and times as people write them."""

from datetime import date, time

import pytest

from ui.person.days import read_day, read_time

NEAR = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("14 March 1942", date(1942, 3, 14)),
        ("14th of march 1942", date(1942, 3, 14)),
        ("Saturday, 14 mar 1942", date(1942, 3, 14)),
        ("14/3/1942", date(1942, 3, 14)),
        ("14.3.1942", date(1942, 3, 14)),
        ("1942-03-14", date(1942, 3, 14)),
        ("29 February 2000", date(2000, 2, 29)),
        ("29 February 2001", None),
        ("31/11/2026", None),
        ("14/3/42", None),
        ("March", None),
        ("14 Smarch 1942", None),
        ("", None),
        ("tomorrow", None),
    ],
)
def test_a_birthday(text: str, day: date | None) -> None:
    """A year is needed in full: nobody's century is guessed."""
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("25 November", date(2026, 11, 25)),
        ("21 November", NEAR),
        ("20 November", date(2027, 11, 20)),
        ("3/1", date(2027, 1, 3)),
        ("3/1/27", date(2027, 1, 3)),
        ("Wed 25 nov", date(2026, 11, 25)),
        ("30 february", None),
    ],
)
def test_a_day_ahead(text: str, day: date | None) -> None:
    """Without a year it is the next such day."""
    assert read_day(text, NEAR) == day


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("10:00", time(10)),
        ("9.30", time(9, 30)),
        ("1430", time(14, 30)),
        ("14", time(14)),
        ("2pm", time(14)),
        ("2:30 PM", time(14, 30)),
        ("12am", time(0)),
        ("12 pm", time(12)),
        ("13pm", None),
        ("24:00", None),
        ("10:60", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_time(text: str, at: time | None) -> None:
    """24 hours or am and pm; nothing is guessed."""
    assert read_time(text) == at
