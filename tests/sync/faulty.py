"""A proxy on loopback that does to a connection what networks do: cuts, delays, slowness, doubled and late requests, answers that
are somebody else's, and TLS that breaks."""

import contextlib
import socket
import ssl
import threading
import time
from collections import Counter, deque
from dataclasses import dataclass
from urllib.parse import urlsplit

SLOW = 50_000 // 8
"""Bytes a second: 50 kbit/s."""
_TICK = 0.05
ENOUGH = 20.0
HOTEL = b"<!doctype html><html><title>Welcome to Hotel Meridian Wi-Fi</title><p>Please accept our terms.</html>"
_ANSWERS = {
    "hotel": ("200 OK", "text/html", HOTEL),
    "too large": ("413 Content Too Large", "text/html", b"<html>413</html>"),
    "fault": ("500 Internal Server Error", "text/plain", b"Traceback"),
    "gateway": ("502 Bad Gateway", "text/html", b"<html>bad gateway</html>"),
    "empty": ("200 OK", "application/octet-stream", b""),
}


@dataclass(frozen=True)
class Fault:
    """What happens to one connection. `there` and `back`: after how many bytes it is cut; `seconds`: how late each part is."""

    kind: str = "good"
    there: int | None = None
    back: int | None = None
    seconds: float = 0.0


class FaultyWire:
    """Forwards to a server. Each new connection takes the next of `faults`, and is a good one when there is none."""

    def __init__(self, address: str, context: ssl.SSLContext | None = None) -> None:
        parts = urlsplit(address)
        self._target = (parts.hostname or "", parts.port or 0)
        self._door = socket.create_server(("127.0.0.1", 0))
        self.context = context
        self.address = f"http{'s' if context else ''}://127.0.0.1:{self._door.getsockname()[1]}"
        self.faults: deque[Fault] = deque()
        self.met: Counter[str] = Counter()
        self._kept: list[bytes] = []
        self._thread = threading.Thread(target=self._take, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Take the wire away."""
        with contextlib.suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self._thread.join(5)

    def deliver_what_is_late(self) -> int:
        """Requests that were kept on the way arrive now as well, the last of them first, each on a connection of its own."""
        kept, self._kept = self._kept, []
        for request in reversed(kept):
            self._ask_aside(request)
        return len(kept)

    def _take(self) -> None:
        while True:
            try:
                near, _ = self._door.accept()
            except OSError:
                return
            fault = self.faults.popleft() if self.faults else Fault()
            threading.Thread(target=self._serve, args=(near, fault), daemon=True).start()

    def _serve(self, near: socket.socket, fault: Fault) -> None:
        with contextlib.suppress(OSError), near:
            near.settimeout(ENOUGH)
            if fault.kind == "no tls":
                self.met[fault.kind] += 1
                near.sendall(HOTEL)
                return
            with self._secured(near) as open_near:
                self._served(open_near, fault)

    def _secured(self, near: socket.socket) -> socket.socket:
        return near if self.context is None else self.context.wrap_socket(near, server_side=True)

    def _served(self, near: socket.socket, fault: Fault) -> None:
        begun = b""
        if fault.kind in _ANSWERS or fault.kind in ("twice", "late"):
            begun = _whole_request(near)
            if not begun:
                return
        self.met[fault.kind] += 1
        if fault.kind in _ANSWERS:
            status, kind, body = _ANSWERS[fault.kind]
            head = f"HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {len(body)}\r\nconnection: close\r\n\r\n"
            near.sendall(head.encode() + body)
            return
        if fault.kind == "twice":
            self._ask_aside(begun)
        elif fault.kind == "late":
            self._kept.append(begun)
        with socket.create_connection(self._target, timeout=ENOUGH) as far:
            far.sendall(begun)
            back = threading.Thread(target=_forward, args=(far, near, fault, fault.back), daemon=True)
            back.start()
            _forward(near, far, fault, fault.there)
            back.join(ENOUGH)

    def _ask_aside(self, request: bytes) -> None:
        """The server answers to nobody."""
        with contextlib.suppress(OSError), socket.create_connection(self._target, timeout=ENOUGH) as far:
            far.sendall(request)
            far.settimeout(ENOUGH)
            far.recv(65536)


def _whole_request(near: socket.socket) -> bytes:
    """A request with its body; empty when it does not arrive whole."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = near.recv(65536)
        if not part:
            return b""
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [line.split(b":")[1] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    missing = (int(lengths[0]) if lengths else 0) - len(body)
    while missing > 0:
        part = near.recv(65536)
        if not part:
            return b""
        data, missing = data + part, missing - len(part)
    return data


def _forward(source: socket.socket, target: socket.socket, fault: Fault, left: int | None) -> None:
    at_once = int(SLOW * _TICK) if fault.kind == "slow" else 65536
    with contextlib.suppress(OSError):
        while data := source.recv(at_once):
            if fault.kind == "slow":
                time.sleep(_TICK)
            time.sleep(fault.seconds)
            if left is not None and len(data) >= left:
                target.sendall(data[:left])
                break
            left = None if left is None else left - len(data)
            target.sendall(data)
    for end in (source, target):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
