"""The feed: what is new for a laptop, page by page, and what two sides compare when they differ.

The council numbers revisions as it stores them. A laptop reads on from its cursor; a scope that is new to it fills by a number of
its own until both have come to the end.
"""

from collections import Counter
from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import itemgetter
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from app.records import ledger, photos
from app.records.batches import chunks
from app.records.revision import RevisionId
from app.records.sums import Sum, sum_of
from app.records.tables import revision, scope_digest
from sync.framing import size_of_row
from sync.protocol import (
    FEWEST_ROWS,
    IDS_A_PAGE,
    LARGEST_PAGE,
    MOST_ROWS,
    SMALLEST_PAGE,
    CompareAnswer,
    Cursor,
    Row,
    ScopeDigest,
    check_of_raw,
    microseconds,
    scope_bytes,
)
from sync.server.fed import Fed
from sync.server.tables import pending

_AT_ONCE = 100
"""Rows that are read at once: what a page wants is mostly among them, and a hundred of the longest are not too much to hold."""
_COLUMNS = (
    "number, id, record, kind, format, scope, parents, author, device, written, body_hash, salt, body, signature FROM revision"
)
"""A revision as it is sent: its bytes, not their hex."""
_PAGE = f"SELECT {_COLUMNS} WHERE number > ? AND number <= ? AND scope IN ({{marks}}) ORDER BY number LIMIT {_AT_ONCE}"
_NUMBERED = f"SELECT {_COLUMNS} WHERE number IN"
_TAIL_ROWS = 2_000
_TAIL = f"SELECT number, id, scope FROM revision WHERE number > ? AND number <= ? ORDER BY number LIMIT {_TAIL_ROWS}"
"""What was stored of anybody, without its words: who is fed very much looks through it for what is theirs."""
FAR = 10
"""When so many times as many revisions have been stored since as there are scopes, adding up the scopes is less work."""
_WANTED = f"SELECT {_COLUMNS} WHERE id IN"
_LATEST = select(revision.c.number, revision.c.id).order_by(revision.c.number.desc()).limit(1)
_STANDING = """
SELECT latest.number, latest.id, backed.up, scope_digest.scope, scope_digest.revisions, scope_digest.total
FROM (SELECT max(number) AS up FROM backup) AS backed
LEFT JOIN (SELECT number, id FROM revision ORDER BY number DESC LIMIT 1) AS latest ON 1 = 1
LEFT JOIN scope_digest ON scope_digest.scope {among}
"""
_END = _STANDING.format(among="IS NULL")
_PHOTOS = "SELECT scope, photos, total FROM photo_digest"
_FURTHEST = 2**62


@dataclass(frozen=True, slots=True)
class Entry:
    """A revision on a page: its number and id, its scope, and the row that is sent. `settled` are read by the cursor, the others
    belong to a scope that fills."""

    number: int
    id: bytes
    scope: str
    row: Row
    settled: bool = True

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        return size_of_row(self.row)


@dataclass
class Page:
    """Revisions in the order in which they are sent, and how far they reach. `rows` and `size` say what still fits."""

    rows: int
    size: int
    entries: list[Entry] = field(default_factory=list)
    cursor: Cursor = field(default_factory=Cursor)
    fills: dict[str, int] = field(default_factory=dict)
    more: bool = False

    def __post_init__(self) -> None:
        self.rows = min(max(self.rows, FEWEST_ROWS), MOST_ROWS)
        self.size = min(max(self.size, SMALLEST_PAGE), LARGEST_PAGE)

    def add(self, each: Entry) -> bool:
        """Put it on the page if it fits; the first one always does."""
        taken = each.size
        if self.entries and (self.rows < 1 or taken > self.size):
            return False
        self.entries.append(each)
        self.rows -= 1
        self.size -= taken
        return True

    @property
    def scopes(self) -> dict[str, int]:
        """How many revisions of each scope are on the page."""
        return dict(Counter(each.scope for each in self.entries))

    @property
    def sent(self) -> tuple[Row, ...]:
        """The rows as they are sent."""
        return tuple(each.row for each in self.entries)

    @property
    def check(self) -> bytes:
        """What shows that they arrived; empty without any."""
        return check_of_raw(each.id for each in self.entries) if self.entries else b""


def end_of(connection: Connection) -> Cursor:
    """The end of the feed as it stands."""
    row = connection.execute(_LATEST).one_or_none()
    return Cursor() if row is None else Cursor(number=row.number, id=bytes.fromhex(row.id))


@dataclass(frozen=True)
class Standing:
    """How the council stands at one moment: the end of its feed, what is in a verified backup, the sum over some scopes."""

    end: Cursor
    backed_up: int
    sum: Sum
    photos: bytes = b""
    """A digest over the photos that it has for them, where that was asked."""
    digests: tuple[Sequence[Any], ...] | None = None
    """The digests of those scopes, where they were looked at one by one."""

    @cached_property
    def root(self) -> bytes:
        """As laptops of before reckon it: over each of the digests."""
        assert self.digests is not None, "for those laptops nothing is remembered"
        return bytes.fromhex(ledger.root_of(sorted(tuple(row) for row in self.digests)))


def standing(connection: Connection, scopes: Collection[str]) -> Standing:
    """How it stands with these scopes: one statement, so that end and digest are of one moment whoever writes meanwhile."""
    with ledger.Trip(connection) as trip:
        rows = _ask_standing(trip, tuple(sorted(scopes)), many=False)
    return _standing_in(rows)


def _ask_standing(trip: ledger.Trip, scopes: tuple[str, ...], *, many: bool) -> list[Any]:
    if not many:
        return trip.ask(_STANDING.format(among=f"IN ({_marks(scopes)})"), scopes)
    if trip.embedded:
        return trip.ask(_STANDING.format(among="IN (SELECT value FROM json_each(?))"), (msgspec.json.encode(scopes).decode(),))
    return trip.ask(_STANDING.format(among="= ANY(?)"), (list(scopes),))


def _standing_in(rows: Sequence[Any], photo_digest: bytes = b"") -> Standing:
    number, id, backed_up, *_ = rows[0]
    end = Cursor() if number is None else Cursor(number=number, id=id)
    digests = tuple(row[3:] for row in rows if row[3] is not None)
    return Standing(end, -1 if backed_up is None else backed_up, sum_of(digests), photo_digest, digests)


def _ask_photos(trip: ledger.Trip, fed: Fed) -> list[Any]:
    return trip.ask(_PHOTOS) if fed.many else trip.ask_in(f"{_PHOTOS} WHERE scope IN", fed.scopes)


def _photos_in(rows: Sequence[Any], fed: Fed) -> bytes:
    return photos.digest_from(sorted(tuple(row) for row in rows if row[0] in fed.among))


def _marks(scopes: Collection[str]) -> str:
    return ",".join("?" * len(scopes)) or "NULL"


@dataclass(frozen=True)
class Ahead:
    """How it stands, and the first rows of the page that goes on from a cursor: most pages need no more. `settled`: the scopes
    that are read by the cursor; `fed`: all of them, with the sum up to where it stands."""

    stands: Standing
    fed: Fed
    after: int
    settled: Set[str]
    rows: list[Any]


def look_ahead(connection: Connection, after: int, settled: Set[str], fed: Fed) -> Ahead:
    """How it stands with all that is fed, and what comes after a number in those scopes that are `settled`.

    How it stands is asked first, so the page may find more than is told of; `read_page` leaves that out. Where few scopes are
    fed it is one message there and back. Where they are many and were summed before, only what was stored since is looked at.
    """
    if fed.many and fed.sum is not None:
        found = _look_on(connection, after, settled, fed)
        if found is not None:
            return found
    with ledger.Trip(connection) as trip:
        standing_rows = _ask_standing(trip, fed.scopes, many=fed.many)
        rows = [] if fed.many or not settled else trip.ask(*_page_of(after, _FURTHEST, settled))
        photo_rows = _ask_photos(trip, fed)
    stands = _standing_in(standing_rows, _photos_in(photo_rows, fed))
    if fed.many:
        rows = _sift(connection, after, stands.end.number, settled)
    return Ahead(stands, fed.summed(stands.end, stands.sum), after, settled, rows)


def _look_on(connection: Connection, after: int, settled: Set[str], fed: Fed) -> Ahead | None:
    """As `look_ahead`, from what was stored since the sum was made. None when that is too much, or the store ends before it."""
    assert fed.sum is not None, "it was summed"
    begin = min(after, fed.upto.number) if settled else fed.upto.number
    with ledger.Trip(connection) as trip:
        end_rows = trip.ask(_END)
        tail = trip.ask(_TAIL, (begin, _FURTHEST))
        photo_rows = _ask_photos(trip, fed)
    stands = _standing_in(end_rows, _photos_in(photo_rows, fed))
    end = stands.end.number
    if end < fed.upto.number or end - begin > FAR * len(fed.scopes):
        return None
    while len(tail) % _TAIL_ROWS == 0 and tail and tail[-1][0] < end:
        tail += ledger.run(connection, _TAIL, (tail[-1][0], end)).all()
    total = fed.sum.with_ids(id for number, id, scope in tail if fed.upto.number < number <= end and scope in fed.among)
    mine = [number for number, _, scope in tail if after < number <= end and scope in settled]
    stands = replace(stands, sum=total, digests=None)
    return Ahead(stands, fed.summed(stands.end, total), after, settled, _numbered(connection, mine))


def _numbered(connection: Connection, numbers: Sequence[int]) -> list[Any]:
    """As many of the revisions with these numbers as are read at once."""
    return sorted(ledger.where_in(connection, _NUMBERED, numbers[:_AT_ONCE]), key=itemgetter(0)) if numbers else []


def _sift(connection: Connection, after: int, until: int, scopes: Set[str]) -> list[Any]:
    """The first of what was stored between two numbers of these scopes, too many to be named in a query."""
    mine: list[int] = []
    while scopes and len(mine) < _AT_ONCE:
        tail = ledger.run(connection, _TAIL, (after, until)).all()
        mine += [number for number, _, scope in tail if scope in scopes]
        if len(tail) < _TAIL_ROWS:
            break
        after = tail[-1][0]
    return _numbered(connection, mine)


def _page_of(after: int, until: int, scopes: Set[str]) -> tuple[str, tuple[Any, ...]]:
    return _PAGE.format(marks=_marks(scopes)), (after, until, *sorted(scopes))


def ask_held(trip: ledger.Trip, cursor: Cursor) -> list[Any]:
    """What the council has at that number: for `holds`."""
    return trip.ask("SELECT id FROM revision WHERE number = ?", (cursor.number,))


def holds(rows: Sequence[Any], cursor: Cursor) -> bool:
    """Whether the council has that id at that number: not after it was put back from an older copy."""
    return cursor.number == 0 or (bool(rows) and rows[0][0] == cursor.id)


def read_page(
    connection: Connection,
    page: Page,
    *,
    cursor: Cursor,
    ahead: Ahead,
    scopes: Set[str],
    fills: Sequence[tuple[str, int]],
    known: Collection[RevisionId],
) -> None:
    """Put on the page what is new between the cursor and where it stood, then what fills, but not what is `known` to it. What
    others store meanwhile comes after that, for numbers become visible in their order: it is left for the next page.

    `more` says that the page was not enough. When it was, every fill has come to the end, and so has the cursor.
    """
    filling, end = dict(fills), ahead.stands.end
    page.cursor = end
    stopped: Cursor | None = None
    if cursor != end:
        stopped = _put(connection, page, ahead.settled, (cursor.number, end.number), known, ahead)
    if stopped is not None:
        page.cursor = stopped if stopped.number else cursor
        page.more = True
        page.fills = filling
        return
    for scope, after in fills:
        if scope not in scopes:
            continue
        stopped = Cursor(number=after)
        if not page.more:
            stopped = _put(connection, page, {scope}, (after, end.number), known, None)
        if stopped is not None:
            page.more = True
            page.fills[scope] = stopped.number or after
        else:
            page.fills[scope] = end.number
    if not page.more:
        page.fills = {}


def digests(connection: Connection, scopes: Collection[str]) -> tuple[ScopeDigest, ...]:
    """The digest of each scope; one that is empty has a count of 0."""
    found = {scope: ScopeDigest(scope=scope_bytes(scope), count=0, total=b"") for scope in sorted(scopes)}
    for chunk in chunks(sorted(scopes)):
        for row in connection.execute(select(scope_digest).where(scope_digest.c.scope.in_(chunk))):
            found[row.scope] = ScopeDigest(scope=scope_bytes(row.scope), count=row.revisions, total=row.total)
    return tuple(found.values())


def ids_page(connection: Connection, scope: str, after: int, time: int) -> CompareAnswer:
    """The ids stored in a scope after a number."""
    query = select(revision.c.number, revision.c.id).where(revision.c.scope == scope, revision.c.number > after)
    rows = connection.execute(query.order_by(revision.c.number).limit(IDS_A_PAGE)).all()
    ids = b"".join(bytes.fromhex(row.id) for row in rows)
    following = rows[-1].number if len(rows) == IDS_A_PAGE else 0
    return CompareAnswer(time=time, cursor=end_of(connection), ids=ids, next=following)


def wanted_page(connection: Connection, scopes: Collection[str], ids: Sequence[RevisionId], page: Page) -> None:
    """Put on the page as many of these revisions as fit, of those the laptop may have."""
    for chunk in chunks(ids):
        rows = ledger.where_in(connection, _WANTED, [bytes.fromhex(each) for each in chunk])
        for found in sorted(rows, key=itemgetter(0)):
            each = _entry(found, settled=True)
            if each.scope in scopes and not page.add(each):
                page.more = True
                return


def wanted_answer(connection: Connection, page: Page, time: int) -> CompareAnswer:
    """The page as an answer."""
    return CompareAnswer(time=time, cursor=end_of(connection), rows=page.sent, check=page.check)


def lacking(connection: Connection, ids: Sequence[RevisionId], time: int) -> CompareAnswer:
    """Which of the ids the council has neither stored nor held. Only who has one can name it: nothing is given away."""
    here = ledger.known_ids(connection, ids)
    for chunk in chunks(ids):
        held = select(pending.c.id).where(pending.c.id.in_(chunk), pending.c.row.is_not(None))
        here.update(connection.execute(held).scalars())
    missing = b"".join(bytes.fromhex(each) for each in ids if each not in here)
    return CompareAnswer(time=time, cursor=end_of(connection), ids=missing)


def _put(
    connection: Connection,
    page: Page,
    scopes: Set[str],
    between: tuple[int, int],
    known: Collection[RevisionId],
    ahead: Ahead | None,
) -> Cursor | None:
    """Read on until the page is full. Returns where it stopped (number 0 when nothing was read), None when it came to the end.
    What has been read `ahead` is not read again; without it, it is a scope that fills."""
    last = Cursor()
    skip = {bytes.fromhex(each) for each in known}
    after, until = between
    rows = ahead.rows if ahead is not None and ahead.after == after else None
    while True:
        if rows is None:
            rows = _rows_after(connection, max(after, last.number), until, scopes, many=ahead is not None and ahead.fed.many)
        for row in rows:
            if row[0] > until:
                return None
            each = _entry(row, settled=ahead is not None)
            if each.id not in skip and not page.add(each):
                return last
            last = Cursor(number=each.number, id=each.id)
        if len(rows) < _AT_ONCE:
            return None
        rows = None


def _rows_after(connection: Connection, after: int, until: int, scopes: Set[str], *, many: bool) -> list[Any]:
    if many:
        return _sift(connection, after, until, scopes)
    statement, values = _page_of(after, until, scopes)
    return list(ledger.run(connection, statement, values)) if scopes else []


def _entry(found: Sequence[Any], *, settled: bool) -> Entry:
    number, id, record, kind, format, scope, parents, author, device, written, hash, salt, body, signature = found
    row = Row(
        record=record,
        kind=kind,
        format=format,
        scope=scope_bytes(scope),
        parents=parents,
        author=author,
        device=device,
        written=microseconds(written),
        signature=signature,
        salt=salt,
        body=body,
        body_hash=hash if body is None else None,
    )
    return Entry(number, id, scope, row, settled)
