"""Pictures of the settings."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from app.casebook.leaving import copy_left, freeze
from app.casebook.profile import choose
from app.casebook.saying import leave_out
from app.office import Office
from app.paper.own_fonts import own_fonts
from app.practice.people import Role
from app.practice.plans import HowLeft, PaperKind, Section
from tests.app.paper.making_fonts import make_font
from tests.desks import PASSPHRASE, add, quick_vault, say
from tests.hands import Hands
from tests.lockers import Drawer
from tests.studio import Studio
from ui.settings.settings_screen import SettingsScreen


def shots(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    """Settings before a short code was chosen; another lock about to be chosen; a recovery key; what the
    council has set; a paper that was checked."""
    (studio.folder / "typefaces").mkdir(parents=True)
    office = Office(studio.folder / "settings", clock=studio.clock, vault=quick_vault, keyring=Drawer())
    desk = office.make("Helen Price", PASSPHRASE)
    studio.desks.append(desk)
    screen = SettingsScreen(desk, studio.work, studio.words, percent=100, ground="system", locks=office)
    screen.reload()
    yield "settings", screen
    lying = studio.folder / "typefaces"
    make_font(lying / "letters.ttf")
    (lying / "Georgian copy.ttf").write_bytes(b"half a file")
    own_fonts.look_in(lying)
    screen.reload()
    yield "settings typefaces", screen
    own_fonts.look_in(None)
    hands = Hands(screen, studio.work)
    hands.type_into("The passphrase you have, before a recovery key is made", PASSPHRASE)
    hands.press("Make a recovery key")
    yield "settings recovery key", screen
    hands.choose("Passphrase and keyring together")
    hands.type_into("Your passphrase, to be sure that it is you", PASSPHRASE)
    yield "settings lock", screen
    hands.press("I have written it down")
    yield "settings council", screen
    maggie = add(desk)
    radio = say(desk, maggie, "Radio 3 on low, and the curtains open so that I can see who comes.")
    tea = say(desk, maggie, "She likes her tea before the news.", name="Mrs Hall", role=Role.OTHER)
    for record in (radio, tea):
        choose(desk, maggie, record, Section.IMPORTANT)
    frozen = freeze(desk, maggie, PaperKind.PROFILE)
    copy_left(desk, maggie, frozen, PaperKind.PROFILE, HowLeft.PRINTED, "Maggie")
    leave_out(desk, tea)
    hands.type_into("Check code", frozen.code)
    hands.press("Look it up")
    hands.sees("Maggie Okafor: One-page profile, version 1")
    yield "settings check", screen
