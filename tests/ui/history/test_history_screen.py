"""How something came to be, read and pressed: the lines, bringing back, undoing that, putting back what was left out."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from app.casebook.saying import leave_out, reword, statements_of
from tests.desks import add, say
from tests.hands import Hands
from tests.looking import faults
from tests.screens.history import a_life, apart
from tests.screens.versions import two_laptops
from tests.studio import Studio
from ui.history.history_screen import HistoryScreen
from ui.words import Words
from ui.work import Work


class Past:
    """Helen's casebook and the screen on it."""

    def __init__(self, folder: Path, work: Work, words: Words) -> None:
        self.studio = Studio(folder, work, words)
        self.helen, self.jo = two_laptops(self.studio)
        self.maggie = add(self.helen)
        self.work, self.words = work, words

    def show(self, record: str) -> Hands:
        self.screen = HistoryScreen(self.helen, self.work, self.words)
        self.screen.resize(1280, 800)
        self.screen.show_record(record)
        self.screen.show()
        hands = Hands(self.screen, self.work, patience=20)
        hands.settle()
        QTest.qWait(100)
        return hands

    def words_now(self) -> list[str]:
        return [each.body.words for each in statements_of(self.helen, self.maggie) if each.body.struck is None]


@pytest.fixture
def past(tmp_path: Path, work: Work, words: Words) -> Past:
    return Past(tmp_path, work, words)


def test_who_wrote_what_when_at_which_visit(past: Past) -> None:
    """You wrote this on Tuesday at the visit; Jo changed it yesterday."""
    hands = past.show(a_life(past.studio, past.helen, past.jo, past.maggie))
    hands.sees("You wrote this on Tuesday at 09:12, at the visit.")
    hands.sees("Ann agreed; you noted it on Tuesday at 09:12, at the visit.")
    hands.sees("Jo Marsh changed this yesterday at 09:12.")
    hands.sees("What had been answered to the words before no longer counts.")
    hands.sees("You changed this today at 09:12.")
    assert faults(past.screen) == []


def test_written_apart_and_both_kept(past: Past) -> None:
    hands = past.show(apart(past.helen, past.jo, past.maggie))
    hands.sees("Written apart from you, neither knowing of the other.")
    hands.sees("You and Jo Marsh had written apart. Both were kept.")


def test_earlier_words_come_back_and_that_is_undone(past: Past) -> None:
    record = say(past.helen, past.maggie, "Tea at seven.")
    reword(past.helen, record, "Tea at eight.")
    hands = past.show(record)
    hands.press("Bring back what was written today at 09:12: Tea at seven.")
    hands.sees("It says again what it said before. Nothing else was changed.")
    assert past.words_now() == ["Tea at seven."]
    hands.press("Undo")
    hands.settle()
    assert past.words_now() == ["Tea at eight."]


def test_what_was_left_out_is_put_back_with_the_reason(past: Past) -> None:
    record = say(past.helen, past.maggie, "Tea at seven.")
    leave_out(past.helen, record, "Not sure.")
    hands = past.show(record)
    hands.sees("It is left out")
    hands.sees("Why: Not sure.")
    hands.type_into("Why it is put back", "She wants it in after all.")
    hands.press("Put it back")
    hands.sees("Why: She wants it in after all.")
    assert past.words_now() == ["Tea at seven."]
