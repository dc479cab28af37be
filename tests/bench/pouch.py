"""PouchDB with express-pouchdb, fetched by npm into out/peers: the peer of every exchange."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rows import CannotMeasure

HERE = Path(__file__).parent
PEERS = HERE.parents[1] / "out" / "peers"
LONGEST_FETCH_SECONDS = 300


class Asked:
    """A peer's process that answers each line with one line."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def __call__(self, what: str) -> float:
        """Ask; the answer is a number. Raises `CannotMeasure` when the process has ended."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(what + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise CannotMeasure(f"the peer stopped at {what}")
        return float(answer)


def modules() -> Path:
    """The folder with the scripts and what they need. Raises `CannotMeasure`."""
    missing = [tool for tool in ("node", "npm") if shutil.which(tool) is None]
    if missing:
        raise CannotMeasure(f"PouchDB needs {' and '.join(missing)}, which this machine has not.")
    PEERS.mkdir(parents=True, exist_ok=True)
    for file in (HERE / "peers").iterdir():
        shutil.copy(file, PEERS)
    if not (PEERS / "node_modules").is_dir():
        fetch = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"]
        fetched = subprocess.run(fetch, cwd=PEERS, check=False, capture_output=True, text=True, timeout=LONGEST_FETCH_SECONDS)
        if fetched.returncode:
            shutil.rmtree(PEERS / "node_modules", ignore_errors=True)
            raise CannotMeasure("npm could not fetch PouchDB.")
    return PEERS


@contextmanager
def server(folder: Path) -> Iterator[int]:
    """A PouchDB server on loopback; gives its port."""
    folder.mkdir(parents=True, exist_ok=True)
    with started(["node", "pouch_server.js", str(folder)], modules()) as process:
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        if not port:
            raise CannotMeasure("PouchDB's server did not start.")
        yield int(port)


@contextmanager
def laptop(folder: Path, port: int) -> Iterator[Asked]:
    """A PouchDB laptop over that port (see peers/pouch_client.js for what may be asked)."""
    folder.mkdir(parents=True, exist_ok=True)
    with started(["node", "--max-old-space-size=4096", "pouch_client.js", str(folder), str(port)], modules()) as process:
        yield Asked(process)


@contextmanager
def started(command: list[str], folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """A process with pipes, killed at the end."""
    with subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()
