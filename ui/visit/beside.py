"""What stands at the right of the question: the other side of the day, what needs to happen, or the people."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.paper.words import PaperWords
from app.practice.guides import Guide, Prompt
from app.practice.people import CirclePerson
from ui.visit.promises import Promises
from ui.visit.statement_view import by_line, mark_of
from ui.visit.table import Table, beside, holds_promises
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import FlowRow, column, empty
from ui.widgets.passage import Passage
from ui.widgets.quote import Quote
from ui.words import Words

RINGS = (1, 2, 3)


class Beside(QWidget):
    """Quiet while the question in the middle is talked about; a word brings any of it into the middle."""

    prompt_chosen = Signal(str)
    circle_requested = Signal()

    def __init__(self, words: Words, say: PaperWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._say = words, say
        self.promises = Promises(words)
        self._sayings = QVBoxLayout()
        self._sayings.setSpacing(12)
        self._people = QVBoxLayout()
        self._people.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(32)
        layout.addLayout(self._sayings)
        layout.addWidget(self.promises)
        layout.addLayout(self._people)

    def show_moment(self, guide: Guide, prompt: Prompt, table: Table) -> None:
        """Show what stands beside this question."""
        empty(self._sayings)
        empty(self._people)
        others = beside(guide, prompt)
        todo = next((each for each in others if holds_promises(guide, each.column)), None)
        if holds_promises(guide, prompt.column):
            todo = prompt
        for other in others:
            if other is not todo and not holds_promises(guide, other.column):
                self._show_saying(guide, other, table)
        self.promises.setVisible(todo is not None)
        self.setVisible(bool(others) or todo is not None or guide.shape == "circle")
        if todo is not None:
            wishes = (
                [each for want in guide.prompts_of(prompt.part, "want") for each in table.said_to(guide.id, want.id)]
                if guide.shape == "plan"
                else []
            )
            self.promises.show_question(todo, table.promised_to(guide.id, todo.id), wishes, table)
        if guide.shape == "circle":
            self._show_people(table)

    def _show_saying(self, guide: Guide, prompt: Prompt, table: Table) -> None:
        said = table.said_to(guide.id, prompt.id)
        self._sayings.addWidget(Passage(prompt.question, type="heading", tone="soft"))
        for each in said:
            quote = Quote(
                each.body.words, by_line(each.body, table.called, self._words, self._say), mark_of(each.body, self._words)
            )
            self._sayings.addWidget(quote)
        go = ActionButton(
            self._words("visit.beside.more") if said else self._words("visit.beside.talk"),
            kind="link",
            name=self._words("visit.beside.talk_name", question=prompt.question),
        )
        go.clicked.connect(lambda: self.prompt_chosen.emit(prompt.id))
        row = FlowRow()
        row.add(go)
        self._sayings.addWidget(row)

    def _show_people(self, table: Table) -> None:
        self._people.addWidget(Passage(self._words("visit.beside.people"), type="heading", tone="soft"))
        for ring in RINGS:
            members = [each.body for each in table.circle if each.body.ring == ring]
            if members:
                ring_name = Passage(self._words.choice("visit.ring", str(ring)), type="small", tone="soft")
                self._people.addWidget(column(ring_name, *(Passage(_named(each)) for each in members), spacing=2))
        draw = ActionButton(self._words("visit.beside.circle"), kind="link")
        draw.clicked.connect(self.circle_requested)
        row = FlowRow()
        row.add(draw)
        self._people.addWidget(row)


def _named(member: CirclePerson) -> str:
    return f"{member.name}, {member.relation}" if member.relation else member.name
