"""Pictures of every shape in a visit: filled, empty, with long words and names, folded, with the keyboard in a cell."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.practice.people import Person
from tests.desks import MAGGIE
from tests.studio import Studio
from tests.ui.shapes.filled import SAID, Line, promise, shaped_visit
from ui.visit.visit_screen import VisitScreen

LONG_NAME = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch " * 2 + "Maggie Okafor"
LONG: tuple[Line, ...] = (
    (
        "seen",
        "1",
        LONG_NAME,
        "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch, said over and over, until somebody answers",
    ),
    ("meaning", "1", "آن فاريلي", "أحب أن أشرب الشاي مع أختي كل صباح."),
    ("happening", "1", "", "আমি সকালে রুটি নিজে বানাই।"),
    ("response", "1", "", "Football with Joe ⚽ every Friday 🙂 " * 4),
    ("seen", "2", "", "Dw i'n hoffi te cryf bob bore, a'r ŵyn yn y cae."),
)


def shots(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    """Every shape, filled and empty; and what is far from usual."""
    for shape in SAID:
        yield f"shape {shape}", _screen(studio, shape)
    for shape in ("chart", "line", "ladder", "rings", "week", "perspectives", "boxes"):
        first = next(iter(SAID[shape]))[0]
        yield f"shape {shape} empty", _screen(studio, shape, (), at=first)
    yield (
        "shape chart long",
        _screen(studio, "chart", LONG, at="seen:2", who=Person(name=LONG_NAME), others=(LONG_NAME, "آن فاريلي")),
    )
    folded = _screen(studio, "chart")
    folded._view.board.set_folded(True)
    yield "shape chart folded", folded
    for shape in ("chart", "ladder"):
        yield f"shape {shape} keyboard", _screen(studio, shape, kind=_InACell)


class _InACell(VisitScreen):
    """The keyboard is in the board, and has gone on from the cell that is talked about."""

    def focus_first(self) -> None:
        self._view.board.focus_here()
        cells = self._view.board.cells
        if cells is not None:
            QTest.keyClick(cells, Qt.Key.Key_Up)


def _screen(
    studio: Studio,
    shape: str,
    said: tuple[Line, ...] | None = None,
    *,
    at: str = "",
    who: Person = MAGGIE,
    others: tuple[str, ...] = ("Ann", "Joe"),
    kind: type[VisitScreen] = VisitScreen,
) -> VisitScreen:
    desk = studio.desk()
    desk, person, visit = shaped_visit(desk, shape, said, at=at, who=who, others=others)
    if shape in ("perspectives", "boxes") and said is None:
        prompt = "todo" if shape == "perspectives" else "what-next-todo"
        promise(desk, person, shape, prompt, "Ring the bus people together")
    screen = kind(desk, studio.work, studio.words)
    screen.resize(1280, 748)
    screen.show_visit(person, visit)
    studio.settle()
    return screen
