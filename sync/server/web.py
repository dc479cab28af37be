"""The thin web face of the council: reads a body within its limit, asks the doors on a thread, sends the bytes."""

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sync.protocol import BODY_LIMIT, CONTENT_TYPE
from sync.server import doors
from sync.server.council import CouncilServer


def web_app(council: CouncilServer) -> Starlette:
    """The ASGI application of one council."""

    async def door(request: Request) -> Response:
        body = await _body_of(request)
        if body is None:
            return _response(doors.too_large())
        authorization = request.headers.get("authorization", "")
        reply = await run_in_threadpool(doors.answer, council, request.method, request.url.path, authorization, body)
        return _response(reply)

    return Starlette(routes=[Route("/{path:path}", door, methods=["GET", "POST", "PUT", "PATCH", "DELETE"])])


async def _body_of(request: Request) -> bytes | None:
    parts: list[bytes] = []
    length = 0
    async for part in request.stream():
        length += len(part)
        if length > BODY_LIMIT:
            return None
        parts.append(part)
    return b"".join(parts)


def _response(reply: doors.Reply) -> Response:
    headers = {"content-type": CONTENT_TYPE, "content-length": str(len(reply.content))}
    return Response(reply.content, status_code=reply.status, headers=headers)
