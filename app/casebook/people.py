"""People: make one at a new door, change what is known, find one."""

from collections import Counter
from dataclasses import dataclass
from functools import cache

import msgspec

from app.casebook.desk import Desk, Snapshot, Writer, allow_about, alter, changed, make, under_way
from app.practice.changes import Changes
from app.practice.merge import Current
from app.practice.origins import Origin
from app.practice.papers import Authors
from app.practice.people import CirclePerson, Council, Person, Speaker, Staff
from app.records.book import View
from app.records.exchange import state_of
from app.records.revision import COUNCIL_SCOPE, RecordId, RevisionId, new_record, person_scope


def add_person(desk: Desk, person: Person) -> Changes:
    """Make a person on this laptop; no network is needed. Raises `AnotherVisitUnderWay` while a visit is open."""
    with desk.book.unit() as unit:
        record = new_record()
        allow_about(unit, record)
        unit.seal(person, scope=person_scope(record), record=record)
        unit.commit()
    return changed(Person, record, person_scope(record), made=True)


def change_person(desk: Desk, person: RecordId, *, seen: RevisionId = "", **fields: object) -> Changes:
    """Change what is known about the person, on the revision that was `seen`; fields as in `Person`."""
    return alter(desk, Person, person, lambda body: msgspec.structs.replace(body, **fields), seen=seen)


def person(desk: Desk, record: RecordId) -> Current[Person]:
    """The person. Raises `NotFound`, `AnotherVisitUnderWay`."""
    with desk.book.view() as view:
        allow_about(view, record)
        return view.current(Person, view.joined.main_of(record))


def still_arriving(desk: Desk, record: RecordId) -> bool:
    """Whether more of what is known about the person is still to come from the council."""
    with desk.book.view() as view:
        coming = {scope for scope, _ in state_of(view).fills}
        return not coming.isdisjoint(view.joined.scopes_of(person_scope(record)))


def people(desk: Desk) -> list[Current[Person]]:
    """Everyone on this laptop, by name; while a visit is open only the person it is with."""
    with desk.book.view() as view:
        open_now = under_way(view)
        everyone = everyone_in(view, person_scope(open_now.person) if open_now else None)
    return sorted(everyone, key=lambda found: (found.body.name.casefold(), found.record))


def everyone_in(view: View, scope: str | None = None) -> list[Current[Person]]:
    """Everyone, or whom the scope is about: of records that were joined the one under which the person is shown."""
    return [each for each in view.all(Person, scope) if view.joined.main_of(each.record) == each.record]


def find_people(desk: Desk, text: str) -> list[Current[Person]]:
    """Those whose name, or the name they like, holds every word of the text."""
    wanted = text.casefold().split()
    return [
        found for found in people(desk) if all(word in f"{found.body.name} {found.body.known_as}".casefold() for word in wanted)
    ]


def add_to_circle(desk: Desk, person: RecordId, member: CirclePerson) -> Changes:
    """Put somebody in the person's circle."""
    return make(desk, member, person)


def change_in_circle(desk: Desk, member: RecordId, *, seen: RevisionId = "", **fields: object) -> Changes:
    """Change somebody in the circle, on the revision that was `seen`; fields as in `CirclePerson`. `removed=True` takes them out,
    and False puts them back."""
    return alter(desk, CirclePerson, member, lambda body: msgspec.structs.replace(body, **fields), seen=seen)


def circle(desk: Desk, person: RecordId) -> list[Current[CirclePerson]]:
    """Everybody in the circle, the closest first."""
    with desk.book.view() as view:
        allow_about(view, person)
        members = view.all(CirclePerson, person_scope(person))
    present = [member for member in members if not member.body.removed]
    return sorted(present, key=lambda member: (member.body.ring, member.body.name.casefold(), member.record))


def council(desk: Desk) -> Council:
    """The council as this laptop knows it; one without a name until the first exchange."""
    with desk.book.view() as view:
        return council_in(view)


def council_in(view: Snapshot) -> Council:
    """As `council`, within the caller's snapshot."""
    found = view.all(Council, COUNCIL_SCOPE)
    return found[0].body if found else Council(name="")


def authors_in(view: Snapshot, writer: Writer, person: RecordId) -> Authors:
    """Who wrote which revision about the person, by name. What was imported was written by whoever wrote it first. Nothing is
    looked up before it is asked for."""

    @cache
    def staff() -> dict[RecordId, str]:
        return {member.record: member.body.name for member in view.all(Staff, COUNCIL_SCOPE)}

    @cache
    def first_by() -> dict[RevisionId, str]:
        return {each.body.revision: each.body.author for each in view.all(Origin, person_scope(person))}

    def called(revision: RevisionId, author: RecordId, name: str) -> str:
        mine = writer.me.name if author and writer.is_me(author) else ""
        return first_by().get(revision) or name or mine or staff().get(author, "")

    def authors(record: RecordId, revisions: tuple[RevisionId, ...]) -> tuple[str, ...]:
        known = view.authors(record)
        names = (called(revision, *known[revision]) for revision in revisions if revision in known)
        return tuple(dict.fromkeys(name for name in names if name))

    return authors


@dataclass(frozen=True)
class Names:
    """What authors of revisions are called. `formerly` are the ids this worker wrote as before the first sign-in."""

    by_record: dict[RecordId, str]
    me: Speaker
    formerly: tuple[RecordId, ...] = ()

    def is_me(self, staff: RecordId | None) -> bool:
        """Whether it is this worker, also by an id of before the first sign-in."""
        return staff == self.me.who or staff in self.formerly

    def of(self, staff: RecordId) -> str:
        """The name of a member of staff; empty when this laptop does not know it."""
        return self.me.name if self.is_me(staff) else self.by_record.get(staff, "")


def names(desk: Desk) -> Names:
    """The names of the council's staff."""
    with desk.book.view() as view:
        staff = view.all(Staff, COUNCIL_SCOPE)
    called = Counter(name for name, sign_in in {(each.body.name, each.body.sign_in) for each in staff} if sign_in)
    return Names({each.record: _told_apart(each.body, called) for each in staff}, desk.me, desk.book.identity.formerly)


def _told_apart(member: Staff, called: Counter[str]) -> str:
    """The name; where colleagues share it, with what they sign in with."""
    return f"{member.name} ({member.sign_in})" if called[member.name] > 1 and member.sign_in else member.name
