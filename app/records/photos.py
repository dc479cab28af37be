"""Photos in a database: their bytes in parts, which revisions name them, for which scopes the council has them.

The part that laptop and council share. All functions work inside the caller's transaction. A photo is *here* when it is whole and
was checked; before that its parts may lie here, of one that is on its way. It is *placed* in a scope when the council has it
for that scope: when somebody who may see the scope has given it the bytes. To name a photo is not enough to be given it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, delete, exists, func, insert, inspect, not_, select, update

from app.practice.photos import LIMITS, PhotoHash, photos_named
from app.records.batches import chunks, digest_lines, digest_rows
from app.records.canonical import sha256
from app.records.revision import Revision
from app.records.tables import draft, photo, photo_digest, photo_name, photo_part, photo_place, revision


@dataclass(frozen=True)
class Placed:
    """That the council has a photo of so many bytes for a scope."""

    scope: str
    photo: PhotoHash
    size: int


def note_names(connection: Connection, revisions: Iterable[Revision]) -> None:
    """Remember which photos these revisions, which have just been kept, name."""
    rows = [
        {"photo": each, "revision": kept.id, "scope": kept.header.scope}
        for kept in revisions
        for each in sorted(photos_named(kept.body))
    ]
    if rows:
        connection.execute(insert(photo_name), rows)
        for chunk in chunks(sorted({row["photo"] for row in rows})):
            connection.execute(update(photo).where(photo.c.hash.in_(chunk)).values(named=1))


def scopes_naming(connection: Connection, photo_hash: PhotoHash) -> set[str]:
    """The scopes in which a revision kept here names the photo."""
    return set(connection.execute(select(photo_name.c.scope).where(photo_name.c.photo == photo_hash)).scalars())


def is_here(connection: Connection, photo_hash: PhotoHash) -> int:
    """The size of the photo when it is here, else 0."""
    return int(connection.execute(select(photo.c.size).where(photo.c.hash == photo_hash)).scalar() or 0)


def keep_part(connection: Connection, photo_hash: PhotoHash, start: int, data: bytes) -> None:
    """Keep bytes of a photo that is on its way: those from `start` on, where the ones before end."""
    for at in range(0, len(data), LIMITS.part_bytes):
        part = data[at : at + LIMITS.part_bytes]
        connection.execute(insert(photo_part).values(photo=photo_hash, start=start + at, bytes=part))


def arrived(connection: Connection, photo_hash: PhotoHash) -> int:
    """How many bytes of the photo lie here, from its beginning on."""
    query = select(func.max(photo_part.c.start + func.length(photo_part.c.bytes))).where(photo_part.c.photo == photo_hash)
    return int(connection.execute(query).scalar() or 0)


def read(connection: Connection, photo_hash: PhotoHash, start: int, length: int) -> bytes:
    """Bytes of the photo, of which no more parts are read than hold them."""
    found = bytearray()
    ends = photo_part.c.start + func.length(photo_part.c.bytes)
    query = select(photo_part.c.start, photo_part.c.bytes).where(
        photo_part.c.photo == photo_hash, photo_part.c.start < start + length, ends > start
    )
    for row in connection.execute(query.order_by(photo_part.c.start)):
        found += row.bytes[max(start - row.start, 0) : start + length - row.start]
    return bytes(found)


def all_bytes(connection: Connection, photo_hash: PhotoHash) -> bytes:
    """All that lies here of the photo."""
    query = select(photo_part.c.bytes).where(photo_part.c.photo == photo_hash).order_by(photo_part.c.start)
    return b"".join(connection.execute(query).scalars())


def finish(connection: Connection, photo_hash: PhotoHash, size: int, at: str) -> None:
    """The photo, whose parts all lie here and were checked, is here from now on."""
    named = exists().where(photo_name.c.photo == photo_hash)
    is_named = int(bool(connection.execute(select(named)).scalar()))
    connection.execute(delete(photo).where(photo.c.hash == photo_hash))
    connection.execute(insert(photo).values(hash=photo_hash, size=size, named=is_named, kept=at))


def keep(connection: Connection, photo_hash: PhotoHash, data: bytes, at: str) -> None:
    """Keep a whole photo that was checked. One that is here already is written anew: it takes as long, and changes nothing."""
    connection.execute(delete(photo_part).where(photo_part.c.photo == photo_hash))
    keep_part(connection, photo_hash, 0, data)
    finish(connection, photo_hash, len(data), at)


def drop_parts(connection: Connection, photo_hash: PhotoHash) -> None:
    """Begin a photo that is on its way from its beginning again."""
    connection.execute(delete(photo_part).where(photo_part.c.photo == photo_hash))


def place(connection: Connection, places: Collection[Placed]) -> None:
    """The council has these photos for these scopes."""
    for each in places:
        same = and_(photo_place.c.scope == each.scope, photo_place.c.photo == each.photo)
        connection.execute(delete(photo_place).where(same))
        connection.execute(insert(photo_place).values(scope=each.scope, photo=each.photo, size=each.size))
    _count(connection, {each.scope for each in places})


def displace(connection: Connection, places: Collection[tuple[str, PhotoHash]]) -> None:
    """The council does not have these photos for these scopes after all."""
    for scope, each in places:
        connection.execute(delete(photo_place).where(photo_place.c.scope == scope, photo_place.c.photo == each))
    _count(connection, {scope for scope, _ in places})


def placed_in(connection: Connection, scopes: Iterable[str]) -> list[Placed]:
    """All photos that the council has for these scopes, sorted by scope and hash."""
    found: list[Placed] = []
    for chunk in chunks(sorted(set(scopes))):
        query = select(photo_place).where(photo_place.c.scope.in_(chunk))
        for row in connection.execute(query.order_by(photo_place.c.scope, photo_place.c.photo)):
            found.append(Placed(row.scope, row.photo, row.size))
    return found


def size_placed(connection: Connection, photo_hash: PhotoHash, scopes: Iterable[str]) -> tuple[int, list[str]]:
    """How large the photo is and for which of these scopes the council has it; 0 and none when for none of them."""
    rows = connection.execute(select(photo_place.c.scope, photo_place.c.size).where(photo_place.c.photo == photo_hash)).all()
    wanted = set(scopes)
    found = [row for row in rows if row.scope in wanted]
    return (found[0].size, sorted(row.scope for row in found)) if found else (0, [])


def digest_of(connection: Connection, scopes: Iterable[str]) -> bytes:
    """One digest over the photos that the council has for these scopes: equal sets have equal digests, none has an empty one."""
    return digest_from(digest_rows(connection, photo_digest, photo_digest.c.photos, scopes))


def digest_from(rows: Iterable[Sequence[Any]]) -> bytes:
    """As `digest_of`, of rows of scope, photos and total, sorted by scope."""
    lines = digest_lines(rows)
    return sha256(*lines)[:16] if lines else b""


def drop_unnamed(connection: Connection) -> bool:
    """Take out every photo that no revision names any more whose words are here, with all that was known of it.

    To be called whenever words were taken out: erased, let go. Says whether any bytes went. One that two revisions named stays
    for the other; so does one that is being chosen, in a draft or just now. The bytes are out of every file only after the
    transaction.
    """
    if not _forget_names(connection):
        return False
    unnamed = not_(exists().where(photo_name.c.photo == photo_part.c.photo))
    chosen = exists().where(photo.c.hash == photo_part.c.photo, photo.c.named == 0)
    return _drop_bytes(connection, select(photo_part.c.photo).where(unnamed, not_(chosen)).distinct())


def let_lie(connection: Connection) -> None:
    """Words were left out that may yet be put back: what they alone named lies here until `drop_forgotten`."""
    if _forget_names(connection):
        unnamed = not_(exists().where(photo_name.c.photo == photo.c.hash))
        connection.execute(update(photo).where(photo.c.named == 1, unnamed).values(named=0, kept=""))


def drop_forgotten(connection: Connection, before: str) -> bool:
    """Take out what nothing names of what was left lying, or was taken in before that time, or was never taken in to its end.
    Says whether any was."""
    unnamed = not_(exists().where(photo_name.c.photo == photo_part.c.photo))
    fresh = exists().where(photo.c.hash == photo_part.c.photo, photo.c.kept >= before)
    return _drop_bytes(connection, select(photo_part.c.photo).where(unnamed, not_(fresh)).distinct())


def drop(connection: Connection, gone: Collection[PhotoHash]) -> None:
    """Take the bytes of these out, whatever names them."""
    for chunk in chunks(sorted(gone)):
        connection.execute(delete(photo_part).where(photo_part.c.photo.in_(chunk)))
        connection.execute(delete(photo).where(photo.c.hash.in_(chunk)))


def _forget_names(connection: Connection) -> bool:
    """Forget the names that went with their revisions. Says whether any did."""
    gone = not_(exists().where(revision.c.id == photo_name.c.revision, revision.c.body.is_not(None)))
    if not connection.execute(delete(photo_name).where(gone)).rowcount:
        return False
    _drop_places(connection)
    return True


def _drop_places(connection: Connection) -> None:
    named = exists().where(photo_name.c.photo == photo_place.c.photo, photo_name.c.scope == photo_place.c.scope)
    gone = connection.execute(select(photo_place.c.scope, photo_place.c.photo).where(not_(named))).all()
    displace(connection, [(row.scope, row.photo) for row in gone])


def _drop_bytes(connection: Connection, query: Select[Any]) -> bool:
    gone = set(connection.execute(query).scalars())
    if gone and inspect(connection).has_table(draft.name):
        for body in connection.execute(select(draft.c.body)).scalars():
            gone -= photos_named(body)
    drop(connection, gone)
    return bool(gone)


def _count(connection: Connection, scopes: Iterable[str]) -> None:
    for scope in sorted(scopes):
        connection.execute(delete(photo_digest).where(photo_digest.c.scope == scope))
        hashes = connection.execute(select(photo_place.c.photo).where(photo_place.c.scope == scope)).scalars().all()
        if hashes:
            total = sum(int(each, 16) for each in hashes) % 2**256
            entry = {"scope": scope, "photos": len(hashes), "total": total.to_bytes(32, "big")}
            connection.execute(insert(photo_digest).values(entry))
