"""The worker's short code, which alone leaves the screen that is turned to the person.

Wrong tries slow down by the same rule as wrong passphrases do, and are kept on the disk: starting the app again does not
take the wait away. Nobody is locked out for good.
"""

import hashlib
import hmac
import secrets
from contextlib import suppress
from dataclasses import dataclass

import msgspec

from app.casebook.desk import Desk
from app.practice.errors import PassphraseTooShort, StoreFull, StoreReadOnly
from app.records.book import View
from app.records.vault import Tries, wait_after

LEAST_LETTERS = 4
_CODE, _TRIES = "short code", "short code tries"
_SALT_BYTES = 16
_ROUNDS = 50_000


@dataclass(frozen=True)
class Tried:
    """What became of a try: whether it was the code, and how many seconds pass before another is looked at."""

    opens: bool
    wait: int = 0


def has_code(desk: Desk) -> bool:
    """Whether a short code has been chosen."""
    with desk.book.view() as view:
        return bool(view.value(_CODE))


def set_code(desk: Desk, code: str) -> None:
    """Choose the short code. Raises `PassphraseTooShort` under four letters or digits."""
    if len(code) < LEAST_LETTERS:
        raise PassphraseTooShort(least=LEAST_LETTERS)
    salt = secrets.token_bytes(_SALT_BYTES)
    with desk.book.unit() as unit:
        unit.put(_CODE, salt + _hashed(code, salt))
        unit.put(_TRIES, b"")
        unit.commit()


def seconds_to_wait(desk: Desk) -> int:
    """How long until the next try is looked at: nothing for three wrong ones, then doubling, five minutes at most."""
    with desk.book.view() as view:
        return wait_after(_tries(view), desk.clock().timestamp())


def try_code(desk: Desk, code: str) -> Tried:
    """Whether this is the short code. A wrong one is counted before anybody is told; while one must wait none is looked at."""
    with desk.book.view() as view:
        tries, kept = _tries(view), view.value(_CODE) or b""
    wait = wait_after(tries, desk.clock().timestamp())
    if wait:
        return Tried(False, wait)
    salt, known = kept[:_SALT_BYTES], kept[_SALT_BYTES:]
    opens = bool(known) and hmac.compare_digest(known, _hashed(code, salt))
    now = Tries(0 if opens else tries.wrong + 1, desk.clock().timestamp())
    if now.wrong or tries.wrong:
        with suppress(StoreFull, StoreReadOnly):  # a disk without room lets the worker back all the same
            _keep(desk, now)
    return Tried(opens, wait_after(now, desk.clock().timestamp()))


def _tries(view: View) -> Tries:
    try:
        return msgspec.json.decode(view.value(_TRIES) or b"", type=Tries)
    except msgspec.DecodeError:
        return Tries(0, 0.0)


def _keep(desk: Desk, tries: Tries) -> None:
    with desk.book.unit() as unit:
        unit.put(_TRIES, msgspec.json.encode(tries) if tries.wrong else b"")
        unit.commit()


def _hashed(code: str, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", code.encode(), salt, _ROUNDS)
