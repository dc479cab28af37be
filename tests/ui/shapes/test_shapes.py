"""What makes each tool what it is: who decides, whose view it is, where on the ladder, which day, which box."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.casebook.visits import begin_visit, pause_visit, plan_visit
from app.practice.people import Role, Speaker
from app.practice.rows import prompt_in, row_in
from app.practice.visits import Permission, Place
from tests.desks import carry, make_desk
from tests.ui.shapes.at_table import FIELD, ShapeTable, say
from tests.ui.shapes.shelf import shelf
from tests.ui.shapes.test_board import cells_of, fill, filled
from ui.visit.shapes.board import Form
from ui.words import Words
from ui.work import Work


def test_me_decides_until_somebody_says_otherwise(table: ShapeTable) -> None:
    """The cell says so by itself and nothing is kept for it; only when somebody else does is it asked why."""
    hands = table.talk_about("decisions")
    hands.press("Maggie")
    say(hands, "What I eat")
    hands.sees("Who decides, row 1: Me")
    hands.press("Next question")
    hands.press("Next question")
    hands.sees("Who decides?")
    hands.does_not_see("Why, row 1")
    say(hands, "Me.")
    assert not hands.can_press("Next question")
    hands.press("Another decision")
    say(hands, "What I sign")
    hands.press("Next question")
    hands.press("Next question")
    hands.press("Ann")
    say(hands, "I sign for her")
    hands.sees("Why, row 2: nothing yet")
    hands.press("Next question")
    hands.sees("Why?")
    assert [words for _place, words in table.places] == ["What I eat", "Me.", "What I sign", "I sign for her"]


def test_every_view_has_its_row(table: ShapeTable) -> None:
    """The person's stands first and largest; a row that is pressed says who speaks; what one sees differently stays beside it."""
    hands = filled(table, "perspectives")
    board = table.screen._view.board.board
    assert board is not None
    assert [(row.name, row.first) for row in board.rows] == [
        ("Maggie", True),
        ("Ann", False),
        ("Joe", False),
        ("Helen Price", False),
    ]
    hands.press("Not working, Joe: Nothing. It is fine as it is., Joe said")
    hands.sees_chosen("Joe")
    hands.sees("Not working?")
    say(hands, "He is late on Mondays")
    hands.sees("Not working, Joe: Nothing. It is fine as it is., Joe said; He is late on Mondays, Joe said. Being talked about.")
    hands.sees("Not working, Maggie: The bus comes forty minutes early and I miss breakfast, Maggie said")
    hands.press("Ann")
    hands.sees("Not working, Ann: Nobody tells me when the carer changes, Ann said. Being talked about.")


def test_words_stay_with_whoever_was_chosen_when_another_row_is_pressed(table: ShapeTable) -> None:
    """What was typed as Ann's is kept as Ann's; what nobody has claimed is not given to the row that is pressed."""
    hands = filled(table, "perspectives")
    hands.type_into(FIELD, "The door sticks")
    hands.press("Working, Joe: nothing yet")
    assert hands.reads_in(FIELD) == "The door sticks"
    assert table.screen._view.answer.speaker_key == ""
    hands.press("Ann")
    hands.press("Working, Joe: nothing yet")
    hands.sees_chosen("Joe")
    assert table.statement("The door sticks").body.speaker.name == "Ann"


def test_where_now_and_what_next(table: ShapeTable) -> None:
    """The highest rung that was spoken of is now, the one above it next; the ladder stands with its foot below."""
    hands = filled(table, "ladder")
    hands.sees("I join in · now, row 1: I sing the ones I know, Maggie said")
    hands.sees("I know people · next, row 1: nothing yet")
    cells = cells_of(table)
    assert [line[0].cell.heading for line in cells.plan.arrangement.lines][:3] == [
        "What I do",
        "I give something",
        "I know people",
    ]
    hands.press("Maggie")
    hands.press("I know people · next, row 1")
    say(hands, "Joe and I go for chips")
    hands.sees("I give something · next, row 1: nothing yet")


def test_a_week_is_gone_through_by_arrows(table: ShapeTable) -> None:
    """Down is the next day, right is later on it; Enter talks about it."""
    hands = filled(table, "week")
    hands.key("F6")
    for key in ("Down", "Down", "Right"):
        hands.key(key)
    hands.key("Return")
    hands.sees("Wednesday: Afternoon?")
    hands.press("Ann")
    say(hands, "I could come then")
    hands.sees("Afternoon, Wednesday: Nobody. I like it quiet., Maggie said; I could come then, Ann said. Being talked about.")


def test_boxes_hold_what_was_said_and_what_comes_next(table: ShapeTable) -> None:
    """Four boxes of words, and one of promises."""
    hands = filled(table, "boxes")
    hands.press("Learned: It is the turning that makes me fall")
    hands.sees("Learned: What we say?")
    hands.press("What next: nothing yet")
    hands.sees("What next: What next?")
    assert not hands.can_press("Keep this")
    assert hands.focus_name().startswith("Add")
    board = table.screen._view.board.board
    assert board is not None
    assert board.form is Form.BOXES


def test_the_middle_is_a_side_of_its_own(table: ShapeTable) -> None:
    """What matters to the person, what others see to, and where they meet, each where it was said."""
    hands = filled(table, "balance")
    hands.press("Where they meet: The frame in the kitchen, not in the garden, Maggie said")
    hands.press("Maggie")
    say(hands, "The frame at night only")
    assert table.statement("The frame at night only").body.asked.prompt == "between"
    hands.sees("Where they meet: The frame in the kitchen, not in the garden, Maggie said; The frame at night only, Maggie said")


def test_a_life_in_the_order_it_is_put(table: ShapeTable) -> None:
    """An event that comes to mind late is moved to its place by key, and undo takes the move back."""
    hands = filled(table, "line")
    hands.press("When, row 3: The winter Frank died")
    hands.press("Move up: The winter Frank died")
    hands.sees("When, row 2: The winter Frank died, Maggie said. Being talked about.")
    hands.sees("Not to be told again, row 2: How it was at the hospital, Maggie said")
    hands.sees("When, row 3: 1961, Maggie said")
    lines = cells_of(table).plan.arrangement.lines
    assert [line[0].row_at for line in lines if line[0].leads] == [0, 1, 2]


def test_a_role_has_its_three_rings(table: ShapeTable) -> None:
    """A ring is pressed in the drawing or in the list beside it; both are the same cell."""
    hands = filled(table, "rings")
    cells = cells_of(table)
    boxes, slots = cells._groups()[0]
    assert [slot.cell.column for slot in slots] == ["role", "core", "judgement", "not_ours"]
    box = cells._ring_box(boxes)
    for column, share in (("core", 0.0), ("judgement", 0.5), ("not_ours", 0.85)):
        at = QPoint(round(box.center().x() + share * box.width() / 2), round(box.center().y()))
        QTest.mouseClick(cells.viewport(), Qt.MouseButton.LeftButton, pos=at)
        hands.settle()
        assert prompt_in(table.screen.moment[3]) == column
    hands.press("Not theirs, row 2: nothing yet")
    hands.press("Maggie")
    say(hands, "My letters")
    hands.sees("Not theirs, row 2: My letters, Maggie said. Being talked about.")


def test_two_laptops_fill_one_chart(table: ShapeTable, tmp_path: Path, work: Work, words: Words) -> None:
    """What was said in a row here and there stands in the same row on both; a row that was begun elsewhere is a row here."""
    table.prepare("chart", others=("Ann",))
    fill(table, "chart")
    pause_visit(table.desk, table.visit, Place(guide="chart", prompt="seen:1"))
    theirs = replace(make_desk(tmp_path / "theirs", "Jo Marsh"), guides=shelf("chart"))
    carry(table.desk.book, theirs.book)
    second = ShapeTable(tmp_path / "second", work, words)
    second.desk.book.close()
    second.desk, second.person, second.visit = theirs, table.person, plan_visit(theirs, table.person).made
    maggie = Speaker(role=Role.PERSON, name="Maggie", who=table.person)
    present = (maggie, Speaker(role=Role.OTHER, name="Joe"), theirs.me)
    begin_visit(theirs, second.visit, permission=Permission(given=True), present=present, topics=("chart",))
    hands = second.open_window()
    hands.press("We should, row 2: nothing yet")
    hands.press("Joe")
    say(hands, "Fetch the coat")
    hands.press("Another one: The chart")
    say(hands, "He taps the cup")
    hands.press("Pause")
    carry(theirs.book, table.desk.book)
    second.close()
    hands = table.open_window()
    hands.sees("We should, row 2: Fetch the coat, Joe said")
    hands.sees("Seen, row 4: He taps the cup, Joe said")
    hands.sees("Seen, row 2: She looks at the door, Joe said")
    assert len({row_in(place) for place, _words in table.places}) == 4
