"""Putting a council back from a backup: into an empty folder, or into an empty schema of a PostgreSQL.

The laptops do the rest. A cursor that no longer holds makes them compare, and they send what the backup had not.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

from sqlalchemy import select

from app.practice.errors import FileMistake, StoreDamaged
from app.practice.people import StaffRole
from sync.server import audit, store
from sync.server.backup import FOLDER, Made, read_back, run, tool, unpack_folder
from sync.server.council import open_council
from sync.server.desk import DESK_FILE, new_desk, register_desk
from sync.server.store import Database
from sync.server.tables import account, member


def restore(file: Path, data: Path, *, database: Database | None = None, tools: Path | None = None) -> Made:
    """Put the council of a backup into the folder `data`, its record into the room `database` where it is a dump.

    The backup is read back first. Raises `FileMistake` when there is a council in the folder, or the backup is for another schema
    or another engine, `StoreDamaged`, and the rest of the `Store...` family.
    """
    if store.there(data):
        raise FileMistake(file=str(data), where="", what="there is a council here already")
    dump = file.suffix != ".db"
    if dump != (database is not None):
        what = (
            "a dump of PostgreSQL needs --database and --schema"
            if dump
            else "a file of SQLite needs neither --database nor --schema"
        )
        raise FileMistake(file=str(file), where="the file", what=what)
    made = read_back(file, tools=tools)
    data.mkdir(parents=True, exist_ok=True)
    if database is not None:
        bring_in(file, database, tools=tools)
        store.write_database(data / store.DATABASE_FILE, database)
    else:
        shutil.copyfile(file, data / store.BOOK_FILE)
    small = file.with_name(file.stem + FOLDER)
    if small.exists():
        unpack_folder(small, data)
    council = open_council(data)
    try:
        with council.writing() as connection:
            if not (data / DESK_FILE).exists():
                query = select(member.c.staff).join(account, account.c.staff == member.c.staff)
                query = query.where(member.c.role == StaffRole.ADMINISTRATOR.value, member.c.left == 0).order_by(member.c.staff)
                staff = connection.execute(query).scalars().first()
                if staff is None:
                    raise StoreDamaged(path=str(file), detail="there is no administrator in it")
                register_desk(connection, new_desk(data, staff), council.clock())
            audit.note(connection, council.clock(), "put back from a backup")
    finally:
        council.close()
    return made


def bring_in(file: Path, database: Database, *, tools: Path | None = None) -> None:
    """Bring a dump into a room that is empty, as the council's own role: all of it or nothing."""
    program = tool("pg_restore", tools)
    listed = subprocess.run([program, "--list", str(file)], capture_output=True, text=True, check=False)
    if listed.returncode:
        raise StoreDamaged(path=str(file), detail="pg_restore cannot read it")
    wanted = []
    for line in listed.stdout.splitlines():
        if " SCHEMA - " not in line:  # the room is there
            wanted.append(line)
        elif line.split(" SCHEMA - ")[1].split()[0] != database.schema:
            what = f"the backup is of the schema {line.split(' SCHEMA - ')[1].split()[0]}: put it back under that name"
            raise FileMistake(file=str(file), where="schema", what=what)
    with tempfile.NamedTemporaryFile("w", suffix=".list") as chosen:
        chosen.write("\n".join(wanted))
        chosen.flush()
        command = [program, "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
        run(database, [*command, f"--use-list={chosen.name}", f"--dbname={database.address}", str(file)])
