"""Today: the visits of the day, what comes, what waits for the worker."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from app.casebook.desk import Desk, Snapshot, uk_day, under_way
from app.casebook.leaving import CopyAtHome, copies_in
from app.casebook.people import everyone_in
from app.practice.groups import Body
from app.practice.merge import Current
from app.practice.people import Person
from app.practice.plans import Action, ActionState
from app.practice.statements import Statement
from app.practice.visits import Visit, VisitStatus
from app.records.book import View
from app.records.revision import RecordId, RevisionId, person_scope

B = TypeVar("B", bound=Body)


@dataclass(frozen=True)
class VisitAhead:
    """A visit with the person it is with. `late` names promises whose day has passed."""

    visit: Current[Visit]
    person: Current[Person]
    late: tuple[str, ...]


@dataclass(frozen=True)
class Today:
    """What the worker sees on opening the laptop. `day` is the day in the United Kingdom, `anybody` whether this laptop has
    anyone's record that may be seen now."""

    day: date
    visits: tuple[VisitAhead, ...]
    coming: tuple[VisitAhead, ...]
    paused: tuple[VisitAhead, ...]
    old_copies: tuple[tuple[Current[Person], CopyAtHome], ...]
    anybody: bool = True


def today(desk: Desk) -> Today:
    """Everything for the first screen, in one snapshot. While a visit is open it is empty: nobody else may be seen."""
    day = uk_day(desk.clock())
    with desk.book.view() as view:
        if under_way(view):
            return Today(day, (), (), (), ())
        caseload = _Caseload(view)
        people = everyone_in(view)
        ahead = [
            VisitAhead(visit, person, _late(caseload, person.record, day))
            for person in people
            for visit in caseload.all(Visit, person_scope(person.record))
            if visit.body.status is not VisitStatus.ENDED
        ]
        copies = [(person, copy) for person in people for copy in copies_in(caseload, desk, person.record)]
    paused = [each for each in ahead if each.visit.body.status is VisitStatus.PAUSED]
    planned = sorted((each for each in ahead if each not in paused), key=_when)
    return Today(
        day,
        tuple(each for each in planned if (_day(each) or day) <= day),
        tuple(each for each in planned if (_day(each) or day) > day),
        tuple(paused),
        tuple((person, copy) for person, copy in copies if copy.out_of_date),
        anybody=bool(people),
    )


class _Caseload:
    """The casebook for looking at everybody: few queries instead of some for each person. What is said, by far the most, is
    read only where it is asked for."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._read: dict[str, dict[str, list[Current[Any]]]] = {}
        self._values: dict[str, bytes | None] = {}
        self._unread: dict[str, dict[str, set[RecordId]]] = {}

    @property
    def connection(self) -> Any:
        """The transaction, to look a revision up."""
        return self._view.connection

    def all(self, kind: type[B], scope: str | None = None, *, among: Collection[RecordId] | None = None) -> list[Current[B]]:
        """Every record of the kind in the scope, only those `among` the given where they are given."""
        if scope is None or among is not None or kind is Statement:
            return self._view.all(kind, scope, among=among)
        if kind.kind not in self._read:
            whose = self._view.scopes_of(kind)
            read = self._read[kind.kind] = {}
            for each in self._view.all(kind):
                read.setdefault(whose.pop(each.record), []).append(each)
            unread = self._unread[kind.kind] = {}
            for record, own in whose.items():
                unread.setdefault(own, set()).add(record)
        read = self._read[kind.kind]
        return [each for own in self._view.joined.scopes_of(scope) for each in read.get(own, [])]

    def unreadable(self, kind: type[Body], scope: str) -> frozenset[RecordId]:
        """The records of the kind in the scope of which nothing could be read."""
        self.all(kind, scope)
        found = self._unread[kind.kind]
        return frozenset(each for own in self._view.joined.scopes_of(scope) for each in found.get(own, ()))

    def find(self, kind: type[B], record: RecordId) -> Current[B] | None:
        """What the record says; None when there is none."""
        return self._view.find(kind, record)

    def current(self, kind: type[B], record: RecordId) -> Current[B]:
        """What the record says. Raises `NotFound`."""
        return self._view.current(kind, record)

    def authors(self, record: RecordId) -> dict[RevisionId, tuple[RecordId, str]]:
        """Who wrote each revision of the record."""
        return self._view.authors(record)

    def value(self, name: str) -> bytes | None:
        """A small thing the casebook knows of itself."""
        if name not in self._values:
            self._values[name] = self._view.value(name)
        return self._values[name]


def _day(ahead: VisitAhead) -> date | None:
    planned = ahead.visit.body.planned_for
    return uk_day(planned) if planned else None


def _when(ahead: VisitAhead) -> tuple[str, str]:
    planned = ahead.visit.body.planned_for
    return (planned.isoformat() if planned else "", ahead.visit.record)


def _late(view: Snapshot, person: RecordId, day: date) -> tuple[str, ...]:
    return tuple(
        action.body.what
        for action in view.all(Action, person_scope(person))
        if action.body.state is ActionState.OPEN and not action.body.struck and action.body.by and action.body.by < day
    )
