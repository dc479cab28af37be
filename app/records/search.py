"""Search: an index of the words of every record, in the encrypted file, filled behind and never on the saving path.

Functions over a transaction. What has been read is remembered by number, so filling goes on where it stopped, and what was
taken out of the record is marked to be read again. A row has the number of the record's newest revision: the newest is found
first, and a rebuilt index is the same. What was not read yet is looked through as it is, as far as it is little. Ids come first;
what they say is read by whoever asked.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from app.practice.errors import WrittenWithNewer
from app.practice.kinds import BY_NAME
from app.practice.merge import current
from app.practice.searching import SEARCHED, Asked, Part, Searched, holds, index_text, searched, standing
from app.records import bodies, ledger
from app.records.batches import chunks
from app.records.revision import RecordId, RevisionId
from app.records.tables import read_again, revision, state
from app.records.tables import searched as rows

SLICE = 40
"""The most records that are read into the index in one go."""

MOST = 100
"""The most that one search gives back: the newest."""

_STATE = "search read up to"
_UNREAD_AT_MOST = 400
_KINDS = tuple(kind.kind for kind in SEARCHED)
_NAME = "¤"
"""Before each word of a name in the index, where those called so are found at once."""
_LEFT_OUT, _PRIVATE, _MARKS = 1, 2, 4
"""A row's number is that of its newest revision times four, with these marks: what is not wanted is passed over unread."""
_STANDING = (
    "SELECT (SELECT value FROM state WHERE name = ?), (SELECT max(number) FROM revision), EXISTS (SELECT 1 FROM read_again)"
)
_IDS = "SELECT rowid FROM search WHERE search MATCH ? AND rowid & ? = 0 ORDER BY rowid DESC LIMIT ?"
_IDS_ABOUT = (
    "SELECT search.rowid FROM search JOIN searched AS s ON s.number = search.rowid "
    "WHERE search MATCH ? AND search.rowid & ? = 0 AND s.scope IN ({}) ORDER BY search.rowid DESC LIMIT ?"
)


@dataclass(frozen=True)
class Hit:
    """A record in which everything was found that was asked for."""

    record: RecordId
    kind: str
    scope: str


@dataclass(frozen=True)
class Reading:
    """How far the index is: of so many people, the records of so many are still being read. None when what was not read is so
    little that it is looked through as it is."""

    people: int
    left: int


def find(
    connection: Connection,
    asked: Asked,
    *,
    scopes: Collection[str] | None = None,
    left_out: bool = False,
    private: bool = True,
    most: int = MOST,
) -> list[Hit]:
    """The records in which everything stands that was asked for: those called so first, then the newest.

    `scopes`: only about these; `left_out`: also what was struck; `private`: also workers' own notes.
    """
    if not asked:
        return []
    fresh = _unread(connection)
    found: dict[RecordId, Hit] = {}
    if fresh:
        for hit in _looked_through(connection, fresh, asked, scopes, left_out, private):
            found[hit.record] = hit
    ids = ids_of(connection, asked, scopes=scopes, left_out=left_out, private=private, most=most + len(fresh))
    there: dict[int, Hit] = {}
    for chunk in chunks(ids):
        query = f"SELECT number, record, kind, scope FROM searched WHERE number IN ({','.join('?' * len(chunk))})"
        for number, record, kind, scope in _driver(connection).execute(query, tuple(chunk)):
            there[number] = Hit(record.hex(), kind, scope)
    for number in ids:
        hit = there[number]
        if hit.record not in fresh:
            found.setdefault(hit.record, hit)
    return list(found.values())[:most]


def ids_of(
    connection: Connection,
    asked: Asked,
    *,
    scopes: Collection[str] | None = None,
    left_out: bool = False,
    private: bool = True,
    most: int = MOST,
) -> list[int]:
    """The numbers of the rows in the index, as `find` does: all that is needed to know how much there is."""
    unwanted = (0 if left_out else _LEFT_OUT) | (0 if private else _PRIVATE)
    about = () if scopes is None else tuple(sorted(scopes))
    query = _IDS if scopes is None else _IDS_ABOUT.format(", ".join("?" * len(about)))
    ids: dict[int, None] = {}
    for mark in (_NAME, ""):
        match = " AND ".join(_term(part, mark) for part in asked.parts)
        ids.update((row[0], None) for row in _driver(connection).execute(query, (match, unwanted, *about, most)))
    return list(ids)[:most]


def fill(connection: Connection, most: int = SLICE) -> bool:
    """Read at most so many records into the index, in the caller's transaction. Says whether more is left."""
    again = list(connection.execute(select(read_again.c.record).limit(most)).scalars())
    if again:
        _read(connection, again)
        for chunk in chunks(again):
            connection.execute(delete(read_again).where(read_again.c.record.in_(chunk)))
    room = most - len(again)
    if not room:
        return True
    after = _read_up_to(connection)
    query = select(revision.c.number, revision.c.record).where(revision.c.number > after).order_by(revision.c.number)
    fresh = connection.execute(query.limit(room)).all()
    if fresh:
        last = int(fresh[-1].number)
        _read(connection, _not_changed_later(connection, [row.record for row in fresh], last))
        _put_read_up_to(connection, last)
    return len(fresh) == room


def reading(connection: Connection) -> Reading:
    """How far the index is."""
    scoped = revision.c.scope.like("person:%")
    after = _read_up_to(connection)
    left = set(connection.execute(select(revision.c.scope).where(revision.c.number > after, scoped).distinct()).scalars())
    marked = select(revision.c.scope).join(read_again, read_again.c.record == revision.c.record).where(scoped).distinct()
    left.update(connection.execute(marked).scalars())
    if not left or _unread(connection):
        return Reading(0, 0)
    people = connection.execute(
        select(func.count(func.distinct(revision.c.scope))).where(revision.c.kind == "person")
    ).scalar_one()
    return Reading(int(people), len(left))


def behind(connection: Connection) -> bool:
    """Whether anything is left to be read."""
    if connection.execute(select(read_again.c.record).limit(1)).first() is not None:
        return True
    return ledger.last_number(connection) > _read_up_to(connection)


def drop(connection: Connection, records: Iterable[RecordId]) -> None:
    """Take the words of these records out of the index at once, every letter of them, before or after the words themselves go.

    Of a record that stays with other words, those are read into it again.
    """
    gone = sorted(set(records))
    words: set[str] = set()
    for chunk in chunks(gone):
        for row in connection.execute(select(rows).where(rows.c.record.in_(chunk))).all():
            _take_out(connection, row)
            words.update(row.names.split(), row.words.split())
        marks = [{"record": each} for each in chunk]
        connection.execute(sqlite_insert(read_again).on_conflict_do_nothing(), marks)
    if gone:
        _step_back(connection, set(gone))
    if words and _signposts_left(connection, words):
        connection.exec_driver_sql("INSERT INTO search (search) VALUES ('rebuild')")


def rebuild(connection: Connection) -> None:
    """Forget the whole index. It fills again from the beginning."""
    connection.execute(delete(read_again))
    connection.exec_driver_sql("INSERT INTO search (search) VALUES ('delete-all')")
    connection.execute(delete(rows))
    _put_read_up_to(connection, 0)


def written_in(connection: Connection, revisions: Collection[RevisionId]) -> dict[RevisionId, tuple[RecordId, str]]:
    """For each of the revisions who wrote it and when."""
    found: dict[RevisionId, tuple[RecordId, str]] = {}
    for chunk in chunks(sorted(revisions)):
        query = select(revision.c.id, revision.c.author, revision.c.written).where(revision.c.id.in_(chunk))
        for row in connection.execute(query):
            found[row.id] = (row.author, row.written)
    return found


def _term(part: Part, mark: str) -> str:
    return f'"{" ".join(mark + word for word in part.words)}"{" *" if part.beginning else ""}'


def _unread(connection: Connection) -> dict[RecordId, None]:
    """The records that were not read into the index as they are now, the newest first; none if they are too many."""
    read, last, again = connection.exec_driver_sql(_STANDING, (_STATE,)).one()
    after = int(read or 0)
    if not again and after >= (last or 0):
        return {}
    query = select(revision.c.record).where(revision.c.number > after).order_by(revision.c.number.desc())
    fresh = list(connection.execute(query.limit(_UNREAD_AT_MOST + 1)).scalars())
    marked = list(connection.execute(select(read_again.c.record).limit(_UNREAD_AT_MOST)).scalars())
    return {} if len(fresh) > _UNREAD_AT_MOST else dict.fromkeys(fresh + marked)


def _looked_through(
    connection: Connection,
    records: Collection[RecordId],
    asked: Asked,
    scopes: Collection[str] | None,
    left_out: bool,
    private: bool,
) -> list[Hit]:
    found = []
    for record, scope, kind, _, said in _said(connection, list(records)):
        if (said.left_out and not left_out) or (said.private and not private) or (scopes is not None and scope not in scopes):
            continue
        if holds(asked, (*said.names, *said.words)):
            found.append(Hit(record, kind, scope))
    return found


def _said(connection: Connection, records: Sequence[RecordId]) -> list[tuple[RecordId, str, str, int, Searched]]:
    """Of each of the records that can be searched: whom it is about, its kind, its newest number, what can be found."""
    grouped: dict[RecordId, list[Any]] = {}
    for chunk in chunks(list(records)):
        query = select(revision.c.scope, revision.c.kind, revision.c.number, *bodies.READ)
        query = query.where(revision.c.record.in_(chunk), revision.c.kind.in_(_KINDS)).order_by(revision.c.number)
        for row in connection.execute(query):
            grouped.setdefault(row[3].hex(), []).append(row)
    found = []
    for record in records:
        group = grouped.get(record, [])
        try:
            now = current(record, [bodies.node(BY_NAME[row[1]], row[3:]) for row in group]) if group else None
        except WrittenWithNewer:
            continue
        said = searched(standing(now)) if now is not None else None
        if said is not None:
            found.append((record, group[0][0], group[0][1], int(group[-1][2]), said))
    return found


def _read(connection: Connection, records: Sequence[RecordId]) -> None:
    there: dict[RecordId, Any] = {}
    for chunk in chunks(list(records)):
        for row in connection.execute(select(rows).where(rows.c.record.in_(chunk))):
            there[row.record] = row
    entries: list[dict[str, Any]] = []
    fresh: list[int] = []
    for record, scope, kind, number, said in _said(connection, records):
        entry = {
            "number": number * _MARKS + said.left_out * _LEFT_OUT + said.private * _PRIVATE,
            "record": record,
            "kind": kind,
            "scope": scope,
            "left_out": int(said.left_out),
            "private": int(said.private),
            "names": " ".join(_NAME + word for word in index_text(said.names).split()),
            "words": index_text((*said.names, *said.words)),
        }
        old = there.get(record)
        if old is not None and dict(old._mapping) == entry:
            del there[record]
        else:
            entries.append(entry)
            fresh.append(number * _MARKS)
    numbers = [number + marks for number in fresh for marks in range(_MARKS)]
    stale = [row for chunk in chunks(numbers) for row in connection.execute(select(rows).where(rows.c.number.in_(chunk)))]
    for row in {row.record: row for row in (*there.values(), *stale)}.values():
        _take_out(connection, row)
    if entries:
        connection.execute(insert(rows), entries)
        texts = [(each["number"], each["names"], each["words"]) for each in entries]
        connection.exec_driver_sql("INSERT INTO search (rowid, names, words) VALUES (?, ?, ?)", texts)


def _take_out(connection: Connection, row: Any) -> None:
    given = (row.number, row.names, row.words)
    connection.exec_driver_sql("INSERT INTO search (search, rowid, names, words) VALUES ('delete', ?, ?, ?)", given)
    connection.execute(delete(rows).where(rows.c.number == row.number))


def _signposts_left(connection: Connection, words: Collection[str]) -> bool:
    """Whether the index still has beginnings of these words between its pages, though no record has a word that begins so."""
    ordered = sorted(word.encode() for word in words)
    for row in connection.exec_driver_sql("SELECT term FROM search_idx"):
        start = bytes(row.term)[1:] if isinstance(row.term, bytes) else str(row.term).encode()[1:]
        at = bisect_left(ordered, start)
        if start and at < len(ordered) and ordered[at].startswith(start):
            query = "SELECT rowid FROM search WHERE search MATCH ? LIMIT 1"
            beginning = f'"{start.decode(errors="ignore")}" *'
            if connection.exec_driver_sql(query, (beginning,)).first() is None:
                return True
    return False


def _not_changed_later(connection: Connection, records: Sequence[RecordId], last: int) -> list[RecordId]:
    """The records of which nothing comes after the number: the others are read when that is reached."""
    wanted = list(dict.fromkeys(records))
    later: set[RecordId] = set()
    for chunk in chunks(wanted):
        query = select(revision.c.record).where(revision.c.record.in_(chunk), revision.c.number > last)
        later.update(connection.execute(query).scalars())
    return [each for each in wanted if each not in later]


def _step_back(connection: Connection, gone: set[RecordId]) -> None:
    """Numbers at the end that become free are given out again: what then has them must be read."""
    after = _read_up_to(connection)
    query = select(revision.c.number, revision.c.record).where(revision.c.number <= after).order_by(revision.c.number.desc())
    last = 0
    with connection.execute(query.execution_options(yield_per=50)) as result:
        for row in result:
            if row.record not in gone:
                last = int(row.number)
                break
    if last < after:
        _put_read_up_to(connection, last)


def _driver(connection: Connection) -> Any:
    """The driver's own connection, in the transaction that is begun: somebody waits for every key."""
    return connection.connection.driver_connection


def _read_up_to(connection: Connection) -> int:
    kept = connection.execute(select(state.c.value).where(state.c.name == _STATE)).scalar()
    return int(kept) if kept else 0


def _put_read_up_to(connection: Connection, number: int) -> None:
    connection.execute(delete(state).where(state.c.name == _STATE))
    connection.execute(insert(state).values(name=_STATE, value=str(number).encode()))
