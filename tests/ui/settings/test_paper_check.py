"""Checking a paper in the settings: what was printed, word for word, and nothing left on the screen afterwards."""

from pathlib import Path

import msgspec
import pytest

from app.casebook.desk import alter
from app.casebook.leaving import copy_left, freeze
from app.casebook.profile import choose
from app.casebook.saying import leave_out, reword
from app.office import Office
from app.practice.people import Role
from app.practice.plans import HowLeft, PaperKind, Section
from app.practice.statements import Manner, Statement
from app.records.acts import noted_acts
from tests.desks import PASSPHRASE, Clock, add, quick_vault, say
from tests.hands import Hands
from tests.looking import faults
from ui.settings.settings_screen import SettingsScreen
from ui.words import Words
from ui.work import Work


class Shown:
    def __init__(self, folder: Path, work: Work, words: Words) -> None:
        office = Office(folder, clock=Clock(), vault=quick_vault)
        self.desk = desk = office.make("Helen Price", PASSPHRASE)
        self.maggie = add(desk)
        self.radio = say(desk, self.maggie, "Radio 3 on low.")
        self.tea = say(desk, self.maggie, "Tea, then the news.", name="Mrs Hall", role=Role.OTHER, manner=Manner.TOLD)
        self.door = say(desk, self.maggie, "Leave the door open.")
        for record in (self.radio, self.tea, self.door):
            choose(desk, self.maggie, record, Section.IMPORTANT)
        frozen = freeze(desk, self.maggie, PaperKind.PROFILE)
        self.code = frozen.code
        copy_left(desk, self.maggie, frozen, PaperKind.PROFILE, HowLeft.PRINTED, "Maggie")
        self.screen = SettingsScreen(desk, work, words, percent=100, ground="system", locks=office)
        self.screen.resize(1024, 640)
        self.screen.show()
        self.screen.reload()
        self.hands = Hands(self.screen, work, patience=20)
        self.hands.sees("Check a paper")


@pytest.fixture
def shown(tmp_path: Path, work: Work, words: Words) -> Shown:
    return Shown(tmp_path, work, words)


def test_what_was_printed_and_what_became_of_it(shown: Shown) -> None:
    """By keys alone; each line with whose words it is. Put away, or the screen left, nobody's words stay on it."""
    hands, desk = shown.hands, shown.desk
    reword(desk, shown.radio, "Radio 4, loud.")
    leave_out(desk, shown.door)
    alter(desk, Statement, shown.tea, lambda body: msgspec.structs.replace(body, not_for_table=True))
    hands.type_into("Check code", shown.code.lower().replace("-", " ") + "\n")
    hands.sees("Maggie Okafor: One-page profile, version 1")
    hands.sees("Made on 21 November 2026. A copy was printed and left with Maggie on 21 November 2026.")
    hands.sees("“Radio 3 on low.”")
    hands.sees("Maggie said. The words have changed since.")
    hands.sees("A line stood here that is somebody else's private note now.")
    hands.sees("“Leave the door open.”")
    hands.sees("It has been left out since.")
    hands.does_not_see("Radio 4")
    hands.does_not_see("news")
    assert faults(shown.screen) == []
    with desk.book.view() as view:
        assert [each.act for each in noted_acts(view, 9)] == ["verified"]
    hands.press("Put this away")
    hands.does_not_see("Maggie")
    assert hands.reads_in("Check code") == ""
    hands.type_into("Check code", shown.code)
    hands.press("Look it up")
    hands.sees("Maggie Okafor: One-page profile, version 1")
    shown.screen.hide()
    shown.screen.show()
    hands.does_not_see("Maggie")


def test_a_code_that_is_none_or_leads_nowhere(shown: Shown) -> None:
    """It says so under the field, with what to do; what was typed stays there to be looked at again."""
    shown.hands.type_into("Check code", "4F7K2")
    shown.hands.press("Look it up")
    shown.hands.sees("A check code has ten letters and figures, such as 4F7K2-QX9M3.")
    wrong = shown.code[:-1] + ("2" if shown.code[-1] != "2" else "3")
    shown.hands.replace_in("Check code", wrong)
    shown.hands.press("Look it up")
    shown.hands.sees(f"No paper on this laptop has the code {wrong}.")
    assert shown.hands.reads_in("Check code") == wrong
