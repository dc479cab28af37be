"""The thin web face of the council: reads a body within its limit, asks the doors, sends the bytes. Plain ASGI.

What may take long goes to a thread; the quick answer is given at once.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sync.protocol import BODY_LIMIT, CONTENT_TYPE
from sync.server import doors
from sync.server.council import CouncilServer

THREADS = 12


class WebFace:
    """The ASGI application of one council."""

    def __init__(self, council: CouncilServer) -> None:
        self._council = council
        self._threads = ThreadPoolExecutor(THREADS, "door")

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        body = await _body_of(receive)
        reply = doors.too_large() if body is None else await self._reply(scope, body)
        length = str(len(reply.content)).encode()
        headers = [(b"content-type", CONTENT_TYPE.encode()), (b"content-length", length)]
        await send({"type": "http.response.start", "status": reply.status, "headers": headers})
        await send({"type": "http.response.body", "body": reply.content})

    async def _reply(self, scope: Any, body: bytes) -> doors.Reply:
        shown = next((value for name, value in scope["headers"] if name == b"authorization"), b"").decode("latin-1")
        request = (self._council, scope["method"], scope["path"], shown, body)
        quick = doors.quick_answer(*request)
        if quick is not None:
            return quick
        return await asyncio.get_running_loop().run_in_executor(self._threads, doors.answer, *request)


async def _body_of(receive: Any) -> bytes | None:
    parts: list[bytes] = []
    length = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return b""
        part = message.get("body", b"")
        length += len(part)
        if length > BODY_LIMIT:
            return None
        parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts)
