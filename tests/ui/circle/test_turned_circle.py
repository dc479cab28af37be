"""The circle turned to the person: theirs to place by pointing, dragging, keys or buttons, with nothing that is not for them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.casebook.circles import keep_member
from app.casebook.people import circle
from app.practice.people import Sector
from tests.looking import faults
from tests.ui.turned.turning import CODE, Turned, talk
from tests.ui.visit.laptop import TableWithLaptop, full_disk
from ui.circle.board import CircleBoard
from ui.circle.token import TOUCH, Token
from ui.widgets.buttons import ActionButton
from ui.words import Words
from ui.work import Work


@pytest.fixture
def talked(tmp_path: Path, work: Work, words: Words) -> Iterator[TableWithLaptop]:
    """A visit under way; Peter is not to be contacted, and Uncle Olu is to be left out."""
    made = TableWithLaptop(tmp_path / "book", work, words)
    talk(made)
    keep_member(made.desk, made.person, "", {"name": "Joe", "ring": 3}, {"roles": ("from the choir",)})
    keep_member(made.desk, made.person, "", {"name": "Uncle Olu", "ring": 1}, {"turned_away": True})
    yield made
    made.close()


class TurnedToCircle(Turned):
    """The circle, opened by the person from a question about their people."""

    def __init__(self, table: TableWithLaptop, width: int = 1280, height: int = 800) -> None:
        super().__init__(table, width, height)
        self.screen.show_moment(table.person, table.visit, "my-people", "family")
        self.hands.settle()
        self.hands.press("My people")
        self.hands.settle()

    def token(self, name: str) -> Token:
        return next(each for each in self.screen.findChildren(Token) if each.member.name == name)

    def point_at(self, ring: int, sector: Sector) -> None:
        """Press a place in the drawing."""
        (board,) = self.screen.findChildren(CircleBoard)
        assert board.drawn is not None
        x, y = board.drawn.middle_of(ring, sector)
        QTest.mouseClick(board.widget(), Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
        self.hands.settle()

    def cell(self, name: str) -> tuple[int, Sector]:
        members = circle(self.table.desk, self.table.person)
        return next((each.body.ring, each.body.sector) for each in members if each.body.name == name)


def test_only_what_is_for_them(talked: TableWithLaptop) -> None:
    """Whoever is to be left out is not there, and no mark says that somebody is not to be contacted."""
    turned = TurnedToCircle(talked)
    hands = turned.hands
    hands.sees("Joe, from the choir, friends, outer ring")
    hands.sees("Peter Hall, nephew, friends, middle ring")
    for word in ("Olu", "contact", "Helen", "quiet", "tired"):
        hands.does_not_see(word)
    assert not turned.token("Peter Hall").member.do_not_contact
    assert faults(turned.shell) == []


def test_pointing_at_a_name_and_at_a_place(talked: TableWithLaptop) -> None:
    """Two touches, no drag; and it can be taken back."""
    turned = TurnedToCircle(talked)
    hands = turned.hands
    hands.press("Joe, from the choir")
    hands.sees("Joe: outer ring, friends. Point at a new place.")
    turned.point_at(1, Sector.FAMILY)
    assert turned.cell("Joe") == (1, Sector.FAMILY)
    hands.sees("Joe has a new place.")
    hands.press("Undo")
    assert turned.cell("Joe") == (3, Sector.FRIENDS)


def test_buttons_alone_place_a_name(talked: TableWithLaptop) -> None:
    """As one switch does it: a name, closer, round, here; or back where they were."""
    turned = TurnedToCircle(talked)
    hands = turned.hands
    hands.press("Joe, from the choir")
    hands.press("Closer")
    hands.press("Go round")
    hands.press("Put them here")
    assert turned.cell("Joe") == (2, Sector.PAID)
    hands.press("Joe, from the choir")
    hands.press("Further away")
    hands.press("Where they were")
    assert turned.cell("Joe") == (2, Sector.PAID)
    hands.press("Done")
    hands.does_not_see("Joe")


def test_keys_alone_place_a_name(talked: TableWithLaptop) -> None:
    turned = TurnedToCircle(talked)
    hands = turned.hands
    hands.key("End")
    assert hands.focus_name().startswith("Joe, ")
    hands.key("Space")
    hands.key("Up")
    hands.key("Return")
    assert turned.cell("Joe") == (2, Sector.FRIENDS)


def test_everything_is_large_enough_for_a_finger(talked: TableWithLaptop) -> None:
    turned = TurnedToCircle(talked, 1024, 640)
    turned.hands.press("Joe, from the choir")
    shown = [
        each for kind in (Token, ActionButton) for each in turned.screen.findChildren(kind) if each.isVisibleTo(turned.screen)
    ]
    assert len(shown) > 5
    assert all(min(each.width(), each.height()) >= TOUCH - 1 for each in shown)
    assert faults(turned.shell) == []


def test_a_full_disk_puts_them_back_and_says_so(talked: TableWithLaptop) -> None:
    turned = TurnedToCircle(talked)
    turned.hands.press("Joe, from the choir")
    with full_disk():
        turned.point_at(1, Sector.FAMILY)
        turned.hands.sees("The disk of this laptop is full.")
    assert turned.cell("Joe") == (3, Sector.FRIENDS)
    turned.hands.sees("Joe, from the choir, friends, outer ring")


def test_it_is_as_locked_as_the_rest(talked: TableWithLaptop) -> None:
    """No key leads out of it; turned back, nobody's name is left there."""
    turned = TurnedToCircle(talked)
    for keys in ("Esc", "Ctrl+F", "Alt+Left"):
        turned.hands.key(keys)
    turned.hands.sees("Joe")
    turned.hands.press("Done")
    turned.hands.press("Back")
    turned.hands.type_into("Short code", CODE)
    turned.hands.key("Return")
    assert turned.told[-1] == "left"
    turned.hands.does_not_see("Joe")
    assert turned.screen.findChildren(Token) == []


def test_other_questions_have_no_circle(talked: TableWithLaptop) -> None:
    Turned(talked).hands.does_not_see("My people")
