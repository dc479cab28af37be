"""A visit that was paused goes on a week later on another laptop, exactly where it stopped, with the council in between."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.casebook.desk import Desk
from app.casebook.saying import Typed, keep_typing, new_typing, statements_of, typing_in
from app.casebook.visits import begin_visit, move_to, pause_visit, plan_visit, visits_of
from app.practice.people import Council, Role, Speaker
from app.practice.rows import in_row
from app.practice.statements import Asked, Manner
from app.practice.visits import Permission, Place, VisitStatus
from sync.client.exchange import Exchanger
from sync.server.admin import CouncilDesk, begin_council
from sync.server.council import Settings
from sync.server.serve import serving
from tests.desks import QUICK, add, make_desk
from tests.hands import Hands
from tests.sync.laptops import PASSWORD
from ui.shell import Shell
from ui.visit.visit_screen import VisitScreen
from ui.words import Words
from ui.work import Work

FIELD = "What is said"
HALF = "If I hum and rub my knee I am in p"


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def council(tmp_path: Path) -> Iterator[tuple[CouncilDesk, str]]:
    desk = begin_council(
        tmp_path / "council",
        Council(name="Elmbridge Vale Council"),
        administrator="Ruth Adeyemi",
        sign_in="ruth",
        password=PASSWORD,
        settings=Settings(cost=QUICK),
    )
    desk.add_staff("Helen Price", "helen", PASSWORD)
    with serving(desk.council) as address:
        yield desk, address
    desk.close()


class Laptop:
    """A casebook that exchanges, and the visit's screen on it."""

    def __init__(self, folder: Path, name: str, address: str, work: Work, words: Words) -> None:
        self.desk: Desk = make_desk(folder, name, now)
        self.exchanger = Exchanger(self.desk.book)
        self.exchanger.sign_in("helen", PASSWORD, address)
        self.work, self.words = work, words
        self.shell: Shell | None = None

    def exchange(self) -> None:
        self.exchanger.exchange()

    def open(self, person: str, visit: str) -> Hands:
        shell = self.shell = Shell(self.words)
        self.screen = VisitScreen(self.desk, self.work, self.words)
        shell.add_screen("visit", self.screen)
        shell.resize(1280, 800)
        shell.show()
        shell.activateWindow()
        self.screen.show_visit(person, visit)
        shell.show_screen("visit")
        hands = Hands(shell, self.work)
        hands.settle()
        return hands

    def close(self) -> None:
        self.work.wait_until_quiet()
        if self.shell is not None:
            self.shell.close()
        self.exchanger.close()
        self.desk.book.close()


@pytest.fixture
def laptop(tmp_path: Path, council: tuple[CouncilDesk, str], work: Work, words: Words) -> Iterator[Callable[[str], Laptop]]:
    made: list[Laptop] = []

    def make(name: str) -> Laptop:
        made.append(Laptop(tmp_path / name, name, council[1], work, words))
        return made[-1]

    yield make
    for each in made:
        each.close()


def test_it_goes_on_where_it_stopped(laptop: Callable[[str], Laptop]) -> None:
    """Guide, question and row; what was half typed with whose words it was and how it came; the keyboard in the field."""
    car = laptop("in the car")
    person = add(car.desk)
    visit = plan_visit(car.desk, person, purpose="first talk").made
    maggie = Speaker(role=Role.PERSON, name="Maggie", who=person)
    ann = Speaker(role=Role.OTHER, name="Ann")
    guide = next(each for each in car.desk.guides.all() if each.in_rows)
    prompt = guide.prompt[1]
    place = in_row(prompt.id, "3fa91c02")
    begin_visit(
        car.desk, visit, permission=Permission(given=True), present=(maggie, ann, car.desk.me), topics=(guide.id, "people-like")
    )
    first = in_row(guide.prompt[0].id, "3fa91c02")
    for at, question, words in ((first, guide.prompt[0].question, "She hums."), (place, prompt.question, HALF)):
        asked = Asked(guide=guide.id, version=guide.version, prompt=at, question=question)
        typed = Typed(words=words, speaker=ann, manner=Manner.SHOWN, asked=asked)
        keep_typing(car.desk, new_typing(person, visit, typed))
    move_to(car.desk, visit, Place(guide=guide.id, prompt=place, screen="read back nothing"))
    stood = visits_of(car.desk, person)[0].body.place
    pause_visit(car.desk, visit, stood)
    car.exchange()

    office = laptop("a week later")
    office.exchange()
    office.exchange()
    (found,) = visits_of(office.desk, person)
    assert (found.record, found.body.status, found.body.place) == (visit, VisitStatus.PAUSED, stood)
    hands = office.open(person, visit)
    assert office.screen.moment == (person, visit, guide.id, place)
    hands.sees(prompt.question)
    hands.sees(f"“{HALF}”")
    assert hands.focus_name() == FIELD
    assert hands.reads_in(FIELD) == ""
    half = next(each.body for each in statements_of(office.desk, person) if each.body.words == HALF)
    assert (half.speaker, half.manner, half.asked.prompt) == (ann, Manner.SHOWN, place)
    assert typing_in(office.desk, visit) == []
    assert visits_of(office.desk, person)[0].body.status is VisitStatus.UNDER_WAY
    assert [each.name for each in found.body.present] == ["Maggie", "Ann", "Helen Price"]


def test_what_goes_on_elsewhere_comes_back(laptop: Callable[[str], Laptop]) -> None:
    """Paused again on the second laptop, the first goes on with what was added there."""
    car, office = laptop("in the car"), laptop("a week later")
    person = add(car.desk)
    visit = plan_visit(car.desk, person).made
    begin_visit(car.desk, visit, permission=Permission(given=True), present=(car.desk.me,), topics=("good-day-bad-day",))
    guide = car.desk.guides.get("good-day-bad-day")
    assert guide is not None
    pause_visit(car.desk, visit, Place(guide=guide.id, prompt=guide.prompt[0].id))
    car.exchange()
    office.exchange()
    hands = office.open(person, visit)
    hands.press("Maggie")
    hands.type_into(FIELD, "Radio 3 on low.")
    hands.key("Ctrl+PgDown")
    stood = office.screen.moment[2:]
    hands.key("F10")
    hands.settle()
    office.exchange()
    car.exchange()
    (found,) = visits_of(car.desk, person)
    assert (found.body.place.guide, found.body.place.prompt) == stood
    assert [each.body.words for each in statements_of(car.desk, person)] == ["Radio 3 on low."]
