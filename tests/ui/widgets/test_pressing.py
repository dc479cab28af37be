"""Things to press: big enough, named, painted in every state, worked by mouse and keyboard alike."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.looking import faults
from ui.theme.theme import Theme
from ui.theme.tokens import DARK, LIGHT, Tokens
from ui.widgets.buttons import ActionButton, TickBox
from ui.widgets.chips import Chip, ChipRow
from ui.widgets.layout import column

Dress = Callable[[Theme], None]
Shown = Callable[..., QWidget]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_targets_are_big_enough(qtbot: QtBot, dress: Dress, scale: float) -> None:
    """44 px where a finger may come, 32 for links and marks, 44 for those in the turned view."""
    dress(Theme(text_scale=scale))
    for widget, least in (
        (ActionButton("Go"), 44),
        (ActionButton("Go", kind="primary"), 44),
        (ActionButton("Go", kind="link"), 32),
        (ActionButton("Go", kind="link", tall=True), 44),
        (ActionButton("Go", tall=True), 56),
        (TickBox("Go"), 32),
        (Chip("a", "Go"), 32),
        (Chip("a", "Go", tall=True), 44),
    ):
        qtbot.addWidget(widget)
        widget.adjustSize()
        assert widget.height() >= least
        assert widget.width() >= 20


@pytest.mark.parametrize(("theme", "tokens"), [(Theme(), LIGHT), (Theme("dark"), DARK)])
def test_buttons_wear_the_tokens(qtbot: QtBot, dress: Dress, theme: Theme, tokens: Tokens) -> None:
    """Filled in the quiet colour, plain on surface, a chosen chip on its tint."""
    dress(theme)
    chip = Chip("a", "Maggie")
    chip.setChecked(True)
    for widget, colour in (
        (ActionButton("Start", kind="primary"), tokens.quiet),
        (ActionButton("Start"), tokens.surface),
        (chip, tokens.quiet_tint),
    ):
        qtbot.addWidget(widget)
        widget.adjustSize()
        image = widget.grab().toImage()
        assert image.pixelColor(image.width() // 2, 4).name().upper() == colour


def test_disabled_looks_disabled_and_cannot_be_pressed(qtbot: QtBot) -> None:
    """A button that cannot be pressed has another ink, and pressing it does nothing."""
    button, pressed = ActionButton("Print"), []
    button.clicked.connect(lambda: pressed.append(1))
    qtbot.addWidget(button)
    before = button.grab().toImage()
    button.setEnabled(False)
    assert button.grab().toImage() != before
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not pressed


def test_names_and_roles(qtbot: QtBot) -> None:
    """A screen reader hears the words on it, or a fuller name where the words alone are not enough."""
    chip = Chip("a", "Maggie")
    for widget, role, name in (
        (ActionButton("Start a visit"), QAccessible.Role.Button, "Start a visit"),
        (ActionButton("Get ready", name="Get ready for Maggie"), QAccessible.Role.Button, "Get ready for Maggie"),
        (TickBox("paid to help"), QAccessible.Role.CheckBox, "paid to help"),
        (chip, QAccessible.Role.CheckBox, "Maggie"),
    ):
        qtbot.addWidget(widget)
        face = QAccessible.queryAccessibleInterface(widget)
        assert (face.role(), face.text(QAccessible.Text.Name)) == (role, name)


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("width", [150, 320, 900])
def test_long_words_wrap_on_every_button(qtbot: QtBot, dress: Dress, width: int, rtl: bool) -> None:
    """Nothing on a button is cut, however narrow its place."""
    dress(Theme(text_scale=2.0, right_to_left=rtl))
    said = "Print what we agreed to try and leave it with Maggie"
    parts = [ActionButton(said), ActionButton(said, icon="printer"), ActionButton(said, kind="link"), TickBox(said)]
    holder = column(*parts)
    qtbot.addWidget(holder)
    holder.resize(width, 1400)
    holder.show()
    QApplication.processEvents()
    assert faults(holder) == []


def test_an_icon_is_painted_beside_the_words(qtbot: QtBot) -> None:
    """Line icons come with a word, in the ink of the button."""
    bare, drawn = ActionButton("Print"), ActionButton("Print", icon="printer")
    for button in (bare, drawn):
        qtbot.addWidget(button)
        button.adjustSize()
    assert drawn.width() > bare.width() + 16
    assert ink_count(drawn.grab().toImage()) > ink_count(bare.grab().toImage()) + 20


def test_one_chip_at_a_time(qtbot: QtBot) -> None:
    """The chosen one stays chosen, also when it is pressed again; each press is told once."""
    row, told = people(qtbot)
    for name in ("Ann", "Ann", "Maggie"):
        QTest.mouseClick(row.chip(name.lower()), Qt.MouseButton.LeftButton)
        assert row.chosen == name.lower()
        assert row.chosen_keys == (name.lower(),)
    assert told == ["ann", "ann", "maggie"]


def test_several_chips_at_a_time(qtbot: QtBot) -> None:
    """A row that is not exclusive keeps what was chosen before."""
    row, _ = people(qtbot, exclusive=False)
    for key in ("ann", "me", "ann"):
        QTest.mouseClick(row.chip(key), Qt.MouseButton.LeftButton)
    assert row.chosen_keys == ("me",)


def test_choosing_by_program_is_silent(qtbot: QtBot) -> None:
    """`choose` tells nobody; choosing nothing leaves none chosen."""
    row, told = people(qtbot)
    row.choose("ann")
    assert row.chosen == "ann"
    row.choose("")
    assert row.chosen_keys == ()
    assert told == []


def test_chips_by_keyboard(qtbot: QtBot, shown: Shown) -> None:
    """One Tab stop for the row; arrows, Home and End move; Space and Enter choose."""
    row, told = people(qtbot)
    after = ActionButton("Next")
    shown(column(row, after))
    row.chip("maggie").setFocus()
    for key, expected in (
        (Qt.Key.Key_Right, "ann"),
        (Qt.Key.Key_Down, "me"),
        (Qt.Key.Key_Right, "me"),
        (Qt.Key.Key_Home, "maggie"),
        (Qt.Key.Key_End, "me"),
        (Qt.Key.Key_Left, "ann"),
    ):
        QTest.keyClick(QApplication.focusWidget(), key)
        assert focused_key() == expected
    assert told == []
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert row.chosen == "ann"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert row.chosen == "me"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after
    QTest.keyClick(after, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert focused_key() == "me"


def test_arrows_turn_round_right_to_left(qtbot: QtBot, dress: Dress, shown: Shown) -> None:
    """In a window read from the right, Left goes on and Right goes back."""
    dress(Theme(right_to_left=True))
    row, _ = people(qtbot)
    shown(row)
    row.chip("maggie").setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    assert focused_key() == "ann"
    assert row.chip("ann").x() < row.chip("maggie").x()


def test_choosing_moves_nothing(qtbot: QtBot) -> None:
    """Bold words take no more room than was kept for them."""
    row, _ = people(qtbot)
    row.resize(600, 60)
    row.show()
    before = [row.chip(key).geometry() for key in row.keys]
    row.choose("me")
    QApplication.processEvents()
    assert [row.chip(key).geometry() for key in row.keys] == before


def people(qtbot: QtBot, exclusive: bool = True) -> tuple[ChipRow, list[str]]:
    row, told = ChipRow("Who says it", exclusive), []
    for name in ("Maggie", "Ann", "me"):
        row.add(name.lower(), name, chosen=exclusive and name == "Maggie")
    row.chosen_changed.connect(told.append)
    qtbot.addWidget(row)
    return row, told


def focused_key() -> str:
    focused: QWidget | None = QApplication.focusWidget()
    return focused.key if isinstance(focused, Chip) else ""


def ink_count(image: QImage) -> int:
    return sum(image.pixelColor(x, y).lightness() < 128 for x in range(image.width()) for y in range(image.height()))
