"""An exchange with nothing new, signed in, on a kept connection: against PouchDB's, and the bytes it takes both ways."""

import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import SHUT_RDWR, create_connection, create_server, socket

from rows import CannotMeasure, Row, in_turn

from app.commands.example_council import council_served, make_town
from app.example import example_council
from app.office import Office

HERE = Path(__file__).parent
STATEMENTS = "160"
RUNS = 15
MOST_BYTES = 700.0


def measure() -> Iterator[Row]:
    """Two rows: bytes against the most they may be, and time against PouchDB where there are node and npm."""
    helen = example_council().member("helen")
    with tempfile.TemporaryDirectory() as name:
        town = make_town(Path(name) / "example")
        office = Office(town.laptop("helen"))
        desk = office.open(helen.passphrase)
        with council_served(town), _counted(town.port) as (port, bytes_so_far):
            exchanger = office.exchanger(desk)
            exchanger.sign_in(helen.body.sign_in, helen.password, f"http://127.0.0.1:{port}")
            exchanger.exchange()
            before = bytes_so_far()
            exchanger.exchange()
            carried = float(bytes_so_far() - before)
            yield Row("exchange with nothing new, bytes both ways, against 700", "bytes", (carried,), (MOST_BYTES,), 1.0)
            exchanger.sign_in(helen.body.sign_in, helen.password, town.address)
            exchanger.exchange()

            def ours() -> float:
                begin = time.perf_counter()
                exchanger.exchange()
                return (time.perf_counter() - begin) * 1000

            try:
                with _pouch(Path(name)) as peer:
                    mine, theirs = in_turn(ours, peer, RUNS)
            finally:
                exchanger.close()
                office.close()
    yield Row("exchange with nothing new, against PouchDB", "ms", mine, theirs, 1 / 6)


@contextmanager
def _pouch(folder: Path) -> Iterator["_Pouch"]:
    missing = [tool for tool in ("node", "npm") if shutil.which(tool) is None]
    if missing:
        raise CannotMeasure(f"PouchDB needs {' and '.join(missing)}, which this machine has not.")
    modules = HERE.parents[1] / "out" / "peers"
    modules.mkdir(parents=True, exist_ok=True)
    for file in (HERE / "peers").iterdir():
        shutil.copy(file, modules)
    if not (modules / "node_modules").is_dir():
        fetch = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"]
        fetched = subprocess.run(fetch, cwd=modules, check=False, capture_output=True, text=True, timeout=300)
        if fetched.returncode:
            shutil.rmtree(modules / "node_modules", ignore_errors=True)
            raise CannotMeasure("npm could not fetch PouchDB.")
    for side in ("server", "laptop"):
        (folder / side).mkdir()
    with _started(["node", "pouch_server.js", str(folder / "server")], modules) as server:
        assert server.stdout is not None
        port = server.stdout.readline().strip()
        with _started(["node", "pouch_client.js", str(folder / "laptop"), port, STATEMENTS], modules) as client:
            assert client.stdout is not None
            if not port or not client.stdout.readline():
                raise CannotMeasure("PouchDB did not start.")
            yield _Pouch(client)


@contextmanager
def _started(command: list[str], folder: Path) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


class _Pouch:
    """PouchDB's laptop: called, it exchanges and gives the milliseconds it took."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def __call__(self) -> float:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("exchange\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline())


@contextmanager
def _counted(port: int) -> Iterator[tuple[int, "_Counter"]]:
    """A door of its own before the server's, which counts every byte that passes, HTTP's headers among them."""
    counter = _Counter()
    with create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=counter.stand_at, args=(door, port), daemon=True)
        thread.start()
        yield door.getsockname()[1], counter


class _Counter:
    def __init__(self) -> None:
        self._bytes = 0

    def __call__(self) -> int:
        time.sleep(0.1)
        return self._bytes

    def stand_at(self, door: socket, port: int) -> None:
        while True:
            try:
                caller, _ = door.accept()
            except OSError:
                return
            inside = create_connection(("127.0.0.1", port))
            for source, target in ((caller, inside), (inside, caller)):
                threading.Thread(target=self._carry, args=(source, target), daemon=True).start()

    def _carry(self, source: socket, target: socket) -> None:
        try:
            while data := source.recv(65_536):
                self._bytes += len(data)
                target.sendall(data)
            target.shutdown(SHUT_RDWR)
        except OSError:
            return


if __name__ == "__main__":
    for row in measure():
        sys.stdout.write(f"{row.told()}\n")
