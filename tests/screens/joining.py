"""Pictures of what is about two people: one who was entered twice, words in the wrong record, and both on Today."""

from collections.abc import Iterator
from datetime import date

from PySide6.QtWidgets import QWidget

from app.casebook.joining import join
from app.casebook.moving import move, remind
from app.casebook.people import add_to_circle
from app.casebook.saying import reword
from app.practice.people import CirclePerson, Person, Reach, Role
from tests.desks import MAGGIE, add, carry, say
from tests.hands import Hands
from tests.studio import Studio
from ui.joining.joining_screen import JoiningScreen
from ui.joining.moving_screen import MovingScreen
from ui.person.person_screen import PersonScreen
from ui.search.place_screen import PlaceScreen
from ui.today.today_screen import TodayScreen

BORN = date(1941, 5, 6)
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch " * 2


def shots(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    """Choosing whom, both beside each other, done, taken for one on the page, parting, moving, arrived, on Today."""
    desk, jo = studio.desk("Helen Price"), studio.desk("Jo Marsh")
    iris = add(desk, Person(name="Iris Bell", born=BORN, address="1 Quay Row", reach=Reach(how="Sit on my left.")))
    twin = add(desk, Person(name="iris bell", known_as="Mrs Bell", born=BORN, telephone="01632 960111", council_number="EV-7"))
    maggie, tariq = add(desk, MAGGIE), add(desk, Person(name="Tariq Aziz"))
    long = add(desk, Person(name=LONG, address=LONG))
    say(desk, iris, "Radio 3 on low.", name="Iris")
    add_to_circle(desk, tariq, CirclePerson(name="Samira"))
    screen = JoiningScreen(desk, studio.work, studio.words)
    screen.show_pair(iris)
    yield "joining whom", screen
    screen.show_pair(iris, twin)
    yield "joining", screen
    screen.show_pair(iris, long)
    yield "joining long name", screen
    today = TodayScreen(desk, studio.work, studio.words)
    wrong = say(desk, maggie, "He plays chess at four.", name="Samira", role=Role.OTHER)
    late = say(desk, maggie, "The garden before nine.", name="Maggie")
    carry(desk.book, jo.book)
    remind(desk, wrong)
    move(desk, late, tariq)
    reword(jo, late, "The garden before eight.")
    carry(jo.book, desk.book)
    today.reload()
    yield "joining today", today
    moving = MovingScreen(desk, studio.work, studio.words)
    moving.show_statement(wrong)
    yield "moving", moving
    hands = Hands(moving, studio.work)
    hands.type_into("The person they belong to", "tariq")
    hands.press("Choose Tariq Aziz")
    yield "moving chosen", moving
    hands.press("Move them to Tariq Aziz")
    yield "moving done", moving
    place = PlaceScreen(desk, studio.work, studio.words)
    place.show_statement(late)
    yield "moving left", place
    join(desk, iris, twin, {"home": iris}, "She married, and was entered again.")
    page = PersonScreen(desk, studio.work, studio.words)
    page.show_person(iris)
    studio.settle()
    page._page.scroll_to(page._twice)
    yield "joining page", page
    screen.show_parting(iris, twin, "iris bell")
    yield "joining parting", screen
