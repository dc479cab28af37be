"""The first screen on a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lockers import Drawer
from tests.ui.unlock.starting import Start
from ui.words import Words
from ui.work import Work


@pytest.fixture
def drawer() -> Drawer:
    return Drawer()


@pytest.fixture
def start(tmp_path: Path, work: Work, words: Words, drawer: Drawer) -> Iterator[Start]:
    made = Start(tmp_path / "book", work, words, drawer)
    yield made
    work.wait_until_quiet()
    made.office.close()
    made.screen.close()
