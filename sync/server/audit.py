"""The audit: one row per act, member of staff, laptop and person. It only grows."""

from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from app.records.revision import RecordId, written_text
from sync.server.tables import audit


def note(
    connection: Connection,
    at: datetime,
    act: str,
    *,
    staff: RecordId | None = None,
    device: str | None = None,
    scopes: dict[str, int] | None = None,
) -> None:
    """Write down the act, once for each scope with how many revisions it touched, or once without one."""
    if scopes is not None and not scopes:
        return
    last = connection.execute(select(func.coalesce(func.max(audit.c.number), 0))).scalar_one()
    entries = [
        {
            "number": number,
            "at": written_text(at),
            "staff": staff,
            "device": device,
            "act": act,
            "scope": scope,
            "count": count,
        }
        for number, (scope, count) in enumerate(sorted((scopes if scopes is not None else {"": 0}).items()), start=last + 1)
    ]
    connection.execute(insert(audit), entries)
