"""An older page inside the file, recent writes that end too early, an old or cut mark: noticed, never silently accepted."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.practice.errors import StoreDamaged
from app.practice.statements import Statement
from app.records.book import Casebook
from app.records.files import BOOK_FILE
from app.records.marks import MARK_FILE, PLACE_BYTES, Mark, read_mark, write_mark
from app.records.open import open_with_key
from app.records.vault import Vault
from app.records.watching import MARK_LOST, OLDER, PAGE, count_through

PAGE_BYTES = 4096


@pytest.fixture
def key(book: Casebook, folder: Path, vault_of: Callable[[Path], Vault], passphrase: str) -> bytes:
    return vault_of(folder).open(passphrase)


def seal(book: Casebook, words: Callable[..., Statement], scope: str, first: int, last: int) -> None:
    for number in range(first, last):
        with book.unit() as unit:
            unit.seal(words(f"statement {number} " * 30), scope=scope)
            unit.commit()


def test_any_page_that_is_older_than_the_rest_is_noticed_or_holds_nothing_that_changed(
    book: Casebook, folder: Path, key: bytes, words: Callable[..., Statement], scope: str
) -> None:
    seal(book, words, scope, 0, 12)
    book.close()
    path = folder / BOOK_FILE
    older = path.read_bytes()
    again = open_with_key(folder, key, book.clock)
    seal(again, words, scope, 12, 24)
    again.close()
    newest, mark = path.read_bytes(), (folder / MARK_FILE).read_bytes()
    noticed = 0
    for at in range(0, len(older), PAGE_BYTES):
        if older[at : at + PAGE_BYTES] == newest[at : at + PAGE_BYTES]:
            continue
        path.write_bytes(newest[:at] + older[at : at + PAGE_BYTES] + newest[at + PAGE_BYTES :])
        (folder / MARK_FILE).write_bytes(mark)
        try:
            opened = open_with_key(folder, key, book.clock)
        except StoreDamaged:
            noticed += 1
            continue
        try:
            found = (*opened.noticed, *count_through(opened))
            with opened.view() as view:
                said = len(view.all(Statement))
                faults = view.file_faults()
            assert found or faults or said == 24
            noticed += bool(found or faults)
        except StoreDamaged:
            noticed += 1
        finally:
            opened.close()
    assert noticed >= 3


def test_recent_writes_that_end_too_early_are_noticed(
    book: Casebook, folder: Path, key: bytes, words: Callable[..., Statement], scope: str, tmp_path: Path
) -> None:
    """A damaged end of the log reads as good: only the mark tells that something was there."""
    seal(book, words, scope, 0, 3)
    book.tidy()
    seal(book, words, scope, 3, 9)
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    log = copy / f"{BOOK_FILE}-wal"
    whole = log.read_bytes()
    for part in (0.0, 0.4, 0.8):
        shutil.rmtree(copy)
        shutil.copytree(folder, copy)
        broken = bytearray(whole)
        at = int(len(whole) * part)
        broken[at : at + 64] = bytes(64)
        log.write_bytes(broken)
        opened = open_with_key(copy, key, book.clock)
        with opened.view() as view:
            assert len(view.all(Statement)) < 9
        assert opened.noticed == (OLDER,)
        opened.close()


def test_a_mark_that_is_gone_or_old_is_said_and_made_anew(
    book: Casebook, folder: Path, key: bytes, words: Callable[..., Statement], scope: str
) -> None:
    seal(book, words, scope, 0, 4)
    old = (folder / MARK_FILE).read_bytes()
    seal(book, words, scope, 4, 8)
    book.close()
    for data in (None, b"", old, b"\0" * 2 * PLACE_BYTES):
        if data is None:
            (folder / MARK_FILE).unlink()
        else:
            (folder / MARK_FILE).write_bytes(data)
        opened = open_with_key(folder, key, book.clock)
        assert opened.noticed == (MARK_LOST,)
        opened.close()
        opened = open_with_key(folder, key, book.clock)
        assert opened.noticed == ()
        assert count_through(opened) == ()
        opened.close()


def test_a_mark_cut_at_any_byte_is_the_former_or_the_new_one(tmp_path: Path) -> None:
    for number in (1, 2):
        write_mark(tmp_path, Mark(number, number * 10, number))
    before = (tmp_path / MARK_FILE).read_bytes()
    write_mark(tmp_path, Mark(3, 30, 3))
    after = (tmp_path / MARK_FILE).read_bytes()
    for cut in range(0, len(after) + 1, 3):
        (tmp_path / MARK_FILE).write_bytes(after[:cut] + before[cut:])
        found = read_mark(tmp_path)
        assert found is not None
        assert found.number in (2, 3)


def test_a_pause_never_touches_the_mark(book: Casebook, folder: Path, typing: Callable[..., object]) -> None:
    before = read_mark(folder)
    for number in range(5):
        book.keep_draft(typing(b"%d" % number))  # type: ignore[arg-type]
    assert read_mark(folder) == before
    assert PAGE == "page"
