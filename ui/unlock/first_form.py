"""The first start: a name, a passphrase twice, and whether the computer's keyring may open the casebook too."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.unlock.strength import Strength, strength
from ui.widgets.buttons import ActionButton, TickBox
from ui.widgets.fields import LineField, PassphraseField
from ui.widgets.layout import FlowRow
from ui.widgets.passage import Passage
from ui.words import Words


class FirstForm(QWidget):
    """Asks for what a new casebook needs, and says plainly what is missing."""

    make_requested = Signal(str, str, bool)
    """Name, passphrase, and whether the keyring may open it too."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.name = LineField(words("unlock.first.name"), words("unlock.first.name_hint"))
        self.passphrase = PassphraseField(words("unlock.first.passphrase"), words, hint=words("unlock.first.passphrase_hint"))
        self._strength = Passage("", type="body", tone="soft")
        self._strength.hide()
        self.again = PassphraseField(words("unlock.first.again"), words)
        self._by_keyring = TickBox(words("unlock.first.by_keyring"))
        self._keyring_hint = Passage(words("unlock.first.by_keyring_hint"), type="small", tone="soft")
        self._button = ActionButton(words("unlock.first.begin"), kind="primary")
        self._lay_out()
        self.passphrase.changed.connect(self._say_strength)
        self.name.changed.connect(lambda _name: self._say_strength(self.passphrase.text))
        for field in (self.name, self.passphrase, self.again):
            field.submitted.connect(self._hand_in)
        self._button.clicked.connect(self._hand_in)
        self.offer_keyring(False)

    def offer_keyring(self, there: bool) -> None:
        """Show the tick only where the computer has a keyring."""
        self._by_keyring.setVisible(there)
        self._keyring_hint.setVisible(there)
        if not there:
            self._by_keyring.setChecked(False)

    def set_busy(self, busy: bool) -> None:
        """No second press while the casebook is being made."""
        self._button.setEnabled(not busy)

    def focus_first(self) -> None:
        """Begin with the name."""
        self.name.setFocus()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(Passage(self._words("unlock.first.title"), type="title"))
        layout.addWidget(Passage(self._words("unlock.first.lead"), tone="soft"))
        layout.addSpacing(8)
        layout.addWidget(self.name)
        layout.addWidget(self.passphrase)
        layout.addWidget(self._strength)
        layout.addWidget(self.again)
        layout.addWidget(self._by_keyring)
        layout.addWidget(self._keyring_hint)
        layout.addWidget(Passage(self._words("unlock.first.keep_it")))
        buttons = FlowRow()
        buttons.add(self._button)
        layout.addWidget(buttons)

    def _say_strength(self, passphrase: str) -> None:
        found = strength(passphrase, self.name.text)
        self._strength.set_text(self._words.choice("unlock.strength", found.value))
        self._strength.set_tone("agreed" if found is Strength.GOOD else "soft")
        self._strength.setVisible(bool(passphrase))

    def _hand_in(self) -> None:
        name, passphrase = self.name.text.strip(), self.passphrase.text
        if not name:
            self.name.say_problem(self._words("unlock.first.name_missing"))
            self.name.setFocus()
        elif strength(passphrase) is Strength.SHORT:
            self.passphrase.say_problem(self._words("unlock.strength.short"))
            self.passphrase.setFocus()
        elif passphrase != self.again.text:
            self.again.say_problem(self._words("unlock.first.not_the_same"))
            self.again.setFocus()
        elif self._button.isEnabled():
            self.make_requested.emit(name, passphrase, self._by_keyring.isChecked())
