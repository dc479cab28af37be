"""Peers that are Python programs, fetched by pip into an environment of their own in out/peers: Anki, Vorta, WeasyPrint."""

import subprocess
import sys
from pathlib import Path
from socket import create_server

from pouch import PEERS
from rows import CannotMeasure

PACKAGES = ("anki==26.9.3", "aqt[qt]==26.9.3", "vorta==0.11.6", "weasyprint==70.0")
LONGEST_FETCH_SECONDS = 900


def python() -> Path:
    """The Python that has them. Raises `CannotMeasure`."""
    home = PEERS / "python"
    found = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    ready = home / "fetched"
    if ready.exists() and ready.read_text() == repr(PACKAGES):
        return found
    home.mkdir(parents=True, exist_ok=True)
    for command in (
        [sys.executable, "-m", "venv", "--clear", str(home)],
        [str(found), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES],
    ):
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=LONGEST_FETCH_SECONDS)
        if done.returncode:
            raise CannotMeasure(f"pip could not fetch {', '.join(PACKAGES)}.")
    ready.write_text(repr(PACKAGES))
    return found


def free_port() -> int:
    """A port that nobody listens at."""
    with create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])
