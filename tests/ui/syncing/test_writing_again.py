"""What the council did not take can be written again from the page, by keyboard too; where that cannot help it is not offered."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.records.exchange import Refusal
from sync.client.exchange import Exchanger
from tests.desks import SATURDAY, make_desk
from tests.hands import Hands
from tests.looking import faults
from ui.syncing.background import Background
from ui.syncing.story_screen import StoryScreen
from ui.widgets.buttons import ActionButton
from ui.words import Words

REFUSED = Refusal(
    "0" * 64,
    "1" * 32,
    "statement",
    "person:" + "2" * 32,
    "refused",
    "not signed",
    "The council could not check.",
    SATURDAY.isoformat(),
)
RESTS_ON_IT = replace(REFUSED, revision="3" * 64, code="parent refused", words="It rests on something that was refused.")
SOMEBODY_ELSES = replace(REFUSED, revision="4" * 64, record="5" * 32, code="private note", words="A private note.")


def test_it_is_offered_once_for_each_record_where_it_helps(tmp_path: Path, words: Words, qtbot: object) -> None:
    desk = make_desk(tmp_path / "book")
    exchanger = Exchanger(desk.book)
    background = Background(exchanger, desk.clock)
    screen = StoryScreen(background, words)
    asked: list[str] = []
    screen.write_again_requested.connect(asked.append)
    screen.resize(1024, 640)
    screen.show()
    hands = Hands(screen, None, patience=20)
    screen.show_standing(replace(exchanger.status(), refusals=(REFUSED, RESTS_ON_IT, SOMEBODY_ELSES)))
    hands.settle()
    (button,) = [each for each in screen.findChildren(ActionButton) if each.text() == "Write it again"]
    assert button.accessibleName().startswith("Write it again: A sentence somebody said")
    assert faults(screen) == []
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert asked == [REFUSED.record]
    screen.show_written_again()
    hands.sees("It is written again, and goes by itself.")
    background.stop()
    screen.hide()
