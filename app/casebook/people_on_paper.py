"""Who stands on a paper beside its words: those of the circle, and how to reach the person. All of it is kept with a version, in
the exact revisions that are printed, so that a change of it makes another version and a copy out of date."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from app.casebook.desk import Snapshot, write_new
from app.practice.groups import Body
from app.practice.merge import Current
from app.practice.papers import PlanCopy, ProfilePage
from app.practice.people import CirclePerson, Person
from app.practice.plans import Line, PeoplePrinted
from app.practice.printed_people import by_record, lines_of_member, lines_of_person, member_printed, reach_printed, same_printed
from app.practice.sheets import Content, SheetPage
from app.records import bodies, ledger
from app.records.book import Unit
from app.records.revision import RecordId, derived_record, person_scope

B = TypeVar("B", bound=Body)


def note_people(unit: Unit, person: RecordId, content: Content, version: RecordId) -> None:
    """Keep with the version who stands on the paper, also that nobody does, and how it says to reach the person. A profile has
    neither."""
    if isinstance(content, ProfilePage):
        return
    circle = [line for each in _people_on(unit, person, content) for line in lines_of_member(each)]
    reach = isinstance(content, PlanCopy) or bool(_reach_on(content))
    lines = (*circle, *lines_of_person(unit.current(Person, person), reach=reach))
    write_new(unit, PeoplePrinted(version=version, people=lines), person, derived_record("people printed", version))


def people_printed(view: Snapshot, person: RecordId, version: RecordId) -> PeoplePrinted | None:
    """What is kept of who stands on a version; nothing of papers of an early release, and of profiles."""
    record = derived_record("people printed", version)
    return next((each.body for each in view.all(PeoplePrinted, person_scope(person)) if each.record == record), None)


def same_people(view: Snapshot, person: RecordId, content: Content, version: RecordId, *, left_off: bool = False) -> bool:
    """Whether the same is said of the same people on the frozen paper. Of a paper of an earlier release only who they are is
    known, or not even that: then one from which people were left off is another."""
    printed = people_printed(view, person, version)
    if printed is None:
        return not left_off
    circle, of_person = _parted(view, person, printed)
    members = {each.record: each for each in _people_on(view, person, content)}
    if set(circle) != set(members) or not of_person:
        return set(circle) == set(members)
    said = all(_stands_as_printed(view, circle[record], member) for record, member in members.items())
    return said and _reach_kept(view, of_person) == _reach_on(content)


def people_differ(view: Snapshot, person: RecordId, content: Content, version: RecordId) -> bool:
    """Whether a copy of the version says something else of people than the paper would now. Somebody who has come since does not
    make one old on which nobody stands, for they may have been left off; nor does what was not kept of an earlier release."""
    printed = people_printed(view, person, version)
    circle, of_person = _parted(view, person, printed) if printed else ({}, [])
    if not of_person:
        return False
    return not same_people(view, person, content if circle else off_people(content), version)


def off_people(content: Content) -> Content:
    """The paper without anybody of the circle on it, as one who helps or is to be rung; the same where nobody is."""
    if isinstance(content, ProfilePage) or not content.people:
        return content
    return replace(content, people=())


def _people_on(view: Snapshot, person: RecordId, content: Content) -> list[Current[CirclePerson]]:
    return [each for each in view.all(CirclePerson, person_scope(person)) if each.body in content.people]


def _reach_on(content: Content) -> str:
    if isinstance(content, PlanCopy):
        return content.person.reach.how
    return next((part.reach for part in content.parts if part.reach), "") if isinstance(content, SheetPage) else ""


def _parted(view: Snapshot, person: RecordId, printed: PeoplePrinted) -> tuple[dict[RecordId, list[Line]], list[Line]]:
    """The lines of each of the circle, and those of the person, which come last; an earlier release kept none of the person."""
    kept = by_record(printed.people)
    last = next(reversed(kept), "")
    if last and (last == person or view.find(Person, last) is not None):
        return kept, kept.pop(last)
    return kept, []


def _stands_as_printed(view: Snapshot, lines: Sequence[Line], now: Current[CirclePerson]) -> bool:
    if tuple(lines) == lines_of_member(now):
        return True
    then = _bodies(view, CirclePerson, lines)
    return then is not None and same_printed(member_printed(then), now.body)


def _reach_kept(view: Snapshot, lines: Sequence[Line]) -> str | None:
    """How the paper says to reach the person; None where that cannot be read any more."""
    then = _bodies(view, Person, lines)
    return None if then is None else reach_printed(then)


def _bodies(view: Snapshot, kind: type[B], lines: Sequence[Line]) -> list[B] | None:
    """What the revisions of the lines say, in their order; None where one is not here, or cannot be read."""
    connection = getattr(view, "connection", None)
    if connection is None:
        return None
    found = {each.id: each for each in ledger.revisions_by_id(connection, {line.revision for line in lines})}
    read = [found.get(line.revision) for line in lines]
    told = [bodies.body_of(kind, each) for each in read if each is not None and not bodies.is_newer(each)]
    made = [each for each in told if each is not None]
    return made if len(made) == len(lines) else None
