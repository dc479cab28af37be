"""Keeping typed words on the disk, again and again until they are kept. What cannot be kept yet is held here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.casebook.desk import Desk
from app.casebook.saying import Typing, drop_typing, keep_typing, seal_typing
from app.practice.errors import SurroundingsFail
from ui.work import Work

AGAIN_MS = 3000
SLOW_MS = 600
"""Keys wait at most as long again before they are handed in, so what takes no longer is on the disk a second and a quarter after
the key; what does is said."""


_OVERTAKEN = object()


@dataclass(frozen=True, eq=False)
class _Wish:
    """What should become of typed words: kept as they are, or sealed as a statement."""

    typing: Typing
    seal: bool


class Keeper(QObject):
    """One for each screen that is typed on. Words handed in are here or on the disk, never nowhere."""

    kept = Signal(object)
    """The time, when something has come onto the disk."""

    sealed = Signal(str)
    """The record of words that are a statement now."""

    failed = Signal(object)
    """The error. It is tried again at every pause and every few seconds."""

    slow = Signal(bool)
    """Whether something handed in is still on its way to the disk after `SLOW_MS`."""

    settled = Signal()
    """Everything is kept again after a failure."""

    def __init__(self, desk: Desk, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._work = desk, work
        self._wishes: dict[str, _Wish] = {}
        self._unkept: set[str] = set()
        self._trying: set[_Wish] = set()
        self._again = QTimer(self)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self.try_again)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(SLOW_MS)
        self._patience.timeout.connect(lambda: self.slow.emit(bool(self._trying)))

    @property
    def troubled(self) -> bool:
        """Whether something could not be kept and still is not."""
        return bool(self._unkept)

    @property
    def rests(self) -> bool:
        """Whether everything that was handed in is on the disk."""
        return not self._wishes

    @property
    def being_sealed(self) -> tuple[Typing, ...]:
        """Words on their way to be statements, in the order they were handed in; new words only."""
        return tuple(wish.typing for wish in self._wishes.values() if wish.seal and not wish.typing.onto)

    def keep(self, typing: Typing) -> None:
        """Keep a pause of typing. Words that failed before are tried again with it."""
        self._wish(_Wish(typing, seal=False))
        self._try_others(typing.record)

    def seal(self, typing: Typing) -> None:
        """Make a statement of the words, or the newer wording of one."""
        self._wish(_Wish(typing, seal=True))
        self._try_others(typing.record)

    def drop(self, typing: Typing) -> None:
        """Let typed words go."""
        self._wishes.pop(typing.record, None)
        self._forgive(typing.record)
        self._work.write(lambda: drop_typing(self._desk, typing), failed=self.failed.emit, initiator=self)

    def try_again(self) -> None:
        """Try once more whatever failed."""
        self._try_others("")

    def _try_others(self, but: str) -> None:
        for record in self._unkept - {but}:
            if self._wishes[record] not in self._trying:
                self._wish(self._wishes[record])

    def _wish(self, wish: _Wish) -> None:
        self._wishes[wish.typing.record] = wish
        self._trying.add(wish)
        if not self._patience.isActive():
            self._patience.start()
        job: Callable[[], object] = partial(self._do, self._desk, self._wishes, wish)
        self._work.write(job, then=partial(self._on_done, wish), failed=partial(self._on_failed, wish), initiator=self)

    @staticmethod
    def _do(desk: Desk, wishes: dict[str, _Wish], wish: _Wish) -> object:
        """On the writer's thread. A pause that a later one has overtaken while the disk was busy is left out, so that a slow disk
        is never more than two behind."""
        if wish.seal:
            return seal_typing(desk, wish.typing)
        if wishes.get(wish.typing.record) is not wish:
            return _OVERTAKEN
        keep_typing(desk, wish.typing)
        return None

    def _on_done(self, wish: _Wish, result: object) -> None:
        record = wish.typing.record
        self._tried(wish)
        if result is _OVERTAKEN:
            return
        if self._wishes.get(record) is wish:
            del self._wishes[record]
            self._forgive(record)
        at: datetime = self._desk.clock()
        self.kept.emit(at)
        if wish.seal:
            self.sealed.emit(record)

    def _on_failed(self, wish: _Wish, error: Exception) -> None:
        record = wish.typing.record
        self._tried(wish)
        if self._wishes.get(record) is not wish:
            return
        self._unkept.add(record)
        if isinstance(error, SurroundingsFail) and not self._again.isActive():
            self._again.start()
        self.failed.emit(error)

    def _tried(self, wish: _Wish) -> None:
        self._trying.discard(wish)
        if not self._trying:
            self._patience.stop()
            self.slow.emit(False)

    def _forgive(self, record: str) -> None:
        troubled = self.troubled
        self._unkept.discard(record)
        if troubled and not self._unkept:
            self._again.stop()
            self.settled.emit()
