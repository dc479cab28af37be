"""Settings: size of text, colours, the short code for turning, the lock and the ways past it. What is chosen is seen at once."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.codes import LEAST_LETTERS, has_code, set_code
from app.casebook.desk import Desk
from app.casebook.verifying import Verified, verify
from app.practice.errors import WrongPassphrase
from app.practice.rules import LaptopRules
from ui.messages import message_for
from ui.settings.council_rules import CouncilRulesCard
from ui.settings.file_password_card import FilePasswordCard
from ui.settings.lock_form import LockForm
from ui.settings.locks import Locks
from ui.settings.paper_check_card import PaperCheckCard
from ui.settings.paper_key_form import PaperKeyForm
from ui.settings.passphrase_form import PassphraseForm
from ui.settings.typefaces_card import TypefacesCard, typefaces
from ui.widgets.buttons import ActionButton
from ui.widgets.chips import ChipRow
from ui.widgets.fields import PassphraseField
from ui.widgets.layout import Card, FlowRow
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.passage import Passage
from ui.words import Words
from ui.work import Work

PERCENTS = (100, 125, 150, 175, 200, 250, 300)


class _Stands(NamedTuple):
    """How the short code and the lock stand, and what the council has set."""

    code: bool
    policy: str
    paper_key: bool
    keyring: bool
    rules: LaptopRules


class SettingsScreen(QWidget):
    """What a worker may set on this laptop. `locks` is the office."""

    look_changed = Signal(int, str)
    """Per cent of text, and which colours: system, light or dark."""

    closed = Signal()

    def __init__(
        self,
        desk: Desk,
        work: Work,
        words: Words,
        *,
        percent: int,
        ground: str,
        locks: Locks,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._work, self._words = desk, work, words
        self._locks = locks
        self._back = ActionButton(words("common.back"), kind="link", icon="arrow-left")
        self._sizes, self._grounds = ChipRow(words("settings.size.title")), ChipRow(words("settings.ground.title"))
        nearest = min(PERCENTS, key=lambda each: abs(each - percent))
        for each in PERCENTS:
            self._sizes.add(str(each), words("settings.size.percent", percent=each), chosen=each == nearest)
        for key in ("system", "light", "dark"):
            self._grounds.add(key, words.choice("settings.ground", key), chosen=key == ground)
        self._code_state = Passage(words("settings.code.none"), tone="soft")
        self._code = PassphraseField(words("settings.code.field"), words)
        self._code_notice = Notice(tone="soft")
        self._passphrase = PassphraseForm(words)
        self._lock, self._paper_key = LockForm(words), PaperKeyForm(words)
        self._check, self._council = PaperCheckCard(words), CouncilRulesCard(words)
        self._typefaces = TypefacesCard(words)
        self._files = FilePasswordCard(desk, work, words)
        self._lay_out()
        self._wire()

    def reload(self) -> None:
        """Look how everything stands."""
        self._code_notice.quiet()
        self._lock.quiet()
        self._forget()
        self._files.reload()
        self._look()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing secret stays on a screen that nobody looks at."""
        self._forget()
        super().hideEvent(event)

    def focus_first(self) -> None:
        """The size of text."""
        chip = self._sizes.chip(self._sizes.chosen)
        (chip or self._back).setFocus()

    def _lay_out(self) -> None:
        words = self._words
        page = Page(measure=66)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)
        back = FlowRow()
        back.add(self._back)
        page.header.addWidget(back)
        page.header.addSpacing(8)
        page.header.addWidget(Passage(words("settings.title"), type="title"))
        size, ground, code = (
            Card(words("settings.size.title")),
            Card(words("settings.ground.title")),
            Card(words("settings.code.title")),
        )
        size.add(self._sizes)
        size.add(Passage(words("settings.size.lead"), tone="soft"))
        ground.add(self._grounds)
        self._keep_code = ActionButton(words("settings.code.keep"))
        line = FlowRow()
        line.add(self._keep_code)
        lead = Passage(words("settings.code.lead"), tone="soft")
        for part in (lead, self._code_state, self._code, self._code_notice, line):
            code.add(part)
        for card in (
            size,
            ground,
            code,
            self._passphrase,
            self._lock,
            self._paper_key,
            self._files,
            self._check,
            self._typefaces,
            self._council,
        ):
            page.add(card)

    def _wire(self) -> None:
        self._back.clicked.connect(self.closed)
        for row in (self._sizes, self._grounds):
            row.chosen_changed.connect(lambda _key: self.look_changed.emit(int(self._sizes.chosen), self._grounds.chosen))
        self._code.submitted.connect(self._keep)
        self._keep_code.clicked.connect(self._keep)
        self._passphrase.change_requested.connect(self._change_passphrase)
        self._lock.policy_requested.connect(self._set_policy)
        self._paper_key.key_requested.connect(self._write_paper_key)
        self._check.asked.connect(self._check_paper)

    def _forget(self) -> None:
        for form in (self._passphrase, self._lock, self._paper_key, self._check):
            form.forget()

    def _look(self) -> None:
        desk, locks = self._desk, self._locks

        def look() -> _Stands:
            return _Stands(has_code(desk), str(locks.policy), locks.has_paper_key, locks.has_keyring, locks.rules)

        self._work.read(look, then=self._show, key="settings")
        self._work.read(typefaces, then=self._typefaces.show_typefaces, key="settings typefaces")

    def _show(self, stands: _Stands) -> None:
        self._show_code(stands.code)
        asks = stands.policy != "keyring"
        self._passphrase.setVisible(asks)
        self._lock.show_lock(stands.policy, stands.rules.lock.value, keyring=stands.keyring)
        self._paper_key.show_state(stands.paper_key, asks=asks)
        self._council.show_rules(stands.rules)
        self._council.show_left_off(self._desk.guides.left_off)

    def _show_code(self, there: bool) -> None:
        self._code_state.set_text(self._words("settings.code.there") if there else self._words("settings.code.none"))

    def _keep(self) -> None:
        code = self._code.text
        if len(code) < LEAST_LETTERS:
            self._code.say_problem(self._words("settings.code.short"))
            self._code.setFocus()
            return
        self._work.write(
            lambda: set_code(self._desk, code),
            then=lambda _none: self._say_code_kept(),
            failed=lambda error: self._code_notice.say(str(message_for(error, self._words)), tone="harm"),
            initiator=self,
        )

    def _say_code_kept(self) -> None:
        self._code.set_text("")
        self._show_code(True)
        self._code_notice.say(self._words("settings.code.kept"), tone="soft")

    def _change_passphrase(self, old: str, new: str) -> None:
        self._work.write(
            lambda: self._locks.change_passphrase(old, new),
            then=lambda _none: self._passphrase.say_changed(),
            failed=self._failed(self._passphrase),
            initiator=self,
        )

    def _set_policy(self, policy: str, passphrase: str) -> None:
        self._work.write(
            lambda: self._locks.set_policy(policy, passphrase),
            then=lambda _none: self._say_lock_kept(),
            failed=self._failed(self._lock),
            initiator=self,
        )

    def _say_lock_kept(self) -> None:
        self._lock.say_kept()
        self._look()

    def _write_paper_key(self, passphrase: str) -> None:
        self._work.write(
            lambda: self._locks.write_paper_key(passphrase),
            then=self._show_paper_key,
            failed=self._failed(self._paper_key),
            initiator=self,
        )

    def _check_paper(self, typed: str) -> None:
        desk, check = self._desk, self._check

        def show(found: Verified) -> None:
            if self.isVisible():
                check.show_found(found)

        self._work.write(
            lambda: verify(desk, typed),
            then=show,
            failed=lambda error: check.say_failure(str(message_for(error, self._words))),
            initiator=self,
        )

    def _show_paper_key(self, written: str) -> None:
        if self.isVisible():
            self._paper_key.show_key(written)

    def _failed(self, form: PassphraseForm | LockForm | PaperKeyForm) -> Callable[[Exception], None]:
        def say(error: Exception) -> None:
            if isinstance(error, WrongPassphrase) and not error.wait:
                form.say_wrong()
            else:
                form.say_failure(str(message_for(error, self._words)))

        return say
