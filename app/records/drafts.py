"""Drafts: what is being typed and has not been sealed. One short transaction keeps one pause."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from app.records.ledger import ID_BYTES
from app.records.revision import RecordId, RevisionId, written_text, written_time

_KEEP = """
INSERT INTO draft (record, kind, scope, visit, onto, body, cursor, saved_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (record) DO UPDATE SET
  visit = excluded.visit, onto = excluded.onto, body = excluded.body, cursor = excluded.cursor, saved_at = excluded.saved_at
"""
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
    values = (
        bytes.fromhex(draft.record),
        draft.kind,
        draft.scope,
        bytes.fromhex(draft.visit) if draft.visit else None,
        b"".join(bytes.fromhex(each) for each in draft.onto),
        draft.body,
        draft.cursor,
        written_text(draft.saved_at),
    )
    connection.exec_driver_sql(_KEEP, values)


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


def _draft(row: Any) -> Draft:
    onto = row.onto
    return Draft(
        record=row.record.hex(),
        kind=row.kind,
        scope=row.scope,
        visit=row.visit.hex() if row.visit else None,
        onto=tuple(onto[start : start + ID_BYTES].hex() for start in range(0, len(onto), ID_BYTES)),
        body=row.body,
        cursor=row.cursor,
        saved_at=written_time(row.saved_at),
    )
