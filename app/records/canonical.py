"""Canonical bytes: one value, one row of bytes, on every machine and in every language.

They are RFC 8785 (JSON Canonicalization Scheme) for the values we allow: text, whole numbers within 2**53, true, false,
null, lists, and objects whose names are ASCII. Fractions are not allowed (money is whole pence), and text is never
normalised: what somebody said is kept letter for letter. `tests/app/records/vectors.json` holds written examples.
"""

import hashlib
from typing import Any

import msgspec

LARGEST_WHOLE_NUMBER = 2**53 - 1

_encoder = msgspec.json.Encoder(order="sorted")


class NotCanonical(ValueError):
    """The value or the bytes have no canonical form. The message names the place, never the words."""


def canonical_bytes(value: Any) -> bytes:
    """The canonical bytes of a plain value or a struct of them. Raises `NotCanonical`."""
    plain = msgspec.to_builtins(value, str_keys=True)
    _check(plain, "$")
    try:
        return _encoder.encode(plain)
    except UnicodeEncodeError as error:
        raise NotCanonical("text holds half of a surrogate pair") from error


def is_canonical(data: bytes) -> bool:
    """Whether the bytes are the canonical bytes of what they say."""
    try:
        return canonical_bytes(msgspec.json.decode(data)) == data
    except (msgspec.DecodeError, NotCanonical, RecursionError):
        return False


def sha256(*parts: bytes) -> bytes:
    """SHA-256 of the parts, one after the other: 32 bytes."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.digest()


def _check(value: Any, place: str) -> None:
    if isinstance(value, dict):
        for name, inner in value.items():
            if not name.isascii():
                raise NotCanonical(f"a name that is not ASCII at {place}")
            _check(inner, f"{place}.{name}")
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            _check(inner, f"{place}[{index}]")
    elif isinstance(value, float):
        raise NotCanonical(f"a fraction at {place}")
    elif isinstance(value, int) and not isinstance(value, bool) and abs(value) > LARGEST_WHOLE_NUMBER:
        raise NotCanonical(f"a number past 2**53 at {place}")
