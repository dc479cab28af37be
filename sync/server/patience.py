"""How long the server waits for a slow line: uvicorn's own protocol, with a deadline for a head, a body and a laptop that reads.

Without it one person with a few hundred connections that each send a byte now and then keeps everybody else out. An answer leaves
in one piece with its head, so that the laptop is woken once.
"""

import asyncio
from collections.abc import Callable
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from sync.server.in_one_piece import InOnePiece
from sync.server.limits import Limits

LOOK_SECONDS = 1.0
"""How often a connection with something under way is looked at, at least."""


def patient(limits: Limits, cut: Callable[[str], None]) -> type[H11Protocol]:
    """The protocol that keeps to the limits. `cut` hears why a line was cut: `head`, `body`, `answer`, `connections`."""

    class Patient(_Patient):
        pass

    Patient.limits = limits
    Patient.cut = staticmethod(cut)
    return Patient


class _Patient(H11Protocol):
    limits: Limits
    cut: Callable[[str], None]

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._began: float | None = None
        self._moved = 0.0
        self._came = 0
        self._unread: int | None = None
        self._look: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A new line: it has as long as a head may take to say something."""
        super().connection_made(InOnePiece(transport))
        if len(self.connections) > self.limits.most_connections:
            self.cut("connections")
            transport.abort()
            return
        self._begin()

    def data_received(self, data: bytes) -> None:
        """More came. What is whole by then costs no timer."""
        if self._began is None:
            self._began, self._came = self.loop.time(), 0
        self._moved = self.loop.time()
        self._came += len(data)
        super().data_received(data)
        if self._came_whole():
            self._end()
        elif self._look is None:
            self._begin()

    def connection_lost(self, exc: Exception | None) -> None:
        """The line is gone."""
        self._end()
        self._unread = None
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """The laptop reads more slowly than it is answered."""
        super().pause_writing()
        self._unread, self._moved = self.transport.get_write_buffer_size(), self.loop.time()
        self._begin()

    def resume_writing(self) -> None:
        """It has caught up."""
        super().resume_writing()
        self._unread = None

    def _begin(self) -> None:
        if self._began is None:
            self._began, self._came, self._moved = self.loop.time(), 0, self.loop.time()
        if self._look is None:
            self._look = self.loop.call_later(min(LOOK_SECONDS, self.limits.head_seconds / 4), self._looked)

    def _end(self) -> None:
        self._began = None
        if self._look is not None:
            self._look.cancel()
            self._look = None

    def _came_whole(self) -> bool:
        """Whether nothing is under way that the laptop should go on with."""
        return self.cycle is not None and not self.cycle.more_body and self._unread is None and not self.conn.trailing_data[0]

    def _looked(self) -> None:
        self._look = None
        if self._began is None or self.transport.is_closing():
            return
        if self._came_whole():
            self._end()
            return
        why = self._too_slow(self.loop.time())
        if not why:
            self._look = self.loop.call_later(min(LOOK_SECONDS, self.limits.head_seconds / 4), self._looked)
            return
        self.cut(why)
        if why == "head" and self._came and self.conn.our_state is h11.IDLE:
            self._say_too_slow()
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        self.transport.abort() if why != "head" else self.transport.close()

    def _too_slow(self, now: float) -> str:
        if self._unread is not None:
            left = self.transport.get_write_buffer_size()
            if left < self._unread:
                self._unread, self._moved = left, now
            return "answer" if now - self._moved > self.limits.stall_seconds else ""
        took = now - (self._began or now)
        if self.cycle is None or self.cycle.response_complete:
            return "head" if took > self.limits.head_seconds else ""
        if self.flow.read_paused or not self.cycle.more_body:
            self._began, self._came, self._moved = now, 0, now
            return ""
        slow = took > self.limits.stall_seconds and self._came < took * self.limits.least_bytes_a_second
        return "body" if slow or now - self._moved > self.limits.stall_seconds else ""

    def _say_too_slow(self) -> None:
        headers = [(b"content-length", b"0"), (b"connection", b"close")]
        self.transport.write(self.conn.send(h11.Response(status_code=408, headers=headers, reason=b"Request Timeout")) or b"")
