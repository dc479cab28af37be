"""When the next exchange is: soon after a write, at once when the network is back, never a burst."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.practice.errors import DeviceStopped, ServerBusy, ServerUnreachable, SignInExpired, SignInRefused
from sync.client.when import RHYTHM, Recent, next_try

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def seconds(recent: Recent, draw: float = 0.5, now: datetime = NOON) -> float:
    found = next_try(recent, now, draw)
    assert found is not None
    return (found - NOON).total_seconds()


def test_the_first_is_now() -> None:
    assert next_try(Recent(), NOON, 0.9) == NOON


def test_quiet_times_have_an_interval() -> None:
    assert seconds(Recent(last_try=NOON)) == RHYTHM.interval


def test_soon_after_something_was_written() -> None:
    assert 10 <= seconds(Recent(last_try=NOON, written=NOON)) <= 13


def test_the_council_is_left_alone_for_as_long_as_it_asks() -> None:
    busy = Recent(last_try=NOON, last_failure=ServerBusy, asked_to_wait=30, written=NOON, network_back=NOON)
    assert [seconds(busy, draw) for draw in (0, 1)] == [30, 39]


@pytest.mark.parametrize("years", [1, 73])
def test_a_clock_that_goes_back_stops_nothing(years: int) -> None:
    """The last try was in 2099, by a clock that has been put right since: it is not waited for."""
    ahead = NOON.replace(year=NOON.year + years)
    assert next_try(Recent(last_try=ahead, written=ahead, network_back=ahead), NOON, 0.5) == NOON


def test_waits_grow_and_end_growing() -> None:
    waits = [seconds(Recent(last_try=NOON, failures=n, last_failure=ServerUnreachable)) for n in range(1, 60)]
    assert waits[:4] == [15, 30, 60, 120]
    assert waits[-1] == RHYTHM.longest_wait


def test_the_network_is_back() -> None:
    """However long the wait had grown: within three seconds, each laptop at its own moment."""
    recent = Recent(last_try=NOON, failures=30, network_back=NOON + timedelta(seconds=60))
    found = {seconds(recent, draw / 10, NOON + timedelta(seconds=60)) for draw in range(11)}
    assert len(found) == 11
    assert min(found) >= 60
    assert max(found) <= 63


@pytest.mark.parametrize("failure", [SignInExpired, SignInRefused, DeviceStopped])
def test_only_a_person_can_help(failure: type[Any]) -> None:
    assert next_try(Recent(last_try=NOON, failures=1, last_failure=failure, written=NOON), NOON, 0.5) is None


@given(
    failures=st.integers(0, 100),
    written=st.none() | st.integers(-1000, 1000),
    back=st.none() | st.integers(-1000, 1000),
    later=st.integers(0, 5000),
    draw=st.floats(0, 1),
)
def test_never_a_burst(failures: int, written: int | None, back: int | None, later: int, draw: float) -> None:
    def moment(offset: int | None) -> datetime | None:
        return None if offset is None else NOON + timedelta(seconds=offset)

    recent = Recent(last_try=NOON, failures=failures, written=moment(written), network_back=moment(back))
    now = NOON + timedelta(seconds=later)
    found = next_try(recent, now, draw)
    assert found is not None
    assert found >= now
    assert (found - NOON).total_seconds() >= RHYTHM.rest
    assert (found - now).total_seconds() <= RHYTHM.longest_wait * (1 + RHYTHM.spread)
