"""Days and times as people write them: 14 March 1942, 14/3/1942, 25 November, 10:00, 9.30, 2pm."""

import re
from datetime import date, time

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_IN_FIGURES = re.compile(r"(\d{1,2})[./\- ](\d{1,2})(?:[./\- ](\d{4}|\d{2}))?\.?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_IN_WORDS = re.compile(r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3,})\.?,?(?: (\d{4}))?")
_TIME = re.compile(r"(\d{1,2})(?:[:. h]?(\d{2}))? ?(am|pm)?")
_NOON = 12


def read_day(text: str, near: date | None = None) -> date | None:
    """The day that was written, day before month; None when it cannot be read.

    Without a year it is the next such day, counted from `near`; without `near` a year is needed, and one of two figures is
    not guessed at.
    """
    text = " ".join(text.casefold().split())
    if found := _ISO.fullmatch(text):
        return _day(found[1], found[2], found[3])
    if found := _IN_FIGURES.fullmatch(text):
        return _whole(found[1], found[2], found[3] or "", near)
    if found := _IN_WORDS.fullmatch(text):
        month = next((place for place, name in enumerate(_MONTHS, start=1) if name.startswith(found[2])), 0)
        return _whole(found[1], str(month), found[3] or "", near)
    return None


def read_time(text: str) -> time | None:
    """The time that was written; None when it cannot be read."""
    found = _TIME.fullmatch(text.strip().casefold())
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        return None


def _whole(day: str, month: str, year: str, near: date | None) -> date | None:
    if len(year) == 4:
        return _day(year, month, day)
    if near is None:
        return None
    if year:
        return _day(str(near.year - near.year % 100 + int(year)), month, day)
    this = _day(str(near.year), month, day)
    return this if this is None or this >= near else _day(str(near.year + 1), month, day)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
