"""The buttons and the cards in the reader's terms: mine and theirs, by name, by time; and at which visit."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from app.casebook.desk import Desk
from app.casebook.saying import reword
from app.practice.statements import Statement
from app.practice.visits import Visit
from app.records.revision import person_scope
from tests.desks import add, carry, say
from tests.hands import Hands
from tests.looking import faults
from tests.screens.versions import parted, two_laptops
from tests.studio import Studio
from ui.versions.keeping import Wrote, keeps_of
from ui.versions.versions_screen import VersionsScreen
from ui.words import Words
from ui.work import Work

NINE, TEN = "Saturday 21 November, 09:12", "Saturday 21 November, 10:12"
MINE = Wrote(mine=True, who="You", named=True, when=NINE)
JO = Wrote(mine=False, who="Jo Marsh", named=True, when=NINE)
ROS = Wrote(mine=False, who="Ros Whitlock", named=True, when=NINE)
NOBODY = Wrote(mine=False, who="Somebody else", named=False, when=NINE)


def later(wrote: Wrote) -> Wrote:
    return Wrote(wrote.mine, wrote.who, wrote.named, TEN)


CALLED = [
    ([MINE, JO], ["Keep mine: what you wrote", "Keep theirs: what Jo Marsh wrote"]),
    ([MINE, NOBODY], ["Keep mine: what you wrote", "Keep theirs: what somebody else wrote"]),
    ([JO, ROS], ["Keep Jo Marsh's", "Keep Ros Whitlock's"]),
    ([JO, NOBODY], ["Keep Jo Marsh's", "Keep this one: Somebody else"]),
    ([MINE, JO, ROS], ["Keep mine: what you wrote", "Keep Jo Marsh's", "Keep Ros Whitlock's"]),
    ([MINE, later(MINE)], [f"Keep mine of {NINE}", f"Keep mine of {TEN}"]),
    ([JO, later(JO)], [f"Keep Jo Marsh's of {NINE}", f"Keep Jo Marsh's of {TEN}"]),
    ([NOBODY, later(NOBODY)], [f"Keep the one of {NINE}", f"Keep the one of {TEN}"]),
    ([MINE, MINE], ["Keep this one: You, number 1", "Keep this one: You, number 2"]),
]


@pytest.mark.parametrize(("versions", "names"), CALLED)
def test_what_the_buttons_are_called(versions: list[Wrote], names: list[str], words: Words) -> None:
    """By whose it is, then by time, then by place; what is on the button begins what a screen reader says."""
    keeps = keeps_of(versions, words)
    assert [keep.name for keep in keeps] == names
    assert all(keep.name.startswith(keep.text) for keep in keeps)
    assert len({keep.name for keep in keeps}) == len(keeps)


def shown(studio: Studio, work: Work, desk: Desk, record: str) -> tuple[VersionsScreen, Hands]:
    screen = VersionsScreen(desk, work, studio.words)
    screen.resize(1280, 800)
    screen.show_record(record)
    screen.show()
    hands = Hands(screen, work, patience=20)
    hands.settle()
    QTest.qWait(150)
    return screen, hands


def test_two_of_ones_own_are_told_apart_by_time(tmp_path: Path, work: Work, words: Words) -> None:
    """Written on two laptops of one worker, an hour apart."""
    studio = Studio(tmp_path, work, words)
    helen, other = studio.desk("Helen Price"), studio.desk("Helen Price")
    other.book.identify(helen.book.identity)
    maggie = add(helen)
    record = say(helen, maggie, "I take tablets.")
    carry(helen.book, other.book)
    reword(helen, record, "I take 1.")
    studio.clock.at += timedelta(hours=1)
    reword(other, record, "I take 2.")
    carry(other.book, helen.book)
    screen, hands = shown(studio, work, helen, record)
    assert hands.can_press("Keep mine of Saturday 21 November, 09:12")
    assert faults(screen) == []
    hands.press("Keep mine of Saturday 21 November, 10:12")
    with helen.book.view() as view:
        assert view.current(Statement, record).body.words == "I take 2."


TUESDAY = datetime(2026, 11, 17, 14, 10, tzinfo=UTC)
VISITS = [
    (Visit(purpose="Tablets and nights", began_at=TUESDAY), "at the visit of 17 November 2026: Tablets and nights"),
    (Visit(planned_for=TUESDAY), "at the visit of 17 November 2026"),
    (Visit(purpose="Tablets and nights"), "at a visit: Tablets and nights"),
    (None, "at a visit"),
]


@pytest.mark.parametrize(("visit", "says"), VISITS)
def test_each_card_says_at_which_visit(tmp_path: Path, work: Work, words: Words, visit: Visit | None, says: str) -> None:
    """By its day and what it was for; where this laptop does not know the visit, that it was at one."""
    studio = Studio(tmp_path, work, words)
    helen, jo = two_laptops(studio)
    maggie = add(helen)
    named = "0" * 31 + "1"
    if visit is not None:
        with helen.book.unit() as unit:
            named = unit.seal(visit, scope=person_scope(maggie))
            unit.commit()
    record = say(helen, maggie, "I take tablets.", visit=named)
    carry(helen.book, jo.book)
    reword(helen, record, "I take 1.")
    reword(jo, record, "I take 2.")
    carry(jo.book, helen.book)
    screen, hands = shown(studio, work, helen, record)
    seen = hands.words_on_screen()
    assert f"You, {says}" in seen
    assert f"Jo Marsh, {says}" in seen
    assert faults(screen) == []


def test_words_of_no_visit_name_none(tmp_path: Path, work: Work, words: Words) -> None:
    """Who wrote it is all there is."""
    studio = Studio(tmp_path, work, words)
    helen, jo = two_laptops(studio)
    _, hands = shown(studio, work, helen, parted(helen, jo, add(helen)))
    hands.does_not_see("visit")
