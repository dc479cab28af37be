"""What must leave the laptop beside the record itself: drafts, what was set aside, what is searched, copies of the file."""

import os
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import msgspec
from sqlalchemy import Connection, delete, select

from app.practice.changes import Changes
from app.practice.errors import SurroundingsFail
from app.records import drafts, erasing, ledger, search
from app.records.erasing import Cover
from app.records.revision import RecordId, Revision, RevisionId, person_scope
from app.records.steps import aside_path
from app.records.tables import draft, set_aside, state

TO_GO = "words to let go"
"""The casebook remembers by this name that something was taken out and may still be in a file."""
BYTES = b"bytes"
"""It was taken out of the record: the files are to follow."""
ALL = b"all"
"""A release kept erasures that it could not read: carry them out first."""

VISIT_OPEN = "visit under way"
"""By this name it remembers which visit is open."""
DONE_IN_VISIT = "done in a visit "
"""The names of what was done in it begin with this."""

_BLANK = bytes(64 * 1024)


class _Open(msgspec.Struct):
    visit: RecordId
    person: RecordId


class _Step(msgspec.Struct):
    out: tuple[Revision, ...] = ()


class _Act(msgspec.Struct):
    steps: tuple[_Step, ...] = ()


class Emptied(Protocol):
    """A unit of work in which words leave the laptop."""

    @property
    def connection(self) -> Connection:
        """The transaction."""

    def carry_out(self, covers: dict[str, Cover]) -> None:
        """Let everything go that these erasures cover."""

    def bytes_must_go(self) -> None:
        """What was taken out must be in no file."""

    def drop(self, name: str) -> None:
        """Forget a small thing the casebook knew of itself."""

    def value(self, name: str) -> bytes | None:
        """A small thing the casebook knows of itself."""

    def commit(self) -> None:
        """Keep all of it."""


class Book(Protocol):
    """A casebook, as far as its files go."""

    path: Path

    def unit(self) -> AbstractContextManager[Emptied]:
        """A unit of work."""

    def tidy(self) -> bool:
        """Empty the file of recent writes; says whether nobody was in the way."""


def let_bytes_go(book: Book) -> bool:
    """Take what was taken out of the record out of the copies and the recent writes too. Says whether that is done: while
    somebody reads, or the disk will not have it, it is not, and is made up for the next time or when the casebook is opened.
    """
    drop_copies(book.path)
    with suppress(SurroundingsFail):
        if book.tidy():
            with book.unit() as unit:
                unit.drop(TO_GO)
                unit.commit()
            return True
    return False


def catch_up(book: Book, due: bytes) -> None:
    """Carry out what an accident, or a release that knew no erasures, has left undone. Raises the `Store...` family."""
    if due != ALL:
        let_bytes_go(book)
        return
    with book.unit() as unit:
        unit.carry_out(erasing.every_cover(unit.connection))
        unit.bytes_must_go()
        unit.commit()


@dataclass(frozen=True)
class Went:
    """What lost its words: as changes, and by id."""

    changes: Changes
    ids: frozenset[RevisionId]


def carry_out(connection: Connection, covers: dict[str, Cover]) -> Went:
    """Take everything off this laptop that these cover but who wrote it and when."""
    gone = erasing.carry_out(connection, covers)
    for scope, cover in sorted(covers.items()):
        _drop_set_aside(connection, scope, cover)
        _end_visit(connection, scope, cover)
    _forget_what_was_done(connection, covers)
    typed = [record for scope, cover in sorted(covers.items()) for record in _drop_drafts(connection, scope, cover)]
    records = frozenset({each.record for each in gone} | set(typed))
    search.drop(connection, sorted(records))
    scopes = frozenset({each.scope for each in gone} | (set(covers) if records else set()))
    changes = Changes(records, scopes, frozenset(each.kind for each in gone))
    return Went(changes, frozenset(each.id for each in gone))


def drop_copies(path: Path) -> None:
    """Remove the copies of the casebook's file that lie beside it. Raises nothing: what cannot go now goes the next time."""
    for copy in (aside_path(path), aside_path(path).with_name(f".{aside_path(path).name}.new")):
        for each in (copy, *(copy.with_name(f"{copy.name}{ending}") for ending in ("-wal", "-shm", "-journal"))):
            with suppress(OSError):
                _scrub(each)


def _drop_drafts(connection: Connection, scope: str, cover: Cover) -> list[RecordId]:
    """A draft typed on top of words that went holds those words as well."""
    query = select(draft.c.record, draft.c.onto, draft.c.scope)
    if not erasing.reaches_everywhere(scope):
        query = query.where(draft.c.scope == scope)
    found = []
    for row in connection.execute(query).all():
        onto = set(ledger.split(row.onto))
        on_these = bool(onto & cover.revisions) or (not onto and _has_one_of(connection, row.record, cover))
        if (row.scope == scope and (cover.everything or row.record in cover.records)) or on_these:
            drafts.drop(connection, row.record)
            found.append(row.record)
    return found


def _drop_set_aside(connection: Connection, scope: str, cover: Cover) -> None:
    """What is kept whole though it is no part of any record."""
    query = select(set_aside.c.revision, set_aside.c.record).where(set_aside.c.scope == scope)
    for row in connection.execute(query).all():
        if cover.everything or row.revision in cover.revisions or row.record in cover.records:
            connection.execute(delete(set_aside).where(set_aside.c.revision == row.revision))


def _end_visit(connection: Connection, scope: str, cover: Cover) -> None:
    """A visit is open no more whose person, or which itself, was erased."""
    kept = connection.execute(select(state.c.value).where(state.c.name == VISIT_OPEN)).scalar()
    if kept:
        open_now = msgspec.json.decode(kept, type=_Open)
        if scope == person_scope(open_now.person) and (cover.everything or open_now.visit in cover.records):
            connection.execute(delete(state).where(state.c.name == VISIT_OPEN))


def _forget_what_was_done(connection: Connection, covers: dict[str, Cover]) -> None:
    """What was taken out in a visit and could be put back, where it would bring back what went."""
    query = select(state.c.name, state.c.value).where(state.c.name.like(f"{DONE_IN_VISIT}%"))
    for row in connection.execute(query).all():
        out = [each for step in msgspec.msgpack.decode(row.value, type=_Act).steps for each in step.out]
        if any(scope == each.header.scope and cover.covers(each) for each in out for scope, cover in covers.items()):
            connection.execute(delete(state).where(state.c.name == row.name))


def _has_one_of(connection: Connection, record: RecordId, cover: Cover) -> bool:
    return any(each.id in cover.revisions for each in ledger.revisions_of(connection, record))


def _scrub(path: Path) -> None:
    """Write over the file, then remove it."""
    if not path.exists():
        return
    with path.open("r+b") as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(_BLANK[: min(left, len(_BLANK))])
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
