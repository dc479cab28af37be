"""Nothing that came is worked in while somebody types, and nothing waits for ever."""

import threading
import time

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.syncing.calm import AT_MOST_SECONDS, QUIET_SECONDS, KeyboardCalm
from ui.widgets.fields import AnswerField, LineField
from ui.words import Words


class Fields:
    """Two fields in a window, and somebody who waits for calm on another thread."""

    def __init__(self, words: Words) -> None:
        self.window = QWidget()
        self.answer, self.line = AnswerField("What is said"), LineField("Name")
        layout = QVBoxLayout(self.window)
        layout.addWidget(self.answer)
        layout.addWidget(self.line)
        self.window.show()
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)
        self.calm = KeyboardCalm(self.window)
        self.waited = -1.0

    def wait(self) -> threading.Thread:
        def wait() -> None:
            began = time.monotonic()
            self.calm.wait()
            self.waited = time.monotonic() - began

        thread = threading.Thread(target=wait)
        thread.start()
        return thread

    def type_until(self, ended: threading.Thread, most: float) -> None:
        until = time.monotonic() + most
        while ended.is_alive() and time.monotonic() < until:
            QTest.keyClicks(self.answer, "a")
            QTest.qWait(20)


def test_it_waits_while_keys_come(words: Words) -> None:
    """Until a moment after the last key; and never where nobody types."""
    fields = Fields(words)
    fields.wait().join(5)
    assert fields.waited < QUIET_SECONDS
    fields.answer.setFocus()
    QTest.keyClicks(fields.answer, "Radio")
    assert not fields.calm.calm
    thread = fields.wait()
    fields.type_until(thread, 0.6)
    assert thread.is_alive()
    thread.join(5)
    assert fields.waited >= 0.6
    fields.calm.end()


def test_a_line_is_typed_in_too(words: Words) -> None:
    """And words that are shown by the program are nobody's keys."""
    fields = Fields(words)
    fields.answer.setFocus()
    fields.answer.set_words("Radio 3 on low.")
    fields.line.setFocus()
    fields.line.set_text("Ann")
    assert fields.calm.calm
    QTest.keyClicks(fields.window.focusWidget(), "a")
    assert not fields.calm.calm
    fields.calm.end()


def test_nothing_waits_for_ever(words: Words) -> None:
    """Somebody who types on and on still gets what others wrote."""
    fields = Fields(words)
    fields.answer.setFocus()
    QTest.keyClicks(fields.answer, "a")
    thread = fields.wait()
    fields.type_until(thread, AT_MOST_SECONDS * 3)
    assert not thread.is_alive()
    assert fields.waited < AT_MOST_SECONDS * 2
    fields.calm.end()


def test_at_the_end_nobody_waits(words: Words) -> None:
    """Closing lets go at once."""
    fields = Fields(words)
    fields.answer.setFocus()
    QTest.keyClicks(fields.answer, "a")
    thread = fields.wait()
    fields.calm.end()
    thread.join(5)
    assert fields.waited < QUIET_SECONDS
