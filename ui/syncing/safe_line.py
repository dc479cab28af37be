"""Keeps the line at the bottom of the window true: saved when, and what waits for the council."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject

from sync.client.exchange import Outcome
from sync.client.standing import Standing
from ui.syncing.background import Background
from ui.syncing.sentence import sentence_for
from ui.words import Words

Say = Callable[[str, str], None]


class SafeLine(QObject):
    """Says a sentence and its tone whenever the truth changes."""

    def __init__(self, background: Background, words: Words, say: Say, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words, self._say = words, say
        self._standing: Standing | None = None
        self._saved_at: datetime | None = None
        self._sent = 0
        self._unkept = False
        self._slow = False
        self._days_left: int | None = None
        background.standing_changed.connect(self._on_standing)
        background.exchanged.connect(self._on_exchanged)

    def note_saved(self, at: datetime) -> None:
        """Something was saved on this laptop at this moment (UTC)."""
        self._saved_at = at
        self._sent = 0
        self._tell()

    def note_unkept(self, unkept: bool) -> None:
        """Whether something typed could not be saved and waits on the screen."""
        if unkept != self._unkept:
            self._unkept = unkept
            self._tell()

    def note_slow(self, slow: bool) -> None:
        """Whether something typed is on its way to a disk that takes long."""
        if slow != self._slow:
            self._slow = slow
            self._tell()

    def note_contact(self, days_left: int | None) -> None:
        """In how many days the council's limit without an exchange is reached; None while it is not near."""
        if days_left != self._days_left:
            self._days_left = days_left
            self._tell()

    def _on_exchanged(self, outcome: Outcome) -> None:
        self._sent = outcome.pushed or self._sent

    def _on_standing(self, standing: Standing) -> None:
        self._standing = standing
        self._tell()

    def _tell(self) -> None:
        if self._unkept:
            self._say(self._words("syncing.line.unkept"), "attention")
        elif self._slow:
            self._say(self._words("syncing.line.saving"), "waiting")
        elif self._days_left is not None:
            self._say(self._words("syncing.line.contact", count=self._days_left), "attention")
        elif self._standing is not None:
            sentence, tone = sentence_for(self._standing, self._words, saved_at=self._saved_at, sent=self._sent)
            self._say(sentence, tone)
