"""Comparing with the council and repairing: what it lacks waits again, what we lack is fetched.

Needed when the council was put back from an older copy, and when the root digests differ for any reason.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta

import msgspec

from app.practice.changes import Changes
from app.records import exchange as kept
from app.records import fed
from app.records.book import Casebook
from app.records.council_rules import rules_in
from app.records.exchange import ExchangeState
from app.records.held import has_unnumbered, held_ids
from app.records.revision import RevisionId
from sync import protocol
from sync.client.basket import SLICE, Told
from sync.client.pages import Pace, counted_on, strange, with_scopes
from sync.protocol import CompareAnswer, CompareRequest, NotOurs

Ask = Callable[[CompareRequest], CompareAnswer]

_WANT_AT_ONCE = 400
_HAVE_AT_ONCE = 10_000


def compare_and_repair(book: Casebook, state: ExchangeState, ask: Ask, pace: Pace, told: Told) -> tuple[ExchangeState, Changes]:
    """Make both sides equal, scope by scope. What the council lacks is left waiting for the next request.

    Raises what `ask` raises and `ServerAnswerStrange`; doing it again does no harm.
    """
    answer = ask(CompareRequest())
    try:
        theirs = {protocol.scope_text(each.scope): (each.count, each.total) for each in answer.digests}
    except NotOurs as error:
        raise strange(state, str(error)) from error
    filling = {scope for scope, _ in state.fills} & set(theirs)
    state = with_scopes(msgspec.structs.replace(state, fills=tuple((scope, 0) for scope in sorted(filling))), sorted(theirs))
    new = {scope for scope, _ in state.fills}
    with book.view() as view:
        mine = kept.digests_of(view, state.scopes)
    changes = Changes()
    for scope in sorted(theirs):
        if scope not in new and mine.get(scope, (0, b"")) != theirs[scope]:
            changes |= _repair(book, state, scope, ask, pace, told)
    with book.view() as view:
        doubted = kept.to_ask_again(view, state.scopes)
    changes |= _fetch(book, state, doubted, ask, pace, told)
    state = msgspec.structs.replace(state, cursor=answer.cursor.number, cursor_id=answer.cursor.id.hex())
    if changes:
        state = counted_on(state)
    with book.unit() as unit:
        fed.forget_sum(unit)
        kept.keep_state(unit, state)
        unit.commit()
    return state, changes


def ask_after_unfed(book: Casebook, state: ExchangeState, ask: Ask) -> bool:
    """Let wait again what the council took, does not feed to this laptop, and has no more; of records that may leave now that is
    asked when they do. Says whether there was any."""
    with book.view() as view:
        free = [scope for scope in state.leaving if not kept.pending_in(view, scope)]
        taken = held_ids(view).difference(*(held_ids(view, scope) for scope in free))
        taken |= set().union(*(kept.ids_with_council(view, scope) for scope in state.leaving if scope not in free))
    lacking = sorted(_lacking(state, sorted(taken), ask))
    if lacking:
        with book.unit() as unit:
            kept.send_again(unit, lacking, book.clock())
            for scope in state.leaving:
                kept.count_again(unit, scope)
            unit.commit()
    return bool(lacking)


def let_go(book: Casebook, state: ExchangeState, scopes: Sequence[str], ask: Ask) -> tuple[ExchangeState, Changes]:
    """Take scopes off the laptop, those of which the council has all, in a backup too where it says what is in one, or has had it
    for long. Of the rest, what it lacks waits again.
    """
    changes = Changes()
    for scope in scopes:
        with book.view() as view:
            ids = sorted(kept.ids_with_council(view, scope) | held_ids(view, scope))
        lacking = _lacking(state, ids, ask)
        with book.unit() as unit:
            before = state
            later = has_unnumbered(unit, scope)
            state, safe = _is_safe(state, scope, book, rules_in(unit).backup_days, later=later)
            if lacking:
                kept.send_again(unit, sorted(lacking), book.clock())
                kept.count_again(unit, scope)
                state = _without(state, scope)
            elif safe and not kept.pending_in(unit, scope):
                changes |= kept.let_go(unit, scope)
                left = tuple(each for each in state.leaving if each != scope)
                state = msgspec.structs.replace(_without(state, scope), leaving=left)
            kept.keep_state(unit, state, before)
            unit.commit()
    if changes:
        book.tidy()
    return state, changes


def _is_safe(state: ExchangeState, scope: str, book: Casebook, days: int, *, later: bool) -> tuple[ExchangeState, bool]:
    """Whether what the council has of the scope is safe without this laptop; and the state that remembers since when it has all.

    All that was pushed has a number up to the cursor of now, but for what is held and photos: those are in a backup for certain
    that has something later as well. Time is the council's, so a wrong clock here lets nothing go early.
    """
    now = protocol.milliseconds(book.clock()) + state.council_ahead
    known = {each: (number, at) for each, number, at in state.complete_at}
    number, at = known.setdefault(scope, (state.cursor, now))
    following = msgspec.structs.replace(state, complete_at=tuple((each, *known[each]) for each in sorted(known)))
    long_ago = now - at > timedelta(days=days) // timedelta(milliseconds=1)
    return following, state.backed_up < 0 or number + later <= state.backed_up or long_ago


def _without(state: ExchangeState, scope: str) -> ExchangeState:
    return msgspec.structs.replace(state, complete_at=tuple(each for each in state.complete_at if each[0] != scope))


def _lacking(state: ExchangeState, ids: Sequence[RevisionId], ask: Ask) -> set[RevisionId]:
    found: set[RevisionId] = set()
    for start in range(0, len(ids), _HAVE_AT_ONCE):
        part = ids[start : start + _HAVE_AT_ONCE]
        answer = ask(CompareRequest(have=tuple(bytes.fromhex(each) for each in part)))
        found.update(_ids(state, answer.ids))
    return found & set(ids)


def _repair(book: Casebook, state: ExchangeState, scope: str, ask: Ask, pace: Pace, told: Told) -> Changes:
    theirs = _all_ids(state, scope, ask)
    with book.view() as view:
        here = kept.known_here(view, theirs)
    changes = _fetch(book, state, sorted(theirs - here), ask, pace, told)
    with book.unit() as unit:
        changes |= kept.mark_stored(unit, sorted(theirs & here))
        kept.send_again(unit, sorted(kept.ids_with_council(unit, scope) - theirs), book.clock())
        kept.count_again(unit, scope)
        unit.commit()
    return changes


def _all_ids(state: ExchangeState, scope: str, ask: Ask) -> set[RevisionId]:
    found: set[RevisionId] = set()
    after = 0
    while True:
        answer = ask(CompareRequest(scope=protocol.scope_bytes(scope), after=after))
        found.update(_ids(state, answer.ids))
        if answer.next <= after:
            return found
        after = answer.next


def _fetch(book: Casebook, state: ExchangeState, ids: Sequence[RevisionId], ask: Ask, pace: Pace, told: Told) -> Changes:
    changes = Changes()
    left = list(ids)
    while left:
        want = tuple(bytes.fromhex(each) for each in left[:_WANT_AT_ONCE])
        answer = ask(CompareRequest(want=want, rows=pace.rows, size=pace.size))
        try:
            rows = protocol.revisions_of(answer.rows, answer.check)
        except NotOurs as error:
            raise strange(state, str(error)) from error
        came = {each.id for each in rows}
        if came.isdisjoint(left):
            return changes
        for start in range(0, len(rows), SLICE):
            with book.unit() as unit:
                step = kept.receive(unit, rows[start : start + SLICE])
                unit.commit()
            told(step)
            changes |= step
        left = [each for each in left if each not in came]
    return changes


def _ids(state: ExchangeState, data: bytes) -> list[RevisionId]:
    try:
        return protocol.hexes(data)
    except NotOurs as error:
        raise strange(state, str(error)) from error
