"""Writing it together is there for everything that somebody put in words; what is typed is a draft, and colleagues of one name
are told apart."""

from dataclasses import replace
from pathlib import Path
from typing import get_type_hints

import msgspec
import pytest
from PySide6.QtTest import QTest

from app.casebook import settling, together
from app.casebook.people import change_person, names, person
from app.casebook.plan import actions_of, add_action, change_action
from app.casebook.saying import reword, statements_of
from app.practice.groups import Rule
from app.practice.kinds import ALL
from app.practice.people import Reach, Staff
from app.practice.plans import Action
from app.records.revision import COUNCIL_SCOPE, new_record
from tests.desks import MAGGIE, add, carry
from tests.hands import Hands
from tests.screens.versions import parted, two_laptops
from tests.studio import Studio
from ui.versions.versions_screen import VersionsScreen
from ui.words import Words
from ui.work import Work

NOT_WORDS = {
    ("person", "numbers"): "a number is one or the other",
    ("visit", "worker"): "names a record",
    ("profile line", "statement"): "names a record; its words are the statement's",
    ("circle more", "member"): "names a record",
    ("circle more", "face"): "names a photo",
    ("agreement", "answer"): "what somebody answered",
    ("paper version", "frozen"): "what was printed",
    ("sheet version", "frozen"): "what was printed",
    ("copy left", "copy"): "what was left",
    ("sheet left", "copy"): "what was left",
    ("people printed", "people"): "what was printed",
    ("why", "why"): "belongs to exactly one revision",
    ("origin", "origin"): "where something came from",
    ("joining", "pair"): "names records",
    ("moving", "went"): "names records",
    ("erasure", "erasure"): "a decision",
    ("grant", "grant"): "a decision",
    ("staff", "name"): "the council's own",
    ("council", "name"): "the council's own",
    ("council", "contact"): "the council's own",
    ("council", "disagree"): "the council's own",
    ("guide", "text"): "the council's own",
    ("laptop-rules", "seal"): "the council's own",
    ("device-key", "key"): "a key",
}
"""Groups with text that is never written together, and why."""


class Table:
    """Helen's and Jo's laptops, and the screen on Helen's."""

    def __init__(self, folder: Path, work: Work, words: Words) -> None:
        self.studio = Studio(folder, work, words)
        self.helen, self.jo = two_laptops(self.studio)
        self.maggie = add(self.helen)
        self.work, self.words = work, words

    def show(self, record: str) -> Hands:
        self.screen = VersionsScreen(self.helen, self.work, self.words)
        self.screen.resize(1280, 800)
        self.screen.show_record(record)
        self.screen.show()
        hands = Hands(self.screen, self.work, patience=20)
        hands.settle()
        return hands

    def two_promises(self) -> str:
        promise = add_action(self.helen, self.maggie, Action(what="Ring the agency.")).made
        carry(self.helen.book, self.jo.book)
        change_action(self.helen, promise, what="Ring the agency about mornings.", by_words="before Advent")
        change_action(self.jo, promise, what="Ring the agency about evenings.", said_by=self.jo.me)
        carry(self.jo.book, self.helen.book)
        return promise

    def kill(self) -> None:
        """The screen is gone, and nobody asked it to keep anything."""
        self.work.wait_until_quiet()
        self.screen.hide()
        self.screen.deleteLater()


@pytest.fixture
def table(tmp_path: Path, work: Work, words: Words) -> Table:
    return Table(tmp_path, work, words)


def test_every_group_with_text_is_either_written_together_or_said_not_to_be() -> None:
    """A new kind is decided about, and what is named is there."""
    named = {(kind, group) for kind, groups in together.TOGETHER.items() for group in groups}
    with_text = set()
    for kind in ALL:
        hints = get_type_hints(kind)
        for group in kind.groups:
            if group.rule is Rule.VERSIONS and any(hints[name] in (str, Reach) for name in group.fields):
                with_text.add((kind.kind, group.name))
            for field in together.texts_of(kind.kind, group.name):
                name, _, part = field.partition(".")
                hint = get_type_hints(hints[name])[part] if part else hints[name]
                assert hint is str, f"{kind.kind}: {field}"
    assert named | set(NOT_WORDS) == with_text
    assert named.isdisjoint(NOT_WORDS)


def test_a_promise_is_written_together_and_a_kill_loses_nothing(table: Table) -> None:
    """Both texts have a field; who it was said by is Jo's because somebody says so; once it is kept no draft is left."""
    promise = table.two_promises()
    hands = table.show(promise)
    hands.press("Write it together")
    hands.replace_in("What", "Ring the agency about mornings and evenings.")
    hands.choose("Jo Marsh")
    QTest.qWait(900)
    table.kill()

    hands = table.show(promise)
    assert hands.reads_in("What") == "Ring the agency about mornings and evenings."
    assert hands.reads_in("By, in words") == "before Advent"
    hands.sees_chosen("Jo Marsh")
    hands.press("Keep these words")
    hands.settle()
    (kept,) = actions_of(table.helen, table.maggie)
    assert kept.settled
    assert (kept.body.what, kept.body.by_words) == ("Ring the agency about mornings and evenings.", "before Advent")
    assert kept.body.said_by == table.jo.me
    assert together.left_of(table.helen, promise) == []


def test_nothing_is_taken_from_somebody_nobody_named(table: Table) -> None:
    promise = table.two_promises()
    hands = table.show(promise)
    hands.press("Write it together")
    hands.press("Keep these words")
    hands.sees("Say first whose version the rest is taken from.")
    assert len(settling.unsettled(table.helen)) == 1


def test_how_to_speak_with_somebody_is_written_together(table: Table) -> None:
    """Size of print and language stay those of one version."""
    carry(table.helen.book, table.jo.book)
    change_person(table.helen, table.maggie, reach=msgspec.structs.replace(MAGGIE.reach, how="On her right.", text_size=24))
    change_person(table.jo, table.maggie, reach=msgspec.structs.replace(MAGGIE.reach, how="No phone calls.", text_size=18))
    carry(table.jo.book, table.helen.book)
    hands = table.show(table.maggie)
    hands.press("Write it together")
    hands.replace_in("How to speak with them", "On her right, and no phone calls.")
    hands.choose("You")
    hands.press("Keep these words")
    hands.settle()
    reach = person(table.helen, table.maggie).body.reach
    assert (reach.how, reach.text_size) == ("On her right, and no phone calls.", 24)


def test_not_now_keeps_the_words_for_later(table: Table) -> None:
    record = parted(table.helen, table.jo, table.maggie)
    hands = table.show(record)
    hands.press("Write it together")
    hands.replace_in("What it should say", "I take 2 at night and 1 in the morning.")
    hands.press("Not now")
    hands.settle()
    assert [each.group for each in together.left_of(table.helen, record)] == ["words"]
    hands.press("Write it together")
    hands.settle()
    assert hands.reads_in("What it should say") == "I take 2 at night and 1 in the morning."
    hands.press("Keep mine: what you wrote")
    hands.settle()
    assert together.left_of(table.helen, record) == []
    assert [each.body.words for each in statements_of(table.helen, table.maggie)] == ["I take 2 tablets at night, with food."]


def test_colleagues_of_one_name_are_told_apart(table: Table) -> None:
    """By what they sign in with: on the versions, their buttons, in the history and wherever else a colleague is named."""
    other = table.studio.desk("Jo Marsh")
    with table.helen.book.unit() as unit:
        unit.seal(Staff(name="Jo Marsh", sign_in="jo.m2"), scope=COUNCIL_SCOPE, record=other.book.identity.staff)
        unit.commit()
    record = parted(table.helen, table.jo, table.maggie)
    carry(table.jo.book, other.book)
    reword(other, record, "I take 3 tablets.")
    reword(table.jo, record, "I take none.")
    for desk in (other, table.jo):
        carry(desk.book, table.helen.book)
    hands = table.show(record)
    hands.sees("Jo Marsh (jo.marsh)")
    hands.sees("Jo Marsh (jo.m2)")
    hands.sees("Keep Jo Marsh (jo.m2)'s")
    called = names(table.helen)
    assert called.of(table.jo.book.identity.staff) == "Jo Marsh (jo.marsh)"
    assert called.of(new_record()) == ""
    assert replace(called, by_record={}).of(table.helen.book.identity.staff) == "Helen Price"
