"""Pictures of the first screen."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from app.office import Office
from app.records.vault import TRIES_FILE, VAULT_FILE
from tests.desks import PASSPHRASE, quick_vault
from tests.hands import Hands
from tests.lockers import Drawer
from tests.studio import Studio
from ui.unlock.unlock_screen import UnlockScreen


def shots(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    """Setting up, opening, a wrong passphrase, every policy, recovery, a damaged key file."""
    keyring = Drawer()
    office = Office(studio.folder / "unlock", clock=studio.clock, vault=quick_vault, keyring=keyring)
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
    hands.press("I have forgotten the passphrase")
    yield "unlock no recovery key", screen
    (office.folder / TRIES_FILE).unlink()
    office.open(PASSPHRASE)
    office.write_paper_key(PASSPHRASE)
    office.set_policy("both", PASSPHRASE)
    office.close()
    screen.show_state()
    yield "unlock both", screen
    hands.press("I have forgotten the passphrase")
    hands.type_into("Your recovery key", "0000 1111")
    hands.type_into("A new passphrase", "five green plates")
    hands.type_into("The new passphrase again", "five green plates")
    hands.press("Open and keep the new passphrase")
    yield "unlock recovery", screen
    office.open(PASSPHRASE)
    office.set_policy("keyring", PASSPHRASE)
    office.close()
    keyring.secrets.clear()
    screen.show_state()
    hands.press("Open with this computer's keyring")
    yield "unlock keyring", screen
    (office.folder / VAULT_FILE).write_bytes(b"{")
    screen.show_state()
    yield "unlock damaged", screen
