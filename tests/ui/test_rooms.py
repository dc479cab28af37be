"""The list of wires: every signal of every screen is heard, and every wire has a signal."""

from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.casebook.visits import plan_visit
from app.office import Office
from app.practice.people import Person
from sync.client.exchange import Exchanger
from tests.desks import PASSPHRASE, Clock, add, make_desk, quick_vault
from tests.flashes import Flashes
from tests.hands import Hands
from ui.rooms import SCREENS, Rooms
from ui.settings.settings_screen import SettingsScreen
from ui.start import Window
from ui.syncing.background import Background
from ui.syncing.story_screen import StoryScreen
from ui.words import Words
from ui.work import Work

ELSEWHERE = {"look_changed"}
"""Heard by the window itself."""


def kind_of(name: str) -> type[QWidget]:
    if name in ("story", "settings"):
        return StoryScreen if name == "story" else SettingsScreen
    module, _, kind = SCREENS[name].rpartition(".")
    found: type[QWidget] = getattr(import_module(module), kind)
    return found


def signals_of(kind: type[QWidget]) -> set[str]:
    return {name for name, value in vars(kind).items() if isinstance(value, Signal) and not name.startswith("_")}


@pytest.fixture
def wires(app_theme: QApplication, tmp_path: Path) -> dict[str, set[str]]:
    desk = make_desk(tmp_path)
    window = Window(app_theme, Office(tmp_path / "other", clock=Clock(), vault=quick_vault))
    background = Background(Exchanger(desk.book), desk.clock)
    rooms = Rooms(window.shell, desk, window.work, window.words, background=background, make_settings=window._make_settings)
    found = {name: set(heard) for name, heard in rooms._wires().items()}
    rooms.close()
    window.close()
    return found


def test_every_screen_is_in_the_list(wires: dict[str, set[str]]) -> None:
    """A screen without wires would be a room without a door."""
    assert set(wires) == {*SCREENS, "story", "settings"}


@pytest.mark.parametrize("name", [*SCREENS, "story", "settings"])
def test_signals_and_wires_are_the_same(name: str, wires: dict[str, set[str]]) -> None:
    """Nothing a screen asks for goes unheard, and no wire hangs in the air."""
    assert wires[name] == signals_of(kind_of(name)) - ELSEWHERE


@pytest.mark.parametrize("name", SCREENS)
def test_no_part_of_a_screen_is_a_window_for_a_moment(
    name: str, app_theme: QApplication, tmp_path: Path, work: Work, words: Words
) -> None:
    """What is shown before it has its place takes the keyboard away from the real window."""
    desk = make_desk(tmp_path)
    flashes = Flashes()
    app_theme.installEventFilter(flashes)
    screen = kind_of(name)(desk, work, words)
    app_theme.removeEventFilter(flashes)
    assert flashes.seen == []
    screen.deleteLater()
    desk.book.close()


def test_from_today_through_a_visit_and_back(app_theme: QApplication, tmp_path: Path) -> None:
    """The doors really open: Today, a person, begin, the visit, pause, and nobody else on the way."""
    folder = tmp_path / "book"
    desk = make_desk(folder)
    maggie = add(desk)
    add(desk, Person(name="Tariq Aziz"))
    plan_visit(desk, maggie)
    desk.book.close()
    window = Window(app_theme, Office(folder, clock=Clock(), vault=quick_vault))
    window.show()
    hands = Hands(window.shell, window.work, patience=20)
    hands.type_into("Your passphrase", PASSPHRASE + "\n")
    hands.press("Get ready for Maggie Okafor")
    hands.press("Start the visit")
    assert window.shell.current == "begin"
    hands.key("Esc")
    assert window.shell.current == "person"
    for way, place in (("Circle", "circle"), ("One-page profile", "profile"), ("Plan", "plan")):
        hands.press(way)
        assert window.shell.current == place
        hands.key("Esc")
        assert window.shell.current == "person"
    hands.key("Esc")
    assert window.shell.current == "today"
    window.close()
