"""Forgotten windows are let go on the window's thread and never on a worker's, as in the app (ui/collecting)."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def forgotten_on_this_thread(qapp: QApplication) -> Iterator[None]:
    """No search for forgotten things while the test runs; one on this thread at its end, with nothing left over."""
    gc.disable()
    yield
    for widget in qapp.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.enable()
