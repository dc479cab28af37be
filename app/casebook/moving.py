"""A statement in the wrong record goes to the right one: struck there, the same words here, and both say so.

What stays behind names nobody: it holds the id of the new record only. What arrives names the exact revision it came from, and
who wrote it first. Whoever may read only one of the two sees what is right for them. It can be taken back.
"""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from app.casebook.desk import RANK_STEP, Desk, allow_about, allow_scope, under_way
from app.casebook.people import Names, names
from app.casebook.saying import allow_note
from app.practice.changes import Changes
from app.practice.errors import NotFound, VersionsDiffer
from app.practice.joinings import Moving
from app.practice.merge import Current
from app.practice.origins import Origin
from app.practice.people import CirclePerson, Person, Role, Speaker
from app.practice.statements import Statement, Struck
from app.records.book import Unit, View
from app.records.joined import movings
from app.records.revision import RecordId, RevisionId, derived_record, person_scope, written_time

MOVED, MOVED_BACK = "moved", "moved back"
"""Why words were struck that stand elsewhere now."""

_LATER = "words to move"


@dataclass(frozen=True)
class MovedNow:
    """What moving did: the statement that was struck, and the one that stands in its place with the right person."""

    changes: Changes
    statement: RecordId
    made: RecordId
    person: RecordId


@dataclass(frozen=True)
class Arrived:
    """Where a statement came from: who wrote it first and when. `statement` is empty where that cannot be read."""

    by: str
    at: datetime
    statement: RecordId = ""


@dataclass(frozen=True)
class LateWords:
    """Words that were changed on another laptop while the statement was moved: they are struck, and the old ones stand there."""

    statement: RecordId
    made: RecordId
    person: RecordId
    words: str


@dataclass(frozen=True)
class MovedApart:
    """A statement that was moved to and fro on laptops apart from each other, and now stands with several people."""

    statement: RecordId
    words: str
    copies: tuple[tuple[RecordId, RecordId], ...]
    """Each of them that can be read here, and the person."""


def move(desk: Desk, statement: RecordId, to: RecordId, speaker: Speaker | None = None) -> MovedNow:
    """Move a statement to the right person. `speaker` is whose words they are there; without one as `speaker_there` says.

    Raises `AnotherVisitUnderWay` while a visit is open, `NotYourNote`, `VersionsDiffer` while the words stand in versions,
    `NotFound`.
    """
    staff = names(desk)
    with desk.book.unit() as unit:
        _allow_none(unit)
        allow_note(unit, desk, statement)
        now = unit.current(Statement, statement)
        if "words" in now.versions:
            raise VersionsDiffer(record=statement, groups=tuple(now.versions))
        target = unit.joined.main_of(to)
        whom = unit.current(Person, target).body
        scope = unit.scope_of(statement)
        if scope in unit.joined.scopes_of(person_scope(target)):
            return MovedNow(Changes(), statement, statement, target)
        home = _home_of(unit, statement)
        if home and unit.scope_of(home) in unit.joined.scopes_of(person_scope(target)):
            changes = _take_back(unit, home, statement)
            made = home
        else:
            made, changes = _put_there(unit, now, target, speaker or _speaker_there(now.body, target, whom), staff)
        unit.commit()
    return MovedNow(changes, statement, made, target)


def move_back(desk: Desk, made: RecordId) -> Changes:
    """Take back that a statement was moved here. Words that were changed meanwhile go back with it.

    Raises `NotFound` when the record it came from is not on this laptop, `AnotherVisitUnderWay`, `NotYourNote`.
    """
    with desk.book.unit() as unit:
        _allow_none(unit)
        allow_note(unit, desk, made)
        home = _home_of(unit, made)
        if not home:
            raise NotFound(what="statement", name=made)
        changes = _take_back(unit, home, made)
        unit.commit()
    return changes


def speaker_there(desk: Desk, statement: RecordId, to: RecordId) -> tuple[Speaker, tuple[Current[CirclePerson], ...]]:
    """Whose words they would be there, and who in that person's circle is called the same: a link to ask about."""
    with desk.book.view() as view:
        _allow_none(view)
        body = view.current(Statement, statement).body
        target = view.joined.main_of(to)
        speaker = _speaker_there(body, target, view.current(Person, target).body)
        same = [
            each
            for each in view.all(CirclePerson, person_scope(target))
            if speaker.role is Role.OTHER and speaker.name and each.body.name.casefold() == speaker.name.casefold()
        ]
    return speaker, tuple(each for each in same if not each.body.removed)


def arrived(desk: Desk, statement: RecordId) -> Arrived | None:
    """Where the statement came from, if it was moved here or came in a file. Raises `NotFound`, `AnotherVisitUnderWay`."""
    with desk.book.view() as view:
        allow_scope(view, view.scope_of(statement))
        origin = _origin_of(view, statement)
        if origin is None:
            return None
        return Arrived(origin.author, written_time(origin.written), _home_of(view, statement))


def left(desk: Desk, statement: RecordId) -> bool:
    """Whether the statement was moved from here to another record. Raises `NotFound`, `AnotherVisitUnderWay`."""
    with desk.book.view() as view:
        allow_scope(view, view.scope_of(statement))
        now = view.find(Moving, _moving_record(statement))
        return now is not None and not all(body.back for body in now.bodies.values())


def late_words(desk: Desk) -> list[LateWords]:
    """Everything on this laptop that was changed in one place while it was moved to another; while a visit is open nothing."""
    found = []
    with desk.book.view() as view:
        if under_way(view):
            return []
        for moving in movings(view.connection):
            there = view.find(Statement, moving.body.to)
            here = view.find(Statement, moving.body.statement)
            if moving.body.back or not moving.settled or there is None or here is None or "words" in here.versions:
                continue
            changed = here.carriers["words"] != (moving.body.revision,)
            differ = here.body.struck is not None and there.body.struck is None and here.body.words != there.body.words
            if changed and differ and not _has_had(view, moving.body.to, here.body.words):
                whom = view.joined.main_of(_person_of(view, moving.body.to))
                found.append(LateWords(moving.body.statement, moving.body.to, whom, here.body.words))
    return found


def bring_over(desk: Desk, late: LateWords) -> Changes:
    """Let the words that were changed late stand where the statement is now."""
    with desk.book.unit() as unit:
        _allow_none(unit)
        allow_note(unit, desk, late.made)
        _write(unit, late.made, unit.current(Statement, late.made).body.reworded(late.words))
        changes = _changes(unit, late.made)
        unit.commit()
    return changes


def moved_apart(desk: Desk) -> list[MovedApart]:
    """Statements that stand with several people, for they were moved apart; while a visit is open none."""
    with desk.book.view() as view:
        if under_way(view):
            return []
        went = _went(view)
        arrivals = {each for to in went.values() for each in to}
        found = []
        for root in sorted(set(went) - arrivals):
            standing = [each for each in _followed(went, root) if _stands(view, each)]
            if len(standing) > 1:
                copies = tuple((each, view.joined.main_of(_person_of(view, each))) for each in standing)
                found.append(MovedApart(root, view.current(Statement, standing[0]).body.words, copies))
    return found


def keep_with(desk: Desk, apart: MovedApart, copy: RecordId) -> Changes:
    """Say which of them is right: elsewhere the words are struck."""
    with desk.book.unit() as unit:
        _allow_none(unit)
        for moving in movings(unit.connection):
            if not moving.settled and moving.body.statement in _followed(_went(unit), apart.statement):
                chosen = [body for _, body in sorted(moving.bodies.items())]
                right = next((body for body in chosen if body.to == copy and not body.back), chosen[0])
                unit.seal(right, scope=unit.scope_of(right.statement), record=moving.record, onto=moving.heads)
        for each, _ in apart.copies:
            if each != copy:
                reason = MOVED if each == apart.statement else MOVED_BACK
                _write(unit, each, msgspec.structs.replace(_body(unit, each), struck=Struck(reason=reason)))
        changes = _changes(unit, *(each for each, _ in apart.copies))
        unit.commit()
    return changes


def remind(desk: Desk, statement: RecordId) -> Changes:
    """Remember on this laptop that a statement belongs to somebody else: while a visit is open nobody else may come up."""
    with desk.book.unit() as unit:
        kept = _reminders(unit)
        if statement not in kept:
            unit.put(_LATER, msgspec.json.encode((*kept, statement)))
        changes = _changes(unit, statement)
        unit.commit()
    return changes


def forget_reminder(desk: Desk, statement: RecordId) -> Changes:
    """It was moved, or stays after all."""
    with desk.book.unit() as unit:
        unit.put(_LATER, msgspec.json.encode(tuple(each for each in _reminders(unit) if each != statement)))
        changes = _changes(unit, statement)
        unit.commit()
    return changes


def reminders(desk: Desk) -> list[tuple[RecordId, RecordId, str]]:
    """Statements to be moved after the visit, each with its person and its words; while a visit is open none."""
    with desk.book.view() as view:
        if under_way(view):
            return []
        found = []
        for each in _reminders(view):
            now = view.find(Statement, each)
            if now is not None and now.body.struck is None:
                found.append((each, view.joined.main_of(_person_of(view, each)), now.body.words))
    return found


def _put_there(unit: Unit, now: Current[Statement], target: RecordId, speaker: Speaker, staff: Names) -> tuple[RecordId, Changes]:
    of = now.carriers["words"][0]
    scope = person_scope(target)
    made = derived_record(Moving.kind, now.record, target)
    rank = max((each.body.rank for each in unit.all(Statement, scope)), default=0) + RANK_STEP
    body = msgspec.structs.replace(now.body, speaker=speaker, visit="", read_back=None, assents=(), struck=None, rank=rank)
    former = unit.find(Statement, made)
    unit.seal(body, scope=scope, record=made, onto=former.heads if former else ())
    revision = unit.revisions(made)[-1].id
    wrote = next(each for each in unit.history(Statement, now.record) if each.revision == of)
    first = _origin_with(unit, of)
    origin = Origin(
        record=made,
        revision=revision,
        was=of,
        author=first.author if first else staff.of(wrote.author),
        staff=first.staff if first else wrote.author,
        written=first.written if first else wrote.written,
    )
    unit.seal(origin, scope=scope, record=derived_record("origin", revision))
    _note(unit, Moving(statement=now.record, revision=of, to=made))
    _write(unit, now.record, msgspec.structs.replace(_body(unit, now.record), struck=Struck(reason=MOVED)))
    return made, _changes(unit, now.record, made)


def _take_back(unit: Unit, home: RecordId, made: RecordId) -> Changes:
    there, here = unit.current(Statement, made), unit.current(Statement, home)
    moving = unit.find(Moving, _moving_record(home))
    moved = next((each.body for each in unit.history(Statement, home) if moving and each.revision == moving.body.revision), None)
    back = msgspec.structs.replace(_body(unit, home), struck=None)
    changed = moved is not None and there.body.words != moved.words and "words" not in there.versions
    if changed and here.body.words != there.body.words:
        back = back.reworded(there.body.words, there.body.manner)
    _write(unit, home, back)
    _write(unit, made, msgspec.structs.replace(_body(unit, made), struck=Struck(reason=MOVED_BACK)))
    if moving is not None:
        _note(unit, msgspec.structs.replace(moving.body, to=made, back=True))
    return _changes(unit, home, made)


def _note(unit: Unit, body: Moving) -> None:
    record = _moving_record(body.statement)
    now = unit.find(Moving, record)
    unit.seal(body, scope=unit.scope_of(body.statement), record=record, onto=now.heads if now else ())


def _write(unit: Unit, statement: RecordId, body: Statement) -> None:
    now = unit.current(Statement, statement)
    onto = now.heads if now.settled else (now.head()[0],)
    unit.seal(body, scope=unit.scope_of(statement), record=statement, onto=onto)


def _body(unit: Unit, statement: RecordId) -> Statement:
    now = unit.current(Statement, statement)
    return now.body if now.settled else now.head()[1]


def _speaker_there(body: Statement, target: RecordId, whom: Person) -> Speaker:
    if body.speaker.role is Role.PERSON:
        return Speaker(role=Role.PERSON, name=whom.called, who=target)
    if body.speaker.role is Role.OTHER:
        return Speaker(role=Role.OTHER, name=body.speaker.name)
    return body.speaker


def _origin_of(view: View, statement: RecordId) -> Origin | None:
    """Where the newest of its revisions that came from elsewhere came from."""
    for each in reversed(view.revisions(statement)):
        found = view.find(Origin, derived_record("origin", each.id))
        if found is not None:
            return found.body
    return None


def _origin_with(view: View, revision: RevisionId) -> Origin | None:
    found = view.find(Origin, derived_record("origin", revision))
    return found.body if found else None


def _home_of(view: View, statement: RecordId) -> RecordId:
    """The statement from which this one was moved, if that is on this laptop; else nothing."""
    origin = _origin_of(view, statement)
    if origin is None or not origin.was:
        return ""
    record = view.record_with(origin.was)
    return record if record != statement else ""


def _went(view: View) -> dict[RecordId, list[RecordId]]:
    """To which statements each one that was moved ever went."""
    went: dict[RecordId, list[RecordId]] = {}
    for moving in movings(view.connection):
        said = [each.body for each in view.history(Moving, moving.record)]
        went[moving.body.statement] = list(dict.fromkeys(body.to for body in said if body is not None))
    return went


def _followed(went: dict[RecordId, list[RecordId]], root: RecordId) -> list[RecordId]:
    found: dict[RecordId, None] = {}
    wanted = [root]
    while wanted:
        each = wanted.pop()
        if each not in found:
            found[each] = None
            wanted.extend(went.get(each, ()))
    return list(found)


def _stands(view: View, statement: RecordId) -> bool:
    now = view.find(Statement, statement)
    return now is not None and now.body.struck is None


def _has_had(view: View, statement: RecordId, words: str) -> bool:
    return any(each.body is not None and each.body.words == words for each in view.history(Statement, statement))


def _moving_record(statement: RecordId) -> RecordId:
    return derived_record(Moving.kind, statement)


def _person_of(view: View, record: RecordId) -> RecordId:
    return view.scope_of(record).partition(":")[2]


def _reminders(view: View) -> tuple[RecordId, ...]:
    kept = view.value(_LATER)
    return msgspec.json.decode(kept, type=tuple[RecordId, ...]) if kept else ()


def _allow_none(view: View) -> None:
    """Raises `AnotherVisitUnderWay` while any visit is open."""
    if under_way(view):
        allow_about(view, "")


def _changes(view: View, *records: RecordId) -> Changes:
    kinds = frozenset({Statement.kind, Moving.kind, Origin.kind})
    return Changes(frozenset(records), frozenset(view.scope_of(each) for each in records), kinds)
