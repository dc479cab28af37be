"""Statements that are sent together do what they would do one by one, and fail as one."""

import pytest
from sqlalchemy import text

from app.practice.errors import KitchenTableError, StoreUnreachable
from app.records import ledger
from sync.server import numbers
from sync.server.council import CouncilServer

KEEP = "INSERT INTO counter (name, number, last) VALUES (?, ?, ?)"
LOOK = "SELECT number FROM counter WHERE name = ?"
NAMES = "SELECT name, number FROM counter WHERE name IN"
CUT = "SELECT pg_terminate_backend(pg_backend_pid())"


def send(council: CouncilServer, *asked: tuple[str, tuple[object, ...]]) -> None:
    """Send these together, in a transaction of their own."""
    with council.writing() as connection, ledger.Trip(connection) as trip:
        for statement, values in asked:
            trip.ask(statement, values)


@pytest.mark.on_both_engines
def test_each_sees_what_the_ones_before_did(council: CouncilServer) -> None:
    with council.writing() as connection:
        with ledger.Trip(connection) as trip:
            none = trip.ask(LOOK, ("one",))
            nothing = trip.ask(KEEP, [("one", 1, b""), ("two", 2, b"")])
            trip.ask(KEEP, ("three", 3, b""))
            some = trip.ask_in(NAMES, ["one", "two", "three", "four"])
            nobody = trip.ask_in(NAMES, [])
        assert (none, nothing, nobody) == ([], [], [])
        assert sorted(tuple(row) for row in some) == [("one", 1), ("three", 3), ("two", 2)]
        with ledger.Trip(connection) as trip:
            assert trip.ask_in("DELETE FROM counter WHERE name IN", ["one", "two", "three"]) == []
            left = trip.ask(LOOK, ("one",))
        assert left == []


@pytest.mark.on_both_engines
def test_more_values_than_one_statement_takes(council: CouncilServer) -> None:
    rows = [(f"line {place}", place, b"x" * 8) for place in range(12_000)]
    with council.writing() as connection:
        with ledger.Trip(connection) as trip:
            trip.ask(KEEP, rows)
            found = trip.ask_in(NAMES, [name for name, _, _ in rows])
        assert sorted(row[1] for row in found) == list(range(12_000))


@pytest.mark.on_both_engines
def test_when_one_fails_none_is_kept_and_the_line_is_good_for_the_next(council: CouncilServer) -> None:
    for _ in range(3):
        with pytest.raises(KitchenTableError):
            send(council, (KEEP, ("kept", 1, b"")), (KEEP, (numbers.FEED, 1, b"")), (LOOK, ("kept",)))
    with council.writing() as connection, ledger.Trip(connection) as trip:
        rows = trip.ask(LOOK, ("kept",))
    assert rows == []


def test_a_line_that_is_cut_under_way_is_told_as_that(postgres_council: CouncilServer) -> None:
    with pytest.raises(StoreUnreachable):
        send(postgres_council, (KEEP, ("kept", 1, b"")), (CUT, ()), (LOOK, ("kept",)))
    with postgres_council.writing() as connection:
        assert connection.execute(text("SELECT count(*) FROM counter WHERE name = 'kept'")).scalar_one() == 0
