"""Restoring: any earlier words of a record brought back, and what was struck out put back with the reason.

Nothing is ever rewritten: what is brought back is another version on what stands, under the name of whoever said it, and what
was answered to the words before lapses with them.
"""

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from app.casebook.desk import Desk, allow_scope, changed, write_change, write_new
from app.casebook.saying import allow_note
from app.practice.changes import Changes
from app.practice.errors import NotFound, WrittenWithNewer
from app.practice.groups import Body
from app.practice.kinds import BY_NAME
from app.practice.people import CirclePerson, Person
from app.practice.plans import Action
from app.practice.statements import Statement
from app.practice.visits import Visit
from app.practice.whys import Why
from app.records.book import Unit, View
from app.records.revision import RecordId, RevisionId, derived_record

RESTORED: dict[str, tuple[str, ...]] = {
    Statement.kind: ("words",),
    Action.kind: ("action",),
    CirclePerson.kind: ("who", "touch", "help", "wish"),
    Person.kind: ("name", "born", "home", "reach", "numbers"),
    Visit.kind: ("plan",),
}
"""Per kind, what an earlier version of may be brought back: words, never an answer, a mark that protects, or an order."""


@dataclass(frozen=True)
class BroughtBack:
    """What bringing back did, so that it can be undone."""

    changes: Changes
    kind: str
    record: RecordId
    before: RevisionId
    """The revision that was written on."""
    made: RevisionId


def restore(desk: Desk, record: RecordId, revision: RevisionId) -> BroughtBack:
    """Bring back what this revision said, whole groups at a time and so under the name of whoever said it, as another version on
    what stands. Read-back and assents lapse; marks and order stay as they are. Raises `NotFound`, `WrittenWithNewer`,
    `NotYourNote`, `AnotherVisitUnderWay`; what was erased cannot be brought back: `NotFound`.
    """
    with desk.book.unit() as unit:
        kind = _kind_of(unit, record)
        old = next((each for each in unit.history(kind, record) if each.revision == revision), None)
        if old is None or old.body is None:
            raise NotFound(what="version", name=revision)
        then: Body = old.body

        def change(body: Body) -> Body:
            for name in RESTORED.get(kind.kind, ()):
                group = kind.group_named(name)
                if body.group(group) != then.group(group):
                    body = body.with_group(group, then.group(group))
                    if isinstance(body, Statement):
                        body = msgspec.structs.replace(body, read_back=None, assents=())
            return body

        done = _write(unit, desk, kind, record, change)
        unit.drop_draft(record)
        unit.commit()
    return done


def bring_back(desk: Desk, record: RecordId, why: str = "") -> BroughtBack:
    """Put back what was struck or taken out, with the reason; the reason for a private note is not kept. Raises as `restore`."""
    with desk.book.unit() as unit:
        kind = _kind_of(unit, record)

        done = _write(unit, desk, kind, record, _there_again)
        private = bool(getattr(unit.current(kind, record).body, "private", False))
        if why.strip() and done.made and not private:
            reason = Why(record=record, of=done.made, words=why.strip())
            write_new(unit, reason, unit.scope_of(record).partition(":")[2], derived_record("why", done.made))
        unit.commit()
    return done


def undo(desk: Desk, done: BroughtBack) -> Changes:
    """Undo bringing back: what stood before stands again, as another version."""
    with desk.book.unit() as unit:
        kind = _kind_of(unit, done.record)
        past = {each.revision: each.body for each in unit.history(kind, done.record)}
        before, made = past.get(done.before), past.get(done.made)

        def change(body: Body) -> Body:
            for group in kind.groups if before and made else ():
                if before and made and before.group(group) != made.group(group):
                    body = body.with_group(group, before.group(group))
            return body

        _write(unit, desk, kind, done.record, change)
        unit.commit()
    return done.changes


def _write(unit: Unit, desk: Desk, kind: type[Body], record: RecordId, change: Callable[[Body], Body]) -> BroughtBack:
    if kind is Statement:
        allow_note(unit, desk, record)
    before = {each.id for each in unit.revisions(record)}
    write_change(unit, kind, record, change)
    made = [each for each in unit.revisions(record) if each.id not in before]
    onto = made[0].header.parents[0] if made else ""
    return BroughtBack(changed(kind, record, unit.scope_of(record)), kind.kind, record, onto, made[0].id if made else "")


def _there_again(body: Body) -> Body:
    """The body without the mark that took it out, in the way of its kind."""
    match body:
        case Statement():
            return msgspec.structs.replace(body, struck=None)
        case Action():
            return msgspec.structs.replace(body, struck=False)
        case CirclePerson():
            return msgspec.structs.replace(body, removed=False)
    return body


def _kind_of(view: View, record: RecordId) -> type[Body]:
    found = view.revisions(record)
    if not found:
        raise NotFound(what="record", name=record)
    allow_scope(view, found[0].header.scope)
    kind = BY_NAME.get(found[0].header.kind)
    if kind is None:
        raise WrittenWithNewer(record=record, kind=found[0].header.kind, format=found[0].header.format)
    return kind
