"""The first window waits for nothing that only an open casebook needs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.office import APP_NAME, Office
from tests.desks import PASSPHRASE, Clock, quick_vault

HEAVY = {"sqlalchemy", "sqlcipher3", "reportlab", "httpx2", "cryptography", "msgspec", "keyring", "babel", "alembic", "PIL"}
LATER = {"PySide6.QtNetwork", "PySide6.QtPdf", "PySide6.QtPrintSupport", "app.casebook", "app.paper", "app.records.vault", "sync"}

START = """
import os, sys
from PySide6 import QtWidgets

class Line(QtWidgets.QLineEdit):
    def paintEvent(self, event):
        super().paintEvent(event)
        if self.window().isVisible():
            print(self.accessibleName(), *sorted(sys.modules), sep="\\n", flush=True)
            os._exit(0)

QtWidgets.QLineEdit = Line
from app.__main__ import main
main([])
"""


def first_painted(home: Path) -> tuple[str, set[str]]:
    """The field that is painted first when the app is started in this home, and every module there is by then."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(home)}
    done = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True, env=environment, timeout=60)
    field, *modules = done.stdout.splitlines()
    return field, set(modules)


@pytest.mark.parametrize("there", [True, False])
def test_nothing_heavy_comes_before_the_first_form(tmp_path: Path, there: bool) -> None:
    """Unlocking and setting up are painted before the database, the papers, the network and the key's own library come."""
    if there:
        office = Office(tmp_path / APP_NAME, clock=Clock(), vault=quick_vault)
        office.make("Helen Price", PASSPHRASE)
        office.close()
    field, modules = first_painted(tmp_path)
    assert field == ("Your passphrase" if there else "Your name")
    assert "ui.unlock.unlock_screen" in modules
    assert not HEAVY & {name.partition(".")[0] for name in modules}
    assert not {name for name in modules for late in LATER if name == late or name.startswith(f"{late}.")}


def test_modules_come_without_anybody_reading_their_source(tmp_path: Path) -> None:
    """PySide looks at the source of every module that is imported; once the window starts, nobody does."""
    (tmp_path / "later.py").write_text("said = 'here'\n")
    code = """
import builtins, inspect
looked_at = []
known = inspect.getsource
inspect.getsource = lambda module: looked_at.append(module.__name__) or known(module)
from ui.importing import import_plainly
import sched
import_plainly()
import_plainly()
import later
print(later.said, "sched" in looked_at, "later" in looked_at)
"""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2]), str(tmp_path)])}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment, timeout=60)
    assert done.stdout.split() == ["here", "True", "False"]
