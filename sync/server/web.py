"""The thin web face of one council or of many: reads what is sent within its limit, asks the doors, sends the reply. Plain ASGI.

What may take long goes to a thread; the quick answer is given at once. A body that is streamed is read, and a reply in parts is
made, on a thread too, part by part.
"""

import asyncio
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sync.protocol import CONTENT_TYPE
from sync.server import doors, problems
from sync.server.asking import LineGone, Reply, Request
from sync.server.council import CouncilServer

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

    def __init__(self, council: CouncilServer | Chooser, find: Finder = doors.door_at) -> None:
        self._choose: Chooser = (lambda host: council) if isinstance(council, CouncilServer) else council
        self._find = find
        self._threads = ThreadPoolExecutor(THREADS, "door")
        self._reading = ThreadPoolExecutor(READING_THREADS, "reading")

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in reversed(scope["headers"])}
        sender = _Sender(receive)
        reply = await self._reply(scope, headers, sender)
        await self._send(send, reply, sender)

    async def _reply(self, scope: Any, headers: dict[str, str], sender: "_Sender") -> Reply:
        method, path = scope["method"], scope["path"]
        council = self._choose(host_of(headers))
        if council is None:
            return doors.problem(problems.no_such_council())
        door = self._find(method, path)
        address = scope["client"][0] if scope.get("client") else ""
        rest = path[len(door.path) :] if door is not None and door.rest else ""
        loop = asyncio.get_running_loop()
        if door is not None and door.streamed:
            sender.most = door.most
            request = Request(method, path, headers, next_part=lambda: sender.wait_for_part(loop), address=address, rest=rest)
            return await loop.run_in_executor(self._reading, doors.answer_request, council, door, request)
        try:
            body = await sender.whole(door.most if door is not None else 0)
        except problems.NoAnswer as refusal:
            return doors.problem(refusal)
        request = Request(method, path, headers, body, address=address, rest=rest)
        if door is not None and door.name == "exchange" and (quick := doors.quick_answer(council, request)) is not None:
            return quick
        return await loop.run_in_executor(self._threads, doors.answer_request, council, door, request)

    async def _send(self, send: Any, reply: Reply, sender: "_Sender") -> None:
        given = {name.encode("latin-1"): value.encode("latin-1") for name, value in reply.headers}
        headers = {b"content-type": CONTENT_TYPE.encode(), **given}
        if isinstance(reply.content, bytes):
            headers[b"content-length"] = str(len(reply.content)).encode()
        if not sender.ended:
            headers[b"connection"] = b"close"
        await send({"type": "http.response.start", "status": reply.status, "headers": list(headers.items())})
        if isinstance(reply.content, bytes):
            await send({"type": "http.response.body", "body": reply.content})
            return
        gone = asyncio.ensure_future(sender.gone())
        try:
            await self._send_parts(send, reply.content, gone)
        finally:
            gone.cancel()

    async def _send_parts(self, send: Any, parts: Iterator[bytes], gone: "asyncio.Future[None]") -> None:
        """Part by part. When one cannot be made the last is never sent: the line is cut, so that nobody takes half for all."""
        loop = asyncio.get_running_loop()
        try:
            while not gone.done() and (part := await loop.run_in_executor(self._threads, next, parts, None)) is not None:
                await send({"type": "http.response.body", "body": part, "more_body": True})
            if not gone.done():
                await send({"type": "http.response.body", "body": b""})
        except Exception as error:
            log.error("a reply stopped: %s", type(error).__name__)
        finally:
            close = getattr(parts, "close", None)
            if close is not None:
                await loop.run_in_executor(self._threads, close)


def host_of(headers: dict[str, str]) -> str:
    """The host that was called, in small letters and without its port."""
    host = headers.get("host", "").strip().lower()
    if host.startswith("["):
        return host.partition("]")[0].removeprefix("[")
    return host.partition(":")[0]


class _Sender:
    """What the laptop sends, as it comes."""

    def __init__(self, receive: Any) -> None:
        self._receive = receive
        self.most = 0
        self.taken = 0
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
        except LineGone as gone:
            raise problems.too_slow() from gone
        return b"".join(parts)

    def wait_for_part(self, loop: asyncio.AbstractEventLoop) -> bytes:
        """As `part`, for a thread."""
        return asyncio.run_coroutine_threadsafe(self.part(), loop).result()
