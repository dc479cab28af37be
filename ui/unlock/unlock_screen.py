"""The first screen: it looks what is in the folder and shows the form for it. It never makes a casebook over another.

Whether there is a casebook is known at once, and its form is painted. What takes longer (the key file, the keyring) is
looked at after that. Every part is made when it is first wanted.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.practice.errors import KeyringUnavailable, KitchenTableError, NoCasebook, RecoveryKeyWrong, VaultDamaged, WrongPassphrase
from ui.unlock.door import Door
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import FlowRow, column
from ui.widgets.page import Page
from ui.widgets.passage import Passage
from ui.words import Words
from ui.work import Work

if TYPE_CHECKING:
    from app.casebook.desk import Desk
    from ui.unlock.first_form import FirstForm
    from ui.unlock.open_form import OpenForm
    from ui.unlock.recover_form import RecoverForm
    from ui.widgets.notice import Notice

_SAY_BUSY_AFTER_MS = 400
_REACHES_THE_EYE_MS = 20

_Part = TypeVar("_Part", bound=QWidget)


class _Found(NamedTuple):
    """What a longer look found: what opens it, whether there is a keyring for it and a recovery key, and what is wrong."""

    policy: str = ""
    keyring: bool = False
    paper: bool = False
    fault: KitchenTableError | None = None


def _look_longer(door: Door, exists: bool) -> _Found:
    try:
        if not exists:
            return _Found(keyring=door.has_keyring)
        return _Found(str(door.policy), door.keyring_opens, door.has_paper_key)
    except (VaultDamaged, NoCasebook) as error:
        return _Found(fault=error)


class UnlockScreen(QWidget):
    """Sets up, or opens. `show_state()` looks at the folder again."""

    opened = Signal(object)
    """The desk."""

    lock_followed = Signal()
    """The council has set what opens a casebook, and from now on that opens this one. Comes after `opened`."""

    looked = Signal()
    """It is known which form to show, and it has its place."""

    painted = Signal()
    """The first form has been painted. Comes once."""

    def __init__(self, office: Door, work: Work, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._work, self._words = office, work, words
        self._page = Page(measure=52)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._page)
        self._page.header.addWidget(Passage(words("common.app"), type="strong", tone="quiet"))
        self._exists = False
        self._found = _Found()
        self._waits_for_paint: QWidget | None = None
        self._was_painted = False
        self._shown: FirstForm | OpenForm | RecoverForm | None = None
        self._busy_timer = QTimer(self)
        self._busy_timer.setSingleShot(True)
        self._busy_timer.setInterval(_SAY_BUSY_AFTER_MS)
        self._busy_timer.timeout.connect(self._say_busy)

    def show_state(self, note: str = "") -> None:
        """Show the form for what is in the folder now, with a word of news above it."""
        self._be_quiet()
        if note or "_news" in vars(self):
            self._news.say(note)
        office = self._office
        self._work.read(lambda: (office.exists, office.ended), then=self._on_found, failed=self._say_fault, key="unlock")

    def focus_first(self) -> None:
        """The cursor where typing begins."""
        if self._shown is not None:
            self._shown.focus_first()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Once the form is painted there is time for what takes longer."""
        if event.type() == QEvent.Type.Paint and watched is self._waits_for_paint:
            self._waits_for_paint = None
            watched.removeEventFilter(self)
            QTimer.singleShot(_REACHES_THE_EYE_MS, self, self._on_painted)
        return super().eventFilter(watched, event)

    @cached_property
    def _first(self) -> FirstForm:
        from ui.unlock.first_form import FirstForm

        form = FirstForm(self._words)
        form.make_requested.connect(self._make)
        return self._put_in(form)

    @cached_property
    def _open(self) -> OpenForm:
        from ui.unlock.open_form import OpenForm

        form = OpenForm(self._words)
        form.open_requested.connect(self._open_by_passphrase)
        form.keyring_requested.connect(self._open_by_keyring)
        form.forgotten.connect(self._show_recovery)
        return self._put_in(form)

    @cached_property
    def _recover(self) -> RecoverForm:
        from ui.unlock.recover_form import RecoverForm

        form = RecoverForm(self._words)
        form.recover_requested.connect(self._open_by_paper)
        form.back_requested.connect(self._leave_recovery)
        return self._put_in(form)

    @cached_property
    def _damaged(self) -> QWidget:
        again = ActionButton(self._words("unlock.damaged.again"))
        again.clicked.connect(lambda: self.show_state())
        buttons = FlowRow()
        buttons.add(again)
        part = column(
            Passage(self._words("unlock.damaged.title"), type="title"),
            Passage(self._words("unlock.damaged.lead"), tone="soft"),
            buttons,
            spacing=16,
        )
        part.setFocusProxy(again)
        return self._put_in(part)

    @cached_property
    def _news(self) -> Notice:
        from ui.widgets.notice import Notice

        notice = Notice(tone="soft")
        self._page.header.addWidget(notice)
        return notice

    @cached_property
    def _notice(self) -> Notice:
        from ui.widgets.notice import Notice

        notice = Notice(tone="harm")
        self._page.add(notice)
        return notice

    @cached_property
    def _busy_note(self) -> Passage:
        note = Passage("", tone="soft")
        note.hide()
        self._page.add(note)
        return note

    def _put_in(self, part: _Part) -> _Part:
        part.hide()
        self._page.body.insertWidget(0, part)
        return part

    def _show_only(self, part: QWidget, form: FirstForm | OpenForm | RecoverForm | None = None) -> None:
        for name in ("_first", "_open", "_recover", "_damaged"):
            if name in vars(self) and getattr(self, name) is not part:
                getattr(self, name).hide()
        self._shown = form
        part.show()

    def _on_found(self, found: tuple[bool, str]) -> None:
        exists, ended = found
        if ended and not exists:
            self._news.say(self._words.choice("unlock.ended", ended if ended == "recalled" else "lost"))
        self._show_form(exists)

    def _show_form(self, exists: bool) -> None:
        self._exists = exists
        self._found = _Found()
        form: FirstForm | OpenForm = self._open if exists else self._first
        form.offer_keyring(False)
        self._show_only(form, form)
        self.focus_first()
        self.looked.emit()
        if self._was_painted or not self.isVisible():
            self._look_longer()
        elif self._waits_for_paint is None:
            self._waits_for_paint = form
            form.installEventFilter(self)

    def _on_painted(self) -> None:
        self._was_painted = True
        self._look_longer()
        self.painted.emit()

    def _look_longer(self) -> None:
        office, exists = self._office, self._exists
        self._work.read(lambda: _look_longer(office, exists), then=self._show_found, failed=self._say_fault, key="unlock")

    def _show_found(self, found: _Found) -> None:
        if found.fault is not None:
            self._say_fault(found.fault)
            self._damaged.setFocus()
            return
        self._found = found
        if self._shown is not None:
            self._shown.offer_keyring(found.keyring)
        if found.policy and "_open" in vars(self):
            self._open.suit(found.policy)
        if "_recover" in vars(self):
            self._recover.suit(found.paper)

    def _show_recovery(self) -> None:
        self._be_quiet()
        self._recover.forget()
        self._recover.suit(self._found.paper or not self._found.policy)
        self._show_only(self._recover, self._recover)
        self.focus_first()

    def _leave_recovery(self) -> None:
        self._be_quiet()
        self._recover.forget()
        self._show_only(self._open, self._open)
        self.focus_first()

    def _open_by_paper(self, written: str, passphrase: str) -> None:
        self._set_busy(True)
        self._work.write(
            lambda: self._follow(self._office.recover(written, passphrase), passphrase),
            then=self._on_opened,
            failed=self._on_failed,
        )

    def _make(self, name: str, passphrase: str, by_keyring: bool) -> None:
        self._set_busy(True)
        job = lambda: (self._office.make(name, passphrase, by_keyring=by_keyring), False)  # noqa: E731
        self._work.write(job, then=self._on_opened, failed=self._on_failed)

    def _open_by_passphrase(self, passphrase: str) -> None:
        self._set_busy(True)
        self._work.write(
            lambda: self._follow(self._office.open(passphrase), passphrase), then=self._on_opened, failed=self._on_failed
        )

    def _open_by_keyring(self) -> None:
        self._set_busy(True)
        self._work.write(lambda: self._follow(self._office.open_by_keyring()), then=self._on_opened, failed=self._on_failed)

    def _follow(self, desk: Desk, passphrase: str = "") -> tuple[Desk, bool]:
        """Behind the window: once it is open, let what the council asks for open it from now on."""
        return desk, self._office.follow_lock(passphrase)

    def _on_opened(self, opened: tuple[Desk, bool]) -> None:
        desk, followed = opened
        self._set_busy(False)
        if "_open" in vars(self):
            self._open.forget()
        if "_recover" in vars(self):
            self._recover.forget()
        if "_news" in vars(self):
            self._news.quiet()
        self.opened.emit(desk)
        if followed:
            self.lock_followed.emit()

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(False)
        if isinstance(error, WrongPassphrase):
            self._open.say_wrong(error.wait)
        elif isinstance(error, RecoveryKeyWrong):
            self._recover.say_wrong(self._sentence(error))
        elif isinstance(error, KeyringUnavailable):
            self._without_keyring()
        else:
            self._say(error)

    def _say_fault(self, error: Exception) -> None:
        self._show_only(self._damaged)
        self._say(error)
        self.looked.emit()

    def _without_keyring(self) -> None:
        needed = self._found.policy in ("keyring", "both")
        if not needed:
            self._open.offer_keyring(False)
        self._tell(self._words.choice("unlock.open.no_keyring", self._found.policy if needed else "either"))
        self._open.focus_first()

    def _say(self, error: Exception) -> None:
        self._tell(self._sentence(error))

    def _sentence(self, error: Exception) -> str:
        from ui.messages import message_for

        return str(message_for(error, self._words))

    def _tell(self, sentence: str) -> None:
        self._notice.say(sentence)
        self._page.scroll_to(self._notice)

    def _be_quiet(self) -> None:
        if "_notice" in vars(self):
            self._notice.quiet()

    def _set_busy(self, busy: bool) -> None:
        if self._shown is not None:
            self._shown.set_busy(busy)
        if busy:
            self._be_quiet()
            self._busy_timer.start()
        else:
            self._busy_timer.stop()
            if "_busy_note" in vars(self):
                self._busy_note.hide()

    def _say_busy(self) -> None:
        making = self._shown is not None and not self._exists
        self._busy_note.set_text(self._words("unlock.first.making") if making else self._words("unlock.open.opening"))
        self._busy_note.show()
