"""The desk: what every act needs, handed in, and the one way in which acts write."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

import msgspec

from app.practice.changes import Changes
from app.practice.errors import AnotherVisitUnderWay
from app.practice.groups import Body
from app.practice.guides import GuideShelf
from app.practice.merge import Current
from app.practice.people import Role, Speaker
from app.records import ledger, unread
from app.records.book import Casebook, Unit, View
from app.records.going import VISIT_OPEN
from app.records.revision import RecordId, RevisionId, person_scope, written_time

B = TypeVar("B", bound=Body)

RANK_STEP = 1024
UK = ZoneInfo("Europe/London")


class UnderWay(msgspec.Struct, frozen=True):
    """The visit that is open on this laptop. While it is, nothing about anyone else can be read through the desk."""

    visit: RecordId
    person: RecordId


class Snapshot(Protocol):
    """What papers are made from: a view of a casebook, or a portable file."""

    def find(self, kind: type[B], record: RecordId) -> Current[B] | None:
        """What the record says; None when there is none."""

    def current(self, kind: type[B], record: RecordId) -> Current[B]:
        """What the record says. Raises `NotFound`."""

    def all(self, kind: type[B], scope: str | None = None, *, among: Collection[RecordId] | None = None) -> list[Current[B]]:
        """Every record of the kind in the scope, only those `among` the given where they are given."""

    def authors(self, record: RecordId) -> dict[RevisionId, tuple[RecordId, str]]:
        """Who wrote each revision: the record of the member of staff, and the name where it stands beside the revision itself."""

    def value(self, name: str) -> bytes | None:
        """A small thing the casebook knows of itself."""


class Writer(Protocol):
    """Who makes a paper: the worker, the time, the guides."""

    @property
    def me(self) -> Speaker:
        """The worker."""

    def is_me(self, staff: RecordId) -> bool:
        """Whether it is the worker, also by an id of before the first sign-in."""

    @property
    def clock(self) -> Callable[[], datetime]:
        """The time, in UTC."""

    @property
    def guides(self) -> GuideShelf:
        """The guides."""


@dataclass(frozen=True)
class Desk:
    """The casebook, the clock and the guides."""

    book: Casebook
    clock: Callable[[], datetime]
    guides: GuideShelf

    @property
    def me(self) -> Speaker:
        """The worker whose casebook this is, as a speaker."""
        identity = self.book.identity
        return Speaker(role=Role.WORKER, name=identity.name, who=identity.staff)

    def is_me(self, staff: RecordId) -> bool:
        """Whether it is this worker, also by an id of before the first sign-in."""
        return self.book.identity.is_me(staff)


def uk_day(at: datetime) -> date:
    """The day it is then in the United Kingdom, which is not always that of UTC."""
    return at.astimezone(UK).date()


def under_way(view: Snapshot) -> UnderWay | None:
    """The visit that is open now, if one is."""
    kept = view.value(VISIT_OPEN)
    return msgspec.json.decode(kept, type=UnderWay) if kept else None


def put_under_way(unit: Unit, visit: UnderWay | None) -> None:
    """Remember which visit is open, so that the app comes back to it after any accident."""
    unit.put(VISIT_OPEN, msgspec.json.encode(visit) if visit else b"")


def allow_about(view: View, person: RecordId) -> UnderWay | None:
    """The open visit, if it is with this person. Raises `AnotherVisitUnderWay` while one with somebody else is open."""
    open_now = under_way(view)
    if open_now and open_now.person not in view.joined.records_of(person):
        raise AnotherVisitUnderWay(visit=open_now.visit, person=open_now.person)
    return open_now


def allow_scope(view: View, scope: str) -> UnderWay | None:
    """As `allow_about`, for a record's scope."""
    open_now = under_way(view)
    if open_now and scope.startswith("person:") and scope not in view.joined.scopes_of(person_scope(open_now.person)):
        raise AnotherVisitUnderWay(visit=open_now.visit, person=open_now.person)
    return open_now


def write_new(unit: Unit, body: Body, person: RecordId, record: RecordId | None = None) -> RecordId:
    """Seal a new record about a person, held while their visit is open; where two records are one person, beside the visit."""
    open_now = allow_about(unit, person)
    during = open_now.visit if open_now else None
    scope = person_scope(open_now.person if open_now else person)
    return unit.seal(body, scope=scope, record=record, during=during)


def write_change(unit: Unit, kind: type[B], record: RecordId, change: Callable[[B], B], *, seen: RevisionId = "") -> Current[B]:
    """Seal a change of a record on the revision that was `seen`: what came since is not overwritten but stands beside it.

    Without one, or when it is no longer there, on the head that is shown. Returns what it said before. Raises `NotFound`.
    """
    before = unit.current(kind, record)
    scope = unit.scope_of(record)
    open_now = allow_scope(unit, scope)
    head, body = before.head(changed_groups(before.body, change(before.body)))
    was = next((each.body for each in unit.history(kind, record) if each.revision == seen), None) if seen else None
    if was is not None:
        head, body = seen, was
    during = open_now.visit if open_now else None
    unit.seal(change(body), scope=scope, record=record, onto=(head,), during=during)
    return before


def unreadable(view: Snapshot, kind: type[Body], person: RecordId) -> frozenset[RecordId]:
    """The person's records of the kind that a newer version of the app wrote, and that this one is careful about. A portable file
    has none: it is refused whole."""
    scope = person_scope(person)
    if isinstance(view, View):
        return unread.unreadable(view.connection, kind, view.joined.scopes_of(scope))
    known: Callable[[type[Body], str], frozenset[RecordId]] | None = getattr(view, "unreadable", None)
    return known(kind, scope) if known else frozenset()


def written_after(view: Snapshot, revisions: Collection[RevisionId], at: datetime) -> bool:
    """Whether one of these revisions claims to have been written after this time."""
    connection = getattr(view, "connection", None)
    found = ledger.revisions_by_id(connection, revisions) if connection is not None else []
    return any(written_time(each.header.written) > at for each in found)


def changed_groups(before: Body, after: Body) -> list[str]:
    """The groups in which two bodies of a kind differ."""
    return [group.name for group in before.groups if before.group(group) != after.group(group)]


def changed(kind: type[Body], record: RecordId, scope: str, *, made: bool = False) -> Changes:
    """The changes of an act that wrote one record."""
    return Changes(frozenset({record}), frozenset({scope}), frozenset({kind.kind}), record if made else "")


def make(desk: Desk, body: Body, person: RecordId) -> Changes:
    """Write a new record about a person."""
    with desk.book.unit() as unit:
        record = write_new(unit, body, person)
        unit.commit()
    return changed(type(body), record, person_scope(person), made=True)


def alter(desk: Desk, kind: type[B], record: RecordId, change: Callable[[B], B], *, seen: RevisionId = "") -> Changes:
    """Write a change of one record, on the revision that was `seen` where one is named."""
    with desk.book.unit() as unit:
        write_change(unit, kind, record, change, seen=seen)
        scope = unit.scope_of(record)
        unit.commit()
    return changed(kind, record, scope)
