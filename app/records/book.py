"""The casebook: one worker's encrypted record on the laptop.

Reading goes through a `View`, writing through a `Unit`, which is undone unless it is committed on purpose. A revision, the heads
it moves, the draft it came from and the fact that it waits for the council are one transaction.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Engine, Row, delete, func, insert, select, update

from app.practice.changes import Changes
from app.practice.errors import Bug, NotFound, WrittenWithNewer
from app.practice.groups import Body
from app.practice.merge import Current, current
from app.records import bodies, doing, drafts, erasing, going, ledger, photos
from app.records.bodies import Written
from app.records.canonical import canonical_bytes
from app.records.doing import Doing
from app.records.drafts import Draft, QuickKeeper
from app.records.engine import translated
from app.records.identity import Identity as Identity
from app.records.joined import Joined, joined_in
from app.records.marks import Mark
from app.records.revision import RecordId, Revision, RevisionId, new_record, seal, written_text
from app.records.safekeeping import MARK, Safekeeping, next_mark
from app.records.search import drop as drop_from_search
from app.records.tables import act, head, refusal, revision, state, waiting

B = TypeVar("B", bound=Body)

FORGOTTEN_AFTER = timedelta(days=1)
"""A photo that was taken in and put to nothing by then is let go; one that was left out goes when the visit pauses or ends."""
_JOT = "INSERT INTO state (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"


class View:
    """Reading, in one snapshot."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._joined: Joined | None = None

    @property
    def joined(self) -> Joined:
        """Which person records are one person."""
        if self._joined is None:
            self._joined = joined_in(self._connection)
        return self._joined

    @property
    def connection(self) -> Connection:
        """The transaction, for the other rooms of the record (exchange, search)."""
        return self._connection

    def find(self, kind: type[B], record: RecordId) -> Current[B] | None:
        """What the record says now; None when there is none. Raises `WrittenWithNewer`."""
        revisions = [each for each in self.revisions(record) if each.header.kind == kind.kind]
        return bodies.merged(kind, record, revisions) if revisions else None

    def current(self, kind: type[B], record: RecordId) -> Current[B]:
        """What the record says now. Raises `NotFound`, `WrittenWithNewer`."""
        found = self.find(kind, record)
        if found is None:
            raise NotFound(what=kind.kind, name=record)
        return found

    def all(self, kind: type[B], scope: str | None = None, *, among: Collection[RecordId] | None = None) -> list[Current[B]]:
        """Every record of the kind, in a scope or in all, by the order in which they first arrived; only those `among` the given
        where they are given, and then nothing else is read. The scope of a person stands for all their records that were joined.

        Those written with a newer version of the app are left out here and named by `newer`.
        """
        query = select(*bodies.READ).where(revision.c.kind == kind.kind)
        if scope is not None:
            own = self.joined.scopes_of(scope)
            query = query.where(revision.c.scope == scope if len(own) == 1 else revision.c.scope.in_(own))
        if among is not None:
            query = query.where(revision.c.record.in_(among))
        by_record: dict[bytes, list[Row[Any]]] = {}
        for row in self._connection.execute(query.order_by(revision.c.number)):
            by_record.setdefault(row[0], []).append(row)
        found = []
        for record, rows in by_record.items():
            with suppress(WrittenWithNewer):
                merged = current(record.hex(), [bodies.node(kind, row) for row in rows])
                if merged is not None:
                    found.append(merged)
        return found

    def scopes_of(self, kind: type[Body]) -> dict[RecordId, str]:
        """Whom each record of the kind is about."""
        query = select(revision.c.record, revision.c.scope).where(revision.c.kind == kind.kind)
        return {row.record: row.scope for row in self._connection.execute(query)}

    def several_heads(self) -> list[tuple[RecordId, str, str]]:
        """The few records, each with its kind and scope, that have more than one head: only these can stand in versions.

        By the order in which they first arrived.
        """
        many = select(head.c.record).group_by(head.c.record).having(func.count() > 1)
        query = select(revision.c.record, revision.c.kind, revision.c.scope).where(revision.c.record.in_(many))
        found = self._connection.execute(query.order_by(revision.c.number))
        return list(dict.fromkeys((row.record, row.kind, row.scope) for row in found))

    def newer(self, scope: str) -> list[RecordId]:
        """The records in the scope that this version of the app cannot read."""
        query = select(revision).where(revision.c.scope == scope)
        return sorted({each.header.record for each in ledger.revisions_where(self._connection, query) if bodies.is_newer(each)})

    def history(self, kind: type[B], record: RecordId) -> list[Written[B]]:
        """Every revision of the record, in the order in which they arrived."""
        return [bodies.written(kind, each) for each in self.revisions(record)]

    def authors(self, record: RecordId) -> dict[RevisionId, tuple[RecordId, str]]:
        """Who wrote each revision of the record. A name is not kept beside it: it is empty."""
        return {each.id: (each.header.author, "") for each in self.revisions(record)}

    def revisions(self, record: RecordId) -> list[Revision]:
        """The record's revisions as they are kept."""
        return ledger.revisions_of(self._connection, record)

    def every_revision(self) -> Iterator[Revision]:
        """All revisions there are, by number."""
        for row in self._connection.execution_options(yield_per=500).execute(select(revision).order_by(revision.c.number)):
            yield ledger.revision_of(row)

    def file_faults(self) -> list[str]:
        """What SQLCipher and SQLite find wrong with the file itself; empty when it is sound."""
        ciphered = self._connection.exec_driver_sql("PRAGMA cipher_integrity_check").scalars().all()
        whole = [str(row) for row in self._connection.exec_driver_sql("PRAGMA integrity_check").scalars() if row != "ok"]
        return [str(row) for row in ciphered] + whole

    def scope_of(self, record: RecordId) -> str:
        """Whom the record is about. Raises `NotFound`."""
        found = self._connection.execute(select(revision.c.scope).where(revision.c.record == record).limit(1)).scalar()
        if found is None:
            raise NotFound(what="record", name=record)
        return str(found)

    def record_with(self, revision_id: RevisionId) -> RecordId:
        """The record that a revision is a version of; nothing when it is not here."""
        return str(self._connection.execute(select(revision.c.record).where(revision.c.id == revision_id)).scalar() or "")

    def heads(self) -> dict[RecordId, list[RevisionId]]:
        """The heads of every record, as they are kept."""
        found: dict[RecordId, list[RevisionId]] = {}
        for row in self._connection.execute(select(head)):
            found.setdefault(row.record, []).append(row.revision)
        return found

    def draft(self, record: RecordId) -> Draft | None:
        """The record's draft, if something is being typed."""
        return drafts.of_record(self._connection, record)

    def drafts(self) -> list[Draft]:
        """Every draft, the oldest first."""
        return drafts.all_drafts(self._connection)

    def waiting(self) -> int:
        """How many revisions the council does not have yet, those it refused not counted."""
        query = select(func.count()).select_from(waiting).where(waiting.c.revision.not_in(select(refusal.c.revision)))
        return int(self._connection.execute(query).scalar_one())

    def value(self, name: str) -> bytes | None:
        """A small thing the casebook knows of itself."""
        found = ledger.run(self._connection, "SELECT value FROM state WHERE name = ?", (name,)).scalar()
        return None if found is None else bytes(found)


class Unit(View):
    """Writing. Nothing is kept unless `commit` is called before the block ends."""

    def __init__(self, connection: Connection, identity: Identity, clock: Callable[[], datetime]) -> None:
        super().__init__(connection)
        self._identity = identity
        self._clock = clock
        self._number = ledger.last_number(connection)
        self.committed = False
        self.marks = False
        """Whether the mark goes on: something was sealed or taken out, or an exchange has ended."""
        self.mark: Mark | None = None
        self.taken_out: set[RevisionId] = set()
        self.doing = Doing()
        self.gone = Changes()
        """What lost its words in this unit, because an erasure came that covers it."""
        self._bytes_to_go = False

    def seal(
        self,
        body: Body,
        *,
        scope: str,
        record: RecordId | None = None,
        onto: tuple[RevisionId, ...] = (),
        during: RecordId | None = None,
    ) -> RecordId:
        """Keep the body as a new revision written on `onto`, waiting for the council. Returns the record.

        A body equal to the only one it is written on changes nothing and makes no revision. What is sealed `during` a visit stays
        on the laptop until the visit is paused or ended. A draft of the record stays: other words may be typed in it.
        """
        record = record or new_record()
        data = canonical_bytes(body)
        if len(onto) == 1 and self._body_bytes(onto[0]) == data:
            return record
        made = seal(
            data,
            record=record,
            kind=body.kind,
            format=body.format,
            scope=scope,
            parents=onto,
            author=self._identity.staff,
            device=self._identity.device,
            written=self._clock(),
            key=self._identity.signer,
        )
        self._number = ledger.append(self._connection, erasing.bare(self._connection, [made]), after=self._number)
        self._joined = None
        entry = {"revision": made.id, "held_by": during or None, "since": written_text(self._clock())}
        self._connection.execute(insert(waiting).values(entry))
        self.marks = True
        if during:
            self.doing.sealed(self, during, made)
        return record

    def add(self, revisions: list[Revision]) -> list[Revision]:
        """Keep revisions of others that are not here yet; returns those that were new, without words that erasures cover."""
        known = ledger.known_ids(self._connection, [each.id for each in revisions])
        fresh = list({each.id: each for each in revisions if each.id not in known}.values())
        fresh = erasing.bare(self._connection, fresh)
        self._number = ledger.append(self._connection, fresh, after=self._number)
        self._joined = None
        self.carry_out(erasing.named_by(fresh))
        return fresh

    def carry_out(self, covers: dict[str, erasing.Cover]) -> None:
        """Let everything go from this laptop that these erasures cover."""
        if covers:
            went = going.carry_out(self._connection, covers)
            self.gone |= went.changes
            doing.forget_about(self, went.changes.records, went.changes.scopes)
            self.note_taken_out(went.ids)
            self.bytes_must_go()

    def bytes_must_go(self) -> None:
        """Once this is committed, what was taken out must be in no file any more. That is made up for after any accident."""
        self._bytes_to_go = True

    def release(self, visit: RecordId) -> None:
        """Let what was sealed during the visit go to the council."""
        self._connection.execute(update(waiting).where(waiting.c.held_by == visit).values(held_by=None))
        if photos.drop_forgotten(self._connection, written_text(self._clock() - FORGOTTEN_AFTER)):
            self.bytes_must_go()

    def unsay(self, record: RecordId) -> bool:
        """Take a record out altogether if none of it has left the laptop and its visit still holds it. Says whether it did."""
        found = self.revisions(record)
        ids = [each.id for each in found]
        held = self._connection.execute(
            select(waiting.c.revision).where(waiting.c.revision.in_(ids), waiting.c.held_by.is_not(None))
        ).scalars()
        if not ids or set(held) != set(ids):
            return False
        self.doing.unsaid(self, doing.held_by(self, ids), found)
        self._connection.execute(delete(waiting).where(waiting.c.revision.in_(ids)))
        ledger.forget(self._connection, ids, record)
        self.note_taken_out(ids)
        drop_from_search(self._connection, [record])
        drafts.drop(self._connection, record)
        return True

    def note_taken_out(self, ids: Iterable[RevisionId]) -> None:
        """These were taken off the laptop altogether, so they stand in no file of it any more once this is committed."""
        self.taken_out.update(ids)
        self.marks = True

    def keep_draft(self, draft: Draft) -> None:
        """Keep what is being typed."""
        drafts.keep(self._connection, draft)

    def drop_draft(self, record: RecordId) -> None:
        """Forget what was being typed in the record."""
        drafts.drop(self._connection, record)

    def now(self) -> datetime:
        """The time by this laptop's clock."""
        return self._clock()

    def note_act(self, what: str, scope: str, count: int = 1) -> None:
        """Note for the council's audit that something was done here with a scope: `opened`, `printed`, `exported`, `searched` or
        `verified`. It goes with the next exchange."""
        at = int(self._clock().timestamp() * 1000)
        self._connection.execute(insert(act).values(act=what, scope=scope, at=at, count=count))

    def put(self, name: str, value: bytes) -> None:
        """Keep a small thing the casebook knows of itself."""
        ledger.run(self._connection, _JOT, (name, value))

    def drop(self, name: str) -> None:
        """Forget a small thing the casebook knew of itself."""
        self._connection.execute(delete(state).where(state.c.name == name))

    def commit(self) -> None:
        """Keep all of it."""
        if self._bytes_to_go:
            self.put(going.TO_GO, going.BYTES)
        if self.marks:
            self.mark = next_mark(self)
            self.put(MARK, msgspec.json.encode(self.mark))
        self._connection.commit()
        self.committed = True

    @property
    def leaves_bytes(self) -> bool:
        """Whether something was taken out, and kept so, that may still be in a file."""
        return self.committed and self._bytes_to_go

    def _body_bytes(self, revision_id: RevisionId) -> bytes | None:
        return self._connection.execute(select(revision.c.body).where(revision.c.id == revision_id)).scalar()


class Casebook:
    """An open casebook. One thread writes at a time; any number read."""

    def __init__(
        self, path: Path, engine: Engine, identity: Identity, clock: Callable[[], datetime], *, keeper: QuickKeeper
    ) -> None:
        self.path = path
        self.identity = identity
        self.clock = clock
        self._kept_open: Engine | None = engine
        self._keeper: QuickKeeper | None = keeper
        self.safekeeping = Safekeeping(path.parent)
        self.noticed: tuple[str, ...] = ()
        """What was noticed when it was opened, by name: see `app.records.watching`."""

    @property
    def _engine(self) -> Engine:
        if self._kept_open is None:
            raise Bug(detail="the casebook is used after it was closed")
        return self._kept_open

    @property
    def _quick(self) -> QuickKeeper:
        if self._keeper is None:
            raise Bug(detail="the casebook is used after it was closed")
        return self._keeper

    @contextmanager
    def unit(self, *, lightly: bool = False) -> Iterator[Unit]:
        """A unit of work, undone unless it is committed. `lightly`: a power cut may undo it later, whole: for nothing of ours,
        only for what can be fetched again. Raises the `Store...` family of errors.
        """
        with (
            translated(self.path),
            self._engine.connect().execution_options(writes=True, lightly=lightly) as connection,
            connection.begin() as transaction,
        ):
            unit = Unit(connection, self.identity, self.clock)
            try:
                yield unit
            finally:
                if not unit.committed and transaction.is_active:
                    transaction.rollback()
        if unit.committed and unit.mark is not None:
            self.safekeeping.follow(self, unit.mark, unit.taken_out)
        if unit.leaves_bytes:
            going.let_bytes_go(self)

    @contextmanager
    def view(self) -> Iterator[View]:
        """Reading in one snapshot. Raises the `Store...` family of errors."""
        with translated(self.path), self._engine.connect() as connection:
            yield View(connection)

    def look(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of one short query of our own, which is a snapshot by itself. Raises the `Store...` family of errors."""
        with translated(self.path):
            return self._quick.look(query)

    def jot(self, name: str, value: bytes) -> None:
        """Keep a small thing that would not be missed: whole or not at all, but it waits for no disk, so that a power cut may
        bring back the former one. Raises the `Store...` family of errors.
        """
        with translated(self.path):
            self._quick.jot(_JOT, (name, value))

    def keep_draft(self, draft: Draft) -> None:
        """Keep one pause: one transaction, one sync to disk. Raises `StoreFull` and its kin; the former draft then stands."""
        with translated(self.path):
            self._quick.keep(draft)

    def tidy(self) -> bool:
        """Empty the file of recent writes, so that what was taken out is in no file. Says whether nobody was in the way."""
        with translated(self.path):
            raw = self._engine.raw_connection()
            try:
                busy, *_ = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                raw.close()
        return not busy

    def identify(self, identity: Identity) -> None:
        """From now on seal as this member of staff."""
        self.identity = identity

    def close(self) -> None:
        """Let go of the file and of the key in memory. Nothing opens it again but its passphrase or keyring."""
        keeper, self._keeper = self._keeper, None
        engine, self._kept_open = self._kept_open, None
        if keeper is not None:
            keeper.close()
        if engine is not None:
            engine.dispose()
