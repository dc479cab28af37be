"""Whoever uses the keyboard always sees where it is: 3 px of ring and 2 px of gap, on everything that takes it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.theme.focus_ring import GAP, WIDTH
from ui.theme.theme import Theme
from ui.theme.tokens import DARK, LIGHT, Tokens, contrast
from ui.widgets.buttons import ActionButton, TickBox
from ui.widgets.chips import ChipRow
from ui.widgets.fields import AnswerField, ChoiceField, LineField
from ui.widgets.layout import Card
from ui.widgets.page import Page

Dress = Callable[[Theme], None]


def the_answer() -> QWidget:
    return AnswerField("Write here")


def the_line() -> QWidget:
    return LineField("Name")


def the_choice() -> QWidget:
    field = ChoiceField("Ring")
    field.add("near", "Very close")
    return field


def the_chip() -> QWidget:
    row = ChipRow("Who says it")
    return row.add("maggie", "Maggie", chosen=True)


KINDS: dict[str, Callable[[], QWidget]] = {
    "filled button": lambda: ActionButton("Start a visit", kind="primary"),
    "plain button": lambda: ActionButton("Get ready"),
    "link": lambda: ActionButton("Not now", kind="link"),
    "tick box": lambda: TickBox("paid to help"),
    "chosen chip": the_chip,
    "answer": the_answer,
    "line": the_line,
    "list": the_choice,
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("theme", "tokens"), [(Theme(), LIGHT), (Theme("dark"), DARK)], ids=["light", "dark"])
def test_ring_and_gap_are_there(qtbot: QtBot, dress: Dress, kind: str, theme: Theme, tokens: Tokens) -> None:
    """Going out from each side of the control: two pixels of ground, then three of ring, then ground again.

    A link has three pixels more of ground at the ends of its words.
    """
    dress(theme)
    control = KINDS[kind]()
    window, target = shown_with_focus(qtbot, control)
    image = window.grab().toImage()
    box = target.rect().translated(target.mapTo(window, QPoint(0, 0)))
    middle = box.center()
    for name, start, step in (
        ("above", QPoint(middle.x(), box.top() - 1), QPoint(0, -1)),
        ("below", QPoint(middle.x(), box.bottom() + 1), QPoint(0, 1)),
        ("left", QPoint(box.left() - 1, middle.y()), QPoint(-1, 0)),
        ("right", QPoint(box.right() + 1, middle.y()), QPoint(1, 0)),
    ):
        ground = GAP + (3 if kind == "link" and step.x() else 0)
        seen = [colour_at(image, start + step * away) for away in range(ground + WIDTH + 1)]
        wanted = [tokens.paper] * ground + [tokens.focus] * WIDTH + [tokens.paper]
        assert all(close(*pair) for pair in zip(seen, wanted, strict=True)), f"{name} the {kind}: {seen}"


def test_the_gap_is_what_shows_on_a_filled_button() -> None:
    """Ring beside fill is too faint in dark; ring beside gap, and gap beside fill, are clear in both."""
    for tokens in (LIGHT, DARK):
        assert contrast(tokens.focus, tokens.paper) >= 3
        assert contrast(tokens.quiet, tokens.paper) >= 3


def test_no_ring_without_the_keyboard(qtbot: QtBot) -> None:
    """A window in which nothing has the keyboard shows no ring."""
    window, target = shown_with_focus(qtbot, ActionButton("Start"))
    target.clearFocus()
    QApplication.processEvents()
    assert not has_colour(window.grab().toImage(), LIGHT.focus)


def test_ring_follows_the_keyboard_and_the_layout(qtbot: QtBot) -> None:
    """Tab moves the ring; so does whatever moves the control."""
    first, second = ActionButton("One"), ActionButton("Two")
    window, _ = shown_with_focus(qtbot, first, second)
    QTest.keyClick(first, Qt.Key.Key_Tab)
    QApplication.processEvents()
    assert ring_around(window, second)
    window.layout().insertSpacing(0, 60)
    window.layout().activate()
    QApplication.processEvents()
    QTest.qWait(10)
    assert ring_around(window, second)
    assert not ring_around(window, first)


def test_ring_on_a_card_has_the_gap_of_the_card(qtbot: QtBot) -> None:
    """On white the gap is white."""
    card, button = Card(), ActionButton("Get ready", kind="primary")
    card.add(button)
    window, _ = shown_with_focus(qtbot, card)
    button.setFocus()
    QApplication.processEvents()
    image = window.grab().toImage()
    above = button.mapTo(window, QPoint(button.width() // 2, 0)) - QPoint(0, 1)
    assert colour_at(image, above) == LIGHT.surface
    assert colour_at(image, above - QPoint(0, GAP)) == LIGHT.focus


def test_ring_is_cut_where_its_control_is_scrolled_away(qtbot: QtBot) -> None:
    """A control that is scrolled under a bar does not draw its ring over the bar."""
    page = Page()
    page.add(ActionButton("First"))
    for at in range(40):
        page.add(ActionButton(f"Button {at}"))
    bar = QWidget()
    bar.setFixedHeight(60)
    window, _ = shown_with_focus(qtbot, bar, page)
    first = page.findChild(ActionButton)
    first.setFocus()
    QTest.qWait(20)
    assert ring_around(window, first)
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    QTest.qWait(20)
    assert not has_colour(window.grab().toImage(), LIGHT.focus)


def test_a_destroyed_control_takes_the_ring_with_it(qtbot: QtBot) -> None:
    """A control that goes while it has the keyboard leaves neither ring nor error."""
    first, second = ActionButton("One"), ActionButton("Two")
    window, _ = shown_with_focus(qtbot, first, second)
    second.setFocus()
    second.deleteLater()
    QTest.qWait(20)
    first.setFocus()
    QTest.qWait(20)
    assert ring_around(window, first)


def shown_with_focus(qtbot: QtBot, *widgets: QWidget) -> tuple[QWidget, QWidget]:
    window = QWidget()
    window.setProperty("ground", "paper")
    layout = QVBoxLayout(window)
    layout.setContentsMargins(40, 40, 40, 40)
    for widget in widgets:
        layout.addWidget(widget.parentWidget() or widget)
    layout.addStretch(1)
    window.resize(500, 400)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    widgets[0].setFocus()
    QTest.qWait(20)
    return window, QApplication.focusWidget() or widgets[0]


def ring_around(window: QWidget, target: QWidget) -> bool:
    image = window.grab().toImage()
    above = target.mapTo(window, QPoint(target.width() // 2, 0)) - QPoint(0, GAP + 2)
    return colour_at(image, above) == LIGHT.focus


def colour_at(image: QImage, at: QPoint) -> str:
    return image.pixelColor(at).name().upper()


def close(one: str, other: str) -> bool:
    """The same but for the smoothing of a curve."""
    first, second = QColor(one), QColor(other)
    return max(abs(a - b) for a, b in zip(first.getRgb(), second.getRgb(), strict=True)) <= 16


def has_colour(image: QImage, colour: str) -> bool:
    wanted = QColor(colour)
    return any(image.pixelColor(x, y) == wanted for x in range(0, image.width(), 2) for y in range(0, image.height(), 2))
