"""Undoing: the last act of the open visit taken back, whatever it was, and done again.

What has not left the laptop is taken out as if it had never been, and put back as it was. What has left, or is on a paper
that was frozen, is answered by another revision that says what was said before; nothing is ever rewritten. What somebody else
brought, or this worker on another laptop, stands untouched. Permission, answers to a paper and copies that were left are not
taken back by a key: somebody gave them, or holds them in their hand.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import msgspec

from app.casebook.desk import Desk, allow_scope, under_way
from app.casebook.frozen import frozen_lines
from app.practice.changes import Changes
from app.practice.circles import MemberMore, SectorNames
from app.practice.errors import NotFound
from app.practice.groups import Body, Group, Rule
from app.practice.kinds import BY_NAME
from app.practice.merge import Current, Node, ancestors, current
from app.practice.own_view import OwnWish
from app.practice.people import CirclePerson
from app.practice.plans import Action, Agreement, CopyLeft, PaperVersion, ProfileLine
from app.practice.portraits import Portrait, Profile
from app.practice.sheets import SheetLeft, SheetVersion
from app.practice.statements import Statement, Struck
from app.practice.telling import Deed, Done, done_between
from app.practice.visits import Visit
from app.records import doing
from app.records.bodies import Written
from app.records.book import Unit, View
from app.records.doing import Step
from app.records.revision import RecordId, RevisionId, person_scope, written_text

ON_PAPER = (PaperVersion.kind, Agreement.kind, CopyLeft.kind, SheetVersion.kind, SheetLeft.kind)
PASSED_OVER = (PaperVersion.kind, SheetVersion.kind, OwnWish.kind)
"""What is no act of the worker's by itself: a paper is frozen on the way to an answer or a copy, and how the person wants
their own view is for the person to say."""
WALKED = frozenset({"place", "course"})
"""Groups of a visit that only say where the conversation is, and that it rests or goes on: that is no act."""

MARKS = frozenset(
    {
        *("left out", "gone", "place", "withdrawn", "put away"),
        *("roles", "face", "turned away", "of family", "of friends", "of neighbours", "of paid"),
    }
)
"""Groups by which a record that was made is no longer there, or there again."""


class Bar(StrEnum):
    """Why an act is not taken back by a key."""

    PERMISSION = "permission"
    ANSWER = "answer"
    COPY = "copy"


@dataclass(frozen=True)
class Act:
    """One act, told: what was done with which words. `bar` says why it is not taken back by a key."""

    number: int
    deed: Deed
    kind: str
    record: RecordId
    body: Body | None
    """What it was done with: the body as it was after the act, or what was taken out."""
    done: tuple[Done, ...] = ()
    bar: Bar | None = None
    words: str = ""
    """The words by which one knows what it was done with."""


@dataclass(frozen=True)
class Ways:
    """What can be taken back now, and what can be done again."""

    back: Act | None
    again: Act | None


@dataclass(frozen=True)
class Went:
    """What was taken back or done again, and what that changed. Nothing is changed where `act` has a bar, and where others
    have written about the same thing since so that nothing of this act stands (`stands` is then False)."""

    act: Act
    changes: Changes
    stands: bool = True


def ways(desk: Desk) -> Ways:
    """What a key would take back or do again in the open visit; nothing while none is open."""
    with desk.book.view() as view:
        open_now = under_way(view)
        if open_now is None:
            return Ways(None, None)
        standing, again = _ways(view, doing.acts_of(view, open_now.visit))
        return Ways(_told(view, standing) if standing else None, _told(view, again) if again else None)


def take_back(desk: Desk) -> Went | None:
    """Take back the last act of the open visit; None when there is none. A bar is said once, and then passed."""
    return _go(desk, back=True)


def do_again(desk: Desk) -> Went | None:
    """Do again what was taken back last; None when there is none, or when something else was done since."""
    return _go(desk, back=False)


def _go(desk: Desk, *, back: bool) -> Went | None:
    with desk.book.unit() as unit:
        open_now = under_way(unit)
        if open_now is None:
            return None
        acts = doing.acts_of(unit, open_now.visit)
        standing, again = _ways(unit, acts)
        act = standing if back else again
        if act is None:
            return None
        unit.doing.rests = True
        told = _told(unit, act)
        if told.bar:
            doing.keep(unit, msgspec.structs.replace(act, passed=True))
            unit.commit()
            return Went(told, Changes())
        done = _Taking(unit, desk, act, mine=_mine(acts), visit=open_now.visit)
        steps = [done.back(step) for step in reversed(act.steps)][::-1] if back else [done.again(step) for step in act.steps]
        doing.keep(unit, msgspec.structs.replace(act, steps=tuple(steps), undone=back))
        unit.commit()
    return Went(told, done.changes, done.touched)


def _ways(view: View, acts: Sequence[doing.Done]) -> tuple[doing.Done | None, doing.Done | None]:
    """The last act that stands, and the first one after it that was taken back."""
    again = None
    for act in reversed(acts):
        if not act.passed and not _is_walking(view, act):
            if not act.undone:
                return act, again
            again = act
    return None, again


def _is_walking(view: View, act: doing.Done) -> bool:
    """Whether the act only went to another question, only froze a paper, or was the person's wish for their own view."""
    return all(step.kind in PASSED_OVER or (step.kind == Visit.kind and _changed(view, step) <= WALKED) for step in act.steps)


def _changed(view: View, step: Step) -> set[str]:
    before, after = _bodies(view, step)
    if before is None or after is None:
        return {group.name for group in BY_NAME[step.kind].groups}
    return {group.name for group in after.groups if before.group(group) != after.group(group)}


def _bodies(view: View, step: Step) -> tuple[Body | None, Body | None]:
    """What the step was written on, and what it said."""
    if not step.made:
        return None, _body_of(step.kind, step.out[-1].body) if step.out else None
    past = {each.revision: each.body for each in view.history(BY_NAME[step.kind], step.record)}
    after = past.get(step.made) or (_body_of(step.kind, step.out[-1].body) if step.out else None)
    return (past.get(step.onto[0]) if step.onto else None), after


def _body_of(kind: str, data: bytes | None) -> Body | None:
    return msgspec.json.decode(data, type=BY_NAME[kind]) if data is not None else None


def _told(view: View, act: doing.Done) -> Act:
    """The act by what matters most in it: words before where they stand."""
    best: Act | None = None
    for step in act.steps:
        before, after = _bodies(view, step)
        done: tuple[Done, ...] = ()
        if not step.made:
            deed = Deed.LEFT_OUT
        elif before is None or after is None:
            deed = Deed.PUT_ON if step.kind == ProfileLine.kind else Deed.WROTE
        else:
            done = tuple(done_between(before, after))
            deed = done[0].deed if done else Deed.CHANGED
        told = Act(
            act.number, deed, step.kind, step.record, after or before, done, _bar(view, step), _words(view, after or before)
        )
        if best is None or told.bar or (best.deed is Deed.MOVED and deed is not Deed.MOVED):
            best = told
    if best is None:
        raise NotFound(what="act", name="")
    return best


def _words(view: View, body: Body | None) -> str:
    if isinstance(body, ProfileLine):
        statement = view.find(Statement, body.statement)
        return statement.body.words if statement else ""
    return next(
        (str(said) for said in (getattr(body, name, "") for name in ("words", "what", "name", "shows", "purpose")) if said), ""
    )


def _bar(view: View, step: Step) -> Bar | None:
    if step.kind in (CopyLeft.kind, SheetLeft.kind):
        return Bar.COPY
    if step.kind in ON_PAPER:
        return Bar.ANSWER
    if step.kind == Visit.kind and "permission" in _changed(view, step):
        return Bar.PERMISSION
    return None


def _mine(acts: Sequence[doing.Done]) -> frozenset[RevisionId]:
    return frozenset(each for act in acts for step in act.steps for each in (step.made, *step.answers) if each)


class _Taking:
    """Takes the steps of one act back, or does them again, within one unit."""

    def __init__(self, unit: Unit, desk: Desk, act: doing.Done, *, mine: frozenset[RevisionId], visit: RecordId) -> None:
        self._unit, self._desk, self._mine, self._visit = unit, desk, mine, visit
        self.changes = Changes()
        self.touched = False
        self._scope = person_scope(_person(unit))

    def back(self, step: Step) -> Step:
        """Take one step back."""
        self._note(step)
        if not step.made:
            return self._put_back(step)
        if doing.may_be_taken_out(self._unit, step.made) and not self._on_paper(step):
            groups = tuple(sorted(_changed(self._unit, step)))
            out = doing.take_out(self._unit, step.made)
            self.touched = True
            return msgspec.structs.replace(step, out=out, groups=groups)
        return self._answered(step, self._targets_back)

    def again(self, step: Step) -> Step:
        """Do one step again."""
        self._note(step)
        if not step.made:
            return self._take_out(step)
        if step.out:
            return self._put_back(step) if self._fits(step) else self._written_anew(step)
        return self._answered(step, self._targets_again)

    def _fits(self, step: Step) -> bool:
        """Whether what was taken out can be put back in its place: the place is there, and this worker has written nothing there
        since."""
        there = self._unit.revisions(step.record)
        own = [each for each in there if each.id in self._mine]
        if not step.onto:
            return not own
        beside = any(set(step.onto) & set(each.header.parents) for each in own)
        return not beside and set(step.onto) <= {each.id for each in there}

    def _written_anew(self, step: Step) -> Step:
        """The same change once more, on what stands now."""
        kind: Any = BY_NAME[step.kind]
        now = self._unit.find(kind, step.record)
        made = _body_of(step.kind, step.out[-1].body)
        if now is None or made is None:
            return step
        onto, body = self._own_head(kind, now), self._body_at_own_head(now)
        for name in step.groups:
            body = body.with_group(kind.group_named(name), made.group(kind.group_named(name)))
        sealed = self._seal(kind, now, body)
        return Step(record=step.record, kind=step.kind, onto=(onto,), made=sealed) if sealed else step

    def _put_back(self, step: Step) -> Step:
        doing.put_back(self._unit, step.out, self._visit, written_text(self._desk.clock()))
        self.touched = True
        return msgspec.structs.replace(step, out=())

    def _take_out(self, step: Step) -> Step:
        """Leave out once more what had been left out altogether; struck out if it has left by now."""
        found = self._unit.revisions(step.record)
        if found and self._unit.unsay(step.record):
            self.touched = True
            return msgspec.structs.replace(step, out=tuple(found))
        kind = BY_NAME[step.kind]
        now = self._unit.find(kind, step.record)
        body = None if now is None else _gone(now.body)
        if now is not None and body is not None:
            self._seal(kind, now, body)
        return step

    def _answered(self, step: Step, targets: Callable[[Step, Current[Any], list[Written[Any]]], Body | None]) -> Step:
        """Another revision that says what is to stand. Where nothing of the step stands any more, nothing is written."""
        kind: Any = BY_NAME[step.kind]
        now = self._unit.find(kind, step.record)
        if now is None:
            return step
        body = targets(step, now, self._unit.history(kind, step.record))
        if body is None:
            return step
        made = self._seal(kind, now, body)
        return msgspec.structs.replace(step, answers=(*step.answers, made)) if made else step

    def _seal(self, kind: type[Body], now: Current[Any], body: Body) -> RevisionId:
        """Write it on the head that holds this worker's words; says which revision that made."""
        before = {each.id for each in self._unit.revisions(now.record)}
        onto = self._own_head(kind, now)
        self._unit.seal(body, scope=self._unit.scope_of(now.record), record=now.record, onto=(onto,), during=self._visit)
        made = [each.id for each in self._unit.revisions(now.record) if each.id not in before]
        self.touched = self.touched or bool(made)
        return made[0] if made else ""

    def _own_head(self, kind: type[Body], now: Current[Any]) -> RevisionId:
        """A head that descends from what this worker did in the visit; else the one that is shown."""
        parents = {each.revision: each.parents for each in self._unit.history(kind, now.record)}
        own = [head for head in now.heads if head in now.bodies and _above(head, parents) & self._mine]
        return own[0] if own else now.head()[0]

    def _targets_back(self, step: Step, now: Current[Any], history: list[Written[Any]]) -> Any:
        """This worker's head with each group the step changed put to what would stand without it; None where others have
        written on top of it: theirs stands."""
        past = {each.revision: each.body for each in history}
        body = self._body_at_own_head(now)
        made, without = past.get(step.made), self._without(step, now, history)
        if made is None:
            return None
        if not step.onto:
            return _gone(body) if without is None else _as_in(body, without)
        before = past.get(step.onto[0])
        if before is None:
            return None
        any_stands = False
        for group in made.groups:
            carriers = set(now.carriers[group.name])
            if made.group(group) != before.group(group) and carriers & self._mine:
                any_stands = True
                body = body.with_group(group, _standing(group, before, without, theirs=bool(carriers - self._mine)))
        return body if any_stands else None

    def _targets_again(self, step: Step, now: Current[Any], history: list[Written[Any]]) -> Any:
        """This worker's head with each group the step changed as the step made it; an arrangement that others' went before
        stays theirs."""
        past = {each.revision: each.body for each in history}
        made, body = past.get(step.made), self._body_at_own_head(now)
        before = past.get(step.onto[0]) if step.onto else None
        if made is None or (step.onto and before is None):
            return None
        then = self._without(step, now, history, but=step.made)
        for group in made.groups:
            if made.group(group) != before.group(group) if before else group.name in MARKS:
                theirs = then is not None and group.rule is Rule.ARRANGEMENT
                body = body.with_group(group, then.body.group(group) if theirs and then else made.group(group))
        return body

    def _body_at_own_head(self, now: Current[Any]) -> Any:
        return now.bodies[self._own_head(type(now.body), now)]

    def _without(self, step: Step, now: Current[Any], history: list[Written[Any]], but: RevisionId = "") -> Current[Any] | None:
        """What the record would say without this step and all that this worker did on top of it in the visit; `but` stays."""
        parents = {each.revision: each.parents for each in history}
        on_top = {each for each in self._mine if step.made in _above(each, parents)} - {but}
        left = [Node(each.revision, each.parents, each.body) for each in history if each.revision not in on_top]
        return current(now.record, left) if left else None

    def _on_paper(self, step: Step) -> bool:
        return any(line.revision == step.made for line in frozen_lines(self._unit, self._scope))

    def _note(self, step: Step) -> None:
        allow_scope(self._unit, self._scope)
        self.changes |= Changes(frozenset({step.record}), frozenset({self._scope}), frozenset({step.kind}))


def _person(view: View) -> RecordId:
    open_now = under_way(view)
    return open_now.person if open_now else ""


def _standing(group: Group, before: Body, without: Current[Any] | None, *, theirs: bool) -> tuple[Any, ...]:
    own = before.group(group)
    if not theirs or without is None:
        return own
    values = [variant.values for variant in without.versions.get(group.name, ())] or [without.body.group(group)]
    return own if own in values else values[0]


def _gone(body: Body) -> Body | None:
    """The body marked as no longer there, in the way of its kind; None for a kind that has no such mark."""
    match body:
        case Statement():
            return msgspec.structs.replace(body, struck=body.struck or Struck())
        case Action():
            return msgspec.structs.replace(body, struck=True)
        case CirclePerson():
            return msgspec.structs.replace(body, removed=True)
        case ProfileLine():
            return msgspec.structs.replace(body, chosen=False)
        case Portrait():
            return msgspec.structs.replace(body, withdrawn=True)
        case Profile():
            return msgspec.structs.replace(body, put_away=True)
        case MemberMore(member=member):
            return MemberMore(member=member)
        case SectorNames():
            return SectorNames()
    return None


def _as_in(body: Any, without: Current[Any]) -> Any:
    """The body saying what others have said of the same record."""
    for group in body.groups:
        body = body.with_group(group, without.body.group(group))
    return body


def _above(revision: RevisionId, parents: dict[RevisionId, tuple[RevisionId, ...]]) -> set[RevisionId]:
    """The revision and all it was written on."""
    return {revision} | ancestors(revision, parents)
