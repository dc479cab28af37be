"""Pictures of the circle as a list."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from app.casebook.desk import Desk
from app.casebook.people import add_to_circle
from app.practice.people import CirclePerson, Sector, Wish
from tests.desks import add
from tests.screens.visit import LONG_NAME
from tests.studio import Studio
from ui.circle.circle_screen import NEW, CircleScreen

PEOPLE = (
    CirclePerson(
        name="Ann Farrelly",
        relation="sister",
        sector=Sector.FAMILY,
        ring=1,
        helps_with="letters and the bank",
        in_touch="rings on Sundays at six",
        emergency=True,
    ),
    CirclePerson(name="Joe", relation="from the choir", ring=1, wish=Wish.CLOSER),
    CirclePerson(name="Mrs Hall", relation="next door", sector=Sector.NEIGHBOURS, ring=2, helps_with="the bins"),
    CirclePerson(name="Peter", relation="nephew", sector=Sector.FAMILY, ring=3, do_not_contact=True),
    CirclePerson(name="Precious", relation="comes in the mornings", sector=Sector.PAID, ring=2, paid=True),
)


def with_people(desk: Desk) -> str:
    """Maggie and the people in her life."""
    person = add(desk)
    for member in PEOPLE:
        add_to_circle(desk, person, member)
    return person


def shots(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    """Empty, full, somebody open, somebody new, and names from far away."""
    desk = studio.desk()
    yield "circle empty", _shown(studio, desk, add(desk))
    desk = studio.desk()
    person = with_people(desk)
    screen = _shown(studio, desk, person)
    yield "circle", screen
    members = screen._people.members if screen._people else ()
    screen._go_to(members[0].record)
    yield "circle open", screen
    screen._go_to(NEW)
    yield "circle new", screen
    for name in (LONG_NAME, "آن فاريلي", "রহিমা বেগম"):
        add_to_circle(desk, person, CirclePerson(name=name, relation=name, helps_with=name, ring=3))
    yield "circle far away", _shown(studio, desk, person)


def _shown(studio: Studio, desk: Desk, person: str) -> CircleScreen:
    screen = CircleScreen(desk, studio.work, studio.words)
    screen.resize(1280, 748)
    screen.show_person(person)
    studio.settle()
    return screen
