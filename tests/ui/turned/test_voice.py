"""Reading aloud: with a voice that the laptop has, and a plain sentence where it has none."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject

from tests.looking import faults
from tests.ui.turned.turning import CODE, Turned, say
from tests.ui.visit.laptop import TableWithLaptop
from ui.turned.voice import Engine, Voice


class Stand:
    """A voice that speaks English and Welsh, and ends when it is told to."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.stopped = 0
        self.ends: dict[str, Callable[[], None]] = {}

    def make(self, _parent: QObject, language: str, ended: Callable[[], None]) -> Engine | None:
        self.ends[language] = ended
        return self if language in ("en", "cy") else None

    def say(self, text: str) -> None:
        self.said.append(text)

    def stop(self) -> None:
        self.stopped += 1


def no_engine(_parent: QObject, _language: str, _ended: Callable[[], None]) -> Engine | None:
    return None


def test_the_question_and_their_words_are_read(talked: TableWithLaptop) -> None:
    """One after the other, and nothing that others said; then the button is as before."""
    stand = Stand()
    turned = Turned(talked, make_engine=stand.make)
    turned.hands.press("Read to me")
    turned.hands.sees("Stop reading")
    for _ in range(3):
        stand.ends["en"]()
    assert stand.said == ["How does a good morning start?", "Radio 3 on low."]
    turned.hands.sees("Read to me")


@pytest.mark.prove
def test_pressed_again_it_is_quiet(talked: TableWithLaptop) -> None:
    """And the next time it begins from the beginning."""
    stand = Stand()
    turned = Turned(talked, make_engine=stand.make)
    turned.hands.press("Read to me")
    turned.hands.press("Stop reading")
    assert stand.stopped == 1
    turned.hands.press("Read to me")
    assert stand.said == ["How does a good morning start?"] * 2


def test_what_others_said_is_read_once_it_is_asked_for(talked: TableWithLaptop) -> None:
    """Each with the name of who said it, so that nobody takes it for their own."""
    stand = Stand()
    turned = Turned(talked, make_engine=stand.make)
    turned.hands.press("What others said")
    turned.hands.sees("She likes it quiet.")
    turned.hands.press("Read to me")
    for _ in range(4):
        stand.ends["en"]()
    assert stand.said[2:] == ["Ann Farrelly said", "She likes it quiet."]


@pytest.mark.prove
def test_turning_back_ends_it(talked: TableWithLaptop) -> None:
    """Nobody's words are read on in the worker's view, nor while the code is asked for."""
    stand = Stand()
    turned = Turned(talked, make_engine=stand.make)
    turned.hands.press("Read to me")
    turned.hands.press("Back")
    assert stand.stopped == 1
    turned.hands.type_into("Short code", CODE + "\n")
    assert turned.told == ["left"]
    assert stand.said == ["How does a good morning start?"]


def test_without_a_voice_a_sentence_stands_in_its_place(talked: TableWithLaptop) -> None:
    """The button is there until somebody asks; then it says how it is, and nothing is left that does nothing."""
    turned = Turned(talked, make_engine=no_engine)
    turned.hands.press("Read to me")
    turned.hands.sees("This laptop has no voice. Ask somebody to read it to you.")
    assert not turned.hands.can_press("Read to me")
    assert faults(turned.shell) == []
    assert turned.hands.focus_name() != ""


def test_words_in_a_language_that_no_voice_speaks_are_passed_by(talked: TableWithLaptop) -> None:
    """A voice of another language would make nonsense of them."""
    stand = Stand()
    voice = Voice(make_engine=stand.make)
    assert not voice.speak([("Herbata.", "pl")])
    assert voice.speak([("Bore da.", "cy"), ("Herbata.", "pl"), ("Tea.", "en")])
    stand.ends["cy"]()
    stand.ends["en"]()
    assert stand.said == ["Bore da.", "Tea."]
    assert not voice.speaking


@pytest.mark.prove
def test_the_system_is_asked_where_nothing_else_is_handed_in(talked: TableWithLaptop) -> None:
    """Whatever this machine has: it reads, or it says that it cannot."""
    say(talked, "Toast.")
    turned = Turned(talked)
    turned.hands.press("Read to me")
    words = " ".join(turned.hands.words_on_screen())
    assert ("Stop reading" in words) != ("This laptop has no voice." in words)
