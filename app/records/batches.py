"""What is asked of the database in lists, list by list."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Table, select

V = TypeVar("V")

MANY = 1_000
"""Above so many a laptop's whole table is read at once: it holds little else."""
CHUNK = 400
"""Values in one IN list: below what any SQLite allows."""


def chunks(values: Sequence[V]) -> Iterator[Sequence[V]]:
    """The values in lists short enough for one query."""
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]


def digest_rows(connection: Connection, table: Table, count: Column[Any], scopes: Iterable[str]) -> list[Sequence[Any]]:
    """Of a table of digests the rows of these scopes, sorted by scope: scope, how many, their sum."""
    found: list[Sequence[Any]] = []
    wanted = set(scopes)
    query = select(table.c.scope, count, table.c.total).order_by(table.c.scope)
    if len(wanted) > MANY and connection.dialect.name == "sqlite":
        return [row for row in connection.exec_driver_sql(str(query)).all() if row[0] in wanted]
    for chunk in chunks(sorted(wanted)):
        found.extend(connection.execute(query.where(table.c.scope.in_(chunk))))
    return found


def digest_lines(rows: Iterable[Sequence[Any]]) -> list[bytes]:
    """Those rows as they are hashed into one digest."""
    return [f"{scope} {count} {total.hex()}\n".encode() for scope, count, total in rows]
