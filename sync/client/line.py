"""A line to a council on one kept connection: a request goes out in one piece, its answer comes back whole or part by part.

Where a proxy stands between, `Talk` goes through httpx2 instead.
"""

from __future__ import annotations

import http.client
import select
import socket
import ssl
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sync.protocol import BODY_LIMIT

if TYPE_CHECKING:
    import httpx2

CONNECT_SECONDS = 10.0
STALL_SECONDS = 40.0
"""How long not a byte may come or go."""
KEEP_SECONDS = 60.0
_PART = 64 * 1024


class LineFailed(Exception):
    """The line did not carry it. `cut` is as in `ServerUnreachable`: True, it was there and was cut; False, it went silent; None,
    there never was one."""

    def __init__(self, cut: bool | None, detail: str) -> None:
        super().__init__(detail)
        self.cut = cut
        self.detail = detail


class _InOnePiece(http.client.HTTPConnection):
    """Gathers what is to be sent and lets it go at once: the other side is woken once."""

    gathered = b""

    def send(self, data: Any) -> None:
        """Gather."""
        self.gathered += data

    def let_go(self) -> None:
        """Send what was gathered."""
        data, self.gathered = self.gathered, b""
        super().send(data)


class _Secure(_InOnePiece, http.client.HTTPSConnection):
    """Over TLS."""


class Line:
    """One connection to one council, made when it is first needed and again when it has gone."""

    def __init__(self, address: httpx2.URL, *, stall: float = STALL_SECONDS) -> None:
        host, port = address.raw_host.decode(), address.port
        self._path = address.raw_path.decode().rstrip("/")
        self._used = 0.0
        self._stall = stall
        self._connection: _InOnePiece
        if address.scheme == "https":
            import httpx2

            self._connection = _Secure(host, port, timeout=CONNECT_SECONDS, context=httpx2.create_ssl_context())
        else:
            self._connection = _InOnePiece(host, port, timeout=CONNECT_SECONDS)

    def send(self, method: str, path: str, content: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        """The status and the body of the answer; of a body that is too long, a little more than may be. Raises `LineFailed`."""
        body = bytearray()
        status, parts = self.stream(method, path, content, headers)
        for part in parts:
            body += part
            if len(body) > BODY_LIMIT:
                parts.close()
        return status, bytes(body)

    def stream(self, method: str, path: str, content: bytes, headers: dict[str, str]) -> tuple[int, Generator[bytes, None, None]]:
        """The status, and the body in parts as they come; who does not want all of them closes it. Both raise `LineFailed`."""
        if not self._still_there():
            self._connect()
        with self._failing():
            response = self._asked(method, self._path + path, content, headers)
            length = response.headers.get("content-length")
            if length is not None and not (length.isascii() and length.isdigit()):
                response.close()
                raise http.client.HTTPException("a length that is none")
        return response.status, self._parts(response, length is None and not response.chunked)

    def close(self) -> None:
        """Hang up."""
        self._connection.gathered = b""
        self._connection.close()

    def _still_there(self) -> bool:
        """Whether the connection may be used again: not one that the other side has closed, which says so by being readable."""
        if self._connection.sock is None:
            return False
        fresh = time.monotonic() - self._used < KEEP_SECONDS
        return fresh and not _readable(self._connection.sock)

    def _connect(self) -> None:
        self.close()
        try:
            self._connection.connect()
        except (OSError, ValueError, http.client.HTTPException) as error:
            self.close()
            raise LineFailed(None, type(error).__name__) from error
        self._connection.sock.settimeout(self._stall)

    def _asked(self, method: str, path: str, content: bytes, headers: dict[str, str]) -> http.client.HTTPResponse:
        connection = self._connection
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name, value)
        if content:
            connection.putheader("content-length", str(len(content)))
        connection.endheaders(content or None)
        connection.let_go()
        return connection.getresponse()

    def _parts(self, response: http.client.HTTPResponse, without_end: bool) -> Generator[bytes, None, None]:
        """The body. `without_end`: nothing says how long it is, and Python takes headers that were cut for their end."""
        whole = False
        try:
            with self._failing(), response:
                read = 0
                while part := response.read1(_PART):
                    read += len(part)
                    yield part
                if response.length:
                    raise http.client.IncompleteRead(b"")
                if without_end and not read:
                    raise http.client.HTTPException("cut among the headers")
            whole = True
            self._used = time.monotonic()
        finally:
            if not whole:
                self.close()

    @contextmanager
    def _failing(self) -> Iterator[None]:
        """Whatever goes wrong hangs up; what the network does is a `LineFailed`."""
        try:
            yield
        except TimeoutError as error:
            self.close()
            raise LineFailed(False, type(error).__name__) from error
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise LineFailed(True, type(error).__name__) from error
        except BaseException:
            self.close()
            raise


def _readable(door: socket.socket) -> bool:
    if isinstance(door, ssl.SSLSocket) and door.pending():
        return True
    if hasattr(select, "poll"):
        watch = select.poll()
        watch.register(door, select.POLLIN)
        return bool(watch.poll(0))
    return bool(select.select([door], [], [], 0)[0])
