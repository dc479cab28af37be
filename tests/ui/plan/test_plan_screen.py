"""The plan screen: what is wanted, who does what by when, the late ones first, and nothing that cannot be undone."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from shiboken6 import delete

from app.casebook.desk import Desk
from app.casebook.people import add_to_circle, change_person
from app.casebook.plan import actions_of, add_action, change_action
from app.practice.people import CirclePerson, Role
from app.practice.plans import Action, ActionState
from app.practice.statements import Asked
from tests.desks import make_desk
from tests.hands import Hands
from tests.looking import faults
from tests.screens.paper import maggie_with_a_plan
from tests.screens.profile import LONG_NAME, put, standard_maggie
from ui.plan.plan_screen import PlanScreen
from ui.theme.theme import Theme
from ui.words import Words
from ui.work import Work

BUS = "Ring the bus company about the early pick-up"
RAIL = "Fit the rail by the back door"
CHAIR = "Ask the choir for a chair with arms"
EASTER = "I want to sing at Easter, standing up."


class Table:
    """Maggie's plan on the screen."""

    def __init__(self, desk: Desk, person: str, work: Work, words: Words) -> None:
        self.desk, self.person = desk, person
        self.screen = PlanScreen(desk, work, words)
        self.screen.resize(1280, 748)
        self.screen.show()
        self.screen.show_person(person)
        self.hands = Hands(self.screen, work)
        self.hands.settle()

    def action(self, what: str) -> Action:
        return next(each.body for each in actions_of(self.desk, self.person) if each.body.what == what)

    def faults(self) -> list[str]:
        """What is cut or unnamed once everything has its place."""
        for _ in range(10):
            self.hands.settle()
            if not faults(self.screen):
                break
        return faults(self.screen)

    def order(self) -> list[str]:
        """The promises on the screen from top to bottom."""
        cards = sorted(self.screen._cards.values(), key=lambda card: card.mapTo(self.screen, card.rect().topLeft()).y())
        return [card.face.line for card in cards]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "helen")
    yield made
    made.book.close()


@pytest.fixture
def seat(desk: Desk, work: Work, words: Words) -> Iterator[Callable[[str], Table]]:
    """Makes the screen for a person, and lets it go when the test is over."""
    made: list[Table] = []

    def sit(person: str) -> Table:
        made.append(Table(desk, person, work, words))
        return made[-1]

    yield sit
    work.wait_until_quiet()
    for table in made:
        delete(table.screen)


@pytest.fixture
def table(desk: Desk, seat: Callable[[str], Table]) -> Table:
    return seat(maggie_with_a_plan(desk))


def test_what_is_wanted_and_who_does_what(table: Table) -> None:
    """The person's wish in their words, and each promise with who and when."""
    table.hands.sees(f"“{EASTER}”")
    table.hands.sees("Ann, by 18 November 2026")
    table.hands.sees("before Easter, nobody named yet")


def test_late_ones_stand_first(table: Table) -> None:
    """Whatever its place in the order, a promise whose day has passed is at the top, the longest ago first."""
    add_action(table.desk, table.person, Action(what="Post the form", by=date(2026, 11, 9)))
    table.screen.show_person(table.person)
    table.hands.sees("Post the form")
    table.hands.settle()
    table.hands.sees("The day for this has passed.")
    assert table.order() == ["Post the form", BUS, RAIL, CHAIR]


def test_a_promise_is_added_for_a_wish(table: Table) -> None:
    """From the wish to the form: who, by a day, and what it is for."""
    table.hands.press(f"Who does what for this? {EASTER}")
    table.hands.type_into("What will happen", "Sit in the front row at practice")
    table.hands.press("Maggie does it")
    table.hands.type_into("By when", "8 December")
    table.hands.press("Keep")
    table.hands.sees("Maggie, by 8 December 2026")
    made = table.action("Sit in the front row at practice")
    assert made.who is not None
    assert made.who.role is Role.PERSON
    assert made.by == date(2026, 12, 8)
    assert made.towards
    assert made.said_by == table.desk.me
    table.hands.sees(f"For: “{EASTER}”")


def test_somebody_not_to_be_contacted_is_not_offered(table: Table) -> None:
    """The form offers the circle, and nobody who must not be contacted."""
    add_to_circle(table.desk, table.person, CirclePerson(name="Kevin", do_not_contact=True))
    table.screen.show_person(table.person)
    table.hands.settle()
    table.hands.press("Add who does what")
    assert table.hands.can_press("Ann Price does it")
    assert not table.hands.can_press("Kevin does it")


def test_put_in_order_by_keys_and_by_buttons(table: Table) -> None:
    """Arrow keys and buttons move a promise; the keyboard stays with it; a late one keeps its place."""
    card = next(card for card in table.screen._cards.values() if card.face.line == CHAIR)
    card.face.setFocus()
    table.hands.key("Up")
    assert table.order() == [BUS, CHAIR, RAIL]
    assert table.hands.focus_name().startswith(CHAIR)
    table.hands.press(CHAIR)
    table.hands.press(f"Down: {CHAIR}")
    assert table.order() == [BUS, RAIL, CHAIR]
    assert [each.body.what for each in actions_of(table.desk, table.person)] == [BUS, RAIL, CHAIR]
    table.hands.press(BUS)
    assert not table.hands.can_press(f"Up: {BUS}")


def test_done_and_opened_again(table: Table) -> None:
    """Done says its day; Undo and Open it again both bring it back."""
    table.hands.press(RAIL)
    table.hands.press(f"Done: {RAIL}")
    table.hands.sees("Done on 21 November 2026.")
    assert table.action(RAIL).state is ActionState.DONE
    table.hands.press("Undo")
    assert table.action(RAIL).state is ActionState.OPEN
    table.hands.press(f"Done: {RAIL}")
    table.hands.press(f"Open it again: {RAIL}")
    assert table.action(RAIL).settled_on is None
    table.hands.does_not_see("Done on")


def test_not_any_more_keeps_the_reason(table: Table) -> None:
    """A promise that is dropped says why, word for word."""
    table.hands.press(CHAIR)
    table.hands.press(f"Not any more: {CHAIR}")
    table.hands.type_into("Why not any more", "She brings her own cushion.")
    table.hands.press("Keep")
    table.hands.sees("Not any more, since 21 November 2026: She brings her own cushion.")
    kept = table.action(CHAIR)
    assert (kept.state, kept.reason) == (ActionState.DROPPED, "She brings her own cushion.")


def test_changed_where_it_stands(table: Table) -> None:
    """The form under the promise holds what it said; what is kept is shown at once."""
    table.hands.press(CHAIR)
    table.hands.press(f"Change: {CHAIR}")
    assert table.hands.reads_in("By when") == "before Easter"
    table.hands.press("Helen Price does it")
    table.hands.press("Keep")
    table.hands.sees("Helen Price: before Easter")
    assert table.action(CHAIR).who == table.desk.me


def test_taken_out_and_brought_back(table: Table) -> None:
    """Taking out asks nothing and can be undone."""
    table.hands.press(RAIL)
    table.hands.press(f"Take out: {RAIL}")
    table.hands.does_not_see(RAIL)
    table.hands.press("Undo")
    table.hands.sees(RAIL)


def test_what_is_being_changed_stays_when_something_else_changes(table: Table, work: Work) -> None:
    """A change from elsewhere shows, and the open form keeps its words."""
    table.hands.press(RAIL)
    table.hands.press(f"Change: {RAIL}")
    table.hands.replace_in("What will happen", "Fit two rails")
    chair = next(each.record for each in actions_of(table.desk, table.person) if each.body.what == CHAIR)
    work.write(lambda: change_action(table.desk, chair, what="Find a chair"))
    table.hands.sees("Find a chair")
    assert table.hands.reads_in("What will happen") == "Fit two rails"


def test_an_empty_plan_and_print_and_leave(desk: Desk, seat: Callable[[str], Table]) -> None:
    """Nothing yet is said warmly; leaving is asked for by signal."""
    table = seat(standard_maggie(desk))
    table.hands.sees("Nothing has been promised yet.")
    asked: list[tuple[str, str]] = []
    table.screen.leaving_requested.connect(lambda person, paper: asked.append((person, paper)))
    table.hands.press("Print and leave")
    assert asked == [(table.person, "plan-copy")]
    assert table.faults() == []


@pytest.mark.parametrize("theme", [Theme(), Theme(colours="dark"), Theme(text_scale=2.0), Theme(right_to_left=True)])
def test_nothing_is_cut_at_the_smallest_window(
    desk: Desk, seat: Callable[[str], Table], dress: Callable[[Theme], None], theme: Theme
) -> None:
    """1024 by 640, large text, a name and a promise without an end."""
    dress(theme)
    person = maggie_with_a_plan(desk)
    change_person(desk, person, name=LONG_NAME, known_as="")
    put(desk, person, "A wish " * 100, asked=Asked(guide="what-i-want", prompt="home-want"), rank=90)
    add_action(desk, person, Action(what="Ring " * 200, by_words="when the weather is " * 10))
    table = seat(person)
    table.screen.resize(1024, 640)
    table.hands.settle()
    assert table.faults() == []
    table.hands.press(RAIL)
    assert table.faults() == []
    table.hands.press(f"Change: {RAIL}")
    assert table.faults() == []
