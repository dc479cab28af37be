"""The door for those who watch the server: figures for Prometheus, and whether the process lives and is ready.

It stands apart from the laptops' door, on an address of its own: this machine only, unless a setting says otherwise.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import msgspec

from sync.server.figures import CONTENT_TYPE, Figures
from sync.server.ready import Readiness

LOOPBACK = "127.0.0.1"
FIGURES_PATH, LIVE_PATH, READY_PATH = "/metrics", "/live", "/ready"
PATIENCE_SECONDS = 10
_NOBODY = Readiness({})


@contextmanager
def watched(place: str, figures: Figures, ready: Callable[[], Readiness]) -> Iterator[str]:
    """While the block runs the door stands open at `place`: a port, or an address and a port (`10.0.0.5:9471`; port 0 takes any
    free one). Gives its address. Raises OSError when the port is taken, ValueError when the place is none.
    """
    host, _, port = place.rpartition(":")

    class Door(_Door):
        pass

    Door.figures, Door.readiness = figures, staticmethod(ready)
    with ThreadingHTTPServer((host.strip("[]") or LOOPBACK, int(port)), Door) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, name="watch", daemon=True)
        thread.start()
        try:
            yield f"http://{server.server_address[0]!s}:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join(PATIENCE_SECONDS)


class _Door(BaseHTTPRequestHandler):
    figures: Figures
    readiness: Callable[[], Readiness]
    timeout = PATIENCE_SECONDS
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "kitchen-table", ""

    def do_GET(self) -> None:
        """Answer."""
        if self.path == FIGURES_PATH:
            self._say(200, CONTENT_TYPE, self.figures.written().encode())
        elif self.path in (LIVE_PATH, READY_PATH):
            found = self.readiness() if self.path == READY_PATH else _NOBODY
            said = {"ready": found.ready, "checks": found.checks} if self.path == READY_PATH else {"live": True}
            self._say(200 if found.ready else 503, "application/json", msgspec.json.encode(said))
        else:
            self._say(404, "text/plain", b"")

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: whoever watches looks every few seconds."""

    def _say(self, status: int, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
