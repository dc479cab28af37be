"""The list of the circle: by keyboard alone, with undo, and with nothing shown half empty."""

import pytest
from PySide6.QtWidgets import QApplication

from app.casebook.people import add_to_circle, circle
from app.practice.people import CirclePerson, Sector, Wish
from tests.hands import Hands
from tests.looking import faults
from tests.ui.visit.laptop import TableWithLaptop, full_disk
from ui.circle.circle_screen import CircleScreen
from ui.shell import Shell
from ui.theme.theme import Theme, apply_theme

LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch " * 3


class Circle:
    """The circle of Maggie in the window."""

    def __init__(self, table: TableWithLaptop, width: int = 1280, height: int = 800) -> None:
        self.table = table
        self.told: list[str] = []
        self.shell = table.shell = Shell(table.words)
        self.screen = CircleScreen(table.desk, table.work, table.words)
        self.screen.closed.connect(lambda: self.told.append("closed"))
        self.shell.add_screen("circle", self.screen)
        self.shell.resize(width, height)
        self.shell.show()
        self.shell.activateWindow()
        self.screen.show_person(table.person)
        self.shell.show_screen("circle")
        self.hands = Hands(self.shell, table.work)
        self.hands.settle()

    @property
    def members(self) -> list[CirclePerson]:
        return [each.body for each in circle(self.table.desk, self.table.person)]


def test_an_empty_circle_is_an_invitation(table: TableWithLaptop) -> None:
    """No empty rings, no numbers; it can be skipped."""
    shown = Circle(table)
    hands = shown.hands
    hands.sees("Who is in your life?")
    for word in ("Closest", "Further away", "0"):
        hands.does_not_see(word)
    hands.press("Skip this for today")
    hands.settle()
    assert shown.told == ["closed"]


def test_adding_somebody_by_keyboard_alone(table: TableWithLaptop) -> None:
    """Tab, arrows and Space are enough; only rings with somebody in them are shown."""
    shown = Circle(table)
    hands = shown.hands
    assert hands.focus_name() == "Add the first person"
    hands.key("Space")
    assert hands.focus_name() == "Name"
    hands.type("Ann Farrelly")
    hands.key("Tab")
    hands.type("sister")
    hands.tab_to("Closest")
    hands.key("Space")
    hands.tab_to("family")
    hands.key("Space")
    hands.tab_to("closer")
    hands.key("Right")
    hands.key("Right")
    hands.key("Right")
    hands.key("Space")
    hands.type_into("What they help with", "letters and the bank")
    hands.tab_to("Ring them in an emergency")
    hands.key("Space")
    hands.tab_to("Keep")
    hands.key("Space")
    hands.sees("Helps with: letters and the bank")
    hands.sees("Would like to find them again")
    hands.does_not_see("Further away")
    assert hands.focus_name() == "Open Ann Farrelly"
    (ann,) = shown.members
    assert (ann.name, ann.relation, ann.ring, ann.sector, ann.wish, ann.emergency, ann.paid) == (
        "Ann Farrelly",
        "sister",
        1,
        Sector.FAMILY,
        Wish.FIND_AGAIN,
        True,
        False,
    )


def test_a_name_is_all_it_needs(table: TableWithLaptop) -> None:
    """Without one the form asks for it and keeps what is written."""
    hands = Circle(table).hands
    hands.press("Add the first person")
    hands.type_into("Who they are to you", "next door")
    hands.press("Keep")
    hands.sees("Write a name, or what you call them.")
    assert hands.reads_in("Who they are to you") == "next door"


def test_changing_and_choosing_somebody_else_keeps(table: TableWithLaptop) -> None:
    """Nothing written is lost by pressing another name; do not contact is marked quietly."""
    for name in ("Ann", "Joe"):
        add_to_circle(table.desk, table.person, CirclePerson(name=name, ring=1))
    shown = Circle(table)
    hands = shown.hands
    hands.press("Open Ann")
    hands.choose("Please do not contact them")
    hands.type_into("Telephone", "07700 900145")
    hands.press("Open Joe")
    hands.press("Further away")
    hands.press("Back")
    hands.settle()
    ann, joe = shown.members
    assert (ann.name, ann.do_not_contact, ann.telephone, joe.ring) == ("Ann", True, "07700 900145", 3)
    assert shown.told == ["closed"]


def test_taking_out_is_undone(table: TableWithLaptop) -> None:
    """Undo instead of a question."""
    add_to_circle(table.desk, table.person, CirclePerson(name="Peter", ring=3))
    shown = Circle(table)
    hands = shown.hands
    hands.press("Open Peter")
    hands.press("Take out of the circle")
    hands.sees("Peter is taken out.")
    hands.sees("Who is in your life?")
    assert shown.members == []
    hands.press("Undo")
    hands.sees("Open Peter")
    assert [each.name for each in shown.members] == ["Peter"]


def test_a_full_disk_takes_nothing_away(table: TableWithLaptop) -> None:
    """The form stands as it was, with a sentence, also when somebody wanted to leave."""
    shown = Circle(table)
    hands = shown.hands
    hands.press("Add the first person")
    hands.type_into("Name", "Mrs Hall")
    with full_disk():
        hands.press("Back")
        hands.sees("The disk of this laptop is full.")
        assert hands.reads_in("Name") == "Mrs Hall"
        assert shown.told == []
    hands.press("Keep")
    hands.sees("Open Mrs Hall")
    hands.does_not_see("The disk of this laptop is full.")


@pytest.mark.parametrize("right_to_left", [False, True])
def test_nothing_is_cut(table: TableWithLaptop, qapp: QApplication, right_to_left: bool) -> None:
    """Long names, other scripts, 200 % text in a small window."""
    apply_theme(qapp, Theme(text_scale=2.0, right_to_left=right_to_left))
    for name in (LONG, "آن فاريلي", "রহিমা বেগম", "Siân 🙂"):
        add_to_circle(table.desk, table.person, CirclePerson(name=name, relation=name, helps_with=name, ring=3))
    shown = Circle(table, 1024, 640)
    assert faults(shown.shell) == []
    shown.hands.press("The list")
    assert faults(shown.shell) == []
    shown.hands.press("Open Siân")
    assert faults(shown.shell) == []
