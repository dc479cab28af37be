"""What opens the casebook: passphrase, keyring, either or both, within what the council lets the worker choose."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.unlock.strength import Strength, strength
from ui.widgets.buttons import ActionButton
from ui.widgets.chips import ChipRow
from ui.widgets.fields import PassphraseField
from ui.widgets.layout import Card, FlowRow
from ui.widgets.notice import Notice
from ui.widgets.passage import Passage
from ui.words import Words

POLICIES = ("passphrase", "either", "both", "keyring")


class LockForm(Card):
    """Says what opens it now and offers what else may. `show_lock` comes first."""

    policy_requested = Signal(str, str)
    """What is to open it, and the passphrase: the present one, or a new one where none opens it yet."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words("settings.lock.title"), parent)
        self._words = words
        self._policy = ""
        self._now = Passage("", tone="soft")
        self._council = Notice(tone="soft")
        self._ways = ChipRow(words("settings.lock.title"))
        self._about = Passage("", tone="soft")
        self._present = PassphraseField(words("settings.lock.passphrase"), words)
        self._new = PassphraseField(words("settings.lock.new"), words, hint=words("settings.passphrase.new_hint"))
        self._again = PassphraseField(words("settings.lock.again"), words)
        self._notice = Notice(tone="soft")
        self._button = ActionButton(words("settings.lock.keep"))
        line = FlowRow()
        line.add(self._button)
        self.body.setSpacing(16)
        for part in (
            self._now,
            self._council,
            self._ways,
            self._about,
            self._present,
            self._new,
            self._again,
            self._notice,
            line,
        ):
            self.add(part)
        self._ways.chosen_changed.connect(lambda _key: self._suit())
        for field in (self._present, self._new, self._again):
            field.submitted.connect(self._hand_in)
        self._button.clicked.connect(self._hand_in)

    def show_lock(self, policy: str, lock: str, *, keyring: bool) -> None:
        """What opens it now, what the council asks for (empty: anything), and whether this computer has a keyring."""
        self._policy = policy
        self._now.set_text(self._words.choice("settings.lock.now", policy))
        self._council.say(self._words.choice("settings.lock.council", lock) if lock else "", tone="soft")
        self._ways.clear()
        for way in POLICIES:
            if way == policy or (lock in ("", way) and (keyring or way == "passphrase")):
                self._ways.add(way, self._words.choice("settings.lock.way", way), chosen=way == policy)
        self._ways.setVisible(len(self._ways.keys) > 1)
        self._suit()

    def say_kept(self) -> None:
        """From now on it opens so."""
        self.forget()
        self._notice.say(self._words("settings.lock.kept"), tone="soft")

    def say_wrong(self) -> None:
        """The passphrase was not the present one."""
        self._button.setEnabled(True)
        self._notice.quiet()
        self._refuse(self._present, self._words("settings.passphrase.wrong"))

    def say_failure(self, sentence: str) -> None:
        """Nothing changed, for another reason."""
        self._button.setEnabled(True)
        self._notice.say(sentence, tone="harm")

    def forget(self) -> None:
        """Leave nothing in the fields."""
        self._button.setEnabled(True)
        for field in (self._present, self._new, self._again):
            field.clear()
            field.say_problem("")

    def quiet(self) -> None:
        """No old news."""
        self._notice.quiet()

    def _suit(self) -> None:
        chosen = self._ways.chosen
        other = bool(chosen) and chosen != self._policy
        self._about.set_text(self._words.choice("settings.lock.about", chosen) if other else "")
        self._about.setVisible(other)
        self._present.setVisible(other and self._policy != "keyring")
        for field in (self._new, self._again):
            field.setVisible(other and self._policy == "keyring")
        self._button.setVisible(other)

    def _hand_in(self) -> None:
        if self._policy == "keyring":
            passphrase = self._new.text
            if strength(passphrase) is Strength.SHORT:
                self._refuse(self._new, self._words("unlock.strength.short"))
                return
            if passphrase != self._again.text:
                self._refuse(self._again, self._words("unlock.first.not_the_same"))
                return
        else:
            passphrase = self._present.text
        if self._button.isEnabled():
            self._button.setEnabled(False)
            self._notice.say(self._words("settings.passphrase.going"), tone="soft")
            self.policy_requested.emit(self._ways.chosen, passphrase)

    def _refuse(self, field: PassphraseField, sentence: str) -> None:
        field.say_problem(sentence)
        field.setFocus()
