"""kill -9 at any moment: all that was answered is there, whole, and nothing half."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import PIPE

import pytest

from app.practice.statements import Statement
from app.records.book import Casebook
from app.records.open import open_with_key
from app.records.vault import Vault

TYPIST = Path(__file__).with_name("typist.py")
ROOT = Path(__file__).parents[3]


@pytest.fixture
def typists() -> Iterator[subprocess.Popen[str]]:
    """What starts a typist for each line it is told."""
    with subprocess.Popen([sys.executable, str(TYPIST)], stdin=PIPE, stdout=PIPE, cwd=ROOT, text=True) as started:
        yield started
        assert started.stdin is not None
        started.stdin.close()
        assert started.wait(30) == 0


def killed(typists: subprocess.Popen[str], folder: Path, key: bytes, after: float) -> dict[str, int]:
    """Let one type, kill it so long after its first word, and give the last number it told of each act."""
    assert typists.stdin is not None
    assert typists.stdout is not None
    print(folder, key.hex(), file=typists.stdin, flush=True)
    says, process = typists.stdout.readline().split()
    assert says == "pid"
    told = [typists.stdout.readline()]
    time.sleep(after)
    os.kill(int(process), signal.SIGKILL)
    told.extend(iter(typists.stdout.readline, "dead\n"))
    return {act: int(number) for act, number in (line.split() for line in told)}


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


def kill_again_and_again(times: int, typists: subprocess.Popen[str], book: Casebook, key: bytes) -> None:
    book.close()
    dice = random.Random(times)
    for _ in range(times):
        look(book.path.parent, key, book, killed(typists, book.path.parent, key, dice.random() * 0.06))


@pytest.fixture
def key(book: Casebook, folder: Path, vault_of: Callable[[Path], Vault], passphrase: str) -> bytes:
    """The key of the casebook."""
    return vault_of(folder).open(passphrase)


def test_twenty_kills_lose_nothing(typists: subprocess.Popen[str], book: Casebook, key: bytes) -> None:
    kill_again_and_again(20, typists, book, key)


@pytest.mark.prove
@pytest.mark.timeout(1_800)
def test_three_hundred_kills_lose_nothing(typists: subprocess.Popen[str], book: Casebook, key: bytes) -> None:
    kill_again_and_again(300, typists, book, key)
