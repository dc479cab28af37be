"""The format of a paper is chosen where the paper is seen; the colour somebody reads best is kept for the next time."""

from app.casebook.own_view import wish_for, wishes_of
from app.casebook.people import change_person
from app.casebook.profile import choose
from app.practice.own_view import PAPER_COLOUR
from app.practice.people import Reach
from app.practice.plans import PaperKind, Section
from tests.app.paper.reading import read_back
from tests.leaving import Table
from tests.screens.profile import put


def colours_of(table: Table) -> set[tuple[float, ...]]:
    """The colours of whole pages."""
    table.hands.settle()
    assert table.screen._preview is not None
    read = read_back(table.screen._preview.pdf)
    return {each.colour for each in read.grounds if each.right - each.left > 590}


def test_a_colour_is_printed_or_lies_in_the_printer_and_is_kept(table: Table) -> None:
    """Yellow is chosen, seen, kept; then the paper in the printer is yellow itself and no colour is printed."""
    table.show()
    assert colours_of(table) == set()
    table.hands.press("Size and colour")
    table.hands.press("Yellow")
    assert len(colours_of(table)) == 1
    table.hands.press("Yellow paper is what Maggie reads best: keep that")
    table.hands.settle()
    assert wishes_of(table.desk, table.person) == {PAPER_COLOUR: "yellow"}
    assert not table.hands.can_press("Yellow paper is what Maggie reads best: keep that")
    table.hands.press("The paper in the printer has this colour already")
    table.hands.sees("Put yellow paper in the printer.")
    assert colours_of(table) == set()
    assert table.faults() == []


def test_the_colour_that_was_kept_is_there_at_once(table: Table) -> None:
    """And a colour that this release does not know is white."""
    wish_for(table.desk, table.person, PAPER_COLOUR, "blue")
    table.show()
    assert len(colours_of(table)) == 1
    wish_for(table.desk, table.person, PAPER_COLOUR, "mauve")
    table.show(PaperKind.PLAN_COPY)
    assert colours_of(table) == set()


def test_easy_read_is_left_as_it_was_chosen(table: Table) -> None:
    """Whoever reads easy read starts with it; without pictures when they do not help; frozen in its size."""
    change_person(table.desk, table.person, reach=Reach(paper="easy read"))
    table.show()
    table.hands.sees_chosen("Easy read")
    table.hands.sees("Easy read needs more than one side.")
    assert "Pictures: OpenMoji" in table.page()
    table.hands.press("Size and colour")
    table.hands.press("Words only")
    assert "Pictures: OpenMoji" not in table.page()
    table.hands.press("20 point")
    table.answer()
    assert table.versions()[0].text_size == 20
    assert "What matters to me" in table.page()


def test_what_may_be_hard_is_told_when_it_is_asked(table: Table) -> None:
    """With its place; nothing is changed by it."""
    hard = put(table.desk, table.person, "I require assistance with transportation.", rank=98)
    choose(table.desk, table.person, hard, Section.SUPPORT)
    table.show()
    table.hands.press("Show the line that may be hard")
    table.hands.sees("How best to support me, line")
    table.hands.sees("require (need), assistance (help)")
    assert "I require assistance with transportation." in table.page()
