"""The doors for photos: taking them from laptops, giving them to those who may see words that name them.

A photo is taken part by part into an upload that is the laptop's own, so what it is told never depends on whether the council has
the photo already, nor does how long it takes: it is looked at and written each time. Nobody sees it before it is whole, is the
one of its hash, and is a photo as they are kept. To have named one is not enough to be given it: see `app.records.photos`.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, delete, func, insert, not_, select, update

from app.practice.errors import PhotoMistake
from app.practice.photos import LIMITS, PhotoHash, is_photo_hash
from app.records import photos
from app.records.images import check_kept
from app.records.revision import written_text
from sync.photo_wire import (
    BYTES_TYPE,
    PARTIAL,
    PHOTO_PATH,
    PLACES_A_PAGE,
    Arrived,
    PhotosAnswer,
    PhotosRequest,
    place_bytes,
    place_text,
    read_content_range,
    read_range,
)
from sync.protocol import NotOurs, milliseconds, scope_bytes, unpack
from sync.server import audit, endings, identity, numbers, problems, uploads
from sync.server.asking import LineGone, Reply, Request
from sync.server.council import CouncilServer
from sync.server.identity import Visitor
from sync.server.projection import scopes_of, uk_day
from sync.server.tables import upload, upload_day, upload_part

GATHERED = 256 * 1024
"""Bytes that are kept in one transaction while a photo arrives."""


@dataclass(frozen=True)
class _Upload:
    """A laptop's own upload of a photo: how large it is to be, how much of it has arrived."""

    device: str
    photo: PhotoHash
    size: int
    arrived: int


def put(council: CouncilServer, request: Request) -> Arrived:
    """Take bytes of a photo where the laptop's own upload stopped; what came before a cut is kept. Says how far it has come."""
    try:
        return _put(council, request)
    finally:
        _drain(request)


def _put(council: CouncilServer, request: Request) -> Arrived:
    photo = _photo_of(request)
    try:
        start, length, size = read_content_range(request.headers.get("content-range", ""))
    except NotOurs as error:
        raise problems.not_understood(str(error)) from error
    if not 0 < size <= LIMITS.kept_bytes:
        raise problems.too_large()
    at = council.clock()
    with council.writing() as connection:
        who = identity.visitor(connection, request.token, at)
        if not uploads.may_give(connection, who, photo, at):
            raise problems.no_such_photo()
        known = _given_before(connection, who, photo, size, at)
        if known is not None:
            return Arrived(have=size, taken=True, scopes=known)
        found = _upload_of(connection, council, who.device, photo, size, at)
    if length and start <= found.arrived:
        found = _gather(council, found, request, start, start + length)
    if found.arrived < size:
        return Arrived(have=found.arrived)
    return Arrived(have=size, taken=True, scopes=_taken(council, who, found))


def _drain(request: Request) -> None:
    """Read what is still being sent: a laptop that sends hears the answer only when it has ended."""
    with suppress(problems.NoAnswer):
        while request.next_part():
            pass


def get(council: CouncilServer, request: Request) -> Reply:
    """The photo, or a part of it, to whoever may see words that name it."""
    photo = _photo_of(request)
    at = council.clock()
    with council.writing() as connection:
        who = _reader(connection, request.token, at)
        scopes = scopes_of(connection, who.staff, uk_day(at))
        size, seen_in = photos.size_placed(connection, photo, scopes)
        if not seen_in:
            raise problems.no_such_photo()
        asked = request.headers.get("range", "")
        try:
            part = read_range(asked, size) if asked else (0, size)
        except NotOurs as error:
            raise problems.not_understood(str(error)) from error
        if part is None:
            raise problems.past_the_end()
        audit.note(connection, at, "read photo", staff=who.staff, device=who.device, scopes={seen_in[0]: 1})
    start, length = part
    headers = [("content-type", BYTES_TYPE), ("cache-control", "no-store"), ("accept-ranges", "bytes")]
    headers.append(("content-length", str(length)))
    if asked:
        headers.append(("content-range", f"bytes {start}-{start + length - 1}/{size}"))
    return Reply(PARTIAL if asked else 200, _parts(council, photo, start, length), tuple(headers))


def which(council: CouncilServer, request: Request) -> PhotosAnswer:
    """Which photos the council has for the scopes that the laptop is fed."""
    at = council.clock()
    try:
        after = unpack(request.body, PhotosRequest).after
        last = place_text(after) if after else ("", "")
    except NotOurs as error:
        raise problems.not_understood(str(error)) from error
    with council.writing() as connection:
        who = _reader(connection, request.token, at)
        found = photos.placed_in(connection, scopes_of(connection, who.staff, uk_day(at)))
    page = [each for each in found if (each.scope, each.photo) > last][: PLACES_A_PAGE + 1]
    shown = page[:PLACES_A_PAGE]
    places = tuple((scope_bytes(each.scope), bytes.fromhex(each.photo), each.size) for each in shown)
    following = place_bytes(shown[-1].scope, shown[-1].photo) if len(page) > len(shown) else b""
    return PhotosAnswer(time=milliseconds(at), places=places, next=following)


def _reader(connection: Connection, token: str, at: datetime) -> Visitor:
    """Who may be given anything: not a laptop that was called back, which only hands in. Raises `NoAnswer`."""
    who = identity.visitor(connection, token, at)
    if who.recalled:
        raise endings.no_answer(who.recalled)
    return who


def _photo_of(request: Request) -> PhotoHash:
    found = request.path.removeprefix(PHOTO_PATH)
    if not is_photo_hash(found):
        raise problems.no_such_photo()
    return found


def _given_before(connection: Connection, who: Visitor, photo: PhotoHash, size: int, at: datetime) -> tuple[bytes, ...] | None:
    """The scopes for which it is given from now on, when this very laptop has given all its bytes before; else None."""
    proof = connection.execute(select(upload.c.arrived).where(*uploads.of(upload, who.device, photo))).scalar()
    if not proof or photos.is_here(connection, photo) != size:
        return None
    scopes = uploads.scopes_to_give(connection, who, photo, at)
    numbers.lock(connection, numbers.FEED)
    photos.place(connection, [photos.Placed(scope, photo, size) for scope in scopes])
    return tuple(scope_bytes(scope) for scope in scopes)


def _upload_of(connection: Connection, council: CouncilServer, device: str, photo: PhotoHash, size: int, at: datetime) -> _Upload:
    """The laptop's upload, begun now if there is none of this size. Raises `NoAnswer` when it has sent more than it may."""
    allowed = council.settings.photos
    _expire(connection, device, at - timedelta(days=allowed.begun_days))
    row = connection.execute(select(upload).where(upload.c.device == device, upload.c.photo == photo)).one_or_none()
    open_now = not_(upload.c.arrived >= upload.c.size)
    sent = select(upload_day.c.bytes).where(upload_day.c.device == device, upload_day.c.day == at.date())
    if (connection.execute(sent).scalar() or 0) >= allowed.day_bytes:
        raise problems.slow_down(3_600)
    if row is not None and row.size == size:
        return _Upload(device, photo, size, uploads.arrived(connection, device, photo))
    if row is not None:
        uploads.let_go(connection, device, photo)
    begun = select(func.count()).select_from(upload).where(upload.c.device == device, open_now)
    if connection.execute(begun).scalar_one() >= allowed.begun:
        raise problems.slow_down(3_600)
    entry = {"device": device, "photo": photo, "size": size, "arrived": 0, "touched": written_text(at)}
    connection.execute(insert(upload).values(entry))
    return _Upload(device, photo, size, 0)


def _gather(council: CouncilServer, found: _Upload, request: Request, start: int, end: int) -> _Upload:
    """Read what comes and keep it as it comes; what the council has already is passed over."""
    passed, gathered = found.arrived - start, bytearray()
    try:
        while part := request.next_part():
            gathered += part[passed:]
            passed = max(passed - len(part), 0)
            if found.arrived + len(gathered) > end:
                raise problems.not_understood("more bytes than were announced")
            if len(gathered) >= GATHERED:
                found = _keep_part(council, found, bytes(gathered))
                gathered.clear()
    except LineGone:
        _keep_part(council, found, bytes(gathered))
        raise
    return _keep_part(council, found, bytes(gathered))


def _keep_part(council: CouncilServer, found: _Upload, data: bytes) -> _Upload:
    """Keep the bytes where the upload stands. If it no longer stands there, another request of the laptop has been quicker."""
    if not data:
        return found
    at = council.clock()
    with council.writing() as connection:
        row = connection.execute(
            select(upload.c.size).where(*uploads.of(upload, found.device, found.photo)).with_for_update()
        ).one_or_none()
        stands = uploads.arrived(connection, found.device, found.photo)
        if row is None or row.size != found.size or stands != found.arrived:
            raise problems.busy(1)
        entry = {"device": found.device, "photo": found.photo, "start": found.arrived, "bytes": data}
        connection.execute(insert(upload_part).values(entry))
        connection.execute(update(upload).where(*uploads.of(upload, found.device, found.photo)).values(touched=written_text(at)))
        _count(connection, found.device, at, len(data))
    return _Upload(found.device, found.photo, found.size, found.arrived + len(data))


def _taken(council: CouncilServer, who: Visitor, found: _Upload) -> tuple[bytes, ...]:
    """Look at the whole photo; keep it if it is one. Raises `NoAnswer` when it is none, and begins again then."""
    with council.store.reading() as connection:
        data = uploads.all_bytes(connection, found.device, found.photo)
    try:
        check_kept(data, found.photo)
    except PhotoMistake as mistake:
        with council.writing() as connection:
            uploads.let_go(connection, found.device, found.photo)
            audit.note(connection, council.clock(), "photo refused", staff=who.staff, device=who.device)
        raise problems.no_photo() from mistake
    at = council.clock()
    with council.writing() as connection:
        numbers.lock(connection, numbers.FEED)
        still_named = uploads.may_give(connection, who, found.photo, at)
        scopes = uploads.scopes_to_give(connection, who, found.photo, at)
        if still_named:
            _keep(connection, who, found, data, scopes, at)
        else:
            uploads.let_go(connection, found.device, found.photo)
    if not still_named:
        raise problems.no_such_photo()
    return tuple(scope_bytes(scope) for scope in scopes)


def _keep(connection: Connection, who: Visitor, found: _Upload, data: bytes, scopes: list[str], at: datetime) -> None:
    """The photo is there from now on. One that was there before is written anew: it takes as long."""
    photos.keep(connection, found.photo, data, written_text(at))
    photos.place(connection, [photos.Placed(scope, found.photo, found.size) for scope in scopes])
    connection.execute(delete(upload_part).where(*uploads.of(upload_part, found.device, found.photo)))
    done = {"arrived": found.size, "touched": written_text(at)}
    connection.execute(update(upload).where(*uploads.of(upload, found.device, found.photo)).values(done))
    noted: dict[str, int] | None = dict.fromkeys(scopes, 1) or None
    audit.note(connection, at, "wrote photo", staff=who.staff, device=who.device, scopes=noted)


def _parts(council: CouncilServer, photo: PhotoHash, start: int, length: int) -> Iterator[bytes]:
    """The bytes, each part read when it is asked for: no transaction is open while a slow laptop reads."""
    end = start + length
    while start < end:
        with council.store.reading() as connection:
            part = photos.read(connection, photo, start, min(LIMITS.part_bytes, end - start))
        if not part:
            raise problems.no_such_photo()
        start += len(part)
        yield part


def _count(connection: Connection, device: str, at: datetime, sent: int) -> None:
    same = and_(upload_day.c.device == device, upload_day.c.day == at.date())
    before = connection.execute(select(upload_day.c.bytes).where(same)).scalar()
    connection.execute(delete(upload_day).where(upload_day.c.device == device))
    connection.execute(insert(upload_day).values(device=device, day=at.date(), bytes=(before or 0) + sent))


def _expire(connection: Connection, device: str, before: datetime) -> None:
    old = and_(upload.c.device == device, upload.c.arrived < upload.c.size, upload.c.touched < written_text(before))
    for photo in connection.execute(select(upload.c.photo).where(old)).scalars().all():
        uploads.let_go(connection, device, photo)
