"""Opening an SQLite file: encrypted with SQLCipher by a raw key, or plain for the council's embedded server.

sqlcipher3 is used for both, for it carries its own, sound SQLite.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError as AlchemyDatabaseError
from sqlalchemy.pool import QueuePool

from app.practice.errors import StoreBusy, StoreDamaged, StoreFull, StoreReadOnly, SurroundingsFail

KEY_BYTES = 32
BUSY_MILLISECONDS = 5_000
_PLAIN_FILE = b"SQLite format 3\0"


def open_engine(path: Path, key: bytes | None, *, connections: int = 6) -> Engine:
    """An engine on the file; the file is made when it is not there. `key` is the raw key, None for a plain file.

    Writers begin IMMEDIATE when the connection has the execution option `writes`. Raises `StoreDamaged` when the file is
    there and does not open with the key, or is not encrypted though a key was given.
    """
    if key is not None and path.exists() and path.stat().st_size and _starts_plain(path):
        raise StoreDamaged(path=str(path), detail="the file is not encrypted")
    engine = create_engine(
        "sqlite+pysqlite://",
        module=sqlite,
        creator=_connector(path, key),
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=connections,
        pool_reset_on_return="rollback",
    )
    event.listen(engine, "begin", _begin)
    with translated(path), engine.connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
    return engine


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turns what SQLite says into our family of errors."""
    try:
        yield
    except (AlchemyDatabaseError, sqlite.DatabaseError) as error:
        raise _known(error, path) from error


def _known(error: Exception, path: Path) -> SurroundingsFail:
    said = str(getattr(error, "orig", None) or error).lower()
    if "disk is full" in said:
        return StoreFull()
    if "locked" in said or "busy" in said:
        return StoreBusy()
    if "readonly" in said or "unable to open" in said:
        return StoreReadOnly(path=str(path))
    return StoreDamaged(path=str(path), detail=said.partition("\n")[0])


def _starts_plain(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_PLAIN_FILE)) == _PLAIN_FILE


def _connector(path: Path, key: bytes | None) -> Callable[[], Any]:
    def connect() -> Any:
        connection = sqlite.connect(str(path), check_same_thread=False, isolation_level=None)
        if key is not None:
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON").fetchone()
        return connection

    return connect


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
