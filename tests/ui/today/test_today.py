"""Today: the greeting, the visits, what waits, finding somebody, and nobody else while a visit is open."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from app.casebook.desk import Desk
from app.casebook.saying import reword
from app.casebook.visits import begin_visit, pause_visit, plan_visit
from app.practice.people import Person, Role, Speaker
from app.practice.visits import Permission, Place
from app.records.revision import new_record
from tests.desks import MAGGIE, SATURDAY, Clock, add, carry, make_desk, say
from tests.hands import Hands
from tests.looking import faults
from tests.screens.today import a_day
from tests.studio import Studio
from ui.theme.theme import Theme
from ui.today.parts import Waiting, run_on, start_of
from ui.today.today_screen import TodayScreen
from ui.widgets.passage import Passage
from ui.words import Words
from ui.work import Work


class Told:
    """What the screen asked for, in order."""

    def __init__(self, screen: TodayScreen) -> None:
        self.asked: list[tuple[str, ...]] = []
        for name in ("person_opened", "visit_opened", "unsettled_opened", "leaving_opened"):
            getattr(screen, name).connect(lambda *facts, name=name: self.asked.append((name, *facts)))
        screen.new_person_requested.connect(lambda: self.asked.append(("new_person_requested",)))


Show = Callable[[Desk], tuple[Hands, Told]]


@pytest.fixture
def show(work: Work, words: Words) -> Show:
    def shown(desk: Desk) -> tuple[Hands, Told]:
        screen = TodayScreen(desk, work, words)
        told = Told(screen)
        screen.resize(1280, 800)
        screen.show()
        hands = Hands(screen, work, patience=20)
        hands.sees("Good ")
        return hands, told

    return shown


@pytest.fixture
def studio(tmp_path: Path, work: Work, words: Words) -> Studio:
    return Studio(tmp_path, work, words)


@pytest.mark.parametrize(
    ("hour", "greeting"),
    [(5, "Good morning"), (11, "Good morning"), (12, "Good afternoon"), (17, "Good afternoon"), (18, "Good evening")],
)
def test_it_greets_by_the_time_of_day(tmp_path: Path, show: Show, hour: int, greeting: str) -> None:
    """By the clock in the United Kingdom."""
    hands, _ = show(make_desk(tmp_path, clock=Clock(datetime(2026, 11, 21, hour, 30, tzinfo=UTC))))
    hands.sees(f"{greeting}, Helen")


def test_a_summer_night_is_already_the_next_day(tmp_path: Path, show: Show) -> None:
    """At half past eleven in UTC it is half past midnight in a British summer."""
    hands, _ = show(make_desk(tmp_path, clock=Clock(datetime(2026, 7, 3, 23, 30, tzinfo=UTC))))
    hands.sees("Saturday 4 July")
    hands.sees("Good morning")


def test_an_empty_laptop_says_how_to_begin(tmp_path: Path, show: Show) -> None:
    """Nobody there yet: a warm word and one thing to press."""
    hands, told = show(make_desk(tmp_path))
    hands.sees("Nobody is at the table yet")
    hands.does_not_see("Find anyone")
    hands.press("Somebody new")
    assert told.asked == [("new_person_requested",)]


def test_the_day_is_there(studio: Studio, show: Show) -> None:
    """Visits with how to get in and speak, what is late, what comes, and all that waits; nothing is cut."""
    hands, told = show(a_day(studio))
    for words in (
        "Saturday 21 November. 2 visits today.",
        "10:00",
        "Ring twice and wait, she is coming.",
        "Sit on her left.",
        "Large print, 18 points.",
        "14:30",
        "Bilal Community Café, back room",
        "One thing was promised and is not done: the grab rail.",
        "Dilys Rees, plan to agree",
        "Two versions of one sentence",
        "The copy at Tariq Aziz's home is old",
        "Words with nobody's name on them",
    ):
        hands.sees(words)
    QTest.qWait(200)
    assert faults(hands._window) == []
    hands.press("Get ready for Tariq Aziz")
    hands.press("Settle it: Maggie")
    hands.press("Make a new one for Tariq Aziz")
    hands.press("Say whose words they are: Dilys Rees")
    assert [each[0] for each in told.asked] == ["person_opened", "unsettled_opened", "leaving_opened", "person_opened"]
    assert told.asked[2][2] == "one-page-profile"


def test_from_right_to_left_no_words_lie_on_the_edge(studio: Studio, show: Show, dress: Callable[[Theme], None]) -> None:
    """The coloured edge changes sides with the words, and leaves them room."""
    dress(Theme(right_to_left=True))
    hands, _ = show(a_day(studio))
    hands.sees("Two versions of one sentence")
    QTest.qWait(200)
    parts = hands._window.findChildren(Waiting)
    assert len(parts) == 3
    for part in parts:
        inner = [child.geometry() for child in part.findChildren(Passage)]
        assert max(box.right() for box in inner) < part.width() - 4
    assert faults(hands._window) == []


def test_who_wrote_the_versions_is_said(studio: Studio, show: Show) -> None:
    """`You` come first, and somebody whose name is not known is somebody else."""
    hands, _ = show(a_day(studio))
    hands.sees("Maggie: you and somebody else both wrote about this while apart.")


def test_a_paused_visit_is_gone_on_with(tmp_path: Path, show: Show) -> None:
    """A visit that was paused says since when, and goes on from here."""
    desk = make_desk(tmp_path)
    maggie = add(desk)
    visit = plan_visit(desk, maggie).made
    present = (Speaker(role=Role.PERSON, name="Maggie", who=maggie),)
    begin_visit(desk, visit, permission=Permission(given=True), present=present, topics=())
    pause_visit(desk, visit, Place())
    hands, told = show(desk)
    hands.sees("Paused Saturday 21 November, 09:12")
    hands.press("Go on with the visit with Maggie Okafor")
    assert told.asked == [("visit_opened", maggie, visit)]


def test_finding_by_name(tmp_path: Path, show: Show) -> None:
    """Part of a name is enough; Enter opens the only one; nobody is said plainly."""
    desk = make_desk(tmp_path)
    maggie, rahima = add(desk), add(desk, Person(name="رحيمة بيغوم"))
    add(desk, Person(name="Maggie Smith"))
    hands, told = show(desk)
    hands.type_into("Find anyone", "magg")
    hands.sees("Open Maggie Okafor")
    hands.sees("Open Maggie Smith")
    hands.key("Return")
    assert told.asked == []
    hands.type(" ok")
    hands.does_not_see("Open Maggie Smith")
    hands.key("Return")
    hands.replace_in("Find anyone", "رحيمة\n")
    assert told.asked == [("person_opened", maggie), ("person_opened", rahima)]
    hands.replace_in("Find anyone", "zzz")
    hands.sees("Nobody on this laptop is called that.")


def test_who_wrote_before_the_first_sign_in_is_still_you(tmp_path: Path, show: Show) -> None:
    """The council then gave this worker another id."""
    helen, jo = make_desk(tmp_path / "a"), make_desk(tmp_path / "b", "Jo Marsh")
    record = say(helen, add(helen, MAGGIE), "I take tablets.")
    carry(helen.book, jo.book)
    reword(helen, record, "I take 2 tablets.")
    reword(jo, record, "I take 1 tablet.")
    carry(jo.book, helen.book)
    before = helen.book.identity
    helen.book.identify(replace(before, staff=new_record(), formerly=(before.staff,)))
    hands, _ = show(helen)
    hands.sees("you and ")
    hands.sees("both wrote about this while apart")


def test_it_follows_what_changes(tmp_path: Path, show: Show, work: Work) -> None:
    """A visit planned elsewhere in the app is there without asking; so are versions an exchange brought."""
    helen, jo = make_desk(tmp_path / "a"), make_desk(tmp_path / "b", "Jo Marsh")
    maggie = add(helen)
    record = say(helen, maggie, "Radio 3.")
    carry(helen.book, jo.book)
    hands, _ = show(helen)
    hands.sees("No visits today.")
    hands.sees("Nothing is waiting for you.")
    work.write(lambda: plan_visit(helen, maggie, planned_for=SATURDAY + timedelta(hours=3)))
    hands.sees("One visit today.")
    reword(helen, record, "Radio 3 on low.")
    reword(jo, record, "Radio 4.")
    carry(jo.book, helen.book)
    work.write(lambda: plan_visit(helen, maggie, planned_for=SATURDAY + timedelta(days=3)))
    hands.sees("Two versions of one sentence")


def test_nobody_else_is_there_while_a_visit_is_open(tmp_path: Path, show: Show) -> None:
    """Even if Today came up in the middle of a visit, it would name nobody else."""
    desk = make_desk(tmp_path)
    maggie, tariq = add(desk), add(desk, Person(name="Tariq Aziz"))
    plan_visit(desk, tariq, planned_for=SATURDAY)
    visit = plan_visit(desk, maggie).made
    begin_visit(desk, visit, permission=Permission(given=True), present=(), topics=())
    hands, _ = show(desk)
    hands.type_into("Find anyone", "a")
    hands.sees("Open Maggie Okafor")
    hands.does_not_see("Tariq")


@pytest.mark.parametrize(
    ("text", "start"),
    [("short", "short"), ("a " * 60, ("a " * 29).strip() + " a…"), ("two\nlines", "two lines"), ("x" * 99, "x" * 60 + "…")],
)
def test_the_start_of_a_text_ends_between_words(text: str, start: str) -> None:
    """A list shows the beginning, and says with three dots that there is more."""
    assert start_of(text) == start


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (("first talk", "", "Ring twice and wait."), ["First talk. Ring twice and wait."]),
        (("Which door?", "the green one"), ["Which door? The green one."]),
        (("first talk", "شارع النخيل"), ["first talk", "شارع النخيل"]),
        (("", " "), []),
    ],
)
def test_short_pieces_run_on_as_sentences(texts: tuple[str, ...], said: list[str]) -> None:
    """In one paragraph; words from right to left keep a paragraph of their own."""
    assert run_on(*texts) == said


def test_maggie_is_who_the_tests_think_she_is() -> None:
    """The tests above read her own facts."""
    assert MAGGIE.called == "Maggie"
