"""kill -9 of the app while somebody types in a visit: every key older than 1.25 seconds is there, and so is the place."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.casebook.saying import statements_of, typing_in
from app.office import Office
from tests.desks import PASSPHRASE
from tests.journeys.laptop import FIELD, Book, Laptop
from tests.journeys.typist import State, states

ROOT = Path(__file__).parents[2]
OLD_ENOUGH_SECONDS = 1.25
AT_A_TIME = 3
PLACE = "How does a good morning start?"


def killed(book: Book, seed: int, after: float) -> tuple[float, list[float]]:
    """Let the typist type, kill the process so long after its first key; when that was, and when each key came."""
    command = [sys.executable, "-m", "tests.journeys.typist", str(book.folder), PASSPHRASE, str(seed)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as typist:
        assert typist.stdout is not None
        told = [typist.stdout.readline()]
        assert told[0], "the typist ended before its first key"
        time.sleep(after)
        at = time.monotonic()
        os.kill(typist.pid, signal.SIGKILL)
        told.extend(typist.stdout)
    whole = [line for line in told if line.endswith("\n")]
    assert [int(line.split()[1]) for line in whole] == list(range(1, len(whole) + 1))
    return at, [float(line.split()[0]) for line in whole]


def state_of(laptop: Office, book: Book) -> State:
    """What the casebook holds."""
    desk = laptop.open(PASSPHRASE)
    try:
        said = tuple(each.body.words for each in statements_of(desk, book.person))
        left = typing_in(desk, book.visit)
    finally:
        laptop.close()
    assert len(left) <= 1
    return State(said, left[0].typed.words, left[0].cursor) if left else State(said)


def look(book: Book, seed: int, at: float, keys: list[float], opened: Callable[..., Laptop]) -> float:
    """Look into the casebook and reopen the window. How old the oldest key was that is not there; 0 when all are."""
    found = state_of(Office(book.folder), book)
    might_be = states(seed, len(keys) + 3)
    kept = max((number for number, state in enumerate(might_be) if state == found), default=-1)
    assert kept >= 0, f"seed {seed}: nobody ever typed {found}"
    old = sum(1 for came in keys if came <= at - OLD_ENOUGH_SECONDS)
    assert kept >= old, f"seed {seed}: {old} keys were old enough and {kept} are there, of {len(keys)}"
    laptop = opened(book.folder)
    hands = laptop.unlock()
    assert laptop.window.shell.current == "visit"
    hands.sees(PLACE)
    for words in found.said:
        hands.sees(words.strip())
    assert hands.reads_in(FIELD) == found.words
    if found.words:
        hands.sees_chosen("Maggie")
        hands.type("|")
        before, after = found.words[: found.cursor], found.words[found.cursor :]
        assert hands.reads_in(FIELD) == f"{before}|{after}"
    laptop.close()
    lost = keys[kept:]
    print(f"seed {seed}: {len(keys)} keys, {old} old enough, {kept} there, {len(found.said)} kept for good")
    return at - lost[0] if lost else 0.0


def kill_and_look(folder: Path, seeds: range, opened: Callable[..., Laptop]) -> list[float]:
    """Several typists at a time, each killed at a moment of its own."""
    books = {seed: Book(folder / f"book {seed}") for seed in seeds}
    moments = {seed: random.Random(seed).uniform(1.5, 4.0) for seed in seeds}
    with ThreadPoolExecutor(AT_A_TIME) as typists:
        ends = list(typists.map(lambda seed: killed(books[seed], seed, moments[seed]), seeds))
    return [look(books[seed], seed, *end, opened) for seed, end in zip(seeds, ends, strict=True)]


@pytest.mark.timeout(120)
def test_every_key_older_than_a_moment_is_there(tmp_path: Path, opened: Callable[..., Laptop]) -> None:
    """And the window opens in the visit, with the words in the field and the cursor in them."""
    assert max(kill_and_look(tmp_path, range(1, 1 + AT_A_TIME), opened)) <= OLD_ENOUGH_SECONDS


@pytest.mark.prove
@pytest.mark.timeout(200)
@pytest.mark.parametrize("part", range(100, 200, 10))
def test_a_hundred_kills(tmp_path: Path, opened: Callable[..., Laptop], part: int) -> None:
    """Ten in each part."""
    assert max(kill_and_look(tmp_path, range(part, part + 10), opened)) <= OLD_ENOUGH_SECONDS
