"""A real CUPS of its own for a test: a scheduler on a socket in a folder, and a printer whose tray is a folder.

The scheduler, its filters and its queue are those of the system. Only the last step is ours: in place of a cable, a backend
that puts the paper into the tray, and says that it has none while a file called `empty` lies there.
"""

import ctypes
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

SYSTEM = Path("/usr/lib/cups")
NEEDED = ("cupsd", "lpadmin", "cupsdisable", "cupsenable", "cupsreject", "cancel")
PPD = Path("/usr/share/ppd/cupsfilters/Generic-PDF_Printer-PDF.ppd")
LINE = "apt-get install -y --no-install-recommends cups cups-client cups-filters"
PRINTER = "Kitchen"
SHORT = tempfile.gettempdir()
"""A socket's path may not be long, and the filters may not look into a folder of the tests."""
BACKEND = """#!/bin/sh
if [ $# -eq 0 ]; then echo 'direct tray "A tray" "A tray"'; exit 0; fi
tray="${DEVICE_URI#tray:}"
if [ -e "$tray/empty" ]; then
  echo "STATE: +media-empty-error" >&2
  while [ -e "$tray/empty" ]; do sleep 0.2; done
  echo "STATE: -media-empty-error" >&2
fi
printf '%s\\n' "$4" "$5" > "$tray/$1.asked"
cat "${6:--}" > "$tray/$1.part" && mv "$tray/$1.part" "$tray/$1.pdf"
"""
SETTINGS = """Listen {socket}
WebInterface No
Browsing Off
BrowseLocalProtocols none
DefaultAuthType None
PreserveJobFiles No
PreserveJobHistory {history}
<Location />
  Order allow,deny
  Allow all
</Location>
<Location /admin>
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""
FOLDERS = {
    "ServerRoot": "etc",
    "RequestRoot": "spool",
    "CacheDir": "cache",
    "StateDir": "state",
    "TempDir": "passing",
    "ServerBin": "bin",
}


class Cups:
    """The scheduler, its one printer and the tray."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.tray, self.spool = folder, folder / "tray", folder / "spool"
        self.socket = folder / "cups.sock"
        self.settings = folder / "cupsd.conf"

    def out(self) -> list[Path]:
        """What lies in the tray, in the order of the jobs."""
        return sorted(self.tray.glob("*.pdf"), key=lambda each: int(each.stem))

    def asked(self) -> tuple[int, str]:
        """The copies and the options that came with the newest job."""
        newest = max(self.tray.glob("*.asked"), key=lambda each: int(each.stem))
        copies, options = newest.read_text().splitlines()
        return int(copies), options

    def spooled(self) -> list[Path]:
        """Pages that wait in the spool."""
        return sorted(self.spool.glob("d*"))

    def run(self, command: str, *arguments: str) -> None:
        """One of CUPS's own commands for administrators."""
        subprocess.run([command, *arguments], check=True, capture_output=True, timeout=30)

    def keep_history(self, kept: bool) -> None:
        """Whether finished jobs stay known, from now on."""
        self.end()
        self.socket.unlink(missing_ok=True)
        self.begin(kept)

    def begin(self, history: bool = True) -> None:
        """Start the scheduler, and wait until it listens."""
        self.settings.write_text(SETTINGS.format(socket=self.socket, history="Yes" if history else "No"))
        program = shutil.which("cupsd", path=f"{os.environ['PATH']}:/usr/sbin")
        assert program is not None
        command = [program, "-f", "-c", str(self.settings), "-s", str(self.folder / "files.conf")]
        self._server = subprocess.Popen(command)
        self.until(self.socket.exists, "the scheduler to listen")

    def end(self) -> None:
        """End the scheduler."""
        self._server.terminate()
        self._server.wait(20)

    def add_printer(self) -> None:
        self.run("lpadmin", "-p", PRINTER, "-v", f"tray:{self.tray}", "-P", str(PPD), "-E")

    def until(self, come: Callable[[], object], what: str, seconds: float = 30) -> None:
        """Wait for something to come out."""
        end = time.monotonic() + seconds
        while not come():
            assert time.monotonic() < end, f"waited {seconds:.0f} s for {what}\n{self._log()}"
            time.sleep(0.1)

    def _log(self) -> str:
        log = self.folder / "error.log"
        return log.read_text(errors="replace")[-3000:] if log.is_file() else ""


@contextmanager
def running_cups() -> Iterator[Cups]:
    """CUPS while the block runs; this process asks it and no other. Fails in words where CUPS is not installed."""
    missing = [name for name in NEEDED if shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin") is None]
    if missing or not PPD.is_file() or not SYSTEM.is_dir():
        pytest.fail(f"This proof prints through a real CUPS, which is not here ({', '.join(missing) or PPD}). Type: {LINE}")
    folder = Path(tempfile.mkdtemp(prefix="cups-", dir=SHORT))
    folder.chmod(0o755)
    cups = Cups(folder)
    _lay_out(cups)
    former = os.environ.get("CUPS_SERVER")
    os.environ["CUPS_SERVER"] = str(cups.socket)
    library = ctypes.CDLL("libcups.so.2")
    library.cupsSetServer(None)
    try:
        cups.begin()
        cups.add_printer()
        yield cups
    finally:
        cups.end()
        os.environ.pop("CUPS_SERVER")
        if former is not None:
            os.environ["CUPS_SERVER"] = former
        library.cupsSetServer(None)
        shutil.rmtree(folder, ignore_errors=True)


def _lay_out(cups: Cups) -> None:
    folder = cups.folder
    for name in FOLDERS.values():
        (folder / name).mkdir(mode=0o755)
    cups.tray.mkdir()
    cups.tray.chmod(0o777)
    for each in SYSTEM.iterdir():
        if each.name != "backend":
            (folder / "bin" / each.name).symlink_to(each)
    backend = folder / "bin" / "backend" / "tray"
    backend.parent.mkdir(mode=0o755)
    backend.write_text(BACKEND)
    backend.chmod(0o755)
    files = [f"{key} {folder / name}" for key, name in FOLDERS.items()]
    logs = [
        f"{key} {folder / name}"
        for key, name in (("ErrorLog", "error.log"), ("AccessLog", "access.log"), ("PageLog", "page.log"))
    ]
    (folder / "files.conf").write_text("\n".join([*files, *logs, "SystemGroup root", ""]))
