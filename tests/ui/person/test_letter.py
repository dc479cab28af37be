"""The letter before a visit: reached from the person's page, seen in the format the person reads, printed or saved."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from app.casebook.desk import Desk, alter
from app.casebook.letter import letter_before
from app.casebook.people import add_to_circle, change_person, person
from app.casebook.visits import plan_visit
from app.practice.errors import NotFound
from app.practice.people import CirclePerson
from app.practice.visits import Visit
from tests.desks import add, make_desk
from tests.hands import Hands
from tests.leaving import OntoFiles
from tests.looking import faults
from tests.printed import text_of
from ui.papers.plain_screen import PlainScreen
from ui.words import Words
from ui.work import Work

AT = datetime(2026, 11, 28, 10, 30, tzinfo=UTC)


class Seat:
    """A planned visit with Maggie, and the screen with its letter."""

    def __init__(self, folder: Path, work: Work, words: Words, paper: str = "standard", size: int = 0) -> None:
        self.desk: Desk = make_desk(folder / "book")
        self.person = add(self.desk)
        reach = msgspec.structs.replace(person(self.desk, self.person).body.reach, paper=paper, text_size=size)
        change_person(self.desk, self.person, reach=reach)
        self.visit = plan_visit(self.desk, self.person, planned_for=AT, purpose="a first talk").made
        self.printing = OntoFiles(folder)
        self.screen = PlainScreen(self.desk, work, words, self.printing)
        self.screen.resize(1280, 760)
        self.screen.show()
        self.screen.show_letter(self.person, self.visit)
        self.hands = Hands(self.screen, work)
        self.hands.settle()

    def saved(self, name: str) -> str:
        self.hands.press("Save as PDF")
        self.hands.sees(f"Saved as {name}.")
        return text_of((self.printing.folder / name).read_bytes())


def close(seat: Seat, work: Work) -> None:
    work.wait_until_quiet()
    seat.screen.close()
    seat.desk.book.close()


def test_it_says_what_is_planned(tmp_path: Path, work: Work, words: Words) -> None:
    """The day by the person's clock, what for, how long, how to change it."""
    seat = Seat(tmp_path, work, words)
    text = seat.saved("Letter to Maggie.pdf")
    for said in (
        "Helen Price would like to visit you",
        "28 November 2026",
        "10:30",
        "a first talk",
        "minutes",
        "no to the laptop",
    ):
        assert said in text, said
    assert faults(seat.screen) == []
    close(seat, work)


def test_summer_is_an_hour_later(tmp_path: Path) -> None:
    """A time is kept as UTC and said as the person's clock shows it."""
    desk = make_desk(tmp_path / "book")
    whom = add(desk)
    visit = plan_visit(desk, whom, planned_for=datetime(2027, 7, 1, 9, 0, tzinfo=UTC)).made
    assert letter_before(desk, whom, visit).time.hour == 10
    desk.book.close()


@pytest.mark.parametrize(
    ("paper", "size", "chosen"), [("easy read", 0, "Easy read"), ("large print", 24, "Large print, 24 point")]
)
def test_the_person_s_own_format_comes_first(
    tmp_path: Path, work: Work, words: Words, paper: str, size: int, chosen: str
) -> None:
    """And another may be chosen for somebody else."""
    seat = Seat(tmp_path, work, words, paper, size)
    seat.hands.sees_chosen(chosen)
    other = "Large print" if paper == "easy read" else "Easy read"
    seat.hands.press(other)
    seat.hands.sees_chosen(other)
    close(seat, work)


def test_every_trouble_keeps_the_letter(tmp_path: Path, work: Work, words: Words) -> None:
    """No printer is said; a printer that takes it is said too. The audit hears of it: here the printer prints into a file."""
    seat = Seat(tmp_path, work, words)
    seat.printing.printer_there = False
    seat.hands.press("Print")
    seat.hands.sees("No printer is set up on this laptop, and the paper is kept here")
    seat.printing.printer_there = True
    seat.hands.press("Print")
    seat.hands.sees("The printer has it.")
    assert len(seat.printing.printed) == 1
    with seat.desk.book.view() as view:
        found = view.connection.exec_driver_sql("SELECT act, scope FROM act").fetchall()
    assert ("saved", f"person:{seat.person}") in [tuple(each) for each in found]
    close(seat, work)


def test_only_a_planned_visit_has_one(tmp_path: Path) -> None:
    """A visit with no time set has no letter."""
    desk = make_desk(tmp_path / "book")
    whom = add(desk)
    visit = plan_visit(desk, whom).made
    with pytest.raises(NotFound):
        letter_before(desk, whom, visit)
    desk.book.close()


def test_a_letter_that_names_somebody_not_to_be_contacted_is_asked_about_first(tmp_path: Path, work: Work, words: Words) -> None:
    """Nothing can be printed or saved before; another purpose is another question."""
    seat = Seat(tmp_path, work, words)
    add_to_circle(seat.desk, seat.person, CirclePerson(name="Colin Byrne", do_not_contact=True))
    alter(seat.desk, Visit, seat.visit, lambda body: msgspec.structs.replace(body, purpose="to talk about Colin’s key"))
    seat.screen.show_letter(seat.person, seat.visit)
    seat.hands.sees("The paper says “to talk about Colin’s key”. That names somebody who must not be contacted")
    seat.hands.does_not_see("Save as PDF")
    assert faults(seat.screen) == []
    seat.hands.press("It may stand")
    assert "Colin’s key" in seat.saved("Letter to Maggie.pdf")
    close(seat, work)
