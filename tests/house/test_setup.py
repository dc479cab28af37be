"""The set-up: quick the second time, and plain about what it may not install itself."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6

NOBODY = 65534
AS_A_WORKER = f"import os; os.geteuid() or os.setuid({NOBODY})"
ASKS = """
import runpy
setup = runpy.run_path({script!r})
{first}
setup["install"](["libgl1", "libglib2.0-0"], why="Qt needs two libraries.")
"""


@pytest.fixture
def machine() -> Iterator[Path]:
    """A machine's commands: an apt-get that writes down what it was asked, and knows one newer name."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        commands = folder / "commands"
        commands.mkdir()
        written = folder / "asked"
        written.touch()
        written.chmod(0o666)
        command(commands / "apt-get", f'echo "$@" >> {written}')
        command(commands / "apt-cache", '[ "$2" = libglib2.0-0t64 ]')
        (commands / "env").symlink_to("/usr/bin/env")
        yield folder


def command(path: Path, line: str) -> None:
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(0o755)


def ask(root: Path, machine: Path, first: str) -> subprocess.CompletedProcess[str]:
    code = ASKS.format(script=str(root / "packaging" / "setup.py"), first=first)
    path = {**os.environ, "PATH": str(machine / "commands")}
    return subprocess.run([sys.executable, "-c", code], env=path, capture_output=True, text=True, stdin=subprocess.DEVNULL)


def test_without_rights_it_prints_the_one_line_to_type(root: Path, machine: Path) -> None:
    """Nothing is installed, no password is asked for, and the exit status says that it is not done."""
    command(machine / "commands" / "sudo", "exit 1")
    answer = ask(root, machine, AS_A_WORKER)
    assert answer.returncode == 1
    assert "    sudo apt-get install -y libgl1 libglib2.0-0t64\n" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert (machine / "asked").read_text() == ""


def test_with_rights_it_installs_under_the_name_used_here(root: Path, machine: Path) -> None:
    """Through sudo, when sudo asks nothing, a newer release gets the newer name."""
    command(machine / "commands" / "sudo", '[ "$1" = -n ] && shift; [ "$1" = true ] && exit 0; exec "$@"')
    answer = ask(root, machine, AS_A_WORKER)
    assert answer.returncode == 0, answer.stderr
    updated, installed = (machine / "asked").read_text().splitlines()
    assert updated.endswith("update")
    assert installed.endswith("libgl1 libglib2.0-0t64")
    assert "--no-install-recommends" in installed


def test_where_there_is_no_apt_it_names_the_libraries(root: Path, machine: Path) -> None:
    (machine / "commands" / "apt-get").unlink()
    answer = ask(root, machine, "")
    assert answer.returncode == 1
    assert "libgl1 libglib2.0-0" in answer.stderr


def test_a_failing_install_is_said_and_stops(root: Path, machine: Path) -> None:
    command(machine / "commands" / "sudo", '[ "$1" = -n ] && shift; [ "$1" = true ] && exit 0; exec "$@"')
    command(machine / "commands" / "apt-get", "exit 100")
    answer = ask(root, machine, AS_A_WORKER)
    assert answer.returncode == 1
    assert "Traceback" not in answer.stderr


def test_the_second_start_is_quick_and_silent(root: Path) -> None:
    """Once set up, starting again only looks at a stamp."""
    script = [sys.executable, str(root / "packaging" / "setup.py")]
    subprocess.run(script, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    began = time.monotonic()
    answer = subprocess.run(script, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("target", ["setup", "run", "test", "check", "prove", "screens", "papers", "bench", "lock", "clean"])
def test_make_says_what_can_be_asked_for(root: Path, target: str) -> None:
    """`make` alone lists every command with a few words."""
    help_text = subprocess.run(["make", "-s"], cwd=root, capture_output=True, text=True, check=True).stdout
    assert any(line.startswith(f"make {target} ") and len(line.split()) > 4 for line in help_text.splitlines())


def test_continuous_integration_asks_for_the_tests_and_nothing_else(root: Path) -> None:
    """What runs there is what runs here."""
    script = root / ".ci" / "run"
    lines = [line for line in script.read_text().splitlines() if line and not line.startswith("#")]
    assert os.access(script, os.X_OK)
    assert lines[-1] == "exec make test"
    assert set(lines[:-1]) == {"set -e", 'cd "$(dirname "$0")/.."'}


def test_pyside_lies_unpacked_and_compiled(root: Path, tmp_path: Path) -> None:
    """What PySide would unpack and compile at every start is done once, and the next start takes it from there."""
    packed = tmp_path / "shiboken6"
    shutil.copytree(Path(shiboken6.__file__).parent, packed, ignore=shutil.ignore_patterns("files.dir"))
    looks = "import sys, PySide6.QtCore; print(sys.modules['shibokensupport.signature.loader'].__file__)"

    def found(code: str) -> str:
        path = {**os.environ, "PYTHONPATH": str(tmp_path)}
        return subprocess.run([sys.executable, "-c", code], env=path, capture_output=True, text=True, check=True).stdout.strip()

    assert not found(looks).startswith(str(packed))
    found(f"import runpy; runpy.run_path({str(root / 'packaging' / 'setup.py')!r})['unpack_pyside']()")
    unpacked = Path(found(looks))
    assert packed / "files.dir" in unpacked.parents
    assert list(unpacked.parent.glob("__pycache__/loader.*.pyc"))
