"""Drafts: what is being typed and has not been sealed. One short transaction keeps one pause."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

from sqlalchemy import Connection

from app.practice.errors import Bug
from app.records.ledger import ID_BYTES
from app.records.revision import RecordId, RevisionId, written_text, written_time

_KEEP = """
INSERT INTO draft (record, kind, scope, visit, onto, body, cursor, saved_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (record) DO UPDATE SET
  visit = excluded.visit, onto = excluded.onto, body = excluded.body, cursor = excluded.cursor, saved_at = excluded.saved_at
"""
_ON_ONE_PAGE = 3_600
_WITH_ONE_MORE_PAGE = 7_700
_A_PAGE = 4_012
_COLUMNS = "record, kind, scope, visit, onto, body, cursor, saved_at"


@dataclass(frozen=True)
class Draft:
    """The body of a record as it is being typed, in the JSON of its kind, and where the cursor stands in its words."""

    record: RecordId
    kind: str
    scope: str
    visit: RecordId | None
    onto: tuple[RevisionId, ...]
    body: bytes
    cursor: int
    saved_at: datetime


def keep(connection: Connection, draft: Draft) -> None:
    """Put the draft in the place of the record's former one."""
    connection.exec_driver_sql(_KEEP, _values(draft))


class QuickKeeper:
    """Keeps drafts on a driver connection of its own: a pause is one statement, one transaction and one sync to disk.

    What must be as quick and is as small goes the same way. Raises what the driver raises; what was kept before then stands, and
    the next time begins on a fresh connection.
    """

    def __init__(self, connect: Callable[[], Any]) -> None:
        self._connect = connect
        self._connection: Any = None
        self._lock = Lock()
        self._closed = False

    def keep(self, draft: Draft) -> None:
        """Put the draft in the place of the record's former one, on the disk. Never again once it was closed: `Bug`."""
        with self._connected() as connection:
            connection.execute(_KEEP, _values(draft))

    def look(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with self._connected() as connection:
            return list(connection.execute(query).fetchall())

    def jot(self, statement: str, values: tuple[Any, ...]) -> None:
        """Do it in one transaction that waits for no disk: a power cut may undo it."""
        with self._connected() as connection:
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(statement, values)
            connection.execute("PRAGMA synchronous = FULL")

    def close(self) -> None:
        """Let go of the file, for good: a pause that comes at the same moment does not open it again."""
        with self._lock:
            self._closed = True
            self._drop()

    @contextmanager
    def _connected(self) -> Iterator[Any]:
        with self._lock:
            if self._closed:
                raise Bug(detail="a draft is kept after the casebook was closed")
            if self._connection is None:
                self._connection = self._connect()
            try:
                yield self._connection
            except BaseException:
                self._drop()
                raise

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def _values(draft: Draft) -> tuple[Any, ...]:
    return (
        bytes.fromhex(draft.record),
        draft.kind,
        draft.scope,
        bytes.fromhex(draft.visit) if draft.visit else None,
        b"".join(bytes.fromhex(each) for each in draft.onto),
        _padded(draft.body),
        draft.cursor,
        written_text(draft.saved_at),
    )


def drop(connection: Connection, record: RecordId) -> None:
    """Forget the record's draft."""
    connection.exec_driver_sql("DELETE FROM draft WHERE record = ?", (bytes.fromhex(record),))


def of_record(connection: Connection, record: RecordId) -> Draft | None:
    """The record's draft, if it has one."""
    query = f"SELECT {_COLUMNS} FROM draft WHERE record = ?"
    row = connection.exec_driver_sql(query, (bytes.fromhex(record),)).one_or_none()
    return None if row is None else _draft(row)


def all_drafts(connection: Connection) -> list[Draft]:
    """Every draft, the oldest first."""
    return [_draft(row) for row in connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM draft ORDER BY saved_at")]


def _padded(body: bytes) -> bytes:
    """The body with blanks after it, so that long words keep their size while they grow: SQLite then writes only the pages
    that changed, where it would else free and take anew all that the row spills on."""
    if len(body) <= _ON_ONE_PAGE:
        return body
    more = max(0, -(-(len(body) - _WITH_ONE_MORE_PAGE) // _A_PAGE))
    return body.ljust(_WITH_ONE_MORE_PAGE + more * _A_PAGE)


def _draft(row: Any) -> Draft:
    onto = row.onto
    return Draft(
        record=row.record.hex(),
        kind=row.kind,
        scope=row.scope,
        visit=row.visit.hex() if row.visit else None,
        onto=tuple(onto[start : start + ID_BYTES].hex() for start in range(0, len(onto), ID_BYTES)),
        body=row.body.rstrip(b" "),
        cursor=row.cursor,
        saved_at=written_time(row.saved_at),
    )
