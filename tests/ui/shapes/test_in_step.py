"""What a board owes to everybody: versions said, names told apart, drafts back in their cell."""

from collections import Counter

import pytest
from PySide6.QtWidgets import QAbstractButton

from app.casebook.saying import read_back, reword
from app.practice.statements import Answer
from tests.desks import carry, make_desk
from tests.ui.shapes.at_table import FIELD, ShapeTable
from tests.ui.shapes.filled import AT, SAID, put_said
from tests.ui.shapes.test_board import fill, filled
from ui.turned.moment import read_moment
from ui.widgets.buttons import pressable_name


def test_words_in_two_versions_say_so(table: ShapeTable) -> None:
    """A cell shows one of them and says that there is another; nothing is settled by showing it."""
    table.prepare("chart", others=("Ann",))
    fill(table, "chart")
    theirs = make_desk(table.folder.parent / "theirs", "Jo Marsh")
    carry(table.desk.book, theirs.book)
    record = table.statement("Time to go").record
    reword(table.desk, record, "Time to go home")
    reword(theirs, record, "Time for a walk")
    carry(theirs.book, table.desk.book)
    theirs.book.close()
    hands = table.open_window()
    hands.sees("Joe said, one of several versions")


def test_what_was_read_back_says_so(table: ShapeTable) -> None:
    """With its tick's words, for whoever listens too."""
    table.prepare("chart")
    fill(table, "chart")
    read_back(table.desk, table.statement("Time to go").record, Answer.YES)
    hands = table.open_window()
    hands.sees("We think it means, row 2: Time to go, Joe said, read back, yes")


def test_no_two_buttons_have_one_name(table: ShapeTable) -> None:
    """Whoever hears only the names of buttons knows them apart, in every shape."""
    table.prepare(*SAID, others=("Ann", "Joe"))
    for shape in SAID:
        fill(table, shape)
    hands = table.open_window()
    for shape in SAID:
        hands.press(f"The {shape}")
        shown = [each for each in table.screen.findChildren(QAbstractButton) if each.isVisible()]
        many = Counter(pressable_name(button) for button in shown)
        assert [name for name, times in many.items() if times > 1] == [], shape


def test_turned_it_says_what_the_question_is_about_in_their_own_words(table: ShapeTable) -> None:
    """Their own first words in the row stand above the question; what somebody else said of them never does."""
    table.prepare("chart", others=("Ann",))
    place = (table.person, table.visit, "chart")
    put_said(table.desk, table.person, table.visit, "chart", "seen:1", "Ann", "He hums and rubs his knee", 1)
    assert read_moment(table.desk, *place, "meaning:1").about == ""
    put_said(table.desk, table.person, table.visit, "chart", "happening:1", "", "After the stairs", 2)
    moment = read_moment(table.desk, *place, "meaning:1")
    assert (moment.about, moment.asked.prompt) == ("After the stairs", "meaning:1")
    assert read_moment(table.desk, *place, "happening:1").about == ""
    assert [each.words for each in read_moment(table.desk, *place, "happening:1").said] == ["After the stairs"]
    assert read_moment(table.desk, *place, "meaning:2").about == ""


@pytest.mark.prove
@pytest.mark.parametrize("shape", sorted(SAID))
def test_a_draft_comes_back_to_its_cell(table: ShapeTable, shape: str) -> None:
    """In every shape: pulled plug, the same cell with the same words; kept, and there after the next start too."""
    hands = filled(table, shape)
    place = AT[shape]
    row = place.partition(":")[2]
    table.screen._go_to_place(place)
    hands.press("Ann")
    hands.type_into(FIELD, "And then th")
    hands.sees("Saved")
    table.pull_the_plug()
    hands = table.open_window()
    assert table.screen.moment[3] == place
    assert hands.reads_in(FIELD) == "And then th"
    board = table.screen._view.board.board
    assert board is not None
    (here,) = [cell for cell in board.cells if cell.here]
    assert (place.partition(":")[0] in here.prompts, here.row) == (True, row if shape != "perspectives" else here.row)
    hands.key("Ctrl+Return")
    hands.sees("And then th, Ann said")
    table.pull_the_plug()
    hands = table.open_window()
    hands.sees("And then th, Ann said")
    assert table.statement("And then th").body.asked.prompt == place
