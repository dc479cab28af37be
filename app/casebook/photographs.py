"""Photos as a worker meets them: taking one in, putting it to a person's words, seeing it."""

from app.casebook.desk import Desk, Snapshot, allow_scope, changed, write_change
from app.casebook.saying import allow_note
from app.practice.changes import Changes
from app.practice.errors import NotFound
from app.practice.photos import PhotoHash, photo_name
from app.practice.statements import Statement
from app.records import photos
from app.records.book import FORGOTTEN_AFTER
from app.records.revision import RecordId, RevisionId, written_text

KEPT_AT_ONCE = 512 * 1024
"""Bytes in one transaction, so that typing never waits long for the disk."""


def take_in_photo(desk: Desk, data: bytes, name: str = "") -> PhotoHash:
    """Make what somebody chose into a photo and keep it; the same file is the same photo. Raises the `PhotoMistake` family, which
    says `name`, and `StoreFull` and its kin. It may take seconds: never on the window's thread.
    """
    from app.records.images import taken_in

    made = taken_in(data, name)
    keep_photo(desk, made.hash, made.data)
    return made.hash


def keep_photo(desk: Desk, photo: PhotoHash, data: bytes) -> None:
    """Keep a photo that was checked, in short writes. It is here when all of it is."""
    with desk.book.unit() as unit:
        photos.drop_forgotten(unit.connection, written_text(desk.clock() - FORGOTTEN_AFTER))
        here = bool(photos.is_here(unit.connection, photo))
        if not here:
            photos.drop_parts(unit.connection, photo)
        unit.commit()
    if here:
        return
    for start in range(0, len(data), KEPT_AT_ONCE):
        with desk.book.unit() as unit:
            photos.keep_part(unit.connection, photo, start, data[start : start + KEPT_AT_ONCE])
            unit.commit()
    with desk.book.unit() as unit:
        at = written_text(desk.clock())
        if photos.all_bytes(unit.connection, photo) == data:
            photos.finish(unit.connection, photo, len(data), at)
        else:
            photos.keep(unit.connection, photo, data, at)
        unit.commit()


def put_photo(desk: Desk, statement: RecordId, photo: PhotoHash, *, seen: RevisionId = "") -> Changes:
    """Put a photo to somebody's words, or with an empty one take it away, in a newer version written on the one that was `seen`.

    The former one is kept, and what was agreed about it lapses. Raises `NotFound` for a photo that is not here, `NotYourNote`,
    `AnotherVisitUnderWay`.
    """
    with desk.book.unit() as unit:
        allow_note(unit, desk, statement)
        if photo and not photos.is_here(unit.connection, photo):
            raise NotFound(what="photo", name=photo)
        name = photo_name(photo) if photo else ""
        write_change(unit, Statement, statement, lambda body: body.pictured(name), seen=seen)
        scope = unit.scope_of(statement)
        unit.commit()
    return changed(Statement, statement, scope)


def photo_of(desk: Desk, statement: RecordId) -> bytes | None:
    """The photo that was put to somebody's words; None when there is none, or it has not come to this laptop yet.

    Raises `NotFound`, `AnotherVisitUnderWay`.
    """
    with desk.book.view() as view:
        allow_scope(view, view.scope_of(statement))
        photo = view.current(Statement, statement).body.photo
        if not photo or not photos.is_here(view.connection, photo):
            return None
        return photos.all_bytes(view.connection, photo)


def bytes_in(view: Snapshot, photo: PhotoHash) -> bytes:
    """The bytes of a photo, within the caller's snapshot; none while it is not here."""
    connection = getattr(view, "connection", None)
    if connection is not None:
        return photos.all_bytes(connection, photo) if photos.is_here(connection, photo) else b""
    carried = getattr(view, "photo", None)
    found: bytes = carried(photo) if carried else b""
    return found
