"""The person's wishes for the screen that is turned to them: read, and changed as often as they like."""

import msgspec

from app.casebook.desk import Desk, Snapshot, allow_about, changed
from app.practice.changes import Changes
from app.practice.own_view import OwnWish
from app.practice.people import Person
from app.records.revision import RecordId, derived_record, person_scope


def wish_record(person: RecordId, wish: str) -> RecordId:
    """The record of one wish of a person: the same on every laptop."""
    return derived_record(OwnWish.kind, person, wish)


def wishes_of(desk: Desk, person: RecordId) -> dict[str, str]:
    """What the person wished for; nothing where they have never been asked. Raises `AnotherVisitUnderWay`."""
    with desk.book.view() as view:
        allow_about(view, person)
        return wishes_in(view, view.joined.main_of(person))


def wishes_in(view: Snapshot, person: RecordId) -> dict[str, str]:
    """As `wishes_of`, within the caller's snapshot. Of records that were joined, those of `person` go first."""
    found = sorted(view.all(OwnWish, person_scope(person)), key=lambda each: each.record)
    wishes = {each.body.wish: each.body.value for each in reversed(found)}
    return wishes | {each.body.wish: each.body.value for each in found if each.record == wish_record(person, each.body.wish)}


def wish_for(desk: Desk, person: RecordId, wish: str, value: str) -> Changes:
    """Keep one wish. Nothing is written where it stands already."""
    with desk.book.unit() as unit:
        open_now = allow_about(unit, person)
        main = unit.joined.main_of(person)
        if wishes_in(unit, main).get(wish, "") == value:
            return Changes()
        record = wish_record(main, wish)
        before = unit.find(OwnWish, record)
        unit.seal(
            OwnWish(wish=wish, value=value),
            scope=unit.scope_of(record) if before else person_scope(main),
            record=record,
            onto=(before.head(["wish"])[0],) if before else (),
            during=open_now.visit if open_now else None,
        )
        unit.commit()
    return changed(OwnWish, record, person_scope(main), made=before is None)


def wish_for_size(desk: Desk, person: RecordId, points: int) -> Changes:
    """Keep the size the person reads best, where it has always been: in how to reach them."""
    with desk.book.unit() as unit:
        open_now = allow_about(unit, person)
        record = unit.joined.main_of(person)
        head, body = unit.current(Person, record).head(["reach"])
        if body.reach.text_size == points:
            return Changes()
        unit.seal(
            msgspec.structs.replace(body, reach=msgspec.structs.replace(body.reach, text_size=points)),
            scope=unit.scope_of(record),
            record=record,
            onto=(head,),
            during=open_now.visit if open_now else None,
        )
        unit.commit()
    return changed(Person, record, person_scope(record))
