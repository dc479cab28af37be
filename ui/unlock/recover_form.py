"""The passphrase is forgotten, or the keyring lost: a new passphrase by the recovery key that was written on paper."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.unlock.strength import Strength, strength
from ui.widgets.buttons import ActionButton
from ui.widgets.fields import LineField, PassphraseField
from ui.widgets.layout import FlowRow
from ui.widgets.passage import Passage
from ui.words import Words


class RecoverForm(QWidget):
    """Asks for the recovery key and a new passphrase; where no key was written down it says who else can help."""

    recover_requested = Signal(str, str)
    """What was written down, and the new passphrase."""

    back_requested = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._there = True
        self._lead = Passage("", tone="soft")
        self._key = LineField(words("unlock.recover.key"), words("unlock.recover.key_hint"))
        self._new = PassphraseField(words("unlock.recover.new"), words, hint=words("unlock.first.passphrase_hint"))
        self._strength = Passage("", tone="soft")
        self._strength.hide()
        self._again = PassphraseField(words("unlock.recover.again"), words)
        self._open = ActionButton(words("unlock.recover.open"), kind="primary")
        self._back = ActionButton(words("unlock.recover.back"))
        self._lay_out()
        self._new.changed.connect(self._say_strength)
        for field in (self._key, self._new, self._again):
            field.submitted.connect(self._hand_in)
        self._open.clicked.connect(self._hand_in)
        self._back.clicked.connect(self.back_requested)

    def suit(self, paper: bool) -> None:
        """Ask for the recovery key where one was written down."""
        self._there = paper
        self._lead.set_text(self._words("unlock.recover.lead" if paper else "unlock.recover.no_key"))
        for part in (self._key, self._new, self._again, self._open):
            part.setVisible(paper)

    def set_busy(self, busy: bool) -> None:
        """No second press while the key is being tried."""
        self._open.setEnabled(not busy)
        self._back.setEnabled(not busy)

    def offer_keyring(self, there: bool) -> None:
        """The keyring has no part in this."""

    def say_wrong(self, sentence: str) -> None:
        """What was typed is not the recovery key; it stays, so that a letter can be mended."""
        self._key.say_problem(sentence)
        self._key.setFocus()

    def forget(self) -> None:
        """Leave nothing in the fields."""
        self._key.set_text("")
        self._key.say_problem("")
        for field in (self._new, self._again):
            field.clear()
            field.say_problem("")
        self._strength.hide()

    def focus_first(self) -> None:
        """The recovery key; the way back where there is none."""
        (self._key if self._there else self._back).setFocus()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(Passage(self._words("unlock.recover.title"), type="title"))
        layout.addWidget(self._lead)
        layout.addSpacing(8)
        for part in (self._key, self._new, self._strength, self._again):
            layout.addWidget(part)
        layout.addWidget(Passage(self._words("unlock.recover.council"), tone="soft"))
        buttons = FlowRow(spacing=12)
        buttons.add(self._open)
        buttons.add(self._back)
        layout.addWidget(buttons)

    def _say_strength(self, passphrase: str) -> None:
        found = strength(passphrase)
        self._strength.set_text(self._words.choice("unlock.strength", found.value))
        self._strength.set_tone("agreed" if found is Strength.GOOD else "soft")
        self._strength.setVisible(bool(passphrase))

    def _hand_in(self) -> None:
        if not self._key.text.strip():
            self.say_wrong(self._words("unlock.recover.key_missing"))
        elif strength(self._new.text) is Strength.SHORT:
            self._new.say_problem(self._words("unlock.strength.short"))
            self._new.setFocus()
        elif self._new.text != self._again.text:
            self._again.say_problem(self._words("unlock.first.not_the_same"))
            self._again.setFocus()
        elif self._open.isEnabled():
            self.recover_requested.emit(self._key.text, self._new.text)
