"""One by one: yes to each, this first, leave this out; in order by dragging, by arrow keys, by pressing."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.casebook.saying import statements_of
from app.practice.statements import Answer
from tests.looking import faults
from tests.ui.turned.turning import Turned, say
from tests.ui.visit.laptop import TableWithLaptop
from ui.widgets.face import Face

RADIO, TOAST, CARER = "Radio 3 on low.", "Toast, cut small.", "The same carer."


def one_by_one(table: TableWithLaptop) -> Turned:
    """Three things said, and the screen on which each can be taken up."""
    say(table, TOAST)
    say(table, CARER)
    turned = Turned(table)
    turned.hands.press("One by one")
    return turned


def order(table: TableWithLaptop) -> list[str]:
    own = (RADIO, TOAST, CARER)
    return [each.body.words for each in statements_of(table.desk, table.person) if each.body.words in own]


def line(turned: Turned, words: str) -> Face:
    return next(each for each in turned.screen.findChildren(Face) if words in each.line and each.isVisible())


def test_one_thing_at_a_time(talked: TableWithLaptop) -> None:
    """While they go through their words there is nothing to write and nothing else to press."""
    turned = one_by_one(talked)
    assert not turned.screen._face.field.isVisible()
    assert not turned.hands.can_press("What others said")
    assert faults(turned.shell) == []
    turned.hands.press("That is all")
    assert turned.screen._face.field.isVisible()
    turned.hands.sees(f"“{CARER}”")


@pytest.mark.prove
def test_yes_to_one(talked: TableWithLaptop) -> None:
    """Only that one has their yes; and what has it is not asked again."""
    turned = one_by_one(talked)
    turned.hands.press(f"That's right: {TOAST}")
    turned.hands.sees("you said yes to this")
    answers = {each.words: each.read_back.answer for each in talked.said if each.read_back}
    assert answers == {TOAST: Answer.YES}
    assert not turned.hands.can_press(f"That's right: {TOAST}")


def test_this_first(talked: TableWithLaptop) -> None:
    turned = one_by_one(talked)
    turned.hands.press(f"This first: {CARER}")
    turned.hands.settle()
    assert order(talked) == [CARER, RADIO, TOAST]
    assert not turned.hands.can_press(f"This first: {CARER}")


@pytest.mark.prove
def test_leaving_one_out_and_taking_that_back(talked: TableWithLaptop) -> None:
    turned = one_by_one(talked)
    turned.hands.press(f"Leave this out: {RADIO}")
    turned.hands.sees("That is left out.")
    assert order(talked) == [TOAST, CARER]
    turned.hands.press("Undo")
    turned.hands.sees(RADIO)
    assert sorted(order(talked)) == sorted([RADIO, TOAST, CARER])


def test_the_arrow_keys_move_a_line_and_stay_on_it(talked: TableWithLaptop) -> None:
    """Down and up; at the ends nothing happens."""
    turned = one_by_one(talked)
    hands = turned.hands
    assert hands.focus_name() == f"You said: {RADIO}"
    hands.key("Up")
    assert order(talked) == [RADIO, TOAST, CARER]
    hands.key("Down")
    assert order(talked) == [TOAST, RADIO, CARER]
    assert hands.focus_name() == f"You said: {RADIO}"
    hands.key("Down")
    hands.key("Down")
    assert order(talked) == [TOAST, CARER, RADIO]


def test_dragging(talked: TableWithLaptop) -> None:
    """Let go of where it should stand; Esc gives it up."""
    turned = one_by_one(talked)
    drag(turned, CARER, onto=RADIO)
    assert order(talked) == [CARER, RADIO, TOAST]
    carried = line(turned, TOAST)
    QTest.mousePress(carried, Qt.MouseButton.LeftButton, pos=QPoint(40, 20))
    QTest.mouseMove(carried, QPoint(40, -60))
    turned.hands.key("Esc")
    QTest.mouseRelease(carried, Qt.MouseButton.LeftButton, pos=QPoint(40, -200))
    turned.hands.settle()
    assert order(talked) == [CARER, RADIO, TOAST]


def drag(turned: Turned, words: str, *, onto: str) -> None:
    """Carry one line a little above the middle of another."""
    carried, target = line(turned, words), line(turned, onto)
    end = carried.mapFromGlobal(target.mapToGlobal(QPoint(40, 2)))
    QTest.mousePress(carried, Qt.MouseButton.LeftButton, pos=QPoint(40, 20))
    for share in (0.3, 0.7, 1.0):
        QTest.mouseMove(carried, QPoint(40, 20) + (end - QPoint(40, 20)) * share)
    QTest.mouseRelease(carried, Qt.MouseButton.LeftButton, pos=end)
    turned.hands.settle()
