"""What laptops have given or begun to give of photos, who may give which, and for which scopes it counts.

An `upload` that ended stays, without its bytes, as the proof that this laptop has had the photo in its hands.
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, delete, exists, func, not_, select

from app.practice.photos import PhotoHash, photos_named
from app.records import photos
from app.records.revision import Revision
from app.records.tables import photo as photo_table
from app.records.tables import photo_name, revision
from sync.protocol import Row
from sync.server.admission import Answer
from sync.server.identity import Visitor
from sync.server.projection import scopes_of, uk_day
from sync.server.tables import pending, upload, upload_part

_ROW = msgspec.msgpack.Decoder(Row)


def follow(connection: Connection, new: Sequence[Revision]) -> None:
    """Give photos for the scopes of revisions that have just been stored, where the laptop that wrote them has given the bytes
    before: those that were held until now, and those that name a photo once more.
    """
    for each in new:
        for name in sorted(photos_named(each.body)):
            size = photos.is_here(connection, name)
            proof = select(upload.c.arrived).where(upload.c.device == each.header.device, upload.c.photo == name)
            if size and connection.execute(proof).scalar() == size:
                photos.place(connection, [photos.Placed(each.header.scope, name, size)])


def drop_unnamed(connection: Connection) -> None:
    """Take out what laptops gave, or have begun to give, that no words name any more. To be called when words were erased."""
    photos.drop_unnamed(connection)
    held = named_by_held(connection, None)
    unnamed = not_(exists().where(photo_name.c.photo == upload.c.photo))
    for row in connection.execute(select(upload.c.device, upload.c.photo).where(unnamed)).all():
        if row.photo not in held:
            let_go(connection, row.device, row.photo)
    for_held = connection.execute(select(photo_table.c.hash).where(photo_table.c.named == 0)).scalars().all()
    photos.drop(connection, [each for each in for_held if each not in held])


def scopes_to_give(connection: Connection, who: Visitor, photo: PhotoHash, at: datetime) -> list[str]:
    """The scopes of stored words that name the photo, of those that the laptop may see or has written itself."""
    seen = set(scopes_of(connection, who.staff, uk_day(at)))
    query = select(photo_name.c.scope, revision.c.device).join(revision, revision.c.id == photo_name.c.revision)
    rows = connection.execute(query.where(photo_name.c.photo == photo)).all()
    return sorted({row.scope for row in rows if row.scope in seen or row.device == who.device})


def may_give(connection: Connection, who: Visitor, photo: PhotoHash, at: datetime) -> bool:
    """Whether stored words that it may see, or stored or held ones that it wrote, name the photo."""
    named = bool(scopes_to_give(connection, who, photo, at))
    return named or photo in named_by_held(connection, who.device)


def named_by_held(connection: Connection, device: str | None) -> set[PhotoHash]:
    """What is named by words that are held for a manager, of one laptop or of all."""
    query = select(pending.c.row).where(pending.c.answer == Answer.HELD.value, pending.c.row.is_not(None))
    if device is not None:
        query = query.where(pending.c.device == device)
    return {name for data in connection.execute(query).scalars() for name in photos_named(_ROW.decode(data).body)}


def let_go(connection: Connection, device: str, photo: PhotoHash) -> None:
    """Forget the laptop's upload and what came of it."""
    connection.execute(delete(upload_part).where(*of(upload_part, device, photo)))
    connection.execute(delete(upload).where(*of(upload, device, photo)))


def arrived(connection: Connection, device: str, photo: PhotoHash) -> int:
    """How many bytes of the laptop's own upload are here, from the beginning."""
    ends = func.max(upload_part.c.start + func.length(upload_part.c.bytes))
    return int(connection.execute(select(ends).where(*of(upload_part, device, photo))).scalar() or 0)


def all_bytes(connection: Connection, device: str, photo: PhotoHash) -> bytes:
    """All that has come of it."""
    query = select(upload_part.c.bytes).where(*of(upload_part, device, photo)).order_by(upload_part.c.start)
    return b"".join(connection.execute(query).scalars())


def of(table: Table, device: str, photo: PhotoHash) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The rows of a laptop's own upload."""
    return table.c.device == device, table.c.photo == photo
