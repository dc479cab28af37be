"""Notes every window that is shown: a part shown before it has its place is a window of its own for a moment."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class Flashes(QObject):
    """Notes every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False
