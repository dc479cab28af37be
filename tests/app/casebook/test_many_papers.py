"""Papers in a row: the memory stays flat, and equal papers are equal to the byte, in whatever process and after whatever else."""

import gc
import hashlib
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from tests.app.casebook.every_paper import FORMATS, contents, drawn
from tests.app.casebook.somebody import somebody

ROOT = Path(__file__).parents[3]
DRAW = """
import hashlib, pickle, sys
from tests.app.casebook.every_paper import FORMATS, drawn
from app.paper.catalogue import paper_listed
with open(sys.argv[1], "rb") as file:
    found = pickle.load(file)
for name, content in reversed(found):
    for form in FORMATS:
        print(name, form.points, hashlib.sha256(drawn(paper_listed(name), content, form).pdf).hexdigest())
"""
GROWS_AT_MOST = 6_000_000
"""Bytes that may be gained over a hundred papers: about what one of them takes while it is made."""


@pytest.mark.prove
def test_a_hundred_papers_in_a_row_leave_nothing_behind(tmp_path: Path) -> None:
    """Every paper in every format, over and over: neither objects nor memory of the process."""
    desk, who = somebody(tmp_path / "book")
    found = list(contents(desk, who))
    desk.book.close()
    wanted = [(listed, content, form) for form in FORMATS for listed, content in found]

    def make(count: int) -> None:
        for number in range(count):
            drawn(*wanted[number % len(wanted)])

    make(2 * len(wanted))
    gc.collect()
    blocks, memory = sys.getallocatedblocks(), _memory()
    make(100)
    gc.collect()
    assert sys.getallocatedblocks() - blocks < 4000
    assert _memory() - memory < GROWS_AT_MOST


@pytest.mark.prove
def test_the_same_record_makes_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    """In another order, and where Python orders its sets otherwise."""
    desk, who = somebody(tmp_path / "book")
    found = list(contents(desk, who))
    desk.book.close()
    (tmp_path / "contents").write_bytes(pickle.dumps([(listed.name, content) for listed, content in found]))
    mine = {
        f"{listed.name} {form.points} {hashlib.sha256(drawn(listed, content, form).pdf).hexdigest()}"
        for listed, content in found
        for form in FORMATS
    }
    for seed in ("1", "2"):
        told = subprocess.run(
            [sys.executable, "-c", DRAW, str(tmp_path / "contents")],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert set(told.stdout.splitlines()) == mine


def _memory() -> int:
    """Bytes of memory this process has now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
