"""History: every step of one record, told. What is told is facts; the sentences are made where they are shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from app.casebook.desk import Desk, allow_scope
from app.casebook.people import Names, names
from app.casebook.rewriting import WRITTEN_AGAIN
from app.casebook.settling import beside_record
from app.practice.erasures import Erasure
from app.practice.errors import NotYourNote, WrittenWithNewer
from app.practice.groups import Body
from app.practice.joinings import Joining, Moving
from app.practice.kinds import BY_NAME
from app.practice.merge import Current, Node
from app.practice.origins import Origin
from app.practice.people import Person
from app.practice.statements import Statement
from app.practice.telling import Change, Deed, Done, Story, doubted
from app.practice.visits import Visit, VisitStatus
from app.practice.whys import Why
from app.records import bodies, ledger
from app.records.book import View
from app.records.checking import set_aside_at
from app.records.revision import RecordId, Revision, RevisionId, written_time


@dataclass(frozen=True)
class Author:
    """Who wrote something. `name` is empty where this laptop does not know it."""

    record: RecordId
    name: str
    me: bool


@dataclass(frozen=True)
class Told:
    """One line of a history."""

    deed: Deed
    revision: RevisionId
    who: Author
    at: datetime
    """As the laptop claimed it, UTC."""
    doubted: bool = False
    """Whether that cannot be so: then it is only what the laptop's clock said."""
    visit: RecordId = ""
    """The visit in which it was written; empty outside of any."""
    visit_at: datetime | None = None
    """When that visit began."""
    done: Done = field(default_factory=lambda: Done(Deed.WROTE))
    body: Body | None = None
    """The whole record as it was after this; None where it cannot be read."""
    apart_from: tuple[Author, ...] = ()
    """Who wrote about the same thing meanwhile, neither knowing of the other; those told before this."""
    wrote_apart: tuple[Author, ...] = ()
    """For what was settled: whose versions stood."""
    kept: tuple[Author, ...] = ()
    """For what was settled: whose version stands now; nobody's where it was written anew."""
    kept_both: bool = False
    """For what was settled: whether every other version became a record of its own."""
    lapsed: bool = False
    """Whether what had been answered to the words before lapsed with this."""
    again: bool = False
    """Whether it says once more what the council had not taken."""
    why: str = ""
    first_by: str = ""
    """For what was kept beside or brought in: who wrote it first."""
    times: int = 1
    """How many steps of the same sort, one after the other, this line stands for."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """What became of each group."""
        return self.done.changes


@dataclass(frozen=True)
class History:
    """A record's history, told, with what its screen needs to know."""

    record: RecordId
    kind: str
    person: RecordId
    person_name: str
    now: Current[Any] | None
    lines: tuple[Told, ...]
    names: Names


def history_of(desk: Desk, record: RecordId) -> tuple[Told, ...]:
    """Every step of the record, the first first. Raises `NotFound`, `AnotherVisitUnderWay`, `NotYourNote`."""
    return read_history(desk, record).lines


def read_history(desk: Desk, record: RecordId) -> History:
    """As `history_of`, with what the record says now and whom it is about."""
    known = names(desk)
    with desk.book.view() as view:
        scope = view.scope_of(record)
        allow_scope(view, scope)
        revisions = view.revisions(record)
        kind = BY_NAME.get(revisions[0].header.kind)
        telling = _Telling(view, desk, known, kind, revisions)
        if kind is Statement:
            telling.refuse_others_notes(desk)
        person = _find(view, Person, scope.partition(":")[2])
        now = _find(view, kind, record) if kind else None
        lines = telling.lines()
    return History(
        record,
        revisions[0].header.kind,
        scope.partition(":")[2],
        person.body.called if person else "",
        now,
        lines,
        known,
    )


def _find(view: View, kind: type[Any], record: RecordId) -> Current[Any] | None:
    try:
        return view.find(kind, record)
    except WrittenWithNewer:
        return None


class _Telling:
    """Tells the revisions of one record, within one snapshot."""

    def __init__(self, view: View, desk: Desk, known: Names, kind: type[Body] | None, revisions: Sequence[Revision]) -> None:
        self._view, self._names, self._kind = view, known, kind
        self._revisions = {each.id: each for each in revisions}
        self._record, self._scope = revisions[0].header.record, revisions[0].header.scope
        self._newer = {each.id for each in revisions if each.body is not None and bodies.is_newer(each)}
        self._nodes = [Node(each.id, each.header.parents, self._body(each)) for each in revisions]
        self._story = Story(self._nodes)
        ordered = [self._revisions[node.id].header for node in self._story.ordered]
        claims = {node.id: written_time(header.written) for node, header in zip(self._story.ordered, ordered, strict=True)}
        parents = {each.id: each.header.parents for each in revisions}
        self._claims = claims
        self._doubted = doubted(claims, parents, desk.clock())
        self._visits = _visits_in(view, self._scope) if kind is not Visit else []
        self._whys = {each.body.of: each.body.words for each in view.all(Why, self._scope) if each.body.record == self._record}
        self._again = _written_again(view, desk, self._record, revisions)
        self._origins = {each.body.revision: each.body for each in view.all(Origin, self._scope)}

    def refuse_others_notes(self, desk: Desk) -> None:
        """A note that was ever private is told to whoever wrote it, and to nobody else."""
        for node in self._nodes:
            note = node.body
            if isinstance(note, Statement) and note.private and not desk.book.identity.is_me(note.speaker.who):
                raise NotYourNote(record=self._record)

    def lines(self) -> tuple[Told, ...]:
        """Every step, and what befell the record as a whole after them."""
        told = [line for node in self._story.ordered for line in self._of(node)]
        return tuple(_gathered([*told, *self._befallen()]))

    def _of(self, node: Node[Any]) -> list[Told]:
        apart = tuple(dict.fromkeys(self._author(self._revisions[each]) for each in self._story.apart_from(node)))
        if node.body is None:
            return [self._line(node, Done(Deed.NEWER if node.id in self._newer else Deed.ERASED))]
        done = self._story.done_by(node)
        lapsed = any(change.group in ("read back", "assents") for change in self._lost(node))
        lines = [self._line(node, each, lapsed=lapsed and at == 0) for at, each in enumerate(done)]
        me = self._author(self._revisions[node.id])
        others = tuple(each for each in apart if each != me)
        return [
            _with(line, apart_from=others) if at == 0 and line.deed is not Deed.SETTLED else line for at, line in enumerate(lines)
        ]

    def _lost(self, node: Node[Any]) -> list[Change]:
        """Answers that were there before and are gone with words that were changed."""
        if not isinstance(node.body, Statement):
            return []
        found = []
        for parent in node.parents:
            was = next((each.body for each in self._nodes if each.id == parent), None) if parent in self._revisions else None
            if isinstance(was, Statement) and was.words != node.body.words:
                for name in ("read back", "assents"):
                    group = Statement.group_named(name)
                    if was.group(group) != node.body.group(group) and was.group(group) not in ((None,), ((),)):
                        found.append(Change(name, (was.group(group),), node.body.group(group)))
        return found

    def _line(self, node: Node[Any], done: Done, *, lapsed: bool = False) -> Told:
        revision = self._revisions[node.id]
        deed, origin = done.deed, self._origins.get(node.id)
        first_by = ""
        if origin is not None and deed is Deed.WROTE:
            deed = self._came_by(origin.was)
            first_by = origin.author
        told = Told(
            deed,
            node.id,
            self._author(revision),
            self._claims[node.id],
            node.id in self._doubted,
            *self._visit_of(revision, node.body if deed is Deed.WROTE else None),
            done=done,
            body=node.body,
            lapsed=lapsed,
            again=node.id in self._again,
            why=self._whys.get(node.id, "") or done.reason,
            first_by=first_by,
        )
        return self._as_settled(told, done) if deed is Deed.SETTLED else told

    def _as_settled(self, told: Told, done: Done) -> Told:
        stood, kept, beside = dict[Author, None](), dict[Author, None](), []
        for change, variants in zip(done.changes, done.settled, strict=True):
            for variant in variants:
                authors = [self._author(self._revisions[each]) for each in variant.revisions]
                stood |= dict.fromkeys(authors)
                if variant.values == change.after:
                    kept |= dict.fromkeys(authors)
                else:
                    beside.append(bool(self._view.revisions(beside_record(self._record, variant.revisions))))
        both = bool(beside) and all(beside)
        return _with(told, wrote_apart=tuple(stood), kept=tuple(kept), kept_both=both)

    def _came_by(self, was: RevisionId) -> Deed:
        """How words got here that were first written elsewhere: from a version beside them, another record, or a file."""
        found = ledger.revisions_by_id(self._view.connection, [was] if was else [])
        if not found:
            return Deed.BROUGHT_IN
        return Deed.KEPT_BESIDE if found[0].header.scope == self._scope else Deed.MOVED_HERE

    def _author(self, revision: Revision) -> Author:
        author = revision.header.author
        return Author(author, self._names.of(author), self._names.is_me(author))

    def _visit_of(self, revision: Revision, wrote: Body | None) -> tuple[RecordId, datetime | None]:
        """The visit whose words these are; else the one that was open with the same worker, by the same laptop's clock."""
        named = getattr(wrote, "visit", "") if wrote is not None else ""
        header = revision.header
        for visit in self._visits:
            if visit.record == named or (not named and visit.holds(header.author, header.device, header.written)):
                return visit.record, visit.began_at
        return "", None

    def _body(self, each: Revision) -> Body | None:
        return None if each.id in self._newer or each.body is None or self._kind is None else bodies.body_of(self._kind, each)

    def _befallen(self) -> list[Told]:
        """Joining, moving and the law: records of their own that say something of this one."""
        found: list[Told] = []
        kinds: tuple[tuple[type[Body], Callable[[Any], Deed | None]], ...] = (
            (Joining, lambda body: _joined(body, self._record)),
            (Moving, lambda body: _moved(body, self._record)),
            (Erasure, self._erased),
        )
        for kind, deed_of in kinds:
            for each in self._view.all(kind, self._scope):
                deed = deed_of(each.body)
                last = self._view.revisions(each.record)[-1]
                if deed is not None:
                    at, why = written_time(last.header.written), getattr(each.body, "why", "")
                    found.append(Told(deed, last.id, self._author(last), at, done=Done(deed), why=why))
        return found

    def _erased(self, body: Any) -> Deed | None:
        named = body.everything or self._record in body.records or any(each in self._revisions for each in body.revisions)
        return Deed.ERASURE if named else None


def _joined(body: Any, record: RecordId) -> Deed | None:
    if record not in (body.one, body.other):
        return None
    return Deed.PARTED if body.apart else Deed.JOINED


def _moved(body: Any, record: RecordId) -> Deed | None:
    return Deed.MOVED_HERE if record in (body.statement, body.to) else None


def _with(told: Told, **fields: Any) -> Told:
    return replace(told, **fields)


def _written_again(view: View, desk: Desk, record: RecordId, revisions: Sequence[Revision]) -> set[RevisionId]:
    """What this laptop wrote next after each time that something the council had not taken was set aside."""
    mine = sorted((each.header.written, each.id) for each in revisions if each.header.device == desk.book.identity.device)
    found = (next((id for written, id in mine if written >= at), None) for at in set_aside_at(view, record, WRITTEN_AGAIN))
    return {each for each in found if each is not None}


def _gathered(lines: Sequence[Told]) -> list[Told]:
    """Moves one after the other by the same person in the same visit are one line, the last."""
    found: list[Told] = []
    for line in lines:
        last = found[-1] if found else None
        if last and line.deed is last.deed is Deed.MOVED and (line.who, line.visit) == (last.who, last.visit):
            found[-1] = _with(line, times=last.times + line.times)
        else:
            found.append(line)
    return found


@dataclass(frozen=True)
class _Held:
    """When a visit was open, by the clock of the laptop that held it."""

    record: RecordId
    began_at: datetime | None
    spells: tuple[tuple[RecordId, RecordId, str, str], ...]

    def holds(self, author: RecordId, device: RecordId, written: str) -> bool:
        return any((who, where) == (author, device) and since <= written <= until for who, where, since, until in self.spells)


def _visits_in(view: View, scope: str) -> list[_Held]:
    found = []
    for visit in view.all(Visit, scope):
        spells, since = [], ("", "", "")
        last = ""
        for each in view.history(Visit, visit.record):
            if each.body is None:
                continue
            last = each.written
            if each.body.status is VisitStatus.UNDER_WAY and not since[2]:
                since = (each.author, each.device, each.written)
            elif each.body.status is not VisitStatus.UNDER_WAY and since[2]:
                spells.append((*since, each.written))
                since = ("", "", "")
        if since[2]:
            spells.append((*since, max(last, "9999")))
        found.append(_Held(visit.record, visit.body.began_at, tuple(spells)))
    return found
