"""A disk on which every sync takes long, as old or worn ones do: a file system of SQLite's own kind that waits before each."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.app.records.power import Recorder


class _Slow(Recorder):
    """Passes everything on, late."""

    seconds = 0.0
    syncs = 0

    def synced(self, really: Callable[[], int]) -> int:
        """Let time go by in which other threads go on; the disk below would take a time of its own."""
        self.log.clear()
        if not self.seconds:
            return really()
        self.syncs += 1
        time.sleep(self.seconds)
        return 0


_KEPT: list[_Slow] = []
"""SQLite goes on through it for files that were opened while it was there, so it is made once and kept."""


@contextmanager
def slow_disk(seconds: float) -> Iterator[Callable[[], int]]:
    """Files that are opened while a block runs take so long for each sync until it ends; gives what says how many there were."""
    if not _KEPT:
        _KEPT.append(_Slow())
    slow = _KEPT[0]
    slow.seconds, slow.syncs = seconds, 0
    slow.step_in()
    try:
        yield lambda: slow.syncs
    finally:
        slow.seconds = 0.0
        slow.step_aside()
