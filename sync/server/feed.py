"""The feed: what is new for a laptop, page by page, and what two sides compare when they differ.

The council numbers revisions as it stores them. A laptop reads on from its cursor; a scope that is new to it fills by a number of
its own until both have come to the end.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from app.records import ledger
from app.records.revision import Revision, RevisionId
from app.records.tables import revision, scope_digest
from sync.protocol import (
    FEWEST_ROWS,
    IDS_A_PAGE,
    LARGEST_PAGE,
    MOST_ROWS,
    SMALLEST_PAGE,
    CompareAnswer,
    Cursor,
    ScopeDigest,
    check_of,
    row_of,
    scope_bytes,
    size_of,
)
from sync.server.tables import pending

_AT_ONCE = 100
"""Rows that are read at once: what a page wants is mostly among them, and a hundred of the longest are not too much to hold."""


@dataclass
class Page:
    """Revisions in the order in which they are sent, and how far they reach. `rows` and `size` say what still fits."""

    rows: int
    size: int
    revisions: list[Revision] = field(default_factory=list)
    cursor: Cursor = field(default_factory=Cursor)
    fills: dict[str, int] = field(default_factory=dict)
    more: bool = False

    def __post_init__(self) -> None:
        self.rows = min(max(self.rows, FEWEST_ROWS), MOST_ROWS)
        self.size = min(max(self.size, SMALLEST_PAGE), LARGEST_PAGE)

    def add(self, each: Revision) -> bool:
        """Put it on the page if it fits; the first one always does."""
        taken = size_of(each)
        if self.revisions and (self.rows < 1 or taken > self.size):
            return False
        self.revisions.append(each)
        self.rows -= 1
        self.size -= taken
        return True

    @property
    def scopes(self) -> dict[str, int]:
        """How many revisions of each scope are on the page."""
        return dict(Counter(each.header.scope for each in self.revisions))


def end_of(connection: Connection) -> Cursor:
    """The end of the feed as it stands."""
    row = connection.execute(select(revision.c.number, revision.c.id).order_by(revision.c.number.desc()).limit(1)).one_or_none()
    return Cursor() if row is None else Cursor(number=row.number, id=bytes.fromhex(row.id))


def holds(connection: Connection, cursor: Cursor, end: Cursor) -> bool:
    """Whether the council, whose feed ends at `end`, has that id at that number: not after it was put back from an older copy."""
    if cursor.number == 0 or cursor == end:
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
    """Put on the page what is new between the cursor and the end of the feed, then what fills, but not what is `known` to it.

    `more` says that the page was not enough. When it was, every fill has come to the end, and so has the cursor.
    """
    filling = dict(fills)
    settled = sorted(set(scopes) - set(filling))
    page.cursor = end
    stopped = _put(connection, page, settled, cursor.number, known) if cursor != end else None
    if stopped is not None:
        page.cursor = stopped if stopped.number else cursor
        page.more = True
        page.fills = filling
        return
    for scope, after in fills:
        if scope not in scopes:
            continue
        stopped = _put(connection, page, [scope], after, known) if not page.more else Cursor(number=after)
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
        for each in ledger.revisions_by_id(connection, chunk):
            if each.header.scope in scopes and not page.add(each):
                page.more = True
                return


def wanted_answer(connection: Connection, page: Page, time: int) -> CompareAnswer:
    """The page as an answer."""
    rows = tuple(row_of(each) for each in page.revisions)
    check = check_of(each.id for each in page.revisions)
    return CompareAnswer(time=time, cursor=end_of(connection), rows=rows, check=check)


def lacking(connection: Connection, ids: Sequence[RevisionId], time: int) -> CompareAnswer:
    """Which of the ids the council has neither stored nor held. Only who has one can name it: nothing is given away."""
    here = ledger.known_ids(connection, ids)
    for chunk in ledger.chunks(ids):
        held = select(pending.c.id).where(pending.c.id.in_(chunk), pending.c.row.is_not(None))
        here.update(connection.execute(held).scalars())
    missing = b"".join(bytes.fromhex(each) for each in ids if each not in here)
    return CompareAnswer(time=time, cursor=end_of(connection), ids=missing)


def _put(connection: Connection, page: Page, scopes: Sequence[str], after: int, known: Collection[RevisionId]) -> Cursor | None:
    """Read on until the page is full. Returns where it stopped (number 0 when nothing was read), None when it came to the end."""
    last = Cursor()
    query = select(revision).where(revision.c.scope.in_(scopes)).order_by(revision.c.number).limit(_AT_ONCE)
    while True:
        rows = connection.execute(query.where(revision.c.number > max(after, last.number))).all()
        for row in rows:
            each = ledger.revision_of(row)
            if each.id not in known and not page.add(each):
                return last
            last = Cursor(number=row.number, id=bytes.fromhex(row.id))
        if len(rows) < _AT_ONCE:
            return None
