"""What each laptop is fed: worked out from the store, and remembered for those who are fed very much.

Who has ten thousand people would otherwise cost ten thousand rows an exchange, to say which they are and to sum up what is stored
of them. So a process remembers, laptop by laptop, which scopes those are and their sum up to a number of the feed. That is
believed only as far as the store itself says, within the transaction, that it holds:

- the stamp under which it was found is still the stamp. Triggers of the database draw another one whenever a row of access or of
  joinings is added, changed or taken out, and whenever what is stored is changed in another way than by adding to it;
- it is the same day in the United Kingdom: grants begin and end with days;
- the revision at that number has the id that it had. A store that was put back from an older copy has another there, or none.

What was stored since then is read and added. Nothing else hangs on it: any number of processes may share one store, and one that
remembers nothing says the same.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from threading import Lock
from typing import Any

from sqlalchemy import Connection

from app.records import ledger
from app.records.revision import RecordId
from app.records.sums import Sum
from sync.protocol import Cursor, scopes_digest
from sync.server import projection

MANY = 1_000
"""From so many scopes on it is worth remembering them."""
MOST_REMEMBERED = 1_000_000
"""Scopes of all laptops together that one process remembers."""
STAMP = "SELECT value FROM stamp WHERE name = 'fed'"
NOWHERE = Cursor()
_AT = "SELECT id FROM revision WHERE number = ?"


@dataclass(frozen=True)
class Fed:
    """The scopes that a member of staff is fed on a day, sorted. `sum` is over all that is stored of them up to `upto`, where
    both are known. `many`: they are too many to be named in a query."""

    staff: RecordId
    day: date
    stamp: bytes
    scopes: tuple[str, ...]
    many: bool = False
    upto: Cursor = NOWHERE
    sum: Sum | None = None

    @cached_property
    def among(self) -> frozenset[str]:
        """The same, to look one up in."""
        return frozenset(self.scopes)

    @cached_property
    def digest(self) -> bytes:
        """By which both sides know that they mean the same scopes."""
        return scopes_digest(self.scopes)

    def summed(self, upto: Cursor, total: Sum) -> "Fed":
        """The same, with the sum up to there."""
        following = replace(self, upto=upto, sum=total)
        following.__dict__.update({name: self.__dict__[name] for name in ("among", "digest") if name in self.__dict__})
        return following


class Remembered:
    """What is remembered, by the hash of a laptop's token. May be asked by any thread."""

    def __init__(self, many: int = MANY) -> None:
        self.many = many
        self._lock = Lock()
        self._kept: OrderedDict[bytes, Fed] = OrderedDict()
        self._scopes = 0

    def of(self, shown: bytes) -> Fed | None:
        """What is remembered of the laptop with this token. Whether it holds is for the store to say."""
        with self._lock:
            found = self._kept.get(shown)
            if found is not None:
                self._kept.move_to_end(shown)
            return found

    def keep(self, shown: bytes, fed: Fed) -> None:
        """Remember this, once the transaction in which it was found has been kept."""
        with self._lock:
            self._drop(shown)
            if fed.many and fed.sum is not None:
                self._kept[shown] = fed
                self._scopes += len(fed.scopes)
            while self._scopes > MOST_REMEMBERED:
                self._drop(next(iter(self._kept)))

    def forget(self, shown: bytes) -> None:
        """Work it out anew next time."""
        with self._lock:
            self._drop(shown)

    def ask(self, trip: ledger.Trip, shown: bytes, day: date, *, wanted: bool) -> "Asked":
        """Ask whether what is remembered holds, or where nothing is, or it is not `wanted`, for the scopes."""
        found = self.of(shown) if wanted else None
        stamp = trip.ask(STAMP)
        if found is None:
            return Asked(self.many, day, None, stamp, [], projection.ask_scopes(trip, shown, day))
        return Asked(self.many, day, found, stamp, trip.ask(_AT, (found.upto.number,)), [])

    def now(self, connection: Connection, staff: RecordId, day: date) -> Fed:
        """What the member of staff is fed as the transaction sees it. The stamp is read first: it may be older than what it
        stands for, and then it is not believed, but never younger."""
        with ledger.Trip(connection) as trip:
            stamp = trip.ask(STAMP)
        scopes = projection.scopes_of(connection, staff, day)
        return Fed(staff, day, stamp[0][0], scopes, many=len(scopes) >= self.many)

    def _drop(self, shown: bytes) -> None:
        found = self._kept.pop(shown, None)
        if found is not None:
            self._scopes -= len(found.scopes)


@dataclass(frozen=True)
class Asked:
    """What the store said."""

    many: int
    day: date
    remembered: Fed | None
    stamp: Sequence[Any]
    at: Sequence[Any]
    scopes: Sequence[Any]

    def holds(self, staff: RecordId) -> bool:
        """Whether what is remembered is still so."""
        return self.remembered is not None and still_holds(self.remembered, staff, self.day, self.stamp[0][0], self.at)

    def fed(self, connection: Connection, remembered: Remembered, staff: RecordId) -> Fed:
        """What the member of staff is fed."""
        if self.remembered is None:
            scopes = projection.scopes_in(self.scopes, staff)
            return Fed(staff, self.day, self.stamp[0][0], scopes, many=len(scopes) >= self.many)
        return self.remembered if self.holds(staff) else remembered.now(connection, staff, self.day)


def still_holds(fed: Fed, staff: RecordId, day: date, stamp: bytes, at: Sequence[Any]) -> bool:
    """Whether it holds on this day, under this stamp, with those ids `at` the number up to which it was summed."""
    there = at[0][0] if at else b""
    return (fed.staff, fed.day, fed.stamp, fed.upto.id) == (staff, day, stamp, there)
