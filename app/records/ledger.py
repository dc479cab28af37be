"""Keeping revisions and heads in a database: the part that laptop and council share.

All functions work inside the caller's transaction.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, select

from app.records import photos
from app.records.canonical import sha256
from app.records.revision import Header, RecordId, Revision, RevisionId
from app.records.tables import edge, head, revision, scope_digest

_INSERT = (
    "INSERT INTO revision (number, id, record, kind, format, scope, parents, author, device, written, body_hash, salt, body,"
    " signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_KEEP_DIGEST = (
    "INSERT INTO scope_digest (scope, revisions, total) VALUES (?, ?, ?)"
    " ON CONFLICT (scope) DO UPDATE SET revisions = excluded.revisions, total = excluded.total"
)
ID_BYTES = 32
_MOST_VALUES = 30_000
_CHUNK = 400
"""Values in one IN list: below what any SQLite allows."""


def run(connection: Connection, statement: str, values: Sequence[Any] = ()) -> Any:
    """A statement of our own as the driver takes it, `?` for each value; a list of tuples is run once for each. For what is done
    so often that building the statement anew would cost more than running it.
    """
    if connection.dialect.paramstyle != "qmark":
        statement = statement.replace("?", "%s")
        if isinstance(values, list):
            return _all_at_once(connection, statement, values)
    return connection.exec_driver_sql(statement, values if isinstance(values, list) else tuple(values) or None)


def _all_at_once(connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """`INSERT ... VALUES (...)` with as many rows as go into one statement: across a network, messages count."""
    before, group, after = statement.partition(f"({', '.join(['%s'] * len(rows[0]))})")
    at_once = _MOST_VALUES // len(rows[0])
    for start in range(0, len(rows), at_once):
        part = rows[start : start + at_once]
        values = tuple(value for row in part for value in row)
        connection.exec_driver_sql(before + ", ".join([group] * len(part)) + after, values)


def where_in(connection: Connection, statement: str, values: Sequence[Any]) -> Iterator[Any]:
    """The rows of a statement that ends with `IN`, for any number of values."""
    for start in range(0, len(values), _CHUNK):
        chunk = tuple(values[start : start + _CHUNK])
        yield from run(connection, f"{statement} ({','.join('?' * len(chunk))})", tuple(chunk))


def last_number(connection: Connection) -> int:
    """The number of the revision that arrived last; 0 when there is none."""
    return int(run(connection, "SELECT max(number) FROM revision").scalar_one() or 0)


def known_ids(connection: Connection, ids: Iterable[RevisionId]) -> set[RevisionId]:
    """Which of the ids are kept here."""
    raw = [bytes.fromhex(each) for each in ids]
    return {row[0].hex() for row in where_in(connection, "SELECT id FROM revision WHERE id IN", raw)}


def append(connection: Connection, revisions: Sequence[Revision], *, after: int) -> int:
    """Keep revisions that are not here yet, numbered from `after` + 1, and bring the heads up to date.

    The caller has left out those that are known. Order does not matter: a parent may come after its child. Returns the
    last number.
    """
    if not revisions:
        return after
    ids = [bytes.fromhex(each.id) for each in revisions]
    records = [bytes.fromhex(each.header.record) for each in revisions]
    rows = [_row(each, number, ids[place], records[place]) for place, (number, each) in enumerate(_numbered(revisions, after))]
    run(connection, _INSERT, rows)
    edges = [(bytes.fromhex(parent), ids[place]) for place, each in enumerate(revisions) for parent in each.header.parents]
    if edges:
        run(connection, "INSERT INTO edge (parent, child) VALUES (?, ?)", edges)
        for chunk in _parts(sorted({parent for parent, _ in edges})):
            run(connection, f"DELETE FROM head WHERE revision IN ({','.join('?' * len(chunk))})", tuple(chunk))
    below = {row[0] for row in where_in(connection, "SELECT parent FROM edge WHERE parent IN", ids)}
    heads = [(record, each) for record, each in zip(records, ids, strict=True) if each not in below]
    if heads:
        run(connection, "INSERT INTO head (record, revision) VALUES (?, ?)", heads)
    photos.note_names(connection, revisions)
    return after + len(revisions)


def forget(connection: Connection, ids: Sequence[RevisionId], record: RecordId) -> None:
    """Take revisions of one record out altogether, and work its heads out again."""
    for chunk in chunks(ids):
        connection.execute(delete(edge).where(edge.c.child.in_(chunk)))
        connection.execute(delete(revision).where(revision.c.id.in_(chunk)))
    connection.execute(delete(head).where(head.c.record == record))
    remaining = revisions_where(connection, select(revision).where(revision.c.record == record))
    named = {parent for each in remaining for parent in each.header.parents}
    heads = [{"record": record, "revision": each.id} for each in remaining if each.id not in named]
    if heads:
        connection.execute(insert(head), heads)
    photos.let_lie(connection)


def revisions_where(connection: Connection, query: Select[Any]) -> list[Revision]:
    """The revisions that a `select(revision)` finds, by number."""
    return [revision_of(row) for row in connection.execute(query.order_by(revision.c.number))]


def revisions_of(connection: Connection, record: RecordId) -> list[Revision]:
    """Every revision of the record, in the order in which they arrived."""
    return revisions_where(connection, select(revision).where(revision.c.record == record))


def revisions_by_id(connection: Connection, ids: Iterable[RevisionId]) -> list[Revision]:
    """The revisions of these ids that are here, in the order in which they arrived."""
    found: list[tuple[int, Revision]] = []
    for chunk in chunks(list(ids)):
        for row in connection.execute(select(revision).where(revision.c.id.in_(chunk))):
            found.append((row.number, revision_of(row)))
    return [each for _, each in sorted(found, key=lambda pair: pair[0])]


def heads_of(connection: Connection, record: RecordId) -> tuple[RevisionId, ...]:
    """The record's heads, sorted."""
    found = connection.execute(select(head.c.revision).where(head.c.record == record)).scalars()
    return tuple(sorted(found))


def add_to_digests(connection: Connection, stored: Iterable[tuple[str, RevisionId]]) -> None:
    """Add (scope, id) pairs, each of which the council now has, to the digests of their scopes."""
    sums: dict[str, list[int]] = {}
    for scope, each in stored:
        entry = sums.setdefault(scope, [0, 0])
        entry[0] += 1
        entry[1] += int(each, 16)
    select_them = "SELECT scope, revisions, total FROM scope_digest WHERE scope IN"
    for scope, revisions, before in where_in(connection, select_them, list(sums)):
        sums[scope][0] += revisions
        sums[scope][1] += int.from_bytes(before, "big")
    if sums:
        run(connection, _KEEP_DIGEST, [(scope, count, _packed(total)) for scope, (count, total) in sums.items()])


def root_digest(connection: Connection, scopes: Iterable[str]) -> str:
    """One digest over the stored ids of these scopes: hex of 32 bytes. Scopes with nothing in them do not count."""
    rows: list[Sequence[Any]] = []
    for chunk in chunks(sorted(set(scopes))):
        query = select(scope_digest.c.scope, scope_digest.c.revisions, scope_digest.c.total)
        rows.extend(connection.execute(query.where(scope_digest.c.scope.in_(chunk)).order_by(scope_digest.c.scope)))
    return root_of(rows)


def root_of(digests: Iterable[Sequence[Any]]) -> str:
    """As `root_digest`, of rows of scope, revisions and total, sorted by scope."""
    return sha256(*(f"{scope} {count} {total.hex()}\n".encode() for scope, count, total in digests)).hex()


def revision_of(row: Row[Any]) -> Revision:
    """The revision that a row of the table keeps."""
    return Revision(
        id=row.id,
        header=Header(
            author=row.author,
            body=row.body_hash,
            device=row.device,
            format=row.format,
            kind=row.kind,
            parents=split(row.parents),
            record=row.record,
            scope=row.scope,
            written=row.written,
        ),
        salt=row.salt,
        body=row.body,
        signature=row.signature,
    )


def chunks(values: Sequence[str]) -> Iterable[Sequence[str]]:
    """The values in lists short enough for one query."""
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]


def _numbered(revisions: Sequence[Revision], after: int) -> Iterator[tuple[int, Revision]]:
    return enumerate(revisions, start=after + 1)


def _parts(values: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]


def _row(each: Revision, number: int, id: bytes, record: bytes) -> tuple[Any, ...]:
    header = each.header
    return (
        number,
        id,
        record,
        header.kind,
        header.format,
        header.scope,
        b"".join(bytes.fromhex(parent) for parent in header.parents),
        bytes.fromhex(header.author),
        bytes.fromhex(header.device),
        header.written,
        bytes.fromhex(header.body),
        each.salt,
        each.body,
        each.signature,
    )


def split(parents: bytes) -> tuple[RevisionId, ...]:
    """The ids that lie end to end in the bytes."""
    return tuple(parents[start : start + ID_BYTES].hex() for start in range(0, len(parents), ID_BYTES))


def _packed(total: int) -> bytes:
    return (total % 2**256).to_bytes(ID_BYTES, "big")
