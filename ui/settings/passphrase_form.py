"""Changing the passphrase: the one there is, and the new one twice."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.unlock.strength import Strength, strength
from ui.widgets.buttons import ActionButton
from ui.widgets.fields import PassphraseField
from ui.widgets.layout import Card, FlowRow
from ui.widgets.notice import Notice
from ui.widgets.passage import Passage
from ui.words import Words


class PassphraseForm(Card):
    """Asks, and says how hard the new one is to guess."""

    change_requested = Signal(str, str)
    """The old one and the new one."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words("settings.passphrase.title"), parent)
        self._words = words
        self._old = PassphraseField(words("settings.passphrase.old"), words)
        self._new = PassphraseField(words("settings.passphrase.new"), words, hint=words("settings.passphrase.new_hint"))
        self._strength = Passage("", tone="soft")
        self._strength.hide()
        self._again = PassphraseField(words("settings.passphrase.again"), words)
        self._notice = Notice(tone="soft")
        self._button = ActionButton(words("settings.passphrase.change"))
        line = FlowRow()
        line.add(self._button)
        self.body.setSpacing(16)
        for part in (self._old, self._new, self._strength, self._again, self._notice, line):
            self.add(part)
        self._new.changed.connect(self._say_strength)
        for field in (self._old, self._new, self._again):
            field.submitted.connect(self._hand_in)
        self._button.clicked.connect(self._hand_in)

    def say_changed(self) -> None:
        """It worked; nothing stays in the fields."""
        self._button.setEnabled(True)
        self.forget()
        self._notice.say(self._words("settings.passphrase.changed"), tone="soft")

    def say_wrong(self) -> None:
        """The old one was not the old one."""
        self._button.setEnabled(True)
        self._notice.quiet()
        self._refuse(self._old, self._words("settings.passphrase.wrong"))

    def say_failure(self, sentence: str) -> None:
        """It did not work for another reason."""
        self._button.setEnabled(True)
        self._notice.say(sentence, tone="harm")

    def forget(self) -> None:
        """Leave nothing in the fields."""
        for field in (self._old, self._new, self._again):
            field.set_text("")
            field.say_problem("")
        self._strength.hide()

    def _say_strength(self, passphrase: str) -> None:
        found = strength(passphrase)
        self._strength.set_text(self._words.choice("unlock.strength", found.value))
        self._strength.set_tone("agreed" if found is Strength.GOOD else "soft")
        self._strength.setVisible(bool(passphrase))

    def _hand_in(self) -> None:
        if strength(self._new.text) is Strength.SHORT:
            self._refuse(self._new, self._words("unlock.strength.short"))
        elif self._new.text != self._again.text:
            self._refuse(self._again, self._words("unlock.first.not_the_same"))
        elif self._button.isEnabled():
            self._button.setEnabled(False)
            self._notice.say(self._words("settings.passphrase.going"), tone="soft")
            self.change_requested.emit(self._old.text, self._new.text)

    def _refuse(self, field: PassphraseField, sentence: str) -> None:
        field.say_problem(sentence)
        field.setFocus()
