"""A door of its own before a server's: it counts every byte that passes, HTTP's headers among them, and may be slow or cut.

A bad line is a mobile one at the edge of the village: so much delay each way, so many bits a second, cut after so many bytes.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from queue import Queue
from socket import IPPROTO_TCP, SHUT_RDWR, TCP_NODELAY, create_connection, create_server, socket

PIECE = 16_384


@dataclass
class Line:
    """What the line is like, and what has passed over it so far. `delay` is in seconds a way, `rate` in bytes a second."""

    port: int
    delay: float = 0.0
    rate: float = 0.0
    cut_after: int = 0
    """Bytes of one connection, both ways together; 0 is never."""
    carried: int = 0
    connections: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def settled(self) -> int:
        """The bytes so far, once they have stopped moving."""
        time.sleep(0.1)
        return self.carried

    def stand_at(self, door: socket, port: int) -> None:
        """Let callers through until the door is closed."""
        while True:
            try:
                caller, _ = door.accept()
            except OSError:
                return
            self.connections += 1
            inside = create_connection(("127.0.0.1", port))
            passed = [0]
            for end in (caller, inside):
                end.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
            for source, target in ((caller, inside), (inside, caller)):
                threading.Thread(target=self._carry, args=(source, target, passed), daemon=True).start()

    def _carry(self, source: socket, target: socket, passed: list[int]) -> None:
        on_its_way: Queue[tuple[float, bytes]] = Queue()
        threading.Thread(target=_deliver, args=(on_its_way, target), daemon=True).start()
        free_at = 0.0
        with suppress(OSError):
            while data := source.recv(PIECE):
                with self._lock:
                    allowed = len(data) if not self.cut_after else min(len(data), self.cut_after - passed[0])
                    passed[0] += max(allowed, 0)
                    self.carried += max(allowed, 0)
                if allowed > 0:
                    now = time.monotonic()
                    free_at = max(free_at, now) + (allowed / self.rate if self.rate else 0.0)
                    on_its_way.put((free_at + self.delay, data[:allowed]))
                    if self.rate:
                        time.sleep(max(free_at - now, 0))
                if allowed < len(data):
                    time.sleep(self.delay)
                    break
        on_its_way.put((time.monotonic() + self.delay, b""))
        for end in (source, target) if self.cut_after and passed[0] >= self.cut_after else ():
            with suppress(OSError):
                end.shutdown(SHUT_RDWR)


def _deliver(on_its_way: "Queue[tuple[float, bytes]]", target: socket) -> None:
    with suppress(OSError):
        while True:
            due, data = on_its_way.get()
            time.sleep(max(due - time.monotonic(), 0))
            if not data:
                target.shutdown(SHUT_RDWR)
                return
            target.sendall(data)


@contextmanager
def line_to(port: int, *, delay: float = 0.0, rate: float = 0.0, cut_after: int = 0) -> Iterator[Line]:
    """A line to the server at the port; `line.port` is where to call."""
    with create_server(("127.0.0.1", 0)) as door:
        line = Line(door.getsockname()[1], delay, rate, cut_after)
        threading.Thread(target=line.stand_at, args=(door, port), daemon=True).start()
        try:
            yield line
        finally:
            with suppress(OSError):
                door.shutdown(SHUT_RDWR)
