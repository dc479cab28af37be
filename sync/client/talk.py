"""Talking with the council's server: one kept connection, and every way it can fail as one of our errors.

httpx2 is imported with the first line, on the thread that exchanges: no window waits for it.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from itertools import chain
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.request import getproxies

from app.practice.errors import (
    DeviceStopped,
    ExchangeFailed,
    ServerAnswerStrange,
    ServerBusy,
    ServerTooOld,
    ServerUnreachable,
    SignInExpired,
    SignInRefused,
)
from sync.client.line import CONNECT_SECONDS, KEEP_SECONDS, STALL_SECONDS, Line, LineFailed
from sync.framing import Unframer
from sync.photo_wire import (
    BYTES_TYPE,
    PARTIAL,
    PHOTO_PATH,
    PHOTOS_PATH,
    Arrived,
    PhotosAnswer,
    PhotosRequest,
    content_range,
)
from sync.protocol import (
    BODY_LIMIT,
    COMPARE_PATH,
    CONTENT_TYPE,
    EXCHANGE_PATH,
    HEALTH_PATH,
    SIGN_IN_PATH,
    STREAMED,
    CompareAnswer,
    CompareRequest,
    ExchangeAnswer,
    ExchangeRequest,
    Health,
    Message,
    NotOurs,
    Problem,
    SignedIn,
    SignIn,
    pack,
    unpack,
)

if TYPE_CHECKING:
    import httpx2

COPIED = "copied"
"""The fact `code` of a `DeviceStopped` that a new registration cures."""

LOST, RECALLED = "lost", "recalled"
"""After these the key of the casebook is destroyed; the second hands in first what waits."""

M = TypeVar("M", bound=Message)


class Talk:
    """A line to one council. Every method raises the `ExchangeFailed` family, and nothing else for what the network does."""

    def __init__(self, address: str, *, transport: httpx2.BaseTransport | None = None) -> None:
        self.address = whole_address(address)
        if transport is None and not _is_safe(self.address):
            raise ServerUnreachable(address=self.address, detail="the address must begin with https", cut=None)
        self._line = None if transport is not None else _direct(self.address)
        self._client = None if self._line is not None else _client(transport)

    def sign_in(self, request: SignIn) -> SignedIn:
        """Name and password for a token."""
        return self._ask("POST", SIGN_IN_PATH, request, SignedIn)

    def exchange(self, token: str, request: ExchangeRequest) -> ExchangeAnswer:
        """One page each way."""
        return self._ask("POST", EXCHANGE_PATH, request, ExchangeAnswer, token)

    def exchange_frames(self, token: str, request: ExchangeRequest) -> Generator[tuple[ExchangeAnswer, bool], None, None]:
        """What waits goes there; the answer comes back in frames, each given as soon as it is whole. Beside it stands whether it
        is one of a stream: a council of before answers in one piece.
        """
        content = pack(request)
        with self._translated():
            status, parts = self._opened("POST", EXCHANGE_PATH, content, self._headers(token, content))
            with closing(parts):
                first = next(parts, b"")
                if status == 200 and first[:1] == STREAMED:
                    yield from self._frames(first[1:], parts)
                    return
                body = _whole(first, parts)
        yield self._read(status, body, ExchangeAnswer), False

    def compare(self, token: str, request: CompareRequest) -> CompareAnswer:
        """Digests, ids, or revisions by id."""
        return self._ask("POST", COMPARE_PATH, request, CompareAnswer, token)

    def photos(self, token: str, request: PhotosRequest) -> PhotosAnswer:
        """Which photos the council has for this laptop."""
        return self._ask("POST", PHOTOS_PATH, request, PhotosAnswer, token)

    def give_photo(self, token: str, photo: str, start: int, data: bytes, size: int) -> Arrived:
        """Bytes of a photo of that size, from `start` on; with none, how far it has come."""
        headers = self._headers(token, b"") | {"content-range": content_range(start, len(data), size)}
        with self._translated():
            status, parts = self._opened("PUT", PHOTO_PATH + photo, data, headers | {"content-type": BYTES_TYPE})
            with closing(parts):
                body = _whole(b"", parts)
        return self._read(status, body, Arrived)

    def photo_bytes(self, token: str, photo: str, start: int, length: int) -> Generator[bytes, None, None]:
        """Bytes of a photo as they come: not all of them when the line is cut, and then it raises."""
        headers = self._headers(token, b"") | {"range": f"bytes={start}-{start + length - 1}"}
        with self._translated():
            status, parts = self._opened("GET", PHOTO_PATH + photo, b"", headers)
            with closing(parts):
                if status == PARTIAL:
                    yield from parts
                    return
                body = _whole(b"", parts)
        raise self._strange(status, "all of it at once") if status == 200 else self._problem(status, body)

    def health(self) -> Health:
        """Whether a council's server is there."""
        return self._ask("GET", HEALTH_PATH, None, Health)

    def close(self) -> None:
        """Hang up."""
        if self._line is not None:
            self._line.close()
        if self._client is not None:
            self._client.close()

    def __enter__(self) -> Talk:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _ask(self, method: str, path: str, message: Message | None, kind: type[M], token: str = "") -> M:
        content = b"" if message is None else pack(message)
        with self._translated():
            status, parts = self._opened(method, path, content, self._headers(token, content))
            with closing(parts):
                body = _whole(b"", parts)
        return self._read(status, body, kind)

    def _headers(self, token: str, content: bytes) -> dict[str, str]:
        headers = {"authorization": f"Bearer {token}"} if token else {}
        return headers | {"content-type": CONTENT_TYPE} if content else headers

    def _read(self, status: int, body: bytes, kind: type[M]) -> M:
        if len(body) > BODY_LIMIT:
            raise self._strange(status, "longer than an answer may be")
        if status != 200:
            raise self._problem(status, body)
        try:
            return unpack(body, kind)
        except NotOurs as error:
            raise self._strange(status, str(error)) from error

    def _frames(self, begun: bytes, parts: Iterator[bytes]) -> Iterator[tuple[ExchangeAnswer, bool]]:
        unframer = Unframer()
        try:
            for part in chain([begun], parts):
                for frame in unframer.frames(part):
                    yield frame, True
            if not unframer.ended:
                raise NotOurs("it does not end where it should")
        except NotOurs as error:
            raise self._strange(200, str(error)) from error

    @contextmanager
    def _translated(self) -> Iterator[None]:
        import httpx2

        try:
            yield
        except LineFailed as error:
            raise ServerUnreachable(address=self.address, detail=error.detail, cut=error.cut) from error
        except httpx2.InvalidURL as error:
            raise ServerUnreachable(address=self.address, detail="not an address", cut=None) from error
        except httpx2.TransportError as error:
            raise ServerUnreachable(address=self.address, detail=type(error).__name__, cut=_cut(error)) from error

    def _opened(
        self, method: str, path: str, content: bytes, headers: dict[str, str]
    ) -> tuple[int, Generator[bytes, None, None]]:
        if self._line is not None:
            return self._line.stream(method, path, content, headers)
        assert self._client is not None
        request = self._client.build_request(method, self.address + path, content=content or None, headers=headers)
        response = self._client.send(request, stream=True)
        return response.status_code, _raw(response)

    def _problem(self, status: int, body: bytes) -> ExchangeFailed:
        try:
            problem = unpack(body, Problem)
        except NotOurs:
            return self._strange(status, "no answer of the council's")
        match problem.code:
            case "sign-in refused":
                return SignInRefused(wait=problem.wait)
            case "sign-in expired":
                return SignInExpired()
            case "laptop copied":
                return DeviceStopped(why=problem.words, code=COPIED)
            case "laptop lost":
                return DeviceStopped(why=problem.words, code=LOST)
            case "laptop recalled":
                return DeviceStopped(why=problem.words, code=RECALLED)
            case "laptop stopped":
                return DeviceStopped(why=problem.words, code="")
            case "no such door":
                return ServerTooOld(address=self.address)
            case "slow down" | "busy":
                return ServerBusy(wait=max(problem.wait, 0))
        return self._strange(status, problem.code)

    def _strange(self, status: int, detail: str) -> ServerAnswerStrange:
        return ServerAnswerStrange(address=self.address, status=status, detail=detail)


def _raw(response: httpx2.Response) -> Generator[bytes, None, None]:
    try:
        yield from [response.content] if response.is_stream_consumed else response.iter_raw()
    finally:
        response.close()


def _whole(begun: bytes, parts: Iterator[bytes]) -> bytes:
    """All of it; of what is too long, a little more than may be."""
    body = bytearray(begun)
    for part in parts:
        body += part
        if len(body) > BODY_LIMIT:
            break
    return bytes(body)


def whole_address(address: str) -> str:
    """The address as it is kept: https unless it says otherwise, and no slash at the end."""
    address = address.strip().rstrip("/")
    return address if "://" in address or not address else f"https://{address}"


def _direct(address: str) -> Line | None:
    """A line of our own, unless the address is none or a proxy may stand between."""
    import httpx2

    try:
        url = httpx2.URL(address)
    except httpx2.InvalidURL:
        return None
    if url.scheme not in ("https", "http") or not url.host or (getproxies() and not _is_here(address)):
        return None
    return Line(url)


def _client(transport: httpx2.BaseTransport | None) -> httpx2.Client:
    import httpx2

    client = httpx2.Client(
        transport=transport,
        timeout=httpx2.Timeout(STALL_SECONDS, connect=CONNECT_SECONDS),
        limits=httpx2.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=KEEP_SECONDS),
    )
    for name in ("accept", "accept-encoding", "connection", "user-agent"):
        del client.headers[name]
    return client


def _cut(error: httpx2.TransportError) -> bool | None:
    """True: the line was there and was cut, so smaller pages may get through at once. False: it went silent, so they may
    next time. None: there never was a line.
    """
    import httpx2

    if isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout | httpx2.UnsupportedProtocol | httpx2.ProxyError):
        return None
    return not isinstance(error, httpx2.TimeoutException)


def _is_safe(address: str) -> bool:
    return address.startswith("https://") or _is_here(address)


def _is_here(address: str) -> bool:
    """Whether the address is this very machine: only then may the line be open for all to read."""
    import httpx2

    try:
        host: Any = httpx2.URL(address).host
    except httpx2.InvalidURL:
        return False
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
