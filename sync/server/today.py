"""Whose records a laptop needs first: the people with a visit today, in the order of their visits."""

from collections.abc import Sequence
from datetime import date

import msgspec
from sqlalchemy import Connection, select

from app.practice.visits import Visit, VisitStatus
from app.records.batches import chunks
from app.records.tables import head, revision
from sync.server.projection import uk_day

_DECODER = msgspec.json.Decoder(Visit)
_OPEN = (VisitStatus.UNDER_WAY, VisitStatus.PAUSED)


def scopes_of_today(connection: Connection, scopes: Sequence[str], day: date) -> tuple[str, ...]:
    """The scopes among these in which a visit is planned for the day (in the United Kingdom), or is open."""
    found: dict[str, str] = {}
    visits = select(revision.c.scope, revision.c.body).join(head, head.c.revision == revision.c.id)
    for chunk in chunks([scope for scope in scopes if scope.startswith("person:")]):
        for scope, body in connection.execute(visits.where(revision.c.kind == Visit.kind, revision.c.scope.in_(chunk))):
            when = _when(body, day)
            if when is not None:
                found[scope] = min(found.get(scope, when), when)
    return tuple(sorted(found, key=lambda scope: (found[scope], scope)))


def _when(body: bytes | None, day: date) -> str | None:
    """By what the visit is put in order, if it is one of today's."""
    try:
        visit = _DECODER.decode(body or b"")
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if visit.status in _OPEN:
        return ""
    planned = visit.planned_for
    if planned is None or visit.status is not VisitStatus.PLANNED or uk_day(planned) != day:
        return None
    return planned.isoformat()
