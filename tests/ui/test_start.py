"""The window from start to close: unlocking, locking, a second start, reopening into a visit, errors nobody caught."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.casebook.visits import begin_visit, plan_visit
from app.office import Office
from app.practice.errors import AlreadyOpen
from app.practice.people import Role, Speaker
from app.practice.visits import Permission
from tests.desks import MAGGIE, PASSPHRASE, Clock, add, make_desk, quick_vault
from tests.flashes import Flashes
from tests.hands import Hands
from tests.looking import faults
from ui.start import OnlyStart, Window, catch_everything, run

PYTHON = sys.executable


class Opened:
    """A window on a folder, with hands."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self.office = Office(folder, clock=Clock(), vault=quick_vault)
        self.window = Window(app, self.office)
        self.window.show()
        self.window.work.wait_until_quiet()
        self.hands = Hands(self.window.shell, self.window.work, patience=20)

    def unlock(self) -> None:
        self.hands.type_into("Your passphrase", PASSPHRASE + "\n")

    def close(self) -> None:
        self.window.close()


def calm(widget: QWidget) -> None:
    """Let every layout come to rest."""
    QTest.qWait(200)
    assert widget.isVisible()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "book"


@pytest.fixture
def book(folder: Path) -> Path:
    """A casebook with Maggie in it."""
    desk = make_desk(folder)
    add(desk)
    desk.book.close()
    return folder


@pytest.fixture
def opened(app_theme: QApplication, book: Path) -> Iterator[Opened]:
    made = Opened(app_theme, book)
    yield made
    made.close()


def test_the_first_window_comes_without_the_database(tmp_path: Path) -> None:
    """Until the first window is shown neither the database nor what makes papers is imported."""
    code = f"""
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from app.office import Office
from ui.start import Window
app = QApplication([])
window = Window(app, Office(Path({str(tmp_path / "book")!r})))
window.shell.show_screen("unlock", bare=True)
window.shell.show()
window.shell.repaint()
print(sorted({{"sqlalchemy", "reportlab", "httpx2", "alembic"}} & set(sys.modules)))
window.close()
"""
    done = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


def test_a_new_worker_sets_up_and_is_at_today(app_theme: QApplication, folder: Path) -> None:
    """From nothing to the first screen of the day, and to the first person."""
    new = Opened(app_theme, folder)
    new.hands.type_into("Your name", "Helen Price")
    new.hands.type_into("Your passphrase", PASSPHRASE)
    new.hands.type_into("The same passphrase again", PASSPHRASE)
    new.hands.press("Make my casebook")
    new.hands.sees("Good morning, Helen")
    new.hands.sees("Nobody is at the table yet")
    new.hands.sees("Not signed in with a council.")
    new.hands.press("Somebody new")
    new.hands.type_into("Name", "Maggie Okafor\n")
    new.hands.sees("Nothing has been promised.")
    new.hands.sees("Still open")
    calm(new.window.shell)
    assert faults(new.window.shell) == []
    new.close()


def test_lock_leaves_nothing_to_see_and_opens_again(opened: Opened) -> None:
    """Locking drops the key and every screen; the status line's sentence goes too."""
    opened.unlock()
    opened.hands.type_into("Find anyone", "magg")
    opened.hands.press("Open Maggie Okafor")
    opened.hands.sees("Sit on her left.")
    opened.hands.key("Ctrl+L")
    opened.hands.sees("Locked. Nothing is exchanged until you open it again.")
    opened.hands.does_not_see("Maggie")
    assert opened.office.desk is None
    assert opened.window.rooms is None
    opened.hands.key("Esc")
    opened.hands.does_not_see("Maggie")
    opened.unlock()
    opened.hands.sees("Good morning, Helen")


def test_closing_the_window_closes_the_casebook(opened: Opened) -> None:
    """After the window has gone nothing holds the file, and closing twice does no harm."""
    opened.unlock()
    opened.hands.sees("Good morning")
    opened.window.shell.close()
    assert opened.office.desk is None
    opened.window.close()
    again = Office(opened.office.folder, clock=Clock(), vault=quick_vault)
    assert again.open(PASSPHRASE).me.name == "Helen Price"
    again.close()


def test_the_window_comes_back_where_it_was(app_theme: QApplication, opened: Opened) -> None:
    """Its size is remembered, and the file that remembers it says nothing about anybody."""
    opened.window.shell.resize(1024, 700)
    opened.window.close()
    kept = (opened.office.folder / "window.ini").read_text(encoding="utf-8")
    assert "geometry" in kept
    assert "Maggie" not in kept
    again = Opened(app_theme, opened.office.folder)
    calm(again.window.shell)
    assert (again.window.shell.width(), again.window.shell.height()) == (1024, 700)
    again.close()


def test_no_other_window_flashes_up(app_theme: QApplication, opened: Opened) -> None:
    """Nothing is shown before it has its place: it would be a window of its own for a moment and take the keyboard."""
    flashes = Flashes()
    app_theme.installEventFilter(flashes)
    opened.unlock()
    opened.hands.press("Somebody new")
    opened.hands.key("Esc")
    opened.hands.type_into("Find anyone", "magg")
    opened.hands.press("Open Maggie Okafor")
    opened.hands.key("Esc")
    opened.hands.press("Settings")
    opened.hands.key("Esc")
    opened.hands.press("Saved on this laptop. Not signed in with a council.")
    app_theme.removeEventFilter(flashes)
    assert flashes.seen == []


def test_settings_are_seen_at_once_and_kept(app_theme: QApplication, opened: Opened) -> None:
    """A larger text is there at once, and at the next start."""
    opened.unlock()
    before = app_theme.font().pointSizeF()
    opened.hands.press("Settings")
    opened.hands.choose("200 %")
    assert app_theme.font().pointSizeF() == pytest.approx(before * 2)
    opened.hands.choose("Dark")
    opened.close()
    assert Office(opened.office.folder).settings.text_percent == 200
    assert str(Office(opened.office.folder).settings.ground) == "dark"


def test_an_open_visit_is_where_one_comes_back_to(app_theme: QApplication, folder: Path) -> None:
    """After any accident the app opens in the visit that was open, and there is no way to anybody else."""
    desk = make_desk(folder)
    maggie = add(desk)
    add(desk, MAGGIE.__class__(name="Tariq Aziz"))
    visit = plan_visit(desk, maggie).made
    present = (Speaker(role=Role.PERSON, name="Maggie", who=maggie), desk.me)
    begin_visit(desk, visit, permission=Permission(given=True), present=present, topics=("good-day-bad-day",))
    desk.book.close()
    opened = Opened(app_theme, folder)
    opened.unlock()
    assert opened.window.shell.current == "visit"
    opened.hands.key("Esc")
    assert opened.window.shell.current == "visit"
    opened.hands.does_not_see("Tariq")
    opened.hands.key("Ctrl+F")
    assert opened.window.shell.current == "search"
    opened.hands.type("aziz")
    QTest.qWait(400)
    opened.hands.settle()
    opened.hands.does_not_see("Tariq")
    opened.close()


def test_a_second_start_tells_the_first(opened: Opened, app_theme: QApplication) -> None:
    """Two starts on one casebook: the second ends with a sentence, the first shows itself."""
    first = OnlyStart(opened.office.folder)
    assert first.claim()
    first.listen()
    shown: list[bool] = []
    first.shown_again.connect(lambda: shown.append(True))
    with pytest.raises(AlreadyOpen):
        run(Office(opened.office.folder, clock=Clock(), vault=quick_vault))
    for _ in range(50):
        app_theme.processEvents()
        if shown:
            break
    assert shown == [True]
    first.let_go()
    second = OnlyStart(opened.office.folder)
    assert second.claim()
    second.let_go()


def test_a_start_that_was_killed_does_not_stand_in_the_way(folder: Path) -> None:
    """Nobody has to delete a lock file by hand after an accident."""
    folder.mkdir()
    code = f"""
import os
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ui.start import OnlyStart
app = QCoreApplication([])
only = OnlyStart(Path({str(folder)!r}))
print(only.claim(), flush=True)
os.kill(os.getpid(), 9)
"""
    done = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout.strip() == "True"
    next_start = OnlyStart(folder)
    assert next_start.claim()
    next_start.let_go()


def test_what_nobody_caught_is_two_sentences(opened: Opened, capfd: pytest.CaptureFixture[str]) -> None:
    """No traceback reaches the screen or the console; the log has places in the code and no words."""
    opened.unlock()
    undo = catch_everything(opened.window.say_bug)
    try:
        sys.excepthook(ValueError, ValueError("Maggie's own words"), None)
    finally:
        undo()
    opened.hands.sees("We made a mistake in the app. Everything written so far is kept on this laptop.")
    out = "".join(capfd.readouterr())
    assert "Maggie's own words" not in out
