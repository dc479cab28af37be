"""The board beside the question: a real table to whoever listens, gone through by keys, folded and opened, and in step."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.practice.rows import in_row, prompt_in, row_in
from tests.hands import Hands
from tests.ui.shapes.at_table import FIELD, ShapeTable, say
from tests.ui.shapes.filled import SAID, put_said
from ui.visit.shapes.cells import Cells


def cells_of(table: ShapeTable) -> Cells:
    cells = table.screen._view.board.cells
    assert cells is not None
    return cells


def fill(table: ShapeTable, shape: str) -> None:
    """What is said in `SAID`, said in this visit."""
    for rank, (prompt, row, by, words) in enumerate(SAID[shape], start=1):
        put_said(table.desk, table.person, table.visit, shape, in_row(prompt, row), by, words, rank * 1024)


def filled(table: ShapeTable, shape: str, *, width: int = 1280, height: int = 800) -> Hands:
    """The window at a tool in which much was said."""
    table.prepare(shape, others=("Ann", "Joe"))
    fill(table, shape)
    return table.open_window(width, height)


def things(thing: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield thing
    for at in range(thing.childCount()):
        child = thing.child(at)
        if child is not None:
            yield from things(child)


def names_of_cells(cells: Cells) -> list[str]:
    """What a screen reader finds in the board, cell by cell."""
    face = QAccessible.queryAccessibleInterface(cells)
    assert face is not None
    return [each.text(QAccessible.Text.Name) for each in things(face) if each.role() == QAccessible.Role.Cell]


def test_a_board_is_a_table_to_a_screen_reader(table: ShapeTable) -> None:
    """Each cell says its column, its row, what was said and who said it; the columns are named at its head."""
    hands = filled(table, "chart")
    cells = cells_of(table)
    face = QAccessible.queryAccessibleInterface(cells)
    assert face is not None
    assert face.role() == QAccessible.Role.Table
    assert face.text(QAccessible.Text.Name) == "The chart"
    names = names_of_cells(cells)
    assert "Seen, row 2: She looks at the door, Joe said" in names
    assert "We think it means, row 1: The knee hurts, Ann said; Or he is bored, if it is after four, Joe said" in names
    assert "We should, row 3: nothing yet" in names
    heads = [each.text(QAccessible.Text.Name) for each in things(face) if each.role() == QAccessible.Role.ColumnHeader]
    assert heads[:4] == ["What is happening", "Seen", "We think it means", "We should"]
    hands.sees("Seen, row 1: He hums and rubs his knee, Ann said. Being talked about.")


def test_arrows_go_and_enter_chooses(table: ShapeTable) -> None:
    """F6 goes to the board and back, the arrow keys go from cell to cell, and Enter brings the cell into the middle."""
    hands = filled(table, "chart")
    hands.key("F6")
    assert hands.focus_name() == "The chart"
    current = cells_of(table).current
    assert current is not None
    assert (current.cell.column, current.cell.row) == ("seen", "1")
    hands.key("Right")
    hands.key("Down")
    hands.key("Return")
    hands.sees("We think it means?")
    assert table.screen.moment[3] == "meaning:2"
    assert hands.focus_name() == FIELD
    hands.key("F6")
    hands.key("Escape")
    assert hands.focus_name() == FIELD
    hands.key("F6")
    hands.key("F6")
    assert hands.focus_name() == FIELD


def test_a_cell_is_pressed(table: ShapeTable) -> None:
    """With the mouse too; what is kept then stands there."""
    hands = filled(table, "chart")
    hands.press("We should, row 3: nothing yet")
    assert table.screen.moment[3] == "response:3"
    hands.press("Maggie")
    say(hands, "Give me my gloves")
    hands.sees("We should, row 3: Give me my gloves, Maggie said. Being talked about.")


def test_what_is_typed_belongs_to_the_cell_that_was_left(table: ShapeTable) -> None:
    """Going to another cell with something typed keeps it where it was typed."""
    hands = filled(table, "chart")
    hands.press("Ann")
    hands.type_into(FIELD, "With his left hand")
    hands.press("We should, row 2: nothing yet")
    hands.sees("Seen, row 1: He hums and rubs his knee, Ann said; With his left hand, Ann said")
    assert table.statement("With his left hand").body.asked.prompt == "seen:1"


def test_it_folds_to_one_line_and_a_key_opens_it(table: ShapeTable) -> None:
    """Folded it says how much there is, and the rows stand with the parts; F6 opens it."""
    hands = filled(table, "chart")
    hands.press("Fold away: The chart")
    hands.sees("3 rows so far")
    hands.does_not_see("Seen, row 2")
    hands.press("“She looks at the door”")
    assert table.screen.moment[3] == "seen:2"
    hands.key("F6")
    hands.sees("Seen, row 2: She looks at the door, Joe said. Being talked about.")
    assert hands.focus_name() == "The chart"


def test_another_row_begins_at_the_board_too(table: ShapeTable) -> None:
    """The word below the board begins a row, which is there while something stands in it or it is talked about."""
    hands = filled(table, "chart")
    hands.press("Another one: The chart")
    hands.sees("Seen, row 4: nothing yet. Being talked about.")
    row = row_in(table.screen.moment[3])
    hands.press("Ann")
    say(hands, "Bites her lip")
    hands.sees("Seen, row 4: Bites her lip, Ann said. Being talked about.")
    assert (f"seen:{row}", "Bites her lip") in table.places
    hands.press("Another one: The chart")
    hands.press("Question before")
    hands.does_not_see("row 5")


def test_a_row_goes_when_nothing_is_in_it_and_undo_brings_it_back(table: ShapeTable) -> None:
    """Its statements were left out; the row is gone from the board as soon as something else is talked about."""
    hands = filled(table, "chart")
    hands.press("Seen, row 3: Pulls the sleeve over her hand")
    hands.press("Change: Pulls the sleeve over her hand")
    hands.press("Leave out: Pulls the sleeve over her hand")
    hands.press("Seen, row 1")
    hands.does_not_see("row 3")
    hands.press("Undo")
    hands.sees("Seen, row 3: Pulls the sleeve over her hand, Ann said")


def test_a_row_is_moved_by_key(table: ShapeTable) -> None:
    """Alt with an arrow moves it, and the keyboard stays with it; so do the words below the board."""
    hands = filled(table, "steps")
    hands.key("F6")
    hands.key("Alt+Down")
    hands.sees("Step, row 2: Radio 3 on, low, Maggie said. Being talked about.")
    current = cells_of(table).current
    assert current is not None
    assert current.cell.row == "1"
    hands.key("Alt+Down")
    hands.sees("Step, row 3: Radio 3 on, low, Maggie said. Being talked about.")
    hands.key("Alt+Down")
    hands.press("Move up: Radio 3 on, low")
    hands.sees("Step, row 2: Radio 3 on, low, Maggie said. Being talked about.")
    hands.sees("Must be so, row 2: Before anybody speaks, Maggie said")


def test_a_row_is_dragged(table: ShapeTable) -> None:
    """Drop it above the first, and it is the first."""
    hands = filled(table, "steps")
    cells = cells_of(table)
    plan = cells.plan
    assert plan is not None
    view = cells.viewport()
    start = QPoint(cells.width() // 2, sum(plan.heights[:2]) + plan.heights[2] // 2)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    for height in (start.y() - 20, plan.heights[0] // 2, 2):
        QTest.mouseMove(view, QPoint(start.x(), height))
        QApplication.processEvents()
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(start.x(), 2))
    hands.settle()
    hands.sees("Step, row 1: Tea, then tablets, Maggie said")
    hands.sees("Step, row 2: Radio 3 on, low, Maggie said. Being talked about.")
    assert prompt_in(table.screen.moment[3]) == "morning-step"


def test_every_shape_says_all_that_was_said(table: ShapeTable) -> None:
    """Every word stands on its board, with whose words they are, in a cell that a screen reader names."""
    table.prepare(*SAID, others=("Ann", "Joe"))
    for shape in SAID:
        fill(table, shape)
    hands = table.open_window()
    for shape, said in SAID.items():
        hands.press(f"The {shape}")
        hands.sees(f"The {shape}" if shape != "steps" else "Morning")
        heard = "\n".join(names_of_cells(cells_of(table)))
        for prompt, _row, by, words in said:
            assert f"{words}, {by or 'Maggie'} " in heard.replace("Helen Price", "me"), (shape, prompt)
        hands.key("F6")
        assert hands.focus_name() == ("Morning" if shape == "steps" else f"The {shape}")
