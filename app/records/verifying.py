"""Which papers have a check code, and exactly what was printed on them, from the revisions that are kept: on a laptop and at the
council alike. Functions inside the caller's transaction."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import inspect, select

from app.practice.check_codes import CopyKnown, PaperFound, PrintedLine, Since, ids_under
from app.practice.errors import WrittenWithNewer
from app.practice.groups import Body
from app.practice.kinds import ALL, BY_NAME
from app.practice.merge import Current
from app.practice.origins import Origin
from app.practice.people import CirclePerson, Person
from app.practice.plans import Action, Agreement, Line, PeoplePrinted
from app.practice.portraits import Portrait, Profile
from app.practice.printed_people import by_record, member_printed, reach_printed
from app.practice.statements import Statement
from app.records import bodies, ledger
from app.records.book import View
from app.records.revision import RecordId, Revision, RevisionId, derived_record, written_text
from app.records.tables import revision, set_aside

UK = ZoneInfo("Europe/London")
FROZEN = tuple(kind for kind in ALL if {"paper", "number", "lines", "made_at"} <= set(kind.__struct_fields__))
"""The kinds in which papers are frozen."""
_ID = re.compile(r"[0-9a-f]{32}|[0-9a-f]{64}")
LEFT = tuple(kind for kind in ALL if {"version", "code", "how", "with_whom", "left_at"} <= set(kind.__struct_fields__))
"""The kinds that say that a copy was left."""
MayRead = Callable[[Statement], bool]
"""Whether the words of what is a private note now may be told to whoever asks."""


def papers_with(view: View, code: str, may_read: MayRead = lambda _note: False) -> list[PaperFound]:
    """Every version of a paper that the code, written as `check_code` writes it, can stand for; the latest first."""
    frozen = {each.id: each for each in _frozen_with(view, code)}
    found = [_told(view, code, each, may_read) for each in frozen.values()]
    return sorted(found, key=lambda each: (str(each.made_on or ""), each.number, each.person), reverse=True)


def _frozen_with(view: View, code: str) -> Iterator[Revision]:
    """What was frozen here under this code; frozen elsewhere and brought in from a file; or frozen under it and written again,
    because the council had not taken it: then the copy that was left knows the code."""
    first, last = ids_under(code)
    kinds = [kind.kind for kind in FROZEN]
    here = select(revision).where(revision.c.id >= first, revision.c.id <= last, revision.c.kind.in_(kinds))
    yield from ledger.revisions_where(view.connection, here)
    yield from _brought_in(view, first, last)
    for each in (left for kind in LEFT for left in _all(view, kind)):
        if each.code == code:
            yield from [at for at in view.revisions(each.version) if at.header.kind in kinds][-1:]


def _brought_in(view: View, first: RevisionId, last: RevisionId) -> Iterator[Revision]:
    made = [each.revision for each in _all(view, Origin) if first <= each.was <= last]
    for each in ledger.revisions_by_id(view.connection, made):
        if each.header.kind in {kind.kind for kind in FROZEN}:
            yield each


def _all(view: View, kind: Any) -> Iterator[Any]:
    query = select(revision).where(revision.c.kind == kind.kind, revision.c.body.is_not(None))
    for each in ledger.revisions_where(view.connection, query):
        if not bodies.is_newer(each):
            yield bodies.body_of(kind, each)


def _told(view: View, code: str, frozen: Revision, may_read: MayRead) -> PaperFound:
    scope, person = frozen.header.scope, frozen.header.scope.partition(":")[2]
    body = None if bodies.is_newer(frozen) else bodies.body_of(BY_NAME[frozen.header.kind], frozen)
    left: list[Any] = [each.body for kind in LEFT for each in view.all(kind, scope)]
    copies = [CopyKnown(each.how, each.with_whom, each.left_at) for each in left if each.version == frozen.header.record]
    if body is None:
        return PaperFound(code, person, "", "", 0, None, "", (), (), None, (), ())
    paper: Any = body
    reading = _Reading(view, scope, may_read)
    lines = tuple(reading.line(each) for each in paper.lines)
    printed = view.find(PeoplePrinted, derived_record("people printed", frozen.header.record))
    people = [reading.people(each) for each in by_record(printed.body.people).values()] if printed else []
    answers = [each.body for each in view.all(Agreement, scope) if each.body.version == frozen.header.record]
    return PaperFound(
        code=code,
        person=person,
        name=_name_then(view, person, paper.made_at),
        paper=str(paper.paper),
        number=paper.number,
        made_on=paper.made_at.astimezone(UK).date(),
        purpose=next((each.words for each in lines if each.kind == Profile.kind), ""),
        lines=tuple(each for each in lines if each.kind != Profile.kind),
        people=tuple(each for each in people if each.kind != Person.kind),
        reach=next((each for each in people if each.kind == Person.kind and (each.words or each.since)), None),
        answers=tuple(sorted(answers, key=lambda each: each.given_at)),
        copies=tuple(sorted(copies, key=lambda each: each.left_at)),
    )


def _name_then(view: View, person: RecordId, at: datetime) -> str:
    """The person's name as it was then; the first that is known where it was made later on another laptop's clock."""
    known = [each for each in view.history(Person, person) if each.body is not None]
    before = [each for each in known if each.written <= written_text(at.astimezone(UTC))]
    last = (before[-1:] or known[:1])[0:1]
    return last[0].body.name if last and last[0].body is not None else ""


@dataclass(frozen=True)
class _Reading:
    """Reads lines of paper of one person, each in the revision that was printed."""

    view: View
    scope: str
    may_read: MayRead

    def people(self, lines: Sequence[Line]) -> PrintedLine:
        """Somebody of the circle, or how to reach the person, as the paper had them by these lines of one record."""
        found = [self._printed(each) for each in lines]
        kept = [each for each in found if each is not None and each.body is not None and not bodies.is_newer(each)]
        kind: Any = BY_NAME.get(kept[0].header.kind) if kept else None
        if len(kept) < len(lines) or kind not in (CirclePerson, Person):
            gone = next((line for line, each in zip(lines, found, strict=True) if each not in kept), lines[0])
            return self.line(gone)
        read: list[Any] = [bodies.body_of(kind, each) for each in kept]
        of_circle = kind is CirclePerson
        told = _member(lines[0], member_printed(read), whole=len(lines) > 1) if of_circle else _reach(lines, reach_printed(read))
        now: Any = self._now(kind, kept[0].header.record)
        if now is None:
            return told
        if of_circle:
            present = [_member(lines[0], each, whole=len(lines) > 1) for each in now.bodies.values()]
        else:
            present = [_reach(lines, each.reach.how if len(lines) > 1 else "") for each in now.bodies.values()]
        return replace(told, since=frozenset(_marks(now.body) | ({Since.CHANGED} if told not in present else set())))

    def line(self, line: Line) -> PrintedLine:
        """What stood there, and what became of it."""
        found = self._printed(line)
        if found is None:
            return PrintedLine(line.record, line.revision, "", "", since=frozenset({Since.NOT_HERE}))
        erased, kind = found.body is None, BY_NAME.get(found.header.kind)
        if erased or kind is None or bodies.is_newer(found):
            gone = frozenset({Since.ERASED if erased else Since.NOT_HERE})
            return PrintedLine(line.record, line.revision, found.header.kind, "", since=gone)
        body = bodies.body_of(kind, found)
        assert body is not None
        told = _bare(line, body)
        now = self._now(kind, found.header.record)
        if now is None:
            return told
        changed = told not in [_bare(line, each) for each in now.bodies.values()]
        since = _marks(now.body) | ({Since.CHANGED} if changed else set())
        withheld = isinstance(now.body, Statement) and now.body.private and not self.may_read(now.body)
        return replace(told, words="" if withheld else told.words, since=frozenset(since))

    def _now(self, kind: type[Body], record: RecordId) -> Current[Body] | None:
        try:
            return self.view.find(kind, record)
        except WrittenWithNewer:
            return None

    def _printed(self, line: Line) -> Revision | None:
        """The revision that was printed: here, brought in from a file under another id, or kept beside its record because it was
        written again."""
        raw = self.view.connection
        here = [each for each in ledger.revisions_by_id(raw, [line.revision]) if each.header.record == line.record]
        if not here:
            came = [each.body.revision for each in self.view.all(Origin, self.scope) if each.body.was == line.revision]
            here = ledger.revisions_by_id(raw, came) or self._aside(line)
        return here[0] if here else None

    def _aside(self, line: Line) -> list[Revision]:
        if not inspect(self.view.connection).has_table(set_aside.name):
            return []
        query = select(set_aside.c.whole).where(set_aside.c.revision == line.revision, set_aside.c.record == line.record)
        found = self.view.connection.execute(query).scalars()
        return [msgspec.json.decode(each, type=Revision) for each in found]


def _bare(line: Line, body: Body) -> PrintedLine:
    """What stood on the paper of a record that said this."""
    told = PrintedLine(line.record, line.revision, body.kind, "")
    match body:
        case Statement():
            return replace(told, words=body.words, speaker=body.speaker, manner=body.manner)
        case Action():
            return replace(told, words=body.what, speaker=body.who, detail=body.by_words, by=body.by)
        case CirclePerson():
            return _member(line, body, whole=False)
        case Profile():
            return replace(told, words=body.purpose)
        case Portrait():
            return replace(told, words=body.shows)
    texts = (getattr(body, name) for name in body.__struct_fields__)
    return replace(told, words=" ".join(each for each in texts if isinstance(each, str) and each and not _ID.fullmatch(each)))


def _member(line: Line, body: CirclePerson, *, whole: bool) -> PrintedLine:
    """Somebody of the circle; their number and whether to ring in an emergency only where the paper's `whole` words were kept."""
    detail = [body.relation, body.helps_with, *([body.telephone] if whole else [])]
    told = PrintedLine(line.record, line.revision, body.kind, body.name, detail="; ".join(each for each in detail if each))
    return replace(told, emergency=whole and body.emergency)


def _reach(lines: Sequence[Line], how: str) -> PrintedLine:
    return PrintedLine(lines[-1].record, lines[-1].revision, Person.kind, how)


def _marks(now: Body) -> set[Since]:
    """How a record is marked now."""
    match now:
        case Statement():
            marks = {Since.LEFT_OUT: now.struck is not None, Since.KEPT_OFF: now.not_to_print, Since.PRIVATE: now.private}
        case Action():
            marks = {Since.LEFT_OUT: now.struck, Since.KEPT_OFF: now.not_to_print}
        case CirclePerson():
            marks = {Since.LEFT_OUT: now.removed, Since.NOT_CONTACTED: now.do_not_contact}
        case Portrait():
            marks = {Since.LEFT_OUT: now.withdrawn}
        case _:
            marks = {}
    return {since for since, holds in marks.items() if holds}
