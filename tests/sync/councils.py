"""Councils for tests, on either engine."""

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import msgspec

from app.practice.people import Council
from sync.server import guard, provision, store
from sync.server.admin import CouncilDesk, begin_council
from sync.server.council import Settings
from sync.server.store import Database
from tests.sync.laptops import CHEAP, PASSWORD, Clock
from tests.sync.throwaway import Postgres

_NAMES = count(1)


def begun(folder: Path, clock: Clock, database: Database | None = None, name: str = "Westbrook Council") -> CouncilDesk:
    """A new council with one administrator, Priya."""
    return begin_council(
        folder,
        Council(name=name),
        administrator="Priya Shah",
        sign_in="priya",
        password=PASSWORD,
        clock=clock,
        settings=Settings(cost=CHEAP),
        database=database,
    )


@contextlib.contextmanager
def room(postgres: Postgres, *, pooled: bool = False) -> Iterator[Database]:
    """A schema and a role of its own, gone afterwards."""
    name = f"council{next(_NAMES)}_{postgres.mark}"
    yield provision.make_room(postgres.url, name, pooled=pooled)
    provision.clear_room(postgres.url, name)


@dataclass
class Template:
    """A council in a database that nobody uses, to be copied."""

    postgres: Postgres
    folder: Path
    database: Database
    name: str
    _copies: Iterator[int] = field(default_factory=lambda: count(1))

    @contextlib.contextmanager
    def copied(self, folder: Path) -> Iterator[Path]:
        """The folder of a copy of the council, in a database of its own."""
        name = f"{self.name}_{next(self._copies)}"
        self.postgres.psql(f"CREATE DATABASE {name} TEMPLATE {self.name}")
        folder.mkdir()
        shutil.copy(self.folder / "desk.json", folder)
        address = self.postgres.database(name).address
        store.write_database(folder / store.DATABASE_FILE, msgspec.structs.replace(self.database, address=address))
        for each in self.folder.iterdir():
            if not (folder / each.name).exists():
                shutil.copy(each, folder)
        yield folder
        self.postgres.psql(f"DROP DATABASE {name} WITH (FORCE)")


@contextlib.contextmanager
def template_on(postgres: Postgres, folder: Path) -> Iterator[Template]:
    """A template on this server, gone afterwards."""
    name = f"template_{postgres.mark}"
    postgres.psql(f"CREATE DATABASE {name}")
    inside = postgres.database(name)
    database = provision.make_room(inside.url, f"council_{postgres.mark}")
    begun(folder, Clock(), database).close()
    guard.guard_audit(inside.url, database)
    yield Template(postgres, folder, database, name)
    postgres.psql(f"DROP DATABASE {name} WITH (FORCE)")
    provision.clear_room(postgres.url, database.role)
