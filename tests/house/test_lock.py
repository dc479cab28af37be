"""The lock names every library once, by hash, and names no place to fetch it from."""

import re
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text())


@pytest.fixture(scope="module")
def locked(root: Path) -> dict[str, tuple[Requirement, list[str]]]:
    """Each entry of the lock by name: what is required, and its hashes."""
    text = (root / "requirements.lock").read_text().replace("\\\n", " ")
    entries = {}
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            words = re.split(r"\s+--hash=", line.strip())
            requirement = Requirement(words[0])
            entries[canonicalize_name(requirement.name)] = (requirement, words[1:])
    return entries


def test_every_entry_is_one_version_with_hashes(locked: dict[str, tuple[Requirement, list[str]]]) -> None:
    assert len(locked) > 40
    for requirement, hashes in locked.values():
        assert re.fullmatch(r"==[^*,]+", str(requirement.specifier)), requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one) for one in hashes), requirement


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml", "Makefile", "packaging/setup.py", ".ci/run"])
def test_set_up_names_no_host(root: Path, name: str) -> None:
    """Where libraries come from is this machine's own pip setting."""
    text = (root / name).read_text()
    assert "://" not in text
    assert not re.search(r"--(?:extra-)?index-url|--find-links|--trusted-host", text)


def test_everything_asked_for_is_locked_and_fits(
    project: dict[str, Any], locked: dict[str, tuple[Requirement, list[str]]]
) -> None:
    for text in [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]:
        asked = Requirement(text)
        requirement, _ = locked[canonicalize_name(asked.name)]
        version = next(iter(requirement.specifier)).version
        assert asked.specifier.contains(version), f"{asked} is locked at {version}"


def test_what_is_locked_is_what_is_installed(locked: dict[str, tuple[Requirement, list[str]]]) -> None:
    for name, (requirement, _) in locked.items():
        if requirement.marker is None or requirement.marker.evaluate():
            assert requirement.specifier.contains(metadata.version(name)), requirement


def test_the_browser_engine_is_left_out(locked: dict[str, tuple[Requirement, list[str]]]) -> None:
    """It is more than 100 MB to fetch, and nothing of ours uses it."""
    marker = locked["pyside6-webengine"][0].marker if "pyside6-webengine" in locked else None
    assert "pyside6-webengine" not in locked or (marker is not None and not marker.evaluate())


def test_the_project_is_installed_under_its_name(project: dict[str, Any]) -> None:
    """The command on the path starts our main, and the installed version is the one written in the project."""
    assert metadata.version(project["project"]["name"]) == project["project"]["version"]
    (command,) = metadata.entry_points(group="console_scripts", name="kitchen-table")
    assert command.value == project["project"]["scripts"]["kitchen-table"]
    assert callable(command.load())


def test_the_wheel_holds_the_rooms(root: Path, project: dict[str, Any]) -> None:
    packages = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert sorted(packages) == ["app", "resources", "sync", "ui"]
    assert all((root / package / "__init__.py").is_file() for package in packages)
