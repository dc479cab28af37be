"""The example council is made where there is room for it, and never at the cost of anything else."""

from pathlib import Path

import pytest

from app.commands.example_council import ExampleTown
from app.practice.errors import FileMistake


def test_a_folder_with_other_things_in_it_is_not_touched(tmp_path: Path) -> None:
    """A worker's own folder, named by mistake, keeps everything it holds."""
    (tmp_path / "council").mkdir()
    (tmp_path / "council" / "letters.txt").write_text("kept")
    with pytest.raises(FileMistake) as mistake:
        ExampleTown(tmp_path).make_room()
    assert mistake.value.file == str(tmp_path)
    assert (tmp_path / "council" / "letters.txt").read_text() == "kept"


def test_what_a_making_that_never_ended_left_is_cleared(tmp_path: Path) -> None:
    folder = tmp_path / "example"
    folder.mkdir()
    (folder / "example-being-made").touch()
    (folder / "helen").mkdir()
    ExampleTown(folder).make_room()
    assert not folder.exists()


def test_an_empty_folder_and_none_at_all_are_as_good(tmp_path: Path) -> None:
    ExampleTown(tmp_path).make_room()
    ExampleTown(tmp_path / "not there").make_room()
    assert list(tmp_path.iterdir()) == []
