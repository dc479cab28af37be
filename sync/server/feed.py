"""The feed: what is new for a laptop, page by page, and what two sides compare when they differ.

The council numbers revisions as it stores them. A laptop reads on from its cursor; a scope that is new to it fills by a number of
its own until both have come to the end.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, select

from app.records import ledger, photos
from app.records.batches import chunks
from app.records.revision import RevisionId
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
from sync.server.tables import pending

_AT_ONCE = 100
"""Rows that are read at once: what a page wants is mostly among them, and a hundred of the longest are not too much to hold."""
_COLUMNS = (
    "number, id, record, kind, format, scope, parents, author, device, written, body_hash, salt, body, signature FROM revision"
)
"""A revision as it is sent: its bytes, not their hex."""
_PAGE = f"SELECT {_COLUMNS} WHERE number > ? AND number <= ? AND scope IN ({{marks}}) ORDER BY number LIMIT {_AT_ONCE}"
_WANTED = f"SELECT {_COLUMNS} WHERE id IN"
_LATEST = select(revision.c.number, revision.c.id).order_by(revision.c.number.desc()).limit(1)
_STANDING = """
SELECT latest.number, latest.id, backed.up, scope_digest.scope, scope_digest.revisions, scope_digest.total
FROM (SELECT max(number) AS up FROM backup) AS backed
LEFT JOIN (SELECT number, id FROM revision ORDER BY number DESC LIMIT 1) AS latest ON 1 = 1
LEFT JOIN scope_digest ON scope_digest.scope IN ({marks})
"""
_PHOTOS = "SELECT scope, photos, total FROM photo_digest WHERE scope IN"
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
    """How the council stands at one moment: the end of its feed, a digest over some scopes, what is in a verified backup."""

    end: Cursor
    root: bytes
    backed_up: int
    photos: bytes = b""
    """A digest over the photos that it has for them, where that was asked."""


def standing(connection: Connection, scopes: Collection[str]) -> Standing:
    """How it stands with these scopes: one statement, so that end and digest are of one moment whoever writes meanwhile."""
    with ledger.Trip(connection) as trip:
        rows = _ask_standing(trip, scopes)
    return _standing_in(rows, [])


def _ask_standing(trip: ledger.Trip, scopes: Collection[str]) -> list[Any]:
    return trip.ask(_STANDING.format(marks=_marks(scopes)), tuple(sorted(scopes)))


def _standing_in(rows: Sequence[Any], photo_rows: Iterable[Sequence[Any]]) -> Standing:
    number, id, backed_up, *_ = rows[0]
    end = Cursor() if number is None else Cursor(number=number, id=id)
    root = ledger.root_of(sorted(tuple(row[3:]) for row in rows if row[3] is not None))
    photo_digest = photos.digest_from(sorted(tuple(row) for row in photo_rows))
    return Standing(end, bytes.fromhex(root), -1 if backed_up is None else backed_up, photo_digest)


def _marks(scopes: Collection[str]) -> str:
    return ",".join("?" * len(scopes)) or "NULL"


@dataclass(frozen=True)
class Ahead:
    """How it stands, and the first rows of the page that goes on from a cursor: most pages need no more."""

    stands: Standing
    after: int
    scopes: tuple[str, ...]
    rows: list[Any]


def look_ahead(connection: Connection, after: int, settled: Collection[str], scopes: Collection[str]) -> Ahead:
    """How it stands with `scopes`, and what comes after a number in those that are `settled`: one message there and back.

    How it stands is asked first, so the page may find more than is told of; `read_page` leaves that out.
    """
    wanted = tuple(sorted(settled))
    with ledger.Trip(connection) as trip:
        standing_rows = _ask_standing(trip, scopes)
        rows = trip.ask(_PAGE.format(marks=_marks(wanted)), (after, _FURTHEST, *wanted)) if wanted else []
        photo_rows = trip.ask_in(_PHOTOS, sorted(scopes))
    return Ahead(_standing_in(standing_rows, photo_rows), after, wanted, rows)


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
    scopes: Collection[str],
    fills: Sequence[tuple[str, int]],
    known: Collection[RevisionId],
) -> None:
    """Put on the page what is new between the cursor and where it stood, then what fills, but not what is `known` to it. What
    others store meanwhile comes after that, for numbers become visible in their order: it is left for the next page.

    `more` says that the page was not enough. When it was, every fill has come to the end, and so has the cursor.
    """
    filling, end = dict(fills), ahead.stands.end
    settled = sorted(set(scopes) - set(filling))
    page.cursor = end
    stopped: Cursor | None = None
    if cursor != end:
        stopped = _put(connection, page, settled, (cursor.number, end.number), known, ahead)
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
            stopped = _put(connection, page, [scope], (after, end.number), known, None)
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
    scopes: Sequence[str],
    between: tuple[int, int],
    known: Collection[RevisionId],
    ahead: Ahead | None,
) -> Cursor | None:
    """Read on until the page is full. Returns where it stopped (number 0 when nothing was read), None when it came to the end.
    What has been read `ahead` is not read again; without it, it is a scope that fills."""
    last = Cursor()
    skip = {bytes.fromhex(each) for each in known}
    after, until = between
    rows = ahead.rows if ahead is not None and (ahead.after, ahead.scopes) == (after, tuple(scopes)) else None
    while True:
        if rows is None:
            values = (max(after, last.number), until, *scopes)
            rows = ledger.run(connection, _PAGE.format(marks=_marks(scopes)), values).all()
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
