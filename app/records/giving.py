"""Photos between this laptop and its council: which are still to be given, which to be fetched, and what went wrong.

Functions over a `View` or a `Unit` of the laptop. A photo is *with the council* when it is placed for every scope that names it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, exists, func, insert, not_, select

from app.practice.photos import LIMITS, PhotoHash
from app.records import photos
from app.records.book import Unit, View
from app.records.revision import written_text
from app.records.tables import photo, photo_name, photo_place, photo_trouble, waiting

MOST_BYTES = LIMITS.kept_bytes
"""Of a photo that is fetched."""
GIVEN = "given"
"""The council has it, and keeps it with words that it holds for a manager."""
SENT, FETCHED = "sent", "fetched"
"""Ways in which it can go wrong."""
TRIES = 3
"""So often a photo is tried before it is put aside."""
REFUSED = "refused"
"""The council will not have it: it is put aside at once."""


@dataclass(frozen=True)
class PutAside:
    """A photo that could not be given or fetched, by code and in words for a person."""

    photo: PhotoHash
    way: str
    code: str
    words: str
    at: str


def not_given(view: View, scopes: Iterable[str] | None = None) -> int:
    """How many photos that are here the council does not have, in these scopes or in all."""
    query = select(func.count(photo_name.c.photo.distinct())).where(_is_here(), not_(_placed()), not_(_trouble(GIVEN)))
    if scopes is not None:
        query = query.where(photo_name.c.scope.in_(sorted(set(scopes))))
    return int(view.connection.execute(query).scalar_one())


def to_give(view: View) -> list[tuple[PhotoHash, int]]:
    """Photos that may go now, each with its size, the smallest first: their words are with the council, or held there.

    Those that were put aside are left out.
    """
    unsent = exists().where(waiting.c.revision == photo_name.c.revision)
    query = (
        select(photo_name.c.photo, photo.c.size)
        .join(photo, photo.c.hash == photo_name.c.photo)
        .where(not_(_placed()), not_(_trouble(GIVEN)), not_(_put_aside(SENT)), not_(unsent))
        .distinct()
    )
    return [(row.photo, row.size) for row in view.connection.execute(query.order_by(photo.c.size, photo_name.c.photo))]


def to_fetch(view: View, first: Collection[str] = ()) -> list[tuple[PhotoHash, int]]:
    """Photos that the council has for scopes of this laptop and that are not here, each with its size: of the scopes that are
    to come first, then of all others. Those that were put aside are left out.
    """
    query = (
        select(photo_name.c.scope, photo_name.c.photo, photo_place.c.size)
        .join(photo_place, and_(photo_place.c.scope == photo_name.c.scope, photo_place.c.photo == photo_name.c.photo))
        .where(not_(_is_here()), not_(_put_aside(FETCHED)))
        .distinct()
    )
    rows = view.connection.execute(query.order_by(photo_name.c.photo)).all()
    ordered = sorted(rows, key=lambda row: (row.scope not in first, row.size))
    return list(dict.fromkeys((row.photo, row.size) for row in ordered))


def coming(view: View) -> int:
    """How many photos the council has for this laptop that are not here yet, those put aside not counted."""
    return len({each for each, _ in to_fetch(view)})


def given(unit: Unit, photo_hash: PhotoHash, scopes: Iterable[str], at: datetime) -> None:
    """The council has taken the photo, for these scopes; or for none yet, with words that it holds for a manager."""
    no_trouble(unit, photo_hash)
    size = photos.is_here(unit.connection, photo_hash)
    places = [photos.Placed(scope, photo_hash, size) for scope in scopes]
    photos.place(unit.connection, places)
    if not places:
        _note(unit, photo_hash, GIVEN, "", "", at, 0)


def placed_as(unit: Unit, scopes: Collection[str], places: Collection[photos.Placed]) -> None:
    """For these scopes the council has exactly these photos: what it lacks is to be given again."""
    wanted, names = set(scopes), unit.connection.execute(select(photo_name.c.scope, photo_name.c.photo))
    named = {(row.scope, row.photo) for row in names if row.scope in wanted}
    theirs = {(each.scope, each.photo): each for each in places if (each.scope, each.photo) in named}
    mine = {(each.scope, each.photo): each for each in photos.placed_in(unit.connection, scopes)}
    photos.displace(unit.connection, sorted(set(mine) - set(theirs)))
    new = [theirs[each] for each in sorted(theirs) if mine.get(each) != theirs[each]]
    photos.place(unit.connection, new)
    for each in new:
        came = and_(photo_trouble.c.photo == each.photo, photo_trouble.c.way == FETCHED)
        unit.connection.execute(delete(photo_trouble).where(came))


def went_wrong(unit: Unit, photo_hash: PhotoHash, way: str, code: str, words: str, at: datetime) -> None:
    """It could not be given or fetched. After `TRIES`, or when it was refused, it is put aside and stops nothing else."""
    before = unit.connection.execute(
        select(photo_trouble.c.times).where(photo_trouble.c.photo == photo_hash, photo_trouble.c.way == way)
    ).scalar()
    unit.connection.execute(delete(photo_trouble).where(photo_trouble.c.photo == photo_hash, photo_trouble.c.way == way))
    _note(unit, photo_hash, way, code, words, at, TRIES if code == REFUSED else (before or 0) + 1)


def no_trouble(unit: Unit, photo_hash: PhotoHash) -> None:
    """It went well after all."""
    unit.connection.execute(delete(photo_trouble).where(photo_trouble.c.photo == photo_hash))


def put_aside(view: View) -> list[PutAside]:
    """What was put aside, the oldest first."""
    query = select(photo_trouble).where(photo_trouble.c.way != GIVEN, photo_trouble.c.times >= TRIES)
    rows = view.connection.execute(query.order_by(photo_trouble.c.at))
    return [PutAside(row.photo, row.way, row.code, row.words, row.at) for row in rows]


def try_again(unit: Unit) -> int:
    """Let what was put aside be tried once more. Returns how many."""
    return int(unit.connection.execute(delete(photo_trouble).where(photo_trouble.c.way != GIVEN)).rowcount)


def _note(unit: Unit, photo_hash: PhotoHash, way: str, code: str, words: str, at: datetime, times: int) -> None:
    entry = {"photo": photo_hash, "way": way, "code": code, "words": words, "at": written_text(at), "times": times}
    unit.connection.execute(insert(photo_trouble).values(entry))


def _is_here() -> ColumnElement[bool]:
    return exists().where(photo.c.hash == photo_name.c.photo)


def _placed() -> ColumnElement[bool]:
    return exists().where(photo_place.c.photo == photo_name.c.photo, photo_place.c.scope == photo_name.c.scope)


def _trouble(way: str) -> ColumnElement[bool]:
    return exists().where(photo_trouble.c.photo == photo_name.c.photo, photo_trouble.c.way == way)


def _put_aside(way: str) -> ColumnElement[bool]:
    return exists().where(photo_trouble.c.photo == photo_name.c.photo, photo_trouble.c.way == way, photo_trouble.c.times >= TRIES)
