"""Pictures of the settings."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from app.office import Office
from tests.desks import PASSPHRASE, quick_vault
from tests.hands import Hands
from tests.lockers import Drawer
from tests.studio import Studio
from ui.settings.settings_screen import SettingsScreen


def shots(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    """Settings before a short code was chosen; another lock about to be chosen; a recovery key; what the council has set."""
    office = Office(studio.folder / "settings", clock=studio.clock, vault=quick_vault, keyring=Drawer())
    desk = office.make("Helen Price", PASSPHRASE)
    studio.desks.append(desk)
    screen = SettingsScreen(desk, studio.work, studio.words, percent=100, ground="system", locks=office)
    screen.reload()
    yield "settings", screen
    hands = Hands(screen, studio.work)
    hands.type_into("The passphrase you have, before a recovery key is made", PASSPHRASE)
    hands.press("Make a recovery key")
    yield "settings recovery key", screen
    hands.choose("Passphrase and keyring together")
    hands.type_into("Your passphrase, to be sure that it is you", PASSPHRASE)
    yield "settings lock", screen
    hands.press("I have written it down")
    yield "settings council", screen
