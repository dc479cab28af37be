"""Spelling in a visit: marked quietly for the worker, changed by nobody but who presses, and at no cost to a key."""

import time
from statistics import median

import msgspec
from PySide6.QtGui import QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.casebook.people import change_person, person
from app.casebook.spelling import own_words
from tests.hands import Hands
from tests.looking import faults
from tests.ui.visit.laptop import TableWithLaptop
from ui.spelling.marks import SpellingMarks
from ui.theme.theme import tokens_of
from ui.visit.read_back import ReadBackScreen

FIELD = "What is said"


def marks_of(table: TableWithLaptop) -> SpellingMarks:
    return table.screen._spelt.answer


def see_marks(table: TableWithLaptop, hands: Hands, *wanted: str) -> None:
    for _ in range(250):
        if marks_of(table).marked == wanted:
            return
        QTest.qWait(20)
    hands.settle()
    assert marks_of(table).marked == wanted


def test_it_is_marked_and_left_as_it_is(table: TableWithLaptop) -> None:
    """A calm dotted line, never red, gone with the words; what is kept is what was typed."""
    table.begin()
    hands = table.open_window()
    hands.press("Maggie")
    hands.type_into(FIELD, "I recieve the paper, and my frend reads it. ")
    see_marks(table, hands, "recieve", "frend")
    field = table.screen._view.answer.field
    selections = field.extraSelections()
    assert [each.cursor.selectedText() for each in selections] == ["recieve", "frend"]
    assert {each.format.underlineStyle() for each in selections} == {QTextCharFormat.UnderlineStyle.DotLine}
    assert {each.format.underlineColor().name().upper() for each in selections} == {tokens_of(field).edge.upper()}
    hands.press("Keep this")
    assert [each.words for each in table.said] == ["I recieve the paper, and my frend reads it. "]
    see_marks(table, hands)
    assert field.extraSelections() == []


def test_the_word_under_the_cursor_waits(table: TableWithLaptop) -> None:
    """Half a word is not a mistake."""
    table.begin()
    hands = table.open_window()
    hands.type_into(FIELD, "I have a frend and tabl")
    see_marks(table, hands, "frend")


def test_a_key_leads_to_suggestions(table: TableWithLaptop) -> None:
    """F7, and Enter puts the likeliest; undo takes it back; the keyboard is in the field again."""
    table.begin()
    hands = table.open_window()
    hands.press("Maggie")
    hands.type_into(FIELD, "I recieve it occassionally")
    hands.key("Home")
    hands.key("F7")
    hands.sees("“recieve” is not in the dictionary. Perhaps:")
    assert hands.focus_name() == "Write receive for recieve"
    assert faults(table.shell) == []
    hands.key("Space")
    assert hands.reads_in(FIELD) == "I receive it occassionally"
    assert hands.focus_name() == FIELD
    hands.key("F7")
    hands.press("Leave it as it is")
    assert hands.reads_in(FIELD) == "I receive it occassionally"
    hands.key("Ctrl+Z")
    assert hands.reads_in(FIELD) == "I recieve it occassionally"


def test_add_to_my_words(table: TableWithLaptop) -> None:
    """It is not marked again, also after a new start, and stays in this casebook."""
    table.begin()
    hands = table.open_window()
    hands.type_into(FIELD, "We have a cwtch by the fire. ")
    see_marks(table, hands, "cwtch")
    hands.key("F7")
    hands.press("Add cwtch to my words")
    see_marks(table, hands)
    assert own_words(table.desk) == {"cwtch"}
    table.pull_the_plug()
    hands = table.open_window()
    hands.type_into(FIELD, "a cwtch and a frend and tea ")
    see_marks(table, hands, "frend")


def test_people_s_names_are_spelt_as_they_spell_them(table: TableWithLaptop) -> None:
    """The person, whoever is here."""
    table.begin("Siobhan Farrelly")
    hands = table.open_window()
    hands.type_into(FIELD, "siobhan and farrelly bring a frend ")
    see_marks(table, hands, "frend")


def test_newer_words_are_marked_too(table: TableWithLaptop) -> None:
    """In "Change" and in "Not quite", each with its own key and line; what was said stays as it was."""
    table.begin()
    hands = table.open_window()
    hands.press("Maggie")
    hands.type_into(FIELD, "My frend reads it to me.\n")
    hands.press("Keep this")
    hands.press("Change: My frend reads it to me.")
    (marks,) = [each for each in table.screen.findChildren(SpellingMarks) if each.parent() is QApplication.focusWidget()]
    _wait_for(marks, "frend")
    hands.key("F7")
    hands.press("Write friend for frend")
    assert hands.reads_in("Other words for: My frend reads it to me.") == "My friend reads it to me.\n"
    assert [each.words for each in table.said] == ["My frend reads it to me.\n"]
    hands.press("Leave it as it was")
    read_back = ReadBackScreen(table.desk, table.work, table.words)
    read_back.show_visit(table.person, table.visit)
    read_back.show()
    hands.settle()
    read_back._not_quite.click()
    hands.settle()
    _wait_for(read_back._spelling, "frend")
    read_back.close()
    read_back.deleteLater()


def _wait_for(marks: SpellingMarks, *wanted: str) -> None:
    for _ in range(100):
        if marks.marked == wanted:
            return
        QTest.qWait(20)
    assert marks.marked == wanted


def test_the_word_at_the_cursor_waits_again_when_somebody_comes_back(table: TableWithLaptop) -> None:
    """Leaving the field marks it, for it may be all; coming back to it goes on with it."""
    table.begin()
    hands = table.open_window()
    hands.type_into(FIELD, "I have a frend and tabl")
    see_marks(table, hands, "frend")
    table.screen._view.next.setFocus()
    table.screen._spelt.answer.look()
    see_marks(table, hands, "frend", "tabl")
    table.screen._view.answer.field.setFocus()
    see_marks(table, hands, "frend")


def test_another_language_is_left_alone(table: TableWithLaptop) -> None:
    """Somebody whose words are Polish has no mark under them; the worker's own words still have."""
    reach = msgspec.structs.replace(person(table.desk, table.person).body.reach, language="pl")
    change_person(table.desk, table.person, reach=reach)
    table.begin()
    hands = table.open_window()
    hands.press("Maggie")
    hands.type_into(FIELD, "dobra frend mleko ")
    see_marks(table, hands)
    hands.press("me")
    see_marks(table, hands, "dobra", "frend", "mleko")


def test_the_turned_screen_has_none(table: TableWithLaptop) -> None:
    """It is made of other fields, which nobody marks."""
    from ui.turned.turned_screen import TurnedScreen

    table.begin()
    hands = table.open_window()
    turned = TurnedScreen(table.desk, table.work, table.words)
    assert turned.findChildren(SpellingMarks) == []
    assert len(table.screen.findChildren(SpellingMarks)) == 2
    hands.settle()
    turned.deleteLater()


def key_times(table: TableWithLaptop, text: str) -> list[float]:
    field = table.screen._view.answer.field
    field.setFocus()
    times = []
    for letter in text:
        began = time.perf_counter()
        QTest.keyClicks(field, letter)
        times.append(time.perf_counter() - began)
    return times


def test_a_key_costs_nothing_more(table: TableWithLaptop) -> None:
    """Keys with ten words marked take as long as keys with none marked: the dictionary is asked at pauses only."""
    table.begin()
    hands = table.open_window()
    key_times(table, "warm ")
    plain, marked = [], []
    for _ in range(3):
        hands.replace_in(FIELD, "the friend and the tea " * 5)
        see_marks(table, hands)
        plain.append(median(key_times(table, "and a cup of tea in the morning ")))
        hands.replace_in(FIELD, "the frend likes the tea and radio " * 5)
        see_marks(table, hands, *["frend"] * 5)
        marked.append(median(key_times(table, "and a cup of tea in the morning ")))
    assert median(marked) < median(plain) * 1.6
