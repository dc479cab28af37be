"""Real encrypted casebooks for tests, quick to open, and people to put into them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from app.casebook.desk import Desk
from app.casebook.people import add_person
from app.office import shipped_guides
from app.practice.guides import Shelf
from app.practice.people import Person, Reach, Role, Speaker
from app.practice.statements import Asked, Manner, Statement
from app.records.book import Casebook
from app.records.engine import connector, open_engine
from app.records.files import BOOK_FILE
from app.records.open import make_casebook
from app.records.revision import person_scope
from app.records.steps import LAPTOP, RECORD, take_missing_steps
from app.records.vault import Cost, Vault

SATURDAY = datetime(2026, 11, 21, 9, 12, tzinfo=UTC)
PASSPHRASE = "four blue cups"
QUICK = Cost(memory=64, passes=1, lanes=1)

MAGGIE = Person(
    name="Maggie Okafor",
    known_as="Maggie",
    address="12 Elm Road",
    arriving="Ring twice and wait, she is coming.",
    telephone="01632 960555",
    reach=Reach(how="Sit on her left.", text_size=18, paper="large print"),
)


class Clock:
    """A clock that goes on only when it is told to, but for a moment at each look."""

    def __init__(self, at: datetime = SATURDAY) -> None:
        self.at = at

    def __call__(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at


def quick_vault(folder: Path) -> Vault:
    """A vault whose lock is no test of patience."""
    return Vault(folder, cost=QUICK)


class LaidOut(Vault):
    """A vault beside whose key an empty file lies that has every schema step: in one run of tests they are taken only once."""

    def begin(self, passphrase: str) -> bytes:
        key = super().begin(passphrase)
        connection = connector(self._folder / BOOK_FILE, key)()
        connection.executescript(_all_steps())
        connection.close()
        return key


@cache
def _all_steps() -> str:
    """What the schema steps make of an empty file, as one script."""
    with TemporaryDirectory() as name:
        path = Path(name) / BOOK_FILE
        engine = open_engine(path, None)
        take_missing_steps(engine, path, (RECORD, LAPTOP))
        engine.dispose()
        connection = connector(path, None)()
        made = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql NOT NULL ORDER BY rowid").fetchall()
        tables = {name for name, sql in made if sql.startswith("CREATE VIRTUAL")}
        lines = [sql for name, sql in made if not name.startswith(("sqlite_", *(f"{table}_" for table in tables)))]
        for table in sorted(tables):
            settings = connection.execute(f"SELECT k, v FROM {table}_config WHERE k <> 'version'").fetchall()
            lines += [f"INSERT INTO {table} ({table}, rank) VALUES ('{name}', {value!r})" for name, value in settings]
        for branch in (RECORD, LAPTOP):
            lines.append(f"INSERT INTO {branch.version_table} VALUES ('{branch.latest}')")
        connection.close()
    return ";\n".join(("BEGIN", *lines, "COMMIT;"))


@cache
def guides() -> Shelf:
    """The guides that ship, read once in a run of tests: nobody changes them."""
    return shipped_guides()


def make_desk(folder: Path, name: str = "Helen Price", clock: Callable[[], datetime] | None = None) -> Desk:
    """A new casebook of this worker with the guides that ship."""
    clock = clock or Clock()
    book = make_casebook(folder, PASSPHRASE, name, clock, vault=LaidOut(folder, cost=QUICK))
    return Desk(book, clock, guides())


def add(desk: Desk, person: Person = MAGGIE) -> str:
    """Put a person into the casebook; their record."""
    return add_person(desk, person).made


def say(
    desk: Desk,
    person: str,
    words: str,
    *,
    name: str = "Maggie",
    role: Role = Role.PERSON,
    manner: Manner = Manner.SPOKEN,
    asked: Asked | None = None,
    visit: str = "",
) -> str:
    """Keep a statement as if it had been said in a visit; its record."""
    speaker = Speaker(role=role, name=name, who=person if role is Role.PERSON else "")
    body = Statement(words=words, speaker=speaker, manner=manner, asked=asked or Asked(), visit=visit)
    with desk.book.unit() as unit:
        record = unit.seal(body, scope=person_scope(person))
        unit.commit()
    return record


def carry(giver: Casebook, taker: Casebook) -> None:
    """Bring every revision of one casebook into another, as an exchange would."""
    with giver.view() as view:
        revisions = list(view.every_revision())
    with taker.unit() as unit:
        unit.add(revisions)
        unit.commit()
