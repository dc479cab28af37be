"""How the house is laid out: what hides nothing, what is named after what it keeps, and nothing half done."""

import ast
import json
import re
import tomllib
from pathlib import Path

import pytest

ROOMS_THAT_KEEP_NOTHING = {"utils", "util", "misc", "common", "helpers", "helper", "manager", "managers", "mixed"}
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX)\b|NotImplementedError|pytest\.(?:mark\.)?(?:skip|xfail)")
MACHINE_PATH = re.compile(r"(?<![\w.:/-])/(?:work|root|Users|mnt)/\w")
REGISTRY = re.compile(r"https?://[^/\s\"']*(?:pypi|pythonhosted|npm|registry|artifact|mirror)", re.IGNORECASE)


def test_no_package_of_ours_hides_a_library(files: list[Path]) -> None:
    """An __init__.py in packaging/ hides the library of that name; one in tests/app/ hides our app."""
    assert [str(path) for path in files if path.name == "__init__.py" and path.parts[0] in {"packaging", "tests"}] == []


def test_every_room_is_a_package(root: Path, sources: list[Path]) -> None:
    """Without __init__.py the import contracts would not see the room. (Schema steps are run, not imported.)"""
    rooms = {path.parent for path in sources if path.parts[0] in {"app", "ui", "sync", "resources"}}
    folders = {room for room in rooms if room.parent.name != "steps"}
    assert sorted(str(folder) for folder in folders if not (root / folder / "__init__.py").is_file()) == []


def test_no_room_is_named_after_nothing(sources: list[Path]) -> None:
    """A room is named after what it keeps."""
    assert [str(path) for path in sources if {path.stem, *path.parent.parts} & ROOMS_THAT_KEEP_NOTHING] == []


def test_nothing_is_left_half_done(root: Path, sources: list[Path]) -> None:
    """No marks for later, no stubs, and no test that is passed over."""
    here = Path(__file__).resolve()
    left = [
        f"{path}:{number}: {line.strip()}"
        for path in sources
        if root / path != here
        for number, line in enumerate((root / path).read_text().splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert left == []


def test_a_file_tells_one_story(root: Path, sources: list[Path]) -> None:
    """A file stays near 400 lines and a function within 60."""
    too_long = []
    for path in sources:
        text = (root / path).read_text()
        if text.count("\n") > 420:
            too_long.append(f"{path}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
                lines = node.end_lineno - node.lineno + 1
                if lines > 60:
                    too_long.append(f"{path}: {node.name} has {lines} lines")
    assert too_long == []


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY], ids=["a machine's path", "a registry's host"])
def test_no_file_names_a_machine(root: Path, files: list[Path], pattern: re.Pattern[str]) -> None:
    """What is in the project is true on every machine."""
    named = []
    for path in files:
        content = (root / path).read_bytes()
        if b"\0" in content:
            continue
        for number, line in enumerate(content.decode(errors="replace").splitlines(), 1):
            if pattern.search(line) and root / path != Path(__file__).resolve():
                named.append(f"{path}:{number}: {line.strip()[:160]}")
    assert named == []


def test_the_patterns_find_what_they_look_for() -> None:
    """The two searches above would see a path and a host if they were there."""
    inside = "root/x"
    assert MACHINE_PATH.search(f"open('/{inside}')")
    assert not MACHINE_PATH.search(f"tests/{inside}")
    assert REGISTRY.search("--index-url https://pypi.example.org/simple")
    assert not REGISTRY.search("https://www.w3.org/2000/svg")


def test_data_files_can_be_read(root: Path, files: list[Path]) -> None:
    """Every TOML and JSON file of ours is whole."""
    data = [path for path in files if path.suffix in {".toml", ".json"}]
    assert data
    for path in data:
        text = (root / path).read_text(encoding="utf-8")
        if path.suffix == ".toml":
            tomllib.loads(text)
        elif "wrong" not in path.parts:
            json.loads(text)
