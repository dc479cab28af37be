"""From words to a plan: who does what by when, and the copy of what we agreed to try."""

from dataclasses import replace
from datetime import date

import msgspec

from app.casebook.desk import RANK_STEP, Desk, Snapshot, Writer, allow_about, alter, changed, write_change, write_new
from app.casebook.people import authors_in
from app.casebook.profile import made_with, sections_in, stamp
from app.practice import papers
from app.practice.changes import Changes
from app.practice.guides import GuideShelf
from app.practice.merge import Current
from app.practice.papers import PlanCopy
from app.practice.people import CirclePerson, Person
from app.practice.plans import Action, ActionState, Agreement, PaperKind, PaperVersion, Section
from app.practice.statements import Statement
from app.records.revision import RecordId, RevisionId, person_scope


def add_action(desk: Desk, person: RecordId, action: Action) -> Changes:
    """Promise something: who does what by when. It stands last."""
    with desk.book.unit() as unit:
        allow_about(unit, person)
        rank = max((each.body.rank for each in unit.all(Action, person_scope(person))), default=0) + RANK_STEP
        record = write_new(unit, msgspec.structs.replace(action, rank=rank), person)
        unit.commit()
    return changed(Action, record, person_scope(person), made=True)


def change_action(desk: Desk, action: RecordId, *, seen: RevisionId = "", **fields: object) -> Changes:
    """Change a promise, on the revision that was `seen`; fields as in `Action`. `struck=True` takes it out, and False brings it
    back."""
    return alter(desk, Action, action, lambda body: msgspec.structs.replace(body, **fields), seen=seen)


def settle_action(desk: Desk, action: RecordId, state: ActionState, on: date, reason: str = "") -> Changes:
    """Say that a promise was kept, or dropped and why."""
    return change_action(desk, action, state=state, settled_on=on, reason=reason)


def place_action(desk: Desk, person: RecordId, action: RecordId, position: int) -> Changes:
    """Put a promise at a position (0 is first) among those that are not taken out."""
    with desk.book.unit() as unit:
        allow_about(unit, person)
        present = [each for each in _in_order(unit, person) if each.record != action]
        moved = unit.current(Action, action)
        order = [*present[: max(position, 0)], moved, *present[max(position, 0) :]]
        touched = []
        for index, each in enumerate(order, start=1):
            rank = index * RANK_STEP
            if each.body.rank != rank:
                write_change(unit, Action, each.record, lambda body, to=rank: msgspec.structs.replace(body, rank=to))  # type: ignore[misc]
                touched.append(each.record)
        unit.commit()
    return Changes(frozenset(touched), frozenset({person_scope(person)}), frozenset({Action.kind}))


def actions_of(desk: Desk, person: RecordId) -> list[Current[Action]]:
    """Every promise that was not taken out, in order."""
    with desk.book.view() as view:
        allow_about(view, person)
        return _in_order(view, person)


def prompts_wanting(guides: GuideShelf) -> frozenset[tuple[str, str]]:
    """The prompts, as (guide, prompt), that ask what the person wants to happen."""
    return frozenset((guide.id, prompt.id) for guide in guides.all() for prompt in guide.prompt if prompt.column == "want")


def plan_copy(desk: Desk, person: RecordId) -> PlanCopy:
    """What we agreed to try, as it would print now; a draft, without version and check code. Raises `NotFound`."""
    with desk.book.view() as view:
        allow_about(view, person)
        return copy_in(view, desk, person)


def copy_in(view: Snapshot, desk: Writer, person: RecordId) -> PlanCopy:
    """As `plan_copy`, within the caller's snapshot."""
    scope = person_scope(person)
    sections = sections_in(view, desk, person)
    authors = authors_in(view, desk, person)
    matters = sections[Section.IMPORTANT] + sections[Section.SUPPORT]
    wanted = papers.wants(view.all(Statement, scope), prompts_wanting(desk.guides), authors)
    actions = papers.action_lines(view.all(Action, scope), authors)
    copy = PlanCopy(
        person=view.current(Person, person).body,
        matters=matters,
        wants=wanted,
        actions=actions,
        people=papers.people_to_print(view.all(CirclePerson, scope)),
        answer=None,
        made_with=made_with(view, desk, person),
        stamp=stamp(view, desk),
        unsettled=papers.unsettled_of((*matters, *wanted, *actions)),
    )
    return replace(copy, answer=_answer_to(view, scope, copy))


def _in_order(view: Snapshot, person: RecordId) -> list[Current[Action]]:
    found = view.all(Action, person_scope(person))
    return sorted((each for each in found if not each.body.struck), key=lambda each: (each.body.rank, each.record))


def _answer_to(view: Snapshot, scope: str, copy: PlanCopy) -> Agreement | None:
    """What the person said to exactly these words; an answer lapses when the words change."""
    lines = papers.lines_of(copy)
    versions = {
        each.record
        for each in view.all(PaperVersion, scope)
        if each.body.paper is PaperKind.PLAN_COPY and each.body.lines == lines
    }
    answers = [each.body for each in view.all(Agreement, scope) if each.settled and each.body.version in versions]
    return max(answers, key=lambda answer: answer.given_at, default=None)
