"""Settings: the look at once, the short code, the passphrase."""

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from app.casebook.codes import try_code
from app.casebook.desk import Desk
from app.casebook.going_out import least_password
from app.office import Office
from app.paper.own_fonts import own_fonts
from app.practice.changes import Changes
from app.practice.council_guides import CouncilGuide
from app.practice.errors import LockNotAllowed, RecoveryKeyWrong, WrongPassphrase
from app.practice.rules import LaptopRules, Lock
from app.records.vault import Policy
from tests.app.paper.making_fonts import make_font
from tests.desks import PASSPHRASE, Clock, quick_vault
from tests.hands import Hands
from tests.lockers import Drawer
from tests.looking import faults
from ui.settings.settings_screen import SettingsScreen
from ui.words import Words
from ui.work import Work

KEY = re.compile(r"\w{4}(\W\w{4}){6}")


class Shown:
    def __init__(self, folder: Path, work: Work, words: Words, keyring: Drawer | None = None) -> None:
        self.keyring = keyring or Drawer()
        self.office = Office(folder, clock=Clock(), vault=quick_vault, keyring=keyring)
        self.desk: Desk = self.office.make("Helen Price", PASSPHRASE)
        self.looks: list[tuple[int, str]] = []
        self.screen = SettingsScreen(self.desk, work, words, percent=110, ground="system", locks=self.office)
        self.screen.look_changed.connect(lambda *look: self.looks.append(look))
        self.screen.resize(1024, 640)
        self.screen.show()
        self.screen.reload()
        self.hands = Hands(self.screen, work, patience=20)
        self.hands.sees("You have not chosen one yet.")


@pytest.fixture
def shown(tmp_path: Path, work: Work, words: Words) -> Shown:
    return Shown(tmp_path, work, words)


def test_the_look(shown: Shown) -> None:
    """What is chosen is told at once; the nearest size is shown as chosen."""
    shown.hands.sees_chosen("100 %")
    shown.hands.sees_chosen("As the computer has it")
    shown.hands.choose("300 %")
    shown.hands.choose("Dark")
    assert shown.looks == [(300, "system"), (300, "dark")]


def test_typefaces_for_paper_are_told_of(tmp_path: Path, work: Work, words: Words) -> None:
    """Where to put them, which are used, and which are not and why."""
    folder = tmp_path / "typefaces"
    folder.mkdir()
    own_fonts.look_in(folder)
    try:
        seen = Shown(tmp_path / "book", work, words)
        seen.hands.sees("No typeface lies there.")
        seen.hands.sees(str(folder))
        make_font(folder / "letters.ttf")
        (folder / "notes.ttf").write_bytes(b"Ann rings at six.")
        seen.screen.reload()
        seen.hands.sees("Used as well: Test Letters.")
        seen.hands.sees("notes.ttf is not used: it is not a whole typeface. Copy it once more from where it came.")
    finally:
        own_fonts.look_in(None)


def test_the_short_code(shown: Shown) -> None:
    """Four letters or figures at least; then it opens, and the field is empty again."""
    shown.hands.type_into("New short code", "123")
    shown.hands.press("Keep the code")
    shown.hands.sees("Four letters or figures, or more.")
    assert not try_code(shown.desk, "123").opens
    shown.hands.type_into("New short code", "4\n")
    shown.hands.sees("Your short code is kept.")
    shown.hands.sees("You have one.")
    assert try_code(shown.desk, "1234").opens
    assert shown.hands.reads_in("New short code") == ""


def change(shown: Shown, old: str, new: str, again: str) -> None:
    shown.hands.replace_in("The passphrase you have now", old)
    shown.hands.replace_in("The new passphrase", new)
    shown.hands.replace_in("The new passphrase again", again)
    shown.hands.press("Change the passphrase")


def test_the_passphrase(shown: Shown) -> None:
    """From then on the new one opens and the old one does not."""
    change(shown, PASSPHRASE, "seven green garden gates", "seven green garden gates")
    shown.hands.sees("From now on the new passphrase opens your casebook.")
    vault = quick_vault(shown.office.folder)
    with pytest.raises(WrongPassphrase):
        vault.open(PASSPHRASE)
    vault.open("seven green garden gates")


@pytest.mark.parametrize(
    ("old", "new", "again", "says"),
    [
        (
            "not the one at all",
            "seven green garden gates",
            "seven green garden gates",
            "That is not the passphrase you have now.",
        ),
        (PASSPHRASE, "short", "short", "Too short so far."),
        (PASSPHRASE, "seven green garden gates", "seven green garden gate", "The two are not the same."),
    ],
)
def test_a_passphrase_that_cannot_be(shown: Shown, old: str, new: str, again: str, says: str) -> None:
    """It says why, and the one there was still opens."""
    change(shown, old, new, again)
    shown.hands.sees(says)
    quick_vault(shown.office.folder).open(PASSPHRASE)


@pytest.fixture
def with_keyring(tmp_path: Path, work: Work, words: Words) -> Shown:
    return Shown(tmp_path, work, words, Drawer())


def make_paper_key(shown: Shown) -> str:
    shown.hands.replace_in("The passphrase you have, before a recovery key is made", PASSPHRASE)
    shown.hands.press("Make a recovery key")
    shown.hands.sees("It is shown only this once")
    (written,) = (each.text() for each in shown.screen.findChildren(QLabel) if KEY.fullmatch(each.text()))
    return written


def test_the_recovery_key_is_shown_once_and_opens(shown: Shown) -> None:
    """Asked for the passphrase first; once it is put away it is nowhere on the screen."""
    shown.hands.sees("You have not made one yet.")
    shown.hands.type_into("The passphrase you have, before a recovery key is made", "not the one at all")
    shown.hands.press("Make a recovery key")
    shown.hands.sees("That is not the passphrase you have now.")
    assert not shown.office.has_paper_key
    written = make_paper_key(shown)
    quick_vault(shown.office.folder).recover_by_paper(written)
    shown.hands.press("I have written it down")
    shown.hands.does_not_see(written)
    shown.hands.sees("You have made one.")
    another = make_paper_key(shown)
    shown.screen.hide()
    shown.screen.show()
    shown.hands.does_not_see(another)
    with pytest.raises(RecoveryKeyWrong):
        quick_vault(shown.office.folder).recover_by_paper(written)


def test_another_lock(with_keyring: Shown) -> None:
    """Nothing is changed without a recovery or with a wrong passphrase; then both open it together, and it says so."""
    hands, office = with_keyring.hands, with_keyring.office
    hands.sees("Your passphrase opens it.")
    hands.choose("Passphrase and keyring together")
    hands.sees("The safest.")
    hands.type_into("Your passphrase, to be sure that it is you", PASSPHRASE + "\n")
    hands.sees("write down a recovery key")
    make_paper_key(with_keyring)
    hands.replace_in("Your passphrase, to be sure that it is you", "not the one at all\n")
    hands.sees("That is not the passphrase you have now.")
    assert office.policy is Policy.PASSPHRASE
    hands.replace_in("Your passphrase, to be sure that it is you", PASSPHRASE + "\n")
    hands.sees("Kept. Your casebook opens like this from now on.")
    hands.sees("Your passphrase opens it, together with the keyring of this computer.")
    assert office.policy is Policy.BOTH


def test_a_keyring_that_does_not_answer_is_not_said_to_be_the_passphrases_matter(with_keyring: Shown) -> None:
    """Both open it together, and the keyring has lost its secret: a passphrase alone would help nobody, and none is offered."""
    hands, office = with_keyring.hands, with_keyring.office
    office.write_paper_key(PASSPHRASE)
    office.set_policy("both", PASSPHRASE)
    with_keyring.keyring.secrets.clear()
    with_keyring.screen.reload()
    hands.replace_in("The passphrase you have, before a recovery key is made", PASSPHRASE)
    hands.press("Make a recovery key")
    hands.sees("The keyring of this computer did not answer.")
    hands.does_not_see("or use your passphrase")
    assert office.policy is Policy.BOTH


def test_from_the_keyring_back_to_a_passphrase(with_keyring: Shown) -> None:
    """A new passphrase is chosen, for there was none."""
    hands, office = with_keyring.hands, with_keyring.office
    office.write_paper_key(PASSPHRASE)
    office.set_policy("keyring", PASSPHRASE)
    with_keyring.screen.reload()
    hands.sees("There is no passphrase.")
    hands.does_not_see("Change the passphrase")
    hands.choose("Passphrase")
    hands.type_into("A new passphrase for it", "five green plates")
    hands.type_into("The same new passphrase again", "five green plates\n")
    hands.sees("Your passphrase opens it.")
    quick_vault(office.folder).open("five green plates")


def test_what_the_council_has_set(with_keyring: Shown) -> None:
    """The defaults are said; what it sets then holds, and no other lock can be chosen."""
    hands, office = with_keyring.hands, with_keyring.office
    for sentence in ("After 30 days without", "for 2 hours.", "or for 30 days.", "You choose what opens your casebook."):
        hands.sees(sentence)
    with with_keyring.desk.book.unit() as unit:
        unit.seal(LaptopRules(offline_days=0, visit_hours=1, backup_days=7, lock=Lock.BOTH), scope="council")
        unit.commit()
    with_keyring.screen.reload()
    for sentence in ("as long as it likes", "for one hour.", "or for 7 days.", "Your council asks that passphrase and keyring"):
        hands.sees(sentence)
    hands.does_not_see("Passphrase or keyring")
    with pytest.raises(LockNotAllowed):
        office.set_policy("either", PASSPHRASE)
    assert office.policy is Policy.PASSPHRASE
    assert faults(with_keyring.screen) == []


def test_a_guide_that_cannot_be_shown_yet_is_named(shown: Shown) -> None:
    """It came in a form that this version of the app does not know: kept, left off, and said once."""
    shown.hands.does_not_see("cannot show yet")
    with shown.desk.book.unit() as unit:
        unit.seal(CouncilGuide(guide="tea", version=2, text='name = "Teatime"\nform = 99\n'), scope="council")
        unit.commit()
    shown.desk.guides.hear(Changes(kinds=frozenset({CouncilGuide.kind})))
    shown.screen.reload()
    shown.hands.sees("Your council has a guide that this version of the app cannot show yet: Teatime.")
    shown.hands.settle()
    assert faults(shown.screen) == []


def test_how_long_a_files_password_must_be(shown: Shown) -> None:
    """The default is seen; another length is kept for every paper that is saved from now on."""
    shown.hands.sees("Usually it is 12 letters.")
    shown.hands.sees_chosen("12 letters")
    shown.hands.press("16 letters")
    shown.hands.sees("From now on a file's password has at least 16 letters.")
    assert least_password(shown.desk) == 16
    shown.screen.reload()
    shown.hands.sees_chosen("16 letters")
