"""Versions: shown side by side with the difference marked; kept, kept both, or written together; never lost."""

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from PySide6.QtTest import QTest

from app.casebook.desk import Desk
from app.casebook.people import change_person, person
from app.casebook.plan import actions_of, add_action, change_action
from app.casebook.saying import history, keep_off, reword, statements_of
from app.practice.council_guides import CouncilGuide
from app.practice.devices import DeviceKey
from app.practice.erasures import Erasure
from app.practice.groups import Rule
from app.practice.kinds import ALL
from app.practice.people import CirclePerson, Council, Grant, Reach, Role, Staff
from app.practice.plans import Action
from app.practice.rules import LaptopRules
from app.practice.statements import Statement
from app.records.revision import new_record, person_scope
from tests.desks import MAGGIE, add, carry, say
from tests.hands import Hands
from tests.looking import faults
from tests.screens.versions import parted, two_laptops
from tests.studio import Studio
from ui.versions.marked import MarkedPassage
from ui.versions.plain import HIDDEN, PlainWords
from ui.versions.versions_screen import VersionsScreen
from ui.words import Words
from ui.work import Work

OURS, THEIRS = "I take 2 tablets at night, with food.", "I take 1 tablet in the morning."


class Parted:
    """Two laptops that wrote about the same thing, and the screen on Helen's."""

    def __init__(self, folder: Path, work: Work, words: Words) -> None:
        self.studio = Studio(folder, work, words)
        self.helen, self.jo = two_laptops(self.studio)
        self.maggie = add(self.helen)
        self.work, self.words = work, words
        self.settled: list[bool] = []

    def show(self, record: str) -> Hands:
        self.record = record
        self.screen = VersionsScreen(self.helen, self.work, self.words)
        self.screen.settled.connect(lambda: self.settled.append(True))
        self.screen.resize(1280, 800)
        self.screen.show_record(record)
        self.screen.show()
        hands = Hands(self.screen, self.work, patience=20)
        hands.settle()
        QTest.qWait(150)
        return hands

    def words_now(self) -> list[str]:
        return [each.body.words for each in statements_of(self.helen, self.maggie)]


@pytest.fixture
def apart(tmp_path: Path, work: Work, words: Words) -> Parted:
    return Parted(tmp_path, work, words)


def test_both_are_there_with_who_and_when_and_what_was_before(apart: Parted) -> None:
    """This worker's own first, the difference marked and said, the one before both under them."""
    hands = apart.show(parted(apart.helen, apart.jo, apart.maggie))
    seen = hands.words_on_screen()
    assert seen.index("You") < seen.index("Jo Marsh")
    hands.sees("Saturday 21 November, 09:12. Maggie said it.")
    hands.sees("Before both, on 21 November 2026: “I take 2 tablets at night.”")
    marks = [passage.marked for passage in apart.screen.findChildren(MarkedPassage)]
    assert marks == [["2 tablets at night, with food"], ["1 tablet in the morning"]]
    described = [passage.accessibleDescription() for passage in apart.screen.findChildren(MarkedPassage)]
    assert described == ["Different here: 2 tablets at night, with food", "Different here: 1 tablet in the morning"]
    assert faults(apart.screen) == []


def test_what_was_written_before_the_first_sign_in_is_still_yours(apart: Parted) -> None:
    """The council then gave this worker another id."""
    record = parted(apart.helen, apart.jo, apart.maggie)
    before = apart.helen.book.identity
    apart.helen.book.identify(replace(before, staff=new_record(), formerly=(before.staff,)))
    seen = apart.show(record).words_on_screen()
    assert seen.index("You") < seen.index("Jo Marsh")
    assert "Helen Price" not in seen


def test_the_mark_is_an_underline_as_well_as_a_ground(apart: Parted) -> None:
    """Somebody who sees no colours still sees what differs."""
    apart.show(parted(apart.helen, apart.jo, apart.maggie))
    passage = apart.screen.findChildren(MarkedPassage)[0]
    image = passage.grab().toImage()
    found = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert {"#fbeadb", "#9a4a08"} <= found


@pytest.mark.parametrize(
    ("button", "stands"), [("Keep mine: what you wrote", OURS), ("Keep theirs: what Jo Marsh wrote", THEIRS)]
)
def test_keep_one(apart: Parted, button: str, stands: str) -> None:
    """One press settles it; both wordings stay in the history, and the other laptop agrees after the next exchange."""
    record = parted(apart.helen, apart.jo, apart.maggie)
    hands = apart.show(record)
    hands.press(button)
    assert apart.settled == [True]
    assert apart.words_now() == [stands]
    assert {OURS, THEIRS} <= {each.body.words for each in history(apart.helen, record) if each.body}
    carry(apart.helen.book, apart.jo.book)
    assert [each.body.words for each in statements_of(apart.jo, apart.maggie)] == [stands]


def test_keep_both(apart: Parted) -> None:
    """Two statements by the same speaker, none of them in versions."""
    hands = apart.show(parted(apart.helen, apart.jo, apart.maggie))
    hands.press("Keep both")
    assert apart.settled == [True]
    assert sorted(apart.words_now()) == sorted([OURS, THEIRS])
    assert all(each.settled for each in statements_of(apart.helen, apart.maggie))


def test_two_promises_can_both_be_kept(apart: Parted) -> None:
    """What one wrote and what the other wrote may both have been promised; nobody has two names to keep."""
    promise = add_action(apart.helen, apart.maggie, Action(what="Ring the agency.")).made
    carry(apart.helen.book, apart.jo.book)
    change_action(apart.helen, promise, what="Ring the agency about mornings.")
    change_action(apart.jo, promise, what="Ring the agency about evenings.")
    carry(apart.jo.book, apart.helen.book)
    hands = apart.show(promise)
    hands.press("Keep both")
    kept = [each.body.what for each in actions_of(apart.helen, apart.maggie)]
    assert sorted(kept) == ["Ring the agency about evenings.", "Ring the agency about mornings."]


def test_three_ways_can_all_be_kept(apart: Parted) -> None:
    """None of three is dropped by keeping all."""
    record = say(apart.helen, apart.maggie, "I take tablets.")
    ros = apart.studio.desk("Ros Whitlock")
    for other in (apart.jo, ros):
        carry(apart.helen.book, other.book)
    for desk, words in ((apart.helen, "I take 1."), (apart.jo, "I take 2."), (ros, "I take 3.")):
        reword(desk, record, words)
    for other in (apart.jo, ros):
        carry(other.book, apart.helen.book)
    hands = apart.show(record)
    hands.sees("This was written in several ways while apart")
    hands.press("Keep all")
    assert sorted(apart.words_now()) == ["I take 1.", "I take 2.", "I take 3."]


def test_write_it_together(apart: Parted) -> None:
    """A third wording of the same speaker, once it says something."""
    hands = apart.show(parted(apart.helen, apart.jo, apart.maggie))
    hands.press("Write it together")
    hands.replace_in("What it should say", " ")
    hands.press("Keep these words")
    hands.sees("Write what it should say, or keep one of the versions above.")
    hands.replace_in("What it should say", "I take 2 at night and 1 in the morning.")
    hands.press("Keep these words")
    (now,) = statements_of(apart.helen, apart.maggie)
    assert now.settled
    assert (now.body.words, now.body.speaker.role) == ("I take 2 at night and 1 in the morning.", Role.PERSON)


def test_nobodys_words_end_under_another_name(apart: Parted) -> None:
    """Where the speakers differ, writing it together first asks whose words these are."""
    record = say(apart.helen, apart.maggie, "The tablets.")
    carry(apart.helen.book, apart.jo.book)
    reword(apart.helen, record, "Two at night.")
    with apart.jo.book.unit() as unit:
        head, body = unit.current(Statement, record).head()
        ann = msgspec.structs.replace(body.speaker, role=Role.OTHER, name="Ann", who="")
        body = msgspec.structs.replace(body, speaker=ann, words="One in the morning.")
        unit.seal(body, scope=person_scope(apart.maggie), record=record, onto=(head,))
        unit.commit()
    carry(apart.jo.book, apart.helen.book)
    hands = apart.show(record)
    hands.press("Write it together")
    hands.press("Keep these words")
    hands.sees("Say first whose words these are.")
    assert apart.settled == []
    hands.choose("Ann")
    hands.press("Keep these words")
    (now,) = statements_of(apart.helen, apart.maggie)
    assert now.body.speaker.name == "Ann"


def test_every_part_that_differs_is_chosen(apart: Parted) -> None:
    """Two parts, two choices; nothing is written before both are made."""
    record = say(apart.helen, apart.maggie, "Radio.")
    carry(apart.helen.book, apart.jo.book)
    reword(apart.helen, record, "Radio 3.")
    reword(apart.jo, record, "Radio 4.")
    keep_off(apart.helen, record, paper=True)
    keep_off(apart.jo, record, sharing=True)
    carry(apart.jo.book, apart.helen.book)
    hands = apart.show(record)
    hands.sees("This differs in more than one way. Choose one in each part.")
    hands.sees("What it may be used for")
    keeps = [card for cards in apart.screen._cards.values() for card, _ in cards]
    keeps[1]._keep.click()
    hands.settle()
    assert apart.settled == []
    keeps[2]._keep.click()
    hands.settle()
    assert apart.settled == [True]
    (now,) = statements_of(apart.helen, apart.maggie)
    assert (now.body.words, now.body.not_to_print, now.body.not_to_share) == ("Radio 4.", True, False)


def test_other_kinds_field_by_field(apart: Parted) -> None:
    """How to reach somebody: each field in plain words, the ones that differ marked."""
    carry(apart.helen.book, apart.jo.book)
    change_person(apart.helen, apart.maggie, reach=Reach(how="Sit on her right.", text_size=24, paper="large print"))
    change_person(apart.jo, apart.maggie, reach=Reach(how="Sit on her left.", text_size=18, paper="large print", language="cy"))
    carry(apart.jo.book, apart.helen.book)
    hands = apart.show(apart.maggie)
    for words in ("How to speak with them", "Sit on her right.", "24", "Welsh"):
        hands.sees(words)
    marks = [mark for passage in apart.screen.findChildren(MarkedPassage) for mark in passage.marked]
    assert marks == ["right", "24", "English", "left", "18", "Welsh"]
    hands.press("Keep theirs: what Jo Marsh wrote")
    assert person(apart.helen, apart.maggie).body.reach.how == "Sit on her left."
    assert person(apart.helen, apart.maggie).body.name == MAGGIE.name


def test_a_version_that_came_meanwhile_is_not_settled_unseen(apart: Parted) -> None:
    """Somebody else's third wording arrives while two are on the screen: nothing is written, and all three are shown."""
    record = parted(apart.helen, apart.jo, apart.maggie)
    hands = apart.show(record)
    ros = apart.studio.desk("Ros Whitlock")
    carry(apart.jo.book, ros.book)
    reword(ros, record, "Ask Dr Lee.")
    carry(ros.book, apart.helen.book)
    reword(apart.jo, record, "I take 1 tablet in the evening.")
    carry(apart.jo.book, apart.helen.book)
    hands.press("Keep mine: what you wrote")
    hands.sees("Ask Dr Lee.")
    hands.sees("I take 1 tablet in the evening.")
    assert apart.settled == []
    assert not statements_of(apart.helen, apart.maggie)[0].settled


def test_what_was_settled_elsewhere_says_so(apart: Parted) -> None:
    """Nothing to settle: a sentence and the way back."""
    hands = apart.show(say(apart.helen, apart.maggie, "Settled."))
    hands.sees("This has been settled. Nothing waits here.")


FIELDS = [
    pytest.param(kind, group, id=f"{kind.kind} {group.name}")
    for kind in ALL
    if kind not in (Staff, Grant, Council, Erasure, LaptopRules, CouncilGuide, DeviceKey)
    for group in kind.groups
    if group.rule is Rule.VERSIONS
]


@pytest.mark.parametrize(("kind", "group"), FIELDS)
def test_every_group_that_can_part_has_words(kind: type, group: object, words: Words) -> None:
    """Whatever may stand in versions has a heading, and each of its fields a name or a reason to stay hidden."""
    assert words.has(f"versions.group.{group.name.replace(' ', '_')}")  # type: ignore[attr-defined]
    for field in group.fields:  # type: ignore[attr-defined]
        assert field in HIDDEN or field == "reach" or words.has(f"versions.field.{field}"), field


def test_every_choice_has_words(words: Words) -> None:
    """Each value of each closed choice that can be shown can be said."""
    from app.practice.plans import ActionState, Agreed, HowLeft, PaperKind
    from app.practice.statements import Answer, Manner
    from app.practice.visits import VisitStatus

    plain = PlainWords(words, None, None, "Maggie")  # type: ignore[arg-type]  # closed choices need neither names nor guides
    for kind in (ActionState, Agreed, HowLeft, PaperKind, Answer, Manner, VisitStatus, type(CirclePerson(name="").wish)):
        for value in kind:
            assert plain._said("any", value)


def test_desks_know_each_other(apart: Parted) -> None:
    """The tests above read Jo's name from the council's staff."""
    helen: Desk = apart.helen
    assert helen.me.name == "Helen Price"
