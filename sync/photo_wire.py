"""Photos on the wire: by their hash, apart from the record, resumable at any byte in both directions.

    PUT  /v1/photos/SHA256   bytes, with `Content-Range: bytes FROM-TO/SIZE`       -> Arrived
    PUT  /v1/photos/SHA256   nothing, with `Content-Range: bytes */SIZE`           -> Arrived: how far this laptop's own has come
    GET  /v1/photos/SHA256   with `Range: bytes=FROM-TO`, or for all of it without -> the bytes (206, or 200)
    POST /v1/photos          PhotosRequest                                         -> PhotosAnswer

Sent is a photo as it is kept (`app.records.images`). The council takes one only from a laptop that may see words which name it,
or wrote some; it gives one only for scopes for which somebody who may see them has given it the bytes. What an upload is
answered never depends on whether the council had the photo; and no answer tells "not there" from "not for you".
"""

import re

from sync.protocol import ID_BYTES, VERSION, Message, NotOurs, hexes, scope_bytes, scope_text

PHOTOS_PATH = f"/v{VERSION}/photos"
PHOTO_PATH = f"{PHOTOS_PATH}/"
BYTES_TYPE = "application/octet-stream"
PARTIAL = 206
"""The status of an answer with a part of a photo."""
PLACES_A_PAGE = 4_000

_CONTENT_RANGE = re.compile(r"bytes (?:(\d{1,12})-(\d{1,12})|\*)/(\d{1,12})", re.ASCII)
_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})", re.ASCII)


class Arrived(Message, frozen=True, kw_only=True):
    """How many bytes of this laptop's own upload the council has, from the beginning. `taken`: it has all of it, has looked
    at it, and gives it to whoever may see `scopes`; there are none while the words that name it are held for a manager."""

    have: int
    taken: bool = False
    scopes: tuple[bytes, ...] = ()


class PhotosRequest(Message, frozen=True, kw_only=True):
    """Which photos the council has for the scopes this laptop is fed, after those of the page before."""

    after: bytes = b""


class PhotosAnswer(Message, frozen=True, kw_only=True):
    """Scope, hash and size of each, in the order of the first two. `next` is what to go on after, empty at the end."""

    time: int
    places: tuple[tuple[bytes, bytes, int], ...] = ()
    next: bytes = b""


def content_range(start: int, length: int, size: int) -> str:
    """The header of an upload: bytes from `start` on; with none, the question how far it has come."""
    return f"bytes {start}-{start + length - 1}/{size}" if length else f"bytes */{size}"


def read_content_range(header: str) -> tuple[int, int, int]:
    """Start, length (0 for the question) and whole size. Raises `NotOurs`."""
    found = _CONTENT_RANGE.fullmatch(header)
    if found is None:
        raise NotOurs("a content-range that is none")
    size = int(found[3])
    if found[1] is None:
        return 0, 0, size
    start, last = int(found[1]), int(found[2])
    if not start <= last < size:
        raise NotOurs("a content-range that is none")
    return start, last - start + 1, size


def read_range(header: str, size: int) -> tuple[int, int] | None:
    """Start and length of what is asked for of so many bytes; None when it is past the end. Raises `NotOurs`."""
    found = _RANGE.fullmatch(header)
    if found is None:
        raise NotOurs("a range that is none")
    start, last = int(found[1]), int(found[2]) if found[2] else size - 1
    if last < start and found[2]:
        raise NotOurs("a range that is none")
    return (start, min(last, size - 1) - start + 1) if start < size else None


def place_bytes(scope: str, photo: str) -> bytes:
    """A scope and a photo as the place in a list of them to go on after."""
    return bytes.fromhex(photo) + scope_bytes(scope)


def place_text(data: bytes) -> tuple[str, str]:
    """The scope and the photo in it. Raises `NotOurs`."""
    (photo,) = hexes(data[:ID_BYTES]) or [""]
    if not photo:
        raise NotOurs("half an id")
    return scope_text(data[ID_BYTES:]), photo
