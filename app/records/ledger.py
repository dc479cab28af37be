"""Keeping revisions and heads in a database: the part that laptop and council share.

All functions work inside the caller's transaction.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, insert, select

from app.records import photos
from app.records.canonical import sha256
from app.records.revision import Header, RecordId, Revision, RevisionId
from app.records.tables import edge, head, revision, scope_digest

ID_BYTES = 32
_CHUNK = 400
"""Values in one IN list: below what any SQLite allows."""


def last_number(connection: Connection) -> int:
    """The number of the revision that arrived last; 0 when there is none."""
    return int(connection.execute(select(func.coalesce(func.max(revision.c.number), 0))).scalar_one())


def known_ids(connection: Connection, ids: Iterable[RevisionId]) -> set[RevisionId]:
    """Which of the ids are kept here."""
    found: set[RevisionId] = set()
    for chunk in chunks(list(ids)):
        found.update(connection.execute(select(revision.c.id).where(revision.c.id.in_(chunk))).scalars())
    return found


def append(connection: Connection, revisions: Sequence[Revision], *, after: int) -> int:
    """Keep revisions that are not here yet, numbered from `after` + 1, and bring the heads up to date.

    The caller has left out those that are known. Order does not matter: a parent may come after its child. Returns the
    last number.
    """
    if not revisions:
        return after
    number = after
    rows = []
    for number, each in enumerate(revisions, start=after + 1):  # the last number is the answer
        rows.append(_row(each, number))
    connection.execute(insert(revision), rows)
    edges = [{"parent": parent, "child": each.id} for each in revisions for parent in each.header.parents]
    if edges:
        connection.execute(insert(edge), edges)
    _move_heads(connection, revisions, [row["parent"] for row in edges])
    photos.note_names(connection, revisions)
    return number


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
    for scope, (count, total) in sums.items():
        before = connection.execute(select(scope_digest).where(scope_digest.c.scope == scope)).one_or_none()
        if before is None:
            connection.execute(insert(scope_digest).values(scope=scope, revisions=count, total=_packed(total)))
        else:
            connection.execute(
                scope_digest.update()
                .where(scope_digest.c.scope == scope)
                .values(revisions=before.revisions + count, total=_packed(int.from_bytes(before.total, "big") + total))
            )


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


def _row(each: Revision, number: int) -> dict[str, Any]:
    header = each.header
    return {
        "number": number,
        "id": each.id,
        "record": header.record,
        "kind": header.kind,
        "format": header.format,
        "scope": header.scope,
        "parents": b"".join(bytes.fromhex(parent) for parent in header.parents),
        "author": header.author,
        "device": header.device,
        "written": header.written,
        "body_hash": header.body,
        "salt": each.salt,
        "body": each.body,
        "signature": each.signature,
    }


def _move_heads(connection: Connection, revisions: Sequence[Revision], parents: Sequence[RevisionId]) -> None:
    for chunk in chunks(sorted(set(parents))):
        connection.execute(delete(head).where(head.c.revision.in_(chunk)))
    below: set[RevisionId] = set()
    for chunk in chunks([each.id for each in revisions]):
        below.update(connection.execute(select(edge.c.parent).where(edge.c.parent.in_(chunk))).scalars())
    new = [{"record": each.header.record, "revision": each.id} for each in revisions if each.id not in below]
    if new:
        connection.execute(insert(head), new)


def split(parents: bytes) -> tuple[RevisionId, ...]:
    """The ids that lie end to end in the bytes."""
    return tuple(parents[start : start + ID_BYTES].hex() for start in range(0, len(parents), ID_BYTES))


def _packed(total: int) -> bytes:
    return (total % 2**256).to_bytes(ID_BYTES, "big")
