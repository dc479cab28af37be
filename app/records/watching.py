"""What is noticed when a casebook is opened: an older file put back, recent writes that are gone, an older page inside.

SQLCipher names a flipped bit. But an older copy, an older page and a damaged end of the recent writes read as good: they are told
by the mark beside the file, by the waiting file, and by counting. Nothing of it is silently accepted: it is said, and the next
exchange compares both sides id by id and fetches what is missing.
"""

from pathlib import Path

import msgspec
from sqlalchemy import delete, select

from app.records import exchange as kept
from app.records import ledger
from app.records.book import Casebook, Unit, View
from app.records.marks import MARK_FILE, Mark, read_mark
from app.records.safekeeping import mark_in, next_mark
from app.records.tables import refusal, revision, scope_digest, waiting

OLDER = "older"
"""The casebook is older than its mark says."""
PAGE = "page"
"""A part of the casebook is older than the rest."""
SEALED_ONLY = "sealed only"
"""Something is in the waiting file that is not in the casebook any more."""
MARK_LOST = "mark lost"
"""The mark is gone or older than the casebook. Nothing is missing."""

COUNTED_AT_MOST = 40_000
"""Revisions that are counted through at once when the casebook is opened; more are counted by `check`."""
_MUST_COMPARE = "must compare"


def look_at_open(book: Casebook) -> None:
    """Compare the casebook with its mark and note on it what is noticed. Raises the `Store...` family."""
    folder = book.path.parent
    outside = read_mark(folder)
    with book.view() as view:
        inside, last = mark_in(view), ledger.last_number(view.connection)
        found = _noticed(folder, outside, inside, last)
        left_over = _sealed_only(view, book)
    if OLDER in found:
        assert outside is not None, "it is older than something"
        ask_to_compare(book, after=outside)
    if left_over:
        found = (*found, SEALED_ONLY)
    book.noticed = found
    book.safekeeping.forget_drafts()
    if MARK_LOST in found:
        with book.unit() as unit:
            unit.marks = True
            unit.commit()
    book.safekeeping.settle(book)


def count_through(book: Casebook) -> tuple[str, ...]:
    """Count what is in the casebook against what it says of itself, and have the next exchange compare where they differ.

    Says what was noticed. Reads all of it, so it belongs behind the window. Raises the `Store...` family.
    """
    with book.view() as view:
        wrong = differing_scopes(view)
        bare = _waiting_without_words(view)
    if not wrong and not bare:
        return ()
    ask_to_compare(book)
    return (PAGE,)


def differing_scopes(view: View) -> list[str]:
    """The scopes whose revisions are not those that the casebook has counted."""
    connection = view.connection
    apart = set(connection.execute(select(waiting.c.revision)).scalars())
    apart |= set(connection.execute(select(refusal.c.revision)).scalars())
    sums: dict[str, list[int]] = {}
    query = select(revision.c.id, revision.c.scope).order_by(revision.c.number)
    for row in connection.execution_options(yield_per=1000).execute(query):
        if row.id not in apart:
            entry = sums.setdefault(row.scope, [0, 0])
            entry[0] += 1
            entry[1] = (entry[1] + int(row.id, 16)) % 2**256
    counted = {
        row.scope: [row.revisions, int.from_bytes(row.total, "big")]
        for row in connection.execute(select(scope_digest))
        if row.revisions
    }
    return sorted(scope for scope in sums.keys() | counted.keys() if sums.get(scope) != counted.get(scope))


def ask_to_compare(book: Casebook, after: Mark | None = None) -> None:
    """Count everything again, and let the next exchange compare both sides. `after`: go on from this mark, whose counter the
    council may know. Raises the `Store...` family."""
    with book.unit() as unit:
        for scope in _all_scopes(unit):
            kept.count_again(unit, scope)
        _drop_waiting_without_words(unit)
        state = kept.state_of(unit)
        counter = max(state.counter, after.counter if after else 0) + 1
        changed = msgspec.structs.replace(state, counter=counter, nonce="", proved_root="", cursor_id="00" * ledger.ID_BYTES)
        kept.keep_state(unit, msgspec.structs.replace(changed, cursor=max(state.cursor, 1)))
        if after is not None:
            unit.put("mark", msgspec.json.encode(msgspec.structs.replace(next_mark(unit), number=after.number)))
        unit.marks = True
        unit.commit()


def _noticed(folder: Path, outside: Mark | None, inside: Mark, last: int) -> tuple[str, ...]:
    if outside is None:
        return (MARK_LOST,) if inside.number > 1 or (folder / MARK_FILE).exists() else ()
    if outside.number > inside.number or (outside.number == inside.number and outside != inside) or last < inside.last:
        return (OLDER,)
    return (MARK_LOST,) if inside.number > outside.number + 1 else ()


def _sealed_only(view: View, book: Casebook) -> bool:
    """Whether the waiting file holds what is not here: sealed before an older casebook was put back, and never sent."""
    inside = book.safekeeping.file.ids
    return bool(inside - ledger.known_ids(view.connection, inside))


def _waiting_without_words(view: View) -> bool:
    query = select(waiting.c.revision).where(waiting.c.revision.not_in(select(revision.c.id))).limit(1)
    return view.connection.execute(query).first() is not None


def _drop_waiting_without_words(unit: Unit) -> None:
    for table in (waiting, refusal):
        unit.connection.execute(delete(table).where(table.c.revision.not_in(select(revision.c.id))))


def _all_scopes(view: View) -> list[str]:
    connection = view.connection
    scopes = set(connection.execute(select(revision.c.scope).distinct()).scalars())
    return sorted(scopes | set(connection.execute(select(scope_digest.c.scope)).scalars()))
