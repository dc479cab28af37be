"""A wire between laptop and server that counts bytes and can be cut at any of them, in either direction."""

import contextlib
import socket
import threading
from urllib.parse import urlsplit


class Wire:
    """Forwards to a server. `sent` and `received` count what went to it and came back; `cut_after` and `cut_back_after` are how
    many bytes of one connection go there or come back before it is cut.
    """

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._target = (parts.hostname or "", parts.port or 0)
        self._door = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        self.sent = self.received = self.connections = self.cuts = 0
        self.cut_after: int | None = None
        self.cut_back_after: int | None = None
        self._thread = threading.Thread(target=self._take, daemon=True)
        self._thread.start()

    def reset(self) -> None:
        """Count from nothing, and cut no more."""
        self.sent = self.received = self.connections = self.cuts = 0
        self.cut_after = self.cut_back_after = None

    def close(self) -> None:
        """Take the wire away."""
        with contextlib.suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self._thread.join(5)

    def _take(self) -> None:
        while True:
            try:
                near, _ = self._door.accept()
                far = socket.create_connection(self._target)
            except OSError:
                return
            self.connections += 1
            limits = (self.cut_after, self.cut_back_after)
            for ends, limit, there in (((near, far), limits[0], True), ((far, near), limits[1], False)):
                threading.Thread(target=self._forward, args=(*ends, limit, there), daemon=True).start()

    def _forward(self, source: socket.socket, target: socket.socket, limit: int | None, there: bool) -> None:
        left = limit
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if left is not None and len(data) >= left:
                    target.sendall(data[:left])
                    self.cuts += 1
                    break
                left = None if left is None else left - len(data)
                if there:
                    self.sent += len(data)
                else:
                    self.received += len(data)
                target.sendall(data)
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
