"""Fills the index of search behind the window: a slice at a time, never while somebody types."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from app.casebook.desk import Desk
from app.casebook.searching import is_behind, read_more
from ui.widgets.fields import AnswerField
from ui.work import Work

BETWEEN_MS = 60
AFTER_A_CHANGE_MS = 1500


class Reader(QObject):
    """Begins when it is told that something changed; rests when all is read. What fails is tried after the next change."""

    def __init__(self, desk: Desk, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._work = desk, work
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)
        self._stopped = False

    def note_changed(self) -> None:
        """Something may have to be read."""
        if not self._stopped and not self._timer.isActive():
            self._timer.start(AFTER_A_CHANGE_MS)

    def stop(self) -> None:
        """No further slice."""
        self._stopped = True
        self._timer.stop()

    def _go_on(self) -> None:
        if self._somebody_types() or not self._work.idle():
            self._timer.start(AFTER_A_CHANGE_MS // 3)
            return
        self._work.read(lambda: is_behind(self._desk), then=self._on_looked, failed=self._rest, key="index", initiator=self)

    def _on_looked(self, behind: bool) -> None:
        if behind and not self._stopped:
            self._work.write(lambda: read_more(self._desk), then=self._on_read, failed=self._rest, initiator=self)

    def _on_read(self, more: bool) -> None:
        if more and not self._stopped:
            self._timer.start(BETWEEN_MS)

    def _rest(self, _error: Exception) -> None:
        """The words are safe all the same; only finding them has to wait."""

    def _somebody_types(self) -> bool:
        field = QApplication.focusWidget()
        return isinstance(field, AnswerField) and field.waits
