"""Choosing by pointing: tiles under the question, pressed by finger, arrow keys or the one switch; what was pressed is theirs."""

from PySide6.QtWidgets import QApplication

from app.casebook.own_view import wish_for
from app.casebook.saying import history, statements_of
from app.practice.guides import Choice
from app.practice.people import Role
from app.practice.statements import Manner, Statement
from tests.looking import faults
from tests.ui.turned.test_large import wrong_at_rest
from tests.ui.turned.turning import Turned
from tests.ui.visit.laptop import TableWithLaptop
from ui.theme.theme import Theme, apply_theme
from ui.turned.pointing import Tile

EVENING = ("good-day-bad-day", "evening-bad")
FELT = ("my-life", "felt")


def asking(table: TableWithLaptop, guide: str, prompt: str) -> Turned:
    turned = Turned(table)
    turned.screen.show_moment(table.person, table.visit, guide, prompt)
    turned.hands.settle()
    return turned


def pointed(table: TableWithLaptop) -> list[Statement]:
    return [each for each in table.said if each.manner is Manner.POINTED and each.struck is None]


def test_what_is_pressed_is_their_word_and_may_be_taken_back(talked: TableWithLaptop) -> None:
    """Kept with the question and that it was pointed to; several may be true; pressing again takes it back, with undo."""
    turned = asking(talked, *EVENING)
    hands = turned.hands
    hands.sees("When is an evening too long, or too hard?")
    hands.press("I am worried")
    hands.sees("“I am worried”")
    hands.press("It hurts")
    hands.sees_chosen("It hurts")
    hands.sees_chosen("I am worried")
    assert [(each.words, each.speaker.role, each.speaker.who, each.visit) for each in pointed(talked)] == [
        ("I am worried", Role.PERSON, talked.person, talked.visit),
        ("It hurts", Role.PERSON, talked.person, talked.visit),
    ]
    asked = pointed(talked)[0].asked
    assert (asked.guide, asked.prompt, asked.version) == (*EVENING, 2)
    assert asked.question == "When is an evening too long, or too hard?"
    assert not faults(turned.shell)
    hands.press("It hurts")
    hands.does_not_see("“It hurts”")
    assert [each.words for each in pointed(talked)] == ["I am worried"]
    hands.press("Undo")
    hands.sees("“It hurts”")


def test_one_of_them_takes_the_place_of_the_other(talked: TableWithLaptop) -> None:
    """Where only one can be true it is the same statement in other words, and the former words stay in its history."""
    turned = asking(talked, *FELT)
    turned.hands.press("Hard")
    turned.hands.sees("“Hard”")
    turned.hands.press("Good and hard")
    turned.hands.sees("“Good and hard”")
    turned.hands.does_not_see("“Hard”")
    (record,) = [each.record for each in statements_of(talked.desk, talked.person) if each.body.manner is Manner.POINTED]
    assert [each.body.words for each in history(talked.desk, record)] == ["Hard", "Good and hard"]


def test_arrow_keys_one_switch_and_no_pictures(talked: TableWithLaptop) -> None:
    """One stop for the keyboard and arrows between them; the switch comes to each; without pictures the words stay."""
    wish_for(talked.desk, talked.person, "symbols", "off")
    turned = asking(talked, *EVENING)
    moment = turned.screen._moment
    assert moment is not None
    assert moment.choices[0] == Choice("I am sad")
    first = turned.screen._face._pointing._row.chip("I am sad")
    assert isinstance(first, Tile)
    first.setFocus()
    turned.hands.key("Right")
    turned.hands.key("Space")
    turned.hands.sees("“I am worried”")
    assert turned.hands.focus_name() == "I am worried"
    wish_for(talked.desk, talked.person, "scanning", "on")
    turned.screen._reload()
    turned.hands.settle()
    scanning = turned.screen._scanning
    for _ in range(20):
        if scanning.highlighted is turned.screen._face._pointing._row.chip("It hurts"):
            break
        scanning._go_on()
    turned.hands.key("Space")
    turned.hands.sees("“It hurts”")


def test_in_welsh_and_read_aloud(talked: TableWithLaptop, app_theme: QApplication) -> None:
    """What can be pointed at is read after the question, in its language; large and small nothing is cut."""
    said: list[tuple[str, str]] = []

    class Engine:
        def __init__(self, language: str, ended: object) -> None:
            self._language, self._ended = language, ended

        def say(self, text: str) -> None:
            said.append((text, self._language))
            self._ended()  # type: ignore[operator]

        def stop(self) -> None:
            """Nothing to stop."""

    wish_for(talked.desk, talked.person, "language", "cy")
    apply_theme(app_theme, Theme(text_scale=2.0))
    turned = Turned(talked, 1024, 640, make_engine=lambda _holder, language, ended: Engine(language, ended))
    turned.screen.show_moment(talked.person, talked.visit, *EVENING)
    turned.hands.sees("Pryd mae noson yn rhy hir")
    assert wrong_at_rest(turned) == []
    turned.screen._read_aloud()
    assert said[:3] == [
        ("Pryd mae noson yn rhy hir, neu'n rhy anodd?", "cy"),
        ("Rwy'n drist", "cy"),
        ("Rwy'n poeni", "cy"),
    ]
    turned.screen._face.choice_pressed.emit("Rwy'n poeni")
    turned.hands.sees("“Rwy'n poeni”")
    assert [(each.words, each.language) for each in pointed(talked)] == [("Rwy'n poeni", "cy")]
