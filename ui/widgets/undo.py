"""The strip that offers to take back what was just done: undo instead of "are you sure"."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.widgets.notice import Notice
from ui.words import Words


class UndoStrip(Notice):
    """Says what was done and offers to undo it. Stays until it is used, replaced or quietened: nobody is hurried."""

    def __init__(self, words: Words, tall: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(tone="soft", tall=tall, parent=parent)
        self._words = words
        self._undo: Callable[[], object] | None = None
        self.acted.connect(self._on_acted)

    def offer(self, sentence: str, undo: Callable[[], object]) -> None:
        """Say what was done; `undo` takes it back, once."""
        self._undo = undo
        self.say(sentence, self._words("common.undo"))

    def _on_acted(self) -> None:
        undo, self._undo = self._undo, None
        self.quiet()
        if undo is not None:
            undo()
