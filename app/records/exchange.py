"""What the laptop keeps of its exchange with the council: what waits, how far it has read, what was held or refused.

Functions over a `View` or a `Unit`. A revision is *with the council* when it is here and is neither waiting nor held or refused;
exactly those are in the digests.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Select, delete, func, insert, select, update

from app.practice.changes import Changes
from app.records import checking, doing, erasing, fed, giving, ledger, photos
from app.records.batches import chunks
from app.records.book import Casebook, Unit, View
from app.records.outgoing import Outgoing
from app.records.revision import RecordId, Revision, RevisionId, written_text
from app.records.search import drop as drop_from_search
from app.records.sums import Sum
from app.records.tables import draft, edge, filling, head, refusal, revision, scope_digest, set_aside, unvouched, waiting

STATE = "exchange"
_GLANCE = f"""
SELECT 0, name, value, 0 FROM state WHERE name IN ('{STATE}', '{fed.SUM}')
UNION ALL SELECT 2, '', NULL, 0 WHERE EXISTS (SELECT 1 FROM waiting) OR EXISTS (SELECT 1 FROM act)
UNION ALL SELECT 3, scope, place, number FROM filling
UNION ALL SELECT 4, '', NULL, 0 WHERE EXISTS (SELECT 1 FROM refusal WHERE answer = 'held')
"""
HELD = "held"
REFUSED = "refused"
HELD_AT_MOST = timedelta(hours=2)
"""How long an open visit may keep its words on the laptop."""


class ExchangeState(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where the laptop stands. `scopes` are those the council feeds it; `fills` are those that still fill, each with the number
    they have reached; `leaving` are those that it no longer feeds and that are still here. Times are as `written_text` writes."""

    address: str = ""
    sign_in: str = ""
    token: str = ""
    council: RecordId = ""
    council_name: str = ""
    counter: int = 0
    nonce: str = ""
    """What was drawn for this counter, in hex: by it the council tells a retry from a copy of the laptop."""
    cursor: int = 0
    cursor_id: RevisionId = ""
    scopes: tuple[str, ...] = ()
    fed: str = ""
    """The key of those scopes."""
    fills: tuple[tuple[str, int], ...] = ()
    leaving: tuple[str, ...] = ()
    backed_up: int = -1
    """Up to which number of its feed the council says it has a backup; -1 when it does not say."""
    vouch_key: str = ""
    """The key, in hex, by which the council vouches for laptops; as it was when this laptop first signed in."""
    vouch_offered: str = ""
    """Another such key that the council named since: nobody has compared it yet, so it counts for nothing."""
    complete_at: tuple[tuple[str, int, int], ...] = ()
    """Of those that leave: by which number of the feed, and when by the council's clock in milliseconds, all was there."""
    last_good: str = ""
    proved_root: str = ""
    proved_summed: bool = False
    """Whether that is the root of a sum, or of the council's of before: over the digest of each scope."""
    council_ahead: int = 0
    """Milliseconds that the council's clock was ahead of this laptop's."""
    last_failure: str = ""
    last_failure_at: str = ""
    stopped: str = ""
    """Why the council stopped this laptop."""


@dataclass(frozen=True)
class Refusal:
    """A revision the council holds for a manager or has refused, by code and in words for a person."""

    revision: RevisionId
    record: RecordId
    kind: str
    scope: str
    answer: str
    code: str
    words: str
    at: str


def state_of(view: View) -> ExchangeState:
    """Where the laptop stands; all defaults before it ever met the council."""
    fills = view.connection.execute(select(filling.c.scope, filling.c.number).order_by(filling.c.place))
    state = _slim_state(view.value(STATE))
    return msgspec.structs.replace(state, scopes=fed.read(view, state.fed), fills=tuple((row.scope, row.number) for row in fills))


def _slim_state(kept: bytes | None) -> ExchangeState:
    return ExchangeState() if kept is None else msgspec.json.decode(kept, type=ExchangeState)


@dataclass(frozen=True)
class Glance:
    """Where the laptop stands, whether anything waits, and if nothing does its root digest over the scopes it is fed. `held`: the
    council holds something for a manager."""

    state: ExchangeState
    root: str
    waits: bool
    held: bool = False


def glance(book: Casebook) -> Glance:
    """All that an exchange with nothing new must know, in one query; the first one of all looks at more, and writes it down.
    Raises the `Store...` family."""
    seen = _seen(book.look(_GLANCE))
    if seen is None:
        with book.unit() as unit:
            scopes = fed.scopes_of(state_of(unit).scopes)
            fed.keep_sum(unit, scopes)
            seen = _seen(unit.connection.exec_driver_sql(_GLANCE).all(), scopes)
            unit.commit()
    assert seen is not None, "all that was missing is there now"
    return seen


def _seen(rows: Iterable[Sequence[Any]], scopes: fed.Scopes | None = None) -> Glance | None:
    """What the rows say. None when the `scopes` are not remembered, or their sum is not kept."""
    values: dict[str, bytes] = {}
    fills, waits, held = [], False, False
    for what, name, value, count in rows:
        if what == 0:
            values[name] = value
        elif what == 2:
            waits = True
        elif what == 4:
            held = True
        else:
            fills.append((value, name, count))
    state = _slim_state(values.get(STATE))
    scopes = scopes if scopes is not None else fed.known(state.fed)
    total = None if scopes is None else Sum() if waits else fed.sum_in(values.get(fed.SUM), scopes.key)
    if scopes is None or total is None:
        return None
    filling = tuple((scope, number) for _, scope, number in sorted(fills))
    state = msgspec.structs.replace(state, scopes=scopes, fills=filling)
    return Glance(state, "" if waits else total.root.hex(), waits, held)


def keep_state(unit: Unit, state: ExchangeState, before: ExchangeState | None = None) -> None:
    """Write down where the laptop stands. `before` is what is written down already: then only what differs is written."""
    if before is None or before.scopes != state.scopes:
        fed.write(unit, fed.scopes_of(state.scopes), _slim_state(unit.value(STATE)).fed)
    unit.put(STATE, _slim(state))
    former = {} if before is None else dict(before.fills)
    fills = dict(state.fills)
    connection = unit.connection
    if before is None or [scope for scope in former if scope in fills] != list(fills):
        connection.execute(delete(filling))
        entries = [{"scope": scope, "place": place, "number": number} for place, (scope, number) in enumerate(state.fills)]
        if entries:
            connection.execute(insert(filling), entries)
        return
    for scope, number in former.items():
        if scope not in fills:
            ledger.run(connection, "DELETE FROM filling WHERE scope = ?", (scope,))
        elif fills[scope] != number:
            ledger.run(connection, "UPDATE filling SET number = ? WHERE scope = ?", (fills[scope], scope))


def _slim(state: ExchangeState) -> bytes:
    """What changes with every exchange, without what seldom does and may be long."""
    return msgspec.json.encode(msgspec.structs.replace(state, scopes=(), fills=(), fed=fed.scopes_of(state.scopes).key))


def jot_state(book: Casebook, state: ExchangeState) -> None:
    """Write down where the laptop stands when a power cut may undo it: nothing that came or went hangs on it."""
    book.jot(STATE, _slim(state))


def anything_waits(view: View) -> bool:
    """Whether anything is here that the council does not have: sendable, held by a visit or refused."""
    return view.connection.execute(select(waiting.c.revision).limit(1)).first() is not None


def held_long(view: View, at: datetime, at_most: timedelta = HELD_AT_MOST) -> bool:
    """Whether a visit has held something for longer than it may."""
    return view.connection.execute(select(waiting.c.revision).where(_held_long(at, at_most)).limit(1)).first() is not None


def release_held_long(unit: Unit, at: datetime, at_most: timedelta = HELD_AT_MOST) -> None:
    """Let go of what a visit has held for longer than it may, though it was never paused."""
    unit.connection.execute(update(waiting).where(_held_long(at, at_most)).values(held_by=None))


def release_all(unit: Unit) -> None:
    """Let go of all that visits hold: it is the last chance to hand it in."""
    unit.connection.execute(update(waiting).values(held_by=None))


def to_send(view: View, rows: int, size: int, size_of: Any, outgoing: Outgoing | None = None) -> list[Revision]:
    """The next revisions to send, as they were written: at most `rows` and about `size` bytes, at least one if any may go.

    What a running visit holds stays, and what rests on it, and the rest of a person whose first revision it holds. Who asks for
    page after page gives the same `outgoing` each time.
    """
    held = select(revision).join(waiting, waiting.c.revision == revision.c.id).where(waiting.c.held_by.is_not(None))
    staying: set[RevisionId] = set()
    unborn: set[str] = set()
    for each in map(ledger.revision_of, view.connection.execute(held)):
        staying.add(each.id)
        if each.header.kind == "person" and not each.header.parents:
            unborn.add(each.header.scope)
    refused = view.connection.execute(select(func.count()).select_from(refusal)).scalar_one()
    ground = (frozenset(staying), refused)
    found: list[Revision] = []
    early: set[RevisionId] = set()
    taken = 0
    for row in (outgoing or Outgoing()).rows(view.connection, _sendable(), ground):
        each = ledger.revision_of(row)
        if each.erased:
            before = [first for first in _sent_before(view, each) if first.id not in early]
            early.update(first.id for first in before)
            found.extend(before)
        if each.id in early:
            continue
        if each.header.scope in unborn or not staying.isdisjoint(each.header.parents):
            staying.add(each.id)
            continue
        taken += size_of(each)
        if found and (len(found) >= rows or taken > size):
            break
        found.append(each)
    return found


def mark_stored(unit: Unit, ids: Sequence[RevisionId]) -> Changes:
    """These are with the council now. Says which of them had been waiting, held or refused until now."""
    connection = unit.connection
    pending: set[RevisionId] = set()
    for chunk in chunks(ids):
        for table in (waiting, refusal):
            pending.update(connection.execute(select(table.c.revision).where(table.c.revision.in_(chunk))).scalars())
            connection.execute(delete(table).where(table.c.revision.in_(chunk)))
    found = ledger.revisions_by_id(connection, pending)
    fed.add(unit, [(each.header.scope, each.id) for each in found])
    return changes_of(found)


def mark_not_stored(unit: Unit, revision_id: RevisionId, answer: str, code: str, words: str, at: datetime) -> None:
    """The council holds the revision for a manager (it waits no longer) or has refused it (it waits, and is not sent)."""
    connection = unit.connection
    connection.execute(delete(refusal).where(refusal.c.revision == revision_id))
    entry = {"revision": revision_id, "answer": answer, "reason": f"{code}: {words}", "at": written_text(at)}
    connection.execute(insert(refusal).values(entry))
    if answer == HELD:
        connection.execute(delete(waiting).where(waiting.c.revision == revision_id))


def receive(unit: Unit, revisions: Sequence[Revision]) -> Changes:
    """Keep what came from the council. What was here already and waited is with the council now."""
    aside = checking.among_those_aside(unit, [each.id for each in revisions])
    staying = checking.take_back(unit, revisions, state_of(unit).vouch_key) if aside else aside
    fresh = unit.add([each for each in revisions if each.id not in staying])
    fed.add(unit, [(each.header.scope, each.id) for each in fresh if each.id not in aside])
    new = {each.id for each in fresh} | aside
    return changes_of(fresh) | unit.gone | mark_stored(unit, [each.id for each in revisions if each.id not in new])


def forget_waiting(unit: Unit, ids: Sequence[RevisionId]) -> None:
    """These wait no longer, nor are they refused: they were set aside."""
    for chunk in chunks(ids):
        for table in (waiting, refusal):
            unit.connection.execute(delete(table).where(table.c.revision.in_(chunk)))


def refusals(view: View) -> list[Refusal]:
    """What the council holds or has refused, the oldest first."""
    rows = {row.revision: row for row in view.connection.execute(select(refusal))}
    found = []
    for each in ledger.revisions_by_id(view.connection, rows):
        row, header = rows[each.id], each.header
        code, _, words = row.reason.partition(": ")
        found.append(Refusal(each.id, header.record, header.kind, header.scope, row.answer, code, words, row.at))
    return found


def try_refused_again(unit: Unit) -> int:
    """Let what was refused be sent once more. Returns how many."""
    return int(unit.connection.execute(delete(refusal).where(refusal.c.answer == REFUSED)).rowcount)


def root_of(view: View, scopes: Iterable[str], *, summed: bool = True) -> str:
    """One digest over what of these scopes is with the council: the root of their sum, or as councils of before reckon it."""
    if not summed:
        return ledger.root_digest(view.connection, scopes)
    return fed.sum_over(view, fed.scopes_of(scopes)).root.hex()


def digests_of(view: View, scopes: Iterable[str]) -> dict[str, tuple[int, bytes]]:
    """Per scope how many ids are with the council, and their sum. A scope with none is not there."""
    found: dict[str, tuple[int, bytes]] = {}
    for chunk in chunks(sorted(set(scopes))):
        for row in view.connection.execute(select(scope_digest).where(scope_digest.c.scope.in_(chunk))):
            if row.revisions:
                found[row.scope] = (row.revisions, row.total)
    return found


def ids_with_council(view: View, scope: str) -> set[RevisionId]:
    """The ids of a scope that are here and, by all we know, with the council."""
    query = select(revision.c.id).where(
        revision.c.scope == scope,
        revision.c.id.not_in(select(waiting.c.revision)),
        revision.c.id.not_in(select(refusal.c.revision)),
    )
    aside = select(set_aside.c.revision).where(set_aside.c.scope == scope, set_aside.c.why == checking.SIGNATURE)
    return set(view.connection.execute(query.union(aside)).scalars())


def known_here(view: View, ids: Iterable[RevisionId]) -> set[RevisionId]:
    """Which of the ids are here at all."""
    named = list(ids)
    return ledger.known_ids(view.connection, named) | checking.among_those_aside(view, named)


def to_ask_again(view: View, scopes: Iterable[str]) -> list[RevisionId]:
    """What was set aside because its signature does not hold: it may have been bent only on its way here."""
    wanted = set(scopes)
    return [revision_id for revision_id, _, scope in checking.did_not_check(view) if scope in wanted]


def send_again(unit: Unit, ids: Sequence[RevisionId], at: datetime) -> None:
    """The council does not have these after all: let them wait again."""
    if ids:
        for chunk in chunks(ids):
            unit.connection.execute(delete(refusal).where(refusal.c.revision.in_(chunk)))
        entries = [{"revision": each, "held_by": None, "since": written_text(at)} for each in ids]
        unit.connection.execute(insert(waiting), entries)


def count_again(unit: Unit, scope: str) -> None:
    """Work the digest of a scope out again from what is here."""
    unit.connection.execute(delete(scope_digest).where(scope_digest.c.scope == scope))
    fed.add(unit, [(scope, each) for each in ids_with_council(unit, scope)])


def held_by_visit(view: View) -> int:
    """How many revisions a running visit keeps on the laptop."""
    query = select(func.count()).select_from(waiting).where(waiting.c.held_by.is_not(None))
    return int(view.connection.execute(query).scalar_one())


def pending_in(view: View, scope: str) -> int:
    """How much of a scope is only here: drafts, what waits, what was refused, photos."""
    drafts = select(func.count()).select_from(draft).where(draft.c.scope == scope)
    unsent = select(func.count()).select_from(waiting.join(revision, waiting.c.revision == revision.c.id))
    connection = view.connection
    found = connection.execute(drafts).scalar_one() + connection.execute(unsent.where(revision.c.scope == scope)).scalar_one()
    return int(found) + giving.not_given(view, [scope])


def let_go(unit: Unit, scope: str) -> Changes:
    """Take the whole scope off the laptop. Nothing of it may be pending: see `pending_in`. The words are with the council."""
    connection = unit.connection
    if pending_in(unit, scope):
        return Changes()
    rows = connection.execute(select(revision.c.id, revision.c.record, revision.c.kind).where(revision.c.scope == scope)).all()
    records = sorted({row.record for row in rows})
    drop_from_search(connection, records)
    for chunk in chunks([row.id for row in rows]):
        connection.execute(delete(edge).where(edge.c.child.in_(chunk)))
        connection.execute(delete(refusal).where(refusal.c.revision.in_(chunk)))
    for chunk in chunks(records):
        connection.execute(delete(head).where(head.c.record.in_(chunk)))
    connection.execute(delete(revision).where(revision.c.scope == scope))
    connection.execute(delete(set_aside).where(set_aside.c.scope == scope))
    connection.execute(delete(unvouched).where(unvouched.c.revision.not_in(select(revision.c.id))))
    connection.execute(delete(scope_digest).where(scope_digest.c.scope == scope))
    photos.drop_unnamed(connection)
    doing.forget_about(unit, records, [scope])
    unit.note_taken_out(row.id for row in rows)
    unit.bytes_must_go()
    return Changes(frozenset(records), frozenset({scope}), frozenset(row.kind for row in rows))


def changes_of(revisions: Iterable[Revision]) -> Changes:
    """What these revisions touch."""
    headers = [each.header for each in revisions]
    return Changes(
        frozenset(header.record for header in headers),
        frozenset(header.scope for header in headers),
        frozenset(header.kind for header in headers),
    )


def _sent_before(view: View, erased: Revision) -> list[Revision]:
    """The council takes a revision without words only when it knows why."""
    return erasing.sent_before(view.connection, erased, _sendable().with_only_columns(revision.c.id))


def _held_long(at: datetime, at_most: timedelta) -> ColumnElement[bool]:
    return waiting.c.held_by.is_not(None) & (waiting.c.since < written_text(at - at_most))


def _sendable() -> Select[Any]:
    return (
        select(revision)
        .join(waiting, waiting.c.revision == revision.c.id)
        .where(waiting.c.held_by.is_(None), waiting.c.revision.not_in(select(refusal.c.revision)))
    )
