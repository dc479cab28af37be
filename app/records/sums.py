"""One root over many scopes that is brought up to date by what changed, however many there are.

A revision's id is a SHA-256 of its header, which names its scope and holds the hash of its words. The sum of ids modulo 2**256
is therefore a hash of the *set* of revisions: it does not depend on their order, a set may be added or taken out by one addition,
and the sums of scopes add up to that of all. A root is the SHA-256 of how many ids there are and of their sum.

What it is to withstand: rows that went astray, were written twice or lost, an older copy put back, a mistake of our own. There
each differing id is as good as drawn by lot, and two different sets have one root with a chance of 2**-256. Nobody is kept from
lying by it, and nobody needs to be: both sides want to agree. A council that wished to deceive could simply repeat the root that
it is told, whatever the root was made of, and what it must not change, who wrote what, is signed. A laptop that crafted revisions
so that two sets of them had one sum (by Wagner's method some 2**32 revisions, each of which admission would have to take) would
have hidden from itself alone that it lacks some of its own. So a plain sum is enough here, and it is thirty-two bytes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.records.canonical import sha256

_MODULUS = 2**256
_BYTES = 32
_COUNT_BYTES = 8
_PURPOSE = b"kitchen-table sum\0"


@dataclass(frozen=True, slots=True)
class Sum:
    """How many ids, and their sum modulo 2**256."""

    count: int = 0
    total: int = 0

    def with_ids(self, ids: Iterable[bytes]) -> "Sum":
        """With these ids besides."""
        more = [int.from_bytes(each, "big") for each in ids]
        return Sum(self.count + len(more), (self.total + sum(more)) % _MODULUS)

    @property
    def root(self) -> bytes:
        """Equal sets have equal roots: 32 bytes."""
        return sha256(_PURPOSE, bytes(self))

    def __bytes__(self) -> bytes:
        return self.count.to_bytes(_COUNT_BYTES, "big") + self.total.to_bytes(_BYTES, "big")

    @classmethod
    def read(cls, data: bytes) -> "Sum":
        """The sum that `bytes` of it gives."""
        return cls(int.from_bytes(data[:_COUNT_BYTES], "big"), int.from_bytes(data[_COUNT_BYTES:], "big"))


def sum_of(digests: Iterable[Sequence[Any]]) -> Sum:
    """The sum over rows of scope, how many, and their sum in bytes."""
    count = total = 0
    for _, revisions, each in digests:
        count += revisions
        total += int.from_bytes(each, "big")
    return Sum(count, total % _MODULUS)
