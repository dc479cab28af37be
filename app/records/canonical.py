"""Canonical bytes: one value, one row of bytes, on every machine and in every language.

They are RFC 8785 (JSON Canonicalization Scheme) for the values we allow: text, whole numbers within 2**53, true, false,
null, lists, and objects whose names are ASCII. Fractions are not allowed (money is whole pence), and text is never
normalised: what somebody said is kept letter for letter. A struct is the object of its fields, without those that equal
their default where it says so; a day is `2026-11-21`; a time is put into UTC, `2026-11-21T14:02:03Z`, with six digits after
a point where it is not a whole second. `tests/app/records/vectors.json` holds written examples.
"""

import hashlib
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from typing import Any

import msgspec

LARGEST_WHOLE_NUMBER = 2**53 - 1
DEEPEST = 64
"""How many lists and objects may lie inside one another."""

_encoder = msgspec.json.Encoder(order="sorted")


class NotCanonical(ValueError):
    """The value or the bytes have no canonical form. The message names the place, never the words."""


class _Unfit(Exception):
    """What is wrong with a value, and the way to it from the inside out."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.steps: list[str] = []


def canonical_bytes(value: Any) -> bytes:
    """The canonical bytes of a plain value or a struct of them: equal values have equal bytes. Raises `NotCanonical`."""
    try:
        return _encoder.encode(_plain(value, 0))
    except _Unfit as unfit:
        raise NotCanonical(f"{unfit} at ${''.join(reversed(unfit.steps))}") from None
    except UnicodeEncodeError as error:
        raise NotCanonical("text holds half of a surrogate pair") from error


def is_canonical(data: bytes) -> bool:
    """Whether the bytes are the canonical bytes of what they say."""
    try:
        return canonical_bytes(msgspec.json.decode(data)) == data
    except (msgspec.DecodeError, ValueError, RecursionError):
        return False


def sha256(*parts: bytes) -> bytes:
    """SHA-256 of the parts, one after the other: 32 bytes."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.digest()


def _plain(value: Any, depth: int) -> Any:
    """The value in nothing but dicts, lists, text, whole numbers, true, false and null."""
    if value is None or isinstance(value, bool) or type(value) is str:
        return value
    if type(value) is int:
        if abs(value) > LARGEST_WHOLE_NUMBER:
            raise _Unfit("a number past 2**53")
        return value
    if depth > DEEPEST:
        raise _Unfit("lists or objects too deep inside one another")
    if isinstance(value, dict):
        return {_name(name): _inside(inner, f".{name}", depth) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_inside(inner, f"[{index}]", depth) for index, inner in enumerate(value)]
    if isinstance(value, msgspec.Struct):
        return _object_of(value, depth)
    return _scalar(value, depth)


def _inside(value: Any, step: str, depth: int) -> Any:
    try:
        return _plain(value, depth + 1)
    except _Unfit as unfit:
        unfit.steps.append(step)
        raise


def _name(name: Any) -> str:
    if not isinstance(name, str) or not name.isascii():
        raise _Unfit("a name that is not ASCII")
    return str(name)


def _object_of(value: msgspec.Struct, depth: int) -> dict[str, Any]:
    """msgspec leaves a default out by identity; here it is left out by value, or equal bodies would get different bytes."""
    given = {}
    for field in _fields(type(value)):
        inner = getattr(value, field.name)
        if not (value.__struct_config__.omit_defaults and _is_default(inner, field)):
            given[_name(field.encode_name)] = _inside(inner, f".{field.encode_name}", depth)
    return given


@cache
def _fields(kind: type[msgspec.Struct]) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(kind)


def _is_default(value: Any, field: msgspec.structs.FieldInfo) -> bool:
    return type(value) is type(field.default) and bool(value == field.default)


def _scalar(value: Any, depth: int) -> Any:
    if isinstance(value, Enum):
        return _plain(value.value, depth)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise _Unfit("a time of no time zone")
        return msgspec.to_builtins(value.astimezone(UTC))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        raise _Unfit("a fraction")
    raise _Unfit(f"a value of the type {type(value).__name__}")
