"""The keyboard's calm: what works behind the window may wait here until nobody types."""

import threading
import time
from collections.abc import Callable
from itertools import count

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from ui.widgets.fields import AnswerField

QUIET_SECONDS = 0.3
"""No key for this long is calm."""

_HEARD = "heard_for_calm"
_NUMBERS = count(1)

AT_MOST_SECONDS = 2.0
"""Nothing waits longer: somebody who types for an hour still gets what others wrote."""


class KeyboardCalm(QObject):
    """Hears the keys of whatever field has the keyboard. `wait` may be called on any thread but the window's."""

    def __init__(self, parent: QObject | None = None, *, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._last = float("-inf")
        self._over = threading.Event()
        self._mark = next(_NUMBERS)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)
            self._on_focus(None, QApplication.focusWidget())

    @property
    def calm(self) -> bool:
        """Whether no key came just now."""
        return self._clock() - self._last >= QUIET_SECONDS

    def wait(self) -> None:
        """Come back when nobody types, after the longest wait, or when it is over."""
        until = self._clock() + AT_MOST_SECONDS
        while not self.calm and self._clock() < until:
            if self._over.wait(QUIET_SECONDS / 3):
                return

    def end(self) -> None:
        """The casebook closes: nobody waits any more."""
        self._over.set()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.disconnect(self._on_focus)

    def _note(self, _text: str = "") -> None:
        self._last = self._clock()

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """The one that has lost the keyboard may be on its way out: it is not touched."""
        if isinstance(new, AnswerField | QLineEdit) and new.property(_HEARD) != self._mark:
            new.setProperty(_HEARD, self._mark)
            signal = new.keys_came if isinstance(new, AnswerField) else new.textEdited
            signal.connect(self._note)
