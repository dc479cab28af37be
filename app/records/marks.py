"""The mark: a running number in a small file beside the casebook, to tell when an older casebook was put in its place.

It is written after every seal and every exchange that carried something, never on the way of a pause. Two places in it are
written in turn, each with its check: a cut at any byte leaves the former mark. The casebook holds the same mark inside, in
the transaction itself: the file can therefore only lag behind, and if it is ahead, the casebook is not the newest there was.
"""

import os
from contextlib import suppress
from pathlib import Path

import msgspec

from app.records.canonical import sha256

MARK_FILE = "casebook.mark"
PLACE_BYTES = 512
_CHECK = 16


class Mark(msgspec.Struct, frozen=True):
    """How far a casebook has come: `number` grows by one each time, `last` is the number of the revision that came last,
    `counter` is the exchange's."""

    number: int = 0
    last: int = 0
    counter: int = 0


def read_mark(folder: Path) -> Mark | None:
    """The newest mark in the file that reads back as it was written; None when there is none."""
    try:
        data = (folder / MARK_FILE).read_bytes()
    except OSError:
        return None
    found = [_read(data[start : start + PLACE_BYTES]) for start in (0, PLACE_BYTES)]
    return max((each for each in found if each is not None), key=lambda mark: mark.number, default=None)


def write_mark(folder: Path, mark: Mark) -> None:
    """Put the mark into the place of the older one, on the disk. Raises `OSError`."""
    plain = msgspec.json.encode(mark).ljust(PLACE_BYTES - _CHECK)
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
    handle = os.open(folder / MARK_FILE, flags, 0o600)
    try:
        os.lseek(handle, (mark.number % 2) * PLACE_BYTES, os.SEEK_SET)
        os.write(handle, plain + _check(plain))
        os.fsync(handle)
    finally:
        os.close(handle)


def _read(place: bytes) -> Mark | None:
    plain, check = place[: PLACE_BYTES - _CHECK], place[PLACE_BYTES - _CHECK :]
    if check != _check(plain):
        return None
    with suppress(msgspec.DecodeError):
        return msgspec.json.decode(plain.rstrip(), type=Mark)
    return None


def _check(plain: bytes) -> bytes:
    return sha256(b"kitchen-table mark\0", plain)[:_CHECK]
