"""Before the casebook locks or the window closes: everything typed is kept, and what cannot be kept is said first."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from ui.messages import Message
from ui.shell import Shell
from ui.visit.keeper import Keeper
from ui.widgets.fields import AnswerField, LineField
from ui.words import Words
from ui.work import Work

LONGEST_WAIT_MS = 8000
OF_ANYBODY = ("today", "search", "person", "place", "joining", "moving", "versions", "history")
"""Screens that may hold names of people other than the one a visit is with. Each is made again when it is wanted again."""


class Keeping(QObject):
    """Nothing typed is thrown away unasked. Asked a second time, with the same words still there, it lets them go.

    While it stands, closing the window asks it. `screens` gives the screens that are there.
    """

    def __init__(self, shell: Shell, work: Work, words: Words, screens: Callable[[], Iterable[QWidget]]) -> None:
        super().__init__(shell)
        self._shell, self._work, self._words, self._screens = shell, work, words, screens
        self._warned: list[str] | None = None
        self._closing = False
        shell.installEventFilter(self)

    def stop(self) -> None:
        """The window may close as it likes again."""
        self._shell.removeEventFilter(self)

    def keep_now(self) -> None:
        """Ask every screen to keep what is typed on it, and try again what could not be kept."""
        for screen in self._screens():
            if hasattr(screen, "keep_now"):
                screen.keep_now()
            for keeper in screen.findChildren(Keeper):
                keeper.try_again()

    def let_go(self, made: dict[str, Any]) -> None:
        """A visit has begun: screens that may name anybody else are gone, and not only out of sight, unless words stand there."""
        self.keep_now()
        for name in OF_ANYBODY:
            if name in made and name != self._shell.current and _rests(made[name]):
                del made[name]
                self._shell.take_out(name)

    def before_locking(self, lock: Callable[[], object]) -> None:
        """Keep everything, then lock; or say what is not kept, and stay."""
        words = self._words
        self._when_kept(lock, Message(words("common.unkept.happened"), words("common.unkept.before_locking")))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Closing the window waits until everything is kept."""
        if watched is not self._shell or event.type() != QEvent.Type.Close:
            return super().eventFilter(watched, event)
        if not self._closing and self._may_close():
            return False
        event.ignore()
        return True

    def _may_close(self) -> bool:
        words, kept = self._words, list[bool]()
        self._closing = True
        message = Message(words("common.unkept.happened"), words("common.unkept.before_closing"))
        self._when_kept(lambda: kept.append(True), message)
        self._work.wait_until_quiet(LONGEST_WAIT_MS)
        self._closing = False
        return bool(kept)

    def _when_kept(self, go: Callable[[], object], message: Message) -> None:
        failed_before = self._work.failed_writes
        self.keep_now()

        def look(_nothing: object) -> None:
            failed = self._work.failed_writes > failed_before
            left = [said for screen in self._screens() for said in _typed_on(screen, all_fields=failed)]
            if (left or failed) and left != self._warned:
                self._warned = left
                self._shell.say(message)
                return
            self._warned = None
            go()

        self._work.write(lambda: None, then=look, initiator=self)


def _rests(screen: QWidget) -> bool:
    """Whether nothing typed stands on it, and nothing of it is on its way to the disk."""
    return not _typed_on(screen, all_fields=True) and all(keeper.rests for keeper in screen.findChildren(Keeper))


def _typed_on(screen: QWidget, *, all_fields: bool) -> list[str]:
    """What stands typed in the open forms of a screen and is kept nowhere; or in all its fields, when keeping failed."""
    lines = [each.typed for each in screen.findChildren(LineField) if each.isVisibleTo(screen) and not each.in_passing]
    fields = [
        each.typed for each in screen.findChildren(AnswerField) if each.isVisibleTo(screen) and (all_fields or not each.is_kept)
    ]
    return [said for said in (*lines, *fields) if said.strip()]
