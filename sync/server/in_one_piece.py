"""A line on which the head of an answer waits for what follows it: both go out at once, so the laptop is woken once."""

import asyncio
from typing import Any

_HEAD = b"HTTP/1.1 "
_GO_ON = _HEAD + b"1"
"""How a head begins after which another comes: it waits for nothing."""


class InOnePiece(asyncio.Transport):
    """Holds back a head until the next bytes are written or the line is closed. Everything else is as the transport does it."""

    def __init__(self, transport: asyncio.Transport) -> None:
        super().__init__()
        self._transport = transport
        self._head = b""

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Write, but for a head, which goes with what is written next."""
        head, self._head = self._head, b""
        if head:
            self._transport.write(head + data)
        elif data[: len(_HEAD)] == _HEAD and data[: len(_GO_ON)] != _GO_ON:
            self._head = bytes(data)
        else:
            self._transport.write(data)

    def close(self) -> None:
        """Close, once all that was written is sent."""
        self._let_go()
        self._transport.close()

    def abort(self) -> None:
        """Close at once."""
        self._head = b""
        self._transport.abort()

    def is_closing(self) -> bool:
        """Whether it is closed or about to be."""
        return self._transport.is_closing()

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        """What is known of the line."""
        return self._transport.get_extra_info(name, default)

    def get_write_buffer_size(self) -> int:
        """Bytes that the laptop has not taken yet."""
        return self._transport.get_write_buffer_size() + len(self._head)

    def pause_reading(self) -> None:
        """Read no more for now."""
        self._transport.pause_reading()

    def resume_reading(self) -> None:
        """Go on reading."""
        self._transport.resume_reading()

    def _let_go(self) -> None:
        head, self._head = self._head, b""
        if head:
            self._transport.write(head)
