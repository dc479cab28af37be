"""The council's word on this laptop, in the window: away for too long, lost, called back; an older casebook put back."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.casebook.contact import contact_of
from app.office import Office
from app.records.council_rules import note_met
from app.records.exchange import ExchangeState, keep_state
from app.records.files import BOOK_FILE
from tests.desks import PASSPHRASE
from tests.journeys.laptop import FIELD, Book, Laptop


def away(book: Book, days: float) -> None:
    """The laptop met its council so many days ago."""

    def meet(desk: object) -> None:
        with desk.book.unit() as unit:  # type: ignore[attr-defined]
            keep_state(unit, ExchangeState(council="c0" * 16, council_name="Elmbridge"))
            unit.commit()
        note_met(desk.book, datetime.now(UTC) - timedelta(days=days))  # type: ignore[attr-defined]

    book.change(meet)


def wait_for(come: Callable[[], bool], what: str) -> None:
    for _ in range(200):
        if come():
            return
        QTest.qWait(50)
    raise AssertionError(what)


def test_it_is_said_two_days_before(tmp_path: Path, opened: Callable[..., Laptop]) -> None:
    book = Book(tmp_path / "book", begun=False)
    away(book, 28.5)
    laptop = opened(book.folder)
    laptop.unlock()
    wait_for(lambda: "within 2 days" in laptop.line, laptop.line)
    hands = laptop.hands
    hands.sees("Maggie")
    hands.sees("This laptop has not met the council for a while")
    hands.sees("Please exchange within 2 days")
    hands.press("See where your words are")
    assert laptop.window.shell.current == "story"
    note_met(laptop.desk.book, datetime.now(UTC))
    laptop.window.rooms.contact.look()  # type: ignore[union-attr]
    hands.settle()
    laptop.window.shell.back()
    wait_for(lambda: laptop.window.shell.current == "today", laptop.window.shell.current)
    wait_for(lambda: not hands.can_press("See where your words are"), laptop.line)


def test_beyond_the_limit_records_stay_closed_and_an_exchange_opens_them(tmp_path: Path, opened: Callable[..., Laptop]) -> None:
    book = Book(tmp_path / "book", begun=False)
    away(book, 31)
    laptop = opened(book.folder)
    laptop.unlock()
    hands = laptop.hands
    hands.sees("This laptop has not exchanged with the council for 30 days")
    hands.does_not_see("Maggie")
    hands.key("Ctrl+F")
    hands.settle()
    hands.does_not_see("Maggie")
    assert laptop.window.shell.current == "story"
    note_met(laptop.desk.book, datetime.now(UTC))
    laptop.window.rooms.contact.look()  # type: ignore[union-attr]
    wait_for(lambda: laptop.window.shell.current == "today", laptop.window.shell.current)
    hands.settle()
    hands.sees("Maggie")


def test_never_during_a_visit(tmp_path: Path, opened: Callable[..., Laptop]) -> None:
    book = Book(tmp_path / "book")
    away(book, 100)
    laptop = opened(book.folder)
    laptop.unlock()
    hands = laptop.hands
    assert laptop.window.shell.current == "visit"
    assert "exchange with the council" not in laptop.line
    hands.choose("Maggie")
    hands.type_into(FIELD, "Lights off.")
    hands.press("Keep this")
    hands.press("Pause")
    hands.settle()
    wait_for(lambda: laptop.window.shell.current == "story", laptop.window.shell.current)
    laptop.close()
    assert book.said == ["Lights off."]


@pytest.mark.parametrize("why", ["lost", "recalled"])
def test_the_window_says_plainly_that_the_casebook_is_closed_for_good(
    why: str, tmp_path: Path, opened: Callable[..., Laptop]
) -> None:
    book = Book(tmp_path / "book")
    laptop = opened(book.folder)
    laptop.unlock()
    laptop.office.end(why)
    laptop.window.rooms.contact.ended.emit(why)  # type: ignore[union-attr]
    hands = laptop.hands
    hands.settle()
    hands.sees("reported lost" if why == "lost" else "called this laptop back")
    assert laptop.office.desk is None
    laptop.close()
    again = opened(book.folder)
    again.hands.settle()
    again.hands.sees("reported lost" if why == "lost" else "called this laptop back")
    again.hands.sees("Welcome. Let us get this laptop ready.")


def test_an_older_casebook_is_said_when_it_opens(tmp_path: Path, opened: Callable[..., Laptop]) -> None:
    book = Book(tmp_path / "book", begun=False)
    shutil.copy(book.folder / BOOK_FILE, tmp_path / "older.db")
    book.change(lambda desk: book.begin(desk))
    shutil.copy(tmp_path / "older.db", book.folder / BOOK_FILE)
    laptop = opened(book.folder)
    laptop.unlock()
    laptop.hands.sees("An older copy of your casebook was put back on this laptop")


def test_a_clock_put_back_wins_nothing_and_one_wrong_by_years_locks_nobody_out(tmp_path: Path, qapp: QApplication) -> None:
    book = Book(tmp_path / "book", begun=False)
    away(book, 0)
    now = [datetime.now(UTC)]
    office = Office(book.folder, clock=lambda: now[0])
    desk = office.open(PASSPHRASE)
    for _ in range(31):  # every evening the clock is put back to the same morning
        contact_of(desk)
        now[0] += timedelta(days=1)
        contact_of(desk)
        now[0] -= timedelta(days=1)
    assert contact_of(desk).over
    note_met(desk.book, now[0])
    for years in (73, -56):
        now[0] += timedelta(days=365 * years)
        assert not contact_of(desk).over
        now[0] -= timedelta(days=365 * years)
        assert not contact_of(desk).over
    note_met(desk.book, now[0])
    assert contact_of(desk).left is None
    office.close()
