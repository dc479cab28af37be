"""The short code: wrong tries slow down, a new start takes nothing of the wait away, and nobody is locked out for good."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.casebook.codes import Tried, has_code, seconds_to_wait, set_code, try_code
from app.casebook.desk import Desk
from app.practice.errors import PassphraseTooShort
from app.records.open import open_casebook
from app.records.vault import FREE_TRIES, LONGEST_WAIT_SECONDS
from tests.desks import PASSPHRASE, Clock, make_desk, quick_vault

CODE = "4711"


class Laptop:
    """A casebook with a code, whose clock goes on when it is told to."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, Clock()
        self.desk = make_desk(folder, clock=self.clock)
        set_code(self.desk, CODE)

    def wrong(self, times: int) -> Tried:
        """So many wrong tries, each as soon as it is looked at."""
        tried = Tried(False)
        for _ in range(times):
            self.clock.at += timedelta(seconds=tried.wait)
            tried = try_code(self.desk, "0000")
        return tried

    def start_again(self) -> None:
        self.desk.book.close()
        book = open_casebook(self.folder, PASSPHRASE, self.clock, vault=quick_vault(self.folder))
        self.desk = Desk(book, self.clock, self.desk.guides)


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    made = Laptop(tmp_path / "book")
    yield made
    made.desk.book.close()


def test_three_tries_are_free_and_then_it_slows_down(laptop: Laptop) -> None:
    """2, 4, 8 ... seconds, as for the passphrase."""
    assert laptop.wrong(FREE_TRIES - 1).wait == 0
    waits = []
    for _ in range(12):
        waits.append(laptop.wrong(1).wait)
        laptop.clock.at += timedelta(seconds=waits[-1])
    assert waits[:4] == [2, 4, 8, 16]
    assert waits[-1] == LONGEST_WAIT_SECONDS
    assert max(waits) == LONGEST_WAIT_SECONDS


def test_while_one_must_wait_no_code_is_looked_at(laptop: Laptop) -> None:
    """Not even the right one; nor does trying make the wait longer."""
    wait = laptop.wrong(FREE_TRIES + 3).wait
    assert try_code(laptop.desk, CODE) == Tried(False, wait)
    assert try_code(laptop.desk, "0000") == Tried(False, wait)
    laptop.clock.at += timedelta(seconds=wait)
    assert try_code(laptop.desk, CODE) == Tried(True, 0)


def test_starting_again_takes_nothing_of_the_wait_away(laptop: Laptop) -> None:
    """It is on the disk before anybody is told."""
    wait = laptop.wrong(FREE_TRIES + 4).wait
    laptop.start_again()
    assert seconds_to_wait(laptop.desk) == wait
    assert not try_code(laptop.desk, CODE).opens


def test_nobody_is_locked_out_for_good(laptop: Laptop) -> None:
    """After forty wrong tries the right code still opens, five minutes later; also with a clock put back for years."""
    laptop.wrong(40)
    laptop.clock.at += timedelta(seconds=LONGEST_WAIT_SECONDS)
    assert try_code(laptop.desk, CODE).opens
    laptop.wrong(FREE_TRIES + 5)
    laptop.clock.at -= timedelta(days=3000)
    assert try_code(laptop.desk, CODE).opens


def test_the_right_code_makes_tries_free_again(laptop: Laptop) -> None:
    laptop.wrong(FREE_TRIES - 1)
    assert try_code(laptop.desk, CODE).opens
    assert laptop.wrong(FREE_TRIES - 1).wait == 0


def test_another_code_begins_anew(laptop: Laptop) -> None:
    """Whoever may choose a code knows who they are."""
    laptop.wrong(FREE_TRIES + 2)
    set_code(laptop.desk, "blue")
    assert seconds_to_wait(laptop.desk) == 0
    assert not try_code(laptop.desk, CODE).opens
    assert try_code(laptop.desk, "blue").opens


def test_without_a_code_nothing_opens(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    assert not has_code(desk)
    assert not try_code(desk, "").opens
    with pytest.raises(PassphraseTooShort):
        set_code(desk, "123")
    desk.book.close()
