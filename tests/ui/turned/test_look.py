"""How it looks for you: every choice is seen at once, is theirs without a code, and is there next time on another laptop too."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget

from app.casebook.codes import set_code
from app.casebook.own_view import wish_for, wishes_of
from app.casebook.people import person
from app.practice.own_view import GROUNDS
from resources import words_names
from tests.desks import carry, make_desk
from tests.hands import Hands
from tests.looking import faults
from tests.ui.turned.turning import CODE, FIELD, Turned
from tests.ui.visit.laptop import TableWithLaptop
from ui.shell import Shell
from ui.theme.grounds import BY_NAME
from ui.theme.theme import Theme, apply_theme, tokens_of
from ui.theme.tokens import DARK, LIGHT
from ui.turned.turned_screen import TurnedScreen
from ui.words import SpokenWords, Words

NAMES = dict(zip(GROUNDS, ("Warm paper", "White", "Black on yellow", "White on black", "Soft blue"), strict=True))


@pytest.fixture
def looking(talked: TableWithLaptop) -> Turned:
    """The page on which everything about their view is chosen."""
    turned = Turned(talked)
    turned.hands.press("How it looks")
    turned.hands.sees("How it looks for you")
    return turned


@pytest.mark.parametrize(
    "ground", [each if each == "white on black" else pytest.param(each, marks=pytest.mark.prove) for each in GROUNDS]
)
def test_a_ground_is_worn_at_once(looking: Turned, ground: str) -> None:
    """The page itself is the sample: what is behind the words and the words themselves are of the ground that was pressed."""
    looking.hands.press(NAMES[ground])
    looking.hands.settle()
    assert wishes_of(looking.table.desk, looking.table.person)["colours"] == ground
    assert tokens_of(looking.screen._face) == BY_NAME[ground]
    picture = looking.shell.grab().toImage()
    assert picture.pixelColor(4, 4) == QColor(BY_NAME[ground].paper)
    looking.hands.sees_chosen(NAMES[ground])
    looking.hands.press("This is right for me")
    looking.hands.sees("“Radio 3 on low.”")
    assert tokens_of(looking.screen._face.field) == BY_NAME[ground]


@pytest.mark.prove
def test_the_worker_gets_the_own_colours_back(looking: Turned, app_theme: QApplication) -> None:
    """Also when the laptop's look was changed meanwhile."""
    looking.hands.choose("White on black")
    apply_theme(app_theme, Theme("dark"))
    assert tokens_of(looking.shell) == BY_NAME["white on black"]
    looking.hands.press("This is right for me")
    looking.hands.press("Back")
    looking.hands.type_into("Short code", CODE + "\n")
    assert looking.told == ["left"]
    assert tokens_of(looking.shell) == DARK


def test_closing_the_casebook_under_it_takes_the_colours_off(looking: Turned) -> None:
    """When the council has ended this laptop, say: the window goes on as it was, and nothing of the person is on it."""
    looking.hands.choose("Black on yellow")
    looking.shell.take_out("turned")
    looking.table.shell = None
    assert tokens_of(looking.shell) == LIGHT
    assert looking.shell.close()


def test_size_symbols_and_hand(looking: Turned) -> None:
    """The size is kept where the person's size always was; the others beside the record."""
    hands, table = looking.hands, looking.table
    hands.choose("Very large")
    hands.settle()
    assert person(table.desk, table.person).body.reach.text_size == 40
    hands.choose("Without pictures")
    hands.choose("My left")
    hands.settle()
    hands.press("This is right for me")
    assert looking.screen._face._points == 40.0
    assert not looking.screen._face._prompt._picture.isVisible()
    assert wishes_of(table.desk, table.person) == {"symbols": "off", "hand": "left"}


@pytest.mark.prove
@pytest.mark.parametrize("right_to_left", [False, True])
@pytest.mark.parametrize("hand", ["left", "right"])
def test_the_buttons_stand_on_the_side_of_the_hand(
    talked: TableWithLaptop, app_theme: QApplication, hand: str, right_to_left: bool
) -> None:
    """Left is left, whichever way one reads; and in a low, narrow window too."""
    apply_theme(app_theme, Theme(right_to_left=right_to_left))
    wish_for(talked.desk, talked.person, "hand", hand)
    turned = Turned(talked)
    turned.hands.settle()
    face = turned.screen._face
    assert all((_middle(button, face) < face.width() // 3) == (hand == "left") for button in face._foot._shown())
    turned.shell.resize(640, 480)
    turned.hands.settle()
    sides = [_gaps(line, face.width()) for line in _lines(face._foot._shown(), face)]
    assert all((left < right) == (hand == "left") for left, right in sides if abs(left - right) > 40)
    assert any(abs(left - right) > 40 for left, right in sides)
    assert faults(turned.shell) == []


def _lines(buttons: list[QWidget], face: QWidget) -> list[list[QRect]]:
    """Where the buttons stand, line by line."""
    boxes = [QRect(each.mapTo(face, QPoint(0, 0)), each.size()) for each in buttons]
    return [[box for box in boxes if box.center().y() == height] for height in {box.center().y() for box in boxes}]


def _gaps(line: list[QRect], width: int) -> tuple[int, int]:
    """The room to the left and to the right of a line."""
    return min(box.left() for box in line), width - max(box.right() for box in line)


def _middle(button: QWidget, face: QWidget) -> int:
    return button.mapTo(face, button.rect().center()).x()


def test_it_can_be_chosen_by_arrows_alone(looking: Turned) -> None:
    """One stop for each question, arrows between the answers, Space chooses."""
    hands = looking.hands
    assert hands.focus_name() == "Large"
    hands.key("Tab")
    hands.key("Right")
    hands.key("Right")
    hands.key("Space")
    assert wishes_of(looking.table.desk, looking.table.person)["colours"] == "black on yellow"
    assert hands.focus_name() == "Black on yellow"


@pytest.mark.prove
def test_what_is_being_written_stays(talked: TableWithLaptop) -> None:
    """Looking at the choices costs no word."""
    turned = Turned(talked)
    turned.hands.type_into(FIELD, "Hall light on.")
    turned.hands.press("How it looks")
    turned.hands.choose("Soft blue")
    turned.hands.press("This is right for me")
    assert turned.hands.reads_in(FIELD) == "Hall light on."


@pytest.mark.prove
def test_it_is_the_same_on_another_laptop(looking: Turned, tmp_path: Path) -> None:
    """Jo comes next time, with hers."""
    table = looking.table
    looking.hands.choose("Soft blue")
    looking.hands.choose("My right")
    looking.hands.settle()
    jo = make_desk(tmp_path / "jo", "Jo Marsh")
    carry(table.desk.book, jo.book)
    set_code(jo, CODE)
    screen = TurnedScreen(jo, table.work, table.words)
    shell = Shell(table.words)
    shell.add_screen("turned", screen)
    shell.show_screen("turned", bare=True)
    screen.show_moment(table.person, table.visit, "good-day-bad-day", "waking-good")
    Hands(shell, table.work).settle()
    assert screen._moment is not None
    assert (screen._moment.view.colours, screen._moment.view.hand) == ("soft blue", "right")
    shell.take_out("turned")
    shell.deleteLater()
    QApplication.processEvents()
    jo.book.close()


def test_the_language_of_the_questions(looking: Turned) -> None:
    """Where the guides have another language it is offered; their own words stay as they said them."""
    looking.screen._face.field.set_words("Hall light")
    looking.hands.sees("Which language?")
    looking.hands.does_not_see("has read these words yet")
    looking.hands.choose("Welsh")
    looking.hands.settle()
    assert looking.hands.focus_name() == "Cymraeg"
    looking.hands.sees("Does neb sy'n siarad Cymraeg wedi darllen y geiriau hyn eto.")
    assert faults(looking.shell) == []
    looking.hands.press("Mae hyn yn iawn i mi")
    looking.hands.sees("Sut mae bore da yn dechrau?")
    looking.hands.sees("“Radio 3 on low.”")
    looking.hands.sees("Darllen i mi")
    assert looking.hands.reads_in("Eich geiriau eich hun") == "Hall light"
    looking.hands.press("Yn ôl")
    looking.hands.type_into("Short code", CODE + "\n")
    assert looking.told == ["left"]


def test_every_word_in_welsh_is_a_word_of_the_view_and_nobody_claims_to_have_read_it() -> None:
    """The same places to fill in; nothing that has no English; what is not there is said in English."""
    english = Words()
    for name in words_names("cy"):
        welsh = Words("cy")
        keys = set(welsh._keys(name)) - {"checked_by"}
        assert welsh(f"{name}.checked_by") == ""
        assert keys <= set(english._keys(name))
        for key in keys:
            assert welsh.placeholders(f"{name}.{key}") == english.placeholders(f"{name}.{key}"), key
    spoken = SpokenWords("cy", english)
    assert (spoken("turned.back"), spoken("turned.code.field")) == ("Yn ôl", "Short code")
    assert spoken("turned.looks.seconds.each", count=2) == "Dwy eiliad"
    assert set(Words("cy")._keys("turned")) >= {each for each in english._keys("turned") if not each.startswith("code.")}
