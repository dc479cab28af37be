"""What stands in an open form when the app is killed is in the form again when it is opened; kept or closed, it is not."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from app.casebook.people import change_person, person
from tests.hands import Hands
from tests.journeys.laptop import Book, Laptop
from tests.journeys.test_open_forms import FORMS, Form

KEPT = ("somebody new", "details", "who does what", "circle", "promise", "planning a visit")


def go_to(form: Form, hands: Hands) -> None:
    if form.steps[0] == "Open Maggie Okafor":
        hands.type_into("Find anyone", "magg")
    for step in form.steps:
        hands.press(step)


def killed(laptop: Laptop, folder: Path) -> Path:
    """The folder as a kill would leave it a moment from now."""
    QTest.qWait(700)
    laptop.hands.settle()
    shutil.copytree(laptop.office.folder, folder, ignore=shutil.ignore_patterns("*.lock"))
    return folder


@pytest.mark.parametrize("name", KEPT)
def test_it_stands_there_again(tmp_path: Path, opened: Callable[..., Laptop], name: str) -> None:
    form = FORMS[name]
    laptop = opened(Book(tmp_path / "book", begun=form.in_visit).folder)
    laptop.unlock()
    go_to(form, laptop.hands)
    laptop.hands.type_into(form.field, "Ring twic")
    again = opened(killed(laptop, tmp_path / "after"))
    again.unlock()
    go_to(form, again.hands)
    again.hands.settle()
    assert again.hands.reads_in(form.field) == "Ring twic"


def test_a_form_that_was_closed_leaves_nothing(tmp_path: Path, opened: Callable[..., Laptop]) -> None:
    form = FORMS["details"]
    laptop = opened(Book(tmp_path / "book", begun=False).folder)
    laptop.unlock()
    go_to(form, laptop.hands)
    laptop.hands.type_into(form.field, "EV-1")
    QTest.qWait(700)
    laptop.hands.press("Leave it as it was")
    laptop.hands.settle()
    with laptop.desk.book.view() as view:
        assert view.drafts() == []


def test_what_came_while_the_form_was_open_is_not_overwritten(tmp_path: Path, opened: Callable[..., Laptop]) -> None:
    """The form writes on what it showed, so both stand until somebody says which."""
    book = Book(tmp_path / "book", begun=False)
    laptop = opened(book.folder)
    laptop.unlock()
    go_to(FORMS["details"], laptop.hands)
    change_person(laptop.desk, book.person, council_number="EV-7")
    laptop.hands.type_into("Number with the council", "EV-8")
    laptop.hands.press("Keep")
    laptop.hands.settle()
    now = person(laptop.desk, book.person)
    assert {body.council_number for body in now.bodies.values()} == {"EV-7", "EV-8"}
