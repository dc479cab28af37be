"""The screen turned to the person: only their own words, large, and only the short code leads out."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication

from app.casebook.codes import Tried, seconds_to_wait, try_code
from app.casebook.people import change_person
from app.casebook.saying import Typed, keep_typing, new_typing, typing_in
from app.practice.people import Reach, Role, Speaker
from app.practice.statements import Answer, Manner
from tests.looking import faults
from tests.ui.turned.turning import ASKED, CODE, FIELD, Turned, say
from tests.ui.visit.laptop import TableWithLaptop
from ui.theme.theme import Theme, apply_theme


def test_only_their_own_words(talked: TableWithLaptop) -> None:
    """Nothing that somebody else said, no private note, nobody's name; not even the person's own."""
    hands = Turned(talked).hands
    hands.sees("How does a good morning start?")
    hands.sees("“Radio 3 on low.”")
    for word in ("quiet", "tired", "evenings", "Ann", "Helen", "Peter", "Maggie", "Saved"):
        hands.does_not_see(word)


def test_it_is_a_locked_room(talked: TableWithLaptop) -> None:
    """No key, no closing and no wrong code leads out; the right code does."""
    turned = Turned(talked)
    hands = turned.hands
    for keys in ("Esc", "Ctrl+F", "Ctrl+L", "Alt+F4", "Alt+Left"):
        hands.key(keys)
    assert not turned.shell.close()
    assert turned.shell.isVisible()
    assert turned.told == []
    hands.sees("Radio 3 on low.")
    hands.press("Back")
    hands.does_not_see("Radio 3 on low.")
    hands.type_into("Short code", "0000")
    hands.press("Go on")
    hands.sees("That is not the code. Nothing is lost. Try it again, or stay here.")
    hands.key("Esc")
    assert not turned.shell.close()
    assert turned.told == []
    hands.press("Stay here")
    hands.sees("Radio 3 on low.")
    hands.press("Back")
    hands.type_into("Short code", CODE)
    hands.key("Return")
    assert turned.told == ["left"]
    hands.does_not_see("Radio 3 on low.")
    assert turned.shell.close()


def test_wrong_codes_wait_and_say_so(talked: TableWithLaptop) -> None:
    """The wait is said in words, typing does not wipe it off, and one may stay; it is still there when the door opens again."""
    turned = Turned(talked)
    hands = turned.hands
    hands.press("Back")
    for _ in range(5):
        hands.type_into("Short code", "0000\n")
        talked.clock.at += timedelta(seconds=seconds_to_wait(talked.desk)) if _ < 4 else timedelta()
        turned.screen._door.ask(choosing=False)
        hands.settle()
    hands.sees("You can try again in 8 seconds.")
    hands.type_into("Short code", CODE)
    hands.sees("You can try again in 8 seconds.")
    assert not hands.can_press("Go on")
    hands.key("Return")
    assert turned.told == []
    hands.press("Stay here")
    hands.sees("Radio 3 on low.")
    hands.press("Back")
    hands.sees("You can try again in")
    assert not hands.can_press("Go on")
    talked.clock.at += timedelta(seconds=8)
    turned.screen._door._on_waited()
    hands.sees("You can try again now.")
    hands.type_into("Short code", CODE + "\n")
    assert turned.told == ["left"]


def test_a_long_wait_says_the_time(talked: TableWithLaptop) -> None:
    """Minutes are not counted down in front of anybody: the time of the day is said."""
    turned = Turned(talked)
    turned.hands.press("Back")
    turned.screen._door._on_tried(Tried(False, 256))
    turned.hands.sees("You can try again at 09:17, or stay here.")


def test_the_code_is_chosen_before_turning(table: TableWithLaptop) -> None:
    """A short one is refused calmly; until there is one the screen is not turned, and one may think better of it."""
    table.begin()
    turned = Turned(table)
    hands = turned.hands
    hands.sees("First choose a short code")
    assert not turned.screen.locked
    hands.type_into("Short code", "12")
    hands.press("Choose this code")
    hands.sees("A code needs at least 4 letters or figures.")
    hands.press("Not now")
    assert turned.told == ["left"]
    turned.screen.show_moment(table.person, table.visit, "good-day-bad-day", "waking-good")
    hands.type_into("Short code", "blue")
    hands.press("Choose this code")
    hands.sees("How does a good morning start?")
    assert turned.screen.locked
    assert try_code(table.desk, "blue").opens


def test_the_person_writes_themselves(talked: TableWithLaptop) -> None:
    """Kept at every pause, sealed as written by them; handing the laptop back seals what stands there."""
    turned = Turned(talked)
    hands = turned.hands
    hands.type_into(FIELD, "Hall light on.")
    hands.key("Tab")
    (draft,) = typing_in(talked.desk, talked.visit)
    assert (draft.typed.words, draft.typed.manner) == ("Hall light on.", Manner.WRITTEN)
    hands.press("Keep this")
    hands.sees("“Hall light on.”")
    assert hands.focus_name() == FIELD
    hands.type_into(FIELD, "Door open.")
    hands.press("Back")
    hands.type_into("Short code", CODE)
    hands.press("Go on")
    written = [each for each in talked.said if each.manner is Manner.WRITTEN]
    assert [(each.words, each.speaker.role, each.speaker.who) for each in written] == [
        ("Hall light on.", Role.PERSON, talked.person),
        ("Door open.", Role.PERSON, talked.person),
    ]


def test_what_they_wrote_survives(talked: TableWithLaptop) -> None:
    """After a pull of the plug their words are in the field again."""
    speaker = Speaker(role=Role.PERSON, name="Maggie", who=talked.person)
    typed = Typed(words="Hall light", speaker=speaker, manner=Manner.WRITTEN, asked=ASKED)
    keep_typing(talked.desk, new_typing(talked.person, talked.visit, typed))
    assert Turned(talked).hands.reads_in(FIELD) == "Hall light"


def test_that_is_right_is_a_yes(talked: TableWithLaptop) -> None:
    """Every word of theirs on the screen has their yes; nobody else's has."""
    hands = Turned(talked).hands
    hands.press("That's right")
    hands.sees("Thank you. It is written down just as you said it.")
    answers = {each.words: each.read_back and each.read_back.answer for each in talked.said}
    assert answers["Radio 3 on low."] is Answer.YES
    assert [words for words, answer in answers.items() if answer] == ["Radio 3 on low."]


def test_leaving_something_out(talked: TableWithLaptop) -> None:
    """They press it away themselves, and may take that back."""
    hands = Turned(talked).hands
    hands.press("One by one")
    hands.press("Leave this out: Radio 3 on low.")
    hands.does_not_see("“Radio 3 on low.”")
    assert "Radio 3 on low." not in [each.words for each in talked.said]
    hands.press("Undo")
    hands.sees("“Radio 3 on low.”")


def test_their_size_and_their_wording(talked: TableWithLaptop) -> None:
    """Between 28 and 40 points by their need; easy read has the easier question."""
    turned = Turned(talked)
    assert turned.screen._face._points == 28.0
    change_person(talked.desk, talked.person, reach=Reach(text_size=36, paper="easy read"))
    turned.screen.show_moment(talked.person, talked.visit, "good-day-bad-day", "waking-bad")
    turned.hands.sees("How does a bad morning start?")
    assert turned.screen._face._points == 36.0


@pytest.mark.parametrize("right_to_left", [False, True])
def test_nothing_is_cut_when_everything_is_large(talked: TableWithLaptop, qapp: QApplication, right_to_left: bool) -> None:
    """200 % text, the largest size and a small window."""
    apply_theme(qapp, Theme(text_scale=2.0, right_to_left=right_to_left))
    change_person(talked.desk, talked.person, reach=Reach(text_size=48))
    say(talked, "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch, أحب الشاي 🙂")
    turned = Turned(talked, 1024, 640)
    turned.hands.sees("أحب الشاي")
    assert faults(turned.shell) == []
    turned.hands.press("One by one")
    assert faults(turned.shell) == []
    turned.hands.press("Back")
    assert faults(turned.shell) == []
