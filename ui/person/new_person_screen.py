"""Somebody new: a name is enough to begin."""

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.desk import Desk
from app.casebook.forms import FormPlace
from app.casebook.people import add_person
from app.practice.changes import Changes
from app.practice.people import Person
from ui.forms import FormDraft
from ui.messages import message_for
from ui.person.person_form import PersonForm
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import Card, FlowRow
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.passage import Passage
from ui.words import Words
from ui.work import Work


class NewPersonScreen(QWidget):
    """Makes a person on this laptop; no network is needed."""

    made = Signal(str)
    closed = Signal()

    def __init__(self, desk: Desk, work: Work, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._work, self._words = desk, work, words
        self._form = PersonForm(words, desk.guides.unread)
        self._form.show_values(Person(name=""))
        self._draft = FormDraft(desk, work, self._form)
        self._notice = Notice(tone="harm")
        self._keep = ActionButton(words("person.form.keep_new"), kind="primary")
        self._cancel = ActionButton(words("common.cancel"))
        self._lay_out()
        self._form.submitted.connect(self._keep_it)
        self._keep.clicked.connect(self._keep_it)
        self._cancel.clicked.connect(self._give_up)

    def start(self) -> None:
        """An empty form; one that somebody had begun is still there."""
        self._notice.quiet()
        if not self._form.touched:
            self._form.show_values(Person(name=""))
            self._draft.begin(FormPlace("new person"))

    def focus_first(self) -> None:
        """Begin with the name."""
        self._form.focus_first()

    def _lay_out(self) -> None:
        page = Page(measure=72)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)
        page.header.addWidget(Passage(self._words("person.form.new_title"), type="title"))
        page.header.addWidget(Passage(self._words("person.form.new_lead"), tone="soft"))
        card = Card()
        card.add(self._form)
        page.add(card)
        buttons = FlowRow(spacing=12)
        buttons.add(self._keep)
        buttons.add(self._cancel)
        page.footer.addWidget(self._notice)
        page.footer.addWidget(buttons)

    def _keep_it(self) -> None:
        typed = self._form.changes()
        if typed is None or not self._keep.isEnabled():
            return
        person = msgspec.structs.replace(Person(name=""), **typed)
        self._keep.setEnabled(False)
        self._work.write(lambda: add_person(self._desk, person), then=self._on_made, failed=self._on_failed, initiator=self)

    def _on_made(self, changes: Changes) -> None:
        self._keep.setEnabled(True)
        self._draft.done()
        self._form.show_values(Person(name=""))
        self.made.emit(changes.made)

    def _on_failed(self, error: Exception) -> None:
        self._keep.setEnabled(True)
        self._notice.say(str(message_for(error, self._words)))

    def _give_up(self) -> None:
        self._draft.done()
        self._form.show_values(Person(name=""))
        self.closed.emit()
