"""The circle as a worker meets it: everybody with all that is known about them, kept and changed in one act each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import msgspec

from app.casebook.desk import Desk, Snapshot, Writer, allow_about, changed, uk_day, unreadable, write_change, write_new
from app.casebook.people import council_in
from app.casebook.photographs import bytes_in, keep_photo
from app.casebook.portraits import portrait_now
from app.practice.changes import Changes
from app.practice.circle_then import Histories, Wrote
from app.practice.circles import LONGEST_NAME, CirclePage, MemberMore, OnPage, SectorNames, field_of
from app.practice.merge import Current
from app.practice.papers import Stamp
from app.practice.people import CirclePerson, Person, Sector
from app.practice.photos import Cut, photo_name
from app.records.bodies import Written
from app.records.book import Unit
from app.records.revision import RecordId, RevisionId, derived_record, person_scope, written_time

MORE = ("roles", "face", "turned_away")
"""The fields of `MemberMore`, each in a record of its own."""
KINDS = frozenset({CirclePerson.kind, MemberMore.kind, SectorNames.kind})
"""What the circle is made of."""


@dataclass(frozen=True)
class Beside:
    """What is known of a member beside their record in the circle."""

    roles: tuple[str, ...] = ()
    """In what other ways they belong to the person's life."""
    face: bytes = b""
    """The photo of them; none while its bytes are on their way, and while two chosen apart wait to be settled."""
    turned_away: bool = False
    """They are not to be on the view that is turned to the person."""


@dataclass(frozen=True)
class CircleNow:
    """Everything the screen of the circle knows."""

    called: str
    members: tuple[Current[CirclePerson], ...]
    beside: Mapping[RecordId, Beside]
    """By the record of the member; those of whom more is known."""
    names: Mapping[Sector, str]
    """The parts that the person calls otherwise."""
    portrait: bytes | None

    def of(self, member: RecordId) -> Beside:
        """What is known of a member beside their record in the circle."""
        return self.beside.get(member, Beside())


def more_record(member: RecordId, field: str) -> RecordId:
    """The record that holds one field of more about a member: the same on every laptop."""
    return derived_record(MemberMore.kind, field, member)


def circle_now(desk: Desk, person: RecordId) -> CircleNow:
    """The circle as it stands, the closest first. Raises `NotFound`, `AnotherVisitUnderWay`."""
    with desk.book.view() as view:
        allow_about(view, person)
        called = view.current(Person, view.joined.main_of(person)).body.called
        members = tuple(members_in(view, person))
        portrait = portrait_now(view, person)
        return CircleNow(
            called,
            members,
            beside_in(view, person, [each.record for each in members]),
            names_in(view, person),
            portrait.data if portrait and portrait.shown else None,
        )


def beside_in(view: Snapshot, person: RecordId, members: Iterable[RecordId]) -> dict[RecordId, Beside]:
    """What is known of these members beside their records. What a newer version of the app wrote may turn somebody away."""
    known = {each.record: each for each in view.all(MemberMore, person_scope(person))}
    unread = unreadable(view, MemberMore, person)
    found: dict[RecordId, Beside] = {}
    for member in members:
        roles, face, away = (known.get(more_record(member, field)) for field in MORE)
        data = bytes_in(view, face.body.photo) if face and face.body.photo and "face" not in face.versions else b""
        turned_away = more_record(member, "turned_away") in unread or bool(away and away.body.turned_away)
        beside = Beside(roles.body.roles if roles else (), data, turned_away)
        if beside != Beside():
            found[member] = beside
    return found


def members_in(view: Snapshot, person: RecordId) -> list[Current[CirclePerson]]:
    """Everybody who is in the circle now, the closest first."""
    present = [each for each in view.all(CirclePerson, person_scope(person)) if not each.body.removed]
    return sorted(present, key=lambda each: (each.body.ring, each.body.name.casefold(), each.record))


def names_in(view: Snapshot, person: RecordId) -> Mapping[Sector, str]:
    """The parts of the circle that the person calls otherwise. Of people who are one, the names given to the record that they
    are shown under stand."""
    own = {name_record(person, sector) for sector in Sector}
    found: dict[Sector, str] = {}
    for each in sorted(view.all(SectorNames, person_scope(person)), key=lambda each: (each.record in own, each.record)):
        found |= each.body.by_sector
    return found


def name_record(person: RecordId, sector: Sector) -> RecordId:
    """The record that names a part of somebody's circle: the same on every laptop."""
    return derived_record(SectorNames.kind, sector.value, person)


def histories_of(desk: Desk, person: RecordId) -> Histories:
    """What was ever written about anybody who is or was in the circle. Raises `AnotherVisitUnderWay`."""
    with desk.book.view() as view:
        allow_about(view, person)
        everybody = [each.record for each in view.all(CirclePerson, person_scope(person))]
        return {record: [_wrote(each) for each in view.history(CirclePerson, record)] for record in everybody}


def circle_page(desk: Desk, person: RecordId, usual: Mapping[Sector, str]) -> CirclePage:
    """The circle as it would be printed now; `usual` is what its parts are called where the person has not said."""
    with desk.book.view() as view:
        allow_about(view, person)
        return circle_page_in(view, desk, view.joined.main_of(person), usual)


def circle_page_in(view: Snapshot, writer: Writer, person: RecordId, usual: Mapping[Sector, str]) -> CirclePage:
    """As `circle_page`, within the caller's snapshot. Whoever is not to be contacted or is to be left out, and whoever stands in
    several versions that may say so, is not on it."""
    found = members_in(view, person)
    beside = beside_in(view, person, [each.record for each in found])
    shown = [
        each
        for each in found
        if each.settled and not each.body.do_not_contact and not beside.get(each.record, Beside()).turned_away
    ]
    return CirclePage(
        view.current(Person, person).body,
        tuple(OnPage(each.record, each.body.name, each.body.ring, each.body.sector, each.body.wish) for each in shown),
        {**usual, **names_in(view, person)},
        Stamp(council_in(view), uk_day(writer.clock())),
    )


def keep_member(
    desk: Desk,
    person: RecordId,
    member: RecordId,
    fields: Mapping[str, Any],
    more: Mapping[str, Any],
    *,
    seen: RevisionId = "",
) -> Changes:
    """Keep what was written about somebody: `fields` as in `CirclePerson`, on the revision that was `seen`, and `more` as in
    `MemberMore`. An empty `member` puts somebody new into the circle. It is one act, all of it or nothing."""
    with desk.book.unit() as unit:
        changes = Changes()
        record = member
        if not member:
            record = write_new(unit, CirclePerson(**fields), person)
            changes = changed(CirclePerson, record, person_scope(person), made=True)
        elif fields:
            write_change(unit, CirclePerson, member, lambda body: msgspec.structs.replace(body, **fields), seen=seen)
            changes = changed(CirclePerson, member, unit.scope_of(member))
        for field, value in more.items():
            _write_more(unit, person, record, field, value)
            changes |= changed(MemberMore, more_record(record, field), person_scope(person))
        unit.commit()
    return changes


def put_face(desk: Desk, person: RecordId, member: RecordId, looked_at: bytes) -> Changes:
    """Keep a photo of somebody in the circle; `looked_at` is what `portraits.look_at` gave, and an empty one takes it away.
    A former one is kept in the history. Raises the `PhotoMistake` family, `StoreFull` and its kin, `AnotherVisitUnderWay`."""
    from app.records.images import cut_out

    with desk.book.view() as view:
        allow_about(view, person)
    face = ""
    if looked_at:
        made = cut_out(looked_at, Cut())
        keep_photo(desk, made.hash, made.data)
        face = photo_name(made.hash)
    return keep_member(desk, person, member, {}, {"face": face})


def name_sectors(desk: Desk, person: RecordId, names: Mapping[Sector, str]) -> Changes:
    """Call these parts of the circle as the person does; an empty name is the usual one again. It is one act."""
    changes = Changes()
    with desk.book.unit() as unit:
        allow_about(unit, person)
        for sector, given in names.items():
            named = {field_of(sector): " ".join(given.split())[:LONGEST_NAME]}
            record = name_record(unit.joined.main_of(person), sector)
            if unit.find(SectorNames, record) is None:
                write_new(unit, SectorNames(**named), person, record)
            else:
                write_change(unit, SectorNames, record, partial(msgspec.structs.replace, **named))
            changes |= changed(SectorNames, record, person_scope(person))
        unit.commit()
    return changes


def _write_more(unit: Unit, person: RecordId, member: RecordId, field: str, value: Any) -> None:
    record = more_record(member, field)
    if unit.find(MemberMore, record) is None:
        write_new(unit, msgspec.structs.replace(MemberMore(member=member), **{field: value}), person, record)
    else:
        write_change(unit, MemberMore, record, lambda body: msgspec.structs.replace(body, **{field: value}))


def _wrote(each: Written[CirclePerson]) -> Wrote:
    return Wrote(each.revision, each.parents, uk_day(written_time(each.written)), each.body)
