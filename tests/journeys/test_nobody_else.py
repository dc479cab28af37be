"""While a visit is open nothing about anybody else is on any screen that can be reached, and no key leads out."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.casebook.desk import Desk
from app.casebook.profile import choose
from app.practice.plans import Section
from app.practice.statements import Statement
from app.records.revision import person_scope
from tests.desks import say
from tests.journeys.laptop import Book, Laptop, put_others_in

CODE = "2468"
KEYS = ("Esc", "Ctrl+F", "Esc", "Alt+Left", "Backspace", "Ctrl+W", "F5")


@pytest.fixture
def others() -> list[str]:
    """Names that must not be seen; filled by `laptop`."""
    return []


@pytest.fixture
def laptop(tmp_path: Path, opened: Callable[..., Laptop], others: list[str]) -> Laptop:
    book = Book(tmp_path / "book", begun=False)

    def fill(desk: Desk) -> None:
        others.extend(put_others_in(desk))
        book.begin(desk)
        tablets = say(desk, book.person, "I take 2 tablets.", visit=book.visit)
        choose(desk, book.person, tablets, Section.SUPPORT)
        two_versions(desk, book.person, tablets)

    book.change(fill)
    made = opened(book.folder)
    made.unlock()
    return made


def two_versions(desk: Desk, person: str, record: str) -> None:
    """As if two laptops had written about the same sentence while apart."""
    with desk.book.unit() as unit:
        head, body = unit.current(Statement, record).head()
        for words in ("I take 2 tablets at night.", "I take 1 tablet."):
            unit.seal(body.reworded(words), scope=person_scope(person), record=record, onto=(head,))
        unit.commit()


def nobody_else(laptop: Laptop, others: list[str]) -> None:
    laptop.hands.settle()
    shell = laptop.window.shell
    seen = " ".join([*laptop.hands.words_on_screen(), shell.windowTitle(), shell.windowFilePath(), laptop.line])
    assert [name for name in others if name in seen] == []


def no_key_leads_out(laptop: Laptop, others: list[str]) -> None:
    """At most a key leads back into the visit."""
    for key in KEYS:
        laptop.hands.key(key)
        assert laptop.window.shell.current not in ("today", "person", "new person", "settings", "unlock")
        nobody_else(laptop, others)


def names_in_the_window(laptop: Laptop, others: list[str]) -> list[str]:
    """Names that any widget holds, shown or not: texts, names for a screen reader, hints, tips, lists, titles."""
    laptop.hands.settle()
    held: list[str] = []
    for widget in (laptop.window.shell, *laptop.window.shell.findChildren(QWidget)):
        held += [widget.windowTitle(), widget.toolTip(), widget.statusTip(), widget.whatsThis()]
        held += [widget.accessibleName(), widget.accessibleDescription()]
        for told in ("text", "toPlainText", "placeholderText", "title", "currentText"):
            value = getattr(widget, told, None)
            held += [str(value())] if callable(value) else []
        held += [action.text() for action in widget.actions()]
        model = widget.model() if isinstance(widget, QAbstractItemView) else None
        held += [str(model.index(row, 0).data()) for row in range(model.rowCount())] if model is not None else []
    seen = " ".join(held)
    return [name for name in others if name in seen]


def test_no_part_of_the_window_holds_a_name_of_anybody_else(laptop: Laptop, others: list[str]) -> None:
    """Today, a search for somebody else, their page: once the visit goes on, all of it is gone and not only out of sight."""
    hands = laptop.hands
    hands.press("Pause")
    hands.press("Back")
    hands.sees("Tariq Aziz")
    hands.key("Ctrl+F")
    hands.type("Doreen")
    hands.sees("Doreen Pugh")
    hands.press("Open Doreen Pugh")
    hands.sees("No visitors early.")
    assert names_in_the_window(laptop, others)
    hands.key("Esc")
    hands.key("Esc")
    hands.press("Go on with the visit with Maggie")
    hands.sees("How does a good morning start?")
    assert names_in_the_window(laptop, others) == []
    hands.key("Ctrl+F")
    hands.type("Chess")
    hands.settle()
    assert names_in_the_window(laptop, others) == []
    hands.key("Esc")
    hands.press("Turn to Maggie")
    hands.type_into("Short code", CODE)
    hands.press("Choose this code")
    hands.settle()
    assert names_in_the_window(laptop, others) == []


WAYS = {
    "visit": (),
    "circle": ("Circle",),
    "profile": ("One-page profile",),
    "plan": ("Plan",),
    "leaving": ("Leave a copy",),
    "leaving the profile": ("One-page profile", "Print and leave"),
    "read back": ("Read back",),
    "private note": ("Private note",),
    "where the words are": ("Saved on this laptop",),
    "versions": ("One-page profile", "I take ", "Settle it"),
}


@pytest.mark.parametrize("way", WAYS)
def test_on_every_screen_of_the_visit(laptop: Laptop, others: list[str], way: str) -> None:
    assert len(others) > 4
    nobody_else(laptop, others)
    for step in WAYS[way]:
        laptop.hands.press(step)
        nobody_else(laptop, others)
    if way == "versions":
        laptop.hands.sees("I take 1 tablet.")
    no_key_leads_out(laptop, others)
    assert laptop.window.shell.current in ("visit", "leaving", "profile")


def test_turned_to_the_person(laptop: Laptop, others: list[str]) -> None:
    """And no key leaves the turned screen, nor does closing the window."""
    hands = laptop.hands
    hands.press("Turn to Maggie")
    hands.type_into("Short code", CODE)
    hands.press("Choose this code")
    hands.settle()
    assert laptop.window.shell.current == "turned"
    for key in (*KEYS, "Ctrl+L", "Alt+F4"):
        hands.key(key)
        assert laptop.window.shell.current == "turned"
        nobody_else(laptop, others)
    assert not laptop.window.shell.close()
    assert laptop.office.desk is not None


def test_after_locking_and_opening(laptop: Laptop, others: list[str]) -> None:
    """A lock in the visit leads back into it, and past nobody."""
    laptop.hands.key("Ctrl+L")
    nobody_else(laptop, others)
    laptop.unlock()
    assert laptop.window.shell.current == "visit"
    no_key_leads_out(laptop, others)


def test_a_form_about_somebody_else_stays_away(laptop: Laptop, others: list[str]) -> None:
    """Somebody new was being written before; in the visit nothing shows it, and locking warns without a name."""
    hands = laptop.hands
    hands.press("Pause")
    hands.press("Back")
    hands.press("Somebody new")
    hands.type_into("Name", "Tariq Aziz the younger")
    hands.key("Esc")
    hands.press("Go on with the visit with Maggie")
    hands.sees("How does a good morning start?")
    nobody_else(laptop, others)
    hands.key("Ctrl+L")
    hands.sees("Something you typed is not kept yet")
    nobody_else(laptop, others)
    assert laptop.office.desk is not None
    hands.key("Ctrl+L")
    assert laptop.office.desk is None
