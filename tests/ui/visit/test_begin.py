"""Beginning a visit: permission first, in the person's words; who is here; topics in the order they were picked."""

import pytest
from PySide6.QtWidgets import QApplication

from app.casebook.people import add_to_circle
from app.practice.people import CirclePerson, Role
from app.practice.visits import VisitStatus
from tests.hands import Hands
from tests.looking import faults
from tests.ui.visit.laptop import TableWithLaptop, full_disk
from ui.shell import Shell
from ui.theme.theme import Theme, apply_theme
from ui.visit.begin import BeginScreen

ASK_FIRST = "Ask first whether it is all right to write things down"


class Begin:
    """The screen on which a visit begins, in the window."""

    def __init__(self, table: TableWithLaptop, width: int = 1280, height: int = 800) -> None:
        self.told: list[str] = []
        self.shell = table.shell = Shell(table.words)
        self.screen = BeginScreen(table.desk, table.work, table.words)
        self.screen.begun.connect(lambda _person, _visit: self.told.append("begun"))
        self.screen.kept_on_paper.connect(lambda _person: self.told.append("paper"))
        self.screen.closed.connect(lambda: self.told.append("closed"))
        self.shell.add_screen("begin", self.screen)
        self.shell.resize(width, height)
        self.shell.show()
        self.shell.activateWindow()
        self.screen.show_visit(table.person, table.visit)
        self.shell.show_screen("begin")
        self.hands = Hands(self.shell, table.work)
        self.hands.settle()


def test_permission_comes_first(table: TableWithLaptop) -> None:
    """Neither yes nor no is chosen beforehand, and without an answer nothing begins."""
    begin = Begin(table)
    hands = begin.hands
    hands.sees("Is it all right if I write things down on this?")
    hands.sees("The people at the council who work with Maggie can read it too.")
    assert begin.screen._answer.chosen == ""
    hands.press("Begin")
    hands.sees(ASK_FIRST)
    assert begin.told == []
    assert table.visit_now.status is VisitStatus.PLANNED


def test_a_yes_with_everything(table: TableWithLaptop) -> None:
    """Their words, who is here by record, and the topics in their order."""
    ann = add_to_circle(table.desk, table.person, CirclePerson(name="Ann Farrelly", relation="sister")).made
    add_to_circle(table.desk, table.person, CirclePerson(name="Peter", do_not_contact=True))
    begin = Begin(table)
    hands = begin.hands
    hands.does_not_see("Peter")
    hands.press("Yes, that is all right")
    hands.type_into("In their own words", "Yes, but read it back to me.")
    hands.press("Ann Farrelly")
    hands.press("Somebody else is here")
    hands.type_into("Their name", "Joe")
    hands.key("Return")
    hands.sees_chosen("Joe")
    for topic in ("What I want", "People like", "My people", "People like"):
        hands.press(topic)
    hands.sees("In this order: What I want and My people.")
    hands.press("Begin")
    assert begin.told == ["begun"]
    visit = table.visit_now
    assert visit.status is VisitStatus.UNDER_WAY
    assert visit.permission is not None
    assert (visit.permission.given, visit.permission.words) == (True, "Yes, but read it back to me.")
    assert visit.topics == ("what-i-want", "my-people")
    assert [(each.role, each.who) for each in visit.present] == [
        (Role.PERSON, table.person),
        (Role.OTHER, ann),
        (Role.OTHER, ""),
        (Role.WORKER, table.desk.me.who),
    ]


def test_a_no_closes_the_lid(table: TableWithLaptop) -> None:
    """Nothing can be typed; the answer is kept, and what is entered later is marked as the worker's record."""
    begin = Begin(table)
    hands = begin.hands
    hands.press("No, rather not")
    hands.sees("Then we close the lid.")
    hands.does_not_see("What would Maggie like to talk about?")
    assert not hands.can_press("Begin")
    hands.press("Close the lid")
    assert begin.told == ["paper"]
    visit = table.visit_now
    assert visit.permission is not None
    assert not visit.permission.given
    assert visit.status is VisitStatus.PAUSED
    begin.shell.close()
    hands = table.open_window()
    hands.sees("Maggie asked for paper.")
    hands.press("Maggie")
    hands.type_into("What is said", "Radio 3.")
    hands.press("Keep this")
    hands.sees("Maggie said, taken from paper")
    assert [each.by_paper for each in table.said] == [True]


def test_a_full_disk_at_the_door(table: TableWithLaptop) -> None:
    """The visit does not begin, everything pressed stays, and it begins when there is room."""
    begin = Begin(table)
    hands = begin.hands
    hands.press("Yes, that is all right")
    hands.press("What I want")
    with full_disk():
        hands.press("Begin")
        hands.sees("The disk of this laptop is full.")
    assert begin.told == []
    hands.press("Begin")
    assert begin.told == ["begun"]
    assert table.visit_now.topics == ("what-i-want",)


def test_going_back_begins_nothing(table: TableWithLaptop) -> None:
    """One may look and leave."""
    begin = Begin(table)
    begin.hands.press("Yes, that is all right")
    begin.hands.press("Back")
    assert begin.told == ["closed"]
    assert table.visit_now.status is VisitStatus.PLANNED


@pytest.mark.parametrize("right_to_left", [False, True])
def test_nothing_is_cut(table: TableWithLaptop, qapp: QApplication, right_to_left: bool) -> None:
    """200 % text in a small window, with long names."""
    apply_theme(qapp, Theme(text_scale=2.0, right_to_left=right_to_left))
    long = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch " * 3
    for name in (long, "آن فاريلي", "রহিমা বেগম"):
        add_to_circle(table.desk, table.person, CirclePerson(name=name))
    begin = Begin(table, 1024, 640)
    assert faults(begin.shell) == []
    begin.hands.press("Somebody else is here")
    assert faults(begin.shell) == []
    begin.hands.press("No, rather not")
    assert faults(begin.shell) == []


def test_what_else_there_is_to_talk_about_is_one_press_away(table: TableWithLaptop) -> None:
    """The first group is in sight; the others unfold in their groups, and stand in the visit's bar once they were picked."""
    begin = Begin(table)
    hands = begin.hands
    hands.press("Yes, that is all right")
    hands.does_not_see("My life so far")
    hands.press("More to talk about")
    hands.sees("To go deeper")
    hands.press("My life so far")
    hands.press("Fewer")
    hands.sees("In this order: My life so far.")
    hands.press("Begin")
    assert table.visit_now.topics == ("my-life",)
    begin.shell.close()
    hands = table.open_window()
    hands.sees_chosen("My life so far")
    hands.does_not_see("Good day, bad day")
    hands.press("More to talk about")
    hands.press("Good day, bad day")
    hands.sees("How does a good morning start?")
