"""Finding, joining and moving through the real window, by mouse and by keyboard; in a visit nobody else comes up."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.casebook.desk import Desk
from app.casebook.people import people
from app.casebook.saying import Typed, keep_typing, new_typing, statements_of
from app.practice.people import Person, Role, Speaker
from app.practice.statements import Statement
from app.records.revision import person_scope
from tests.desks import add, say
from tests.journeys.laptop import Book, Laptop, put_others_in

FIELD = "A name, or words that were said"
BORN = date(1941, 5, 6)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Maggie's, and Tariq and Doreen in it."""
    made = Book(tmp_path / "book", begun=False)

    def fill(desk: Desk) -> None:
        put_others_in(desk)
        say(desk, made.person, "Tea with two sugars.", visit=made.visit)
        say(desk, made.person, "Chess with my brother.", visit=made.visit)

    made.change(fill)
    return made


@pytest.fixture
def laptop(book: Book, opened: Callable[..., Laptop]) -> Laptop:
    made = opened(book.folder)
    made.unlock()
    return made


def record_of(desk: Desk, name: str) -> str:
    return next(each.record for each in people(desk) if each.body.name == name)


def test_anything_said_is_found_from_anywhere_and_shown_in_its_place(laptop: Laptop) -> None:
    """By a key, as one types, across people; Escape goes back, step by step."""
    hands = laptop.hands
    hands.press("Get ready for Maggie Okafor")
    hands.key("/")
    assert laptop.window.shell.current == "search"
    hands.type("chess")
    hands.sees("Found with 2 people")
    hands.sees("“Chess at four.”")
    hands.replace_in(FIELD, '"with two sugars"')
    hands.sees("“Tea with two sugars.”")
    hands.does_not_see("Chess")
    hands.press("Show in its place: Tea with two sugars.")
    hands.sees("This is what you looked for")
    hands.key("Esc")
    assert laptop.window.shell.current == "search"
    hands.key("Esc")
    assert laptop.window.shell.current == "person"
    hands.key("Ctrl+F")
    hands.replace_in(FIELD, "zeppelin")
    hands.sees("Nothing on this laptop says that.")
    hands.replace_in(FIELD, "?")
    hands.sees("There is no word in that yet.")


def test_a_slash_in_a_field_is_a_slash(laptop: Laptop) -> None:
    hands = laptop.hands
    hands.type_into("Find anyone", "5/6")
    assert laptop.window.shell.current == "today"
    hands.press("Find anything said")
    assert laptop.window.shell.current == "search"
    hands.does_not_see("Chess")


def test_in_a_visit_only_that_person_is_found(book: Book, opened: Callable[..., Laptop]) -> None:
    """And no private note; what is being typed this moment is."""

    def begin(desk: Desk) -> None:
        book.begin(desk)
        with desk.book.unit() as unit:
            note = Statement(words="Chess bores her.", speaker=Speaker(role=Role.WORKER), not_for_table=True)
            unit.seal(note, scope=person_scope(book.person))
            unit.commit()
        keep_typing(desk, new_typing(book.person, book.visit, Typed(words="Chess on Sundays too")))

    book.change(begin)
    laptop = opened(book.folder)
    hands = laptop.unlock()
    hands.key("Ctrl+F")
    hands.type_into(FIELD, "chess")
    hands.sees("“Chess with my brother.”")
    hands.sees("“Chess on Sundays too”")
    hands.sees("only what Maggie and those around the table have said")
    for unseen in ("Chess at four", "Tariq", "Chess bores her"):
        hands.does_not_see(unseen)
    hands.replace_in(FIELD, "tariq")
    hands.sees("Nothing on this laptop says that.")
    hands.key("Esc")
    assert laptop.window.shell.current == "visit"


def test_words_in_the_wrong_record_are_moved_after_the_visit(book: Book, opened: Callable[..., Laptop]) -> None:
    """Said in the visit, remembered, moved afterwards from Today by keyboard, and taken back."""
    laptop = opened(book.folder)
    hands = laptop.unlock()
    hands.key("Ctrl+F")
    hands.type_into(FIELD, "brother")
    hands.press("Show in its place: Chess with my brother.")
    hands.press("This belongs to somebody else")
    hands.type_into("The person they belong to", "tariq")
    hands.press("Choose Tariq Aziz")
    hands.sees("Neither record names the other person.")
    hands.tab_to("Move them to Tariq Aziz")
    hands.key("Space")
    hands.sees("They stand with Tariq Aziz now.")
    desk = laptop.desk
    tariq, maggie = record_of(desk, "Tariq Aziz"), record_of(desk, "Maggie Okafor")
    assert "Chess with my brother." in [each.body.words for each in statements_of(desk, tariq) if each.body.struck is None]
    hands.press("Show them with Tariq Aziz")
    hands.sees("This came from another record.")
    hands.press("Move it back to where it came from")
    hands.sees("Moved back")
    stands = [each.body.words for each in statements_of(desk, maggie) if each.body.struck is None]
    assert sorted(stands) == ["Chess with my brother.", "Tea with two sugars."]


def test_in_a_visit_it_is_remembered_for_afterwards(book: Book, opened: Callable[..., Laptop]) -> None:
    """Nothing about anybody else comes up; after the visit it waits on Today."""
    book.change(book.begin)
    laptop = opened(book.folder)
    hands = laptop.unlock()
    hands.key("Ctrl+F")
    hands.type_into(FIELD, "brother")
    hands.press("Show in its place: Chess with my brother.")
    hands.press("This belongs to somebody else")
    hands.sees("After the visit.")
    assert laptop.window.shell.current == "place"
    hands.does_not_see("Tariq")
    hands.key("Esc")
    hands.key("Esc")
    hands.press("Pause")
    hands.press("Back")
    hands.sees("Words that belong to somebody else")
    hands.press("Move what was said with Maggie")
    hands.press("They stay where they are")
    assert laptop.window.shell.current == "today"
    hands.does_not_see("Words that belong to somebody else")


def test_somebody_entered_twice_becomes_one_person(book: Book, opened: Callable[..., Laptop]) -> None:
    """Asked about on Today, both beside each other, joined, undone, joined again, and parted from the page."""

    def twice(desk: Desk) -> None:
        first = add(desk, Person(name="Iris Bell", born=BORN, address="1 Quay Row"))
        second = add(desk, Person(name="iris bell", born=BORN, telephone="01632 960111"))
        say(desk, first, "Radio 3 on low.", name="Iris")
        say(desk, second, "The window seat.", name="Iris")

    book.change(twice)
    laptop = opened(book.folder)
    hands = laptop.unlock()
    hands.sees("Is this one person?")
    hands.press("Look at both")
    hands.sees("Which of these is right?")
    hands.press("Yes, this is one person")
    hands.sees("They are one person now")
    hands.press("Undo")
    hands.sees("They are two people again, as they were")
    assert len(people(laptop.desk)) == 5
    hands.press("Open the page")
    hands.press("This is the same person as somebody else here")
    hands.type_into("The other name", "iris")
    hands.press("Choose ")
    hands.press("Yes, this is one person")
    hands.press("Open ")
    hands.sees("“Radio 3 on low.”")
    hands.sees("“The window seat.”")
    assert len(people(laptop.desk)) == 4
    hands.press("These are two people after all")
    hands.press("Yes, these are two people")
    hands.sees("They are two people again")
    assert len(people(laptop.desk)) == 5
