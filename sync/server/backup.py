"""Backups of a council: made while its server goes on, read back to the last revision, and only then called a backup.

What is made is one file of the record (the SQLite file, or what pg_dump writes) and beside it one, ending in `.folder.zip`, with
the small files of the council's folder, its keys among them. Both hold what nobody else may read.
"""

import hashlib
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import insert, select

from app.practice.errors import FileMistake, NotFound, StoreDamaged, StoreFull, StoreReadOnly, StoreUnreachable
from app.records.engine import translated
from app.records.revision import Header, Revision, written_text
from sync.server import audit, store
from sync.server.council import CouncilServer, open_council, utc_now
from sync.server.store import Database
from sync.server.tables import backup

FOLDER = ".folder.zip"
_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_COLUMNS = (
    "number", "id", "record", "kind", "format", "scope", "parents", "author", "device", "written", "body_hash", "salt", "body",
    "signature",
)  # fmt: skip
Table = tuple[str, dict[str, Any]]
"""A row of a backup: which table it is of, and its values by name."""


@dataclass(frozen=True)
class Made:
    """A backup that was read back whole: how many revisions it holds, and up to which number of the feed."""

    file: Path
    revisions: int
    number: int


def back_up(data: Path, to: Path, *, tools: Path | None = None, clock: Callable[[], datetime] = utc_now) -> Made:
    """Back the council in the folder up into the folder `to`, read it back, and let the laptops know. `tools`: where pg_dump is.

    Raises `NotFound`, the `Store...` family, and `StoreDamaged` when what was made does not read back: then it is no backup.
    """
    council = open_council(data, clock=clock)
    try:
        if not to.is_dir():
            raise NotFound(what="folder", name=str(to))
        at = council.clock()
        stem = _free_stem(council, to, f"council-{at:%Y-%m-%dT%H%M%S}")
        with _kept_private():
            if council.store.embedded:
                file = _copy(data / store.BOOK_FILE, to / f"{stem}.db")
            else:
                file = _dump(store.read_database(data / store.DATABASE_FILE), to / f"{stem}.dump", tools)
            _pack_folder(data, to / f"{stem}{FOLDER}")
        made = read_back(file, tools=tools)
        with council.writing() as connection:
            digest = _digest_of(file)
            connection.execute(insert(backup).values(file=file.name, number=made.number, at=written_text(at), digest=digest))
            audit.note(connection, at, "backed up")
        return made
    finally:
        council.close()


def _free_stem(council: CouncilServer, to: Path, stem: str) -> str:
    """What the backup is called: of several made within a second the later ones are numbered."""
    with council.store.reading() as connection:
        told = {Path(name).stem for name in connection.execute(select(backup.c.file)).scalars()}
    taken = told | {each.name.partition(".")[0] for each in to.iterdir()}
    return next(each for each in chain([stem], (f"{stem}-{number}" for number in count(2))) if each not in taken)


def read_back(file: Path, *, tools: Path | None = None) -> Made:
    """Read every revision of a backup and check it: ids, salted hashes, parents, numbers, digests. Raises `StoreDamaged`."""
    looked = _Looked(file)
    try:
        for table, row in _rows(file, tools):
            looked.at(table, row)
    except (ValueError, LookupError, TypeError, AttributeError) as error:  # what is bent need not even look like a row
        raise StoreDamaged(path=str(file), detail=f"it cannot be read: {type(error).__name__}") from error
    looked.end()
    return Made(file, looked.revisions, looked.number)


class _Looked:
    """What has been read back so far."""

    def __init__(self, file: Path) -> None:
        self.revisions = self.number = 0
        self._file = file
        self._records: dict[bytes, bytes] = {}
        self._named: list[tuple[bytes, bytes]] = []
        self._sums: dict[str, tuple[int, int]] = {}
        self._kept: dict[str, tuple[int, int]] = {}
        self._counter = 0

    def at(self, table: str, row: dict[str, Any]) -> None:
        """Look at one row."""
        if table == "revision":
            self._revision(row)
        elif table == "scope_digest":
            self._kept[row["scope"]] = (int(row["revisions"]), int.from_bytes(row["total"], "big"))
        elif table == "counter" and row["name"] == "feed":
            self._counter = int(row["number"])

    def end(self) -> None:
        """Look at what only the whole can show."""
        for id, parent in self._named:
            if self._records.get(parent) != self._records[id]:
                raise self._damaged("a parent is missing", id)
        if self._sums != self._kept:
            raise self._damaged("the digests are not those of the revisions")
        if self._counter < self.number:
            raise self._damaged("the feed goes on from too low a number")

    def _revision(self, row: dict[str, Any]) -> None:
        each = _revision_of(row)
        number, id, record = int(row["number"]), row["id"], row["record"]
        if faults := each.faults():
            raise self._damaged(faults[0], id)
        if id in self._records:
            raise self._damaged("a revision is there twice", id)
        self._records[id] = record
        self._named.extend((id, bytes.fromhex(parent)) for parent in each.header.parents)
        count, total = self._sums.get(each.header.scope, (0, 0))
        self._sums[each.header.scope] = (count + 1, (total + int.from_bytes(id, "big")) % 2**256)
        self.revisions += 1
        self.number = max(self.number, number)

    def _damaged(self, what: str, id: bytes = b"") -> StoreDamaged:
        return StoreDamaged(path=str(self._file), detail=f"{what} {id.hex()}".strip())


def _revision_of(row: dict[str, Any]) -> Revision:
    parents = row["parents"]
    header = Header(
        author=row["author"].hex(),
        body=row["body_hash"].hex(),
        device=row["device"].hex(),
        format=int(row["format"]),
        kind=row["kind"],
        parents=tuple(parents[start : start + 32].hex() for start in range(0, len(parents), 32)),
        record=row["record"].hex(),
        scope=row["scope"],
        written=row["written"],
    )
    return Revision(id=row["id"].hex(), header=header, salt=row["salt"], body=row["body"], signature=row["signature"])


def _rows(file: Path, tools: Path | None) -> Iterator[Table]:
    return _rows_of_sqlite(file) if file.suffix == ".db" else _rows_of_dump(file, tools)


def _rows_of_sqlite(file: Path) -> Iterator[Table]:
    with translated(file):
        connection = sqlite.connect(f"file:{file}?immutable=1", uri=True)
        try:
            if connection.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise StoreDamaged(path=str(file), detail="the file does not check")
            for table, columns in (
                ("revision", _COLUMNS),
                ("scope_digest", ("scope", "revisions", "total")),
                ("counter", ("name", "number")),
            ):
                for row in connection.execute(f"SELECT {', '.join(columns)} FROM {table}"):
                    yield table, dict(zip(columns, row, strict=True))
        finally:
            connection.close()


def _rows_of_dump(file: Path, tools: Path | None) -> Iterator[Table]:
    """The rows in a dump, as pg_restore writes them out. No server is needed for it."""
    tables = ["--table=revision", "--table=scope_digest", "--table=counter"]
    command = [tool("pg_restore", tools), "--data-only", *tables, "--file=-", str(file)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8", errors="replace"
    ) as process:
        assert process.stdout is not None
        yield from _copied(process.stdout)
    if process.returncode:
        raise StoreDamaged(path=str(file), detail="pg_restore cannot read it")


def _copied(lines: Iterable[str]) -> Iterator[Table]:
    table = ""
    columns: list[str] = []
    for line in lines:
        if table and line == "\\.\n":
            table = ""
        elif table:
            values = [_value(part) for part in line.rstrip("\n").split("\t")]
            yield table, dict(zip(columns, values, strict=True))
        elif line.startswith("COPY "):
            name, _, rest = line.removeprefix("COPY ").partition(" (")
            table = name.rpartition(".")[2].strip('"')
            columns = [each.strip().strip('"') for each in rest.partition(")")[0].split(",")]


def _value(part: str) -> Any:
    if part == "\\N":
        return None
    if part.startswith("\\\\x"):
        return bytes.fromhex(part[3:])
    found, letters = [], iter(part)
    for letter in letters:
        if letter == "\\":
            following = next(letters, "")
            found.append(_ESCAPES.get(following, following))
        else:
            found.append(letter)
    return "".join(found)


def _copy(book: Path, file: Path) -> Path:
    """A copy of the SQLite file as it is at one moment, while others write."""
    with translated(book):
        connection = sqlite.connect(str(book), isolation_level=None)
        try:
            connection.execute("VACUUM INTO ?", (str(file),))
        finally:
            connection.close()
    return file


def _dump(database: Database, file: Path, tools: Path | None) -> Path:
    command = [tool("pg_dump", tools), "--format=custom", "--no-owner", "--no-privileges", f"--schema={database.schema}"]
    run(database, [*command, f"--file={file}", f"--dbname={database.address}"])
    return file


def run(database: Database, command: list[str]) -> None:
    """Run one of PostgreSQL's programs as the council's role. The password goes by the environment, which others cannot read."""
    surroundings = {**os.environ, "PGUSER": database.role, "PGPASSWORD": database.password, "PGCONNECT_TIMEOUT": "10"}
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return
    if "No space left" in done.stderr:
        raise StoreFull()
    if "Permission denied" in done.stderr:
        raise StoreReadOnly(path=command[-2].partition("=")[2])
    raise StoreUnreachable(address=database.address, detail=done.stderr.strip().partition("\n")[0])


def tool(name: str, tools: Path | None) -> str:
    """One of PostgreSQL's programs: in the folder `tools`, or on the PATH. Raises `NotFound`."""
    found = shutil.which(name, path=str(tools) if tools else None)
    if found is None:
        raise NotFound(what="program", name=name)
    return found


def _pack_folder(data: Path, file: Path) -> None:
    """The small files of the council's folder: keys and what was set, but neither the record nor the way to the database."""
    with zipfile.ZipFile(file, "w") as packed:
        for each in sorted(data.iterdir()):
            if each.is_file() and not each.name.startswith(("council.", store.DATABASE_FILE)):
                packed.write(each, each.name)


def unpack_folder(file: Path, data: Path) -> None:
    """Put them back. Raises `FileMistake`."""
    try:
        with zipfile.ZipFile(file) as packed, _kept_private():
            for name in packed.namelist():
                if Path(name).name == name and not (data / name).exists():
                    (data / name).write_bytes(packed.read(name))
    except (OSError, zipfile.BadZipFile) as error:
        raise FileMistake(file=str(file), where="the file", what="it cannot be read") from error


@contextmanager
def _kept_private() -> Iterator[None]:
    """Files that are made within the block are for their owner only."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def _digest_of(file: Path) -> bytes:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").digest()
