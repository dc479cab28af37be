"""Python's search for circles of forgotten things, done on the window's thread only.

Left to itself it runs on whatever thread happens to allocate. A forgotten window that is let go on a worker's thread
corrupts Qt's memory; so the search is switched off and done here, when the window has nothing else to do.
"""

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 5_000


class Collecting(QObject):
    """Switches the automatic search off while it lives, and searches every few seconds on its own thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        self._thresholds = gc.get_threshold()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.collect_when_due)
        self._timer.start()

    def collect_when_due(self) -> None:
        """Search as far as Python itself would have by now."""
        young, middle, old = gc.get_count()
        if old > self._thresholds[2]:
            gc.collect(2)
        elif middle > self._thresholds[1]:
            gc.collect(1)
        elif young > self._thresholds[0]:
            gc.collect(0)

    def stop(self) -> None:
        """Leave Python to itself again."""
        self._timer.stop()
        if self._was_on:
            gc.enable()
