"""Writing again: what the council did not take, as new words of this worker on what the council has.

What was not taken, and all that was written on it, is kept whole beside the record; what was said in it lives on in the record.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from app.casebook.desk import Desk, allow_scope
from app.practice.changes import Changes
from app.practice.groups import Body
from app.practice.kinds import BY_NAME
from app.practice.merge import Current
from app.records import bodies, checking, ledger
from app.records import exchange as kept
from app.records.book import Unit
from app.records.exchange import Refusal
from app.records.revision import RecordId, Revision, RevisionId

WRITTEN_AGAIN = "written again"
"""Why a revision was set aside: the council had not taken it, and what it says was written again."""
NOT_THIS_WORKERS = {"private note", "administrators only", "records officers only", "council's desk only", "erasure stands"}
"""Reasons that hold for whatever this worker writes there."""
ITS_OWN = {"too large", "no reason"}
"""Reasons that lie in the words themselves: others have to be found first."""


def can_be_written_again(refusals: Collection[Refusal], record: RecordId) -> bool:
    """Whether writing it again may help, as far as the reasons tell."""
    own = [each for each in refusals if each.record == record and each.answer == kept.REFUSED]
    return bool(own) and not any(each.code in NOT_THIS_WORKERS for each in own) and own[-1].code not in ITS_OWN


def write_again(desk: Desk, record: RecordId) -> Changes:
    """Write what was not taken of the record as a new revision on what the council has. Where nothing was refused, or this app
    cannot read it, nothing is done; so doing it twice does no harm. Raises `AnotherVisitUnderWay`, `WrittenWithNewer`.
    """
    with desk.book.unit() as unit:
        refused = [each for each in kept.refusals(unit) if each.record == record and each.answer == kept.REFUSED]
        revisions = unit.revisions(record)
        kind = BY_NAME.get(refused[0].kind) if refused else None
        if kind is None:
            return Changes()
        allow_scope(unit, refused[0].scope)
        branch = resting_on({each.revision for each in refused}, revisions)
        before = bodies.merged(kind, record, revisions)
        taken = [each for each in revisions if each.id not in branch]
        stands = bodies.merged(kind, record, taken) if taken else None
        if before is None:
            return Changes()
        onto, body = _written_on(before, stands, branch)
        changes = checking.set_those_aside(unit, sorted(branch), WRITTEN_AGAIN)
        kept.forget_waiting(unit, sorted(branch))
        unit.note_taken_out(branch)
        unit.seal(body, scope=refused[0].scope, record=record, onto=onto)
        _move_draft(unit, record, branch)
        unit.commit()
    return changes


def resting_on(refused: Collection[RevisionId], revisions: Sequence[Revision]) -> set[RevisionId]:
    """These and all that was written on them, in whatever order they stand."""
    found = set(refused)
    while more := {each.id for each in revisions if each.id not in found and not found.isdisjoint(each.header.parents)}:
        found |= more
    return found


def _written_on(
    before: Current[Any], stands: Current[Any] | None, branch: set[RevisionId]
) -> tuple[tuple[RevisionId, ...], Body]:
    """What to write on, and the body: what stands, with what was changed in the branch changed in it."""
    tips = sorted(each for each in before.bodies if each in branch)
    words: Body = before.bodies[tips[-1]] if tips else before.body
    if stands is None:
        return (), words
    changed = [group for group in words.groups if not branch.isdisjoint(before.carriers[group.name])]
    onto, body = stands.heads, stands.body
    if not stands.settled:
        head, body = stands.head([group.name for group in changed])
        onto = (head,)
    for group in changed:
        body = body.with_group(group, words.group(group))
    return onto, body


def _move_draft(unit: Unit, record: RecordId, branch: set[RevisionId]) -> None:
    """What is being typed on the branch goes on on what was written again."""
    draft = unit.draft(record)
    if draft is not None and not branch.isdisjoint(draft.onto):
        unit.keep_draft(replace(draft, onto=ledger.heads_of(unit.connection, record)))
