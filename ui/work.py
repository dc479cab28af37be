"""The one doorway to background work. No widget waits for the disk or the network.

One writer takes writes in the order they came; several readers take reads. A job touches no widget. What it gives
back, or its error, comes to `then` or `failed` on the window's thread. A job that nobody can hear any more (its widget
is gone) is still done, and its answer dropped.
"""

import logging
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable
from functools import partial
from time import monotonic
from typing import Any

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop, QObject, Qt, Signal
from shiboken6 import isValid

from app.practice.changes import Changes
from app.practice.errors import Bug, KitchenTableError

Job = Callable[[], Any]
Then = Callable[[Any], object]
Failed = Callable[[Exception], object]

_log = logging.getLogger("kitchen_table.work")


class _Task:
    """A job and who hears of it. Written out, as its queue is: a decorator takes its time, and the first window waits."""

    def __init__(
        self,
        job: Job,
        then: Then | None,
        failed: Failed | None,
        initiator: object,
        *,
        writes: bool,
        key: str = "",
        stop: threading.Event | None = None,
    ) -> None:
        self.job, self.then, self.failed, self.initiator = job, then, failed, initiator
        self.writes, self.key, self.stop = writes, key, stop
        self.result: Any = None
        self.error: Exception | None = None
        self.dropped = False


class _Queue:
    """Tasks waiting for one kind of thread."""

    def __init__(self) -> None:
        self.ready = threading.Condition()
        self.tasks: deque[_Task] = deque()
        self.closed = False

    def put(self, task: _Task) -> None:
        with self.ready:
            self.tasks.append(task)
            self.ready.notify()

    def take(self) -> _Task | None:
        """The next task; None when the queue is closed and empty."""
        with self.ready:
            while not self.tasks and not self.closed:
                self.ready.wait()
            return self.tasks.popleft() if self.tasks else None

    def close(self) -> None:
        with self.ready:
            self.closed = True
            self.ready.notify_all()


class Work(QObject):
    """Runs jobs behind the window. Make it on the window's thread, `close()` it before the app ends."""

    changed = Signal(object, object)
    """(Changes, initiator) after a write that changed something."""

    failed = Signal(object, object)
    """(error, initiator) when a job failed and nobody said what to do then."""

    _done = Signal(object)

    def __init__(self, readers: int = 2, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.failed_writes = 0
        """How many writes have failed so far."""
        self.widen: Callable[[Changes], Changes] = lambda changes: changes
        """What else a change touches: screens hear of that as well."""
        self._open: set[_Task] = set()
        self._newest: dict[str, _Task] = {}
        self._closed = False
        self._writes, self._reads = _Queue(), _Queue()
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        queues = [("writer", self._writes)] + [(f"reader {number + 1}", self._reads) for number in range(readers)]
        self._threads = [
            threading.Thread(target=self._run, args=(queue,), name=f"kitchen table {name}", daemon=True) for name, queue in queues
        ]
        for thread in self._threads:
            thread.start()

    def write(self, job: Job, *, then: Then | None = None, failed: Failed | None = None, initiator: object = None) -> None:
        """Do `job` after all writes that came before it. If it gives back Changes, `changed` tells every screen."""
        self._add(self._writes, _Task(job, then, failed, initiator, writes=True))

    def read(
        self,
        job: Job,
        *,
        then: Then | None = None,
        failed: Failed | None = None,
        initiator: object = None,
        key: str = "",
        stop: threading.Event | None = None,
    ) -> None:
        """Do `job` as soon as a reader is free. A newer read with the same `key` silences the older ones.

        `stop` is set when the app ends: a long job looks at it, so that the window need not wait for it.
        """
        task = _Task(job, then, failed, initiator, writes=False, key=key, stop=stop)
        if key:
            older = self._newest.get(key)
            if older is not None:
                older.dropped = True
            self._newest[key] = task
        self._add(self._reads, task)

    def idle(self) -> bool:
        """Whether every job is done and its answer given."""
        return not self._open

    def wait_until_quiet(self, milliseconds: int = 5000) -> bool:
        """Let the window live until nothing is left to do; False if it took longer than this."""
        end = monotonic() + milliseconds / 1000
        while self._open and monotonic() < end:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, QDeadlineTimer(20))
            if self._open:
                threading.Event().wait(0.002)
        return not self._open

    def close(self) -> None:
        """Finish every write that was asked for, drop the reads, give the last answers, end the threads."""
        if self._closed:
            return
        self._closed = True
        for task in list(self._open):
            task.dropped = task.dropped or not task.writes
            if task.stop is not None:
                task.stop.set()
        self._writes.close()
        self._reads.close()
        for thread in self._threads:
            thread.join()
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)

    def _add(self, queue: _Queue, task: _Task) -> None:
        self._open.add(task)
        if self._closed:
            task.error = Bug(detail="work asked for after the end")
            self._done.emit(task)
        else:
            queue.put(task)

    def _run(self, queue: _Queue) -> None:
        while (task := queue.take()) is not None:
            if not task.dropped:
                try:
                    task.result = task.job()
                except Exception as error:
                    task.error = error
            self._done.emit(task)

    def _deliver(self, task: _Task) -> None:
        self._open.discard(task)
        if task.key and self._newest.get(task.key) is task:
            del self._newest[task.key]
        if task.dropped:
            return
        if task.error is not None:
            self._tell_failure(task, task.error)
            return
        if task.writes and isinstance(task.result, Changes) and task.result:
            self.changed.emit(self.widen(task.result), task.initiator)
        if task.then is not None and _can_hear(task.then, task.initiator):
            task.then(task.result)

    def _tell_failure(self, task: _Task, error: Exception) -> None:
        self.failed_writes += task.writes
        if not isinstance(error, KitchenTableError):
            where = "".join(traceback.format_tb(error.__traceback__))
            _log.error("%s in a job\n%s", type(error).__name__, where)
        if task.failed is not None and _can_hear(task.failed, task.initiator):
            task.failed(error)
        else:
            self.failed.emit(error, task.initiator)


def _can_hear(call: Callable[..., object], initiator: object) -> bool:
    """Whether everything that `call` would touch is still there."""
    return all(isValid(thing) for thing in (initiator, *_touched(call)) if isinstance(thing, QObject))


def _touched(call: Any) -> Iterable[object]:
    if isinstance(call, partial):
        yield from _touched(call.func)
        yield from call.args
        yield from call.keywords.values()
        return
    yield getattr(call, "__self__", None)
    for cell in getattr(call, "__closure__", None) or ():
        try:
            yield cell.cell_contents
        except ValueError:
            continue
