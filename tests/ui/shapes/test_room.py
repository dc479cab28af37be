"""A board has room for every word: at 100 to 300 % of text, in small windows, and where lines begin on the right."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtTest import QTest

from tests.looking import faults
from tests.ui.shapes.at_table import ShapeTable
from tests.ui.shapes.filled import SAID
from tests.ui.shapes.test_board import cells_of, fill
from ui.theme.theme import Theme
from ui.visit.shapes.board import Form
from ui.visit.shapes.plan import ABOVE, SIDE

Dress = Callable[[Theme], None]
LOOKS_AT_MOST = 10
BETWEEN_LOOKS_MILLISECONDS = 30


def look_at_all(table: ShapeTable, shapes: tuple[str, ...], *, width: int, height: int) -> dict[str, bool]:
    """Go through tools of these shapes and look that nothing is cut; says which of the tables stand as a list."""
    table.prepare(*shapes, others=("Ann", "Joe"))
    for shape in shapes:
        fill(table, shape)
    hands = table.open_window(width, height)
    lists = {}
    for shape in shapes:
        guide = table.desk.guides.get(shape)
        assert guide is not None
        table.screen._go(table.screen._walk.first(guide))
        hands.settle()
        assert _at_rest(table) == [], shape
        cells = cells_of(table)
        assert cells.board is not None
        assert cells.plan is not None
        if cells.board.form is Form.TABLE:
            lists[shape] = cells.plan.arrangement.as_list
    return lists


def _at_rest(table: ShapeTable) -> list[str]:
    """What is wrong once the window has found its places; after ten looks, what is wrong then."""
    found: list[str] = []
    for _ in range(LOOKS_AT_MOST):
        found = list(_wrong(table))
        if not found:
            break
        QTest.qWait(BETWEEN_LOOKS_MILLISECONDS)
    return found


def _wrong(table: ShapeTable) -> Iterator[str]:
    cells, plan = cells_of(table), cells_of(table).plan
    assert plan is not None
    assert table.shell is not None
    if sum(plan.widths) != cells.width():
        yield f"columns of {sum(plan.widths)} px in {cells.width()} px"
    if cells.height() < plan.height:
        yield f"{cells.height()} px of height where {plan.height} px are needed"
    for (line, column), setting in plan.settings.items():
        box = cells.visualRect(cells.model().index(line, column))
        if plan.top_of_words(line) + setting.height + ABOVE > box.height() + 1 or setting.widest > box.width() - 2 * SIDE + 1:
            yield f"the words of cell {line}, {column} do not lie in it"
    yield from faults(table.shell)


def test_large_text_in_a_small_window_makes_lists(table: ShapeTable, dress: Dress) -> None:
    """At 200 % a table of four columns is a list; a table of two has room still."""
    dress(Theme(text_scale=2.0))
    lists = look_at_all(table, ("chart", "perspectives", "ladder"), width=1024, height=640)
    assert lists["chart"]


def test_a_small_window_keeps_the_tables(table: ShapeTable) -> None:
    """At 100 % a window of 1024 by 640 shows a table as a table."""
    assert not any(look_at_all(table, ("chart", "week"), width=1024, height=640).values())


@pytest.mark.prove
@pytest.mark.parametrize(
    "theme", [Theme(), Theme(text_scale=1.5), Theme(text_scale=3.0), Theme(right_to_left=True), Theme("dark", text_scale=2.0)]
)
@pytest.mark.parametrize(("width", "height"), [(1024, 640), (1600, 1000)])
def test_every_shape_has_room(table: ShapeTable, dress: Dress, theme: Theme, width: int, height: int) -> None:
    """In every dress and window."""
    dress(theme)
    look_at_all(table, tuple(SAID), width=width, height=height)
