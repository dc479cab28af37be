"""What was erased by law is said on the page of where the words are, in plain sentences, and only where there is something."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.casebook.erasing import ErasedByLaw, erased_by_law
from app.practice.erasures import Erasure
from app.records import erasing
from app.records.revision import person_scope
from sync.client.exchange import Exchanger
from tests.desks import add, make_desk, say
from tests.hands import Hands
from tests.looking import faults
from ui.syncing.background import Background
from ui.syncing.story_screen import StoryScreen
from ui.words import Words

LAW = "The person asked for this to be erased, and has the right to it. (UK GDPR Article 17)"


@pytest.fixture
def found(tmp_path: Path) -> Iterator[tuple[ErasedByLaw, ...]]:
    """Maggie's words were erased in two places; everything about somebody else was."""
    desk = make_desk(tmp_path / "book")
    maggie, other = add(desk), add(desk)
    gone = tuple(say(desk, maggie, words) for words in ("One.", "Two."))
    ground = {"law": LAW, "rule": "right to erasure", "decided_by": "Rosa Diaz, records manager"}
    with desk.book.unit() as unit:
        some = Erasure(records=gone, why="She asked.", decided_on=date(2026, 3, 3), **ground)
        unit.seal(some, scope=person_scope(maggie))
        whole = Erasure(everything=True, why="He asked.", decided_on=date(2026, 3, 1), **ground)
        unit.seal(whole, scope=person_scope(other))
        unit.carry_out(erasing.every_cover(unit.connection))
        unit.commit()
    yield erased_by_law(desk)
    desk.book.close()


def test_it_is_said(found: tuple[ErasedByLaw, ...], tmp_path: Path, words: Words, qtbot: object) -> None:
    desk = make_desk(tmp_path / "another")
    background = Background(Exchanger(desk.book), desk.clock)
    screen = StoryScreen(background, words)
    screen.resize(1024, 640)
    screen.show()
    hands = Hands(screen, None, patience=20)
    screen.show_erased(())
    hands.does_not_see("Removed because the law says so")
    screen.show_erased(found)
    hands.sees("Removed because the law says so")
    hands.sees("On 3 March 2026 the council removed words about Maggie from 2 places.")
    hands.sees("On 1 March 2026 the council removed everything about one person.")
    hands.sees(f"The law says it must go: {LAW}")
    hands.sees("She asked. Decided by Rosa Diaz, records manager.")
    hands.settle()
    assert faults(screen) == []
    background.stop()
    screen.hide()
    desk.book.close()
