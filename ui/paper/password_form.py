"""A password for a file that is sent: asked for once, shown on demand, and forgotten as soon as the file is written."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from app.practice.file_passwords import Fault, Judged, judged
from ui.widgets.buttons import ActionButton
from ui.widgets.fields import PassphraseField
from ui.widgets.layout import Card, flow_row
from ui.widgets.passage import Passage
from ui.words import Words


class PasswordForm(Card):
    """Says what the password has to be like, and how to pass it on."""

    chosen = Signal(str)
    """A password, as it goes into the file."""

    put_away = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words("going.password.title"), parent)
        self._words = words
        self._least = 0
        self._accepted = ""
        self.body.setSpacing(12)
        self._field = PassphraseField(words("going.password.label"), words)
        self._field.submitted.connect(self._hand_in)
        self._hint = Passage("", type="small", tone="soft")
        choose = ActionButton(words("going.password.choose"), kind="primary", icon="lock")
        choose.clicked.connect(self._hand_in)
        close = ActionButton(words("going.password.close"), kind="link")
        close.clicked.connect(self._put_away)
        for part in (
            Passage(words("going.password.lead"), tone="soft"),
            self._field,
            self._hint,
            Passage(words("going.password.tell")),
            flow_row(choose, close),
            Passage(words("going.password.behind"), type="small", tone="soft"),
        ):
            self.add(part)

    def ask(self, least: int) -> None:
        """Ask for a password of at least so many letters."""
        self.forget()
        self.set_least(least)
        self.show()
        self._field.setFocus()

    def set_least(self, least: int) -> None:
        """At least so many letters, whatever was typed already."""
        self._least = least
        self._hint.set_text(self._words("going.password.hint", count=least))

    def forget(self) -> None:
        """Nothing of it stays."""
        self._accepted = ""
        self._field.clear()
        self._field.say_problem("")

    def hideEvent(self, event: QHideEvent) -> None:
        """A password stays on no screen that nobody looks at."""
        self.forget()
        super().hideEvent(event)

    def _hand_in(self) -> None:
        typed = self._field.text
        found = judged(typed, self._least)
        problem = self._problem(found)
        if not problem and typed != self._accepted:
            problem = self._to_look_at(found)
            self._accepted = found.prepared
        if problem:
            self._field.say_problem(problem)
            self._field.setFocus()
            return
        self.chosen.emit(found.prepared)

    def _problem(self, found: Judged) -> str:
        words = self._words
        if found.fault is Fault.LETTERS:
            seen = found.letter.isprintable() and not found.letter.isspace()
            return words("going.password.letters", letter=found.letter) if seen else words("going.password.hidden_letter")
        if found.fault is Fault.SHORT:
            return words("going.password.short", count=self._least)
        return words.choice("going.password", found.fault.value) if found.fault else ""

    def _to_look_at(self, found: Judged) -> str:
        """What is not wrong, but easily passed on wrongly: it is said once, with the letters to be seen."""
        if found.otherwise:
            self._field.set_text(found.prepared)
        elif not found.edge_spaces:
            return ""
        self._field.reveal()
        return self._words("going.password.otherwise" if found.otherwise else "going.password.edges")

    def _put_away(self) -> None:
        self.hide()
        self.put_away.emit()
