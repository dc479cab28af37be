"""Running the council's server: in this process until it is asked to stop, or in a thread beside something else."""

import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from app.practice.errors import Bug
from sync.server.council import CouncilServer, open_council
from sync.server.web import WebFace

KEEP_ALIVE_SECONDS = 75
GRACE_SECONDS = 10
START_SECONDS = 20


def serve(data: Path, host: str, port: int, ready: Callable[[str], None] | None = None) -> None:
    """Serve the council in the folder until SIGINT or SIGTERM; requests that have begun are answered first.

    `ready` is told the real address once the door is open (port 0 takes any free one). Raises `NotFound`, the `Store...` family,
    and OSError when the port is taken.
    """
    council = open_council(data)
    try:
        serve_face(WebFace(council), host, port, ready)
    finally:
        council.close()


def serve_face(face: WebFace, host: str, port: int, ready: Callable[[str], None] | None = None) -> None:
    """As `serve`, for one council or many that are open already. Closes none of them."""
    with _listening(host, port) as door:
        server = _Server(_config(face), lambda: ready(address_of(door)) if ready else None)
        with _asked_to_stop():
            server.run(sockets=[door])


@contextmanager
def serving(council: CouncilServer | WebFace, host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """The council, or a face of many, served from a thread while the block runs; gives its address."""
    with _listening(host, port) as door:
        opened = threading.Event()
        server = _Server(_config(council), opened.set)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, name="council", daemon=True)
        thread.start()
        try:
            if not opened.wait(START_SECONDS):
                raise Bug(detail="the server did not start")
            yield address_of(door)
        finally:
            server.should_exit = True
            thread.join(GRACE_SECONDS + 5)


def address_of(door: socket.socket) -> str:
    """The address that laptops are given."""
    host, port = door.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class _Server(uvicorn.Server):
    """Says when the door is open."""

    def __init__(self, config: uvicorn.Config, opened: Callable[[], None]) -> None:
        super().__init__(config)
        self._opened = opened

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open the door, then say so."""
        await super().startup(sockets=sockets)
        if self.started:
            self._opened()


@contextmanager
def _asked_to_stop() -> Iterator[None]:
    """Uvicorn stops at a signal and then raises it once more: by then there is nothing left to do for it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {each: signal.signal(each, lambda number, frame: None) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _config(council: CouncilServer | WebFace) -> uvicorn.Config:
    return uvicorn.Config(
        council if isinstance(council, WebFace) else WebFace(council),
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
        h11_max_incomplete_event_size=16 * 1024,
    )


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """A door that says it is TCP: only then does asyncio send small answers at once, 40 ms sooner."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((host, port))
        door.listen(2048)
        yield door
