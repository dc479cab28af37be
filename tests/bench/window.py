"""The first window painted, from the start of the process, against a bare window of the same library."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from rows import Row, in_turn

from app.office import Office

RUNS = 7
_PAINTED = """
from PySide6.QtCore import QEvent, QObject
class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print(repr(time.time() - began), flush=True)
            os._exit(0)
        return False
painted = Painted()
app.installEventFilter(painted)
"""
_OURS = (
    """
import os, sys, time
began, folder = float(sys.argv[1]), sys.argv[2]
from pathlib import Path
from PySide6.QtWidgets import QApplication
app = QApplication([])
"""
    + _PAINTED
    + """
from app.office import Office
from ui.start import Window
window = Window(app, Office(Path(folder)))
window.show()
app.exec()
"""
)
_BARE = (
    """
import os, sys, time
began = float(sys.argv[1])
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication([])
"""
    + _PAINTED
    + """
window = QMainWindow()
window.setCentralWidget(QLabel("Kitchen Table"))
window.resize(1280, 800)
window.show()
app.exec()
"""
)


def measure() -> Iterator[Row]:
    """One row: seconds from the start of the process to the first paint, where there is a casebook to unlock."""
    with tempfile.TemporaryDirectory() as name:
        office = Office(Path(name))
        office.make("Helen Price", "example four blue cups")
        office.close()
        ours, peer = in_turn(lambda: _seconds(_OURS, name), lambda: _seconds(_BARE), RUNS)
    yield Row("first window painted, against a bare window", "s", ours, peer, 1.3)


def _seconds(script: str, *arguments: str) -> float:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", script, repr(time.time()), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment, timeout=60)
    return float(done.stdout)
