"""Reading the audit: who did what when, with names instead of ids. Reading it is itself an act, and is noted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, select

from app.practice.people import Person
from app.records.revision import RecordId, written_time
from sync.server.projection import now_of
from sync.server.tables import alias, audit, member

_AT_ONCE = 2_000
PERSON, STAFF = "person:", "staff:"


@dataclass(frozen=True)
class Wanted:
    """Which rows: of a person, of a member of staff, from a day to a day, both included. None and nothing: all."""

    scope: str | None = None
    staff: RecordId | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Step:
    """One row of the audit. `staff` and `about` are names, empty where there is none or it is not known (any more). `claimed` is
    when a laptop says that it did it; without it the council saw it done.
    """

    number: int
    at: datetime
    staff: str
    device: str
    act: str
    scope: str
    about: str
    count: int
    claimed: datetime | None


def steps(connection: Connection, wanted: Wanted) -> Iterator[Step]:
    """The rows that are wanted, in their order."""
    query = select(audit)
    if wanted.scope is not None:
        query = query.where(audit.c.scope == wanted.scope)
    if wanted.staff is not None:
        query = query.where(audit.c.staff == wanted.staff)
    if wanted.since is not None:
        query = query.where(audit.c.at >= wanted.since.isoformat())
    if wanted.until is not None:
        query = query.where(audit.c.at < (wanted.until + timedelta(days=1)).isoformat())
    names = _Names(connection)
    number = 0
    while rows := connection.execute(query.where(audit.c.number > number).order_by(audit.c.number).limit(_AT_ONCE)).all():
        for row in rows:
            number = row.number
            yield Step(
                number,
                written_time(row.at),
                names.staff(row.staff),
                row.device or "",
                row.act,
                row.scope,
                names.about(row.scope),
                row._mapping["count"],
                None if row.claimed is None else written_time(row.claimed),
            )


class _Names:
    """Names of staff and people, each looked up once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._staff: dict[RecordId, str] = {row.staff: row.name for row in connection.execute(select(member))}
        self._behind: dict[RecordId, RecordId] = {row.author: row.staff for row in connection.execute(select(alias))}
        self._people: dict[str, str] = {}

    def staff(self, record: RecordId | None) -> str:
        return self._staff.get(self._behind.get(record, record), "") if record else ""

    def about(self, scope: str) -> str:
        if scope.startswith(STAFF):
            return self.staff(scope.removeprefix(STAFF))
        if not scope.startswith(PERSON):
            return ""
        if scope not in self._people:
            body = now_of(self._connection, scope.removeprefix(PERSON))
            self._people[scope] = body.name if isinstance(body, Person) else ""
        return self._people[scope]
