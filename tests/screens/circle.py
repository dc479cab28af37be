"""Pictures of the circle, drawn and listed."""

from collections.abc import Iterator
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from app.casebook.desk import Desk
from app.casebook.people import add_to_circle, change_in_circle, circle
from app.practice.people import CirclePerson, Sector, Wish
from tests.desks import add
from tests.screens.visit import LONG_NAME
from tests.studio import Studio
from ui.circle.circle_screen import NEW, CircleScreen
from ui.circle.turned_circle import TurnedCircle
from ui.circle.whole import WholeCircle

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


NAMES = (
    *("Ann Farrelly", "Joe", "Mrs Hall", "Precious Ncube", "Dr Lee", "Siân Llewellyn-Jones", "Tariq Aziz", "Rahima Begum"),
    *("Father Michael", "Bill next door", "Auntie Jean", "Kwame", "Uncle Olu", "Grace Okafor", "Dilys", "Zbigniew Wojciechowski"),
)


def with_many(desk: Desk, count: int) -> str:
    """Maggie and so many people, some of them in the same place."""
    person = add(desk)
    for number in range(count):
        name = NAMES[number % len(NAMES)] + (f" {number}" if number >= len(NAMES) else "")
        wish = (Wish.NOT_SAID, Wish.CLOSER, Wish.NOT_SAID, Wish.FURTHER, Wish.FIND_AGAIN)[number % 5]
        sector = list(Sector)[number * 7 % 11 % 4]
        member = CirclePerson(name=name, ring=number * 5 % 7 % 3 + 1, sector=sector, wish=wish, paid=sector is Sector.PAID)
        add_to_circle(desk, person, member)
    return person


def _turned(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    """The circle turned to the person: as it is, and with somebody picked up."""
    desk = studio.desk()
    person = with_many(desk, 7)
    screen = TurnedCircle(desk, studio.work, studio.words)
    screen.setProperty("ground", "paper")
    screen.resize(1280, 800)
    screen.show_person(person, 17.4)
    studio.settle()
    yield "circle turned", screen
    screen.board._on_clicked(circle(desk, person)[-1].record)
    yield "circle turned moving", screen


def _then(studio: Studio) -> CircleScreen:
    """An earlier day under today's: one who moved, one who went, one who came."""
    desk = studio.desk()
    now, studio.clock.at = studio.clock.at, studio.clock.at - timedelta(days=261)
    person = with_people(desk)
    studio.clock.at = now
    members = {each.body.name: each.record for each in circle(desk, person)}
    change_in_circle(desk, members["Joe"], ring=3)
    change_in_circle(desk, members["Peter"], removed=True)
    add_to_circle(desk, person, CirclePerson(name="Dilys", ring=1))
    screen = _shown(studio, desk, person)
    screen._besides._on_day((now - timedelta(days=261)).date().isoformat())
    studio.settle()
    screen._view.earlier.show()
    return screen


def shots(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    """Empty, full, somebody open, somebody new, an earlier day, names from far away, one, fifteen and sixty people."""
    desk = studio.desk()
    yield "circle empty", _shown(studio, desk, add(desk))
    desk = studio.desk()
    person = with_people(desk)
    screen = _shown(studio, desk, person)
    yield "circle", screen
    screen._view.name_parts.click()
    yield "circle parts", screen
    screen._view.parts.closed.emit()
    screen._paper._ask()
    studio.settle()
    yield "circle paper", screen
    yield "circle then", _then(studio)
    yield from _turned(studio)
    members = screen._people.members if screen._people else ()
    screen._go_to(members[0].record)
    yield "circle open", screen
    screen._go_to(NEW)
    yield "circle new", screen
    for name in (LONG_NAME, "آن فاريلي", "রহিমা বেগম"):
        add_to_circle(desk, person, CirclePerson(name=name, relation=name, helps_with=name, ring=3))
    yield "circle far away", _shown(studio, desk, person)
    for count in (1, 15, 60):
        desk = studio.desk()
        screen = _shown(studio, desk, with_many(desk, count))
        yield f"circle of {count}", screen
    screen.findChildren(WholeCircle)[0].open_it()
    studio.settle()
    yield "circle of 60 whole", screen


def _shown(studio: Studio, desk: Desk, person: str) -> CircleScreen:
    screen = CircleScreen(desk, studio.work, studio.words)
    screen.resize(1280, 748)
    screen.show_person(person)
    studio.settle()
    return screen
