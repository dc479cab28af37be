"""Settling: two people wrote about the same thing while apart. Nothing was overwritten; somebody says what stands."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import msgspec

from app.casebook.desk import Desk, allow_scope, under_way, write_new
from app.casebook.people import everyone_in
from app.casebook.saying import allow_note
from app.practice.changes import Changes
from app.practice.errors import VersionsDiffer, WrittenWithNewer
from app.practice.groups import Body
from app.practice.kinds import BY_NAME
from app.practice.merge import Current, Variant
from app.practice.origins import Origin
from app.practice.people import CirclePerson, Person, Staff
from app.practice.plans import Action
from app.practice.statements import Statement
from app.records.bodies import Written
from app.records.book import Unit, View
from app.records.revision import RecordId, RevisionId, derived_record, person_scope

KEPT_BOTH: Mapping[str, tuple[str, ...]] = {Statement.kind: ("words",), Action.kind: ("action",), CirclePerson.kind: ("who",)}
"""Per kind, the groups of which several versions may become a record each."""


@dataclass(frozen=True)
class Unsettled:
    """A record that stands in several versions, with its history, and the person it is about."""

    kind: str
    record: RecordId
    person: RecordId
    person_name: str
    now: Current[Any]
    history: tuple[Written[Any], ...]


def unsettled(desk: Desk) -> list[Unsettled]:
    """Everything that waits to be settled on this laptop; while a visit is open only of the person it is with."""
    with desk.book.view() as view:
        open_now = under_way(view)
        people = everyone_in(view, person_scope(open_now.person) if open_now else None)
        contested: dict[str, list[Unsettled]] = {}
        whose = {scope: person for person in people for scope in view.joined.scopes_of(person_scope(person.record))}
        for record, name, scope in view.several_heads():
            kind = BY_NAME.get(name)
            if kind is None or scope not in whose:
                continue
            with suppress(WrittenWithNewer):
                now = view.current(kind, record)
                if not now.settled:
                    contested.setdefault(scope, []).append(_unsettled(view, whose[scope], kind, now))
    return [each for scope in whose for each in contested.get(scope, ())]


def unsettled_record(desk: Desk, record: RecordId) -> Unsettled | None:
    """The one record, if it waits to be settled. Raises `NotFound`, `AnotherVisitUnderWay`."""
    with desk.book.view() as view:
        scope = view.scope_of(record)
        allow_scope(view, scope)
        kind = BY_NAME.get(view.revisions(record)[0].header.kind)
        now = view.find(kind, record) if kind else None
        person = view.find(Person, view.joined.main_of(scope.partition(":")[2]))
        if kind is None or now is None or person is None or now.settled:
            return None
        return _unsettled(view, person, kind, now)


def _unsettled(view: View, person: Current[Person], kind: type[Body], now: Current[Any]) -> Unsettled:
    history = tuple(view.history(kind, now.record))
    return Unsettled(kind.kind, now.record, person.record, person.body.called, now, history)


def settle(
    desk: Desk,
    kind: str,
    record: RecordId,
    chosen: Mapping[str, tuple[Any, ...]],
    *,
    seen: tuple[RevisionId, ...] = (),
) -> Changes:
    """Write, on all heads, which values stand. `chosen` has for each group in versions the values of its fields.

    `seen` are the heads that whoever chose was looking at: if another version has come since, `VersionsDiffer` is raised
    and nothing is written. Raises KeyError when a group that stands in versions is not chosen.
    """
    with desk.book.unit() as unit:
        scope = _write_settled(unit, desk, BY_NAME[kind], record, chosen, seen)
        unit.commit()
    return Changes(frozenset({record}), frozenset({scope}), frozenset({kind}))


def keep_both(desk: Desk, kind: str, record: RecordId, group: str, *, seen: tuple[RevisionId, ...] = ()) -> Changes:
    """Keep every version of a group: the one that is shown stays, each other becomes a record of its own beside it, with whoever
    wrote it as its origin. Whoever keeps both on another laptop too makes the same records. `group` is one for which
    `may_keep_both` holds; `seen` as in `settle`. Raises KeyError for a group that does not stand in versions.
    """
    with desk.book.unit() as unit:
        if kind == Statement.kind:
            allow_note(unit, desk, record)
        now = unit.current(BY_NAME[kind], record)
        stays, *also = _the_shown_first(now, group)
        made = [_beside(unit, now, group, variant, place) for place, variant in enumerate(also, start=1)]
        careful = {name: now.body.group(BY_NAME[kind].group_named(name)) for name in now.versions}
        scope = _write_settled(unit, desk, BY_NAME[kind], record, {**careful, group: stays.values}, seen)
        unit.commit()
    kinds = frozenset({kind, Origin.kind})
    return Changes(frozenset({record, *made}), frozenset({scope}), kinds, made[-1] if made else "")


def may_keep_both(kind: str, group: str) -> bool:
    """Whether two versions of this group can both be true: two things said, two promises, two people. A person has one name."""
    return group in KEPT_BOTH.get(kind, ())


def _the_shown_first(now: Current[Any], group: str) -> list[Variant]:
    shown = now.body.group(type(now.body).group_named(group))
    return sorted(now.versions[group], key=lambda variant: variant.values != shown)


def _beside(unit: Unit, now: Current[Any], group: str, variant: Variant, place: int) -> RecordId:
    record = beside_record(now.record, variant.revisions)
    if unit.revisions(record):
        return record
    values = dict(zip(type(now.body).group_named(group).fields, variant.values, strict=True))
    body = msgspec.structs.replace(now.body, **values)
    if isinstance(body, Statement):
        body = msgspec.structs.replace(body, read_back=None, assents=())
    if isinstance(body, Statement | Action):
        body = msgspec.structs.replace(body, rank=now.body.rank + place)
    person = unit.scope_of(now.record).partition(":")[2]
    write_new(unit, body, person, record)
    wrote = next(each for each in unit.revisions(now.record) if each.id == variant.revisions[0])
    made = unit.revisions(record)[-1].id
    origin = Origin(
        record=record,
        revision=made,
        was=wrote.id,
        author=_called(unit, wrote.header.author),
        staff=wrote.header.author,
        written=wrote.header.written,
    )
    write_new(unit, origin, person, derived_record("origin", made))
    return record


def _called(view: View, staff: RecordId) -> str:
    found = view.find(Staff, staff)
    return found.body.name if found else ""


def beside_record(record: RecordId, revisions: Sequence[RevisionId]) -> RecordId:
    """The record that a version becomes when both are kept: the same on every laptop, so that keeping both twice is once."""
    return derived_record("kept beside", record, *sorted(revisions))


def _write_settled(
    unit: Unit,
    desk: Desk,
    kind: type[Body],
    record: RecordId,
    chosen: Mapping[str, tuple[Any, ...]],
    seen: tuple[RevisionId, ...],
) -> str:
    if kind is Statement:
        allow_note(unit, desk, record)
    now = unit.current(kind, record)
    if seen and set(seen) != set(now.heads):
        raise VersionsDiffer(record=record, groups=tuple(now.versions))
    scope = unit.scope_of(record)
    open_now = allow_scope(unit, scope)
    during = open_now.visit if open_now else None
    unit.seal(_settled(kind, now, chosen), scope=scope, record=record, onto=now.heads, during=during)
    return scope


def _settled(kind: type[Body], now: Current[Any], chosen: Mapping[str, tuple[Any, ...]]) -> Body:
    body: Body = now.body
    for name in now.versions:
        body = body.with_group(kind.group_named(name), chosen[name])
    if kind is Statement and "words" in now.versions:
        body = msgspec.structs.replace(body, read_back=None, assents=())
    return body
