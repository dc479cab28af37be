"""Photos: what one is, how large it may be, and which photos a body names.

A photo is known by the SHA-256 of its bytes as they are kept. A body names it by a value that is nothing else than
`photo:` and that hash in hex; whatever kind the body is of, known to this app or not, it names the same photos on every
machine. A picture from a guide is named otherwise, so the two cannot be mistaken for one another.
"""

import re
from dataclasses import dataclass
from typing import Any

import msgspec

PhotoHash = str
"""Hex of 32 bytes."""

_PREFIX = "photo:"
_MARK = b'"photo:'
_NAME = re.compile(r"photo:([0-9a-f]{64})")


@dataclass(frozen=True)
class PhotoLimits:
    """How large things may be. What is kept is made smaller than what may be taken in."""

    taken_bytes: int = 40_000_000
    """Of a file that is chosen."""
    taken_pixels: int = 64_000_000
    """Of a file that is chosen: decoding it needs about four bytes for each."""
    kept_side: int = 2_048
    """Pixels of the longer side of a photo as it is kept."""
    kept_bytes: int = 8 * 1024 * 1024
    """Of a photo as it is kept."""
    part_bytes: int = 64 * 1024
    """Of the parts it is kept in, so that keeping one is never a long write."""


LIMITS = PhotoLimits()
PORTRAIT_LIMITS = PhotoLimits(kept_side=640, kept_bytes=512 * 1024)
"""Of a photo that stands for a person: small on a page, and quick to draw each time the page follows a change."""


@dataclass(frozen=True)
class Cut:
    """The part of a photo that is kept, in thousandths of the turned picture, and how often it was turned to the right."""

    left: int = 0
    top: int = 0
    right: int = 1000
    bottom: int = 1000
    turns: int = 0

    def within(self) -> bool:
        """Whether it is a part of a picture."""
        return 0 <= self.left < self.right <= 1000 and 0 <= self.top < self.bottom <= 1000


def photo_name(photo: PhotoHash) -> str:
    """How a body names the photo."""
    return _PREFIX + photo


def photo_in(name: str) -> PhotoHash:
    """The photo that a value of a body names; empty when it names none."""
    found = _NAME.fullmatch(name)
    return found[1] if found else ""


def is_photo_hash(text: str) -> bool:
    """Whether it may be the hash of a photo."""
    return photo_in(_PREFIX + text) != ""


def photos_named(body: bytes | None) -> frozenset[PhotoHash]:
    """Every photo that the bytes of a body name; none when it was erased or cannot be read."""
    if body is None or _MARK not in body:
        return frozenset()
    try:
        found = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return frozenset()
    names: set[PhotoHash] = set()
    left: list[Any] = [found]
    while left:
        value = left.pop()
        if isinstance(value, str):
            names.add(photo_in(value))
        elif isinstance(value, dict):
            left.extend(value.values())
        elif isinstance(value, list):
            left.extend(value)
    return frozenset(names - {""})


@dataclass(frozen=True)
class PhotoAllowance:
    """How much a council takes from one laptop."""

    day_bytes: int = 500_000_000
    """In a day."""
    begun: int = 100
    """Uploads that have begun and have not ended."""
    begun_days: int = 14
    """After so many days without a byte the bytes of one that has begun are let go; it begins again."""
