"""What the council feeds this laptop: which scopes those are, and the sum over all of them, kept up to date by what changes.

The scopes have a key, the hash of all of them; under the key they are remembered in memory, so that they are read once. The sum
stands beside the key of the scopes over which it is. A trigger
of the database takes it away with any change of a digest, whoever makes it; who knows what the change was puts it back. Where it
is missing, or is over other scopes, it is worked out from the digests.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from sqlalchemy import delete, insert, select

from app.records import ledger
from app.records.batches import chunks, digest_rows
from app.records.book import Unit, View
from app.records.canonical import sha256
from app.records.revision import RevisionId
from app.records.sums import Sum, sum_of
from app.records.tables import fed, scope_digest

SUM = "exchange sum"
_KEY_BYTES = 16
_REMEMBERED = 4
_remembered: OrderedDict[str, "Scopes"] = OrderedDict()


class Scopes(tuple[str, ...]):
    """Scopes, sorted, and what is worked out of them once."""

    @cached_property
    def among(self) -> frozenset[str]:
        """The same, to look one up in."""
        return frozenset(self)

    @cached_property
    def people(self) -> int:
        """How many are of people."""
        return sum(scope.startswith("person:") for scope in self)

    @cached_property
    def key(self) -> str:
        """The hash of all of them, in hex."""
        return sha256("\n".join(self).encode())[:_KEY_BYTES].hex()

    @cached_property
    def _reckoned(self) -> dict[Callable[["Scopes"], bytes], bytes]:
        return {}

    def once(self, reckon: Callable[["Scopes"], bytes]) -> bytes:
        """What the function makes of them, which it is asked once."""
        if reckon not in self._reckoned:
            self._reckoned[reckon] = reckon(self)
        return self._reckoned[reckon]


def scopes_of(scopes: Iterable[str]) -> Scopes:
    """These scopes, remembered under their key."""
    found = scopes if isinstance(scopes, Scopes) else Scopes(sorted(set(scopes)))
    _remembered[found.key] = found
    while len(_remembered) > _REMEMBERED:
        _remembered.popitem(last=False)
    return found


def known(key: str) -> Scopes | None:
    """The scopes with this key, if they are remembered."""
    return _remembered.get(key)


def read(view: View, key: str) -> Scopes:
    """The scopes that are written down. With the `key` of those that are remembered they are not read again."""
    found = known(key)
    return found if found is not None else scopes_of(_written(view))


def write(unit: Unit, scopes: Scopes, key: str) -> None:
    """Write these scopes down in place of those with the key."""
    if scopes.key == key:
        return
    before = set(_written(unit))
    for chunk in chunks(sorted(before - scopes.among)):
        unit.connection.execute(delete(fed).where(fed.c.scope.in_(chunk)))
    new = [{"scope": scope} for scope in scopes if scope not in before]
    if new:
        unit.connection.execute(insert(fed), new)


def sum_in(row: bytes | None, key: str) -> Sum | None:
    """The sum in the row, if it is over the scopes with this key."""
    if row is None or row[:_KEY_BYTES].hex() != key:
        return None
    return Sum.read(row[_KEY_BYTES:])


def sum_over(view: View, scopes: Scopes) -> Sum:
    """The sum over what of these scopes is with the council."""
    kept = sum_in(view.value(SUM), scopes.key)
    return _worked_out(view, scopes) if kept is None else kept


def keep_sum(unit: Unit, scopes: Scopes) -> Sum:
    """As `sum_over`, and from now on it is kept."""
    kept = sum_in(unit.value(SUM), scopes.key)
    if kept is None:
        kept = _worked_out(unit, scopes)
        _put(unit, scopes, kept)
    return kept


def forget_sum(unit: Unit) -> None:
    """Work the sum out anew next time."""
    unit.drop(SUM)


def add(unit: Unit, stored: Iterable[tuple[str, RevisionId]]) -> None:
    """Add (scope, id) pairs, each of which the council now has, to the digests of their scopes and to the sum over all."""
    new = list(stored)
    if not new:
        return
    row = unit.value(SUM)
    ledger.add_to_digests(unit.connection, new)
    scopes = None if row is None else known(row[:_KEY_BYTES].hex())
    if row is not None and scopes is not None:
        mine = (bytes.fromhex(each) for scope, each in new if scope in scopes.among)
        _put(unit, scopes, Sum.read(row[_KEY_BYTES:]).with_ids(mine))


def _written(view: View) -> Sequence[str]:
    return view.connection.execute(select(fed.c.scope)).scalars().all()


def _put(unit: Unit, scopes: Scopes, total: Sum) -> None:
    unit.put(SUM, bytes.fromhex(scopes.key) + bytes(total))


def _worked_out(view: View, scopes: Scopes) -> Sum:
    return sum_of(digest_rows(view.connection, scope_digest, scope_digest.c.revisions, scopes))
