"""What every test of windows starts from: the app in its own dress, its words, and a way to change the dress."""

import gc
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.forgetting import forgotten_on_this_thread
from ui.theme.theme import Theme, apply_theme, wear_ground
from ui.words import Words
from ui.work import Work

__all__ = ["forgotten_on_this_thread"]


@pytest.fixture(autouse=True)
def app_theme(qapp: QApplication) -> Iterator[QApplication]:
    """The app in light colours at 100 %, whatever the test before wore."""
    wear_ground(qapp, "")
    apply_theme(qapp, Theme())
    yield qapp
    qapp.processEvents()


@pytest.fixture(scope="session", autouse=True)
def modules_are_not_searched(qapp: QApplication) -> Iterator[None]:
    """What was there before the first test is never forgotten; leaving it out makes every search short."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
def dress(app_theme: QApplication) -> Callable[[Theme], None]:
    """Dress the app in another theme for this test."""
    return lambda theme: apply_theme(app_theme, theme)


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[..., QWidget]:
    """Show a widget as the active window, in a size if one is given, and let it come to rest."""

    kept: list[QWidget] = []

    def show(widget: QWidget, width: int = 0, height: int = 0) -> QWidget:
        kept.append(widget)
        qtbot.addWidget(widget)
        if width:
            widget.resize(width, height)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()
        QApplication.processEvents()
        return widget

    return show


@pytest.fixture
def words() -> Words:
    """The sentences that ship."""
    return Words()


@pytest.fixture
def work(app_theme: QApplication) -> Iterator[Work]:
    """A doorway to background work that is closed at the end."""
    doorway = Work()
    yield doorway
    doorway.close()
