"""Large enough to touch and to read: every state of the turned screen, 100 to 300 % text, every size, both ways of reading."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget

from app.casebook.own_view import wish_for, wish_for_size
from tests.looking import faults, shown
from tests.ui.turned.turning import Turned, say
from tests.ui.visit.laptop import TableWithLaptop
from ui.theme.theme import Theme, apply_theme
from ui.widgets.passage import Passage

TOUCH, LOOKS = 44, 10
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch, أحب الشاي 🙂"
LEAST_PIXELS = 16 * 96 // 72
"""No word of the person's view is smaller than 16 points, at 96 dots to an inch."""


def states(turned: Turned) -> Iterator[str]:
    """Everything that can be seen on the turned screen, one state after the other."""
    hands, screen = turned.hands, turned.screen
    yield "the question"
    hands.press("What others said")
    yield "what others said"
    hands.press("Close what others said")
    hands.press("Read to me")
    yield "no voice"
    hands.type_into("Your own words", "Hall light on.")
    yield "writing"
    hands.press("One by one")
    yield "one by one"
    hands.press("Leave this out: Radio 3 on low.")
    yield "left out"
    hands.press("That is all")
    hands.press("That's right")
    yield "thanked"
    screen._say_failure(OSError())
    yield "trouble"
    hands.press("How it looks")
    hands.choose("Yes")
    hands.settle()
    yield "how it looks"
    hands.choose("No")
    hands.press("This is right for me")
    hands.press("Back")
    yield "the door"


def too_small(turned: Turned) -> list[str]:
    """What can be touched and is not 44 pixels tall and wide."""
    found = []
    for each in shown(turned.shell):
        if isinstance(each, QAbstractButton | QPlainTextEdit | QLineEdit) and min(each.width(), each.height()) < TOUCH:
            found.append(f"{each.accessibleName() or type(each).__name__}: {each.width()} by {each.height()}")
    return found


def too_close(turned: Turned) -> list[str]:
    """Two things to press that lie on each other."""
    pressed = [each for each in shown(turned.shell) if isinstance(each, QAbstractButton)]
    boxes = [(each, QRect(each.mapTo(turned.shell, each.rect().topLeft()), each.size())) for each in pressed]
    return [
        f"{one.text()} and {other.text()}"
        for at, (one, box) in enumerate(boxes)
        for other, beside in boxes[at + 1 :]
        if box.intersects(beside) and _same_page(one, other)
    ]


def _same_page(one: QWidget, other: QWidget) -> bool:
    """What has scrolled under the buttons at the foot does not lie on them."""
    return one.parentWidget() is other.parentWidget()


def in_small_type(turned: Turned) -> list[str]:
    """Words smaller than the person's view may have."""
    passages = [each for each in shown(turned.screen._face) if isinstance(each, Passage) and each.text()]
    return [each.text() for each in passages if each.fontInfo().pixelSize() < LEAST_PIXELS]


def wrong_at_rest(turned: Turned) -> list[str]:
    """What is wrong once everything has found its place; after ten looks, what is wrong then."""
    wrong: list[str] = []
    for _ in range(LOOKS):
        turned.hands.settle()
        wrong = [*too_small(turned), *too_close(turned), *faults(turned.shell), *in_small_type(turned)]
        if not wrong:
            break
        QTest.qWait(30)
    return wrong


def test_every_state_can_be_touched_and_read(talked: TableWithLaptop) -> None:
    """44 pixels at least, nothing cut, nothing that lies on something else, no small print."""
    say(talked, "Toast, cut small.")
    turned = Turned(talked, make_engine=lambda *_given: None)
    for state in states(turned):
        assert (state, wrong_at_rest(turned)) == (state, [])


@pytest.mark.prove
@pytest.mark.parametrize("right_to_left", [False, True])
@pytest.mark.parametrize("scale", [1.0, 2.0, 3.0])
@pytest.mark.parametrize("points", [28, 48])
@pytest.mark.parametrize("hand", ["", "left"])
def test_every_state_in_every_size(
    talked: TableWithLaptop, app_theme: QApplication, points: int, scale: float, hand: str, right_to_left: bool
) -> None:
    """In a small window, with words that are longer than a line and letters of three scripts."""
    apply_theme(app_theme, Theme(text_scale=scale, right_to_left=right_to_left))
    say(talked, LONG)
    wish_for_size(talked.desk, talked.person, points)
    wish_for(talked.desk, talked.person, "hand", hand)
    turned = Turned(talked, 1024, 640, make_engine=lambda *_given: None)
    for state in states(turned):
        assert (state, wrong_at_rest(turned)) == (state, [])
