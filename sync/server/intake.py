"""Taking what a laptop pushes: look up what bears on it, judge each revision, keep what is stored, held or refused."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert

from app.practice.people import StaffRole
from app.practice.statements import Statement
from app.records import erasing, ledger, photos
from app.records.batches import chunks
from app.records.revision import RecordId, Revision, RevisionId, written_text
from sync.protocol import HELD, REFUSED, NotOurs, NotStored, Row, revision_of, row_of
from sync.server import audit, endings, erased, numbers, projection, uploads
from sync.server.admission import DAMAGED, Answer, Ground, Known, Laptop, Place, Verdict, body_is_private, in_fair_order, judge
from sync.server.tables import pending

_LAPTOPS = (
    "SELECT device.id, device.staff, device.public_key, device.stopped, alias.author,"
    " device.id IN (SELECT device FROM desk)"
    " FROM device LEFT JOIN alias ON alias.device = device.id WHERE device.id IN"
)
_ROLES = 'SELECT staff, role FROM member WHERE "left" = 0 AND staff IN'
_ROLES_BEHIND = (
    "SELECT member.staff, member.role FROM member JOIN device ON device.staff = member.staff"
    ' WHERE member."left" = 0 AND device.id IN'
)
_STORED = f"SELECT id, record, CASE WHEN kind = '{Statement.kind}' THEN body END FROM revision WHERE id IN"
_PLACES = (
    "SELECT revision.number, revision.record, revision.kind, revision.scope, revision.author, alias.staff"
    " FROM revision LEFT JOIN alias ON alias.author = revision.author WHERE revision.record IN"
)


Lock = Callable[[Connection, str], numbers.Last]


@dataclass(frozen=True)
class Taken:
    """What became of a push. `ids` are those of its rows, None where a row could not be read at all."""

    ids: tuple[RevisionId | None, ...] = ()
    stored: int = 0
    not_stored: tuple[NotStored, ...] = ()
    fresh: tuple[str, ...] = ()
    moved: bool = False
    """Whether somebody may have access now who had none, or none who had."""


def read_rows(rows: Sequence[Row]) -> list[Revision | None]:
    """The revisions in the rows; None where a row cannot be one."""
    found: list[Revision | None] = []
    for row in rows:
        try:
            found.append(revision_of(row))
        except NotOurs:
            found.append(None)
    return found


def take(
    connection: Connection,
    pushed: Sequence[Revision | None],
    *,
    staff: RecordId,
    device_id: str,
    scopes: Iterable[str],
    at: datetime,
    asked: "Asked | None" = None,
) -> Taken:
    """Store, hold or refuse each. One that cannot be taken never stops the rest.

    What bears on them is looked up and judged before the feed is locked, so that others wait only while these are kept.
    """
    whole = list({each.id: each for each in pushed if each is not None}.values())
    ground = asked.ground(staff, scopes) if asked is not None else ground_for(connection, whole, staff, scopes)
    known_before = set(ground.stored)
    was_pending = ground.held | ground.refused
    verdicts: dict[RevisionId, Verdict] = {}
    new: list[Revision] = []
    for each in in_fair_order(whole):
        verdict = judge(each, ground)
        verdicts[each.id] = verdict
        ground.took(each, verdict)
        if verdict.answer is Answer.STORED and each.id not in known_before:
            new.append(each)
    with ledger.Trip(connection) as trip:
        rows = numbers.ask(trip, numbers.FEED)
        beside = _Beside.ask(trip, new)
    last, new = rows[0][0], beside.still_new(new)
    passing = [each for each in whole if each.id in was_pending or verdicts[each.id].answer is not Answer.STORED]
    _keep_pending(connection, passing, verdicts, staff, device_id, at)
    _keep(connection, new, beside, last, at)
    _note(connection, whole, verdicts, known_before, staff, device_id, at)
    not_stored = []
    for index, item in enumerate(pushed):
        verdict = DAMAGED if item is None else verdicts[item.id]
        if verdict.answer is not Answer.STORED:
            code = HELD if verdict.answer is Answer.HELD else REFUSED
            not_stored.append(NotStored(index=index, answer=code, code=verdict.code, words=verdict.words))
    ids = tuple(None if item is None else item.id for item in pushed)
    moved = any(each.header.kind in projection.FOLLOWED for each in new)
    return Taken(ids, len(pushed) - len(not_stored), tuple(not_stored), tuple(ground.fresh), moved)


def keep(connection: Connection, new: Sequence[Revision], at: datetime, *, lock: Lock = numbers.lock) -> None:
    """Number and keep revisions that were judged to be stored, in order, and work out what follows from them. `lock` locks the
    line of numbers and says where it stands.

    What an erasure covers is kept without its words, whether they are here already or come again.
    """
    if new:
        last = lock(connection, numbers.FEED)
        with ledger.Trip(connection) as trip:
            beside = _Beside.ask(trip, new)
        _keep(connection, beside.still_new(new), beside, last.number, at)


@dataclass(frozen=True)
class _Beside:
    """What stands beside new revisions and can change until the feed is locked: asked when it is."""

    known: list[Any]
    erasures: list[Any]
    below: list[Any]
    digests: list[Any]

    @classmethod
    def ask(cls, trip: ledger.Trip, new: Sequence[Revision]) -> "_Beside":
        ids, about = _raw(each.id for each in new), sorted({each.header.scope for each in new})
        return cls(
            known=[] if trip.embedded else trip.ask_in("SELECT id FROM revision WHERE id IN", ids),
            erasures=trip.ask_in(erasing.ERASURES, about),
            below=trip.ask_in(ledger.BELOW, ids),
            digests=trip.ask_in(ledger.DIGESTS, about),
        )

    def still_new(self, new: Sequence[Revision]) -> list[Revision]:
        """Those that nobody else stored while they were looked at. On SQLite nobody else could."""
        known = {row[0].hex() for row in self.known}
        return [each for each in new if each.id not in known]


def _keep(connection: Connection, new: Sequence[Revision], beside: _Beside, last: int, at: datetime) -> None:
    if not new:
        return
    new = erasing.bare_of(new, erasing.covers_in(beside.erasures))
    with ledger.Trip(connection) as trip:
        ledger.put(trip, new, {row[0] for row in beside.below}, after=last)
        numbers.move(trip, numbers.FEED, last + len(new))
        ledger.put_digests(trip, [(each.header.scope, each.id) for each in new], beside.digests)
    photos.note_names(connection, new)
    projection.follow(connection, new, at)
    uploads.follow(connection, new)
    erased.carry_out(connection, new, at)


@dataclass(frozen=True)
class Asked:
    """What the council has that bears on some revisions, as it was found."""

    laptops: list[Any]
    roles: list[Any]
    behind: list[Any]
    stored: list[Any]
    places: list[Any]
    erasures: list[Any]
    waiting: list[Any]
    begun: list[Any]

    @classmethod
    def ask(cls, trip: ledger.Trip, pushed: Iterable[Revision | None]) -> "Asked":
        """Ask for all of it."""
        revisions = [each for each in pushed if each is not None]
        ids = _raw(sorted({each.id for each in revisions} | {parent for each in revisions for parent in each.header.parents}))
        devices = _raw(sorted({each.header.device for each in revisions}))
        about = sorted({each.header.scope for each in revisions})
        return cls(
            laptops=trip.ask_in(_LAPTOPS, devices),
            roles=trip.ask_in(_ROLES, _raw(sorted({each.header.author for each in revisions}))),
            behind=trip.ask_in(_ROLES_BEHIND, devices),
            stored=trip.ask_in(_STORED, ids),
            places=trip.ask_in(_PLACES, _raw(sorted({each.header.record for each in revisions}))),
            erasures=trip.ask_in(erasing.ERASURES, about),
            waiting=trip.ask_in("SELECT id, answer FROM pending WHERE id IN", ids),
            begun=trip.ask_in("SELECT scope FROM scope_digest WHERE scope IN", about),
        )

    def ground(self, staff: RecordId, scopes: Iterable[str]) -> Ground:
        """What follows from it for a push by this member of staff."""
        found = Ground(
            staff=staff,
            scopes=set(scopes),
            laptops=_laptops(self.laptops),
            roles={row[0].hex(): StaffRole(row[1]) for row in (*self.roles, *self.behind)},
            stored={id.hex(): Known(of.hex(), body is not None and body_is_private(body)) for id, of, body in self.stored},
            places=_places(self.places),
            covers=erasing.covers_in(self.erasures),
        )
        for id, answer in self.waiting:
            (found.held if answer == Answer.HELD else found.refused).add(id.hex())
        found.begun.update(row[0] for row in self.begun)
        return found


def ground_for(connection: Connection, revisions: Sequence[Revision], staff: RecordId, scopes: Iterable[str]) -> Ground:
    """What the council knows that bears on these revisions."""
    with ledger.Trip(connection) as trip:
        asked = Asked.ask(trip, revisions)
    return asked.ground(staff, scopes)


def _raw(ids: Iterable[str]) -> list[bytes]:
    return [bytes.fromhex(each) for each in ids]


def _laptops(rows: Iterable[Any]) -> dict[str, Laptop]:
    found: dict[str, Laptop] = {}
    for id, staff, key, stop, author, desk in rows:
        before = found[id.hex()].authors if id.hex() in found else frozenset({staff.hex()})
        authors = before if author is None else before | {author.hex()}
        stopped = stop is not None and not endings.is_recalled(stop)
        found[id.hex()] = Laptop(staff.hex(), key, authors, stopped, bool(desk))
    return found


def _places(rows: Iterable[Any]) -> dict[RecordId, Place]:
    found: dict[RecordId, Place] = {}
    for _, record, kind, scope, author, behind in sorted(rows, key=itemgetter(0)):
        found.setdefault(record.hex(), Place(kind, scope, (behind or author).hex()))
    return found


def _keep_pending(
    connection: Connection,
    revisions: Sequence[Revision],
    verdicts: dict[RevisionId, Verdict],
    staff: RecordId,
    device_id: str,
    at: datetime,
) -> None:
    bare = {each.id: each for each in erasing.bare(connection, revisions)}
    for chunk in chunks([each.id for each in revisions]):
        connection.execute(delete(pending).where(pending.c.id.in_(chunk)))
    entries = [
        {
            "id": each.id,
            "answer": verdicts[each.id].answer.value,
            "code": verdicts[each.id].code,
            "staff": staff,
            "device": device_id,
            "scope": each.header.scope,
            "at": written_text(at),
            "row": msgspec.msgpack.encode(row_of(bare[each.id])) if verdicts[each.id].answer is Answer.HELD else None,
        }
        for each in revisions
        if verdicts[each.id].answer is not Answer.STORED
    ]
    if entries:
        connection.execute(insert(pending), entries)


def _note(
    connection: Connection,
    revisions: Sequence[Revision],
    verdicts: dict[RevisionId, Verdict],
    known_before: set[RevisionId],
    staff: RecordId,
    device_id: str,
    at: datetime,
) -> None:
    noted = []
    for answer, act in ((Answer.STORED, "wrote"), (Answer.HELD, "held"), (Answer.REFUSED, "refused")):
        counts = Counter(
            each.header.scope for each in revisions if verdicts[each.id].answer is answer and each.id not in known_before
        )
        noted.append(audit.Noted(act, staff, device_id, dict(counts)))
    audit.write(connection, at, noted)
