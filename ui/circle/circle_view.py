"""The screen of the circle as it is laid out: the drawing and the list beside each other, or the invitation of an empty one."""

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.circle.board import CircleBoard
from ui.circle.circle_list import CircleList
from ui.circle.earlier import EarlierDay
from ui.circle.member_form import MemberForm
from ui.circle.parts_form import PartsForm
from ui.circle.whole import SizeOfNames
from ui.paper.two_sides import PAGE, WORDS, TwoSides
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import Card, Columns, FlowRow, column
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.passage import Passage
from ui.widgets.undo import UndoStrip
from ui.words import Words

DRAWING, LIST = WORDS, PAGE


class CircleView(QWidget):
    """It decides nothing."""

    def __init__(self, words: Words, on_paper: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._on_paper = words, on_paper
        self.back = ActionButton(words("common.back"), kind="link", icon="arrow-left")
        self.title, self.lead = Passage(type="heading"), Passage(tone="soft")
        self.trouble, self.undo = Notice(tone="harm"), UndoStrip(words)
        self.board, self.list, self.form = CircleBoard(words), CircleList(words), MemberForm(words)
        self.told, self.elsewhere = Passage(type="small", tone="soft"), Passage(type="small", tone="soft")
        self.add = ActionButton(words("circle.add"), kind="primary")
        self.skip = ActionButton(words("circle.skip"), kind="link")
        self.add_first = ActionButton(words("circle.empty.add"), kind="primary")
        self.skip_first = ActionButton(words("circle.empty.skip"))
        self.empty_lead = Passage()
        self.name_parts = ActionButton(words("circle.parts.open"), kind="link", icon="pencil")
        self.parts, self.earlier = PartsForm(words), EarlierDay(words)
        self.page = Page(measure=0, margin=28)
        self.first = Page(measure=0, margin=40)
        self.sides = TwoSides(
            self._drawing(),
            self._panel(),
            words("circle.sides.label"),
            words("circle.sides.drawing"),
            words("circle.sides.list"),
            shares=(8, 5),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._top())
        layout.addWidget(self._invitation(), 1)
        layout.addWidget(self.sides, 1)
        self.form.hide()
        self.parts.hide()
        self.elsewhere.hide()

    def show_parts(self, *, anybody: bool, adding: bool, opened: bool) -> None:
        """The invitation while there is nobody; else the drawing and the list, with the form above it."""
        self.first.setVisible(not anybody and not adding)
        self.sides.setVisible(anybody or adding)
        self.lead.setVisible(anybody and not opened)
        self.list.setVisible(anybody)
        self.form.setVisible(opened)
        self.add.setVisible(not adding)
        self.skip.setVisible(anybody)
        self.more.setVisible(anybody)

    def say(self, told: str) -> None:
        """What is happening in the drawing; while nothing is, what can be done."""
        self.told.set_text(told or self._words("circle.board.rest"))

    def say_elsewhere(self, some: bool) -> None:
        """Whether the drawing has no place for some."""
        self.elsewhere.set_text(self._words("circle.board.elsewhere") if some else "")
        self.elsewhere.setVisible(some)

    def _top(self) -> QWidget:
        row = FlowRow(spacing=28)
        row.add(self.back)
        row.add(self.title)
        made = column(row, self.trouble, self.undo, spacing=8)
        layout = made.layout()
        if layout is not None:
            layout.setContentsMargins(28, 16, 28, 10)
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        return made

    def _drawing(self) -> QWidget:
        made = QWidget()
        layout = QVBoxLayout(made)
        layout.setContentsMargins(28, 4, 12, 16)
        layout.setSpacing(6)
        layout.addWidget(self.board, 1)
        layout.addWidget(SizeOfNames(self.board, self._words, self))
        layout.addWidget(self.told)
        layout.addWidget(self.elsewhere)
        return made

    def _panel(self) -> QWidget:
        buttons = FlowRow(spacing=24)
        for button in (self.add, self.skip):
            buttons.add(button)
        for part in (self.lead, self.form, self.list, buttons):
            self.page.add(part)
        more = FlowRow()
        more.add(self.name_parts)
        self.more = column(more, self.earlier, self._on_paper, spacing=4)
        self.page.add(self.parts)
        self.page.add(self.more)
        self.page.setProperty("ground", "paper")
        return self.page

    def _invitation(self) -> QWidget:
        row = FlowRow(spacing=16)
        for button in (self.add_first, self.skip_first):
            row.add(button)
        card = Card()
        card.body.setSpacing(18)
        for part in (Passage(self._words("circle.empty.title"), type="prompt"), self.empty_lead, row):
            card.add(part)
        columns = Columns(least_characters=30, ratios=(3, 2))
        columns.add(card)
        columns.add(QWidget())
        self.first.add(columns)
        return self.first
