"""A power cut at any write: what was answered is there, whole; and the same proof finds the loss where syncing is left out."""

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.practice.errors import StoreDamaged
from app.practice.statements import Statement
from app.records import exchange as kept
from app.records.book import Casebook
from app.records.files import BOOK_FILE
from app.records.open import open_with_key
from app.records.vault import Vault

ROOT = Path(__file__).parents[3]
PROGRAM = Path(__file__).with_name("power.py")
SECTOR = 512
Log = list[list[Any]]


class Disk:
    """Files as they are on the disk, and what was written to them and not synced yet."""

    def __init__(self, folder: Path) -> None:
        self.synced = {each.name: bytearray(each.read_bytes()) for each in folder.glob(f"{BOOK_FILE}*") if "shm" not in each.name}
        self.unsynced: dict[str, list[list[Any]]] = {}

    def take(self, event: list[Any]) -> None:
        what, name, *rest = event
        if what == "sync":
            for each in self.unsynced.pop(name, []):
                apply(self.synced.setdefault(name, bytearray()), each)
        elif what in ("write", "truncate"):
            self.unsynced.setdefault(name, []).append([what, *rest])

    def after_the_cut(self, dice: random.Random, keep: str) -> dict[str, bytes]:
        """What is on the disk when the power comes back: of what was not synced nothing, all, or any part, in torn sectors."""
        found = {}
        for name in self.synced.keys() | self.unsynced.keys():
            data = bytearray(self.synced.get(name, b""))
            for each in self.unsynced.get(name, []):
                if keep == "all" or (keep == "some" and dice.random() < 0.5):
                    apply(data, each if keep == "all" else torn(each, dice))
            found[name] = bytes(data)
        return found


def apply(data: bytearray, event: list[Any]) -> None:
    if event[0] == "truncate":
        del data[event[1] :]
        return
    _, offset, written = event
    if len(data) < offset:
        data.extend(bytes(offset - len(data)))
    data[offset : offset + len(written)] = written


def torn(event: list[Any], dice: random.Random) -> list[Any]:
    """A write of which only some sectors reached the disk, the last of them perhaps by half."""
    if event[0] == "truncate" or dice.random() < 0.5:
        return event
    _, offset, written = event
    end = dice.randrange(0, len(written) + 1, SECTOR // 2) if len(written) >= SECTOR // 2 else len(written)
    return ["write", offset, written[:end]]


def recorded(folder: Path, key: bytes, synchronous: str, pauses: int, *, pulling: bool = False) -> Log:
    command = [sys.executable, str(PROGRAM), str(folder), key.hex(), synchronous, str(pauses), "pulling" if pulling else "not"]
    done = subprocess.run(
        command, cwd=folder.parent, env={"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, check=True, timeout=100
    )
    return msgspec.msgpack.decode(done.stdout, type=Log)


def what_is_there(folder: Path, key: bytes, book: Casebook) -> tuple[int, set[int]]:
    """The number of the draft, and of everything that was sealed; all of it whole."""
    again = open_with_key(folder, key, book.clock)
    try:
        with again.view() as view:
            drafts = view.drafts()
            words = [each.body.words.split() for each in view.all(Statement)]
            sealed = {int(number) for whose, number in words if whose == "sealed"}
            theirs = sorted(int(number) for whose, number in words if whose == "theirs")
            assert len(theirs) == kept.state_of(view).cursor  # what came is there as far as the cursor says, and no further
            assert theirs == list(range(6, 6 + len(theirs)))
            assert all(not each.faults() for each in view.every_revision())
        again.tidy()  # a page that was torn while the recent writes went home is in them still, whole
        with again.view() as view:
            assert view.file_faults() == []
    finally:
        again.close()
    if not drafts:
        return 0, sealed
    words = json.loads(drafts[0].body)["words"].split()
    assert set(words) == {str(drafts[0].cursor)}
    return drafts[0].cursor, sealed


def losses(log: Log, before: Path, folder: Path, key: bytes, book: Casebook, cuts: int) -> list[str]:
    """Cut the power at many places of the log; what had been answered and is not there."""
    dice, found = random.Random(cuts), []
    chosen = sorted(dice.sample(range(1, len(log) + 1), min(cuts, len(log))))
    disk, at, told = Disk(before), 0, {"draft": 0, "seal": 0}
    for cut in chosen:
        for event in log[at:cut]:
            if event[0] == "told":
                told[event[1]] = event[2]
            else:
                disk.take(event)
        at = cut
        keep = dice.choice(["nothing", "some", "some", "all"])
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(before, folder)
        for name, data in disk.after_the_cut(dice, keep).items():
            (folder / name).write_bytes(data)
        try:
            typed, sealed = what_is_there(folder, key, book)
        except StoreDamaged as damaged:
            found.append(f"at {cut}: damaged, {damaged.detail}")
            continue
        lost = set(range(5, told["seal"] + 1, 5)) - sealed
        if typed < told["draft"] or lost:
            found.append(f"at {cut} ({keep}): told {told}, there {typed}, lost {sorted(lost)}")
    return found


@pytest.fixture
def key(book: Casebook, folder: Path, vault_of: Callable[[Path], Vault], passphrase: str) -> bytes:
    """The key of the casebook, which is closed, its recent writes empty."""
    found = vault_of(folder).open(passphrase)
    book.tidy()
    book.close()
    return found


def prove(
    book: Casebook, folder: Path, key: bytes, tmp_path: Path, synchronous: str, pauses: int, cuts: int, *, pulling: bool = False
) -> list[str]:
    before = tmp_path / "before"
    shutil.copytree(folder, before)
    log = recorded(folder, key, synchronous, pauses, pulling=pulling)
    assert sum(event[0] == "write" for event in log) > pauses
    return losses(log, before, tmp_path / "after", key, book, cuts)


def test_nothing_that_was_answered_is_lost_at_a_power_cut(book: Casebook, folder: Path, key: bytes, tmp_path: Path) -> None:
    assert prove(book, folder, key, tmp_path, "FULL", pauses=24, cuts=50) == []


def test_the_proof_finds_what_is_lost_where_syncing_is_left_out(book: Casebook, folder: Path, key: bytes, tmp_path: Path) -> None:
    """With NORMAL the very same cuts lose what was answered: the proof above is worth something."""
    found = prove(book, folder, key, tmp_path, "NORMAL", pauses=24, cuts=50)
    assert len(found) > 5
    assert not [each for each in found if "damaged" in each]


def test_what_is_pulled_waits_for_no_disk_and_what_is_ours_is_none_the_less_safe(
    book: Casebook, folder: Path, key: bytes, tmp_path: Path
) -> None:
    """Rows and cursor go and stay together, and every pause and seal that was answered is there, however much came between."""
    assert prove(book, folder, key, tmp_path, "FULL", pauses=12, cuts=40, pulling=True) == []


@pytest.mark.prove
@pytest.mark.timeout(220)
@pytest.mark.parametrize("seed", range(2))
def test_a_thousand_power_cuts_while_much_is_pulled(seed: int, book: Casebook, folder: Path, key: bytes, tmp_path: Path) -> None:
    assert prove(book, folder, key, tmp_path, "FULL", pauses=60 + seed, cuts=500 + seed, pulling=True) == []


@pytest.mark.prove
@pytest.mark.timeout(220)
@pytest.mark.parametrize("seed", range(4))
def test_a_thousand_power_cuts(seed: int, book: Casebook, folder: Path, key: bytes, tmp_path: Path) -> None:
    assert prove(book, folder, key, tmp_path, "FULL", pauses=150 + seed, cuts=700 + seed) == []
