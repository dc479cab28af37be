"""The recovery key on paper: what it is for, making one, and showing it once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.buttons import ActionButton
from ui.widgets.fields import PassphraseField
from ui.widgets.layout import Card, FlowRow
from ui.widgets.notice import Notice
from ui.widgets.passage import Passage
from ui.words import Words


class PaperKeyForm(Card):
    """Makes a recovery key and shows it until it is put away; it is never shown again."""

    key_requested = Signal(str)
    """The present passphrase; empty where none opens the casebook."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words("settings.paper_key.title"), parent)
        self._words = words
        self._state = Passage(words("settings.paper_key.none"), tone="soft")
        self._passphrase = PassphraseField(words("settings.paper_key.passphrase"), words)
        self._asks = True
        self._make = ActionButton(words("settings.paper_key.make"))
        self._key_lead = Passage(words("settings.paper_key.write_down"))
        self._key = Passage("", type="title")
        self._done = ActionButton(words("settings.paper_key.done"), kind="primary")
        self._notice = Notice(tone="soft")
        line = FlowRow()
        line.add(self._make)
        line.add(self._done)
        self.body.setSpacing(16)
        lead = Passage(words("settings.paper_key.lead"), tone="soft")
        for part in (lead, self._state, self._passphrase, self._key_lead, self._key, self._notice, line):
            self.add(part)
        self._show(False)
        self._passphrase.submitted.connect(self._hand_in)
        self._make.clicked.connect(self._hand_in)
        self._done.clicked.connect(self._put_away)

    def show_state(self, there: bool, *, asks: bool) -> None:
        """Whether one was written down, and whether a passphrase is asked for before another is made."""
        self._asks = asks
        self._say_state(there)
        self._passphrase.setVisible(asks and not self._key.text())

    def show_key(self, written: str) -> None:
        """Here it is, once."""
        self._make.setEnabled(True)
        self._notice.quiet()
        self._passphrase.clear()
        self._key.set_text(written)
        self._say_state(True)
        self._show(True)
        self._done.setFocus()

    def say_wrong(self) -> None:
        """The passphrase was not the present one."""
        self._make.setEnabled(True)
        self._notice.quiet()
        self._passphrase.say_problem(self._words("settings.passphrase.wrong"))
        self._passphrase.setFocus()

    def say_failure(self, sentence: str) -> None:
        """No key was made."""
        self._make.setEnabled(True)
        self._notice.say(sentence, tone="harm")

    def forget(self) -> None:
        """Leave neither key nor passphrase on the screen."""
        self._key.set_text("")
        self._passphrase.clear()
        self._passphrase.say_problem("")
        self._make.setEnabled(True)
        self._notice.quiet()
        self._show(False)

    def _say_state(self, there: bool) -> None:
        self._state.set_text(self._words("settings.paper_key.there" if there else "settings.paper_key.none"))

    def _put_away(self) -> None:
        self.forget()
        self._notice.say(self._words("settings.paper_key.put_away"), tone="soft")
        self._make.setFocus()

    def _show(self, shown: bool) -> None:
        for part in (self._key_lead, self._key, self._done):
            part.setVisible(shown)
        self._make.setVisible(not shown)
        self._passphrase.setVisible(self._asks and not shown)

    def _hand_in(self) -> None:
        if self._make.isEnabled():
            self._make.setEnabled(False)
            self._notice.say(self._words("settings.paper_key.going"), tone="soft")
            self.key_requested.emit(self._passphrase.text)
