"""Searching: every word that anybody said, everybody's name and what is known of them, over the whole caseload.

What was typed a moment ago is found as well. While a visit is open only that person's own record is looked through, and no
private notes: whoever sits beside the worker sees what is found.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.casebook.desk import Desk, UnderWay, allow_scope, under_way
from app.casebook.people import Names, names
from app.casebook.saying import typings
from app.practice.groups import Body
from app.practice.kinds import BY_NAME
from app.practice.merge import Current
from app.practice.people import Person
from app.practice.searching import Asked, asked_for, searched, spans, standing
from app.practice.statements import Statement
from app.practice.visits import Visit
from app.records import search
from app.records.book import View
from app.records.revision import RecordId, RevisionId, person_scope, written_time
from app.records.search import Hit, Reading

PEOPLE_AT_MOST = 12
LINES_AT_MOST = 6

_ACT = "searched"


@dataclass(frozen=True)
class Line:
    """Words in which something was found, with the places where. `versions`: others stand beside them; `typing`: not kept yet."""

    record: RecordId
    kind: str
    text: str
    marks: tuple[tuple[int, int], ...]
    body: Body | None
    at: datetime | None
    by: str = ""
    versions: bool = False
    left_out: bool = False
    typing: bool = False


@dataclass(frozen=True)
class FoundPerson:
    """Everything that was found about one person. `more` lines were found that are not among these."""

    person: Current[Person]
    lines: tuple[Line, ...]
    more: int


@dataclass(frozen=True)
class Found:
    """What was found. `asked`: whether anything was typed that could be looked for; `more`: people that are not among these."""

    typed: str
    asked: bool
    people: tuple[FoundPerson, ...]
    more: int
    reading: Reading


@dataclass(frozen=True)
class InPlace:
    """One statement among those to the same question in the same visit."""

    person: Current[Person]
    statement: Current[Statement]
    around: tuple[Current[Statement], ...]
    at: datetime | None
    in_visit: bool


def look_for(desk: Desk, typed: str, *, left_out: bool = False) -> Found:
    """Everything in which all of the typed words stand; with `left_out` also what was left out."""
    asked = asked_for(typed)
    staff = names(desk)
    with desk.book.view() as view:
        open_now = under_way(view)
        reading = search.reading(view.connection) if open_now is None else Reading(0, 0)
        if not asked:
            return Found(typed, False, (), 0, reading)
        scopes = view.joined.scopes_of(person_scope(open_now.person)) if open_now else None
        hits = search.find(view.connection, asked, scopes=scopes, left_out=left_out, private=open_now is None)
        by_person: dict[RecordId, list[Hit]] = {}
        for hit in hits:
            by_person.setdefault(view.joined.main_of(_person_of(hit.scope)), []).append(hit)
        written = _Written(view, staff)
        being_typed = _being_typed(view, asked, open_now)
        people = []
        for person in list(dict.fromkeys((*being_typed, *by_person))):
            whom = view.find(Person, person)
            lines = [*being_typed.get(person, ())]
            mine, read = by_person.get(person, []), 0
            while read < len(mine) and len(lines) < LINES_AT_MOST:
                lines += _lines(view, asked, mine[read], written)
                read += 1
            if whom is not None and lines:
                people.append(FoundPerson(whom, tuple(lines), len(mine) - read))
            if len(people) == PEOPLE_AT_MOST:
                break
    return Found(typed, True, tuple(people), max(0, len({*being_typed, *by_person}) - PEOPLE_AT_MOST), reading)


def read_more(desk: Desk) -> bool:
    """Read a little more into the index. Says whether more is left."""
    with desk.book.unit() as unit:
        left = search.fill(unit.connection)
        unit.commit()
    return left


def is_behind(desk: Desk) -> bool:
    """Whether the index has not read everything yet."""
    with desk.book.view() as view:
        return search.behind(view.connection)


def note_searched(desk: Desk, found: Found) -> None:
    """Note for the council's audit about whom something was looked for and found."""
    with desk.book.unit() as unit:
        for each in found.people:
            unit.note_act(_ACT, person_scope(each.person.record))
        unit.commit()


def in_place(desk: Desk, statement: RecordId) -> InPlace:
    """The statement where it was said. Raises `NotFound`, `AnotherVisitUnderWay`."""
    with desk.book.view() as view:
        scope = view.scope_of(statement)
        open_now = allow_scope(view, scope)
        now = view.current(Statement, statement)
        person = view.current(Person, view.joined.main_of(_person_of(scope)))
        asked, visit = now.body.asked, now.body.visit
        around = []
        for each in view.all(Statement, scope):
            same = each.body.asked == asked and each.body.visit == visit and bool(asked.question or visit)
            if each.record == statement or (same and each.body.may_be_seen):
                around.append(each)
        at = _said_at(view, now.body, _Written(view, Names({}, desk.me)), now.carriers["words"][0])
    around.sort(key=lambda each: (each.body.rank, each.record))
    return InPlace(person, now, tuple(around), at, open_now is not None)


class _Written:
    """Who wrote a revision and when, asked for once."""

    def __init__(self, view: View, staff: Names) -> None:
        self._view, self._staff = view, staff
        self._known: dict[RevisionId, tuple[RecordId, str]] = {}

    def at(self, revision: RevisionId) -> tuple[str, datetime | None]:
        """The name, and the time."""
        if revision not in self._known:
            self._known.update(search.written_in(self._view.connection, [revision]))
        author, written = self._known.get(revision, ("", ""))
        return self._staff.of(author), written_time(written) if written else None


def _lines(view: View, asked: Asked, hit: Hit, written: _Written) -> list[Line]:
    kind: Any = BY_NAME[hit.kind]
    now = view.find(kind, hit.record)
    if now is None:
        return []
    group = kind.groups[0]
    stand = standing(now)
    whole = searched(stand)
    lines: dict[str, Line] = {}
    for body in stand:
        said = searched([body])
        same = [each.revisions[0] for each in now.versions.get(group.name, ()) if each.values == body.group(group)]
        revision = (*same, now.carriers[group.name][0])[0]
        by, at = written.at(revision)
        if isinstance(body, Statement):
            at = _said_at(view, body, written, revision)
        for text in (*said.names, *said.words) if said else ():
            marks = spans(asked, text)
            if marks and text not in lines:
                left_out = bool(whole and whole.left_out)
                lines[text] = Line(hit.record, hit.kind, text, marks, body, at, by, not now.settled, left_out)
    several = list(lines.values())
    return several if hit.kind == Statement.kind else several[:1]


def _said_at(view: View, body: Statement, written: _Written, revision: RevisionId) -> datetime | None:
    visit = view.find(Visit, body.visit) if body.visit else None
    began = (visit.body.began_at or visit.body.planned_for) if visit else None
    return began or written.at(revision)[1]


def _being_typed(view: View, asked: Asked, open_now: UnderWay | None) -> dict[RecordId, list[Line]]:
    found: dict[RecordId, list[Line]] = {}
    for typing in typings(view):
        mine = open_now is None or typing.person in view.joined.records_of(open_now.person)
        marks = spans(asked, typing.typed.words)
        if not marks or not mine or (typing.typed.private and open_now is not None):
            continue
        if {part for part in asked.parts if spans(Asked((part,)), typing.typed.words)} == set(asked.parts):
            line = Line(typing.record, Statement.kind, typing.typed.words, marks, None, None, typing=True)
            found.setdefault(typing.person, []).append(line)
    return found


def _person_of(scope: str) -> RecordId:
    return scope.partition(":")[2]
