"""The table with the laptop on it, and guides of every shape on its shelf."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.shapes.at_table import ShapeTable
from ui.words import Words
from ui.work import Work


@pytest.fixture
def table(tmp_path: Path, work: Work, words: Words) -> Iterator[ShapeTable]:
    """Maggie's table, with a visit planned and nothing begun."""
    made = ShapeTable(tmp_path / "book", work, words)
    yield made
    made.close()
