"""Running the council's server: in this process until it is asked to stop, or in a thread beside something else."""

import signal
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import msgspec
import uvicorn

from app.practice.errors import Bug, FileMistake, KitchenTableError
from sync.server import audit
from sync.server.council import CouncilServer, open_council
from sync.server.journal import Journal, journal_to, key_in, logging_to
from sync.server.limits import Limits
from sync.server.patience import patient
from sync.server.ready import Readiness, readiness
from sync.server.watch import watched
from sync.server.web import Chooser, WebFace

KEEP_ALIVE_SECONDS = 75
START_SECONDS = 20
MARK_SECONDS = 3_600
"""How often the journal notes how far the audit of each council has come."""


class ServerSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a settings file (TOML) may hold. `journal`: a file to which the log is added, `-` for standard error, empty for none.
    `watch`: where figures and readiness are told, a port of this machine or an address and a port; empty for nowhere.
    """

    journal: str = "-"
    watch: str = ""
    limits: Limits = Limits()


def read_settings(file: Path) -> ServerSettings:
    """The settings in the file. Raises `FileMistake`."""
    try:
        return msgspec.toml.decode(file.read_bytes(), type=ServerSettings)
    except OSError as error:
        raise FileMistake(file=str(file), where="the file", what=error.strerror or type(error).__name__) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise FileMistake(file=str(file), where="the file", what=str(error).partition("\n")[0]) from error


def settings_of(file: Path | None, watch: str | None) -> ServerSettings:
    """The settings in the file, if there is one, and where to watch, if that is said. Raises `FileMistake`."""
    found = read_settings(file) if file is not None else ServerSettings()
    return msgspec.structs.replace(found, watch=watch) if watch else found


def serve(
    data: Path,
    host: str,
    port: int,
    ready: Callable[[str], None] | None = None,
    *,
    settings: ServerSettings | None = None,
    watching: Callable[[str], None] | None = None,
) -> None:
    """Serve the council in the folder until SIGINT or SIGTERM; requests that have begun are answered first.

    `ready` is told the real address once the door is open (port 0 takes any free one), `watching` that of who watches. Raises
    `NotFound`, the `Store...` family, and OSError when a port is taken.
    """
    settings = settings or ServerSettings(journal="")
    council = open_council(data)
    try:
        journal = journal_to(settings.journal, key_in(council.home)) if settings.journal else None
        face = WebFace(council, limits=settings.limits, journal=journal)
        serve_face(face, host, port, ready, councils=[council], watch=settings.watch, watching=watching)
    finally:
        council.close()


def serve_many(
    choose: Chooser,
    councils: Iterable[CouncilServer],
    home: Path,
    host: str,
    port: int,
    ready: Callable[[str], None] | None = None,
    *,
    settings: ServerSettings,
    watching: Callable[[str], None] | None = None,
) -> None:
    """As `serve`, for open councils of which the host that is called chooses. The key of the names in the log is in `home`."""
    journal = journal_to(settings.journal, key_in(home)) if settings.journal else None
    face = WebFace(choose, limits=settings.limits, journal=journal)
    serve_face(face, host, port, ready, councils=councils, watch=settings.watch, watching=watching)


def serve_face(
    face: WebFace,
    host: str,
    port: int,
    ready: Callable[[str], None] | None = None,
    *,
    councils: Iterable[CouncilServer] = (),
    watch: str = "",
    watching: Callable[[str], None] | None = None,
) -> None:
    """As `serve`, for one council or many that are open already. Closes none of them. `councils` are those that must be ready for
    the server to be ready, and whose audit the journal marks.
    """
    councils = list(councils)
    with ExitStack() as stack:
        door = stack.enter_context(_listening(host, port))
        if face.journal is not None:
            stack.enter_context(logging_to(face.journal))
            stack.enter_context(_marking(face.journal, councils))
        if watch:
            place = stack.enter_context(watched(watch, face.figures, lambda: _ready(councils, face.limits)))
            if watching is not None:
                watching(place)

        def opened() -> None:
            if face.journal is not None:
                face.journal.event("open")
            if ready is not None:
                ready(address_of(door))

        server = _Server(_config(face), opened)
        with _asked_to_stop():
            server.run(sockets=[door])
        if face.journal is not None:
            face.journal.event("stopped")


@contextmanager
def serving(council: CouncilServer | WebFace, host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """The council, or a face of many, served from a thread while the block runs; gives its address."""
    face = council if isinstance(council, WebFace) else WebFace(council)
    with _listening(host, port) as door:
        opened = threading.Event()
        server = _Server(_config(face), opened.set)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, name="council", daemon=True)
        thread.start()
        try:
            if not opened.wait(START_SECONDS):
                raise Bug(detail="the server did not start")
            yield address_of(door)
        finally:
            server.should_exit = True
            thread.join(face.limits.stop_seconds + 5)


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


@contextmanager
def _marking(journal: Journal, councils: list[CouncilServer]) -> Iterator[None]:
    """While the block runs, and once at its begin and end, the journal notes how far each audit has come."""
    ended = threading.Event()

    def mark() -> None:
        for council in councils:
            with suppress(KitchenTableError), council.store.reading() as connection:
                journal.mark(audit.standing(connection))

    def again_and_again() -> None:
        while not ended.wait(MARK_SECONDS):
            mark()

    mark()
    thread = threading.Thread(target=again_and_again, name="marks", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        mark()


def _ready(councils: Iterable[CouncilServer], limits: Limits) -> Readiness:
    found: dict[str, str] = {}
    for council in councils:
        for name, said in readiness(council, limits.least_free_bytes).checks.items():
            found[name] = said if found.get(name, "ok") == "ok" else found[name]
    return Readiness(found)


def _config(face: WebFace) -> uvicorn.Config:
    return uvicorn.Config(
        face,
        http=patient(face.limits, face.figures.cut),
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=face.limits.stop_seconds,
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
