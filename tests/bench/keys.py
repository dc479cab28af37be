"""A key pressed until it is painted, while what is typed is being kept, against a bare text field of the same library."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from rows import Row, in_turn

RUNS = 5
KEYS = 150
_BETWEEN = 0.012

_TYPES = f"""
import statistics, sys, time
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

def type_into(app, field):
    window = QWidget()
    layout = QVBoxLayout(window)
    layout.addWidget(field)
    layout.addStretch(1)
    window.resize(700, 500)
    window.show()
    window.activateWindow()
    field.setFocus()
    QTest.qWait(200)
    took = []
    for number in range({KEYS}):
        began = time.perf_counter()
        QTest.keyClick(field, "radio three "[number % 12])
        app.processEvents()
        took.append(time.perf_counter() - began)
        time.sleep({_BETWEEN})
        app.processEvents()
    print(statistics.quantiles(took[20:], n=20)[-1] * 1000, flush=True)
"""
OURS = f"""{_TYPES}
from pathlib import Path
from app.casebook.saying import Typed, Typing, keep_typing
from app.office import Office
from app.practice.people import Role, Speaker
from app.records.revision import new_record
from ui.collecting import Collecting
from ui.theme.theme import Theme, apply_theme, make_app
from ui.widgets.fields import AnswerField
from ui.work import Work

app = make_app([])
apply_theme(app, Theme())
collecting = Collecting()
office = Office(Path(sys.argv[1]) / str(time.time()))
desk = office.make("Helen Price", "example four blue cups")
person, visit, record, her = new_record(), new_record(), new_record(), Speaker(role=Role.PERSON, name="Maggie")
work = Work()
field = AnswerField("What she said")
field.pause_came.connect(
    lambda words: work.write(lambda: keep_typing(desk, Typing(record, person, visit, Typed(words=words, speaker=her))))
)
type_into(app, field)
work.close()
office.close()
"""
BARE = f"""{_TYPES}
from PySide6.QtWidgets import QApplication, QPlainTextEdit
app = QApplication([])
type_into(app, QPlainTextEdit())
"""


def measure() -> Iterator[Row]:
    """One row: the 95th percentile of the keys of a run."""
    with tempfile.TemporaryDirectory() as name:
        ours, peer = in_turn(lambda: _milliseconds(OURS, name), lambda: _milliseconds(BARE, name), RUNS)
    yield Row("key pressed to painted while it is kept, 95th percentile, against bare", "ms", ours, peer, 1.2)


def _milliseconds(script: str, folder: str) -> float:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", script, folder], capture_output=True, text=True, check=True, env=environment, timeout=60
    )
    return float(done.stdout)


if __name__ == "__main__":
    for row in measure():
        sys.stdout.write(f"{row.told()}\n")
