"""The table with the laptop on it, for every test of this room."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.turned.turning import talk
from tests.ui.visit.laptop import TableWithLaptop
from ui.words import Words
from ui.work import Work


@pytest.fixture
def table(tmp_path: Path, work: Work, words: Words) -> Iterator[TableWithLaptop]:
    """Maggie's table, with a visit planned and nothing begun."""
    made = TableWithLaptop(tmp_path / "book", work, words)
    yield made
    made.close()


@pytest.fixture
def talked(table: TableWithLaptop) -> TableWithLaptop:
    """A morning about which Maggie, Ann and the worker have said something."""
    talk(table)
    return table
