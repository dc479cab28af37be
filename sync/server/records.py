"""What a records officer does at the council's desk: look at what would go, and have it erased."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from app.practice.erasures import Erasure, ErasureRule
from app.practice.errors import NotFound, RecordsOfficersOnly, SignInRefused
from app.practice.people import Grant, StaffRole
from app.records import erasing, ledger
from app.records.erasing import Cover
from app.records.revision import RecordId, Revision, RevisionId, new_record, person_scope, staff_scope
from app.records.tables import revision
from sync.protocol import Row, revision_of
from sync.server import identity
from sync.server.admission import RECORDS_ONLY
from sync.server.council import CouncilServer
from sync.server.desk import desk_of, hand_in, sealed
from sync.server.tables import access, account, member, pending


@dataclass(frozen=True)
class Asked:
    """What is to go of one person's record: single versions, whole records, whatever holds some words, or everything.

    With `whole_records` the records go in which the words stand, and whatever of them arrives later; else only the versions.
    """

    person: RecordId
    revisions: tuple[RevisionId, ...] = ()
    records: tuple[RecordId, ...] = ()
    containing: str = ""
    whole_records: bool = False
    everything: bool = False


@dataclass(frozen=True)
class WhatGoes:
    """What an erasure would take. Holds nobody's words. `staff` may have it on their laptops."""

    scope: str
    revisions: tuple[RevisionId, ...]
    records: tuple[RecordId, ...]
    everything: bool
    by_kind: dict[str, int] = field(default_factory=dict)
    held: int = 0
    staff: int = 0
    elsewhere: dict[str, tuple[RevisionId, ...]] = field(default_factory=dict)
    """By scope of staff, what the erasure of the person's scope does not reach: what somebody wrote who has no access, and is
    held; and, when everything goes, words about why somebody works with the person."""

    @property
    def versions(self) -> int:
        """How many versions lose their words."""
        return sum(self.by_kind.values())


def what_goes(council: CouncilServer, asked: Asked) -> WhatGoes:
    """What would go. Raises `NotFound` when a version or a record is not there, or nothing holds the words."""
    scope = person_scope(asked.person)
    with council.writing() as connection:
        named, records = set(asked.revisions), set(asked.records)
        _must_be_there(connection, scope, named, records)
        if asked.containing:
            found = [each for each in _readable(connection, scope) if _holds(each, asked.containing)]
            if not found:
                raise NotFound(what="words", name="")
            records.update(each.header.record for each in found if asked.whole_records)
            named.update(each.id for each in found if not asked.whole_records)
        cover = Cover(named, records | {erasing.origin_of(each) for each in named}, asked.everything)
        stored = [each for each in _stored(connection, scope) if each.body is not None]
        cover.records |= {erasing.origin_of(each.id) for each in stored if each.header.record in records}
        kinds = Counter(each.header.kind for each in stored if cover.covers(each))
        held = [(staff, each.id) for staff, each in _held(connection, scope) if cover.covers(each)]
        grants = _grants_with_words(connection, asked.person) if asked.everything else []
        staff = select(func.count(access.c.staff.distinct())).where(access.c.scope == scope)
        return WhatGoes(
            scope=scope,
            revisions=tuple(sorted(named)),
            records=tuple(sorted(records)),
            everything=asked.everything,
            by_kind=dict(sorted(kinds.items())),
            held=len(held),
            staff=connection.execute(staff).scalar_one(),
            elsewhere=_by_scope([*((staff_scope(each), held_id) for each, held_id in held), *grants]),
        )


@dataclass(frozen=True)
class Decision:
    """Why it must go, in words that repeat nothing of it; under which rule; the name and office of who decided, and when."""

    why: str
    rule: ErasureRule
    decided_by: str
    decided_on: date

    def erasure(
        self, *, revisions: tuple[RevisionId, ...] = (), records: tuple[RecordId, ...] = (), everything: bool = False
    ) -> Erasure:
        """The erasure that carries it out."""
        return Erasure(
            revisions=revisions,
            records=records,
            everything=everything,
            why=self.why,
            rule=self.rule.code,
            law=self.rule.law,
            decided_by=self.decided_by,
            decided_on=self.decided_on,
        )


def erase(council: CouncilServer, goes: WhatGoes, decision: Decision, *, sign_in: str, password: str) -> RecordId:
    """Have it erased, signed at the desk in the name of a records officer. Returns the erasure.

    Raises `SignInRefused`, `RecordsOfficersOnly`. The bytes are out of the store's files when this returns, unless somebody reads
    just then: see `Store.let_bytes_go`; on PostgreSQL the tables are written anew.
    """
    at = council.clock()
    record = new_record()
    with council.writing() as connection:
        officer = msgspec.structs.replace(desk_of(council.home), staff=_officer(connection, sign_in, password))
        body = decision.erasure(revisions=goes.revisions, records=goes.records, everything=goes.everything)
        made = [sealed(officer, body, goes.scope, record, at)]
        for scope, revisions in sorted(goes.elsewhere.items()):
            made.append(sealed(officer, decision.erasure(revisions=revisions), scope, new_record(), at))
        hand_in(connection, officer, made, at)
    council.store.rewrite()
    return record


def _officer(connection: Connection, sign_in: str, password: str) -> RecordId:
    query = select(account.c.staff, account.c.password, member.c.role, member.c.left)
    query = query.join(member, member.c.staff == account.c.staff)
    row = connection.execute(query.where(account.c.sign_in == identity.account_name(sign_in))).one_or_none()
    if row is None or row.left or not identity.password_holds(password, row.password):
        raise SignInRefused()
    if row.role != StaffRole.RECORDS:
        raise RecordsOfficersOnly(name=sign_in, code=RECORDS_ONLY.code)
    staff: RecordId = row.staff
    return staff


def _must_be_there(connection: Connection, scope: str, revisions: set[RevisionId], records: set[RecordId]) -> None:
    query = select(revision.c.id, revision.c.record).where(revision.c.scope == scope)
    here = connection.execute(query).all()
    if not here:
        raise NotFound(what="person", name=scope.partition(":")[2])
    for missing in sorted(revisions - {row.id for row in here}) + sorted(records - {row.record for row in here}):
        raise NotFound(what="record", name=missing)


def _stored(connection: Connection, scope: str) -> Iterator[Revision]:
    yield from ledger.revisions_where(connection, select(revision).where(revision.c.scope == scope))


def _held(connection: Connection, scope: str) -> Iterator[tuple[RecordId, Revision]]:
    """What is held of the scope with its words, and whose laptop brought it."""
    query = select(pending.c.staff, pending.c.row).where(pending.c.scope == scope, pending.c.row.is_not(None))
    for row in connection.execute(query).all():
        each = revision_of(msgspec.msgpack.decode(row.row, type=Row))
        if each.body is not None:
            yield row.staff, each


def _readable(connection: Connection, scope: str) -> Iterator[Revision]:
    yield from (each for each in _stored(connection, scope) if each.body is not None and each.header.kind != Erasure.kind)
    yield from (each for _, each in _held(connection, scope))


def _holds(each: Revision, words: str) -> bool:
    try:
        said = msgspec.json.decode(each.body or b"null")
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return words.casefold().encode() in (each.body or b"").lower()
    return any(words.casefold() in text.casefold() for text in _texts(said))


def _texts(said: Any) -> Iterator[str]:
    """All text in a body; what is JSON within text, as earlier versions of what was imported, is looked into."""
    if isinstance(said, str):
        yield said
        if said.startswith(("{", "[")):
            try:
                inner = msgspec.json.decode(said)
            except (msgspec.DecodeError, RecursionError):
                return
            yield from _texts(inner)
    elif isinstance(said, dict):
        for inner in said.values():
            yield from _texts(inner)
    elif isinstance(said, list):
        for inner in said:
            yield from _texts(inner)


def _grants_with_words(connection: Connection, person: RecordId) -> list[tuple[str, RevisionId]]:
    query = select(revision).where(revision.c.kind == Grant.kind, revision.c.body.is_not(None))
    found = []
    for each in ledger.revisions_where(connection, query):
        grant = msgspec.json.decode(each.body or b"", type=Grant)
        if grant.person == person and grant.why:
            found.append((each.header.scope, each.id))
    return found


def _by_scope(pairs: list[tuple[str, RevisionId]]) -> dict[str, tuple[RevisionId, ...]]:
    found: dict[str, set[RevisionId]] = {}
    for scope, revision_id in pairs:
        found.setdefault(scope, set()).add(revision_id)
    return {scope: tuple(sorted(ids)) for scope, ids in found.items()}
