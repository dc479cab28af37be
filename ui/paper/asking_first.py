"""Asks whether what names somebody not to be contacted may stand on a paper that leaves no version behind, before it goes out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.casebook.naming_on_paper import PaperWording
from ui.paper.making import shortly
from ui.widgets.notice import Notice
from ui.words import Words


class AskingFirst(Notice):
    """Takes no room while there is nothing to ask."""

    answered = Signal()
    """What was asked about may stand."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._words = words
        self._asked: frozenset[PaperWording] = frozenset()
        self._allowed: frozenset[PaperWording] = frozenset()
        self.acted.connect(self._allow)

    def begin(self) -> None:
        """Another paper: nothing has been said about it."""
        self._asked = self._allowed = frozenset()
        self.quiet()

    def nothing_to_ask(self, naming: tuple[PaperWording, ...]) -> bool:
        """Whether the paper can go out; asks where it cannot yet."""
        asked = [line for line in naming if line not in self._allowed]
        self._asked = frozenset(asked)
        if asked:
            named = self._words.listing([f"“{shortly(line.words)}”" for line in asked])
            self.say(self._words("leaving.naming.plain", line=named), self._words("leaving.naming.may"))
        else:
            self.quiet()
        return not asked

    def _allow(self) -> None:
        self._allowed |= self._asked
        self.answered.emit()
