"""Erasing: what an erasure covers loses body and salt, and everything that was made from its words.

The row and its id stay, so that digests and histories go on checking. Functions inside the caller's transaction, the same on the
laptop and at the council: `bare` before rows are kept, `carry_out` when an erasure comes. What a laptop keeps beside is in
`going`. The bytes are out of every file only after the transaction: see `let_bytes_go` of the casebook and of the council.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, select, update

from app.practice.erasures import Erasure
from app.practice.origins import Origin
from app.records import ledger, photos
from app.records.batches import chunks
from app.records.revision import Header, RecordId, Revision, RevisionId, derived_record
from app.records.tables import revision

_ERASURE = msgspec.json.Decoder(Erasure)
_ORIGIN = msgspec.json.Decoder(Origin)
ERASURES = f"SELECT scope, body FROM revision WHERE kind = '{Erasure.kind}' AND scope IN"
"""Which erasures are kept of some scopes: their scopes, and their bodies."""


@dataclass
class Cover:
    """All that the erasures of one scope name."""

    revisions: set[RevisionId] = field(default_factory=set)
    records: set[RecordId] = field(default_factory=set)
    everything: bool = False

    def add(self, erasure: Erasure) -> None:
        """Cover what this one names as well."""
        self.revisions.update(erasure.revisions)
        self.records.update(erasure.records)
        self.records.update(origin_of(each) for each in erasure.revisions)
        self.everything = self.everything or erasure.everything

    def join(self, other: "Cover") -> None:
        """Cover what the other covers as well."""
        self.revisions |= other.revisions
        self.records |= other.records
        self.everything = self.everything or other.everything

    def covers(self, each: Revision) -> bool:
        """Whether the words of this revision must go. An erasure itself always stays.

        Where a record came from tells its earlier versions: that goes with the record it is told of.
        """
        header = each.header
        if header.kind == Erasure.kind:
            return False
        return self.names(each.id, header.record) or (header.kind == Origin.kind and self._tells(each.body))

    def names(self, revision_id: RevisionId, record: RecordId) -> bool:
        """Whether a revision of this id and record is named."""
        return self.everything or record in self.records or revision_id in self.revisions

    def may_be_bare(self, header: Header, revision_id: RevisionId) -> bool:
        """Whether it is in order that this revision comes without its words. Of where a record came from nobody can know any
        more which record that was."""
        if header.kind == Erasure.kind:
            return False
        return self.names(revision_id, header.record) or (header.kind == Origin.kind and bool(self.records or self.revisions))

    def _tells(self, body: bytes | None) -> bool:
        if body is None:
            return False
        try:
            told = _ORIGIN.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return False
        return told.record in self.records or told.revision in self.revisions


@dataclass(frozen=True)
class Gone:
    """A revision whose words went just now."""

    id: RevisionId
    record: RecordId
    kind: str
    scope: str


def erasure_in(each: Revision) -> Erasure | None:
    """The erasure that the revision is, None when it is none that this app can read."""
    if each.header.kind != Erasure.kind or each.body is None or each.header.format > Erasure.format:
        return None
    return _read(each.body)


def origin_of(revision_id: RevisionId) -> RecordId:
    """The record that tells where a revision came from when it was imported."""
    return derived_record("origin", revision_id)


def reaches_everywhere(scope: str) -> bool:
    """Whether single versions that are named in this scope go in whichever scope they stand: a member of staff may have written
    about somebody whose record, and whose erasures, never come to their laptop."""
    return scope.startswith("staff:")


def covers_of(connection: Connection, scopes: Iterable[str]) -> dict[str, Cover]:
    """What the erasures kept here cover, by scope; a scope without any is not there."""
    return covers_in(ledger.where_in(connection, ERASURES, sorted(set(scopes))))


def covers_in(rows: Iterable[Any]) -> dict[str, Cover]:
    """As `covers_of`, of what `ERASURES` found."""
    found: dict[str, Cover] = {}
    for scope, body in rows:
        erasure = _read(body) if body is not None else None
        if erasure is not None:
            found.setdefault(scope, Cover()).add(erasure)
    return found


def bare(connection: Connection, revisions: Sequence[Revision]) -> list[Revision]:
    """The revisions, without their words where an erasure covers them that is kept here or is among them."""
    return bare_of(revisions, covers_of(connection, (each.header.scope for each in revisions)))


def bare_of(revisions: Sequence[Revision], kept: dict[str, Cover]) -> list[Revision]:
    """As `bare`, of what the erasures kept here cover in their scopes."""
    covers = dict(kept)
    for scope, cover in named_by(revisions).items():
        covers.setdefault(scope, Cover()).join(cover)
    if not covers:
        return list(revisions)
    return [without_words(each) if _covered(each, covers) else each for each in revisions]


def without_words(each: Revision) -> Revision:
    """The revision with body and salt gone. Its id and its signature go on checking."""
    return msgspec.structs.replace(each, salt=None, body=None)


def named_by(revisions: Iterable[Revision]) -> dict[str, Cover]:
    """What the erasures among these revisions cover, by scope."""
    covers: dict[str, Cover] = {}
    for each in revisions:
        erasure = erasure_in(each)
        if erasure is not None:
            covers.setdefault(each.header.scope, Cover()).add(erasure)
    return covers


def carry_out(connection: Connection, covers: dict[str, Cover]) -> list[Gone]:
    """Take the words of all that these cover from the revisions that are kept. Says what lost its words."""
    gone: list[Gone] = []
    for scope, cover in sorted(covers.items()):
        _also_where_it_came_from(connection, scope, cover)
        gone.extend(_emptied(connection, scope, cover))
    if gone:
        photos.drop_unnamed(connection)
    return gone


def cover_in(connection: Connection, scope: str) -> Cover:
    """What the erasures kept here cover in the scope."""
    return covers_of(connection, [scope]).get(scope, Cover())


def gone_to(connection: Connection, scope: str, erasure: Erasure) -> list[tuple[RevisionId, RecordId]]:
    """Which revisions of the scope, each with its record, are without words because of this erasure."""
    cover = Cover()
    cover.add(erasure)
    query = select(revision.c.id, revision.c.record).where(
        revision.c.scope == scope, revision.c.body.is_(None), revision.c.kind != Origin.kind
    )
    return [(row.id, row.record) for row in connection.execute(query) if cover.names(row.id, row.record)]


def every_cover(connection: Connection) -> dict[str, Cover]:
    """What all erasures kept here cover. Reads the whole table."""
    scopes = connection.execute(select(revision.c.scope).where(revision.c.kind == Erasure.kind).distinct()).scalars().all()
    return covers_of(connection, scopes)


def sent_before(connection: Connection, each: Revision, waiting: Any) -> list[Revision]:
    """What must be with the council before this revision, which lost its words, is taken there: the erasures of its scope and
    the records of who wrote them, as far as they are among the `waiting` (a select of ids).
    """
    erasures = select(revision).where(revision.c.scope == each.header.scope, revision.c.kind == Erasure.kind)
    first = ledger.revisions_where(connection, erasures.where(revision.c.id.in_(waiting)))
    authors = sorted({erasure.header.author for erasure in first})
    of_staff = select(revision).where(revision.c.record.in_(authors), revision.c.id.in_(waiting))
    return [*ledger.revisions_where(connection, of_staff), *first]


def _read(body: bytes) -> Erasure | None:
    try:
        return _ERASURE.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _covered(each: Revision, covers: dict[str, Cover]) -> bool:
    cover = covers.get(each.header.scope)
    return each.body is not None and cover is not None and cover.covers(each)


def _also_where_it_came_from(connection: Connection, scope: str, cover: Cover) -> None:
    if cover.everything:
        return
    for chunk in chunks(sorted(cover.records)):
        query = select(revision.c.id).where(revision.c.scope == scope, revision.c.record.in_(chunk))
        cover.records.update(origin_of(each) for each in connection.execute(query).scalars().all())


def _emptied(connection: Connection, scope: str, cover: Cover) -> list[Gone]:
    still: list[Any] = [revision.c.kind != Erasure.kind, revision.c.body.is_not(None)]
    within = [*still, revision.c.scope == scope]
    if cover.everything:
        wanted = [and_(*within)]
    else:
        versions = still if reaches_everywhere(scope) else within
        wanted = [and_(*versions, revision.c.id.in_(chunk)) for chunk in chunks(sorted(cover.revisions))]
        wanted += [and_(*within, revision.c.record.in_(chunk)) for chunk in chunks(sorted(cover.records))]
    columns = (revision.c.id, revision.c.record, revision.c.kind, revision.c.scope)
    gone: dict[RevisionId, Gone] = {}
    for where in wanted:
        for row in connection.execute(select(*columns).where(where)):
            gone[row.id] = Gone(row.id, row.record, row.kind, row.scope)
        connection.execute(update(revision).where(where).values(body=None, salt=None))
    return list(gone.values())
