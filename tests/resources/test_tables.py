"""TOML that is read once and taken from beside it afterwards."""

import tomllib
from pathlib import Path

import pytest

import resources
from resources.tables import read_table

TEXT = (
    'name = "Maggie’s “own” words"\nday = 2026-11-22\nat = 2026-11-22T14:10:00Z\nmost = inf\n[[row]]\nlines = ["one", "two\\n"]\n'
)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> None:
    """As Python does it where nobody told it to keep no compiled modules."""
    monkeypatch.setattr("sys.dont_write_bytecode", False)


def test_it_says_what_toml_says_and_is_kept(tmp_path: Path, written: None) -> None:
    """Letter for letter, the first time and from what was kept."""
    path = tmp_path / "some.toml"
    path.write_text(TEXT, encoding="utf-8")
    for _ in range(2):
        assert read_table(path) == tomllib.loads(TEXT)
    assert len([each for each in tmp_path.rglob("*") if each.suffix == ".pyc"]) == 1


def test_another_text_is_read_again(tmp_path: Path, written: None) -> None:
    """What was kept is left alone once the file says something else."""
    path = tmp_path / "some.toml"
    path.write_text('said = "one"\n', encoding="utf-8")
    assert read_table(path) == {"said": "one"}
    path.write_text('said = "another"\n', encoding="utf-8")
    assert read_table(path) == {"said": "another"}


def test_what_was_kept_and_is_damaged_is_read_again(tmp_path: Path, written: None) -> None:
    path = tmp_path / "some.toml"
    path.write_text(TEXT, encoding="utf-8")
    read_table(path)
    (kept,) = tmp_path.rglob("*.pyc")
    kept.write_bytes(b"")
    assert read_table(path) == tomllib.loads(TEXT)


def test_a_mistake_is_toml_s_own(tmp_path: Path) -> None:
    path = tmp_path / "some.toml"
    path.write_text("said = \n", encoding="utf-8")
    with pytest.raises(tomllib.TOMLDecodeError):
        read_table(path)


def test_every_file_of_words_is_the_same_this_way() -> None:
    """Nothing a file of words may hold is lost on the way."""
    for name in resources.words_names():
        assert resources.words_table(name) == tomllib.loads(resources.words_text(name)), name
