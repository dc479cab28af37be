"""The audit: one row per act, member of staff, laptop and person. It only grows, and each row's hash covers the one before.

What is noted within a transaction of the council's is gathered and written as its last thing: the number and the hash to go on
from are one locked row (`sync.server.numbers`), and nobody holds it longer than it takes to commit. An act and its note are kept
together or not at all.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from app.records import ledger
from app.records.revision import RecordId, written_text, written_time
from sync.protocol import Act, NotOurs, scope_text, time_of
from sync.server import numbers
from sync.server.chain import Mark, link, standing
from sync.server.tables import audit

__all__ = ["Mark", "Noted", "claim", "gathered", "note", "standing", "write"]

_GATHERED = "audit"
_ACT = re.compile(r"[a-z][a-z ]{0,29}")
STRANGE = "something this council does not know"
"""The act of a claim whose name cannot be one. Only names are kept, never words."""


@dataclass(frozen=True)
class Noted:
    """An act, once for each scope with how many revisions it touched, or once without one (`scopes` is None)."""

    act: str
    staff: RecordId | None = None
    device: str | None = None
    scopes: dict[str, int] | None = None
    claimed: datetime | None = None
    """When the laptop says that it did this, where it is the laptop that says so."""


@contextmanager
def gathered(connection: Connection, told: Callable[[str, int], None] | None = None) -> Iterator[None]:
    """While the block runs notes are gathered; at its end they are written. When it raises they are forgotten, as is all else.

    `told` hears of every act that is written, with its count.
    """
    kept: list[tuple[datetime, Noted]] = []
    info = connection.info  # of a line that is cut it cannot be asked any more
    info[_GATHERED] = kept
    try:
        yield
        _append(connection, kept)
        if told is not None:
            for _, each in kept:
                told(each.act, sum(each.scopes.values()) if each.scopes is not None else 1)
    finally:
        info.pop(_GATHERED, None)


def note(
    connection: Connection,
    at: datetime,
    act: str,
    *,
    staff: RecordId | None = None,
    device: str | None = None,
    scopes: dict[str, int] | None = None,
) -> None:
    """Write down one act."""
    write(connection, at, [Noted(act, staff, device, scopes)])


def write(connection: Connection, at: datetime, noted: Iterable[Noted]) -> None:
    """Write down what was noted, in that order: within `gathered` at its end, else now."""
    entries = [(at, each) for each in noted]
    kept: list[tuple[datetime, Noted]] | None = connection.info.get(_GATHERED)
    if kept is None:
        _append(connection, entries)
    else:
        kept.extend(entries)


def claim(connection: Connection, at: datetime, acts: Sequence[Act], *, staff: RecordId, device: str) -> None:
    """Write down what a laptop says was done on it. What it has said before is not written again, however often it is sent."""
    claims: Counter[tuple[str, str, str]] = Counter()
    for act in acts:
        place = _place_of(act, at)
        claims[place] = max(claims[place], min(max(act.count, 1), 10**6))
    if not claims:
        return
    said = _said_before(connection, device, sorted({claimed for _, _, claimed in claims}))
    noted = [
        Noted(act, staff, device, {scope: more}, written_time(claimed))
        for (act, scope, claimed), count in sorted(claims.items(), key=lambda item: (item[0][2], item[0]))
        if (more := count - said.get((act, scope, claimed), 0)) > 0
    ]
    write(connection, at, noted)


def _place_of(act: Act, at: datetime) -> tuple[str, str, str]:
    """Act, scope and time of a claim. A claim is never a reason to refuse an exchange: what it cannot say stays unsaid."""
    try:
        scope = scope_text(act.scope) if act.scope else ""
    except NotOurs:
        scope = ""
    try:
        claimed = time_of(act.at)
    except NotOurs:
        claimed = datetime.fromtimestamp(0, at.tzinfo)
    return act.act if _ACT.fullmatch(act.act) else STRANGE, scope, written_text(claimed)


def _said_before(connection: Connection, device: str, times: Sequence[str]) -> dict[tuple[str, str, str], int]:
    found: dict[tuple[str, str, str], int] = {}
    for start in range(0, len(times), 400):
        query = (
            select(audit.c.act, audit.c.scope, audit.c.claimed, func.sum(audit.c.count))
            .where(audit.c.device == device, audit.c.claimed.in_(times[start : start + 400]), audit.c.claimed.is_not(None))
            .group_by(audit.c.act, audit.c.scope, audit.c.claimed)
        )
        found.update({(act, scope, claimed): int(count) for act, scope, claimed, count in connection.execute(query)})
    return found


def _append(connection: Connection, noted: Sequence[tuple[datetime, Noted]]) -> None:
    rows = [
        (at, each, scope, count)
        for at, each in noted
        for scope, count in sorted((each.scopes if each.scopes is not None else {"": 0}).items())
    ]
    if not rows:
        return
    before = numbers.lock(connection, numbers.AUDIT)
    entries, last = [], before.last
    for number, (at, each, scope, count) in enumerate(rows, start=before.number + 1):
        claimed = None if each.claimed is None else written_text(each.claimed)
        entry = (number, written_text(at), each.staff, each.device, each.act, scope, count, claimed)
        last = link(last, entry)
        staff, device = (None if part is None else bytes.fromhex(part) for part in (each.staff, each.device))
        entries.append((*entry[:2], staff, device, *entry[4:], last))
    with ledger.Trip(connection) as trip:
        trip.ask(_INSERT, entries)
        numbers.move(trip, numbers.AUDIT, before.number + len(entries), last)


_INSERT = "INSERT INTO audit (number, at, staff, device, act, scope, count, claimed, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
