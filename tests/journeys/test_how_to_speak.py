"""How to speak with the person stands on top of every screen about them, and on none that is not or that is turned to them."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from app.casebook.people import change_person
from app.practice.people import Reach
from tests.journeys.laptop import Book, Laptop
from tests.looking import faults
from ui.rooms import SCREENS

HOW = "Sit on my left. No telephone calls."
LINE = f"Maggie: {HOW} Large print, 24 points."
ABOUT_NOBODY = {"today", "new person", "search"}
"""Screens about everybody or nobody yet."""

IN_A_PLACE_OF_ITS_OWN = {"person", "turned", "joining", "moving"}
"""The person's page has it in a card; the turned screen faces the person; two of whom one may not be known are compared."""


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = Book(tmp_path / "book", begun=False)
    made.change(lambda desk: change_person(desk, made.person, reach=Reach(how=HOW, text_size=24, paper="large print")))
    return made


def said(laptop: Laptop) -> str:
    laptop.hands.settle()
    assert laptop.window.rooms is not None
    return laptop.window.rooms._speaking.said


@pytest.mark.parametrize("name", sorted(set(SCREENS) - ABOUT_NOBODY - IN_A_PLACE_OF_ITS_OWN))
def test_every_screen_says_whom_it_is_about(name: str) -> None:
    """A new screen must say so too, or be named above with the reason."""
    module, _, kind = SCREENS[name].rpartition(".")
    screen = getattr(import_module(module), kind)
    assert isinstance(getattr(screen, "about", None), property) or name == "visit"


def test_it_goes_with_the_screens(book: Book, opened: Callable[..., Laptop]) -> None:
    """From the person's page to each room and back; nothing of it on Today."""
    laptop = opened(book.folder)
    hands = laptop.unlock()
    assert said(laptop) == ""
    hands.type_into("Find anyone", "magg")
    hands.press("Open Maggie Okafor")
    hands.sees(HOW)
    assert said(laptop) == ""
    for room in ("Circle", "One-page profile", "Plan", "How it came to be"):
        hands.press(room)
        assert said(laptop) == LINE, room
        assert faults(laptop.window.shell) == [], room
        hands.key("Esc")
        hands.settle()
        assert said(laptop) == ""
    hands.press("Start the visit")
    assert laptop.window.shell.current == "begin"
    assert said(laptop) == LINE


def test_in_a_visit(tmp_path: Path, book: Book, opened: Callable[..., Laptop]) -> None:
    """On the visit and on reading back, not on the turned screen; what is changed is shown changed."""
    book.change(book.begin)
    laptop = opened(book.folder)
    hands = laptop.unlock()
    assert laptop.window.shell.current == "visit"
    assert said(laptop) == LINE
    hands.key("F4")
    hands.settle()
    assert laptop.window.shell.current == "read back"
    assert said(laptop) == LINE
    hands.press("Back to the visit")
    hands.key("F2")
    hands.settle()
    assert laptop.window.shell.current == "turned"
    assert said(laptop) == ""


def test_where_nobody_has_asked_there_is_no_line(tmp_path: Path, opened: Callable[..., Laptop]) -> None:
    """An empty line would say nothing."""
    book = Book(tmp_path / "silent", begun=True)
    book.change(lambda desk: change_person(desk, book.person, reach=Reach()))
    laptop = opened(book.folder)
    laptop.unlock()
    assert laptop.window.shell.current == "visit"
    assert said(laptop) == ""
