"""A desk with an encrypted casebook in a folder of its own."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.casebook.desk import Desk
from app.practice.people import Person
from app.records.book import Casebook
from app.records.open import make_casebook
from app.records.vault import Cost
from tests.desks import LaidOut, guides

START = datetime(2026, 11, 21, 9, 50, tzinfo=UTC)
QUICK = Cost(memory=64, passes=1, lanes=1)


class Ticking:
    """A clock that goes one second on each time it is looked at."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


@pytest.fixture
def open_desk(tmp_path: Path) -> Iterator[Callable[[str], Desk]]:
    books: list[Casebook] = []

    def make(name: str) -> Desk:
        folder = tmp_path / name
        book = make_casebook(folder, "four blue cups", name, Ticking(), vault=LaidOut(folder, cost=QUICK))
        books.append(book)
        return Desk(book, book.clock, guides())

    yield make
    for book in books:
        book.close()


@pytest.fixture
def desk(open_desk: Callable[[str], Desk]) -> Desk:
    return open_desk("Helen Price")


@pytest.fixture
def maggie() -> Person:
    return Person(name="Margaret Okafor", known_as="Maggie")
