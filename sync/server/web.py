"""The web face of one council or of many: reads what is sent within its limits, asks the doors, sends the reply. Plain ASGI.

What may take long goes to a thread; the quick answer is given at once. A body that is streamed is read, and a reply in parts is
made, on a thread too, part by part.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from sync.protocol import CONTENT_TYPE
from sync.server import doors, problems
from sync.server.asking import LineGone, Reply, Request
from sync.server.council import CouncilServer
from sync.server.figures import Figures
from sync.server.journal import Journal
from sync.server.limits import Limits
from sync.server.porter import Porter

log = logging.getLogger(__name__)

THREADS = 12
"""At once, for doors that get their body whole."""
READING_THREADS = 32
"""At once, for doors that read a body as it comes: one thread each until it has come."""
Finder = Callable[[str, str], doors.Door | None]
"""The door of a method and a path."""
Chooser = Callable[[str], CouncilServer | None]
"""Which council a host name (small letters, no port) is that of; None when it is nobody's. Called for every request: quick."""


class WebFace:
    """The ASGI application of one council, or of all that a chooser knows."""

    def __init__(
        self,
        council: CouncilServer | Chooser,
        find: Finder = doors.door_at,
        *,
        limits: Limits | None = None,
        figures: Figures | None = None,
        journal: Journal | None = None,
    ) -> None:
        self._choose: Chooser = (lambda host: council) if isinstance(council, CouncilServer) else council
        self._find = find
        self.limits = limits or Limits()
        self.figures = figures or Figures()
        self.journal = journal
        self._porter = Porter(self.limits)
        self._threads = ThreadPoolExecutor(THREADS, "door")
        self._reading = ThreadPoolExecutor(READING_THREADS, "reading")
        self.figures.now["requests_under_way"] = lambda: self._porter.under_way

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        began = time.perf_counter()
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in reversed(scope["headers"])}
        council, door = self._choose(host_of(headers)), self._find(scope["method"], scope["path"])
        if council is not None and council.noted is None:
            council.noted = self.figures.noted
        sender = _Sender(receive, self._porter)
        request = self._request(scope, headers, door)
        with self._porter.at_work(sender):
            reply = await self._reply(council, door, request, sender)
            sent = await self._send(send, reply, sender)
        await self._told(council, door, request, reply, (began, sender.taken, sent))

    def _request(self, scope: Any, headers: dict[str, str], door: doors.Door | None) -> Request:
        path = scope["path"]
        return Request(
            scope["method"],
            path,
            headers,
            address=self._porter.address_of(scope["client"][0] if scope.get("client") else "", headers),
            rest=path[len(door.path) :] if door is not None and door.rest else "",
            least_free_bytes=self.limits.least_free_bytes,
        )

    async def _reply(self, council: CouncilServer | None, door: doors.Door | None, request: Request, sender: "_Sender") -> Reply:
        loop = asyncio.get_running_loop()
        try:
            if council is None:
                raise problems.no_such_council()
            if "transfer-encoding" in request.headers and "content-length" in request.headers:
                raise problems.not_understood("two lengths, which a proxy could take for two requests")
            self._porter.let_in(door, request)
            if door is not None and door.streamed:
                sender.most = door.most
                request = request.with_body(next_part=lambda: sender.wait_for_part(loop))
                return await loop.run_in_executor(self._reading, doors.answer_request, council, door, request)
            request = request.with_body(await sender.whole(door.most if door is not None else 0))
        except problems.NoAnswer as refusal:
            return doors.problem(refusal)
        if door is not None and door.name == "exchange" and (quick := doors.quick_answer(council, request)) is not None:
            return quick
        return await loop.run_in_executor(self._threads, doors.answer_request, council, door, request)

    async def _send(self, send: Any, reply: Reply, sender: "_Sender") -> int:
        """Returns how many bytes of body were sent."""
        given = {name.encode("latin-1"): value.encode("latin-1") for name, value in reply.headers}
        headers = {b"content-type": CONTENT_TYPE.encode(), **given}
        if isinstance(reply.content, bytes):
            headers[b"content-length"] = str(len(reply.content)).encode()
        if not sender.ended:
            headers[b"connection"] = b"close"
        await send({"type": "http.response.start", "status": reply.status, "headers": list(headers.items())})
        if isinstance(reply.content, bytes):
            await send({"type": "http.response.body", "body": reply.content})
            return len(reply.content)
        gone = asyncio.ensure_future(sender.gone())
        try:
            return await self._send_parts(send, reply.content, gone)
        finally:
            gone.cancel()

    async def _send_parts(self, send: Any, parts: Iterator[bytes], gone: "asyncio.Future[None]") -> int:
        """Part by part. When one cannot be made the last is never sent: the line is cut, so that nobody takes half for all."""
        loop = asyncio.get_running_loop()
        sent = 0
        try:
            while not gone.done() and (part := await loop.run_in_executor(self._threads, next, parts, None)) is not None:
                await send({"type": "http.response.body", "body": part, "more_body": True})
                sent += len(part)
            if not gone.done():
                await send({"type": "http.response.body", "body": b""})
        except Exception as error:
            log.error("a reply stopped: %s at %s", type(error).__name__, doors.place(error))
            self.figures.failed("answer")
        finally:
            close = getattr(parts, "close", None)
            if close is not None:
                await loop.run_in_executor(self._threads, close)
        return sent

    async def _told(
        self,
        council: CouncilServer | None,
        door: doors.Door | None,
        request: Request,
        reply: Reply,
        measured: tuple[float, int, int],
    ) -> None:
        """Figures, log and rates, once the laptop has its answer."""
        began, taken, sent = measured
        seconds = time.perf_counter() - began
        name = door.name if door is not None else "none"
        self.figures.answered(name, request.method, reply.status, seconds, taken, sent)
        self._porter.answered(request, reply)
        if reply.fault:
            self.figures.failed("store" if reply.status == 503 else "mistake")
        if self.journal is None:
            return
        device = None
        if council is not None and request.token and reply.status != 401:
            found = self._porter.device_known(request.token)
            if not found:
                look = partial(self._porter.device_of, council, request.token)
                found = await asyncio.get_running_loop().run_in_executor(self._threads, look)
            device = self.journal.named(found) if found else None
        self.journal.request(
            door=name,
            status=reply.status,
            ms=round(seconds * 1000, 2),
            taken=taken,
            sent=sent,
            device=device,
            code=reply.code or None,
            fault=reply.fault or None,
        )


def host_of(headers: dict[str, str]) -> str:
    """The host that was called, in small letters and without its port."""
    host = headers.get("host", "").strip().lower()
    if host.startswith("["):
        return host.partition("]")[0].removeprefix("[")
    return host.partition(":")[0]


class _Sender:
    """What the laptop sends, as it comes."""

    def __init__(self, receive: Any, porter: Porter) -> None:
        self._receive = receive
        self._porter = porter
        self.most = 0
        self.taken = 0
        self.gathered = 0
        self.ended = False

    async def part(self) -> bytes:
        """The next bytes; b"" at the end. Raises `NoAnswer`, `LineGone`."""
        while not self.ended:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                raise LineGone
            self.ended = not message.get("more_body", False)
            found: bytes = message.get("body", b"")
            self.taken += len(found)
            if self.taken > self.most:
                raise problems.too_large()
            if found:
                return found
        return b""

    async def gone(self) -> None:
        """Returns when the laptop hangs up."""
        while (await self._receive())["type"] != "http.disconnect":
            self.ended = True

    async def whole(self, most: int) -> bytes:
        """All of it."""
        self.most = most
        parts: list[bytes] = []
        try:
            while part := await self.part():
                parts.append(part)
                if not self.ended:
                    self._porter.hold(self, len(part))
        except LineGone as gone:
            raise problems.too_slow() from gone
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def wait_for_part(self, loop: asyncio.AbstractEventLoop) -> bytes:
        """As `part`, for a thread."""
        return asyncio.run_coroutine_threadsafe(self.part(), loop).result()
