"""Wrong passphrases, damaged and missing files, and a second start: said in words, and nothing is made or changed."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.office import Office
from tests.desks import PASSPHRASE
from tests.hands import Hands
from tests.journeys.laptop import Book, Laptop, all_bytes
from tests.looking import faults

ROOT = Path(__file__).parents[2]
BOOK, VAULT, VAULT_COPY = "casebook.db", "vault.json", "vault.second.json"

FIRST = """
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer, Qt
from PySide6.QtWidgets import QApplication, QMainWindow
from app.office import Office
from ui.start import run

class Watch(QObject):
    def eventFilter(self, watched, event):
        if isinstance(watched, QMainWindow):
            if event.type() == QEvent.Type.Show:
                QTimer.singleShot(800, lambda: self.put_away(watched))
            if event.type() == QEvent.Type.WindowStateChange and not watched.isMinimized():
                print("forward", flush=True)
                QTimer.singleShot(0, watched.close)
        return False

    def put_away(self, window):
        window.setWindowState(Qt.WindowState.WindowMinimized)
        print("away", flush=True)

app = QApplication([])
watch = Watch()
app.installEventFilter(watch)
sys.exit(run(Office(Path(sys.argv[1]))))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Book(tmp_path / "book").folder


def test_three_wrong_passphrases_and_waiting(folder: Path, opened: Callable[..., Laptop]) -> None:
    """Each is answered in words; after the third one waits; then the right one opens, and nothing was touched."""
    before = all_bytes(folder)
    hands = opened(folder).hands
    for _ in range(2):
        hands.replace_in("Your passphrase", "for blue cups\n")
        hands.sees("That did not open this casebook. Everything in it is safe. Look at the capital letters")
    hands.replace_in("Your passphrase", "FOUR BLUE CUPS\n")
    hands.sees("You can try again in ")
    assert not hands.can_press("Open")
    assert all_bytes(folder) == before
    hands.sees("Look at the capital letters and try again.")
    hands.replace_in("Your passphrase", PASSPHRASE + "\n")
    hands.sees("How does a good morning start?")


def garble(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    for at in range(100, len(whole), 997):
        whole[at] ^= 0x40
    path.write_bytes(whole)


def cut_short(path: Path) -> None:
    os.truncate(path, 60)


def emptied(path: Path) -> None:
    os.truncate(path, 0)


def to_both(folder: Path, harm: Callable[[Path], None]) -> None:
    """To the key file and to its copy: one alone does no harm."""
    for name in (VAULT, VAULT_COPY):
        harm(folder / name)


HARMS: dict[str, tuple[Callable[[Path], object], str]] = {
    "book garbled": (lambda folder: garble(folder / BOOK), "A part of the casebook on this laptop cannot be read back."),
    "book zeroed": (lambda folder: (folder / BOOK).write_bytes(bytes(65_536)), "A part of the casebook on this laptop cannot"),
    "book cut short": (
        lambda folder: os.truncate(folder / BOOK, (folder / BOOK).stat().st_size // 2 + 100),
        "A part of the casebook on this laptop cannot be read back.",
    ),
    "book emptied": (lambda folder: os.truncate(folder / BOOK, 0), "A part of the casebook on this laptop cannot be read back."),
    "book gone": (lambda folder: (folder / BOOK).unlink(), "There is no casebook in this folder. Nothing was made or changed."),
    "vault gone": (lambda folder: (folder / VAULT).unlink(), "The key file of this casebook is missing or cannot be read."),
    "vaults garbled": (lambda folder: to_both(folder, garble), "The key file of this casebook is missing or cannot be read."),
    "vaults cut short": (lambda folder: to_both(folder, cut_short), "The key file of this casebook is missing"),
    "vaults emptied": (lambda folder: to_both(folder, emptied), "The key file of this casebook is missing"),
}


@pytest.mark.parametrize("harm", HARMS)
def test_harm_is_said_and_nothing_is_made_in_its_place(folder: Path, opened: Callable[..., Laptop], harm: str) -> None:
    """Two sentences; no new casebook is offered; every file stays as it was, byte for byte, and so does the next look."""
    do_harm, says = HARMS[harm]
    do_harm(folder)
    before = all_bytes(folder)
    laptop = opened(folder)
    for _ in range(2):
        see_the_harm(laptop.hands, harm, says)
        assert laptop.office.desk is None
        laptop.hands.does_not_see("Make my casebook")
        laptop.hands.does_not_see("Welcome.")
        assert all_bytes(folder) == before
    assert faults(laptop.window.shell) == []
    laptop.close()
    assert all_bytes(folder) == before


@pytest.mark.parametrize("harm", [garble, cut_short, emptied])
def test_a_key_file_that_cannot_be_read_costs_nothing(
    folder: Path, opened: Callable[..., Laptop], harm: Callable[[Path], None]
) -> None:
    """Its copy opens the casebook, and the worker goes on where they were."""
    harm(folder / VAULT)
    laptop = opened(folder)
    laptop.hands.replace_in("Your passphrase", PASSPHRASE + "\n")
    laptop.hands.sees("How does a good morning start?")


def see_the_harm(hands: Hands, harm: str, says: str) -> None:
    if harm.startswith("book"):
        hands.replace_in("Your passphrase", PASSPHRASE + "\n")
    else:
        hands.sees("This casebook cannot be opened just now")
        hands.press("Look again")
    hands.sees(says)
    hands.sees("Do not delete anything." if harm != "book gone" else "Check the folder")


@contextmanager
def first_start(folder: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen([sys.executable, "-c", FIRST, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True) as first:
        yield first
        if first.poll() is None:
            first.kill()


@pytest.mark.timeout(90)
def test_two_starts_on_one_casebook(folder: Path) -> None:
    """The second says so and ends; the first, put away, comes forward; and the casebook opens as before."""
    before = all_bytes(folder)
    with first_start(folder) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "away\n"
        command = [sys.executable, "-m", "app", "open", "--casebook", str(folder)]
        second = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
        assert second.returncode == 1
        assert second.stderr.strip() == (
            "This casebook is already open in another window. Nothing was changed. "
            "Use the window that is open. If you cannot see it, close the app there and try again."
        )
        assert second.stdout == ""
        assert first.stdout.readline() == "forward\n"
        assert first.wait(30) == 0
    assert all_bytes(folder) == before
    office = Office(folder)
    assert office.open(PASSPHRASE).me.name == "Helen Price"
    office.close()
