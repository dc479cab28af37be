"""When to exchange next. Pure: times, the last outcome and one random draw go in; a time, or none, comes out.

Soon after something was written; at once when the network is back, but not before the council asked for; otherwise at intervals;
longer and longer after failures, each laptop at a moment of its own so that two hundred of them never come at once. Never sooner
than a short rest after the last try.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.practice.errors import DeviceStopped, KitchenTableError, SignInExpired, SignInRefused


@dataclass(frozen=True)
class Rhythm:
    """Seconds: between exchanges, after a write, after a first failure, at most after many, at least between any two."""

    interval: float = 300
    after_write: float = 10
    first_wait: float = 15
    longest_wait: float = 900
    network_back: float = 3
    rest: float = 2
    spread: float = 0.3
    """How much of a wait is left to chance."""


RHYTHM = Rhythm()


@dataclass(frozen=True)
class Recent:
    """What happened lately. `failures` counts those in a row; `network_back` is when the network last returned."""

    last_try: datetime | None = None
    failures: int = 0
    last_failure: type[KitchenTableError] | None = None
    written: datetime | None = None
    """When something began to wait, if anything does."""
    network_back: datetime | None = None
    asked_to_wait: float = 0
    """Seconds for which the council asked to be left alone after the last try."""


def next_try(recent: Recent, now: datetime, draw: float, rhythm: Rhythm = RHYTHM) -> datetime | None:
    """When to try next; `draw` is a random number from 0 to 1. None when only a person can help: sign in, or ask the council."""
    if recent.failures and recent.last_failure in (SignInRefused, SignInExpired, DeviceStopped):
        return None
    if recent.last_try is None or recent.last_try > now + timedelta(seconds=rhythm.rest):
        return now  # never tried, or the clock has gone back since
    if recent.asked_to_wait:
        return max(recent.last_try + timedelta(seconds=recent.asked_to_wait * (1 + rhythm.spread * draw)), now)
    due = recent.last_try + timedelta(seconds=_wait(recent.failures, draw, rhythm))
    if recent.written is not None and not recent.failures:
        due = min(due, recent.written + timedelta(seconds=rhythm.after_write * (1 + rhythm.spread * draw)))
    if recent.network_back is not None and recent.network_back > recent.last_try:
        due = min(due, recent.network_back + timedelta(seconds=rhythm.network_back * draw))
    return max(due, recent.last_try + timedelta(seconds=rhythm.rest), now)


def _wait(failures: int, draw: float, rhythm: Rhythm) -> float:
    wait = rhythm.interval
    if failures:
        wait = min(rhythm.first_wait * 2 ** min(failures - 1, 20), rhythm.longest_wait)
    return wait * (1 - rhythm.spread + 2 * rhythm.spread * draw)
