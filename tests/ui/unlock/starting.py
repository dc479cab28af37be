"""An office in a folder and the first screen on it, for every test of this room."""

from pathlib import Path

from PySide6.QtCore import QSize

from app.office import Office
from tests.desks import PASSPHRASE, Clock, quick_vault
from tests.hands import Hands
from tests.lockers import Drawer
from ui.unlock.unlock_screen import UnlockScreen
from ui.words import Words
from ui.work import Work


class Start:
    """An office in a folder, and the first screen on it."""

    def __init__(self, folder: Path, work: Work, words: Words, keyring: Drawer | None) -> None:
        self.folder, self.keyring = folder, keyring
        self.office = Office(folder, clock=Clock(), keyring=keyring, vault=quick_vault)
        self.screen = UnlockScreen(self.office, work, words)
        self.opened: list[object] = []
        self.screen.opened.connect(self.opened.append)
        self.screen.resize(QSize(1280, 800))
        self.screen.show()
        self.screen.show_state()
        self.hands = Hands(self.screen, work, patience=20)

    def set_up(self, name: str = "Helen Price", passphrase: str = PASSPHRASE) -> None:
        self.hands.type_into("Your name", name)
        self.hands.type_into("Your passphrase", passphrase)
        self.hands.type_into("The same passphrase again", passphrase)
        self.hands.press("Make my casebook")


def again(start: Start, work: Work, words: Words) -> Start:
    """The same folder after the app was closed."""
    start.office.close()
    start.screen.close()
    return Start(start.folder, work, words, start.keyring)
