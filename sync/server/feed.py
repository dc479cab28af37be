"""The feed: what is new for a laptop, page by page, and what two sides compare when they differ.

The council numbers revisions as it stores them. A laptop reads on from its cursor; a scope that is new to it fills by a number of
its own until both have come to the end.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, LargeBinary, bindparam, func, select, true, type_coerce

from app.records import ledger
from app.records.revision import RevisionId
from app.records.tables import revision, scope_digest
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
    size_of_row,
)
from sync.server.tables import backup, pending

_AT_ONCE = 100
"""Rows that are read at once: what a page wants is mostly among them, and a hundred of the longest are not too much to hold."""
_RAW = {"id", "record", "author", "device", "body_hash"}
_ENTRIES = select(*(type_coerce(each, LargeBinary) if each.name in _RAW else each for each in revision.c))
"""A revision as it is sent: its bytes, not their hex."""

_PAGE = (
    _ENTRIES.where(revision.c.number > bindparam("after"), revision.c.number <= bindparam("until"))
    .where(revision.c.scope.in_(bindparam("scopes", expanding=True)))
    .order_by(revision.c.number)
    .limit(_AT_ONCE)
)
_LATEST = select(revision.c.number, revision.c.id).order_by(revision.c.number.desc()).limit(1)
_LAST = _LATEST.subquery()
_ONE = select(func.max(backup.c.number).label("backed_up")).subquery()
_STANDING = select(_LAST.c.number, _LAST.c.id, _ONE.c.backed_up, scope_digest).select_from(
    _ONE.outerjoin(_LAST, true()).outerjoin(scope_digest, scope_digest.c.scope.in_(bindparam("scopes", expanding=True)))
)


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


def standing(connection: Connection, scopes: Collection[str]) -> Standing:
    """How it stands with these scopes: one statement, so that end and digest are of one moment whoever writes meanwhile."""
    rows = connection.execute(_STANDING, {"scopes": sorted(scopes)}).all()
    first = rows[0]
    end = Cursor() if first.number is None else Cursor(number=first.number, id=bytes.fromhex(first.id))
    root = ledger.root_of(sorted((row.scope, row.revisions, row.total) for row in rows if row.scope is not None))
    return Standing(end, bytes.fromhex(root), -1 if first.backed_up is None else first.backed_up)


def holds(connection: Connection, cursor: Cursor) -> bool:
    """Whether the council has that id at that number: not after it was put back from an older copy."""
    if cursor.number == 0:
        return True
    kept = connection.execute(select(revision.c.id).where(revision.c.number == cursor.number)).scalar()
    return kept is not None and bytes.fromhex(kept) == cursor.id


def read_page(
    connection: Connection,
    page: Page,
    *,
    cursor: Cursor,
    end: Cursor,
    scopes: Collection[str],
    fills: Sequence[tuple[str, int]],
    known: Collection[RevisionId],
) -> None:
    """Put on the page what is new between the cursor and `end`, then what fills, but not what is `known` to it. What others store
    meanwhile comes after `end`, for numbers become visible in their order: it is left for the next page.

    `more` says that the page was not enough. When it was, every fill has come to the end, and so has the cursor.
    """
    filling = dict(fills)
    settled = sorted(set(scopes) - set(filling))
    page.cursor = end
    stopped: Cursor | None = None
    if cursor != end:
        stopped = _put(connection, page, settled, (cursor.number, end.number), known, settled=True)
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
            stopped = _put(connection, page, [scope], (after, end.number), known, settled=False)
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
    for chunk in ledger.chunks(sorted(scopes)):
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
    for chunk in ledger.chunks(ids):
        query = _ENTRIES.where(revision.c.id.in_(chunk)).order_by(revision.c.number)
        for found in connection.execute(query).all():
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
    for chunk in ledger.chunks(ids):
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
    *,
    settled: bool,
) -> Cursor | None:
    """Read on until the page is full. Returns where it stopped (number 0 when nothing was read), None when it came to the end."""
    last = Cursor()
    skip = {bytes.fromhex(each) for each in known}
    after, until = between
    while True:
        rows = connection.execute(_PAGE, {"after": max(after, last.number), "until": until, "scopes": scopes}).all()
        for row in rows:
            each = _entry(row, settled=settled)
            if each.id not in skip and not page.add(each):
                return last
            last = Cursor(number=each.number, id=each.id)
        if len(rows) < _AT_ONCE:
            return None


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
