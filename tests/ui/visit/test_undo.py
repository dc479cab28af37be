"""Undo and redo across a visit, by the keys everybody knows and by two quiet words."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from app.casebook.leaving import copy_left, freeze
from app.casebook.people import add_to_circle, circle
from app.casebook.profile import choose
from app.casebook.saying import statements_of
from app.practice.people import CirclePerson
from app.practice.plans import HowLeft, PaperKind, Section
from tests.hands import Hands
from tests.looking import faults
from tests.ui.visit.laptop import TableWithLaptop
from ui.visit.undo import VisitUndo

Begin = Callable[[], Hands]


@pytest.fixture
def begin(table: TableWithLaptop) -> Iterator[Begin]:
    made: list[VisitUndo] = []

    def start() -> Hands:
        table.begin("Ann")
        hands = table.open_window()
        assert table.shell is not None
        undo = VisitUndo(table.desk, table.work, table.words, table.shell)
        made.append(undo)
        undo.begin(table.person)
        table.shell.show_screen("visit")
        hands.settle()
        return hands

    yield start
    for each in made:
        each.end()


def keep(hands: Hands, words: str) -> None:
    hands.type_into("What is said", words)
    hands.press("Keep this")
    hands.settle()


def field(table: TableWithLaptop) -> QPlainTextEdit:
    found: QPlainTextEdit = table.screen._view.answer.field
    return found


def test_the_keys_take_back_words_and_do_them_again(table: TableWithLaptop, begin: Begin) -> None:
    hands = begin()
    hands.choose("Maggie")
    keep(hands, "Radio 3 on low.")
    keep(hands, "Tea at seven.")
    hands.key("Ctrl+Z")
    hands.sees("Undone: wrote “Tea at seven.”")
    assert [each.words for each in table.said] == ["Radio 3 on low."]
    hands.key("Ctrl+Z")
    assert table.said == []
    hands.key("Ctrl+Shift+Z")
    hands.key("Ctrl+Shift+Z")
    hands.sees("Done again: wrote “Tea at seven.”")
    assert [each.words for each in table.said] == ["Radio 3 on low.", "Tea at seven."]
    assert table.shell is not None
    hands.settle()
    assert faults(table.shell) == []


def test_what_is_typed_in_a_field_goes_first(table: TableWithLaptop, begin: Begin) -> None:
    """The field's own keys: only when nothing typed is left do they reach the last act."""
    hands = begin()
    hands.choose("Maggie")
    keep(hands, "Radio 3 on low.")
    hands.type_into("What is said", "Tea")
    hands.key("Ctrl+Z")
    assert field(table).toPlainText() == ""
    assert [each.words for each in table.said] == ["Radio 3 on low."]
    hands.key("Ctrl+Z")
    hands.sees("Undone: wrote “Radio 3 on low.”")
    assert table.said == []


def test_the_quiet_words_say_what_they_would_do(table: TableWithLaptop, begin: Begin) -> None:
    hands = begin()
    hands.choose("Maggie")
    keep(hands, "Radio 3 on low.")
    hands.press("Undo: wrote “Radio 3 on low.”")
    assert table.said == []
    hands.press("Redo: wrote “Radio 3 on low.”")
    assert [each.words for each in table.said] == ["Radio 3 on low."]


def test_something_new_ends_what_could_be_done_again(table: TableWithLaptop, begin: Begin) -> None:
    hands = begin()
    hands.choose("Maggie")
    keep(hands, "One.")
    hands.key("Ctrl+Z")
    keep(hands, "Two.")
    assert not hands.can_press("Redo")
    hands.key("Ctrl+Shift+Z")
    hands.sees("There is nothing to do again.")


def test_what_no_key_takes_back_says_why(table: TableWithLaptop, begin: Begin) -> None:
    hands = begin()
    hands.choose("Maggie")
    keep(hands, "One.")
    (said,) = statements_of(table.desk, table.person)
    choose(table.desk, table.person, said.record, Section.IMPORTANT)
    frozen = freeze(table.desk, table.person, PaperKind.PROFILE)
    copy_left(table.desk, table.person, frozen, PaperKind.PROFILE, HowLeft.PRINTED, "Maggie")
    hands.key("Ctrl+Z")
    hands.sees("A copy that was left is in somebody's hand, so no key takes it back. Leave a newer copy instead.")
    hands.key("Ctrl+Z")
    hands.sees("Undone: put “One.” on the profile")


def test_the_circle_too_from_any_screen(table: TableWithLaptop, begin: Begin) -> None:
    hands = begin()
    add_to_circle(table.desk, table.person, CirclePerson(name="Dot"))
    hands.key("Ctrl+Z")
    hands.sees("Undone: wrote “Dot”")
    assert circle(table.desk, table.person) == []


def test_it_sleeps_outside_of_a_visit(table: TableWithLaptop, begin: Begin) -> None:
    hands = begin()
    hands.choose("Maggie")
    keep(hands, "One.")
    assert table.shell is not None
    for undo in table.shell.findChildren(VisitUndo):
        undo.end()
    hands.key("Ctrl+Z")
    assert [each.words for each in table.said] == ["One."]
