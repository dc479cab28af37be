"""The circle on paper names people: where one of them shares a name with somebody not to be contacted, it is asked about."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from app.casebook.desk import Desk
from app.casebook.people import add_to_circle, change_in_circle
from app.practice.people import CirclePerson
from tests.desks import add, make_desk
from tests.hands import Hands
from tests.leaving import OntoFiles
from tests.looking import faults
from tests.printed import text_of
from ui.circle.on_paper import OnPaper
from ui.paper.making import CIRCLE
from ui.papers.plain_screen import PlainScreen
from ui.words import Words
from ui.work import Work

ASKED = "The paper says “Colin Price”. That names somebody who must not be contacted"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "helen")
    yield made
    made.book.close()


@pytest.fixture
def person(desk: Desk) -> str:
    """Somebody with a nephew who is called like a brother not to be contacted, who was taken out of the circle."""
    made = add(desk)
    colin = add_to_circle(desk, made, CirclePerson(name="Colin Byrne", relation="brother", do_not_contact=True)).made
    change_in_circle(desk, colin, removed=True)
    add_to_circle(desk, made, CirclePerson(name="Colin Price", relation="nephew"))
    return made


def asked_before_it_goes_out(hands: Hands, screen: QWidget, printing: OntoFiles) -> None:
    hands.sees(ASKED)
    hands.does_not_see("Save as PDF")
    assert faults(screen) == []
    hands.press("It may stand")
    hands.does_not_see(ASKED)
    hands.press("Save as PDF")
    hands.sees("Saved")
    assert "Colin Price" in text_of((printing.folder / printing.offered[0]).read_bytes())


def test_among_the_papers(desk: Desk, person: str, work: Work, words: Words, tmp_path: Path) -> None:
    """Somebody who comes into the circle afterwards is asked about by themselves."""
    printing = OntoFiles(tmp_path)
    screen = PlainScreen(desk, work, words, printing)
    screen.resize(1280, 748)
    screen.show()
    hands = Hands(screen, work)
    screen.show_paper(person, CIRCLE)
    asked_before_it_goes_out(hands, screen, printing)
    add_to_circle(desk, person, CirclePerson(name="Mrs Byrne"))
    screen.show_paper(person, CIRCLE)
    hands.sees("The paper says “Colin Price” and “Mrs Byrne”. That names somebody")
    hands.does_not_see("Save as PDF")
    work.wait_until_quiet()
    delete(screen)


def test_beside_the_circle(desk: Desk, person: str, work: Work, words: Words, tmp_path: Path) -> None:
    """Closed and opened again it is asked once more."""
    printing = OntoFiles(tmp_path)
    screen = OnPaper(desk, work, words, printing)
    screen.resize(900, 900)
    screen.show()
    hands = Hands(screen, work)
    screen.show_person(person)
    hands.press("Put the circle on paper")
    asked_before_it_goes_out(hands, screen, printing)
    screen.quiet()
    hands.press("Put the circle on paper")
    hands.sees(ASKED)
    hands.does_not_see("Save as PDF")
    work.wait_until_quiet()
    delete(screen)
