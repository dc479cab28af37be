"""Settling: two people wrote about the same thing while apart. Nothing was overwritten; somebody says what stands."""

from collections.abc import Mapping
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
from app.practice.merge import Current
from app.practice.people import Person
from app.practice.statements import Statement
from app.records.bodies import Written
from app.records.book import Unit, View
from app.records.revision import RecordId, RevisionId, person_scope


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


def keep_both(
    desk: Desk, statement: RecordId, stays: tuple[Any, ...], *also: tuple[Any, ...], seen: tuple[RevisionId, ...] = ()
) -> Changes:
    """Keep every version of a statement's words: one stays, each other becomes a statement of its own beside it.

    `seen` as in `settle`.
    """
    words = Statement.group_named("words")
    with desk.book.unit() as unit:
        now = unit.current(Statement, statement)
        person = unit.scope_of(statement).partition(":")[2]
        made = []
        for place, values in enumerate(also, start=1):
            beside = now.body.with_group(words, values)
            beside = msgspec.structs.replace(beside, read_back=None, assents=(), rank=now.body.rank + place)
            made.append(write_new(unit, beside, person))
        careful = {name: now.body.group(Statement.group_named(name)) for name in now.versions}
        scope = _write_settled(unit, desk, Statement, statement, {**careful, "words": stays}, seen)
        unit.commit()
    return Changes(frozenset({statement, *made}), frozenset({scope}), frozenset({Statement.kind}), made[-1] if made else "")


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
