"""Settings: the look at once, the short code, the passphrase."""

from pathlib import Path

import pytest

from app.casebook.codes import code_opens
from app.casebook.desk import Desk
from app.office import Office
from app.practice.errors import WrongPassphrase
from tests.desks import PASSPHRASE, Clock, make_desk, quick_vault
from tests.hands import Hands
from ui.settings.settings_screen import SettingsScreen
from ui.words import Words
from ui.work import Work


class Shown:
    def __init__(self, folder: Path, work: Work, words: Words) -> None:
        self.desk: Desk = make_desk(folder)
        self.office = Office(folder, clock=Clock(), vault=quick_vault)
        self.looks: list[tuple[int, str]] = []
        self.screen = SettingsScreen(
            self.desk, work, words, percent=110, ground="system", change_passphrase=self.office.change_passphrase
        )
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


def test_the_short_code(shown: Shown) -> None:
    """Four letters or figures at least; then it opens, and the field is empty again."""
    shown.hands.type_into("New short code", "123")
    shown.hands.press("Keep the code")
    shown.hands.sees("Four letters or figures, or more.")
    assert not code_opens(shown.desk, "123")
    shown.hands.type_into("New short code", "4\n")
    shown.hands.sees("Your short code is kept.")
    shown.hands.sees("You have one.")
    assert code_opens(shown.desk, "1234")
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
    with pytest.raises(WrongPassphrase):
        shown.office.open(PASSPHRASE)
    shown.office.open("seven green garden gates")
    shown.office.close()


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
    shown.office.open(PASSPHRASE)
    shown.office.close()
