"""What lies around a casebook is empty, garbled or gone; the file is held for long; no room for a photo: nothing kept is lost."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.practice.errors import StoreBusy, StoreDamaged, StoreFull
from app.practice.statements import Statement
from app.records import photos
from app.records.book import Casebook
from app.records.drafts import Draft
from app.records.marks import MARK_FILE
from app.records.open import BOOK_FILE, open_with_key
from app.records.revision import written_text
from app.records.vault import TRIES_FILE, Vault
from app.records.waiting import WAITING_FILE
from app.records.watching import OLDER
from tests.app.records.test_faults import HOLDER, no_file_longer_than
from tests.pictures import photo

Typing = Callable[..., Draft]
Words = Callable[..., Statement]
FULL_AT = 60_000
HARMS: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "nulls": lambda path: path.write_bytes(bytes(32_768)),
    "garbled": lambda path: path.write_bytes(bytes(range(256)) * 128),
    "gone": lambda path: path.unlink(missing_ok=True),
}


@pytest.fixture
def key(book: Casebook, folder: Path, vault_of: Callable[[Path], Vault], passphrase: str) -> bytes:
    return vault_of(folder).open(passphrase)


@pytest.fixture
def left(book: Casebook, folder: Path, tmp_path: Path, typing: Typing, words: Words, scope: str, key: bytes) -> Path:
    """The folder as a laptop that went dark left it: one statement in the file, one in its recent writes, and a draft."""
    with book.unit() as unit:
        unit.seal(words("First."), scope=scope)
        unit.commit()
    assert book.tidy()
    with book.unit() as unit:
        unit.seal(words("Second."), scope=scope)
        unit.commit()
    book.keep_draft(typing(b"typed"))
    return Path(shutil.copytree(folder, tmp_path / "left"))


def said_in(book: Casebook) -> list[str]:
    with book.view() as view:
        return [each.body.words for each in view.all(Statement)]


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("name", [f"{BOOK_FILE}-shm", MARK_FILE, TRIES_FILE, WAITING_FILE])
def test_what_is_only_beside_it_costs_nothing(left: Path, key: bytes, book: Casebook, name: str, harm: str) -> None:
    HARMS[harm](left / name)
    again = open_with_key(left, key, book.clock)
    try:
        assert said_in(again) == ["First.", "Second."]
        with again.view() as view:
            assert [each.body for each in view.drafts()] == [b"typed"]
        assert OLDER not in again.noticed
    finally:
        again.close()


@pytest.mark.parametrize("harm", HARMS)
def test_recent_writes_that_are_lost_are_noticed(left: Path, key: bytes, book: Casebook, harm: str) -> None:
    """What was before them is there whole, and it says that it is older than it was."""
    HARMS[harm](left / f"{BOOK_FILE}-wal")
    again = open_with_key(left, key, book.clock)
    try:
        assert said_in(again) == ["First."]
        assert OLDER in again.noticed
    finally:
        again.close()


@pytest.mark.parametrize("harm", ["empty", "nulls", "garbled"])
def test_a_casebook_file_with_nothing_in_it_is_damaged_and_stays(left: Path, key: bytes, book: Casebook, harm: str) -> None:
    for beside in ("-wal", "-shm"):
        (left / f"{BOOK_FILE}{beside}").unlink()
    HARMS[harm](left / BOOK_FILE)
    before = (left / BOOK_FILE).read_bytes()
    with pytest.raises(StoreDamaged):
        open_with_key(left, key, book.clock)
    assert (left / BOOK_FILE).read_bytes() == before


@pytest.mark.prove
@pytest.mark.timeout(110)
def test_a_file_held_for_half_a_minute_loses_nothing(
    book: Casebook, key: bytes, typing: Typing, words: Words, scope: str
) -> None:
    """Every pause in between says busy, the words before them stand, reading goes on; the first one afterwards is kept."""
    book.keep_draft(typing(b"before"))
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(book.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    print(key.hex(), file=holder.stdin, flush=True)
    assert holder.stdout.readline() == "held\n"
    began, tries = time.monotonic(), 0
    while time.monotonic() - began < 30:
        with pytest.raises(StoreBusy):
            book.keep_draft(typing(b"while it is held"))
        with book.view() as view:
            assert [each.body for each in view.drafts()] == [b"before"]
        tries += 1
    assert 3 <= tries <= 10
    with holder:
        print("go", file=holder.stdin, flush=True)
    book.keep_draft(typing(b"after"))
    with book.unit() as unit:
        unit.seal(words("Said after."), scope=scope)
        unit.commit()
    with book.view() as view:
        assert [each.body for each in view.drafts()] == [b"after"]
        assert view.file_faults() == []
    assert said_in(book) == ["Said after."]


def test_no_room_for_a_photo_leaves_room_for_words(book: Casebook, typing: Typing) -> None:
    """It is there whole or not at all, and the next try takes it."""
    made = photo(3, 900)
    assert len(made.data) > FULL_AT
    at = written_text(book.clock())
    assert book.tidy()

    def keep() -> None:
        with book.unit() as unit:
            photos.keep(unit.connection, made.hash, made.data, at)
            unit.commit()

    with no_file_longer_than(FULL_AT), pytest.raises(StoreFull):
        keep()
    with book.view() as view:
        assert not photos.is_here(view.connection, made.hash)
        assert photos.arrived(view.connection, made.hash) == 0
    book.keep_draft(typing(b"words go on"))
    keep()
    with book.view() as view:
        assert photos.all_bytes(view.connection, made.hash) == made.data
        assert [each.body for each in view.drafts()] == [b"words go on"]
