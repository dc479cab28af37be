"""The chain of the audit: each row's hash covers the row before, so that what was changed, taken out, put in or moved shows.

The hash of a row is the SHA-256 of the hash of the row before (no bytes, for the first) and the canonical JSON of
`[number, at, staff, device, act, scope, count, claimed]`. Rows are numbered 1, 2, 3 without a gap. Where the chain ends is kept
in the row that gives out the numbers; who wants to be sure that nobody cut both keeps the last number and hash elsewhere, as a
`Mark`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from app.records.canonical import canonical_bytes, sha256
from sync.server import numbers
from sync.server.tables import audit, counter

BEFORE = "audit before"
"""The counter that says how far the rows reach that were written before there was a chain."""
_AT_ONCE = 5_000
_MARK = re.compile(r"[0-9]{1,18}:[0-9a-f]{64}")


@dataclass(frozen=True)
class Mark:
    """How far the audit had come at some moment. Written as `120:9f3a...`."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"

    @classmethod
    def read(cls, said: str) -> "Mark":
        """The mark that is written so. Raises ValueError."""
        number, _, found = said.strip().partition(":")
        if not _MARK.fullmatch(said.strip()):
            raise ValueError("a mark is a number, a colon and 64 letters and digits")
        return cls(int(number), found)


@dataclass(frozen=True)
class Checked:
    """What a check found. `fault` names the first row that does not hold; it is empty when all do. `before` is how many rows were
    written before there was a chain, and were chained afterwards."""

    rows: int
    end: Mark
    before: int
    fault: str = ""


def link(before: bytes, entry: Sequence[Any]) -> bytes:
    """The hash of a row: number, at, staff, device, act, scope, count, claimed."""
    return sha256(before, canonical_bytes(list(entry)))


def standing(connection: Connection) -> Mark:
    """How far the audit has come: worth keeping wherever this council's store is not."""
    row = connection.execute(select(counter).where(counter.c.name == numbers.AUDIT)).one()
    return Mark(row.number, row.last.hex())


def check(connection: Connection, known: Iterable[Mark] = ()) -> Checked:
    """Go through all rows. `known` are marks that were kept elsewhere."""
    end = standing(connection)
    before = connection.execute(select(counter.c.number).where(counter.c.name == BEFORE)).scalar() or 0
    marks = {mark.number: mark for mark in sorted(known, key=lambda mark: mark.number)}
    number, last = 0, b""
    while True:
        query = select(audit).where(audit.c.number > number).order_by(audit.c.number).limit(_AT_ONCE)
        rows = connection.execute(query).all()
        for row in rows:
            fault = _fault(row, number, last)
            number, last = row.number, row.hash or b""
            if not fault and number in marks and marks[number].hash != last.hex():
                fault = f"row {number} is not the one that was there when the mark {str(marks[number])[:20]} was kept"
            if fault:
                return Checked(number, end, before, fault)
        if not rows:
            break
    return Checked(number, end, before, _cut(number, last, [end, *marks.values()]))


def _fault(row: Any, number: int, last: bytes) -> str:
    if row.number != number + 1:
        missing = (
            f"row {number + 1} is missing" if row.number == number + 2 else f"rows {number + 1} to {row.number - 1} are missing"
        )
        return missing if row.number > number else f"row {row.number} is out of its place"
    entry = (row.number, row.at, row.staff, row.device, row.act, row.scope, row.count, row.claimed)
    if row.hash is None or link(last, entry) != row.hash:
        return f"row {row.number} is not as it was written, or not in its place"
    return ""


def _cut(number: int, last: bytes, marks: Sequence[Mark]) -> str:
    furthest = max(marks, key=lambda mark: mark.number)
    if furthest.number > number:
        return f"the audit ends with row {number}, but row {furthest.number} was written: the rows after {number} are missing"
    if number > marks[0].number:
        return f"row {marks[0].number + 1} was put in past the end"
    if marks[0].hash != last.hex():
        return f"row {number} is not the one that was written last"
    return ""
