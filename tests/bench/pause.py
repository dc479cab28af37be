"""Keeping one pause of typing, against the bare encrypted driver doing the same; and the pages it writes counted."""

import itertools
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite
from rows import Row, in_turn

from app.casebook.saying import Typed, Typing, keep_typing
from app.office import Office
from app.practice.people import Role, Speaker
from app.records.revision import new_record

PAUSES = 200
RUNS = 9
WAL_HEADER, FRAME_HEADER, PAGE = 32, 24, 4096
WORDS = "Radio 3 on low from the moment I wake. Off when anyone talks to me. "


def measure() -> Iterator[Row]:
    """Two rows: time, and pages written."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        office = Office(folder / "ours")
        desk = office.make("Helen Price", "example four blue cups")
        person, visit, her = new_record(), new_record(), Speaker(role=Role.PERSON, name="Maggie")
        ours_record = new_record()
        bare = _bare(folder / "bare.db")
        bare_record = bytes.fromhex(new_record())
        counter = itertools.count()

        def words() -> str:
            return WORDS * 12 + str(next(counter))

        def ours() -> float:
            begin = time.perf_counter()
            for _ in range(PAUSES):
                keep_typing(desk, Typing(ours_record, person, visit, Typed(words=words(), speaker=her)))
            return (time.perf_counter() - begin) / PAUSES * 1000

        def peer() -> float:
            begin = time.perf_counter()
            for _ in range(PAUSES):
                bare.execute("BEGIN IMMEDIATE")
                bare.execute(
                    "INSERT INTO draft VALUES (?, ?, ?)"
                    " ON CONFLICT (record) DO UPDATE SET body = excluded.body, at = excluded.at",
                    (bare_record, words().encode(), datetime.now(UTC).isoformat()),
                )
                bare.execute("COMMIT")
            return (time.perf_counter() - begin) / PAUSES * 1000

        mine, theirs = in_turn(ours, peer, RUNS)
        yield Row("keeping one pause of typing, against the bare driver", "ms", mine, theirs, 1.5)
        yield Row("pages written for one pause, against three", "pages", (_pages(desk, person, visit, her),), (3.0,), 1.0)
        bare.close()
        office.close()


def _pages(desk: object, person: str, visit: str, her: Speaker) -> float:
    """The most frames that one pause of 2,000 characters adds to the write-ahead log."""
    wal = desk.book.path.with_name(desk.book.path.name + "-wal")  # type: ignore[attr-defined]
    with desk.book.unit() as unit:  # type: ignore[attr-defined]
        unit.commit()
    most = 0
    record = new_record()
    for place in range(20):
        _checkpoint(desk)
        before = _frames(wal)
        keep_typing(desk, Typing(record, person, visit, Typed(words=str(place % 10) * 2000, speaker=her)))  # type: ignore[arg-type]
        most = max(most, _frames(wal) - before)
    return float(most)


def _checkpoint(desk: object) -> None:
    with desk.book._engine.connect() as connection:  # type: ignore[attr-defined]
        raw = connection.connection.driver_connection
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def _frames(wal: Path) -> int:
    size = wal.stat().st_size if wal.exists() else 0
    return max(0, size - WAL_HEADER) // (FRAME_HEADER + PAGE)


def _bare(path: Path) -> sqlite.Connection:
    connection = sqlite.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{'5a' * 32}'\"")
    connection.execute("PRAGMA journal_mode = WAL").fetchone()
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE draft (record BLOB PRIMARY KEY, body BLOB, at TEXT) WITHOUT ROWID")
    return connection
