"""What is asked of the database in lists, list by list."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Table, select

V = TypeVar("V")

CHUNK = 400
"""Values in one IN list: below what any SQLite allows."""


def chunks(values: Sequence[V]) -> Iterator[Sequence[V]]:
    """The values in lists short enough for one query."""
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]


def digest_rows(connection: Connection, table: Table, count: Column[Any], scopes: Iterable[str]) -> list[Sequence[Any]]:
    """Of a table of digests the rows of these scopes, sorted by scope: scope, how many, their sum."""
    found: list[Sequence[Any]] = []
    for chunk in chunks(sorted(set(scopes))):
        query = select(table.c.scope, count, table.c.total).where(table.c.scope.in_(chunk))
        found.extend(connection.execute(query.order_by(table.c.scope)))
    return found


def digest_lines(rows: Iterable[Sequence[Any]]) -> list[bytes]:
    """Those rows as they are hashed into one digest."""
    return [f"{scope} {count} {total.hex()}\n".encode() for scope, count, total in rows]
