"""A disk that takes long for each save: typing never waits for it, and every key is on it in time, or the line at the bottom of
the window says that it is not."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import msgspec
import pytest
from PySide6.QtTest import QTest

from tests.slow_disk import slow_disk
from tests.ui.visit.laptop import TableWithLaptop
from ui.visit.keeper import Keeper
from ui.words import Words
from ui.work import Work

PROMISE = 1.25
"""Seconds after which a key is on the disk."""
LEEWAY = 0.35
"""What a busy machine adds of its own."""
EVERY_MS = 30


@pytest.fixture
def table(tmp_path: Path, work: Work, words: Words) -> Iterator[TableWithLaptop]:
    """Maggie's table; her laptop's disk can be made slow."""
    with slow_disk(0.0):
        made = TableWithLaptop(tmp_path / "book", work, words)
    yield made
    made.close()


class Watcher:
    """Looks again and again how much of what is typed is in the casebook, where it is only once it is synced."""

    def __init__(self, table: TableWithLaptop) -> None:
        self._book = table.desk.book
        self._over = threading.Event()
        self.seen: list[tuple[float, int]] = []
        self._thread = threading.Thread(target=self._look, daemon=True)

    def _look(self) -> None:
        while not self._over.wait(0.01):
            with self._book.view() as view:
                body = view.connection.exec_driver_sql("SELECT body FROM draft").scalar()
            length = len(msgspec.json.decode(body.strip())["words"]) if body else 0
            if not self.seen or self.seen[-1][1] != length:
                self.seen.append((monotonic(), length))

    @contextmanager
    def looking(self) -> Iterator[None]:
        self._thread.start()
        try:
            yield
        finally:
            self._over.set()
            self._thread.join()

    def there_at(self, keys: int) -> float:
        """When so many keys were there for the first time."""
        return next((at for at, length in self.seen if length >= keys), float("inf"))


class Line:
    """What the line at the bottom says: that the disk is slow, from when until when."""

    def __init__(self, keeper: Keeper) -> None:
        self.said: list[tuple[float, bool]] = []
        keeper.slow.connect(lambda slow: self.said.append((monotonic(), slow)))

    def slow_at(self, moment: float) -> bool:
        return next((slow for at, slow in reversed(self.said) if at <= moment), False)


def type_for(table: TableWithLaptop, seconds: float) -> tuple[list[float], float]:
    """Type a letter every now and then; when each came, and the longest that the window took for one."""
    field = table.screen._view.answer.field
    field.setFocus()
    at, longest, end = [], 0.0, monotonic() + seconds
    while monotonic() < end:
        before = monotonic()
        QTest.keyClicks(field, "a")
        longest = max(longest, monotonic() - before)
        at.append(before)
        QTest.qWait(EVERY_MS)
    return at, longest


@dataclass(frozen=True)
class Typed:
    """For each key when it was typed and when it was there; the line; the longest that the window took for a key; the saves."""

    keys: list[tuple[float, float]]
    line: Line
    longest: float
    saves: int

    @property
    def latest(self) -> float:
        """How long the one took that took longest."""
        return max(there - typed for typed, there in self.keys)


def typed_on(table: TableWithLaptop, sync_seconds: float, seconds: float) -> Typed:
    """Type on a disk that takes so long for each save."""
    (keeper,) = table.screen.findChildren(Keeper)
    table.screen._view.answer.field.clear()
    assert table.work.wait_until_quiet(20_000)
    line, watcher = Line(keeper), Watcher(table)
    with slow_disk(sync_seconds) as saves, watcher.looking():
        at, longest = type_for(table, seconds)
        QTest.qWait(900)
        assert table.work.wait_until_quiet(20_000)
        QTest.qWait(100)
        count = saves()
    return Typed([(key, watcher.there_at(number)) for number, key in enumerate(at, start=1)], line, longest, count)


def opened(table: TableWithLaptop) -> None:
    """The visit has begun, and Maggie speaks."""
    table.begin()
    table.open_window().press("Maggie")


def test_typing_never_waits_for_a_slow_disk_and_the_line_says_that_it_is_slow(table: TableWithLaptop) -> None:
    """Whatever is not there in time, it is said by then; and pauses that were overtaken make the disk no slower."""
    opened(table)
    typed = typed_on(table, 1.5, 3)
    assert typed.longest < 0.75, "a key never waits for the disk"
    assert 1 <= typed.saves <= 4, "not one for each pause"
    late = [key for key, there in typed.keys if there - key > PROMISE + LEEWAY]
    assert late, "no disk that takes so long keeps the promise"
    assert all(typed.line.slow_at(key + PROMISE + LEEWAY) for key in late)
    assert typed.latest < float("inf")
    assert not typed.line.slow_at(monotonic()), "it is over"


@pytest.mark.prove
def test_a_disk_that_takes_300_ms_for_each_save_keeps_the_promise(table: TableWithLaptop) -> None:
    """As far as the machine does: what it takes longer with a quick disk than the longest pause is its own."""
    opened(table)
    quick = typed_on(table, 0.0001, 4)
    slow = typed_on(table, 0.3, 12)
    own = max(quick.latest - 0.6, 0)
    assert len(slow.keys) > 100
    assert slow.latest < PROMISE + 2 * own + 0.05
    assert slow.longest < 0.15 + own, "a key never waits for the disk"
