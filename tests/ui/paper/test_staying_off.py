"""Before a paper is left it is asked whether the people of the circle, or any line, should stay off it."""

from pathlib import Path

import pytest

from app.casebook.leaving import copies_at_home, freeze
from app.casebook.people import add_to_circle
from app.casebook.plan import actions_of, add_action
from app.casebook.saying import statements_of
from app.practice.people import CirclePerson
from app.practice.plans import Action, PaperKind, PeoplePrinted
from app.records.revision import person_scope
from tests.desks import add, make_desk
from tests.leaving import Table
from ui.words import Words
from ui.work import Work


@pytest.fixture
def table(tmp_path: Path, work: Work, words: Words) -> Table:
    """A plan with one promise, and one neighbour who helps."""
    desk = make_desk(tmp_path / "book")
    maggie = add(desk)
    add_action(desk, maggie, Action(what="Ring the choir"))
    add_to_circle(desk, maggie, CirclePerson(name="Dot Price", helps_with="the garden", telephone="01632 960555"))
    made = Table(desk, maggie, work, words, tmp_path)
    made.show(PaperKind.PLAN_COPY)
    return made


def printed(table: Table) -> list[int]:
    """How many of the circle stand on each version."""
    with table.desk.book.view() as view:
        found = view.all(PeoplePrinted, person_scope(table.person))
    return [len({line.record for line in each.body.people} - {table.person}) for each in found]


def test_those_of_the_circle_can_be_left_off_this_paper(table: Table) -> None:
    """The page beside it follows; it is another version than one with them, and nothing in the circle changes. A name
    in a promise stays, and nothing else is said."""
    add_action(table.desk, table.person, Action(what="Ask Dot Price about the beans"))
    table.show(PaperKind.PLAN_COPY)
    assert "01632 960555" in table.page()
    table.hands.sees("A list of who helps will be on it: Dot Price.")
    table.hands.press("Leave the list off this paper")
    table.hands.sees("The list of who helps is not on it. A name can still stand in a line,")
    assert "01632 960555" not in table.page()
    assert "Ask Dot Price about the beans" in table.page()
    table.hands.does_not_see("Nobody from the circle")
    table.answer()
    assert "01632 960555" not in table.page()
    assert "Version 1" in table.page()
    table.print()
    assert printed(table) == [0]
    (copy,) = copies_at_home(table.desk, table.person)
    assert not copy.out_of_date
    assert freeze(table.desk, table.person, PaperKind.PLAN_COPY, 18, without_people=True).number == 1
    assert freeze(table.desk, table.person, PaperKind.PLAN_COPY, 18).number == 2
    assert printed(table) == [0, 1]
    table.show(PaperKind.PROFILE)
    table.show(PaperKind.PLAN_COPY)
    table.hands.sees("A list of who helps will be on it: Dot Price.")
    table.hands.press("Leave the list off this paper")
    table.hands.press("Put the list on it")
    table.hands.sees("A list of who helps will be on it: Dot Price.")
    assert "01632 960555" in table.page()


def test_any_line_can_be_kept_off_and_put_back(table: Table) -> None:
    """One by one, when somebody wants to look; the words stay in the record."""
    table.hands.does_not_see("Keep it off")
    table.hands.press("Show the lines one by one")
    table.hands.press("Keep it off: Ring the choir")
    table.hands.sees("Kept off the paper: “Ring the choir”. The words stay in the record.")
    table.hands.sees("There is nothing on this paper yet.")
    assert [each.body.not_to_print for each in actions_of(table.desk, table.person)] == [True]
    table.hands.press("Put it back")
    table.hands.sees("One line will be on it.")
    assert [each.body.not_to_print for each in actions_of(table.desk, table.person)] == [False]
    assert statements_of(table.desk, table.person) == []
    assert table.faults() == []


def test_a_newer_copy_says_that_the_one_at_home_is_old(table: Table) -> None:
    table.answer()
    table.print()
    table.hands.does_not_see("It is old now")
    add_action(table.desk, table.person, Action(what="Mend the gate"))
    table.show(PaperKind.PLAN_COPY)
    table.hands.sees("Version 1 was left with Maggie on 21 November 2026.")
    table.answer()
    table.print()
    table.hands.sees("The copy at home is from 21 November 2026, version 1. It is old now")
