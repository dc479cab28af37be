"""Photos on the laptops of tests: taken in, put to words, looked for; and what the council really has, by SQL of its own."""

from sqlalchemy import text

from app.casebook.desk import Desk
from app.casebook.photographs import keep_photo, put_photo
from app.office import shipped_guides
from app.practice.people import Role, Speaker
from app.practice.photos import photo_name
from app.practice.statements import Statement
from app.records import exchange as kept
from app.records import photos
from app.records.images import Photo
from app.records.revision import person_scope
from sync.photo_wire import PHOTO_PATH, content_range
from sync.server import doors
from sync.server.asking import Reply, Request
from sync.server.council import CouncilServer
from tests.sync.laptops import Laptop


def desk_over(laptop: Laptop) -> Desk:
    return Desk(laptop.book, laptop.clock, shipped_guides())


def show(laptop: Laptop, person: str, photo: Photo, words: str = "That is Biscuit.") -> str:
    """A statement with the photo, as a worker makes one."""
    keep_photo(desk_over(laptop), photo.hash, photo.data)
    record = laptop.say(person, words)
    put_photo(desk_over(laptop), record, photo.hash)
    return record


def name_only(laptop: Laptop, person: str, photo: str) -> str:
    """A statement that names a photo which was never here."""
    with laptop.book.unit() as unit:
        body = Statement(words="Look.", speaker=Speaker(role=Role.PERSON), picture=photo_name(photo))
        record = unit.seal(body, scope=person_scope(person))
        unit.commit()
    return record


def has(laptop: Laptop, photo: Photo) -> bool:
    """Whether the laptop has the photo, every byte of it, once."""
    with laptop.book.view() as view:
        parts = view.connection.execute(text("SELECT count(*), coalesce(sum(length(bytes)), 0) FROM photo_part")).one()
        here = photos.is_here(view.connection, photo.hash)
        data = photos.all_bytes(view.connection, photo.hash)
    assert not here or (data == photo.data and parts[1] >= len(data))
    return bool(here)


def council_has(council: CouncilServer, photo: Photo) -> bool:
    """Whether the council has the photo, every byte of it, once."""
    with council.store.reading() as connection:
        rows = connection.execute(text("SELECT size FROM photo WHERE hash = :hash"), {"hash": bytes.fromhex(photo.hash)}).all()
        parts = connection.execute(
            text("SELECT bytes FROM photo_part WHERE photo = :hash ORDER BY start"), {"hash": bytes.fromhex(photo.hash)}
        ).scalars()
        data = b"".join(bytes(part) for part in parts)
    assert len(rows) <= 1
    assert not rows or data == photo.data
    return bool(rows)


def count(council: CouncilServer, table: str) -> int:
    with council.store.reading() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def token_of(laptop: Laptop) -> str:
    with laptop.book.view() as view:
        return kept.state_of(view).token


def ask(council: CouncilServer, laptop: Laptop, method: str, name: str, body: bytes = b"", **headers: str) -> Reply:
    """A request of a laptop's own making."""
    given = {"authorization": f"Bearer {token_of(laptop)}", **{key.replace("_", "-"): value for key, value in headers.items()}}
    parts = iter([body] if body else [])
    path = PHOTO_PATH + name
    request = Request(method, path, given, b"" if method == "PUT" else body, next_part=lambda: next(parts, b""))
    reply = doors.answer_request(council, doors.door_at(method, path), request)
    return reply._replace(content=reply.whole())


def give(council: CouncilServer, laptop: Laptop, made: Photo, start: int = 0, end: int | None = None) -> Reply:
    data = made.data[start:end]
    header = content_range(start, len(data), len(made.data))
    return ask(council, laptop, "PUT", made.hash, data, content_range=header)
