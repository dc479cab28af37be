"""The first screen: it looks what is in the folder and shows the form for it. It never makes a casebook over another."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.practice.errors import KeyringUnavailable, KitchenTableError, NoCasebook, VaultDamaged, WrongPassphrase
from ui.messages import message_for
from ui.unlock.door import Door
from ui.unlock.first_form import FirstForm
from ui.unlock.open_form import OpenForm
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import FlowRow, column
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.passage import Passage
from ui.words import Words
from ui.work import Work

if TYPE_CHECKING:
    from app.casebook.desk import Desk

_SAY_BUSY_AFTER_MS = 400


@dataclass(frozen=True)
class _Found:
    """What is in the folder."""

    exists: bool
    keyring_opens: bool = False
    has_keyring: bool = False
    fault: KitchenTableError | None = None


def _look(door: Door) -> _Found:
    if not door.exists:
        return _Found(False, has_keyring=door.has_keyring)
    try:
        return _Found(True, keyring_opens=door.keyring_opens)
    except (VaultDamaged, NoCasebook) as error:
        return _Found(True, fault=error)


class UnlockScreen(QWidget):
    """Sets up, or opens. `show_state()` looks at the folder again."""

    opened = Signal(object)
    """The desk."""

    def __init__(self, office: Door, work: Work, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._work, self._words = office, work, words
        self._page = Page(measure=52)
        self._first, self._open = FirstForm(words), OpenForm(words)
        self._notice = Notice(tone="harm")
        self._news = Notice(tone="soft")
        self._busy_note = Passage("", tone="soft")
        self._again = ActionButton(words("unlock.damaged.again"))
        self._damaged = self._damaged_part()
        self._busy_timer = QTimer(self)
        self._busy_timer.setSingleShot(True)
        self._busy_timer.setInterval(_SAY_BUSY_AFTER_MS)
        self._lay_out()
        self._wire()

    def show_state(self, note: str = "") -> None:
        """Show the form for what is in the folder now, with a word of news above it."""
        self._notice.quiet()
        self._news.say(note)
        self._work.read(lambda: _look(self._office), then=self._show_found, failed=self._say_fault, key="unlock")

    def focus_first(self) -> None:
        """The cursor where typing begins."""
        for form in (self._first, self._open):
            if form.isVisibleTo(self):
                form.focus_first()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._page)
        self._page.header.addWidget(Passage(self._words("common.app"), type="strong", tone="quiet"))
        self._page.header.addWidget(self._news)
        for part in (self._first, self._open, self._damaged, self._notice, self._busy_note):
            part.hide()
            self._page.add(part)

    def _damaged_part(self) -> QWidget:
        buttons = FlowRow()
        buttons.add(self._again)
        return column(
            Passage(self._words("unlock.damaged.title"), type="title"),
            Passage(self._words("unlock.damaged.lead"), tone="soft"),
            buttons,
            spacing=16,
        )

    def _wire(self) -> None:
        self._first.make_requested.connect(self._make)
        self._open.open_requested.connect(self._open_by_passphrase)
        self._open.keyring_requested.connect(self._open_by_keyring)
        self._again.clicked.connect(lambda: self.show_state())
        self._busy_timer.timeout.connect(self._say_busy)

    def _show_found(self, found: _Found) -> None:
        self._first.setVisible(not found.exists)
        self._open.setVisible(found.exists and found.fault is None)
        self._damaged.setVisible(found.fault is not None)
        self._first.offer_keyring(found.has_keyring)
        self._open.offer_keyring(found.keyring_opens)
        if found.fault:
            self._say(found.fault)
            self._again.setFocus()
        self.focus_first()

    def _make(self, name: str, passphrase: str, by_keyring: bool) -> None:
        self._set_busy(True)
        job = lambda: self._office.make(name, passphrase, by_keyring=by_keyring)  # noqa: E731
        self._work.write(job, then=self._on_opened, failed=self._on_failed)

    def _open_by_passphrase(self, passphrase: str) -> None:
        self._set_busy(True)
        self._work.write(lambda: self._office.open(passphrase), then=self._on_opened, failed=self._on_failed)

    def _open_by_keyring(self) -> None:
        self._set_busy(True)
        self._work.write(self._office.open_by_keyring, then=self._on_opened, failed=self._on_failed)

    def _on_opened(self, desk: "Desk") -> None:
        self._set_busy(False)
        self._open.forget()
        self._news.quiet()
        self.opened.emit(desk)

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(False)
        if isinstance(error, WrongPassphrase):
            self._open.say_wrong(error.wait)
        elif isinstance(error, KeyringUnavailable):
            self._open.offer_keyring(False)
            self._say(error)
            self._open.focus_first()
        else:
            self._say(error)

    def _say_fault(self, error: Exception) -> None:
        self._damaged.show()
        self._say(error)

    def _say(self, error: Exception) -> None:
        self._notice.say(str(message_for(error, self._words)))
        self._page.scroll_to(self._notice)

    def _set_busy(self, busy: bool) -> None:
        self._first.set_busy(busy)
        self._open.set_busy(busy)
        if busy:
            self._notice.quiet()
            self._busy_timer.start()
        else:
            self._busy_timer.stop()
            self._busy_note.hide()

    def _say_busy(self) -> None:
        making = self._first.isVisibleTo(self)
        self._busy_note.set_text(self._words("unlock.first.making") if making else self._words("unlock.open.opening"))
        self._busy_note.show()
