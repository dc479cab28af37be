"""A board laid out at a width: how wide its columns, how tall its lines, where the words lie in each cell."""

from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

from ui.visit.shapes.arranging import LEAST_CHARACTERS, Arrangement, Slot, arranged, columns_of
from ui.visit.shapes.board import Board, Form
from ui.visit.shapes.setting import Faces, Setting
from ui.widgets.lines import Lines

SIDE, ABOVE, LEAST_HEIGHT = 10, 8, 36
BETWEEN_ROWS = 14
_NUMBER_ROOM = 2.6
_NAME_ROOM = 13
_LEAST_BESIDE = 18
_WIDER_FOR_LARGE = 0.25
"""Whoever needs large text loses the line in narrow columns: twice the size asks for a quarter more letters."""
DOUGHNUT, RUNGS, LIFE_LINE = 156, 40, 30
"""How wide the drawing beside the words is at 100 %: two rings round a middle, the rails of a ladder, a line with its dots."""


@dataclass
class Plan:
    """Everything the view needs to put its sections in place and to paint them."""

    arrangement: Arrangement
    gutter: int
    widths: list[int] = field(default_factory=list)
    heights: list[int] = field(default_factory=list)
    settings: dict[tuple[int, int], Setting] = field(default_factory=dict)
    names: dict[int, Lines] = field(default_factory=dict)
    """The name of each row, where it stands beside the row."""
    headings: list[Lines] = field(default_factory=list)
    head: int = 0

    @property
    def height(self) -> int:
        """The height of all lines."""
        return sum(self.heights)

    def top_of_words(self, line: int) -> int:
        """How far below the top of its line a cell's words begin."""
        return ABOVE + (self.head if line == 0 else 0)


def planned(board: Board, width: int, faces: Faces, leads: Qt.LayoutDirection) -> Plan:
    """Lay a board out: as a table if its columns are wide enough for words, as a list if they are not."""
    letter = QFontMetricsF(faces.face("body")).averageCharWidth()
    columns = columns_of(board)
    gutter = _gutter(board, width, faces, letter)
    larger = 1 + (faces.scale - 1) * _WIDER_FOR_LARGE
    least = LEAST_CHARACTERS.get(board.form, 0) * letter * larger + 2 * SIDE
    as_list = columns > 1 and (width - gutter) / columns < least
    arrangement = arranged(board, as_list=as_list)
    if as_list or (board.form not in (Form.TABLE, Form.BOXES) and width - gutter < _LEAST_BESIDE * letter):
        gutter = 0
    plan = Plan(arrangement, gutter)
    plan.widths = _widths(width, gutter, arrangement.columns)
    if board.form is Form.TABLE and not arrangement.as_list:
        _set_headings(plan, board, faces, leads)
    for at, line in enumerate(arrangement.lines):
        plan.heights.append(_set_line(plan, at, line, board, faces, leads))
    if board.form is Form.RINGS and gutter:
        _make_room_for_rings(plan, gutter)
    return plan


def _gutter(board: Board, width: int, faces: Faces, letter: float) -> int:
    match board.form:
        case Form.LINE:
            return round(LIFE_LINE * faces.scale)
        case Form.LADDER:
            return round(RUNGS * faces.scale)
        case Form.RINGS:
            return round(DOUGHNUT * faces.scale)
        case Form.TABLE if board.numbered:
            return round(letter * _NUMBER_ROOM)
    metrics = QFontMetricsF(faces.face("body", bold=True))
    longest = max((metrics.horizontalAdvance(row.name) for row in board.rows), default=0.0)
    return round(min(longest + 2, letter * _NAME_ROOM, width / 4)) + SIDE if longest else 0


def _widths(width: int, gutter: int, columns: int) -> list[int]:
    each = (width - gutter) // columns
    return [width - each * (columns - 1), *[each] * (columns - 1)]


def _set_headings(plan: Plan, board: Board, faces: Faces, leads: Qt.LayoutDirection) -> None:
    if len(board.headings) < 2 and not board.numbered and not board.rows[0].name:
        return
    for column, heading in enumerate(board.headings):
        room = plan.widths[column] - 2 * SIDE - (plan.gutter if column == 0 else 0)
        plan.headings.append(faces.lines(heading, "small", room, leads, bold=True))
    plan.head = round(max(lines.height for lines in plan.headings)) + 4


def _set_line(plan: Plan, at: int, line: tuple[Slot, ...], board: Board, faces: Faces, leads: Qt.LayoutDirection) -> int:
    alone = len(line) < plan.arrangement.columns
    tallest = 0.0
    for column, slot in enumerate(line):
        width = sum(plan.widths) if alone else plan.widths[column]
        room = width - 2 * SIDE - (plan.gutter if column == 0 else 0)
        made = Setting(slot, room, faces, leads)
        plan.settings[at, column] = made
        tallest = max(tallest, made.height)
    first = line[0]
    if plan.gutter and board.form is Form.TABLE and first.row.name:
        metrics = faces.lines(first.row.name, "answer" if first.row.first else "body", plan.gutter - SIDE, leads, bold=True)
        plan.names[at] = metrics
        tallest = max(tallest, metrics.height)
    after = BETWEEN_ROWS if first.closes and plan.arrangement.as_list and at + 1 < len(plan.arrangement.lines) else 0
    return max(round(tallest + 0.5) + 2 * ABOVE, LEAST_HEIGHT) + after + (plan.head if at == 0 else 0)


def _make_room_for_rings(plan: Plan, gutter: int) -> None:
    """The drawing of a row stands beside its lines: the last of them is made taller where they are too few."""
    since = 0
    for at, line in enumerate(plan.arrangement.lines):
        if line[0].opens:
            since = at
        if line[0].closes:
            missing = gutter - sum(plan.heights[since : at + 1])
            plan.heights[at] += max(missing, 0)
