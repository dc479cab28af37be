"""Numbers that are given out one after another, and become visible in that order.

A sequence of PostgreSQL does not promise that: a lower number may be committed after a higher one, and a reader that has moved on
never sees it. Here whoever takes numbers locks the one row that says which was last, until the end of the transaction.
Where a transaction takes both, the feed's come before the audit's: then nobody waits in a circle.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, update

from sync.server.tables import counter

FEED = "feed"
AUDIT = "audit"

_LOCK = select(counter.c.number, counter.c.last).where(counter.c.name == bindparam("line")).with_for_update()
_MOVE = update(counter).where(counter.c.name == bindparam("line"))


@dataclass(frozen=True)
class Last:
    """The number that was given out last, and what the next builds on."""

    number: int
    last: bytes


def lock(connection: Connection, line: str) -> Last:
    """Where the line of numbers stands; nobody else takes any until this transaction ends."""
    row = connection.execute(_LOCK, {"line": line}).one()
    return Last(row.number, row.last)


def move(connection: Connection, line: str, number: int, last: bytes = b"") -> None:
    """Write down the last number that was given out. The line must be locked."""
    connection.execute(_MOVE, {"line": line, "number": number, "last": last})
