"""How long the password of a saved file must be: shown with its default, and set here for this casebook."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.casebook.desk import Desk
from app.casebook.going_out import least_password, set_least_password
from app.practice.file_passwords import LEAST_LETTERS
from ui.messages import message_for
from ui.widgets.chips import ChipRow
from ui.widgets.layout import Card
from ui.widgets.notice import Notice
from ui.widgets.passage import Passage
from ui.words import Words
from ui.work import Work

LENGTHS = (8, 10, 12, 16, 20, 24)


class FilePasswordCard(Card):
    """One choice among a few lengths."""

    def __init__(self, desk: Desk, work: Work, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words("going.least.title"), parent)
        self._desk, self._work, self._words = desk, work, words
        self.body.setSpacing(12)
        self._lengths = ChipRow(words("going.least.label"))
        self._notice = Notice(tone="soft")
        self._lengths.chosen_changed.connect(self._keep)
        usual = words("going.least.usual", letters=words("going.least.letters", count=LEAST_LETTERS))
        for part in (Passage(words("going.least.lead"), tone="soft"), self._lengths, Passage(usual, tone="soft"), self._notice):
            self.add(part)

    def reload(self) -> None:
        """Look which length holds."""
        desk = self._desk
        self._notice.quiet()
        self._work.read(
            lambda: least_password(desk), then=self._show, failed=self._say_failure, initiator=self, key="least password"
        )

    def _show(self, least: int) -> None:
        self._lengths.clear()
        for each in sorted({*LENGTHS, least}):
            self._lengths.add(str(each), self._words("going.least.letters", count=each), chosen=each == least)

    def _keep(self, chosen: str) -> None:
        desk, least = self._desk, int(chosen)
        self._work.write(partial(set_least_password, desk, least), then=self._say_kept, failed=self._say_failure, initiator=self)

    def _say_kept(self, least: int) -> None:
        self._notice.say(self._words("going.least.kept", count=least), tone="soft")

    def _say_failure(self, error: Exception) -> None:
        self._notice.say(str(message_for(error, self._words)), tone="harm")
