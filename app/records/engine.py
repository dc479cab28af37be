"""Opening an SQLite file: encrypted with SQLCipher by a raw key, or plain for the council's embedded server.

sqlcipher3 is used for both, for it carries its own, sound SQLite.
"""

import errno
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from app.practice.errors import Bug, KitchenTableError, StoreBusy, StoreDamaged, StoreFull, StoreReadOnly

KEY_BYTES = 32
BUSY_MILLISECONDS = 5_000
_PLAIN_FILE = b"SQLite format 3\0"
_ROOM = 64 * 1024
_LIGHTLY = "lightly"
_PAGES, _LIGHT_PAGES = 1_000, 4_000
"""After so many pages recent writes go home, which waits for the disk: as SQLite has it, and where much comes at once."""

_FULL, _BUSY, _READ_ONLY = (
    {"SQLITE_FULL"},
    {"SQLITE_BUSY", "SQLITE_LOCKED"},
    {"SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM"},
)
_OURS = {"SQLITE_CONSTRAINT", "SQLITE_MISMATCH", "SQLITE_MISUSE", "SQLITE_RANGE", "SQLITE_TOOBIG"}


def open_engine(path: Path, key: bytes | None, *, connections: int = 6, synchronous: str = "FULL") -> Engine:
    """An engine on the file; the file is made when it is not there. `key` is the raw key, None for a plain file.

    Writers begin IMMEDIATE when the connection has the execution option `writes`; with `lightly` they wait for no disk. What is
    written never stands in an error's text. Raises `StoreDamaged` when the file is there and does not open with the key, or is
    not encrypted though a key was given.
    """
    if key is not None and path.exists() and path.stat().st_size and _starts_plain(path):
        raise StoreDamaged(path=str(path), detail="the file is not encrypted")
    engine = create_engine(
        "sqlite+pysqlite://",
        module=sqlite,
        creator=connector(path, key, synchronous=synchronous),
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=connections,
        pool_reset_on_return="rollback",
        hide_parameters=True,
    )
    event.listen(engine, "begin", partial(_begin, synchronous))
    event.listen(engine, "checkin", partial(_sync_again, synchronous))
    with translated(path), engine.connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
    return engine


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turns what SQLite says into our family of errors."""
    try:
        yield
    except (DBAPIError, sqlite.Error) as error:
        raise _known(error, path) from error


def _known(error: Exception, path: Path) -> KitchenTableError:
    original = getattr(error, "orig", None) or error
    name = str(getattr(original, "sqlite_errorname", ""))
    said = str(original).partition("\n")[0]
    primary = "_".join(name.split("_")[:2])
    if primary in _FULL:
        return StoreFull()
    if primary in _BUSY:
        return StoreBusy()
    if primary in _READ_ONLY:
        return StoreReadOnly(path=str(path))
    if primary == "SQLITE_IOERR" and "READ" not in name:
        return _refused_by_disk(path) or StoreDamaged(path=str(path), detail=f"{said} ({name})")
    if not name or primary in _OURS:
        return Bug(detail=said)
    return StoreDamaged(path=str(path), detail=said)


def _refused_by_disk(path: Path) -> KitchenTableError | None:
    """Whether the disk has no room or is not to be written, tried out beside the file: SQLite does not say it apart."""
    try:
        with tempfile.TemporaryFile(dir=path.parent) as file:
            file.write(bytes(_ROOM))
            file.flush()
    except OSError as error:
        no_room = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        return StoreFull() if no_room else StoreReadOnly(path=str(path))
    return None


def _starts_plain(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_PLAIN_FILE)) == _PLAIN_FILE


def connector(path: Path, key: bytes | None, *, synchronous: str = "FULL") -> Callable[[], Any]:
    """What opens a driver connection to the file, set up as all of ours are: WAL, and every commit synced to disk.

    `synchronous` is FULL but for the proof that anything less loses what was answered.
    """

    def connect() -> Any:
        connection = sqlite.connect(str(path), check_same_thread=False, isolation_level=None)
        try:
            _set_up(connection, key, synchronous)
        except BaseException:
            connection.close()
            raise
        return connection

    return connect


def _set_up(connection: Any, key: bytes | None, synchronous: str) -> None:
    if key is not None:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    connection.execute("PRAGMA journal_mode = WAL").fetchone()
    connection.execute(f"PRAGMA synchronous = {synchronous}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON").fetchone()


def _begin(synchronous: str, connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("lightly", False) and synchronous == "FULL":
        connection.info[_LIGHTLY] = True
        connection.exec_driver_sql("PRAGMA synchronous = NORMAL")
        connection.exec_driver_sql(f"PRAGMA wal_autocheckpoint = {_LIGHT_PAGES}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes", False) else "BEGIN")


def _sync_again(synchronous: str, driver: Any, record: Any) -> None:
    """Who has the connection next waits for the disk, also when the one before did not. A connection that is gone is None."""
    if driver is not None and record.info.pop(_LIGHTLY, False):
        driver.execute(f"PRAGMA synchronous = {synchronous}")
        driver.execute(f"PRAGMA wal_autocheckpoint = {_PAGES}").fetchone()
