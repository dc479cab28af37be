"""The worker's short code, which alone leaves the screen that is turned to the person."""

import hashlib
import hmac
import secrets

from app.casebook.desk import Desk
from app.practice.errors import PassphraseTooShort

LEAST_LETTERS = 4
_CODE = "short code"
_SALT_BYTES = 16
_ROUNDS = 50_000


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
        unit.commit()


def code_opens(desk: Desk, code: str) -> bool:
    """Whether this is the short code."""
    with desk.book.view() as view:
        kept = view.value(_CODE) or b""
    salt, known = kept[:_SALT_BYTES], kept[_SALT_BYTES:]
    return bool(known) and hmac.compare_digest(known, _hashed(code, salt))


def _hashed(code: str, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", code.encode(), salt, _ROUNDS)
