"""A seat at the leaving screen."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from shiboken6 import delete

from app.casebook.desk import Desk
from tests.desks import make_desk
from tests.leaving import Table
from tests.screens.profile import maggie_with_words
from ui.words import Words
from ui.work import Work


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "helen")
    yield made
    made.book.close()


@pytest.fixture
def seat(desk: Desk, work: Work, words: Words, tmp_path: Path) -> Iterator[Callable[[str], Table]]:
    """Makes the screen for a person, and lets it go when the test is over."""
    made: list[Table] = []

    def sit(person: str) -> Table:
        made.append(Table(desk, person, work, words, tmp_path))
        return made[-1]

    yield sit
    work.wait_until_quiet()
    for table in made:
        delete(table.screen)


@pytest.fixture
def table(desk: Desk, seat: Callable[[str], Table]) -> Table:
    return seat(maggie_with_words(desk))
