"""Set up `.venv` from the lock: what `make setup` does. Uses only Python's own library, and runs on any Python 3.

Starting it again is quick and harmless. It asks nothing: where something is missing that only an administrator may
install, it prints the one line to type and ends with status 1.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
COMMAND = VENV / "bin" / "kitchen-table"
STAMP = VENV / "kitchen-table.stamp"
OLDEST, NEWEST = (3, 11), (3, 14)

# What Qt looks for on Debian and Ubuntu. A name with a second spelling is called that in newer releases.
WINDOWLESS = ["libgl1", "libegl1", "libglib2.0-0", "libfontconfig1", "libdbus-1-3", "libxkbcommon0"]
ON_A_SCREEN = [
    *["libxcb-cursor0", "libxkbcommon-x11-0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-randr0"],
    *["libxcb-render-util0", "libxcb-shape0", "libxcb-xkb1", "libwayland-cursor0", "libwayland-egl1", "libcups2"],
]
NEWER_NAMES = {"libglib2.0-0": "libglib2.0-0t64", "libcups2": "libcups2t64"}

IMPORTS_QT = "import PySide6.QtGui, PySide6.QtWidgets, PySide6.QtPrintSupport, PySide6.QtPdf, PySide6.QtSvg"
UNPACKS = """
import compileall, pathlib, shiboken6
compileall.compile_dir(pathlib.Path(shiboken6.__file__).parent / "files.dir", quiet=2)
"""
LOADS_PLUGINS = """
import ctypes, pathlib, sys, PySide6
plugins = pathlib.Path(PySide6.__file__).parent / "Qt" / "plugins"
for name in sys.argv[1:]:
    ctypes.CDLL(str(plugins / name))
"""


def main() -> None:
    """Leave a working `.venv/bin/kitchen-table`, or say what is missing."""
    done = STAMP.read_text().splitlines() if STAMP.is_file() and COMMAND.is_file() else []
    if done[:3] != fingerprint():
        if not usable_venv():
            make_venv(suitable_python())
        say("Fetching the libraries in requirements.lock. The first time this is about 350 MB.")
        pip("--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", "requirements.lock")
        pip("--no-index", "--no-deps", "--no-build-isolation", "--editable", ".")
        unpack_pyside()
        leave_room_for_our_tests()
        done = fingerprint()
    surroundings = "screen" if has_screen() else "no screen"
    if surroundings not in done:
        bring_system_libraries()
        STAMP.write_text("\n".join([*done, surroundings]))
        say("Ready: .venv/bin/kitchen-table")


def fingerprint() -> list[str]:
    """What the set-up depends on: three lines, and the same three again mean that nothing has to be fetched."""
    digest = hashlib.sha256()
    for name in ("requirements.lock", "pyproject.toml", "packaging/setup.py"):
        digest.update((ROOT / name).read_bytes())
    version = subprocess.run([str(PYTHON), "-V"], capture_output=True, text=True).stdout if PYTHON.exists() else ""
    return [digest.hexdigest(), version.strip(), str(ROOT)]


def has_screen() -> bool:
    """Whether windows can be shown here."""
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def usable_venv() -> bool:
    """Whether `.venv` is there, was made in this folder, and its Python is one we support."""
    pip_script = VENV / "bin" / "pip"
    return suits(str(PYTHON)) and pip_script.is_file() and str(VENV) in pip_script.read_text()[:400]


def suits(python: str) -> bool:
    """Whether that Python starts and is between the oldest and the newest we support."""
    question = "import sys; print(*sys.version_info[:2])"
    try:
        answer = subprocess.run([python, "-c", question], capture_output=True, text=True)
    except OSError:
        return False
    return answer.returncode == 0 and OLDEST <= tuple(int(part) for part in answer.stdout.split()) <= NEWEST


def suitable_python() -> str:
    """The newest Python we support on this machine, preferring one that can make an environment by itself."""
    names = [f"python3.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1)] + ["python3"]
    found = [path for path in (shutil.which(name) for name in names) if path and suits(path)]
    for python in found:
        if makes_environments(python):
            return python
    if found:
        name = Path(found[0]).name
        install([f"{name}-venv", *qt_packages()], why="Python here cannot make an environment yet.")
        return found[0]
    install(["python3.11", "python3.11-venv", *qt_packages()], why="This needs Python 3.11 to 3.14, and there is none here.")
    return shutil.which("python3.11") or stop("Python 3.11 did not arrive. Install it and start again.")


def makes_environments(python: str) -> bool:
    """Whether that Python has venv and pip on board (Debian keeps them in a package of their own)."""
    return subprocess.run([python, "-c", "import venv, ensurepip"], capture_output=True).returncode == 0


def make_venv(python: str) -> None:
    """A fresh environment in `.venv`; whatever was there before was of no use."""
    say(f"Making .venv with {python}")
    run([python, "-m", "venv", "--clear", str(VENV)], "The environment could not be made; the lines above say why.")


def pip(*arguments: str) -> None:
    """Install with pip, which keeps to this machine's own pip settings."""
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments]
    run(command, "The libraries could not be put in place; nothing else was changed. Start `make setup` again.")


def unpack_pyside() -> None:
    """Let PySide's own Python files lie unpacked and compiled: packed into its library, as they come, they are compiled at every
    start. `SBK_EMBED=0` is its own switch for this. Where it cannot be done, a start takes a little longer and nothing else."""
    unpacks = {**os.environ, "SBK_EMBED": "0"}
    subprocess.run([str(PYTHON), "-c", UNPACKS], env=unpacks, capture_output=True)


def leave_room_for_our_tests() -> None:
    """Take out the `tests` that a library brings by mistake: whoever starts a process of ours with `tests` would get that one."""
    for theirs in VENV.glob("lib/python3*/site-packages/tests"):
        shutil.rmtree(theirs)


def bring_system_libraries() -> None:
    """See that Qt loads, and install the system libraries that it misses."""
    plugins = screen_plugins()
    if qt_loads(plugins):
        return
    install(qt_packages(), why="Qt needs a few system libraries that are not here yet.")
    if not qt_loads(plugins, quiet=False):
        stop("Qt still does not load; the line above names the library that is missing.")


def qt_packages() -> list[str]:
    """The system libraries that Qt needs on this machine."""
    return WINDOWLESS + (ON_A_SCREEN if screen_plugins() else [])


def screen_plugins() -> list[str]:
    """The parts of Qt that must load to show a window and to find a printer on this machine."""
    if sys.platform != "linux" or not has_screen():
        return []
    window = "platforms/libqxcb.so" if os.environ.get("DISPLAY") else "platforms/libqwayland.so"
    return [window, "printsupport/libcupsprintersupport.so"]


def qt_loads(plugins: list[str], quiet: bool = True) -> bool:
    """Whether Qt and those of its plugins load; when not, and not quiet, with the loader's own last line."""
    for code, arguments in ((IMPORTS_QT, []), (LOADS_PLUGINS, plugins)):
        answer = subprocess.run([str(PYTHON), "-c", code, *arguments], capture_output=True, text=True)
        if answer.returncode:
            if not quiet:
                say(answer.stderr.strip().rsplit("\n", 1)[-1])
            return False
    return True


def install(packages: list[str], why: str) -> None:
    """Install system packages where that is allowed; otherwise print the line to type and stop."""
    if shutil.which("apt-get") is None:
        stop(f"{why} On Debian or Ubuntu they are called: {' '.join(packages)}")
    before = ["sudo", "-n"] if os.geteuid() else []
    if before and not sudo_asks_nothing():
        stop(f"{why} {line_to_type(packages)}")
    say(f"{why} Installing them: {' '.join(packages)}")
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    run([*before, *quiet, "update"], "The list of system packages could not be fetched. Start again with a connection.")
    chosen = [name_here(package) for package in packages]
    command = [*before, *quiet, "install", "-y", "--no-install-recommends", "-o", "Dpkg::Use-Pty=0", *chosen]
    run(command, f"They could not be installed. {line_to_type(packages)}", out=subprocess.DEVNULL)


def sudo_asks_nothing() -> bool:
    """Whether this account may install without being asked for a password."""
    return bool(shutil.which("sudo")) and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0


def line_to_type(packages: list[str]) -> str:
    """What an administrator types to install these."""
    names = " ".join(name_here(package) for package in packages)
    return f"Type this line, then start again:\n\n    sudo apt-get install -y {names}\n"


def name_here(package: str) -> str:
    """What this release calls the package."""
    newer = NEWER_NAMES.get(package)
    if newer and subprocess.run(["apt-cache", "show", newer], capture_output=True).returncode == 0:
        return newer
    return package


def run(command: list[str], if_not: str, out: int | None = None) -> None:
    """Run a command to its end, and stop with that sentence when it fails."""
    if subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=out).returncode:
        stop(if_not)


def say(words: str) -> None:
    """One line for whoever is watching."""
    print(words, flush=True)


def stop(words: str) -> NoReturn:
    """End here, in words and with status 1."""
    sys.exit(words)


if __name__ == "__main__":
    main()
