"""The council's desk has another key: the page shows its code, and one press says that it is the same."""

from pathlib import Path

import msgspec
from pytestqt.qtbot import QtBot

from app.records import exchange as kept
from app.records.checking import code_of_key
from sync.client.exchange import Exchanger
from tests.desks import make_desk
from tests.hands import Hands
from tests.looking import faults
from ui.syncing.background import Background
from ui.syncing.story_screen import StoryScreen
from ui.words import Words

KNOWN, OFFERED = "11" * 32, "22" * 32


def test_the_code_is_compared_and_believed(tmp_path: Path, words: Words, qtbot: QtBot) -> None:
    desk = make_desk(tmp_path / "book")
    exchanger = Exchanger(desk.book)
    background = Background(exchanger, desk.clock)
    screen = StoryScreen(background, words)
    screen.resize(1024, 640)
    screen.show()
    hands = Hands(screen, None, patience=20)
    background.start()
    try:
        screen.reload()
        hands.does_not_see("The council has a new code")
        with desk.book.unit() as unit:
            state = msgspec.structs.replace(kept.state_of(unit), vouch_key=KNOWN, vouch_offered=OFFERED)
            kept.keep_state(unit, state)
            unit.commit()
        screen.reload()
        hands.sees("The council has a new code")
        hands.sees(code_of_key(bytes.fromhex(OFFERED)))
        assert faults(screen) == []
        hands.press("Our codes are the same")
        qtbot.waitUntil(lambda: "The council has a new code" not in hands.words_on_screen(), timeout=20_000)
        with desk.book.view() as view:
            assert kept.state_of(view).vouch_key == OFFERED
    finally:
        background.stop()
        screen.hide()
        desk.book.close()
