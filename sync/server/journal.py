"""The server's log: one JSON object a line. It holds doors, statuses, times and sizes, never words, names, ids or tokens.

That is so by what can get in: a line has fixed fields; a laptop is named by a keyed hash that says nothing outside this log; of
what other code logs only ours keeps its message, which holds names of classes and places by rule, and the rest is told by its
place.
"""

import hashlib
import hmac
import logging
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from sync.server.chain import Mark

KEY_FILE = "journal.key"
KEY_BYTES = 32
_OURS = ("app.", "sync.")
_QUIET = {"uvicorn.access"}


class Journal:
    """Where the lines go. `write` takes a whole line with its end; lines of several threads never mix."""

    def __init__(self, write: Callable[[str], object], key: bytes, clock: Callable[[], datetime] | None = None) -> None:
        self._write = write
        self._key = key
        self._clock = clock or (lambda: datetime.now(UTC))
        self._lock = threading.Lock()

    def named(self, device: str) -> str:
        """The name of a laptop in this log."""
        return hmac.new(self._key, device.encode(), hashlib.sha256).hexdigest()[:16]

    def request(self, **said: Any) -> None:
        """A request was answered; what is None is left out."""
        self._line({"what": "request", **said})

    def event(self, what: str, **said: Any) -> None:
        """Anything else that the server did: it opened, it stops."""
        self._line({"what": what, **said})

    def mark(self, mark: Mark) -> None:
        """How far the audit has come: kept here, outside the store, for who checks its chain."""
        self._line({"what": "audit", "mark": str(mark)})

    def _line(self, said: dict[str, Any]) -> None:
        at = self._clock().strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        whole = msgspec.json.encode({"time": at, **{name: value for name, value in said.items() if value is not None}})
        with self._lock:
            self._write(whole.decode() + "\n")


def journal_to(path: str, key: bytes) -> Journal:
    """A journal to a file, to which it only adds, or to standard error (`-`)."""
    if path == "-":
        return Journal(_to_standard_error, key)
    file = Path(path).open("a", encoding="utf-8", buffering=1)  # noqa: SIM115 - it lives as long as the process
    return Journal(file.write, key)


def key_in(folder: Path) -> bytes:
    """The key of the journal's names for laptops, kept in a file that only the server's user may read; made if there is none."""
    file = folder / KEY_FILE
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_bytes()
    with os.fdopen(handle, "wb") as opened:
        made = os.urandom(KEY_BYTES)
        opened.write(made)
    return made


@contextmanager
def logging_to(journal: Journal) -> Iterator[None]:
    """While the block runs whatever any code logs goes into the journal, in its form."""
    handler = _Handler(journal)
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)


class _Handler(logging.Handler):
    """Turns what is logged into lines that hold no more than they may."""

    def __init__(self, journal: Journal) -> None:
        super().__init__(logging.WARNING)
        self._journal = journal

    def emit(self, record: logging.LogRecord) -> None:
        """One line. Of a message that is not ours only the place is kept, and of an error only its class."""
        if record.name in _QUIET:
            return
        said = record.getMessage() if record.name.startswith(_OURS) else None
        error = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else None
        place = f"{record.name} {record.filename}:{record.lineno}"
        self._journal.event("log", level=record.levelname, place=place, said=said, error=error)


def _to_standard_error(line: str) -> None:
    sys.stderr.write(line)
    sys.stderr.flush()
