"""Where words say little a question to ask aloud is offered: quiet, put away by a key for good, and never on the words."""

import time
from statistics import median

import pytest
from PySide6.QtTest import QTest

from app.casebook.hinting import put_away
from app.casebook.saying import statements_of
from tests.hands import Hands
from tests.looking import faults
from tests.ui.visit.laptop import TableWithLaptop
from ui.visit.hint import HintStrip

FIELD = "What is said"
VAGUE = "I get support regularly."
CLEAR = "Ann rings at six on Sundays and I want to be sat down, tea made, door shut."


def strip_of(table: TableWithLaptop) -> HintStrip:
    found = table.screen.findChild(HintStrip)
    assert isinstance(found, HintStrip)
    return found


def wait(table: TableWithLaptop, hands: Hands, asked: bool) -> str:
    for _ in range(250):
        if bool(strip_of(table).question) is asked:
            break
        QTest.qWait(20)
    hands.settle()
    assert bool(strip_of(table).question) is asked
    return strip_of(table).question


def test_vague_words_bring_a_question(table: TableWithLaptop) -> None:
    """Under the field while they are typed, under the statement once they are kept; the words stay as they are."""
    table.begin()
    hands = table.open_window()
    hands.press("Maggie")
    hands.type_into(FIELD, VAGUE)
    asked = wait(table, hands, asked=True)
    assert asked.startswith("You could ask: “")
    assert asked.endswith("?”")
    assert faults(table.shell) == []
    hands.press("Keep this")
    assert wait(table, hands, asked=True) == asked
    assert [each.words for each in table.said] == [VAGUE]
    hands.type_into(FIELD, CLEAR)
    hands.press("Keep this")
    wait(table, hands, asked=False)


def test_put_away_it_stays_away_for_that_statement(table: TableWithLaptop) -> None:
    """By one key, with the keyboard in the field; also when kept and after a new start; the next may be asked about."""
    table.begin()
    hands = table.open_window()
    hands.press("Maggie")
    hands.type_into(FIELD, VAGUE)
    wait(table, hands, asked=True)
    hands.key("Ctrl+.")
    assert strip_of(table).question == ""
    assert hands.focus_name() == FIELD
    hands.key("Ctrl+Return")
    (kept,) = statements_of(table.desk, table.person)
    assert put_away(table.desk) == {kept.record}
    QTest.qWait(1600)
    assert wait(table, hands, asked=False) == ""
    table.pull_the_plug()
    hands = table.open_window()
    QTest.qWait(1600)
    assert wait(table, hands, asked=False) == ""
    hands.press("Maggie")
    hands.type_into(FIELD, "I get support as required.")
    wait(table, hands, asked=True)


def test_another_question_has_its_own(table: TableWithLaptop) -> None:
    """Going on takes it away; coming back brings it."""
    table.begin()
    hands = table.open_window()
    hands.press("Maggie")
    hands.type_into(FIELD, VAGUE)
    hands.press("Next question")
    wait(table, hands, asked=False)
    hands.press("Question before")
    wait(table, hands, asked=True)


def test_the_turned_screen_and_the_note_have_none(table: TableWithLaptop) -> None:
    """It is the worker's."""
    from ui.turned.turned_screen import TurnedScreen

    table.begin()
    hands = table.open_window()
    turned = TurnedScreen(table.desk, table.work, table.words)
    assert turned.findChildren(HintStrip) == []
    assert table.screen._view.note.findChildren(HintStrip) == []
    hands.settle()
    turned.deleteLater()


@pytest.mark.parametrize("said", [VAGUE, CLEAR])
def test_nothing_is_looked_at_while_keys_come(table: TableWithLaptop, said: str) -> None:
    """A key takes what it took: the question is looked for after a while without one."""
    table.begin()
    hands = table.open_window()
    field = table.screen._view.answer.field
    field.setFocus()
    times = []
    for letter in said:
        began = time.perf_counter()
        QTest.keyClicks(field, letter)
        times.append(time.perf_counter() - began)
        assert strip_of(table).question == ""
    assert median(times) < 0.05
    hands.settle()
