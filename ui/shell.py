"""The bare window: a stack of screens, the status line under it, a place for failures above it. It decides nothing.

A screen may have these, and the window uses those it finds: `focus_first()`, `may_leave() -> bool`,
`status_actions() -> list[QWidget]`, `on_shown()`, `taken_out()`, and `locked`: while that is true no other screen is shown and
nothing is said above it; what there is to say waits until it is left.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ui.words import Words

if TYPE_CHECKING:
    from ui.messages import Message
    from ui.widgets.notice import Notice
    from ui.widgets.status import StatusLine


class Shell(QMainWindow):
    """Screens by name. `back()` goes where one came from; a bare screen has no way out but its own."""

    screen_shown = Signal(str)
    leave_refused = Signal(str)
    find_requested = Signal()
    lock_requested = Signal()
    story_requested = Signal()
    closing = Signal()
    """Before the window goes; whoever has something to keep keeps it now."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._screens: dict[str, QWidget] = {}
        self._history: list[str] = []
        self._name = ""
        self._bare = False
        self._held: Message | None = None
        self.setWindowTitle(words("common.app"))
        self.setMinimumSize(480, 400)
        self.resize(1280, 800)
        self._stack = QStackedWidget()
        centre = QWidget()
        self._column = QVBoxLayout(centre)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._stack, 1)
        self.setCentralWidget(centre)
        self._shortcuts = [
            self._shortcut(QKeySequence(QKeySequence.StandardKey.Find), self.find_requested.emit),
            self._shortcut(QKeySequence("/"), self.find_requested.emit),
            self._shortcut(QKeySequence("Ctrl+L"), self.lock_requested.emit),
            self._shortcut(QKeySequence("Esc"), self.back),
        ]

    @cached_property
    def status(self) -> StatusLine:
        """The line at the bottom. Made when it is first wanted: the first screen has none."""
        from ui.widgets.status import StatusLine

        line = StatusLine(self._words)
        line.setAccessibleName(self._words("common.window_parts.status"))
        line.story_requested.connect(self.story_requested)
        line.lock_requested.connect(self.lock_requested)
        self._column.addWidget(line)
        line.setVisible(not self._bare)
        return line

    @cached_property
    def _failure_place(self) -> QWidget:
        place = QWidget()
        self._column.insertWidget(0, place)
        return place

    @cached_property
    def _failure(self) -> Notice:
        from ui.widgets.notice import Notice

        notice = Notice(tone="harm")
        notice.setAccessibleName(self._words("common.window_parts.failure"))
        notice.acted.connect(self.clear_message)
        layout = QVBoxLayout(self._failure_place)
        layout.setContentsMargins(24, 12, 24, 4)
        layout.addWidget(notice)
        return notice

    @property
    def current(self) -> str:
        """The name of the screen on show."""
        return self._name

    def widget_of(self, name: str) -> QWidget:
        """The screen of a name."""
        return self._screens[name]

    def put_above(self, widget: QWidget) -> None:
        """Above every screen. Whoever puts it there shows it, hides it and takes it away."""
        self._column.insertWidget(0, widget)

    def add_screen(self, name: str, screen: QWidget) -> None:
        """Another screen. The first one is not shown until it is asked for."""
        self._screens[name] = screen
        self._stack.addWidget(screen)

    def has_screen(self, name: str) -> bool:
        """Whether there is a screen of this name."""
        return name in self._screens

    def take_out(self, name: str) -> None:
        """Let a screen go, with everything it shows."""
        screen: Any = self._screens.pop(name)
        if hasattr(screen, "taken_out"):
            screen.taken_out()
        self._history = [each for each in self._history if each != name]
        if self._name == name:
            self._name = ""
            self.status.set_actions([])
        self._stack.removeWidget(screen)
        screen.hide()
        screen.deleteLater()

    def show_screen(self, name: str, *, remember: bool = True, bare: bool = False) -> None:
        """Show a screen. `remember`: Back comes back to the one that is left. `bare`: nothing but the screen.

        While the one on show is locked, no other is shown.
        """
        if self._is_locked and name != self._name:
            return
        if remember and self._name and self._name != name and not self._bare:
            self._history.append(self._name)
        self._name, self._bare = name, bare
        screen: Any = self._screens[name]
        self._stack.setCurrentWidget(screen)
        if not bare or "status" in vars(self):
            self.status.setVisible(not bare)
        for shortcut in self._shortcuts:
            shortcut.setEnabled(not bare)
        actions = screen.status_actions() if hasattr(screen, "status_actions") else []
        if actions or "status" in vars(self):
            self.status.set_actions(actions)
        if hasattr(screen, "on_shown"):
            screen.on_shown()
        if hasattr(screen, "focus_first"):
            screen.focus_first()
        else:
            self._focus_first(screen)
        self.screen_shown.emit(name)
        held, self._held = self._held, None
        if held is not None:
            self.say(held)

    def back(self) -> None:
        """Go where one came from, if the screen lets one go."""
        screen: Any = self._screens.get(self._name)
        if self._bare or not self._history:
            return
        if hasattr(screen, "may_leave") and not screen.may_leave():
            self.leave_refused.emit(self._name)
            return
        self.show_screen(self._history.pop(), remember=False)

    def forget_history(self) -> None:
        """There is no way back from here: after locking, and when a visit begins."""
        self._history.clear()

    def say(self, message: Message) -> None:
        """Say what went wrong above the screen, until somebody closes it or it is cleared. Never modal.

        Over a locked screen it waits.
        """
        if self._is_locked:
            self._held = message
            return
        self._failure.say(str(message), self._words("common.close"))
        self._failure_place.show()

    def clear_message(self) -> None:
        """Take the last failure away."""
        if "_failure" in vars(self):
            self._failure.quiet()
            self._failure_place.hide()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell everyone before the window goes."""
        self.closing.emit()
        super().closeEvent(event)

    @property
    def _is_locked(self) -> bool:
        screen: Any = self._screens.get(self._name)
        return bool(getattr(screen, "locked", False))

    def _shortcut(self, keys: QKeySequence, act: Any) -> QShortcut:
        shortcut = QShortcut(keys, self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(act)
        return shortcut

    def _focus_first(self, screen: QWidget) -> None:
        candidate = screen.nextInFocusChain()
        while candidate is not None and candidate is not screen:
            takes = candidate.focusPolicy() & Qt.FocusPolicy.TabFocus
            if screen.isAncestorOf(candidate) and takes and candidate.isEnabled() and candidate.isVisible():
                candidate.setFocus(Qt.FocusReason.TabFocusReason)
                return
            candidate = candidate.nextInFocusChain()
