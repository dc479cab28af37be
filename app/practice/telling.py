"""Telling: from the revisions of one record to what was done, step by step. Pure: no names, no sentences, no files.

The order comes from the history alone: what was written on something stands after it, and what was written apart stands in the
order in which it reached this laptop. What a clock claims is told, and doubted where it cannot be so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from heapq import heapify, heappop, heappush
from typing import Any

from app.practice.groups import Body, Group, Rule
from app.practice.merge import History, Node, Variant
from app.practice.people import CirclePerson, Speaker
from app.practice.plans import Action, ProfileLine
from app.practice.portraits import Portrait, Profile
from app.practice.statements import Answer, Statement
from app.practice.visits import Visit, VisitStatus

CLOCK_SLACK = timedelta(minutes=5)
"""By how much two laptops' clocks may disagree before one of them is doubted."""
NEIGHBOURS = 24
"""With how many of the steps before it a step is compared, to see who wrote apart from whom."""


class Deed(StrEnum):
    """What one line of a history tells."""

    WROTE = "wrote"
    CHANGED = "changed"
    RESTORED = "restored"
    MOVED = "moved"
    SETTLED = "settled"
    READ_BACK = "read_back"
    NOT_QUITE = "not_quite"
    ANSWER_TAKEN_BACK = "answer_taken_back"
    AGREED = "agreed"
    DIFFERED = "differed"
    ASSENT_TAKEN_BACK = "assent_taken_back"
    LEFT_OUT = "left_out"
    BROUGHT_BACK = "brought_back"
    TAKEN_OFF = "taken_off"
    PUT_ON = "put_on"
    BEGAN = "began"
    PAUSED = "paused"
    WENT_ON = "went_on"
    ENDED = "ended"
    KEPT_BESIDE = "kept_beside"
    BROUGHT_IN = "brought_in"
    ERASED = "erased"
    ERASURE = "erasure"
    NEWER = "newer"
    JOINED = "joined"
    PARTED = "parted"
    MOVED_HERE = "moved_here"


@dataclass(frozen=True)
class Change:
    """What became of one group. `before` is empty at a beginning, and has several values where versions stood."""

    group: str
    before: tuple[tuple[Any, ...], ...]
    after: tuple[Any, ...]


@dataclass(frozen=True)
class Done:
    """One thing that was done by one revision."""

    deed: Deed
    changes: tuple[Change, ...] = ()
    speaker: Speaker | None = None
    """Whose yes or no it is."""
    reason: str = ""
    settled: tuple[tuple[Variant, ...], ...] = ()
    """For each group that was settled, the versions that stood."""


def done_between(before: Body, after: Body) -> list[Done]:
    """What was done to make one body of another of the same kind."""
    changes = [
        Change(group.name, (before.group(group),), after.group(group))
        for group in after.groups
        if before.group(group) != after.group(group)
    ]
    return done_by(after, changes)


def done_by(after: Body, changes: Sequence[Change]) -> list[Done]:
    """The changes of one revision as things that were done, each named as one would say it."""
    found: list[Done] = []
    rest = []
    reworded = any(change.group == "words" for change in changes)
    for change in changes:
        special = _special(after, change, lapsed=reworded)
        if special is None:
            rest.append(change)
        found += special or ()
    moved = [change for change in rest if after.group_named(change.group).rule is Rule.ARRANGEMENT]
    changed = [change for change in rest if change not in moved]
    if changed:
        found.insert(0, Done(Deed.CHANGED, tuple(changed)))
    if moved:
        found.append(Done(Deed.MOVED, tuple(moved)))
    return found


def _special(after: Body, change: Change, *, lapsed: bool) -> list[Done] | None:
    """What a change is called that has a name of its own; None when it has none, and nothing when it goes without saying."""
    match after, change.group:
        case Statement(read_back=heard), "read back":
            if heard is None:
                return [] if lapsed else [Done(Deed.ANSWER_TAKEN_BACK, (change,))]
            return [Done(Deed.READ_BACK if heard.answer is Answer.YES else Deed.NOT_QUITE, (change,))]
        case Statement(), "assents":
            return [] if lapsed and not change.after[0] else _assents(change)
        case Statement() | Action(), "left out":
            if not after.struck:
                return [Done(Deed.BROUGHT_BACK, (change,))]
            return [Done(Deed.LEFT_OUT, (change,), reason=getattr(after.struck, "reason", ""))]
        case CirclePerson(removed=removed), "gone":
            return [Done(Deed.LEFT_OUT if removed else Deed.BROUGHT_BACK, (change,))]
        case ProfileLine(chosen=chosen), "place" if any(value[-1] != chosen for value in change.before):
            return [Done(Deed.PUT_ON if chosen else Deed.TAKEN_OFF, (change,))]
        case Portrait(withdrawn=gone), "withdrawn":
            return [Done(Deed.LEFT_OUT if gone else Deed.BROUGHT_BACK, (change,))]
        case Profile(put_away=gone), "put away":
            return [Done(Deed.LEFT_OUT if gone else Deed.BROUGHT_BACK, (change,))]
        case Visit(), "course":
            return _course(after, change)
    return None


def _assents(change: Change) -> list[Done]:
    was = {each.who: each for value in change.before for each in value[0]}
    now = {each.who: each for each in change.after[0]}
    found = [
        Done(Deed.AGREED if each.agrees else Deed.DIFFERED, (change,), speaker=who)
        for who, each in now.items()
        if who not in was or (was[who].agrees, was[who].of) != (each.agrees, each.of)
    ]
    return found + [Done(Deed.ASSENT_TAKEN_BACK, (change,), speaker=who) for who in was if who not in now]


def _course(visit: Visit, change: Change) -> list[Done] | None:
    began_before = any(value[1] for value in change.before)
    deeds = {
        VisitStatus.UNDER_WAY: Deed.WENT_ON if began_before else Deed.BEGAN,
        VisitStatus.PAUSED: Deed.PAUSED,
        VisitStatus.ENDED: Deed.ENDED,
    }
    deed = deeds.get(visit.status)
    return [Done(deed, (change,))] if deed else None


class Story:
    """The history of one record, as things that were done. `nodes` come in the order in which they reached this laptop."""

    def __init__(self, nodes: Sequence[Node[Any]]) -> None:
        self.ordered = as_it_went(nodes)
        self._history = History(self.ordered)
        self._nodes = {node.id: node for node in self.ordered}
        self._said: dict[tuple[Any, ...], str] = {}
        self._changers: dict[str, list[str]] = {}

    def apart_from(self, node: Node[Any]) -> list[str]:
        """The revisions told before this one that changed a group it changed too, neither in knowledge of the other."""
        found: dict[str, None] = {}
        for group in _versioned(node):
            if self._history.brought(node.id, group):
                told = self._changers.setdefault(group.name, [])
                found |= dict.fromkeys(each for each in told[-NEIGHBOURS:] if self._history.are_apart(each, node.id))
                told.append(node.id)
        return list(found)

    def done_by(self, node: Node[Any]) -> list[Done]:
        """What one revision did; nothing for one that says nothing here."""
        if node.body is None:
            return []
        if not any(parent in self._nodes for parent in node.parents):
            self._remember(node.id, node.body)
            return [Done(Deed.WROTE, tuple(Change(group.name, (), node.body.group(group)) for group in node.body.groups))]
        changes, settled = [], []
        for group in node.body.groups:
            if not self._history.brought(node.id, group):
                continue
            before, after = self._history.was_before(node.id, group), node.body.group(group)
            if len(before) > 1 and group.rule is Rule.VERSIONS:
                settled.append((Change(group.name, tuple(each.values for each in before), after), before))
            elif [each.values for each in before] != [after]:
                changes.append(Change(group.name, tuple(each.values for each in before), after))
        found = self._named(node.body, changes)
        if settled:
            done = Done(Deed.SETTLED, tuple(change for change, _ in settled), settled=tuple(stood for _, stood in settled))
            found.insert(0, done)
        self._remember(node.id, node.body)
        return found

    def earlier(self, body: Body) -> str:
        """The first revision that said what the first group of this body says; nothing where none has yet."""
        return self._said.get(_first(body), "")

    def _named(self, body: Body, changes: list[Change]) -> list[Done]:
        found = done_by(body, changes)
        if any(change.group == type(body).groups[0].name for change in changes) and self.earlier(body):
            return [Done(Deed.RESTORED, each.changes) if each.deed is Deed.CHANGED else each for each in found]
        return found

    def _remember(self, revision: str, body: Body) -> None:
        self._said.setdefault(_first(body), revision)


def _first(body: Body) -> tuple[Any, ...]:
    return body.group(type(body).groups[0])


def as_it_went(nodes: Sequence[Node[Any]]) -> list[Node[Any]]:
    """Parents before children; what was written apart in the order in which it is given."""
    place = {node.id: at for at, node in enumerate(nodes)}
    missing = [sum(parent in place for parent in set(node.parents)) for node in nodes]
    children: dict[str, list[int]] = {}
    for at, node in enumerate(nodes):
        for parent in set(node.parents):
            children.setdefault(parent, []).append(at)
    ready = [at for at, count in enumerate(missing) if not count]
    heapify(ready)
    ordered = []
    while ready:
        node = nodes[heappop(ready)]
        ordered.append(node)
        for child in children.get(node.id, ()):
            missing[child] -= 1
            if not missing[child]:
                heappush(ready, child)
    return ordered


def doubted(claims: Mapping[str, datetime], parents: Mapping[str, Sequence[str]], now: datetime) -> set[str]:
    """Which revisions claim a time that cannot be: after now, or before something they were written on. Of two that contradict
    each other both are doubted, for nobody can know which clock was wrong. `claims` has parents before children.
    """
    wrong = {each for each, at in claims.items() if at > now + CLOCK_SLACK}
    latest: dict[str, str] = {}
    for each, at in claims.items():
        above = [latest[parent] for parent in parents[each] if parent in latest]
        last = max(above, key=lambda other: claims[other], default="")
        if last and each not in wrong and claims[last] > at + CLOCK_SLACK:
            wrong |= {each, last}
        sound = each if each not in wrong and (not last or claims[last] <= at) else last
        if sound:
            latest[each] = sound
    return wrong


def _versioned(node: Node[Any]) -> list[Group]:
    return [] if node.body is None else [group for group in type(node.body).groups if group.rule is Rule.VERSIONS]
