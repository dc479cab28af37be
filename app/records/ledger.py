"""Keeping revisions and heads in a database: the part that laptop and council share.

All functions work inside the caller's transaction.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, select
from sqlalchemy.exc import DBAPIError

from app.records import photos
from app.records.batches import chunks, digest_lines, digest_rows
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
BELOW = "SELECT parent FROM edge WHERE parent IN"
"""Which of some ids have been written on top of."""
DIGESTS = "SELECT scope, revisions, total FROM scope_digest WHERE scope IN"
"""How many ids of some scopes the council has, and their sums."""
ID_BYTES = 32
_MOST_VALUES = 30_000


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
    for part, values in _in_parts(statement, rows):
        connection.exec_driver_sql(part, values)


def _in_parts(statement: str, rows: Sequence[tuple[Any, ...]]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    before, group, after = statement.partition(f"({', '.join(['%s'] * len(rows[0]))})")
    at_once = _MOST_VALUES // len(rows[0])
    for start in range(0, len(rows), at_once):
        part = rows[start : start + at_once]
        yield before + ", ".join([group] * len(part)) + after, tuple(value for row in part for value in row)


def where_in(connection: Connection, statement: str, values: Sequence[Any]) -> Iterator[Any]:
    """The rows of a statement that ends with `IN`, for any number of values."""
    for chunk in chunks(values):
        yield from run(connection, f"{statement} ({','.join('?' * len(chunk))})", tuple(chunk))


class Trip:
    """Statements of our own that are sent together, where the database is across a network: one message there, one back.

    They are run in the order in which they were asked, each seeing what the ones before did. The rows of each are in the list
    that `ask` gave, once the block has ended. An embedded database runs each at once.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.embedded = connection.dialect.paramstyle == "qmark"
        self._asked: list[tuple[str, Sequence[Any], list[Any]]] = []

    def __enter__(self) -> "Trip":
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None and self._asked:
            self._go()

    def ask(self, statement: str, values: Sequence[Any] = ()) -> list[Any]:
        """As `run`, whose rows it will be; a list of tuples is run once for each."""
        if self.embedded:
            return self._at_once(statement, values)
        rows: list[Any] = []
        statement = statement.replace("?", "%s")
        for part, given in _in_parts(statement, values) if isinstance(values, list) else [(statement, values)]:
            self._asked.append((part, given, rows))
        return rows

    def ask_in(self, statement: str, values: Sequence[Any]) -> list[Any]:
        """As `where_in`, whose rows it will be."""
        rows: list[Any] = []
        for chunk in map(tuple, chunks(values)):
            whole = f"{statement} ({','.join('?' * len(chunk))})"
            if self.embedded:
                rows.extend(self._at_once(whole, chunk))
            else:
                self._asked.append((whole.replace("?", "%s"), chunk, rows))
        return rows

    def _at_once(self, statement: str, values: Sequence[Any]) -> list[Any]:
        found = run(self._connection, statement, values)
        if not found.returns_rows:
            return []
        with found:
            return list(found.cursor.fetchall())

    def _go(self) -> None:
        asked, self._asked = self._asked, []
        raw: Any = self._connection.connection
        driver, dialect = raw.driver_connection, self._connection.dialect
        try:
            cursors = [(driver.cursor(), *each) for each in asked]
            with driver.pipeline():
                for cursor, statement, values, _ in cursors:
                    cursor.execute(statement, values or None)
            for cursor, _, _, rows in cursors:
                if cursor.description is not None:
                    rows.extend(cursor.fetchall())
                cursor.close()
        except dialect.loaded_dbapi.Error as error:
            gone = dialect.is_disconnect(error, raw, None)
            if gone:
                self._connection.invalidate(error)
            base = dialect.loaded_dbapi.Error
            raise DBAPIError.instance(None, None, error, base, hide_parameters=True, connection_invalidated=gone) from error


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
    with Trip(connection) as trip:
        below = trip.ask_in(BELOW, [bytes.fromhex(each.id) for each in revisions])
    with Trip(connection) as trip:
        put(trip, revisions, {row[0] for row in below}, after=after)
    photos.note_names(connection, revisions)
    return after + len(revisions)


def put(trip: Trip, revisions: Sequence[Revision], below: Collection[bytes], *, after: int) -> None:
    """As `append`, for whoever writes more at once. `below` are those of their ids that `BELOW` finds; which photos they name is
    still to be noted.
    """
    ids = [bytes.fromhex(each.id) for each in revisions]
    records = [bytes.fromhex(each.header.record) for each in revisions]
    rows = [_row(each, number, ids[place], records[place]) for place, (number, each) in enumerate(_numbered(revisions, after))]
    trip.ask(_INSERT, rows)
    edges = [(bytes.fromhex(parent), ids[place]) for place, each in enumerate(revisions) for parent in each.header.parents]
    parents = {parent for parent, _ in edges}
    if edges:
        trip.ask("INSERT INTO edge (parent, child) VALUES (?, ?)", edges)
        trip.ask_in("DELETE FROM head WHERE revision IN", sorted(parents))
    heads = [(record, each) for record, each in zip(records, ids, strict=True) if each not in parents and each not in below]
    if heads:
        trip.ask("INSERT INTO head (record, revision) VALUES (?, ?)", heads)


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
    new = list(stored)
    with Trip(connection) as trip:
        before = trip.ask_in(DIGESTS, sorted({scope for scope, _ in new}))
    with Trip(connection) as trip:
        put_digests(trip, new, before)


def put_digests(trip: Trip, stored: Iterable[tuple[str, RevisionId]], before: Iterable[Sequence[Any]]) -> None:
    """As `add_to_digests`, for whoever writes more at once. `before` is what `DIGESTS` finds of their scopes."""
    sums: dict[str, list[int]] = {}
    for scope, each in stored:
        entry = sums.setdefault(scope, [0, 0])
        entry[0] += 1
        entry[1] += int(each, 16)
    for scope, revisions, total in before:
        if scope in sums:
            sums[scope][0] += revisions
            sums[scope][1] += int.from_bytes(total, "big")
    if sums:
        trip.ask(_KEEP_DIGEST, [(scope, count, _packed(total)) for scope, (count, total) in sums.items()])


def root_digest(connection: Connection, scopes: Iterable[str]) -> str:
    """One digest over the stored ids of these scopes: hex of 32 bytes. Scopes with nothing in them do not count."""
    return root_of(digest_rows(connection, scope_digest, scope_digest.c.revisions, scopes))


def root_of(digests: Iterable[Sequence[Any]]) -> str:
    """As `root_digest`, of rows of scope, revisions and total, sorted by scope."""
    return sha256(*digest_lines(digests)).hex()


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


def _numbered(revisions: Sequence[Revision], after: int) -> Iterator[tuple[int, Revision]]:
    return enumerate(revisions, start=after + 1)


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
