"""Taking what a laptop pushes: look up what bears on it, judge each revision, keep what is stored, held or refused."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter

import msgspec
from sqlalchemy import Connection, delete, insert

from app.practice.people import StaffRole
from app.practice.statements import Statement
from app.records import erasing, ledger
from app.records.revision import RecordId, Revision, RevisionId, written_text
from sync.protocol import HELD, REFUSED, NotOurs, NotStored, Row, revision_of, row_of
from sync.server import audit, endings, erased, numbers, projection, uploads
from sync.server.admission import DAMAGED, Answer, Ground, Known, Laptop, Place, Verdict, body_is_private, in_fair_order, judge
from sync.server.tables import pending

_LAPTOPS = (
    "SELECT device.id, device.staff, device.public_key, device.stopped, alias.author,"
    " (SELECT device FROM revision WHERE number = 1)"
    " FROM device LEFT JOIN alias ON alias.device = device.id WHERE device.id IN"
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
) -> Taken:
    """Store, hold or refuse each. One that cannot be taken never stops the rest.

    What bears on them is looked up and judged before the feed is locked, so that others wait only while these are kept.
    """
    whole = list({each.id: each for each in pushed if each is not None}.values())
    ground = ground_for(connection, whole, staff, scopes)
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
    last = numbers.lock(connection, numbers.FEED)
    new = _still_new(connection, new)
    passing = [each for each in whole if each.id in was_pending or verdicts[each.id].answer is not Answer.STORED]
    _keep_pending(connection, passing, verdicts, staff, device_id, at)
    _keep(connection, new, last.number, at)
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
        _keep(connection, _still_new(connection, new), last.number, at)


def _still_new(connection: Connection, new: Sequence[Revision]) -> list[Revision]:
    """Those that nobody else stored while they were looked at. The feed must be locked. On SQLite nobody else could."""
    if connection.dialect.name == "sqlite":
        return list(new)
    known = ledger.known_ids(connection, [each.id for each in new])
    return [each for each in new if each.id not in known]


def _keep(connection: Connection, new: Sequence[Revision], last: int, at: datetime) -> None:
    if not new:
        return
    new = erasing.bare(connection, new)
    numbers.move(connection, numbers.FEED, ledger.append(connection, new, after=last))
    ledger.add_to_digests(connection, [(each.header.scope, each.id) for each in new])
    projection.follow(connection, new, at)
    uploads.follow(connection, new)
    erased.carry_out(connection, new, at)


def ground_for(connection: Connection, revisions: Sequence[Revision], staff: RecordId, scopes: Iterable[str]) -> Ground:
    """What the council knows that bears on these revisions."""
    ids = sorted({each.id for each in revisions} | {parent for each in revisions for parent in each.header.parents})
    records = sorted({each.header.record for each in revisions})
    places = _places(connection, records)
    laptops = _laptops(connection, sorted({each.header.device for each in revisions}))
    writers = {each.header.author for each in revisions} | {each.staff for each in laptops.values()}
    ground = Ground(
        staff=staff,
        scopes=set(scopes),
        laptops=laptops,
        roles=_roles(connection, sorted(writers)),
        stored=_stored(connection, ids),
        places=places,
        covers=erasing.covers_of(connection, (each.header.scope for each in revisions)),
    )
    for id, answer in ledger.where_in(connection, "SELECT id, answer FROM pending WHERE id IN", _raw(ids)):
        (ground.held if answer == Answer.HELD else ground.refused).add(id.hex())
    begun = sorted({each.header.scope for each in revisions})
    ground.begun.update(row[0] for row in ledger.where_in(connection, "SELECT scope FROM scope_digest WHERE scope IN", begun))
    return ground


def _raw(ids: Iterable[str]) -> list[bytes]:
    return [bytes.fromhex(each) for each in ids]


def _roles(connection: Connection, staff: Sequence[RecordId]) -> dict[RecordId, StaffRole]:
    query = 'SELECT staff, role FROM member WHERE "left" = 0 AND staff IN'
    return {row[0].hex(): StaffRole(row[1]) for row in ledger.where_in(connection, query, _raw(staff))}


def _laptops(connection: Connection, ids: Sequence[str]) -> dict[str, Laptop]:
    found: dict[str, Laptop] = {}
    for id, staff, key, stop, author, desk in ledger.where_in(connection, _LAPTOPS, _raw(ids)):
        before = found[id.hex()].authors if id.hex() in found else frozenset({staff.hex()})
        authors = before if author is None else before | {author.hex()}
        stopped = stop is not None and not endings.is_recalled(stop)
        found[id.hex()] = Laptop(staff.hex(), key, authors, stopped, id == desk)
    return found


def _stored(connection: Connection, ids: Sequence[RevisionId]) -> dict[RevisionId, Known]:
    found: dict[RevisionId, Known] = {}
    for id, record, body in ledger.where_in(connection, _STORED, _raw(ids)):
        found[id.hex()] = Known(record.hex(), body is not None and body_is_private(body))
    return found


def _places(connection: Connection, records: Sequence[RecordId]) -> dict[RecordId, Place]:
    found: dict[RecordId, Place] = {}
    rows = sorted(ledger.where_in(connection, _PLACES, _raw(records)), key=itemgetter(0))
    for _, record, kind, scope, author, behind in rows:
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
    for chunk in ledger.chunks([each.id for each in revisions]):
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
