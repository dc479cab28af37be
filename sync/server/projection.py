"""What follows from stored revisions: the list of staff, and who may have which person's record until when."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, delete, insert, select

from app.practice.joinings import Joining
from app.practice.merge import Node, current
from app.practice.people import Grant, Person, Staff
from app.records import ledger
from app.records.revision import COUNCIL_SCOPE, RecordId, Revision, person_scope, staff_scope
from sync.server.admission import read_body
from sync.server.tables import access, alias, joined, member

FOLLOWED = {Staff.kind, Grant.kind, Person.kind, Joining.kind}
"""Kinds from which something follows."""
UK = ZoneInfo("Europe/London")
_SCOPES = """
WITH RECURSIVE given(scope) AS (
  SELECT scope FROM access WHERE staff = {staff} AND since <= ? AND (until IS NULL OR until >= ?)
  UNION SELECT joined.also FROM joined JOIN given ON joined.scope = given.scope
)
SELECT scope FROM given
"""
_WHOSE = "(SELECT device.staff FROM token JOIN device ON device.id = token.device WHERE token.hash = ?)"


def uk_day(at: datetime) -> date:
    """The day it is in the United Kingdom: access begins and ends with days there."""
    return at.astimezone(UK).date()


def follow(connection: Connection, new: Sequence[Revision], at: datetime) -> None:
    """Bring the lists up to date with revisions that were just stored."""
    for each in new:
        header = each.header
        if header.kind == Staff.kind:
            _follow_staff(connection, header.record)
        elif header.kind == Grant.kind:
            _follow_grant(connection, header.record)
        elif header.kind == Joining.kind:
            _follow_joining(connection, header.record)
        elif header.kind == Person.kind and not header.parents:
            _give_to_author(connection, each, uk_day(at))


def scopes_of(connection: Connection, staff: RecordId, on: date) -> tuple[str, ...]:
    """The scopes that a member of staff is fed on a day, sorted: of people whose records were joined all of them."""
    with ledger.Trip(connection) as trip:
        rows = trip.ask(_SCOPES.format(staff="?"), (bytes.fromhex(staff), *_days(trip, on)))
    return scopes_in(rows, staff)


def ask_scopes(trip: ledger.Trip, token_hash: bytes, on: date) -> list[Any]:
    """As `scopes_of` the member of staff whose laptop was given the token: `scopes_in` says which they are."""
    return trip.ask(_SCOPES.format(staff=_WHOSE), (token_hash, *_days(trip, on)))


def scopes_in(rows: Sequence[Any], staff: RecordId) -> tuple[str, ...]:
    """The scopes that `ask_scopes` found."""
    return tuple(sorted({row[0] for row in rows} | {COUNCIL_SCOPE, staff_scope(staff)}))


def _days(trip: ledger.Trip, on: date) -> tuple[str | date, str | date]:
    return (on.isoformat(), on.isoformat()) if trip.embedded else (on, on)


def now_of(connection: Connection, record: RecordId) -> Any:
    """What the record says now, as far as this server can read it; None when it says nothing."""
    revisions = ledger.revisions_of(connection, record)
    nodes: list[Node[Any]] = [Node(each.id, each.header.parents, read_body(each)) for each in revisions]
    found = current(record, nodes)
    return None if found is None else found.body


def _follow_staff(connection: Connection, record: RecordId) -> None:
    body = now_of(connection, record)
    if isinstance(body, Staff):
        connection.execute(delete(member).where(member.c.staff == record))
        entry = {"staff": record, "name": body.name, "role": body.role.value, "left": int(body.left)}
        connection.execute(insert(member).values(entry))


def _follow_grant(connection: Connection, record: RecordId) -> None:
    body = now_of(connection, record)
    if isinstance(body, Grant):
        connection.execute(delete(access).where(access.c.source == record))
        entry = {"source": record, "staff": body.staff, "scope": person_scope(body.person)}
        connection.execute(insert(access).values(entry | {"since": body.since, "until": body.until}))


def _follow_joining(connection: Connection, record: RecordId) -> None:
    body = now_of(connection, record)
    connection.execute(delete(joined).where(joined.c.source == record))
    if isinstance(body, Joining) and not body.apart:
        one, other = person_scope(body.one), person_scope(body.other)
        entries = [{"source": record, "scope": each, "also": also} for each, also in ((one, other), (other, one))]
        connection.execute(insert(joined), entries)


def _give_to_author(connection: Connection, root: Revision, on: date) -> None:
    header = root.header
    if connection.execute(select(access.c.source).where(access.c.source == header.record)).first() is not None:
        return
    behind = connection.execute(select(alias.c.staff).where(alias.c.author == header.author)).scalar()
    entry = {"source": header.record, "staff": behind or header.author, "scope": header.scope, "since": on, "until": None}
    connection.execute(insert(access).values(entry))
