"""The bare window: screens by name, a way back, one line of status, failures above; a bare screen has no way out."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.practice.errors import StoreFull
from tests.hands import Hands
from tests.looking import faults
from ui.messages import message_for
from ui.shell import Shell
from ui.theme.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.words import Words

Shown = Callable[..., QWidget]


class Room(QWidget):
    """A screen with one button, and what a screen may have."""

    def __init__(self, name: str, leave: bool = True) -> None:
        super().__init__()
        self._leave = leave
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(ActionButton(f"Press in {name}"))
        self.action = ActionButton(f"Pause {name}", kind="link")

    def may_leave(self) -> bool:
        return self._leave

    def status_actions(self) -> list[QWidget]:
        return [self.action]


class Plain(QWidget):
    """A screen that has nothing of its own."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(ActionButton(f"Press in {name}"))


@pytest.fixture
def shell(shown: Shown, words: Words) -> Shell:
    window = Shell(words)
    for name in ("today", "person", "visit"):
        window.add_screen(name, Plain(name))
    window.add_screen("locked", Room("locked", leave=False))
    window.status.show_worker("Helen Price")
    window.status.say("Everything is on this laptop and with the council, 09:12")
    shown(window, 1000, 700)
    window.show_screen("today")
    return window


def test_back_goes_where_one_came_from(shell: Shell) -> None:
    """Esc steps back through the screens, and stops at the first."""
    hands, seen = Hands(shell), []
    shell.screen_shown.connect(seen.append)
    shell.show_screen("person")
    shell.show_screen("visit")
    for _ in range(3):
        hands.key("Esc")
    assert seen == ["person", "visit", "person", "today"]
    assert shell.current == "today"


def test_the_keyboard_is_in_the_screen_that_is_shown(shell: Shell) -> None:
    """The first control of a screen has the keyboard."""
    hands = Hands(shell)
    assert hands.focus_name() == "Press in today"
    shell.show_screen("visit")
    hands.settle()
    assert hands.focus_name() == "Press in visit"


def test_a_screen_may_refuse_to_be_left(shell: Shell) -> None:
    """A visit is paused, not slipped out of."""
    hands, refused = Hands(shell), []
    shell.leave_refused.connect(refused.append)
    shell.show_screen("locked")
    hands.key("Esc")
    assert shell.current == "locked"
    assert refused == ["locked"]


def test_a_screens_own_actions_stand_in_the_status_line(shell: Shell) -> None:
    """They come with the screen and go with it."""
    hands = Hands(shell)
    hands.sees("Helen Price")
    shell.show_screen("locked")
    hands.sees("Pause locked")
    hands.does_not_see("Helen Price")
    shell.show_screen("today")
    hands.sees("Helen Price")
    hands.does_not_see("Pause locked")


def test_a_bare_screen_is_alone(shell: Shell) -> None:
    """No status line, no shortcut, no way back: the start, and the screen turned to the person."""
    asked: list[str] = []
    for signal in (shell.find_requested, shell.lock_requested):
        signal.connect(lambda: asked.append("asked"))
    shell.show_screen("visit", bare=True)
    hands = Hands(shell)
    hands.does_not_see("Everything is on this laptop")
    for keys in ("Ctrl+F", "Ctrl+L", "Esc"):
        hands.key(keys)
    assert asked == []
    assert shell.current == "visit"
    shell.show_screen("today", remember=False)
    hands.sees("Everything is on this laptop")
    hands.key("Ctrl+L")
    assert asked == ["asked"]


def test_shortcuts_ask(shell: Shell) -> None:
    """Ctrl+F asks for Find, Ctrl+L for Lock; the window itself does neither."""
    asked: list[str] = []
    shell.find_requested.connect(lambda: asked.append("find"))
    shell.lock_requested.connect(lambda: asked.append("lock"))
    shell.story_requested.connect(lambda: asked.append("story"))
    hands = Hands(shell)
    hands.key("Ctrl+F")
    hands.key("Ctrl+L")
    hands.press("Lock")
    hands.press("Everything is on this laptop")
    assert asked == ["find", "lock", "lock", "story"]


def test_forgetting_the_way_back(shell: Shell) -> None:
    """After locking, Esc leads nowhere."""
    shell.show_screen("person")
    shell.forget_history()
    Hands(shell).key("Esc")
    assert shell.current == "person"


def test_a_failure_is_said_and_does_not_get_in_the_way(shell: Shell, words: Words) -> None:
    """Both sentences stand above the screen; the keyboard stays where it is; Close takes them away."""
    hands = Hands(shell)
    shell.say(message_for(StoreFull(), words))
    hands.sees("The disk of this laptop is full.")
    hands.sees("Keep the app open and make room")
    assert hands.focus_name() == "Press in today"
    hands.press("Close")
    hands.does_not_see("The disk of this laptop is full.")
    shell.say(message_for(StoreFull(), words))
    shell.clear_message()
    hands.does_not_see("The disk of this laptop is full.")


def test_closing_is_told_first(shell: Shell) -> None:
    """Whoever has something to keep hears of it before the window goes."""
    told: list[bool] = []
    shell.closing.connect(lambda: told.append(shell.isVisible()))
    shell.close()
    assert told == [True]


@pytest.mark.parametrize("theme", [Theme(text_scale=2.0), Theme("dark", right_to_left=True)])
def test_no_faults_with_everything_on_show(shell: Shell, words: Words, dress: Callable[[Theme], None], theme: Theme) -> None:
    """Failure, screen and status together at twice the size in a small window."""
    dress(theme)
    shell.resize(1024, 640)
    shell.say(message_for(StoreFull(), words))
    Hands(shell).settle()
    assert faults(shell) == []
