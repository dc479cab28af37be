"""Somebody who was entered twice becomes one person, and two again if it turns out that they are.

Nothing is copied, and nothing changed in either record but which details stand: a record says that the two are one, and from
then on both are read as one, the same on every laptop. Records stay where they are, so it can always be taken back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

import msgspec

from app.casebook.desk import Desk, allow_about, under_way
from app.casebook.people import everyone_in, names
from app.practice.changes import Changes
from app.practice.groups import Group
from app.practice.joinings import Joining
from app.practice.merge import Current
from app.practice.people import CirclePerson, Person
from app.practice.plans import Action
from app.practice.statements import Statement
from app.practice.visits import Visit
from app.records.book import Unit, View
from app.records.joined import Joined as Joined
from app.records.joined import joining_record, joinings
from app.records.revision import RecordId, RevisionId, person_scope, written_time

BECAUSE = ("council_number", "nhs_number", "name_and_birthday")
"""Why two records may be of one person, the surest first."""


@dataclass(frozen=True)
class Double:
    """Two records that may be of one person, and why one may think so."""

    one: Current[Person]
    other: Current[Person]
    because: str


@dataclass(frozen=True)
class Side:
    """One of two people that may be one: their details, and how much there is about them."""

    person: Current[Person]
    statements: int
    visits: int
    circle: int
    actions: int


@dataclass(frozen=True)
class Together:
    """One of the records that are one person with another: what it was called, who joined it, when (UTC) and why."""

    record: RecordId
    name: str
    by: str
    at: datetime
    why: str


@dataclass(frozen=True)
class JoinedNow:
    """What joining did, so that it can be undone. `details` is where the details that stand were written before."""

    changes: Changes
    main: RecordId
    other: RecordId
    details: RevisionId


JOINING = Joining.kind


def joined_now(desk: Desk) -> Joined:
    """Which person records are one person."""
    with desk.book.view() as view:
        return view.joined


def doubles(desk: Desk, person: RecordId = "") -> list[Double]:
    """Records that may be of one person, of everybody or of one; those of which somebody has said that they are two, not.

    Nothing while a visit is open.
    """
    with desk.book.view() as view:
        if under_way(view):
            return []
        said_apart = [(each.body.one, each.body.other) for each in joinings(view.connection) if each.body.apart]
        apart = {frozenset(map(view.joined.main_of, pair)) for pair in said_apart}
        everyone = everyone_in(view)
        mine = view.joined.main_of(person) if person else ""
    found: dict[frozenset[str], Double] = {}
    for because in BECAUSE:
        alike: dict[object, list[Current[Person]]] = {}
        for each in everyone:
            key = _key(because, each.body)
            if key:
                alike.setdefault(key, []).append(each)
        for group in alike.values():
            for one, other in combinations(sorted(group, key=lambda each: each.record), 2):
                pair = frozenset((one.record, other.record))
                if pair not in apart and (not mine or mine in pair):
                    found.setdefault(pair, Double(one, other, because))
    return list(found.values())


def side(desk: Desk, person: RecordId) -> Side:
    """The person as one of two. Raises `NotFound`, `AnotherVisitUnderWay`."""
    with desk.book.view() as view:
        allow_about(view, person)
        scope = person_scope(person)
        return Side(
            view.current(Person, view.joined.main_of(person)),
            sum(each.body.struck is None for each in view.all(Statement, scope)),
            len(view.all(Visit, scope)),
            sum(not each.body.removed for each in view.all(CirclePerson, scope)),
            sum(not each.body.struck for each in view.all(Action, scope)),
        )


def differing(one: Person, other: Person) -> list[Group]:
    """The groups of details in which the two say different things, as they stand in `Person`."""
    return [group for group in Person.groups if one.group(group) != other.group(group)]


def stands_first(shown: Person, other: Person, group: Group) -> bool:
    """Whether what is shown should stand until somebody chooses: unless it says nothing and the other does."""
    return shown.group(group) != Person(name="").group(group) or other.group(group) == Person(name="").group(group)


def join(desk: Desk, person: RecordId, other: RecordId, stands: Mapping[str, RecordId], why: str = "") -> JoinedNow:
    """Say that the two are one person. `stands` has for groups of `Person` the record whose details stand: one of the two.

    Raises `AnotherVisitUnderWay` while a visit is open, `NotFound`.
    """
    with desk.book.unit() as unit:
        _allow_none(unit)
        first, second = unit.joined.main_of(person), unit.joined.main_of(other)
        main, joined = sorted((first, second))
        bodies = {each: unit.current(Person, unit.joined.main_of(each)).body for each in (person, other, first, second)}
        now = unit.current(Person, main)
        head, body = now.head()
        chosen = body
        for name, whose in stands.items():
            group = Person.group_named(name)
            chosen = msgspec.structs.replace(chosen, **dict(zip(group.fields, bodies[whose].group(group), strict=True)))
        if main != joined:
            _say(unit, main, joined, apart=False, why=why)
            unit.seal(chosen, scope=person_scope(main), record=main, onto=now.heads if now.settled else (head,))
        unit.commit()
    return JoinedNow(_changes(main, joined), main, joined, head)


def take_back(desk: Desk, done: JoinedNow) -> Changes:
    """Undo joining: two people again, with the details that stood before."""
    with desk.book.unit() as unit:
        _allow_none(unit)
        _say(unit, done.main, done.other, apart=True, why="")
        before = next((each.body for each in unit.history(Person, done.main) if each.revision == done.details), None)
        if before is not None:
            unit.seal(before, scope=person_scope(done.main), record=done.main, onto=unit.current(Person, done.main).heads)
        unit.commit()
    return done.changes


def two_after_all(desk: Desk, person: RecordId, other: RecordId, why: str = "") -> Changes:
    """Say that `other` is somebody else: it is parted from all that it is one with, which stay together. Also the answer
    to a question whether two are one. Raises `AnotherVisitUnderWay` while a visit is open.
    """
    with desk.book.unit() as unit:
        _allow_none(unit)
        records = unit.joined.records_of(other)
        if person not in records:
            _say(unit, *sorted((unit.joined.main_of(person), unit.joined.main_of(other))), apart=True, why=why)
            unit.commit()
            return _changes(person, other)
        rest = [each for each in records if each != other]
        for each in joinings(unit.connection):
            if not each.body.apart and other in (each.body.one, each.body.other):
                _say(unit, each.body.one, each.body.other, apart=True, why=why)
        _say(unit, min(rest[0], other), max(rest[0], other), apart=True, why=why)
        for left in rest[1:]:
            if unit.joined.main_of(left) != unit.joined.main_of(rest[0]):
                _say(unit, rest[0], left, apart=False, why="")
        unit.commit()
    return _changes(*records)


def joined_with(desk: Desk, person: RecordId) -> list[Together]:
    """The other records that are one person with the one that is shown. Raises `AnotherVisitUnderWay`."""
    staff = names(desk)
    with desk.book.view() as view:
        allow_about(view, person)
        main, records = view.joined.main_of(person), view.joined.records_of(person)
        found = []
        for record in records:
            said = [
                each
                for each in joinings(view.connection)
                if not each.body.apart and record in (each.body.one, each.body.other) and record != main
            ]
            whom = view.find(Person, record)
            if said and whom is not None:
                last = view.history(Joining, said[0].record)[-1]
                found.append(
                    Together(record, whom.body.name, staff.of(last.author), written_time(last.written), said[0].body.why)
                )
    return sorted(found, key=lambda each: (each.at, each.record))


def _say(unit: Unit, one: RecordId, other: RecordId, *, apart: bool, why: str) -> None:
    record = joining_record(one, other)
    body = Joining(one=one, other=other, apart=apart, why=why)
    now = unit.find(Joining, record)
    unit.seal(body, scope=person_scope(other), record=record, onto=now.heads if now else ())


def _allow_none(view: View) -> None:
    """Raises `AnotherVisitUnderWay` while any visit is open: what is about two people may not come up in it."""
    if under_way(view):
        allow_about(view, "")


def _key(because: str, person: Person) -> object:
    if because == "name_and_birthday":
        return (" ".join(person.name.casefold().split()), person.born) if person.born and person.name.strip() else ""
    number: str = getattr(person, because)
    return "".join(number.casefold().split())


def _changes(*people: RecordId) -> Changes:
    kinds = frozenset({Joining.kind, Person.kind})
    return Changes(frozenset(people), frozenset(person_scope(each) for each in people), kinds)
