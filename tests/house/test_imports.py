"""Who may import whom: that the contracts cover the whole house and break when a wrong import is written."""

import ast
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

HOUSE = ("app", "ui", "sync", "resources")
NEVER_QT = ("PySide6.QtWebEngine", "PySide6.QtQuick", "PySide6.QtQml", "PySide6.QtWebChannel")
NOT_IN_PRACTICE = {"now", "today", "utcnow", "open", "print", "input"}

# One import that must not be, the file it is written into, and the contract that it breaks.
WRONG = [
    ("practice", "app/practice/kinds.py", "import resources"),
    ("practice-is-plain", "app/practice/kinds.py", "import time"),
    ("records", "app/records/revision.py", "import app.casebook"),
    ("casebook", "app/casebook/__init__.py", "import app.paper"),
    ("paper", "app/paper/__init__.py", "import app.records.revision"),
    ("resources", "resources/__init__.py", "import app.records.canonical"),
    ("protocol", "sync/protocol.py", "import app.records.tables"),
    ("settings", "app/settings.py", "import app.casebook.desk"),
    ("office", "app/office.py", "import ui.words"),
    ("office", "app/office.py", "import sync.server"),
    ("example", "app/example.py", "import app.office"),
    ("commands", "app/office.py", "import app.commands.terms"),
    ("client", "sync/client/__init__.py", "import app.practice.kinds"),
    ("server", "sync/server/__init__.py", "import sync.client"),
    ("ui", "ui/today/__init__.py", "import app.records.revision"),
    ("ui", "ui/today/__init__.py", "import sync.client"),
    ("qt", "app/casebook/__init__.py", "import PySide6.QtCore"),
    ("sqlalchemy", "ui/today/__init__.py", "import sqlalchemy"),
    ("database-free", "app/records/revision.py", "import sqlalchemy"),
    ("network", "app/casebook/__init__.py", "import httpx2"),
    ("circles", "app/practice/errors.py", "import app.practice.kinds"),
]


@pytest.fixture(scope="module")
def contracts(root: Path) -> list[dict[str, Any]]:
    settings = tomllib.loads((root / "pyproject.toml").read_text())
    return list(settings["tool"]["importlinter"]["contracts"])


def imported(source: str) -> Iterator[str]:
    """Every name that is imported anywhere in a file, inside functions too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def lint(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run import-linter over a house in that folder."""
    command = [Path(sys.executable).parent / "lint-imports", "--no-logo", "--no-cache", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def test_every_room_has_its_row(root: Path, contracts: list[dict[str, Any]]) -> None:
    """A new room under app/ or sync/ needs a contract before it is used; only the command line is exempt."""
    rooms = {
        ".".join(path.relative_to(root).with_suffix("").parts)
        for house in ("app", "sync")
        for path in (root / house).iterdir()
        if path.suffix == ".py" or (path / "__init__.py").is_file()
    }
    rooms = {room for room in rooms if not room.endswith(("__init__", "__main__"))}
    held = {contract["source_modules"][0] for contract in contracts if contract["type"] == "forbidden"}
    held |= {room for contract in contracts for room in contract.get("protected_modules", [])}
    assert {"ui", "resources"} <= held
    assert sorted(rooms - held) == []


@pytest.mark.parametrize(("contract", "file", "line"), WRONG, ids=[f"{c}: {line}" for c, _, line in WRONG])
def test_a_wrong_import_breaks_its_contract(root: Path, tmp_path: Path, contract: str, file: str, line: str) -> None:
    """Each row of the table is really held: the import is written into a copy of the house, inside a function."""
    for house in HOUSE:
        shutil.copytree(root / house, tmp_path / house, ignore=lambda folder, names: _all_but_code(folder, names))
    shutil.copy(root / "pyproject.toml", tmp_path)
    with (tmp_path / file).open("a") as written:
        written.write(f"\n\ndef _wrong() -> None:\n    {line}\n")
    answer = lint(tmp_path, "--contract", contract)
    assert answer.returncode == 1, answer.stdout + answer.stderr
    assert "BROKEN" in answer.stdout


def _all_but_code(folder: str, names: list[str]) -> set[str]:
    return {name for name in names if not name.endswith(".py") and not (Path(folder) / name / "__init__.py").is_file()}


def test_nothing_brings_a_browser_or_quick(root: Path, sources: list[Path]) -> None:
    """QtWebEngine, QtQuick and QtQml stay outside: they are large, and nothing of ours needs them."""
    found = {f"{path}: {name}" for path in sources for name in imported((root / path).read_text()) if name.startswith(NEVER_QT)}
    assert found == set()


def test_practice_asks_no_clock_and_opens_no_file(root: Path, sources: list[Path]) -> None:
    """Times are handed in; rules are pure."""
    asked = []
    for path in sources:
        if path.parts[:2] != ("app", "practice"):
            continue
        for node in ast.walk(ast.parse((root / path).read_text())):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in NOT_IN_PRACTICE:
                    asked.append(f"{path}:{node.lineno}: {name}")
    assert asked == []
