"""What the journeys share: the app in its own dress, and the search for forgotten things left to the end of each test."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from tests.journeys.laptop import Laptop


@pytest.fixture(autouse=True)
def forgotten_on_this_thread(qapp: QApplication) -> Iterator[None]:
    """Forgotten windows are let go here and never on a worker's thread, as in the app (ui/collecting)."""
    gc.disable()
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    gc.enable()


@pytest.fixture
def opened(qapp: QApplication) -> Iterator[Callable[..., Laptop]]:
    """Opens the app on a folder; whatever was opened is closed at the end."""
    made: list[Laptop] = []

    def on(folder: Path, papers: Path | None = None) -> Laptop:
        made.append(Laptop(qapp, folder, papers))
        return made[-1]

    yield on
    for each in made:
        each.close()
