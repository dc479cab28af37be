"""An answer in frames: `STREAMED`, then one zlib stream in which each message follows its length in four bytes.

Each frame is an `ExchangeAnswer` with its own cursor, flushed as a whole, so that what has arrived can be kept whatever becomes
of the rest. In a frame `fills` names only those that moved.
"""

import zlib
from collections.abc import Iterator
from typing import Any

import msgspec

from app.records.revision import Revision
from sync.protocol import ID_BYTES, STREAMED, UNPACKED_LIMIT, ExchangeAnswer, NotOurs, Row, decoded

SIZE_OF_NONE = 260
"""About how many bytes a revision takes that has no parents and no body."""
_LENGTH_BYTES = 4
_PIECE = 1024 * 1024


class Framer:
    """Makes an answer in frames."""

    def __init__(self) -> None:
        self._press: Any = zlib.compressobj(4)
        self._begun = False

    def frame(self, answer: ExchangeAnswer, *, last: bool) -> bytes:
        """The bytes of the next frame."""
        plain = msgspec.msgpack.encode(answer)
        pressed = self._press.compress(len(plain).to_bytes(_LENGTH_BYTES, "big") + plain)
        pressed += self._press.flush(zlib.Z_FINISH if last else zlib.Z_SYNC_FLUSH)
        begun, self._begun = self._begun, True
        return bytes(pressed if begun else STREAMED + pressed)


class Unframer:
    """Reads what a `Framer` made, in pieces of any size. `ended` says whether the last frame was there. Raises `NotOurs`."""

    def __init__(self) -> None:
        self._unpress: Any = zlib.decompressobj()
        self._plain = bytearray()

    @property
    def ended(self) -> bool:
        """Whether all of it came."""
        return bool(self._unpress.eof) and not self._plain

    def frames(self, data: bytes) -> Iterator[ExchangeAnswer]:
        """The frames that are whole now, after this piece (without `STREAMED`)."""
        while data:
            try:
                self._plain += self._unpress.decompress(data, _PIECE)
            except zlib.error as error:
                raise NotOurs("it does not unpress") from error
            if self._unpress.unused_data:
                raise NotOurs("it does not end where it should")
            data = self._unpress.unconsumed_tail
            while len(self._plain) >= _LENGTH_BYTES:
                length = int.from_bytes(self._plain[:_LENGTH_BYTES], "big")
                if length > UNPACKED_LIMIT:
                    raise NotOurs("longer than a message may be")
                if len(self._plain) < _LENGTH_BYTES + length:
                    break
                yield decoded(bytes(self._plain[_LENGTH_BYTES : _LENGTH_BYTES + length]), ExchangeAnswer)
                del self._plain[: _LENGTH_BYTES + length]


def size_of(revision: Revision) -> int:
    """About how many bytes the revision takes in a page."""
    return SIZE_OF_NONE + ID_BYTES * len(revision.header.parents) + len(revision.body or b"")


def size_of_row(row: Row) -> int:
    """About how many bytes the row takes in a page."""
    return SIZE_OF_NONE + len(row.parents) + len(row.body or b"")
