"""Pictures of the screen that is turned to the person."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from app.casebook.codes import Tried, set_code
from app.casebook.desk import Desk
from app.casebook.people import change_person
from app.practice.people import Reach
from tests.screens.visit import a_visit, morning, put_in
from tests.studio import Studio
from ui.turned.turned_screen import TurnedScreen

CODE = "4711"


def _turned(studio: Studio, desk: Desk, person: str, visit: str, prompt: str = "waking-good") -> TurnedScreen:
    screen = TurnedScreen(desk, studio.work, studio.words)
    screen.resize(1280, 800)
    screen.show_moment(person, visit, "good-day-bad-day", prompt)
    studio.settle()
    return screen


def shots(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    """Choosing the code, the question with words, leaving something out, the door, nothing said yet, very large."""
    desk = studio.desk()
    person, visit = morning(desk)
    yield "turned choose code", _turned(studio, desk, person, visit)
    set_code(desk, CODE)
    screen = _turned(studio, desk, person, visit)
    yield "turned", screen
    screen._face._each.click()
    yield "turned one by one", screen
    screen._show_door(choosing=False)
    screen._door._on_tried(Tried(False, 8))
    yield "turned code", screen
    screen._locked = False
    desk = studio.desk()
    set_code(desk, CODE)
    person, visit = a_visit(desk)
    change_person(desk, person, reach=Reach(text_size=48, paper="easy read"))
    screen = _turned(studio, desk, person, visit, "evening-bad")
    yield "turned nothing said", screen
    screen._locked = False
    put_in(desk, person, visit, "evening-bad", "أحب أن أشرب الشاي مع أختي كل صباح.")
    put_in(
        desk, person, visit, "evening-bad", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch is where I want to be."
    )
    screen = _turned(studio, desk, person, visit, "evening-bad")
    yield "turned very large", screen
    screen._locked = False
