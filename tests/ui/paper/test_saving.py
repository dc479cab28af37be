"""Saving writes a whole file or none, open or closed with a password, and leaves nothing beside it."""

import errno
import os
import resource
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.pages import pages
from ui.paper.outcome import Outcome
from ui.paper.saving import outcome_of, save_pdf

PASSWORD = "correct horse battery"


def test_saving_writes_the_whole_file_in_place_of_the_old_one(tmp_path: Path) -> None:
    """The file is exactly the paper, and nothing else is left in the folder."""
    path = tmp_path / "Maggie, what matters to me, version 1.pdf"
    path.write_bytes(b"older")
    assert save_pdf(b"%PDF newer", path) is Outcome.DONE
    assert path.read_bytes() == b"%PDF newer"
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_where_nothing_can_be_written_the_old_file_stays(tmp_path: Path) -> None:
    """A folder that is not there, a name that is a folder, a file that is kept from writing: each has its own answer."""
    assert save_pdf(b"%PDF", tmp_path / "not there" / "paper.pdf") is Outcome.NOT_THERE
    folder = tmp_path / "paper.pdf"
    folder.mkdir()
    (folder / "kept").write_text("kept")
    assert save_pdf(b"%PDF", folder) is Outcome.REFUSED
    assert (folder / "kept").read_text() == "kept"
    kept = tmp_path / "kept.pdf"
    kept.write_bytes(b"older")
    kept.chmod(0o444)
    assert save_pdf(b"%PDF", kept) is Outcome.READ_ONLY
    assert kept.read_bytes() == b"older"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["kept.pdf", "paper.pdf"]


@pytest.mark.parametrize("password", ["", PASSWORD])
def test_no_room_for_the_file_is_told_apart_and_the_old_file_stays(tmp_path: Path, password: str) -> None:
    """When the file may not grow, it says that there is no room; half a paper is never left behind."""
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"older")
    least, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, most))
    try:
        outcome = save_pdf(pages(), path, password)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (least, most))
    assert outcome is Outcome.FULL
    assert path.read_bytes() == b"older"
    assert [each.name for each in tmp_path.iterdir()] == ["paper.pdf"]


class WindowsError(OSError):
    """As Windows raises it."""

    def __init__(self, number: int, windows: int) -> None:
        super().__init__(number, "as Windows says it")
        self.winerror = windows


@pytest.mark.parametrize(
    ("error", "written", "outcome"),
    [
        (WindowsError(errno.EACCES, 32), False, Outcome.IN_USE),
        (WindowsError(errno.EACCES, 5), True, Outcome.IN_USE),
        (OSError(errno.EBUSY, "busy"), True, Outcome.IN_USE),
        (PermissionError(errno.EACCES, "not yours"), False, Outcome.READ_ONLY),
        (OSError(errno.EROFS, "read only"), False, Outcome.READ_ONLY),
        (OSError(errno.ESTALE, "share away"), False, Outcome.NOT_THERE),
        (OSError(errno.ENOSPC, "full"), True, Outcome.FULL),
        (OSError(errno.EIO, "broken"), True, Outcome.REFUSED),
    ],
)
def test_every_error_of_a_disk_has_its_answer(error: OSError, written: bool, outcome: Outcome) -> None:
    """The file that another program holds can only be told by what the system says."""
    assert outcome_of(error, written=written) is outcome


def test_with_a_password_nothing_open_is_left_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The closed file is the only new one in every folder that may be written to, and nothing else was ever written."""
    home, scratch, there = (tmp_path / name for name in ("home", "scratch", "stick"))
    for folder in (home, scratch, there):
        folder.mkdir()
    usual = (Path(tempfile.gettempdir()), Path("/var/tmp"), Path("/dev/shm"))
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.chdir(home)
    paper, path = pages(3), there / "paper.pdf"
    began = stand_of_the_clock(scratch)
    written = bytes_written()
    assert save_pdf(paper, path, PASSWORD) is Outcome.DONE
    assert bytes_written() - written < path.stat().st_size + 500
    mine = [each for each in new_files(tmp_path, began) if each.parent != scratch]
    elsewhere = [each for folder in usual for each in new_files(folder, began, deep=False)]
    assert mine == [path]
    assert [each for each in elsewhere if paper[:1000] in each.read_bytes()] == []
    opened = PdfReader(path)
    assert opened.is_encrypted
    assert opened.decrypt(PASSWORD)
    assert len(opened.pages) == 3


def stand_of_the_clock(folder: Path) -> int:
    """By the clock of the disk."""
    mark = folder / "mark"
    mark.touch()
    return mark.stat().st_mtime_ns


def new_files(folder: Path, began: int, *, deep: bool = True) -> list[Path]:
    """Files that were written since then; those that are gone again by now are no trace."""
    found = []
    for each in folder.rglob("*") if deep else folder.iterdir():
        with suppress(OSError):
            if each.is_file() and each.stat().st_mtime_ns >= began and os.access(each, os.R_OK):
                found.append(each)
    return found


def bytes_written() -> int:
    """How much this process has ever handed to files, those among them that are gone again; Linux counts it."""
    counts = dict(line.split(": ") for line in Path("/proc/self/io").read_text().splitlines())
    return int(counts["wchar"])
