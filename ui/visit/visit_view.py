"""How a visit lies on the screen: bar, parts, the question in the middle, what stands beside it. It decides nothing."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.paper.words import PaperWords
from ui.visit.answer import Answer
from ui.visit.beside import Beside
from ui.visit.keys import ANOTHER, BEFORE, NEXT, NOTE, PAUSE, READ_BACK, TIME, TURN, key_for
from ui.visit.next_talk import NextTalk
from ui.visit.note import PrivateNote
from ui.visit.part_list import PartList
from ui.visit.shapes.board import Board
from ui.visit.shapes.shape_board import ShapeBoard
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import Columns, FlowRow, Hairline, column
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.passage import Passage
from ui.widgets.person_bar import SIDE, PersonBar
from ui.widgets.prompt import Prompt
from ui.widgets.undo import UndoStrip
from ui.words import Words

_BAR_SHARE = 0.2
_WITHOUT_BOARD, _WITH_BOARD = ((2, 7, 4), 13), ((2, 6, 9), 28)
"""How the parts, the question and what stands beside it share the room, and how many letters the narrowest of them must hold."""


class VisitView(QWidget):
    """The widgets of a visit in their places. A bar that would take much of a low window scrolls with the page."""

    def __init__(self, words: Words, say: PaperWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = PersonBar(words)
        self.page = Page(measure=0, margin=SIDE - 8)
        self.parts = PartList(words("visit.parts"))
        self.trouble, self.unclaimed = Notice(tone="harm"), Notice(tone="amber")
        self.on_paper = Notice(tone="soft")
        self.about = Passage(tone="soft")
        self.prompt = Prompt()
        self.statements = QVBoxLayout()
        self.statements.setSpacing(18)
        self.pending = QVBoxLayout()
        self.pending.setSpacing(18)
        self.undo = UndoStrip(words)
        self.answer = Answer(words)
        self.note = PrivateNote(words)
        self.before = ActionButton(words("visit.before"), kind="link", icon="arrow-left")
        self.next = ActionButton(words("visit.next"), icon="arrow-right")
        self.another = ActionButton(words("shapes.another"))
        self.next_talk = NextTalk(words, words("visit.next_talk.title"))
        self.board = ShapeBoard(words)
        self.beside = Beside(words, say)
        self.circle, self.profile = (
            ActionButton(words("visit.to_circle"), kind="link"),
            ActionButton(words("visit.to_profile"), kind="link"),
        )
        self.plan, self.leaving = (
            ActionButton(words("visit.to_plan"), kind="link"),
            ActionButton(words("visit.to_paper"), kind="link"),
        )
        self.note_button = ActionButton(words("visit.status.note"), kind="link")
        self.read_back_button = ActionButton(words("visit.status.read_back"), kind="link")
        self.time_button = ActionButton(words("visit.status.time"), kind="link")
        self.pause_button = ActionButton(words("visit.status.pause"), kind="link")
        self.end_button = ActionButton(words("visit.status.end"), kind="link")
        self._bar_in_page = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.bar)
        self._layout.addWidget(self.page, 1)
        self._fill()

    @property
    def status_actions(self) -> list[QWidget]:
        """What stands at the end of the status line."""
        return [self.note_button, self.read_back_button, self.time_button, self.pause_button, self.end_button]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Decide where the bar goes."""
        super().resizeEvent(event)
        self.place_bar()

    def lay_for(self, board: Board | None, *, parts: int) -> None:
        """Give the board its room. Parts stand in a list at the side; in a line over the question where a board needs the room;
        nowhere where there is only one, or the board shows them all."""
        wide = board is not None and not self.board.folded
        shown = board is None or (parts > 1 and not board.shows_parts)
        self._list_holder.setVisible(shown and not wide)
        place = self._stack if wide else self._list_place
        if place.indexOf(self.parts) < 0:
            place.insertWidget(0, self.parts)
        self.parts.setVisible(shown)
        self._columns.set_ratios(*(_WITH_BOARD if wide else _WITHOUT_BOARD))

    def place_bar(self) -> None:
        """The bar stays in sight where there is room for it, and scrolls with the page where there is not."""
        in_page = self.bar.height_between(self.width() - 2 * SIDE) > self.height() * _BAR_SHARE
        if in_page == self._bar_in_page:
            return
        self._bar_in_page = in_page
        self.bar.set_side(8 if in_page else SIDE)
        if in_page:
            self._layout.removeWidget(self.bar)
            self.page.header.insertWidget(0, self.bar)
        else:
            self.page.header.removeWidget(self.bar)
            self._layout.insertWidget(0, self.bar)

    def _fill(self) -> None:
        turning = FlowRow(spacing=24)
        turning.add(self.before)
        turning.add(self.another)
        turning.add(self.next)
        middle = QWidget()
        stack = self._stack = QVBoxLayout(middle)
        stack.setContentsMargins(8, 8, 8, 16)
        stack.setSpacing(24)
        for part in (self.trouble, self.on_paper, self.unclaimed, column(self.about, self.prompt, spacing=4)):
            stack.addWidget(part)
        stack.addLayout(self.statements)
        stack.addLayout(self.pending)
        for lower in (self.undo, self.answer, self.note, turning, self.next_talk):
            stack.addWidget(lower)
        columns = self._columns = Columns(_WITHOUT_BOARD[1], _WITHOUT_BOARD[0], spacing=36)
        parts = self._list_holder = QWidget()
        beginning = self._list_place = QVBoxLayout(parts)
        beginning.setContentsMargins(0, 8, 0, 8)
        beginning.addWidget(self.parts)
        columns.add(parts)
        columns.add(middle)
        columns.add(column(self.board, self.beside, spacing=24, margins=8))
        self.page.add(columns)
        ways = FlowRow(spacing=28)
        for way in (self.circle, self.profile, self.plan, self.leaving):
            ways.add(way)
        self.page.footer.addWidget(column(Hairline(), ways, spacing=12, margins=8))
        for strip in (self.trouble, self.unclaimed, self.on_paper, self.undo, self.about):
            strip.hide()
        visit_keys(self)


def visit_keys(view: VisitView) -> None:
    """Every way through the visit by one key."""
    buttons = {
        TURN: view.bar.turn_button,
        READ_BACK: view.read_back_button,
        NOTE: view.note_button,
        TIME: view.time_button,
        PAUSE: view.pause_button,
        BEFORE: view.before,
        NEXT: view.next,
        ANOTHER: view.another,
    }
    for keys, button in buttons.items():
        key_for(view, keys, button)
