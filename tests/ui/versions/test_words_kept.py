"""Writing it together while more versions come: what was typed stays, and nobody's words end under another name."""

from pathlib import Path

import msgspec
import pytest
from PySide6.QtTest import QTest

from app.casebook import settling
from app.casebook.desk import Desk
from app.casebook.saying import reword, statements_of
from app.practice.people import Role
from app.practice.statements import Statement
from app.records.revision import person_scope
from tests.desks import add, carry, say
from tests.hands import Hands
from tests.looking import faults
from tests.screens.versions import parted, two_laptops
from tests.studio import Studio
from ui.versions.versions_screen import VersionsScreen
from ui.words import Words
from ui.work import Work

FIELD = "What it should say"
TYPED = "I take 2 at night and 1 in the morning."
AGAIN = "Another version came while you wrote. Nothing was kept yet, and your words are still here."
LEFT = "This is what you had written here. It was not kept"


class Writing:
    """Somebody writes it together on Helen's laptop while others go on writing on theirs."""

    def __init__(self, folder: Path, work: Work, words: Words) -> None:
        self.studio = Studio(folder, work, words)
        self.helen, self.jo = two_laptops(self.studio)
        self.maggie = add(self.helen)
        self.work, self.words = work, words
        self.settled: list[bool] = []

    def start(self, record: str) -> Hands:
        self.screen = VersionsScreen(self.helen, self.work, self.words)
        self.screen.settled.connect(lambda: self.settled.append(True))
        self.screen.resize(1280, 800)
        self.screen.show_record(record)
        self.screen.show()
        hands = Hands(self.screen, self.work, patience=20)
        hands.settle()
        hands.press("Write it together")
        return hands

    def comes(self, record: str, words: str, *, speaker: str = "") -> None:
        """Jo's next wording arrives on Helen's laptop; with a speaker, as that person's words."""
        if speaker:
            self.by_another(self.jo, record, words, speaker)
        else:
            reword(self.jo, record, words)
        carry(self.jo.book, self.helen.book)

    def by_another(self, desk: Desk, record: str, words: str, speaker: str) -> None:
        with desk.book.unit() as unit:
            now = unit.current(Statement, record)
            another = msgspec.structs.replace(now.body.speaker, role=Role.OTHER, name=speaker, who="")
            body = msgspec.structs.replace(now.body, speaker=another, words=words)
            unit.seal(body, scope=person_scope(self.maggie), record=record, onto=now.heads)
            unit.commit()

    def now(self) -> Statement:
        (found,) = statements_of(self.helen, self.maggie)
        assert found.settled
        return found.body


@pytest.fixture
def writing(tmp_path: Path, work: Work, words: Words) -> Writing:
    return Writing(tmp_path, work, words)


def test_words_written_together_outlast_another_version(writing: Writing) -> None:
    """Handed in too late: the new version is shown, the words are still in the field, and a second press keeps them."""
    record = parted(writing.helen, writing.jo, writing.maggie)
    hands = writing.start(record)
    hands.replace_in(FIELD, TYPED)
    writing.comes(record, "I take 1 tablet in the evening.")
    hands.press("Keep these words")
    hands.sees("I take 1 tablet in the evening.")
    hands.sees(AGAIN)
    assert hands.reads_in(FIELD) == TYPED
    assert hands.focus_name() == FIELD
    assert writing.settled == []
    QTest.qWait(150)
    assert faults(writing.screen) == []
    hands.press("Keep these words")
    assert writing.settled == [True]
    assert writing.now().words == TYPED


def test_they_outlast_a_late_choice_of_a_version_too(writing: Writing) -> None:
    """Whichever button was pressed too late, what stood in the field is not gone."""
    record = parted(writing.helen, writing.jo, writing.maggie)
    hands = writing.start(record)
    hands.replace_in(FIELD, TYPED)
    writing.comes(record, "I take 1 tablet in the evening.")
    hands.press("Keep both")
    hands.sees("I take 1 tablet in the evening.")
    assert hands.reads_in(FIELD) == TYPED


def test_words_stay_with_whom_they_were_written_for(writing: Writing) -> None:
    """They were Maggie's alone; the version that came is Ann's: somebody says whose they are, and nothing is assumed."""
    record = parted(writing.helen, writing.jo, writing.maggie)
    hands = writing.start(record)
    hands.replace_in(FIELD, TYPED)
    writing.comes(record, "One, I tell her.", speaker="Ann")
    hands.press("Keep these words")
    hands.sees("One, I tell her.")
    hands.press("Keep these words")
    hands.sees("Say first whose words these are.")
    assert writing.settled == []
    hands.choose("Maggie")
    hands.press("Keep these words")
    assert (writing.now().words, writing.now().speaker.role) == (TYPED, Role.PERSON)


def test_who_was_chosen_stays_chosen(writing: Writing) -> None:
    """Ann was chosen before the other version came; she still is."""
    record = say(writing.helen, writing.maggie, "The tablets.")
    carry(writing.helen.book, writing.jo.book)
    reword(writing.helen, record, "Two at night.")
    writing.comes(record, "One in the morning.", speaker="Ann")
    hands = writing.start(record)
    hands.replace_in(FIELD, TYPED)
    hands.choose("Ann")
    writing.comes(record, "One in the morning, with milk.")
    hands.press("Keep these words")
    hands.sees("One in the morning, with milk.")
    hands.sees_chosen("Ann")
    hands.press("Keep these words")
    assert (writing.now().words, writing.now().speaker.name) == (TYPED, "Ann")


def test_one_voice_left_does_not_take_anothers_words(writing: Writing) -> None:
    """Ann was chosen; then hers is reworded as Maggie's. Ann's words do not become Maggie's by themselves."""
    record = say(writing.helen, writing.maggie, "The tablets.")
    carry(writing.helen.book, writing.jo.book)
    maggies = writing.helen.book
    with writing.jo.book.view() as view:
        speaker = view.current(Statement, record).body.speaker
    reword(writing.helen, record, "Two at night.")
    writing.comes(record, "One in the morning.", speaker="Ann")
    hands = writing.start(record)
    hands.replace_in(FIELD, TYPED)
    hands.choose("Ann")
    with writing.jo.book.unit() as unit:
        now = unit.current(Statement, record)
        body = msgspec.structs.replace(now.body, speaker=speaker, words="One, with milk.")
        unit.seal(body, scope=person_scope(writing.maggie), record=record, onto=now.heads)
        unit.commit()
    carry(writing.jo.book, maggies)
    hands.press("Keep these words")
    hands.sees("One, with milk.")
    hands.press("Keep these words")
    hands.sees("Say first whose words these are.")
    assert writing.settled == []


def test_settled_elsewhere_the_words_can_still_be_read(writing: Writing) -> None:
    """Jo settled it while somebody wrote here: nothing is written over that, and the words stay to be copied."""
    record = parted(writing.helen, writing.jo, writing.maggie)
    hands = writing.start(record)
    hands.replace_in(FIELD, TYPED)
    carry(writing.helen.book, writing.jo.book)
    (there,) = settling.unsettled(writing.jo)
    first = {name: variants[0].values for name, variants in there.now.versions.items()}
    settling.settle(writing.jo, there.kind, record, first)
    carry(writing.jo.book, writing.helen.book)
    hands.press("Keep these words")
    hands.sees("This has been settled. Nothing waits here.")
    hands.sees(LEFT)
    hands.sees(TYPED)
    assert writing.settled == []
    assert writing.now().words != TYPED
    writing.screen.show_record(record)
    hands.sees(TYPED)
    hands.press("Back")
    writing.screen.show_record(record)
    hands.settle()
    hands.does_not_see(TYPED)


def test_they_do_not_go_to_another_record(writing: Writing) -> None:
    """What was typed about one thing is never shown at another."""
    record = parted(writing.helen, writing.jo, writing.maggie)
    other = parted(writing.helen, writing.jo, writing.maggie, "Tea.", "Coffee.", "Something hot.")
    hands = writing.start(record)
    hands.replace_in(FIELD, TYPED)
    writing.screen.show_record(other)
    hands.sees("“Coffee.”")
    hands.does_not_see(TYPED)
