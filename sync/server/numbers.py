"""Numbers that are given out one after another, and become visible in that order.

A sequence of PostgreSQL does not promise that: a lower number may be committed after a higher one, and a reader that has moved on
never sees it. Here whoever takes numbers locks the one row that says which was last, until the end of the transaction.
Where a transaction takes both, the feed's come before the audit's: then nobody waits in a circle.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from app.records import ledger

FEED = "feed"
AUDIT = "audit"

_LOOK = "SELECT number, last FROM counter WHERE name = ?"
_LOCK = f"{_LOOK} FOR UPDATE"
_MOVE = "UPDATE counter SET number = ?, last = ? WHERE name = ?"


@dataclass(frozen=True)
class Last:
    """The number that was given out last, and what the next builds on."""

    number: int
    last: bytes


def lock(connection: Connection, line: str) -> Last:
    """Where the line of numbers stands; nobody else takes any until this transaction ends."""
    with ledger.Trip(connection) as trip:
        rows = ask(trip, line)
    return Last(*rows[0])


def ask(trip: ledger.Trip, line: str) -> list[Any]:
    """As `lock`, for whoever asks more at once: what is asked after it is asked when the line is locked. The one row will be
    what a `Last` is made of.
    """
    return trip.ask(_LOOK if trip.embedded else _LOCK, (line,))  # where it is embedded, a transaction that writes is alone


def move(trip: ledger.Trip, line: str, number: int, last: bytes = b"") -> None:
    """Write down the last number that was given out. The line must be locked."""
    trip.ask(_MOVE, (number, last, line))
