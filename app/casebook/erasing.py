"""What was erased because the law says so, as it is said to the worker: when, how much, under which rule, who decided."""

from dataclasses import dataclass
from datetime import date

from app.casebook.desk import Desk, under_way
from app.practice.erasures import Erasure
from app.practice.merge import Current
from app.practice.people import Person
from app.records import erasing
from app.records.book import View
from app.records.revision import RecordId, person_scope


@dataclass(frozen=True)
class ErasedByLaw:
    """One erasure. `name` is what the person is called, empty when that went too; `records` is how many records lost words."""

    record: RecordId
    person: RecordId
    name: str
    on: date
    everything: bool
    records: int
    why: str
    law: str
    decided_by: str


def erased_by_law(desk: Desk, person: RecordId = "") -> tuple[ErasedByLaw, ...]:
    """All that was erased about the people on this laptop, or about one of them, the latest first; while a visit is open only
    about the person it is with.
    """
    with desk.book.view() as view:
        open_now = under_way(view)
        scope = person_scope(open_now.person) if open_now else person_scope(person) if person else None
        found = [_told(view, each) for each in view.all(Erasure, scope)]
    about_people = [each for each in found if each.person]
    return tuple(sorted(about_people, key=lambda each: (each.on, each.record), reverse=True))


def _told(view: View, each: Current[Erasure]) -> ErasedByLaw:
    scope, body = view.scope_of(each.record), each.body
    kind, _, person = scope.partition(":")
    whom = view.find(Person, person) if kind == "person" else None
    return ErasedByLaw(
        record=each.record,
        person=person if kind == "person" else "",
        name=whom.body.called if whom else "",
        on=body.decided_on,
        everything=body.everything,
        records=len({record for _, record in erasing.gone_to(view.connection, scope, body)}),
        why=body.why,
        law=body.law,
        decided_by=body.decided_by,
    )
