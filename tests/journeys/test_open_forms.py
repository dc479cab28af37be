"""Forms that keep nothing by themselves: locking and closing say so and stay; a second time, they go."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.casebook.people import add_to_circle, circle, people
from app.practice.people import CirclePerson
from tests.hands import Hands
from tests.journeys.laptop import Book, Laptop
from tests.looking import faults

UNKEPT = "Something you typed is not kept yet, so this stays open and nothing is lost."


@dataclass(frozen=True)
class Form:
    """How one gets to it, which field is typed into, whether Maggie's visit is under way."""

    steps: tuple[str, ...]
    field: str
    in_visit: bool = False


FORMS = {
    "somebody new": Form(("Somebody new",), "On arriving"),
    "details": Form(("Open Maggie Okafor", "Change details"), "Number with the council"),
    "planning a visit": Form(("Open Maggie Okafor", "Plan a visit"), "What it is for"),
    "who does what": Form(("Open Maggie Okafor", "Plan", "Add who does what"), "What will happen"),
    "beginning a visit": Form(("Open Maggie Okafor", "Start the visit"), "In their own words"),
    "circle": Form(("Circle", "Add the first person"), "What they help with", in_visit=True),
    "newcomer": Form(("Somebody else is here",), "Their name", in_visit=True),
    "promise": Form(("Add: What needs to happen",), "By when", in_visit=True),
}


def at_the_form(form: Form, folder: Path, opened: Callable[..., Laptop]) -> tuple[Laptop, Hands]:
    book = Book(folder, begun=form.in_visit)
    laptop = opened(book.folder)
    hands = laptop.unlock()
    if form.steps[0] == "Open Maggie Okafor":
        hands.type_into("Find anyone", "magg")
    for step in form.steps:
        hands.press(step)
    hands.type_into(form.field, "Ring twic")
    return laptop, hands


@pytest.mark.parametrize("way", ["lock", "close"])
@pytest.mark.parametrize("name", FORMS)
def test_it_says_so_first(tmp_path: Path, opened: Callable[..., Laptop], name: str, way: str) -> None:
    form = FORMS[name]
    laptop, hands = at_the_form(form, tmp_path / "book", opened)

    def leave() -> None:
        hands.key("Ctrl+L") if way == "lock" else laptop.window.shell.close()
        hands.settle()

    leave()
    hands.sees(UNKEPT)
    again = "lock once more" if way == "lock" else "close once more"
    hands.sees(f"Keep it first, or {again} to let it go.")
    assert laptop.office.desk is not None
    assert hands.reads_in(form.field) == "Ring twic"
    hands.settle()
    assert faults(laptop.window.shell) == []
    hands.type_into(form.field, "e")
    leave()
    assert laptop.office.desk is not None, "other words were let go than those that were warned of"
    leave()
    assert laptop.office.desk is None


def test_a_search_is_nothing_to_keep(tmp_path: Path, opened: Callable[..., Laptop]) -> None:
    """Nor are an address and a name in the sign-in form."""
    laptop = opened(Book(tmp_path / "book", begun=False).folder)
    hands = laptop.unlock()
    hands.type_into("Find anyone", "magg")
    hands.press("Saved on this laptop. Not signed in")
    hands.type_into("Sign-in name", "helen")
    hands.key("Ctrl+L")
    hands.sees("Locked.")
    assert laptop.office.desk is None


def test_what_a_form_can_keep_is_kept(tmp_path: Path, opened: Callable[..., Laptop]) -> None:
    """Somebody in the circle who has a name is kept when the laptop locks, and nobody is asked."""
    book = Book(tmp_path / "book")
    book.change(lambda desk: add_to_circle(desk, book.person, CirclePerson(name="Ann Farrelly")))
    laptop = opened(book.folder)
    hands = laptop.unlock()
    hands.press("Circle")
    hands.press("Open Ann Farrelly")
    hands.type_into("What they help with", "shopping on Fridays")
    hands.key("Ctrl+L")
    hands.sees("Locked.")
    laptop.close()
    (ann,) = book.look(lambda desk: [each.body for each in circle(desk, book.person)])  # type: ignore[misc]
    assert (ann.name, ann.helps_with) == ("Ann Farrelly", "shopping on Fridays")
    assert book.look(lambda desk: len(people(desk))) == 1
