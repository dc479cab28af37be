"""Pictures of the first screen."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from app.office import Office
from app.records.vault import VAULT_FILE
from tests.desks import PASSPHRASE, quick_vault
from tests.hands import Hands
from tests.studio import Studio
from ui.unlock.unlock_screen import UnlockScreen


def shots(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    """Setting up, opening, a wrong passphrase, a damaged key file."""
    office = Office(studio.folder / "unlock", clock=studio.clock, vault=quick_vault)
    screen = UnlockScreen(office, studio.work, studio.words)
    screen.show_state()
    yield "unlock first start", screen
    office.make("Helen Price", PASSPHRASE)
    office.close()
    screen.show_state()
    yield "unlock", screen
    hands = Hands(screen, studio.work)
    for _ in range(3):
        hands.replace_in("Your passphrase", "not the right one")
        hands.press("Open")
    yield "unlock wrong passphrase", screen
    (office.folder / VAULT_FILE).write_bytes(b"{")
    screen.show_state()
    yield "unlock damaged", screen
