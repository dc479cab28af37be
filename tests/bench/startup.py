"""Today usable, counted from the start of the process, with 60 people and 10,000 statements; and the memory it takes there.

Against the first window of Anki and of Vorta, and against the memory of a bare window of the same library. What the passphrase is
made to cost (argon2id) is taken off, for no peer has one.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import python_peers
from caseload import PASSPHRASE, Laptop, clock, written_by
from rows import CannotMeasure, Row
from window import BARE

from app.office import APP_NAME, Office
from app.practice.people import Person
from app.practice.visits import Visit
from app.records.revision import person_scope
from app.records.vault import Vault
from sync.client.exchange import Exchanger

PEOPLE, EACH, RUNS = 60, 167, 7
FIRST = "Maggie Hartley 0"
_MEMORY = "resource.getrusage(resource.RUSAGE_SELF).ru_maxrss"
TODAY = f"""
import os, resource, sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from PySide6.QtTest import QTest
from PySide6.QtCore import Qt
from app.__main__ import main

typed = []

def look():
    app = QApplication.instance()
    for window in app.topLevelWidgets() if app else ():
        for field in window.findChildren(QLineEdit) if not typed else ():
            if field.isVisible():
                typed.append(field)
                field.setText({PASSPHRASE!r})
                QTest.keyClick(field, Qt.Key.Key_Return)
                return
        for part in window.findChildren(QWidget):
            said = part.accessibleName() + (part.text() if isinstance(part, QLabel) else "")
            if {FIRST!r} in said and part.isVisible():
                print(time.time() - float(sys.argv[1]), {_MEMORY}, flush=True)
                os._exit(0)

import ui.shell
shown = ui.shell.Shell.showEvent

def watched(self, event):
    shown(self, event)
    self._looking = QTimer(self)
    self._looking.timeout.connect(look)
    self._looking.start(15)

ui.shell.Shell.showEvent = watched
main([])
"""
BARE_MEMORY = BARE.replace(
    "print(repr(time.time() - float(sys.argv[1])), flush=True)",
    f"import resource; print(time.time() - float(sys.argv[1]), {_MEMORY}, flush=True)",
)


def measure() -> Iterator[Row]:
    """Three rows."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _caseload(folder / APP_NAME)
        python = python_peers.python()
        peers = {each: folder / each for each in ("anki", "vorta")}
        for each, home in peers.items():
            home.mkdir()
            _peer(python, each, home)
        runs: dict[str, list[tuple[float, float]]] = {"ours": [], "bare": [], "anki": [], "vorta": []}
        costs = []
        for _ in range(RUNS + 1):
            runs["ours"].append(_run(sys.executable, TODAY, folder))
            costs.append(_cost(folder / APP_NAME))
            runs["bare"].append(_run(sys.executable, BARE_MEMORY, folder))
            for each, home in peers.items():
                runs[each].append(_peer(python, each, home))
        seconds = {name: tuple(took for took, _ in figures[1:]) for name, figures in runs.items()}
        memory = {name: tuple(peak / 1024 for _, peak in figures[1:]) for name, figures in runs.items()}
        ours = tuple(took - cost for took, cost in zip(seconds["ours"], costs[1:], strict=True))
        yield Row(
            "Today usable with 60 people and 10,000 statements, against Anki's first window", "s", ours, seconds["anki"], 0.6
        )
        yield Row(
            "Today usable with 60 people and 10,000 statements, against Vorta's first window", "s", ours, seconds["vorta"], 0.95
        )
        yield Row("memory at Today, peak, against a bare window", "MB", memory["ours"], memory["bare"], 2.0)


def _caseload(folder: Path) -> None:
    office = Office(folder)
    desk = office.make("Helen Price", PASSPHRASE)
    laptop = Laptop(desk.book, Exchanger(desk.book))
    for batch in written_by(laptop, PEOPLE, EACH):
        with desk.book.unit() as unit:
            unit.add(batch)
            unit.commit()
    with desk.book.unit() as unit:
        people = [each.record for each in unit.all(Person)]
        for hour, person in enumerate(people[:4]):
            planned = clock().replace(hour=13) + timedelta(minutes=30 * hour)
            unit.seal(Visit(planned_for=planned, staff=desk.book.identity.staff), scope=person_scope(person))
        unit.commit()
    laptop.exchanger.close()
    office.close()


def _cost(folder: Path) -> float:
    begin = time.perf_counter()
    Vault(folder).open(PASSPHRASE)
    return time.perf_counter() - begin


def _run(python: str | Path, script: str, folder: Path) -> tuple[float, float]:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        "XDG_DATA_HOME": str(folder),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return _told(lambda: [str(python), "-c", script, repr(time.time())], environment, "the window")


def _peer(python: Path, which: str, home: Path) -> tuple[float, float]:
    script = str(Path(__file__).parent / "peers" / "first_window.py")
    return _told(lambda: [str(python), script, which, repr(time.time()), str(home)], dict(os.environ), which)


def _told(command: Callable[[], list[str]], environment: dict[str, str], what: str) -> tuple[float, float]:
    done = subprocess.run(command(), capture_output=True, text=True, check=False, env=environment, timeout=90)
    last = done.stdout.strip().splitlines()[-1:]
    if not last:
        raise CannotMeasure(f"{what} did not come up: {done.stderr.strip().splitlines()[-1:]}")
    took, peak = last[0].split()
    return float(took), float(peak)


if __name__ == "__main__":
    for row in measure():
        sys.stdout.write(f"{row.told()}\n")
