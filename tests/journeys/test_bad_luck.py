"""A full disk, a lid that closes, a lock in the middle of a word: what somebody typed is on the screen or on the disk."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from app.casebook.plan import actions_of
from tests.journeys.laptop import FIELD, Book, Laptop
from tests.ui.visit.laptop import full_disk

FULL = "The disk of this laptop is full. Your words stay on the screen and are saved as soon as there is room."
UNKEPT = "Something you typed is not kept yet, so this stays open and nothing is lost."
LOCKED = "Locked. Nothing is exchanged until you open it again."
HALF = "Same carer as yester"


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book(tmp_path / "book")


@pytest.fixture
def laptop(book: Book, opened: Callable[..., Laptop]) -> Laptop:
    made = opened(book.folder)
    made.unlock()
    return made


def wait_until(come: Callable[[], bool], what: str, seconds: float = 10) -> None:
    for _ in range(int(seconds * 20)):
        if come():
            return
        QTest.qWait(50)
    raise AssertionError(what)


def the_line_keeps_quiet_about_saving(laptop: Laptop) -> None:
    assert "aved on this laptop" not in laptop.line
    assert laptop.line == "What you typed last is not saved yet. It stays on the screen until it is."


def test_the_disk_is_full_while_typing(laptop: Laptop, book: Book) -> None:
    """Two sentences say so, typing goes on, the line never says saved; with room again nobody presses anything."""
    hands = laptop.hands
    hands.choose("Maggie")
    with full_disk():
        hands.type_into(FIELD, "Lights off")
        hands.sees(FULL)
        hands.sees("Keep the app open and make room")
        the_line_keeps_quiet_about_saving(laptop)
        hands.type(" and the door open.")
        QTest.qWait(1_500)
        assert hands.reads_in(FIELD) == "Lights off and the door open."
        hands.sees(FULL)
        the_line_keeps_quiet_about_saving(laptop)
    wait_until(lambda: "aved on this laptop" in laptop.line, "the words were not kept by themselves")
    hands.does_not_see(FULL)
    assert hands.reads_in(FIELD) == "Lights off and the door open."
    laptop.window.shell.hide()
    assert book.typed == [("Lights off and the door open.", 29)]


def test_a_statement_that_finds_no_room_goes_by_itself(laptop: Laptop, book: Book) -> None:
    """It stands there as not on the disk yet, through other questions too, and is sealed once and no more."""
    hands = laptop.hands
    hands.choose("Maggie")
    with full_disk():
        hands.type_into(FIELD, "Radio 3.")
        hands.press("Keep this")
        hands.sees("Not on the disk yet")
        hands.press("Next question")
        hands.sees(FULL)
        the_line_keeps_quiet_about_saving(laptop)
    wait_until(lambda: "aved on this laptop" in laptop.line, "the statement was not kept by itself")
    assert book.said == ["Radio 3."]
    hands.press("Question before")
    hands.sees("“Radio 3.”")
    hands.does_not_see("Not on the disk yet")


@pytest.mark.parametrize("way", ["lock", "close"])
def test_with_a_full_disk_nothing_is_locked_away_unasked(laptop: Laptop, book: Book, way: str) -> None:
    """What cannot be kept is said before the screen goes; with room again it goes at once and all is there."""
    hands = laptop.hands
    hands.choose("Maggie")

    def leave() -> None:
        hands.key("Ctrl+L") if way == "lock" else laptop.window.shell.close()
        hands.settle()

    with full_disk():
        hands.type_into(FIELD, HALF)
        leave()
        hands.sees(UNKEPT)
        assert laptop.office.desk is not None
        hands.sees(HALF)
    leave()
    assert laptop.office.desk is None
    assert book.said == [HALF]


@pytest.mark.parametrize("speaker", ["Maggie", ""])
def test_locking_in_the_middle_of_a_word(laptop: Laptop, book: Book, speaker: str) -> None:
    """The same place and the same words: a statement if it was known whose they are, else in the field as they were."""
    hands = laptop.hands
    hands.press("Next question")
    place = hands.words_on_screen()
    if speaker:
        hands.choose(speaker)
    hands.type_into(FIELD, HALF)
    for _ in range(4):
        hands.key("Left")
    hands.type("_")
    hands.key("Ctrl+L")
    hands.sees(LOCKED)
    for word in ("Same carer", "Maggie"):
        hands.does_not_see(word)
    laptop.unlock()
    assert laptop.window.shell.current == "visit"
    question = next(each for each in place if each.endswith("?"))
    hands.sees(question)
    typed = HALF[:-4] + "_" + HALF[-4:]
    if speaker:
        hands.sees(f"“{typed}”")
        assert hands.reads_in(FIELD) == ""
    else:
        assert hands.reads_in(FIELD) == typed
        hands.type("|")
        assert hands.reads_in(FIELD) == HALF[:-4] + "_|" + HALF[-4:]


@pytest.mark.parametrize("speaker", ["Maggie", ""])
def test_closing_the_window_in_the_middle_of_a_word(laptop: Laptop, book: Book, speaker: str) -> None:
    """Sealed when it is known whose words they are, else kept as they stand; and a private note with them."""
    hands = laptop.hands
    hands.press("Private note")
    hands.type_into("Your note", "Ask about the step")
    if speaker:
        hands.choose(speaker)
    hands.type_into(FIELD, HALF)
    assert laptop.window.shell.close()
    assert laptop.office.desk is None
    assert ("Ask about the step" in book.said) is True
    assert (HALF in book.said) is bool(speaker)
    assert book.typed == ([] if speaker else [(HALF, len(HALF))])


@pytest.mark.parametrize("way", ["lock", "close", "next question", "circle", "pause"])
def test_a_promise_half_written_is_kept(laptop: Laptop, book: Book, way: str) -> None:
    """Going on, locking and closing keep what stands in the form, as they keep what stands in the field."""
    hands = laptop.hands
    hands.press("Add: What needs to happen")
    hands.type_into("What will happen", "Ring the agency")
    hands.type_into("By when", "before Advent")
    if way == "lock":
        hands.key("Ctrl+L")
    elif way == "close":
        laptop.window.shell.close()
    elif way == "circle":
        hands.press("Circle")
    elif way == "pause":
        hands.press("Pause")
    else:
        for _ in range(4):
            hands.press("Next question")
    hands.settle()
    laptop.close()
    (promise,) = book.look(lambda desk: [each.body for each in actions_of(desk, book.person)])  # type: ignore[misc]
    assert (promise.what, promise.by_words) == ("Ring the agency", "before Advent")
