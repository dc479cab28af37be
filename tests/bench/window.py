"""The first screen painted, from the start of the process, against a bare window of the same library.

Ours is what `kitchen-table` does, as far as its first screen with the field for the passphrase is painted; the bare window
has one label. Both run as they do once installed, with their modules compiled.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from rows import Row, in_turn

from app.office import APP_NAME, Office

RUNS = 11
_PAINTED = """
import os, sys, time
from PySide6 import QtWidgets
from PySide6.QtCore import QTimer

def told():
    print(repr(time.time() - float(sys.argv[1])), flush=True)
    os._exit(0)

def watched(widget):
    class Watched(widget):
        def paintEvent(self, event):
            super().paintEvent(event)
            QTimer.singleShot(0, told)
    return Watched
"""
OURS = f"""{_PAINTED}
QtWidgets.QLineEdit = watched(QtWidgets.QLineEdit)
from app.__main__ import main
main([])
"""
BARE = f"""{_PAINTED}
app = QtWidgets.QApplication([])
window = QtWidgets.QMainWindow()
window.setCentralWidget(watched(QtWidgets.QLabel)("Kitchen Table"))
window.resize(1280, 800)
window.show()
app.exec()
"""


def measure() -> Iterator[Row]:
    """One row: seconds from the start of the process until it is painted, where there is a casebook to unlock."""
    with tempfile.TemporaryDirectory() as name:
        office = Office(Path(name) / APP_NAME)
        office.make("Helen Price", "example four blue cups")
        office.close()
        ours, peer = in_turn(lambda: seconds(OURS, name), lambda: seconds(BARE, name), RUNS)
    yield Row("first screen painted, against a bare window", "s", ours, peer, 1.3)


def seconds(script: str, folder: str) -> float:
    """How long the script took until the widget it watches was on the screen."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PYTHONPYCACHEPREFIX": str(Path(folder) / "compiled"),
        "XDG_DATA_HOME": folder,
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-c", script, repr(time.time())]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment, timeout=60)
    return float(done.stdout)


if __name__ == "__main__":
    for row in measure():
        sys.stdout.write(f"{row.told()}\n")
