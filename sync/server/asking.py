"""What a door is asked and what it replies. Nothing here knows of HTTP servers, councils or stores.

A door gets a `Request` and returns a `Reply`. It may read what is sent part by part, and reply part by part; both run on a thread
of the door's own, so both may wait.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple


class LineGone(Exception):
    """The laptop hung up, or sent nothing for too long, while a door still read from it. Nobody is left to be answered."""


def nothing_more() -> bytes:
    """A body that has ended."""
    return b""


@dataclass(frozen=True, slots=True)
class Request:
    """One request. `headers` have names in small letters. `rest` is what follows the door's path, when the door says so.
    `least_free_bytes` is how much room there must be on the disk for the server to call itself ready.

    A door that is not `streamed` finds all that was sent in `body`. One that is calls `next_part()` until it gives b"": it raises
    `NoAnswer` (413) when more comes than the door takes, and `LineGone`; neither needs to be caught, but what was begun by then
    must be safe to begin again. Parts have any size; none is larger than 64 KiB or so.
    """

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    next_part: Callable[[], bytes] = nothing_more
    address: str = ""
    rest: str = ""
    least_free_bytes: int = 0

    def with_body(self, body: bytes = b"", next_part: Callable[[], bytes] = nothing_more) -> "Request":
        """The same request with its body, or with what gives its body."""
        return replace(self, body=body, next_part=next_part)

    @property
    def token(self) -> str:
        """The token that is shown; empty when there is none."""
        scheme, _, shown = self.headers.get("authorization", "").partition(" ")
        return shown if scheme.lower() == "bearer" else ""


class Reply(NamedTuple):
    """Status, bytes, and headers beside length and type (a `content-type` among them takes the place of ours).

    Where `content` is an iterator its parts are sent one by one as they come, each before the next is asked for; a laptop that
    reads slowly is waited for. What it raises cuts the line: the laptop sees that the answer is not whole. When the laptop
    hangs up the iterator is closed, so what a generator holds open ends in its `finally`. Parts may be asked for by several
    threads, never by two at once.
    """

    status: int
    content: bytes | Iterator[bytes]
    headers: tuple[tuple[str, str], ...] = ()
    code: str = ""
    """Of the problem, if it is one: for the log."""
    fault: str = ""
    """The class and the place of an error of ours or of the store, for the log. Never holds what was sent."""

    def whole(self) -> bytes:
        """All its bytes; a reply in parts is read to its end."""
        return self.content if isinstance(self.content, bytes) else b"".join(self.content)
