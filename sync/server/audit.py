"""The audit: one row per act, member of staff, laptop and person. It only grows.

Its numbers come from one locked row (`sync.server.numbers`), so a transaction writes to the audit once, as the last thing before it
ends: acts are gathered as `Noted` on the way.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert

from app.records.revision import RecordId, written_text
from sync.server import numbers
from sync.server.tables import audit


@dataclass(frozen=True)
class Noted:
    """An act, once for each scope with how many revisions it touched, or once without one (`scopes` is None)."""

    act: str
    staff: RecordId | None = None
    device: str | None = None
    scopes: dict[str, int] | None = None


def note(
    connection: Connection,
    at: datetime,
    act: str,
    *,
    staff: RecordId | None = None,
    device: str | None = None,
    scopes: dict[str, int] | None = None,
) -> None:
    """Write down one act. Others who write to the audit wait until this transaction ends."""
    write(connection, at, [Noted(act, staff, device, scopes)])


def write(connection: Connection, at: datetime, noted: Iterable[Noted]) -> None:
    """Write down what was noted, in that order. Others who write to the audit wait until this transaction ends."""
    rows = [
        (each, scope, count)
        for each in noted
        for scope, count in sorted((each.scopes if each.scopes is not None else {"": 0}).items())
    ]
    if not rows:
        return
    last = numbers.lock(connection, numbers.AUDIT)
    entries = [
        {
            "number": number,
            "at": written_text(at),
            "staff": each.staff,
            "device": each.device,
            "act": each.act,
            "scope": scope,
            "count": count,
        }
        for number, (each, scope, count) in enumerate(rows, start=last.number + 1)
    ]
    connection.execute(insert(audit), entries)
    numbers.move(connection, numbers.AUDIT, last.number + len(entries))
