"""Opens the real window on a casebook and types into its visit, key by key, until it is killed.

It is given a folder, a passphrase and a number to draw from. Before each key it notes the time (a clock that is the same
for every process), and after it says `time number` on standard output. What the keys are, `keys_of` says; `after` says
what must be in the window after so many of them. test_kill_while_typing.py reads both.
"""

import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

SENTENCES = ("No sugar, and the brown mug. ", "Ann rings at six. ", "The hall light stays on all night, or I do not sleep. ")
ENDING = " And that is all."


@dataclass(frozen=True)
class State:
    """What the window holds: statements in order, words in the field, and where the cursor stands in them."""

    said: tuple[str, ...] = ()
    words: str = ""
    cursor: int = 0


def keys_of(seed: int) -> Iterator[str]:
    """The keys: an ending is typed, Home, then sentences before it; and now and then Ctrl+Enter keeps it all."""
    dice = random.Random(seed)
    number = 0
    while True:
        number += 1
        yield from ENDING
        yield "Home"
        yield from f"{number}. "
        for _ in range(dice.randrange(1, 6)):
            yield from dice.choice(SENTENCES)
        yield "Ctrl+Return"


def states(seed: int, most: int) -> list[State]:
    """The state before the first key, after the first, the second and so on."""
    now = State()
    found = [now]
    for key in islice(keys_of(seed), most):
        if key == "Home":
            now = State(now.said, now.words, 0)
        elif key == "Ctrl+Return":
            now = State((*now.said, now.words), "", 0)
        else:
            now = State(now.said, now.words[: now.cursor] + key + now.words[now.cursor :], now.cursor + 1)
        found.append(now)
    return found


def type_away(folder: Path, passphrase: str, seed: int) -> None:
    """Type until killed: now as fast as a machine, now as a person, now with a pause to think."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from app.office import Office
    from tests.hands import Hands
    from ui.start import Window

    app = QApplication([])
    window = Window(app, Office(folder))
    window.show()
    hands = Hands(window.shell, window.work, patience=40)
    hands.type_into("Your passphrase", passphrase + "\n")
    hands.choose("Maggie")
    hands.type_into("What is said", "")
    dice, between = random.Random(-seed), 0.0
    for number, key in enumerate(keys_of(seed), start=1):
        if number % 20 == 1:
            between = dice.choice((0.0, 4.0, 30.0, 60.0))
        began = time.monotonic()
        target = app.focusWidget()
        if key == "Home":
            QTest.keyClick(target, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        elif key == "Ctrl+Return":
            QTest.keyClick(target, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        else:
            QTest.keyClick(target, key)
        sys.stdout.write(f"{began} {number}\n")
        sys.stdout.flush()
        QTest.qWait(int(700 if dice.random() < 0.01 else between + dice.random() * 10))


if __name__ == "__main__":
    type_away(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
