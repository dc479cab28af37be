"""What needs to happen, beside what was said: the promises of one question, and the form that adds one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.practice.guides import Prompt
from app.practice.merge import Current
from app.practice.people import Role
from app.practice.plans import Action
from app.practice.statements import Statement
from ui.plan.action_form import ActionForm, Promise
from ui.visit.table import Table
from ui.widgets.buttons import ActionButton, quiet_link
from ui.widgets.layout import FlowRow, column, empty
from ui.widgets.passage import Passage
from ui.words import Words


class Promises(QWidget):
    """The promises at one question. The form opens in its place; only one is open."""

    added = Signal(object, object)
    """(Prompt, Promise)"""

    changed = Signal(str, object)
    """(record of the action, Promise)"""

    left_out = Signal(str)
    """The record of an action to leave out."""

    opened = Signal(str)
    """The form is open with its values: the record of the action it changes, or the question at which it adds one."""

    put_away = Signal()
    """The form was handed in, or closed on purpose."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._prompt: Prompt | None = None
        self._table: Table | None = None
        self._changing = ""
        self._wishes: list[tuple[str, str]] = []
        self._title = Passage(type="heading", tone="soft")
        self._list = QVBoxLayout()
        self._list.setSpacing(14)
        self._form = ActionForm(words)
        self._form.hide()
        self._add = ActionButton(words("actions.shown.add"), kind="link")
        foot = FlowRow()
        foot.add(self._add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._title)
        layout.addLayout(self._list)
        layout.addWidget(self._form)
        layout.addWidget(foot)
        self._add.clicked.connect(lambda: self.open_form())
        self._form.kept.connect(self._on_kept)
        self._form.closed.connect(self._close_form)

    @property
    def form(self) -> ActionForm:
        """The one form."""
        return self._form

    @property
    def writing(self) -> bool:
        """Whether the form is open with something in it."""
        return self._form.isVisibleTo(self) and self._form.filled

    def show_question(
        self, prompt: Prompt, actions: Sequence[Current[Action]], wishes: Sequence[Current[Statement]], table: Table
    ) -> None:
        """Show what was promised at this question; `wishes` are what a promise may be for. An open form stays as it is;
        when another question comes, what is in it is kept."""
        if self._prompt is None or prompt != self._prompt:
            self.hand_in()
            self._form.hide()
            self._add.show()
        self._prompt, self._table = prompt, table
        self._wishes = [(each.record, each.body.words) for each in wishes]
        self._title.set_text(prompt.question)
        self._add.set_text(self._words("actions.shown.add"), self._words("actions.shown.add_name", question=prompt.question))
        empty(self._list)
        for action in actions:
            self._list.addWidget(self._one(action))

    def open_form(self, action: Current[Action] | None = None) -> None:
        """Open the form, empty or with a promise to change."""
        if self._table is None:
            return
        self._changing = action.record if action else ""
        self._form.start(self._table.helpers, self._table.today, wishes=self._wishes)
        if action is not None:
            self._form.show_action(action.head()[1])
        self._form.show()
        self._add.hide()
        self._form.focus_first()
        self.opened.emit(self._changing or (self._prompt.id if self._prompt else ""))

    def focus_first(self) -> None:
        """The keyboard into the open form, or to the word that opens it."""
        if self._form.isVisibleTo(self):
            self._form.focus_first()
        else:
            self._add.setFocus()

    def hand_in(self) -> None:
        """Keep what is in the open form, as far as it says what will happen."""
        if self._form.isVisibleTo(self):
            self._form.hand_in()

    def put_back(self, promise: Promise, record: str = "") -> None:
        """Open the form again with what could not be kept."""
        if self._table is not None:
            self.open_form()
            self._changing = record
            self._form.show_promise(promise)

    def _one(self, action: Current[Action]) -> QWidget:
        body, words = action.body, self._words
        change = quiet_link(words("actions.shown.change"), name=words("actions.shown.change_name", what=body.what))
        change.clicked.connect(lambda: self.open_form(action))
        out = quiet_link(words("actions.shown.leave_out"), name=words("actions.shown.leave_out_name", what=body.what))
        out.clicked.connect(lambda: self.left_out.emit(action.record))
        row = FlowRow(spacing=16)
        for part in (Passage(self._who_and_when(body), type="small", tone="soft"), change, out):
            row.add(part)
        return column(Passage(body.what, follows_script=True), row, spacing=2)

    def _who_and_when(self, body: Action) -> str:
        words = self._words
        who = self._called(body)
        if body.by:
            date = words.date(body.by)
            return words("actions.shown.by_day", who=who, date=date) if who else words("actions.shown.day_only", date=date)
        if body.by_words:
            when = body.by_words
            return words("actions.shown.by_words", who=who, when=when) if who else words("actions.shown.words_only", when=when)
        return words("actions.shown.who", who=who) if who else words("actions.shown.nobody")

    def _called(self, body: Action) -> str:
        if body.who is None:
            return ""
        if body.who.role is Role.PERSON and self._table is not None:
            return self._table.called
        return body.who.name

    def _on_kept(self, promise: Promise) -> None:
        self._close_form()
        if self._changing:
            self.changed.emit(self._changing, promise)
        elif self._prompt is not None:
            self.added.emit(self._prompt, promise)

    def _close_form(self) -> None:
        self.put_away.emit()
        self._form.hide()
        self._add.show()
        self._add.setFocus()
