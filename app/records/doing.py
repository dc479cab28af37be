"""What was done in the open visit, act by act, so that it can be taken back: kept on this laptop only, until the visit ends.

One unit of work that seals or takes out something during a visit is one act. A step of it names a revision that was sealed
and what it was written on, or holds the revisions that were taken out, whole, so that putting them back is the same set again.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol

import msgspec
from sqlalchemy import Connection, delete, insert, select

from app.records import ledger
from app.records.going import DONE_IN_VISIT
from app.records.revision import RecordId, Revision, RevisionId
from app.records.tables import edge, state, waiting

_NAME = DONE_IN_VISIT
_PATTERN = f"{_NAME}%"


class View(Protocol):
    """What reading needs of a casebook."""

    @property
    def connection(self) -> Connection:
        """The transaction."""


class Unit(View, Protocol):
    """What writing needs of a unit of work."""

    marks: bool

    def note_taken_out(self, ids: Iterable[RevisionId]) -> None:
        """These were taken off the laptop altogether."""

    def put(self, name: str, value: bytes) -> None:
        """Keep a small thing."""

    def add(self, revisions: list[Revision]) -> list[Revision]:
        """Keep revisions; those that were new."""


class Step(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One record touched by an act. `made` is the revision sealed, on `onto`. `out` are revisions that were taken out and are
    nowhere else; where they are those of `made`, the step is undone without a trace."""

    record: RecordId
    kind: str
    onto: tuple[RevisionId, ...] = ()
    made: RevisionId = ""
    out: tuple[Revision, ...] = ()
    groups: tuple[str, ...] = ()
    """The groups that what was taken out had changed."""
    answers: tuple[RevisionId, ...] = ()
    """The revisions that took this back and did it again, where that had to be another revision each time."""


class Done(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One act of a visit. `undone`: it was taken back and may be done again. `passed`: the way back goes by it."""

    number: int
    visit: RecordId
    steps: tuple[Step, ...]
    undone: bool = False
    passed: bool = False


class Doing:
    """Notes the steps of one unit as one act. `rests`: what is done now is itself taking back, and no act."""

    def __init__(self) -> None:
        self.rests = False
        self._act: Done | None = None

    def sealed(self, unit: Unit, visit: RecordId, made: Revision) -> None:
        """A revision was sealed during the visit."""
        header = made.header
        step = Step(record=header.record, kind=header.kind, onto=header.parents, made=made.id)
        self._note(unit, visit, step)

    def unsaid(self, unit: Unit, visit: RecordId, out: Sequence[Revision]) -> None:
        """A record was taken out altogether."""
        header = out[0].header
        self._note(unit, visit, Step(record=header.record, kind=header.kind, out=tuple(out)))

    def _note(self, unit: Unit, visit: RecordId, step: Step) -> None:
        if self.rests:
            return
        if self._act is None:
            self._act = Done(number=_last_number(unit) + 1, visit=visit, steps=(step,))
        else:
            self._act = msgspec.structs.replace(self._act, steps=(*self._act.steps, step))
        keep(unit, self._act)


def acts_of(view: View, visit: RecordId) -> list[Done]:
    """What was done in the visit, in order."""
    return [act for act in _all(view) if act.visit == visit]


def keep(unit: Unit, act: Done) -> None:
    """Keep the act in the place of what was known of it."""
    unit.put(f"{_NAME}{act.number:010}", msgspec.msgpack.encode(act))


def forget_others(unit: Unit, visit: RecordId) -> None:
    """Forget what was done in every visit but this one; an empty name forgets all."""
    for act in _all(unit):
        if act.visit != visit:
            _drop(unit, act)


def forget_about(unit: Unit, records: Iterable[RecordId], scopes: Iterable[str]) -> None:
    """Forget every act that touched one of these records, or took something out of one of these scopes: no words stay here."""
    gone, about = set(records), set(scopes)
    for act in _all(unit):
        if any(step.record in gone or any(out.header.scope in about for out in step.out) for step in act.steps):
            _drop(unit, act)


def may_be_taken_out(view: View, revision_id: RevisionId) -> bool:
    """Whether the revision has not left the laptop, its visit holds it, and nothing was written on it."""
    connection = view.connection
    held = select(waiting.c.revision).where(waiting.c.revision == revision_id, waiting.c.held_by.is_not(None))
    children = select(edge.c.child).where(edge.c.parent == revision_id).limit(1)
    return connection.execute(held).first() is not None and connection.execute(children).first() is None


def take_out(unit: Unit, revision_id: RevisionId) -> tuple[Revision, ...]:
    """Take out one revision for which `may_be_taken_out` holds; what it was is the answer."""
    found = tuple(ledger.revisions_by_id(unit.connection, [revision_id]))
    unit.connection.execute(delete(waiting).where(waiting.c.revision == revision_id))
    for each in found:
        ledger.forget(unit.connection, [each.id], each.header.record)
    unit.note_taken_out(each.id for each in found)
    return found


def put_back(unit: Unit, revisions: Sequence[Revision], visit: RecordId, since: str) -> None:
    """Put back what was taken out, held by the visit as it was."""
    for each in unit.add(list(revisions)):
        unit.connection.execute(insert(waiting).values(revision=each.id, held_by=visit, since=since))
    unit.marks = True


def held_by(view: View, revision_ids: Sequence[RevisionId]) -> RecordId:
    """The visit that holds these revisions; empty when none does."""
    query = select(waiting.c.held_by).where(waiting.c.revision.in_(revision_ids), waiting.c.held_by.is_not(None)).limit(1)
    return str(view.connection.execute(query).scalar() or "")


def _all(view: View) -> list[Done]:
    rows = view.connection.execute(select(state.c.value).where(state.c.name.like(_PATTERN)).order_by(state.c.name)).scalars()
    return [msgspec.msgpack.decode(row, type=Done) for row in rows]


def _last_number(view: View) -> int:
    query = select(state.c.name).where(state.c.name.like(_PATTERN)).order_by(state.c.name.desc()).limit(1)
    last = view.connection.execute(query).scalar()
    return int(last.removeprefix(_NAME)) if last else 0


def _drop(unit: Unit, act: Done) -> None:
    unit.connection.execute(delete(state).where(state.c.name == f"{_NAME}{act.number:010}"))
