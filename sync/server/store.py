"""Where a council is kept: the embedded SQLite file in its folder, or a schema of a PostgreSQL that its folder names.

A council's folder always holds the key of its desk. When it holds `database.toml` too, the record is in PostgreSQL.
"""

import os
import re
import stat
import tomllib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as NoneFreeError

from app.practice.errors import (
    Bug,
    FileMistake,
    KitchenTableError,
    StoreBusy,
    StoreDamaged,
    StoreFull,
    StoreReadOnly,
    StoreUnreachable,
)
from app.records.engine import open_engine, translated
from app.records.steps import RECORD, missing_steps, take_missing_steps, take_steps
from sync.server import erased
from sync.server.steps import COUNCIL

BOOK_FILE = "council.db"
DATABASE_FILE = "database.toml"
BRANCHES = (RECORD, COUNCIL)
SCHEMA = re.compile(r"[a-z][a-z0-9_]{0,50}")
"""What a schema and its role may be called."""
CONNECTIONS = 14
"""At most as many to PostgreSQL from one process for one council; idle ones but `IDLE` are given back."""
IDLE = 4
STATEMENT_SECONDS, LOCK_SECONDS, IDLE_SECONDS, CONNECT_SECONDS = 60, 10, 60, 5

_FULL = {"53100"}
_BUSY = {"53200", "53300", "55P03", "57014", "40001", "40P01", "25P03", "23505"}
"""23505: two did the same thing at the same moment, and the other was first. Trying again finds it done."""
_READ_ONLY = {"25006", "42501"}
_DAMAGED = {"XX001", "XX002", "58030", "58P01"}
_AWAY = {"57P01", "57P02", "57P03", "57P04", "28000", "28P01", "3D000"}


class Database(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `database.toml` says. `address` is postgresql://host:port/database, without a name or a password.

    `pooled`: the address is that of pgbouncer or its like, which hands connections round between transactions.
    """

    address: str
    schema: str
    role: str
    password: str = ""
    pooled: bool = False
    connections: int = CONNECTIONS

    def url(self) -> str:
        """As SQLAlchemy takes it. Holds the password: for no log."""
        found = make_url(self.address).set(drivername="postgresql+psycopg", username=self.role)
        return (found.set(password=self.password) if self.password else found).render_as_string(hide_password=False)


@dataclass(frozen=True)
class Store:
    """An open store. `path` is the file that stands for it: the SQLite file, or `database.toml`."""

    engine: Engine
    path: Path
    embedded: bool

    @property
    def home(self) -> Path:
        """The council's folder."""
        return self.path.parent

    def translated(self) -> AbstractContextManager[None]:
        """Turns what the store says into the `Store...` family."""
        return translated(self.path) if self.embedded else translated_postgres(self.path)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that may write; kept unless it raises."""
        with self.translated(), self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection
            words_went = erased.take_note(connection, self.home)
        if words_went:
            self.let_bytes_go()

    def let_bytes_go(self) -> bool:
        """Take what an erasure took out of the embedded file out of its recent writes and the copy beside it too. Says whether
        that is done: while somebody reads it is not, and is made up for at the next erasure or when the store is opened.
        PostgreSQL keeps old bytes until its tables are written anew: see `rewrite`.
        """
        return self.embedded and erased.let_bytes_go(self.engine, self.path)

    def rewrite(self) -> None:
        """Write the tables that held erased words anew, so that those stand in none of their files. PostgreSQL's log of recent
        writes and every backup made before keep them until they are deleted. Raises the `Store...` family."""
        if self.embedded:
            self.let_bytes_go()
            return
        with self.translated():
            erased.rewrite(self.engine)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A look that writes nothing."""
        with self.translated(), self.engine.connect() as connection:
            yield connection

    def close(self) -> None:
        """Let go of it."""
        self.engine.dispose()


def there(data: Path) -> bool:
    """Whether a council is kept in the folder, or somewhere that the folder names."""
    return (data / BOOK_FILE).exists() or (data / DATABASE_FILE).exists()


def open_store(data: Path, *, idle: int = IDLE) -> Store:
    """The store of the council in the folder, brought to the latest step. `idle`: how many connections to PostgreSQL stay open
    while nobody asks. Raises the `Store...` family, `FileMistake`.
    """
    if (data / DATABASE_FILE).exists():
        return _open_postgres(read_database(data / DATABASE_FILE), data / DATABASE_FILE, idle)
    path = data / BOOK_FILE
    data.mkdir(parents=True, exist_ok=True)
    engine = open_engine(path, None)
    take_missing_steps(engine, path, BRANCHES)
    if erased.is_due(data):
        erased.let_bytes_go(engine, path)
    return Store(engine, path, embedded=True)


def read_database(file: Path) -> Database:
    """What the file says. Raises `FileMistake`, also when others than its owner may read it, for it holds a password."""
    try:
        said = file.read_text(encoding="utf-8")
        mode = file.stat().st_mode
    except (OSError, UnicodeDecodeError) as error:
        raise FileMistake(file=str(file), where="the file", what=str(error)) from error
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise FileMistake(file=str(file), where="the file", what="others may read it; let only its owner do so (chmod 600)")
    try:
        found = msgspec.convert(tomllib.loads(said), Database)
    except tomllib.TOMLDecodeError as error:
        raise FileMistake(file=str(file), where="the file", what=str(error).partition("\n")[0]) from error
    except msgspec.ValidationError as error:
        raise FileMistake(file=str(file), where=str(error).rpartition("`$.")[2].rstrip("`"), what=str(error)) from error
    for name in (found.schema, found.role):
        if not SCHEMA.fullmatch(name):
            raise FileMistake(file=str(file), where="schema", what="small letters, digits and _ only, a letter first")
    check_address(found.address, str(file))
    return found


def write_database(file: Path, database: Database) -> None:
    """Write it down where only the owner may read it. Raises `FileMistake` when there is one already."""
    lines = ["# How this council's server reaches its PostgreSQL. Only the server's own user may read this file."]
    for name, value in msgspec.structs.asdict(database).items():
        lines.append(f"{name} = {msgspec.json.encode(value).decode()}")
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise FileMistake(file=str(file), where="the file", what="there is a council here already") from error
    with os.fdopen(handle, "w", encoding="utf-8") as opened:
        opened.write("\n".join(lines) + "\n")
        opened.flush()
        os.fsync(opened.fileno())


def check_address(address: str, file: str) -> None:
    """That it is an address of PostgreSQL, and holds no password. Raises `FileMistake`."""
    try:
        found = make_url(address)
    except ArgumentError:
        found = None
    if found is None or found.get_backend_name() != "postgresql" or not found.database:
        raise FileMistake(file=file, where="address", what="it is written like postgresql://host:5432/database")
    if found.password or "password" in found.query:
        raise FileMistake(file=file, where="address", what="an address holds no password; others could read it")


def postgres_engine(url: str, *, idle: int = IDLE, most: int = CONNECTIONS, **given: Any) -> Engine:
    """An engine on PostgreSQL. `given` goes to the driver. Raises `Bug` when the driver is not installed."""
    try:
        return create_engine(
            url,
            connect_args={"connect_timeout": CONNECT_SECONDS, "application_name": "kitchen-table", **given},
            hide_parameters=True,
            pool_size=min(idle, most),
            max_overflow=max(most - idle, 0),
            pool_timeout=LOCK_SECONDS,
            pool_recycle=1_800,
            pool_use_lifo=True,
        )
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise Bug(detail="the driver of PostgreSQL is not installed: pip install kitchen-table[postgresql]") from error


def _open_postgres(database: Database, path: Path, idle: int) -> Store:
    given: dict[str, Any] = {"prepare_threshold": None}
    if not database.pooled:
        options = {"search_path": database.schema, **timeouts()}
        given = {"options": " ".join(f"-c {name}={value}" for name, value in options.items())}
    engine = postgres_engine(database.url(), idle=idle, most=database.connections, **given)
    store = Store(engine, path, embedded=False)
    try:
        with store.reading() as connection:
            found = connection.execute(text("SELECT current_schema()")).scalar()
            if found != database.schema:
                raise StoreUnreachable(address=database.address, detail=f"the schema {database.schema} is not there")
        with store.writing() as connection:
            _take_steps(connection, path)
    except BaseException:
        engine.dispose()
        raise
    return store


def timeouts() -> dict[str, str]:
    """How long PostgreSQL lets one of ours take or wait."""
    return {
        "statement_timeout": f"{STATEMENT_SECONDS}s",
        "lock_timeout": f"{LOCK_SECONDS}s",
        "idle_in_transaction_session_timeout": f"{IDLE_SECONDS}s",
    }


def _take_steps(connection: Connection, path: Path) -> None:
    """Take the missing steps; of several server processes that start at once, one does."""
    if missing_steps(connection, path, BRANCHES):
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('kitchen-table steps ' || current_schema()))"))
        take_steps(connection, missing_steps(connection, path, BRANCHES))


@contextmanager
def translated_postgres(path: Path) -> Iterator[None]:
    """Turns what PostgreSQL and its driver say into our family of errors."""
    try:
        yield
    except NoneFreeError as error:
        raise StoreBusy() from error
    except DBAPIError as error:
        raise known(error, path) from error


def known(error: DBAPIError, path: Path) -> KitchenTableError:
    """What the error is in our family. Its text may hold what was to be stored, so nothing of it is taken over but its code."""
    original = error.orig
    state = getattr(original, "sqlstate", None) or ""
    if state in _FULL:
        return StoreFull()
    if state in _BUSY:
        return StoreBusy()
    if state in _READ_ONLY:
        return StoreReadOnly(path=str(path))
    if state in _DAMAGED:
        return StoreDamaged(path=str(path), detail=f"PostgreSQL says {state}")
    if state in _AWAY or state.startswith("08"):
        return StoreUnreachable(address=str(path), detail=state)
    if not state and (error.connection_invalidated or type(original).__name__ in ("OperationalError", "ConnectionTimeout")):
        return StoreUnreachable(address=str(path), detail=type(original).__name__)
    return Bug(detail=f"PostgreSQL says {state or type(original).__name__}")
