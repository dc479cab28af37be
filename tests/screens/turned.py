"""Pictures of the screen that is turned to the person."""

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.codes import Tried, set_code
from app.casebook.desk import Desk
from app.casebook.own_view import wish_for, wish_for_size
from app.casebook.people import change_person
from app.practice.own_view import GROUNDS
from app.practice.people import Reach
from tests.screens.visit import a_visit, morning, put_in
from tests.studio import Studio
from ui.turned.turned_screen import TurnedScreen

CODE = "4711"
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch is where I want to be."


def _turned(studio: Studio, desk: Desk, person: str, visit: str, prompt: str = "waking-good") -> TurnedScreen:
    screen = TurnedScreen(desk, studio.work, studio.words, make_engine=lambda *_given: None)
    screen.resize(1280, 800)
    screen.show_moment(person, visit, "good-day-bad-day", prompt)
    studio.settle()
    return screen


def shots(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    """Choosing the code, the question with words, one by one, the door, nothing said yet, very large; and their own looks."""
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
    screen._go_to(screen._look)
    yield "turned how it looks", screen
    screen._locked = False
    screen = _turned(studio, desk, person, visit, "evening-bad")
    for said in ("I am worried", "It hurts"):
        screen._face.choice_pressed.emit(said)
        studio.settle()
    yield "turned to point at", screen
    screen._locked = False
    yield from _far_from_usual(studio)
    yield from _own_looks(studio, desk, person, visit)


def _far_from_usual(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    """Nothing said, and words that are long and of another script, as large as can be."""
    desk = studio.desk()
    set_code(desk, CODE)
    person, visit = a_visit(desk)
    change_person(desk, person, reach=Reach(text_size=48, paper="easy read"))
    screen = _turned(studio, desk, person, visit, "evening-bad")
    yield "turned nothing said", screen
    screen._locked = False
    put_in(desk, person, visit, "evening-bad", "أحب أن أشرب الشاي مع أختي كل صباح.")
    put_in(desk, person, visit, "evening-bad", LONG)
    screen = _turned(studio, desk, person, visit, "evening-bad")
    yield "turned very large", screen
    screen._face._each.click()
    yield "turned very large one by one", screen
    screen._go_to(screen._look)
    yield "turned very large how it looks", screen
    screen._locked = False


def _own_looks(studio: Studio, desk: Desk, person: str, visit: str) -> Iterator[tuple[str, QWidget]]:
    """Every ground; buttons for the one hand and for the other; what others said; no voice; one switch."""
    for at, ground in enumerate(GROUNDS):
        wish_for(desk, person, "colours", ground)
        wish_for(desk, person, "hand", ("left", "right", "")[at % 3])
        wish_for(desk, person, "symbols", "off" if at == 3 else "on")
        wish_for_size(desk, person, (28, 34, 28, 40, 28)[at])
        screen = _turned(studio, desk, person, visit)
        if at == 1:
            screen._face._others._press.click()
            studio.settle()
        if at == 2:
            screen._read_aloud()
        yield f"turned on {ground}", screen
        screen._go_to(screen._look)
        yield f"turned how it looks on {ground}", screen
        screen._let_go()
    wish_for(desk, person, "scanning", "on")
    screen = _turned(studio, desk, person, visit)
    holder = QWidget()
    holder.setProperty("ground", "paper")
    QVBoxLayout(holder).addWidget(screen)
    holder.resize(1280, 800)
    holder.show()
    for _ in range(3):
        screen._scanning._go_on()
    yield "turned one switch", screen
    screen._scanning.stop()
    screen._let_go()
