"""Real encrypted casebooks for tests, quick to open, and people to put into them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.casebook.desk import Desk
from app.casebook.people import add_person
from app.office import shipped_guides
from app.practice.people import Person, Reach, Role, Speaker
from app.practice.statements import Asked, Manner, Statement
from app.records.book import Casebook
from app.records.open import make_casebook
from app.records.revision import person_scope
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


def make_desk(folder: Path, name: str = "Helen Price", clock: Callable[[], datetime] | None = None) -> Desk:
    """A new casebook of this worker with the guides that ship."""
    clock = clock or Clock()
    book = make_casebook(folder, PASSPHRASE, name, clock, vault=quick_vault(folder))
    return Desk(book, clock, shipped_guides())


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
