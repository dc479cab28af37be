"""What can be printed, by real clicks: the list, the way to each paper, and the copy at home."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import delete

from app.casebook.desk import Desk
from app.casebook.leaving import copies_at_home, copy_left, freeze
from app.casebook.own_view import wishes_of
from app.casebook.people import add_to_circle
from app.casebook.plan import add_action
from app.casebook.visits import plan_visit
from app.practice.own_view import PAPER_COLOUR
from app.practice.people import CirclePerson, Person
from app.practice.plans import Action, HowLeft
from tests.desks import SATURDAY, add, make_desk
from tests.hands import Hands
from tests.leaving import OntoFiles, Table
from tests.printed import text_of
from tests.screens.paper import maggie_with_a_plan
from tests.screens.profile import standard_maggie
from ui.circle.on_paper import OnPaper
from ui.papers.papers_screen import PapersScreen
from ui.papers.plain_screen import PlainScreen
from ui.words import Words
from ui.work import Work


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "helen")
    yield made
    made.book.close()


@pytest.fixture
def shown(work: Work) -> Iterator[Callable[[QWidget], Hands]]:
    """Shows a screen, and lets it go when the test is over."""
    made: list[QWidget] = []

    def show(screen: QWidget) -> Hands:
        made.append(screen)
        screen.resize(1280, 748)
        screen.show()
        return Hands(screen, work)

    yield show
    work.wait_until_quiet()
    for screen in made:
        delete(screen)


class Asked:
    """What a list asked for."""

    def __init__(self, screen: PapersScreen) -> None:
        self.found: list[tuple[str, str, str]] = []
        for name in ("leaving", "plain", "letter"):
            signal = getattr(screen, f"{name}_requested")
            signal.connect(lambda person, what, name=name: self.found.append((name, person, what)))


def test_the_list_leads_to_every_paper_there_is_something_for(
    desk: Desk, work: Work, words: Words, shown: Callable[[QWidget], Hands]
) -> None:
    person = maggie_with_a_plan(desk)
    visit = plan_visit(desk, person, planned_for=SATURDAY).made
    screen = PapersScreen(desk, work, words)
    asked, hands = Asked(screen), shown(screen)
    screen.show_person(person)
    hands.sees("Papers for Maggie")
    for paper in ("One-page profile", "This is about me", "Who does what by when", "What we agreed to try"):
        hands.press(f"Look at: {paper}")
    hands.press("Look at: Questions on paper")
    hands.press("Look at: My money, month by month")
    hands.press("Look at: The people in my life")
    hands.press("Look at: Letter before a visit: Saturday 21 November, 09:12")
    leaving = [(person, each) for each in ("one-page-profile", "about-me", "actions", "plan-copy")]
    plain = [(person, each) for each in ("questions", "budget-sheet", "circle")]
    assert asked.found == [
        *(("leaving", *each) for each in leaving),
        *(("plain", *each) for each in plain),
        ("letter", person, visit),
    ]


def test_of_somebody_new_it_says_why_there_is_no_way_on(
    desk: Desk, work: Work, words: Words, shown: Callable[[QWidget], Hands]
) -> None:
    screen = PapersScreen(desk, work, words)
    hands = shown(screen)
    screen.show_person(standard_maggie(desk))
    hands.sees("Nothing stands on it yet.")
    hands.sees("No visit is planned for a day.")
    hands.sees("There is nobody in the circle yet.")
    assert not hands.can_press("Look at: This is about me")


def test_it_says_which_copy_is_at_home_and_whether_it_still_says_what_we_know(
    desk: Desk, work: Work, words: Words, shown: Callable[[QWidget], Hands]
) -> None:
    person = maggie_with_a_plan(desk)
    copy_left(desk, person, freeze(desk, person, "actions"), "actions", HowLeft.PRINTED, "Maggie")
    screen = PapersScreen(desk, work, words)
    hands = shown(screen)
    screen.show_person(person)
    hands.sees("The copy at home is from 21 November 2026.")
    add_action(desk, person, Action(what="Ask about the steps"))
    screen.show_person(person)
    hands.sees("The copy at home is from 21 November 2026; what it says has changed since.")


def test_this_is_about_me_is_looked_at_answered_printed_and_remembered(
    desk: Desk, work: Work, words: Words, tmp_path: Path
) -> None:
    """Exactly as the profile and the plan: nothing is left before it was asked for."""
    person = maggie_with_a_plan(desk)
    table = Table(desk, person, work, words, tmp_path)
    table.screen.show_paper(person, "about-me")
    table.hands.sees("Look at it together")
    table.hands.settle()
    assert "This is about me" in table.page()
    assert "Draft" in table.page()
    table.answer()
    table.print()
    (home,) = copies_at_home(desk, person)
    assert (home.copy.paper, home.copy.with_whom, home.out_of_date) == ("about-me", "Maggie", False)
    assert home.copy.code in table.page()
    work.wait_until_quiet()
    delete(table.screen)


def plain(desk: Desk, work: Work, words: Words, folder: Path) -> tuple[PlainScreen, OntoFiles]:
    printing = OntoFiles(folder)
    return PlainScreen(desk, work, words, printing), printing


def test_questions_are_picked_seen_and_saved(
    desk: Desk, work: Work, words: Words, tmp_path: Path, shown: Callable[[QWidget], Hands]
) -> None:
    person = standard_maggie(desk)
    screen, printing = plain(desk, work, words, tmp_path)
    hands = shown(screen)
    screen.show_paper(person, "questions", ("people-like",))
    hands.sees("Questions for Maggie on paper")
    hands.settle()
    hands.press("My people")
    hands.settle()
    hands.press("Save as PDF")
    hands.sees("Saved as Questions on paper Maggie.pdf.")
    text = text_of((tmp_path / printing.offered[0]).read_bytes())
    assert "What do people thank you for?" in text
    assert "Who are your friends?" in text
    assert copies_at_home(desk, person) == []


def test_the_colour_that_is_kept_on_one_paper_is_there_on_the_next(
    desk: Desk, work: Work, words: Words, tmp_path: Path, shown: Callable[[QWidget], Hands]
) -> None:
    person = standard_maggie(desk)
    screen, _ = plain(desk, work, words, tmp_path)
    hands = shown(screen)
    screen.show_paper(person, "budget-sheet")
    hands.settle()
    hands.press("Size and colour")
    hands.press("Yellow")
    hands.press("Yellow paper is what Maggie reads best: keep that")
    hands.settle()
    assert wishes_of(desk, person) == {PAPER_COLOUR: "yellow"}
    screen.show_paper(person, "questions", ("people-like",))
    hands.settle()
    hands.sees_chosen("Yellow")


def test_with_nothing_picked_it_says_so(
    desk: Desk, work: Work, words: Words, tmp_path: Path, shown: Callable[[QWidget], Hands]
) -> None:
    screen, _ = plain(desk, work, words, tmp_path)
    hands = shown(screen)
    screen.show_paper(standard_maggie(desk), "questions", ("people-like",))
    hands.settle()
    hands.press("People like")
    hands.sees("Pick at least one.")


def test_a_circle_with_nobody_to_print_is_not_printed(
    desk: Desk, work: Work, words: Words, tmp_path: Path, shown: Callable[[QWidget], Hands]
) -> None:
    person = standard_maggie(desk)
    add_to_circle(desk, person, CirclePerson(name="Kevin Marsh", do_not_contact=True))
    screen, _ = plain(desk, work, words, tmp_path)
    hands = shown(screen)
    screen.show_paper(person, "circle")
    hands.sees("There is nobody in the circle who can be printed.")
    assert not hands.can_press("Print")


def busy(work: Work) -> Event:
    """Nothing is read behind the window until this is set."""
    gate = Event()
    for _ in range(2):
        work.read(partial(gate.wait, 5))
    return gate


def test_nothing_of_anybody_else_stays_on_the_screen_or_goes_out(
    desk: Desk, work: Work, words: Words, tmp_path: Path, shown: Callable[[QWidget], Hands]
) -> None:
    """While the next person's page is made, and where it cannot be made at all."""
    screen, printing = plain(desk, work, words, tmp_path)
    hands = shown(screen)
    screen.show_paper(standard_maggie(desk), "questions", ("people-like",))
    hands.sees("Questions for Maggie on paper")
    hands.settle()
    gate = busy(work)
    screen.show_paper(add(desk, Person(name="Joe Byrne")), "questions", ("people-like",))
    QApplication.processEvents()
    assert screen._preview.pdf == b""
    assert [each for each in Hands(screen).words_on_screen() if "Maggie" in each] == []
    gate.set()
    hands.sees("Questions for Joe Byrne on paper")
    hands.settle()
    assert "Joe" in text_of(screen._preview.pdf)
    screen.show_paper("00" * 16, "circle")
    hands.settle()
    assert screen._preview.pdf == b""
    hands.press("Save as PDF")
    assert printing.offered == []


def test_a_page_of_the_circle_that_comes_late_is_nobody_elses(
    desk: Desk, work: Work, words: Words, tmp_path: Path, shown: Callable[[QWidget], Hands]
) -> None:
    """Asked for Maggie, and Joe is shown meanwhile: it is put away, and Joe's own comes when it is asked for."""
    printing = OntoFiles(tmp_path)
    circle = OnPaper(desk, work, words, printing)
    hands = shown(circle)
    maggie, joe = standard_maggie(desk), add(desk, Person(name="Joe Byrne"))
    circle.show_person(maggie)
    gate = busy(work)
    Hands(circle).press("Put the circle on paper")
    circle.show_person(joe)
    gate.set()
    hands.settle()
    hands.does_not_see("The circle on paper")
    assert not hands.can_press("Save as PDF")
    hands.press("Put the circle on paper")
    hands.press("Save as PDF")
    assert [each for each in printing.offered if "Maggie" in each] == []
    assert len(printing.offered) == 1
