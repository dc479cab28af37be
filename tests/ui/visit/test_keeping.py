"""Words that were typed are in the field or on the disk, whatever happens; and typing stays quick."""

from dataclasses import replace
from time import perf_counter

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.casebook.people import add_to_circle, change_person
from app.casebook.saying import typing_in
from app.practice.people import CirclePerson
from app.practice.statements import Answer
from tests.looking import faults
from tests.ui.visit.laptop import TableWithLaptop, full_disk
from ui.theme.theme import Theme, apply_theme

FIELD = "What is said"
FULL = "The disk of this laptop is full."


def test_a_full_disk_while_typing(table: TableWithLaptop) -> None:
    """A strip says so, the words stay, and they are kept by themselves when there is room."""
    table.begin()
    hands = table.open_window()
    hands.press("Maggie")
    with full_disk():
        hands.type_into(FIELD, "My tablets after food")
        hands.sees(FULL)
        assert hands.reads_in(FIELD) == "My tablets after food"
        assert typing_in(table.desk, table.visit) == []
    for _ in range(60):
        QTest.qWait(100)
        if typing_in(table.desk, table.visit):
            break
    (draft,) = typing_in(table.desk, table.visit)
    assert draft.typed.words == "My tablets after food"
    hands.does_not_see(FULL)


def test_a_full_disk_while_keeping(table: TableWithLaptop) -> None:
    """The statement is shown as not on the disk yet; the next pause brings it there, and nothing is there twice."""
    table.begin()
    hands = table.open_window()
    hands.press("Maggie")
    hands.type_into(FIELD, "Radio 3.")
    hands.sees("Saved")
    with full_disk():
        hands.press("Keep this")
        hands.sees(FULL)
        hands.sees("Not on the disk yet")
        hands.sees("“Radio 3.”")
        hands.press("Pause")
        hands.settle()
        assert table.told == []
    hands.type_into(FIELD, "And quiet.")
    hands.sees("Maggie said")
    hands.does_not_see("Not on the disk yet")
    hands.does_not_see(FULL)
    assert [each.words for each in table.said] == ["Radio 3."]
    hands.press("Pause")
    assert table.told == ["paused"]
    assert [each.words for each in table.said] == ["Radio 3.", "And quiet."]


def test_pausing_as_soon_as_there_is_room(table: TableWithLaptop) -> None:
    """What could not be kept is tried once more before the visit is left, and the visit is not left without it."""
    table.begin()
    hands = table.open_window()
    hands.press("Maggie")
    with full_disk():
        table.screen._view.answer.field.insertPlainText("Radio 3.")
        hands.press("Keep this")
        hands.sees("Not on the disk yet")
    hands.press("Pause")
    hands.settle()
    assert table.told == ["paused"]
    assert [each.words for each in table.said] == ["Radio 3."]


def test_a_promise_that_could_not_be_kept_is_in_the_form(table: TableWithLaptop) -> None:
    """The form opens again with everything that was written."""
    table.begin()
    hands = table.open_window()
    hands.press("Add: What needs to happen so that more mornings start well?")
    hands.type_into("What will happen", "Ring the agency.")
    hands.type_into("By when", "before Advent")
    with full_disk():
        hands.press("Keep")
        hands.sees(FULL)
    assert hands.reads_in("What will happen") == "Ring the agency."
    assert hands.reads_in("By when") == "before Advent"
    hands.press("Keep")
    hands.sees("before Advent, nobody named yet")


def test_other_words_by_the_same_speaker(table: TableWithLaptop) -> None:
    """A change is a newer version of the same statement, and survives a pull of the plug half typed."""
    table.begin()
    hands = table.open_window()
    hands.press("Maggie")
    hands.type_into(FIELD, "Radio 3.")
    hands.press("Keep this")
    hands.press("Change: Radio 3.")
    hands.sees("These stay the words of Maggie.")
    hands.replace_in("Other words for: Radio 3.", "Radio 3, on low")
    hands.key("Tab")
    table.pull_the_plug()
    hands = table.open_window()
    assert hands.reads_in("Other words for: Radio 3.") == "Radio 3, on low"
    hands.press("Keep these words")
    hands.sees("“Radio 3, on low”")
    (kept,) = table.said
    assert (kept.words, kept.speaker.who) == ("Radio 3, on low", table.person)
    hands.press("Change: Radio 3, on low")
    hands.type_into("Other words for: Radio 3, on low", " please")
    hands.press("Leave it as it was")
    assert typing_in(table.desk, table.visit) == []
    assert [each.words for each in table.said] == ["Radio 3, on low"]


def test_leaving_out_and_undo(table: TableWithLaptop) -> None:
    """Undo instead of a question; while the visit holds the words they are gone altogether."""
    table.begin()
    hands = table.open_window()
    hands.press("Maggie")
    hands.type_into(FIELD, "Radio 3.")
    hands.press("Keep this")
    hands.press("Change: Radio 3.")
    hands.press("Leave out: Radio 3.")
    hands.sees("Left out.")
    hands.does_not_see("“Radio 3.”")
    assert table.said == []
    hands.press("Undo")
    hands.sees("“Radio 3.”")
    assert [each.words for each in table.said] == ["Radio 3."]


def test_off_paper_and_who_agrees(table: TableWithLaptop) -> None:
    """Both stand beside the words, never inside them."""
    table.begin("Ann")
    hands = table.open_window()
    hands.press("Maggie")
    hands.type_into(FIELD, "Radio 3.")
    hands.press("Keep this")
    hands.press("Change: Radio 3.")
    hands.press("Keep off paper: Radio 3.")
    hands.sees("Not for paper")
    hands.press("Ann agrees")
    hands.sees("Maggie said, Ann agrees")
    (kept,) = table.said
    assert kept.not_to_print
    assert [(each.who.name, each.agrees) for each in kept.assents] == [("Ann", True)]


def test_a_private_note(table: TableWithLaptop) -> None:
    """It says who may read it, is the worker's, stands under no question, and is closed when it is kept."""
    table.begin()
    hands = table.open_window()
    hands.does_not_see("Not for the table")
    hands.press("Private note")
    hands.sees("Maggie may ask to read it")
    hands.type_into("Your note", "Come back to the evenings.")
    hands.press("Keep the note")
    hands.does_not_see("Come back to the evenings.")
    (note,) = table.said
    assert (note.not_for_table, note.not_to_print, note.not_to_share) == (True, True, True)
    assert note.speaker.who == table.desk.me.who
    assert note.asked.prompt == ""
    assert not note.may_be_seen


def test_somebody_comes_in(table: TableWithLaptop) -> None:
    """They are a name to press, known from the circle if they are in it, and not chosen by themselves."""
    table.begin()
    joe = add_to_circle(table.desk, table.person, CirclePerson(name="Joe")).made
    hands = table.open_window()
    hands.press("Somebody else is here")
    hands.type_into("Their name", "joe")
    hands.press("Add")
    hands.settle()
    assert table.screen._view.answer.speaker is None
    assert table.visit_now.present[-1].who == joe
    hands.press("joe")
    assert table.screen._view.answer.speaker == table.visit_now.present[-1]


def test_time_is_shown_only_when_asked(table: TableWithLaptop) -> None:
    """No clock runs on the screen."""
    table.begin()
    hands = table.open_window()
    hands.does_not_see("minutes")
    table.clock.at = table.clock.at.replace(hour=9, minute=40)
    hands.press("How long?")
    hands.sees("28 minutes")


def test_a_kept_place_that_is_gone(table: TableWithLaptop) -> None:
    """A place in a guide that this laptop does not have leads to the first topic."""
    from app.casebook.visits import move_to
    from app.practice.visits import Place

    table.begin()
    move_to(table.desk, table.visit, Place(guide="nothing-like-it", prompt="x"))
    table.open_window().sees("How does a good morning start?")


def test_twenty_thousand_letters(table: TableWithLaptop) -> None:
    """A long answer is kept whole, and a key in it costs little more than in a short one."""
    table.begin()
    hands = table.open_window()
    hands.press("Maggie")
    field = table.screen._view.answer.field
    long = "I was born in the house with the blue door. " * 455
    field.insertPlainText(long)
    hands.settle()
    took = []
    for letter in "and that was that":
        start = perf_counter()
        QTest.keyClick(field, letter)
        QApplication.processEvents()
        took.append(perf_counter() - start)
    assert sorted(took)[len(took) // 2] < 0.05
    hands.press("Keep this")
    hands.sees("Maggie said")
    assert table.said[0].words == long + "and that was that"


@pytest.mark.parametrize(("size", "right_to_left"), [((1024, 640), False), ((1024, 640), True), ((1280, 800), False)])
def test_nothing_is_cut(table: TableWithLaptop, qapp: QApplication, size: tuple[int, int], right_to_left: bool) -> None:
    """200 % text in a small window, a name of 200 letters, words in other scripts; every part that can be opened."""
    apply_theme(qapp, Theme(text_scale=2.0 if size[0] == 1024 else 1.0, right_to_left=right_to_left))
    long = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch " * 3 + "Maggie Margaret Okafor"
    change_person(table.desk, table.person, name=long, known_as="")
    table.begin(long, "آن فاريلي")
    hands = table.open_window(*size)
    field = table.screen._view.answer.field
    for words in ("أحب أن أشرب الشاي", "আমি সকালে রুটি", "Dw i'n hoffi te 🙂"):
        hands.press("me")
        field.insertPlainText(words)
        hands.settle()
        hands.press("Keep this")
        hands.sees(f"“{words}”")
        hands.settle()
    hands.press("Change: Dw i'n")
    hands.press("Add: What needs")
    hands.press("Private note")
    assert faults(table.shell) == []


def test_reading_back_keeps_to_this_visit(table: TableWithLaptop) -> None:
    """What another visit heard, private notes and what has a yes already are not read again."""
    from app.casebook.saying import Typed, new_typing, read_back, seal_typing
    from ui.visit.read_back import ReadBackScreen
    from ui.visit.table import read_table, speaker_of

    table.begin()
    maggie = speaker_of(read_table(table.desk, table.person, table.visit).person)
    made = []
    for words, private in (("One.", False), ("Two.", False), ("Note.", True)):
        typing = new_typing(table.person, table.visit, Typed(words=words, speaker=maggie, private=private))
        made.append(seal_typing(table.desk, typing).made)
    elsewhere = replace(new_typing(table.person, table.visit, Typed(words="Before.", speaker=maggie)), visit="ab" * 16)
    seal_typing(table.desk, elsewhere)
    read_back(table.desk, made[0], Answer.YES)
    screen = ReadBackScreen(table.desk, table.work, table.words)
    screen.show_visit(table.person, table.visit)
    table.work.wait_until_quiet()
    assert screen._round.records == [made[1]]
    screen.close()
