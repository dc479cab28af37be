"""Signing in with the council: address, name, password."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.buttons import ActionButton
from ui.widgets.fields import LineField, PassphraseField
from ui.widgets.layout import Card, FlowRow
from ui.widgets.notice import Notice
from ui.widgets.passage import Passage
from ui.words import Words


class SignInForm(Card):
    """Asks, and says beside each field what is missing."""

    sign_in_requested = Signal(str, str, str)
    """Address, name, password."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words("syncing.sign_in.title"), parent)
        self._words = words
        self._address = LineField(words("syncing.sign_in.address"), words("syncing.sign_in.address_hint"))
        self._name = LineField(words("syncing.sign_in.name"))
        self._password = PassphraseField(words("syncing.sign_in.password"), words)
        self._notice = Notice(tone="harm")
        self._button = ActionButton(words("syncing.sign_in.sign_in"), kind="primary")
        self._going = Passage(words("syncing.sign_in.going"), tone="soft")
        self._going.hide()
        line = FlowRow(spacing=12)
        line.add(self._button)
        line.add(self._going)
        self.body.setSpacing(16)
        lead = Passage(words("syncing.sign_in.lead"), tone="soft")
        for part in (lead, self._address, self._name, self._password, self._notice, line):
            self.add(part)
        for field in (self._address, self._name, self._password):
            field.in_passing = True
            field.submitted.connect(self._hand_in)
        self._button.clicked.connect(self._hand_in)

    def suggest(self, address: str, name: str) -> None:
        """Fill in what is known, where nothing was typed."""
        if address and not self._address.text:
            self._address.set_text(address)
        if name and not self._name.text:
            self._name.set_text(name)

    def done(self) -> None:
        """Signed in: leave no password behind."""
        self._set_busy(False)
        self._password.set_text("")
        self._notice.quiet()

    def say_failure(self, sentence: str) -> None:
        """It did not work; what was typed stays."""
        self._set_busy(False)
        self._notice.say(sentence)
        self._password.setFocus()

    def focus_first(self) -> None:
        """The first empty field."""
        fields = (self._address, self._name, self._password)
        next((field for field in fields if not field.text), self._password).setFocus()

    def _hand_in(self) -> None:
        words = self._words
        needed = (
            (self._address, words("syncing.sign_in.address_missing")),
            (self._name, words("syncing.sign_in.name_missing")),
            (self._password, words("syncing.sign_in.password_missing")),
        )
        for field, sentence in needed:
            if not field.text.strip():
                field.say_problem(sentence)
                field.setFocus()
                return
        if self._button.isEnabled():
            self._set_busy(True)
            self.sign_in_requested.emit(self._address.text.strip(), self._name.text.strip(), self._password.text)

    def _set_busy(self, busy: bool) -> None:
        self._button.setEnabled(not busy)
        self._going.setVisible(busy)
