"""The two small files beside the casebook, kept in step with it: the mark, and what waits sealed for the council.

They follow a transaction that is on the disk already. What cannot be written just now (a full disk, a read-only folder)
never fails the act: it is made up for at the next one, and when the casebook is opened.
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from threading import Lock
from typing import Protocol

import msgspec
from sqlalchemy import Connection, select

from app.practice.errors import SurroundingsFail
from app.records import drafts, ledger
from app.records.batches import chunks
from app.records.marks import Mark, write_mark
from app.records.revision import RevisionId
from app.records.sealing import is_key
from app.records.tables import revision, waiting
from app.records.waiting import WaitingFile

MARK = "mark"
SEAL_KEY = "seal key"
_EXCHANGE = "exchange"


class View(Protocol):
    """A look into the casebook."""

    @property
    def connection(self) -> Connection:
        """The transaction."""

    def value(self, name: str) -> bytes | None:
        """A small thing the casebook knows of itself."""


class Book(Protocol):
    """A casebook, as far as its small files go."""

    def view(self) -> AbstractContextManager[View]:
        """A look into it."""


class _Counter(msgspec.Struct):
    counter: int = 0


def mark_in(view: View) -> Mark:
    """The mark inside the casebook; one of nothing before the first."""
    kept = view.value(MARK)
    return Mark() if kept is None else msgspec.json.decode(kept, type=Mark)


def next_mark(view: View) -> Mark:
    """The mark that follows, of what is in the casebook now."""
    kept = view.value(_EXCHANGE)
    counter = 0 if kept is None else msgspec.json.decode(kept, type=_Counter).counter
    return Mark(mark_in(view).number + 1, ledger.last_number(view.connection), counter)


class Safekeeping:
    """Keeps the files of one open casebook. Threads may call it at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._written = 0
        self.file = WaitingFile(folder)

    def follow(self, book: Book, mark: Mark | None, taken_out: Iterable[RevisionId] = ()) -> None:
        """After a unit of work that sealed something, or took it out altogether."""
        with self._lock, suppress(OSError, SurroundingsFail):
            if mark is not None and mark.number > self._written:
                write_mark(self._folder, mark)
                self._written = mark.number
        with suppress(OSError, SurroundingsFail):
            self._follow(book, set(taken_out))

    def settle(self, book: Book) -> None:
        """After an exchange: what the council has, and what was erased, stands in the waiting file no longer."""
        with suppress(OSError, SurroundingsFail):
            self._follow(book, set())
            inside = self.file.ids
            if inside:
                with book.view() as view:
                    gone = _with_council(view, inside)
                self.file.forget(gone)

    def keep_drafts(self, book: Book) -> None:
        """Before nobody may be able to open the casebook: what is being typed goes to the waiting file too."""
        with suppress(OSError, SurroundingsFail):
            with book.view() as view:
                public, typed = _public(view), drafts.all_drafts(view.connection)
            if public:
                self.file.forget((), drafts=True)
                self.file.add_drafts(typed, public)

    def forget_drafts(self) -> None:
        """The casebook opens again, so its drafts are where they belong."""
        with suppress(OSError, SurroundingsFail):
            self.file.forget((), drafts=True)

    def _follow(self, book: Book, taken_out: set[RevisionId]) -> None:
        with book.view() as view:
            public = _public(view)
            if not public and not taken_out:
                return
            waits = set(view.connection.execute(select(waiting.c.revision)).scalars())
            missing = ledger.revisions_by_id(view.connection, waits - self.file.ids) if public else []
        self.file.forget(taken_out - waits)
        if missing:
            self.file.add([each for each in missing if not each.erased], public)


def _public(view: View) -> bytes:
    kept = view.value(SEAL_KEY) or b""
    return kept if is_key(kept) else b""


def _with_council(view: View, ids: set[RevisionId]) -> set[RevisionId]:
    """Those that are here and wait no longer, and those that were erased."""
    here: set[RevisionId] = set()
    for chunk in chunks(sorted(ids)):
        found = select(revision.c.id).where(revision.c.id.in_(chunk))
        waits = select(waiting.c.revision)
        here.update(view.connection.execute(found.where(revision.c.id.not_in(waits))).scalars())
        here.update(view.connection.execute(found.where(revision.c.body.is_(None))).scalars())
    return here
