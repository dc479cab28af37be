"""kill -9 at any moment: all that was answered is there, whole, and nothing half."""

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.practice.statements import Statement
from app.records.book import Casebook
from app.records.open import open_with_key
from app.records.vault import Vault

TYPIST = Path(__file__).with_name("typist.py")
ROOT = Path(__file__).parents[3]


def killed(folder: Path, key: bytes, after: float) -> dict[str, int]:
    """Start a typist, kill it so long after its first word, and give the last number it told of each act."""
    typist = subprocess.Popen([sys.executable, str(TYPIST), str(folder), key.hex()], stdout=subprocess.PIPE, cwd=ROOT)
    assert typist.stdout is not None
    told = typist.stdout.readline()
    time.sleep(after)
    typist.kill()
    told += typist.stdout.read()
    typist.stdout.close()
    assert typist.wait() == -9
    lines = [line.split() for line in told.decode().splitlines(keepends=True) if line.endswith("\n")]
    return {act: int(number) for act, number in lines}


def look(folder: Path, key: bytes, book: Casebook, told: dict[str, int]) -> None:
    """What was told is there; what was in hand at the kill is there whole or not at all."""
    again = open_with_key(folder, key, book.clock)
    with again.view() as view:
        now, drafts, revisions = view.find(Statement, "d4" * 16), view.drafts(), list(view.every_revision())
        kept = int(now.body.words.split()[0]) if now else 0
        assert told.get("seal", 0) <= kept
        typed = kept
        if drafts:
            (draft,) = drafts
            words = json.loads(draft.body)["words"].split()
            assert set(words) == {str(draft.cursor)}
            assert len(words) == 20 + draft.cursor % 900
            typed = draft.cursor
        assert told["draft"] <= typed <= told["draft"] + 1
        assert now is None or (now.settled and len(now.heads) == 1)
        assert [each.faults() for each in revisions] == [[]] * len(revisions)
        assert view.waiting() == len(revisions)
        assert len(revisions) == kept // 7
    again.close()
    note = folder / "note"
    if note.exists():
        numbers = note.read_text().split()
        assert len(numbers) == 500
        assert len(set(numbers)) == 1
        assert int(numbers[0]) >= told.get("note", 0)


def kill_again_and_again(times: int, book: Casebook, folder: Path, key: bytes) -> None:
    book.close()
    dice = random.Random(times)
    for _ in range(times):
        look(folder, key, book, killed(folder, key, dice.random() * 0.06))


@pytest.fixture
def key(book: Casebook, folder: Path, vault_of: Callable[[Path], Vault], passphrase: str) -> bytes:
    """The key of the casebook."""
    return vault_of(folder).open(passphrase)


def test_twenty_kills_lose_nothing(book: Casebook, folder: Path, key: bytes) -> None:
    kill_again_and_again(20, book, folder, key)


@pytest.mark.prove
@pytest.mark.timeout(1_800)
def test_three_hundred_kills_lose_nothing(book: Casebook, folder: Path, key: bytes) -> None:
    kill_again_and_again(300, book, folder, key)
