"""Opening the casebook: a passphrase, or the computer's keyring; and how long to wait after wrong ones."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.buttons import ActionButton
from ui.widgets.fields import PassphraseField
from ui.widgets.layout import FlowRow
from ui.widgets.passage import Passage
from ui.words import Words

_MINUTE = 60


class OpenForm(QWidget):
    """Asks for the passphrase."""

    open_requested = Signal(str)
    keyring_requested = Signal()
    forgotten = Signal()
    """Neither passphrase nor keyring is to be had."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._seconds = 0
        self._busy = self._alone = False
        self._lead = Passage(words("unlock.open.lead"), tone="soft")
        self._passphrase = PassphraseField(words("unlock.open.passphrase"), words)
        self._open = ActionButton(words("unlock.open.open"), kind="primary")
        self._keyring = ActionButton(words("unlock.open.by_keyring"))
        self._forgotten = ActionButton(words("unlock.open.forgotten"), kind="link")
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.setTimerType(Qt.TimerType.PreciseTimer)  # a moment early, and the right passphrase is not looked at
        self._lay_out()
        self._passphrase.submitted.connect(self._hand_in)
        self._open.clicked.connect(self._hand_in)
        self._keyring.clicked.connect(self.keyring_requested)
        self._forgotten.clicked.connect(self.forgotten)
        self._tick.timeout.connect(self._count_down)

    def offer_keyring(self, opens: bool) -> None:
        """Show the keyring's button only when it opens this casebook."""
        self._keyring.setVisible(opens)

    def suit(self, policy: str) -> None:
        """Ask for what this policy needs, and say so: `passphrase`, `keyring`, `either`, `both`."""
        alone = policy == "keyring"
        lead = policy if policy in ("keyring", "both") else "lead"
        self._lead.set_text(self._words(f"unlock.open.{lead}"))
        self._forgotten.set_text(self._words("unlock.open.keyring_lost" if alone else "unlock.open.forgotten"))
        held = self._passphrase.isAncestorOf(self.focusWidget() or self)
        for part in (self._passphrase, self._open):
            part.setVisible(not alone)
        self.offer_keyring(policy in ("keyring", "either"))
        self._alone = alone
        if alone and held:
            self.focus_first()

    def set_busy(self, busy: bool) -> None:
        """No second press while the lock is being tried."""
        self._busy = busy
        self._settle_buttons()

    def say_wrong(self, wait: int) -> None:
        """The passphrase was wrong; another is looked at after `wait` seconds."""
        self._seconds = wait
        self._passphrase.select_all()
        self._passphrase.say_problem(self._wrong())
        if wait:
            self._tick.start()
        self._settle_buttons()
        self.focus_first()

    def forget(self) -> None:
        """Leave no passphrase in the field."""
        self._passphrase.set_text("")
        self._passphrase.say_problem("")

    def focus_first(self) -> None:
        """The cursor into the passphrase; the keyring's button where there is none."""
        (self._keyring if self._alone else self._passphrase).setFocus()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(Passage(self._words("unlock.open.title"), type="title"))
        layout.addWidget(self._lead)
        layout.addSpacing(8)
        layout.addWidget(self._passphrase)
        buttons = FlowRow(spacing=12)
        buttons.add(self._open)
        buttons.add(self._keyring)
        layout.addWidget(buttons)
        last = FlowRow()
        last.add(self._forgotten)
        layout.addWidget(last)

    def _hand_in(self) -> None:
        if self._open.isEnabled():
            self.open_requested.emit(self._passphrase.text)

    def _count_down(self) -> None:
        self._seconds = max(self._seconds - 1, 0)
        if not self._seconds:
            self._tick.stop()
        self._passphrase.say_problem(self._wrong())
        self._settle_buttons()

    def _wrong(self) -> str:
        wrong = self._words("unlock.open.wrong")
        if not self._seconds:
            return f"{wrong} {self._words('unlock.open.try_again')}"
        if self._seconds <= _MINUTE:
            return f"{wrong} {self._words('unlock.open.wait', count=self._seconds)}"
        return f"{wrong} {self._words('unlock.open.wait_minutes', count=-(-self._seconds // _MINUTE))}"

    def _settle_buttons(self) -> None:
        self._open.setEnabled(not self._busy and not self._seconds)
        for button in (self._keyring, self._forgotten):
            button.setEnabled(not self._busy)
