"""Changing what is known about a person, in a card on their page."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.practice.people import Person
from ui.person.person_form import PersonForm
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import Card, FlowRow
from ui.widgets.notice import Notice
from ui.words import Words


class Details(Card):
    """The form with Keep, and a way out that never loses what was typed without asking."""

    keep_requested = Signal(object)
    """The changed fields by name."""

    closed = Signal()

    def __init__(self, words: Words, unread: Callable[[str], bool] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(words("person.form.title"), parent)
        self._words = words
        self._form = PersonForm(words, unread)
        self._unkept = Notice()
        keep = ActionButton(words("person.form.keep"), kind="primary")
        cancel = ActionButton(words("person.form.cancel"))
        buttons = FlowRow(spacing=12)
        buttons.add(keep)
        buttons.add(cancel)
        self.body.setSpacing(20)
        for part in (self._form, self._unkept, buttons):
            self.add(part)
        self._form.submitted.connect(self._hand_in)
        keep.clicked.connect(self._hand_in)
        cancel.clicked.connect(self.closed)
        self._unkept.acted.connect(self.closed)

    def show_values(self, person: Person) -> None:
        """Show what is known."""
        self._unkept.quiet()
        self._form.show_values(person)

    def may_close(self) -> bool:
        """Whether nothing typed would be lost; else the card says so."""
        if not self._form.touched:
            return True
        self._unkept.say(self._words("person.form.unkept"), self._words("person.form.throw_away"))
        return False

    def focus_first(self) -> None:
        """Begin with the name."""
        self._form.focus_first()

    def _hand_in(self) -> None:
        fields = self._form.changes()
        if fields is not None:
            self.keep_requested.emit(fields)
