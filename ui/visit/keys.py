"""The keys of a visit: who says it, how it came, and the ways through, so that a whole visit needs no mouse."""

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget

WHO_KEYS, HOW_KEYS = "Ctrl", "Alt"
"""What is held while a number is pressed: whose words they are, how they came."""

TURN, READ_BACK, NOTE, TIME, PAUSE = "F2", "F4", "F8", "F9", "F10"
BEFORE, NEXT, ANOTHER = "Ctrl+PgUp", "Ctrl+PgDown", "Ctrl+Shift+Return"
NOT_NOW, NEWCOMER = "Ctrl+.", "Ctrl+Shift+N"
MOST_NUMBERED = 9


def shown_key(keys: str) -> str:
    """The key as it is called on this machine."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def held(keys: str) -> str:
    """What is held, as it is called on this machine."""
    return shown_key(f"{keys}+1").removesuffix("1").removesuffix("+")


def number_keys(parent: QWidget, held_keys: str, press: Callable[[str], object]) -> None:
    """Every figure with what is held: `press` hears which. They work while `parent` is on show."""
    for figure in "1234567890":
        shortcut = QShortcut(QKeySequence(f"{held_keys}+{figure}"), parent)
        shortcut.activated.connect(lambda figure=figure: press(figure))


def key_for(parent: QWidget, keys: str, button: QAbstractButton) -> None:
    """Let the key press the button while `parent` is on show, and say so on the button."""
    shortcut = QShortcut(QKeySequence(keys), parent)
    shortcut.setAutoRepeat(False)

    def press() -> None:
        if button.isVisible() and button.isEnabled():
            button.click()

    shortcut.activated.connect(press)
    button.setToolTip(shown_key(keys))
    button.setAccessibleDescription(shown_key(keys))
