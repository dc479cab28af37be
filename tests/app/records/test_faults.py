"""Bad luck of the disk: what was kept stays kept, the failure has our name, and the next save works."""

import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

import pytest

from app.practice.errors import KitchenTableError, StoreBusy, StoreDamaged, StoreFull, StoreReadOnly, WrongPassphrase
from app.practice.statements import Statement
from app.records.book import Casebook
from app.records.drafts import Draft
from app.records.files import write_whole
from app.records.open import BOOK_FILE, open_casebook, open_with_key
from app.records.revision import new_record
from app.records.vault import TRIES_FILE, Vault

Typing = Callable[..., Draft]
Words = Callable[..., Statement]
VaultOf = Callable[[Path], Vault]


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """The disk is full for every file of that size: the kernel refuses to make it longer."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def nobody_special() -> Iterator[None]:
    """Without the rights of an administrator, whom no permission stops."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65_534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that anybody may reach."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.fixture
def key(book: Casebook, folder: Path, vault_of: VaultOf, passphrase: str) -> bytes:
    """The key of the casebook."""
    return vault_of(folder).open(passphrase)


def reopened(book: Casebook, folder: Path, key: bytes) -> Casebook:
    book.close()
    return open_with_key(folder, key, book.clock)


def only_draft(book: Casebook) -> bytes:
    with book.view() as view:
        (draft,) = view.drafts()
    return draft.body


class TestFull:
    @pytest.mark.parametrize("size", [200, 5_000, 30_000])
    def test_the_former_draft_stands_and_the_next_save_works(
        self, size: int, book: Casebook, folder: Path, key: bytes, typing: Typing
    ) -> None:
        book = reopened(book, folder, key)
        kept = b""
        full = False
        with no_file_longer_than(48 * 1024):
            for number in range(100):
                body = b"%05d" % number * (size // 5)
                try:
                    book.keep_draft(typing(body))
                except StoreFull:
                    full = True
                    break
                kept = body
        assert full
        assert (only_draft(book) if kept else b"") == kept
        with no_file_longer_than(16 * 1024), pytest.raises(StoreFull):
            book.keep_draft(typing(b"still no room" * 1_000))
        assert (only_draft(book) if kept else b"") == kept
        book.keep_draft(typing(b"there is room again"))
        assert only_draft(book) == b"there is room again"
        book = reopened(book, folder, key)
        assert only_draft(book) == b"there is room again"
        book.close()

    def test_every_few_bytes_around_a_save(self, book: Casebook, folder: Path, key: bytes, typing: Typing) -> None:
        """Wherever the room ends, a draft is the former or the new one, whole."""
        former, kept = b"former" * 1_000, b"former" * 1_000
        outcomes = set()
        for room in range(0, 40_000, 1_111):
            book = reopened(book, folder, key)
            book.keep_draft(typing(former))
            kept, new = former, b"%06d" % room * 3_000
            log = folder / f"{BOOK_FILE}-wal"
            with suppress(StoreFull), no_file_longer_than(log.stat().st_size + room):
                book.keep_draft(typing(new))
                kept = new
            assert only_draft(book) == kept
            outcomes.add(kept == new)
        assert outcomes == {True, False}
        book.close()

    def test_a_unit_is_kept_whole_or_not_at_all(
        self, book: Casebook, folder: Path, key: bytes, words: Words, scope: str, typing: Typing
    ) -> None:
        """And the words stand in nothing that could reach a log."""
        book = reopened(book, folder, key)
        record = new_record()
        book.keep_draft(typing(b"typed", record=record))

        def seal() -> None:
            with book.unit() as unit:
                unit.seal(words("marmalade " * 9_000), scope=scope, record=record)
                unit.drop_draft(record)
                unit.commit()

        with pytest.raises(StoreFull) as full, no_file_longer_than(16 * 1024):
            seal()
        assert "marmalade" not in "".join(traceback.format_exception(full.value))
        with book.view() as view:
            assert view.heads() == {}
            assert view.waiting() == 0
        assert only_draft(book) == b"typed"
        seal()
        with book.view() as view:
            assert (view.waiting(), view.drafts()) == (1, [])
        book.close()

    def test_a_whole_file_keeps_the_former_one(self, tmp_path: Path) -> None:
        path = tmp_path / "vault.json"
        write_whole(path, b"former")
        with no_file_longer_than(1_024), pytest.raises(StoreFull):
            write_whole(path, bytes(5_000))
        assert path.read_bytes() == b"former"
        assert [each.name for each in tmp_path.iterdir()] == ["vault.json"]


class TestReadOnly:
    def test_a_folder_that_may_only_be_read_is_named(
        self, book: Casebook, folder: Path, open_folder: Path, passphrase: str
    ) -> None:
        book.close()
        there = open_folder / "book"
        shutil.copytree(folder, there)
        for each in there.iterdir():
            each.chmod(0o444)
        there.chmod(0o555)
        with nobody_special():
            with pytest.raises(StoreReadOnly):
                open_casebook(there, passphrase, book.clock)
            with pytest.raises(WrongPassphrase):
                open_casebook(there, "not this one", book.clock)
            with pytest.raises(StoreReadOnly):
                write_whole(there / "vault.json", b"new")
        there.chmod(0o755)
        assert not (there / TRIES_FILE).exists()

    def test_a_file_that_may_only_be_read_is_read_and_not_written(
        self, book: Casebook, folder: Path, open_folder: Path, key: bytes, words: Words, scope: str, typing: Typing
    ) -> None:
        with book.unit() as unit:
            record = unit.seal(words("kept"), scope=scope)
            unit.commit()
        book.close()
        there = open_folder / "book"
        shutil.copytree(folder, there)
        there.chmod(0o777)
        (there / BOOK_FILE).chmod(0o444)
        private = "-".join(["not", "for", "a", "log"])
        with nobody_special():
            again = open_with_key(there, key, book.clock)
            with again.view() as view:
                assert view.current(Statement, record).body.words == "kept"
            with pytest.raises(StoreReadOnly):
                again.keep_draft(typing(b"{}"))
            with pytest.raises(StoreReadOnly) as refused, again.unit() as unit:
                unit.connection.exec_driver_sql("INSERT INTO state VALUES (?, ?)", (private, private))
            assert private not in "".join(traceback.format_exception(refused.value))
            again.close()


@pytest.fixture
def long_book(book: Casebook, folder: Path, words: Words, scope: str, typing: Typing) -> list[str]:
    """The casebook, closed, with three hundred statements; their words in order."""
    said = [f"statement {number} " * 20 for number in range(300)]
    with book.unit() as unit:
        for each in said:
            unit.seal(words(each), scope=scope)
        unit.commit()
    book.keep_draft(typing(b"typed"))
    book.close()
    return said


def everything(folder: Path, key: bytes, book: Casebook) -> list[str]:
    """All that can be read, read."""
    again = open_with_key(folder, key, book.clock)
    try:
        with again.view() as view:
            heads, drafts = view.heads(), view.drafts()
            assert (len(drafts), len(heads)) == (1, len(list(view.every_revision())))
            return [each.body.words for each in view.all(Statement)]
    finally:
        again.close()


class TestDamage:
    @pytest.mark.parametrize("part", [0.001, 0.01, 0.1, 0.5, 0.9])
    def test_a_truncated_file_is_called_damaged(
        self, part: float, long_book: list[str], book: Casebook, folder: Path, key: bytes
    ) -> None:
        """Never a shorter record that looks like the whole one."""
        path = folder / BOOK_FILE
        assert everything(folder, key, book) == long_book
        os.truncate(path, int(path.stat().st_size * part))
        with pytest.raises(StoreDamaged) as damaged:
            everything(folder, key, book)
        assert damaged.value.path == str(path)
        assert "statement" not in damaged.value.detail

    def test_a_file_without_its_last_bytes_is_damaged_or_read_whole(
        self, long_book: list[str], book: Casebook, folder: Path, key: bytes
    ) -> None:
        """The last page may hold nothing that is read here; but what is read is all there was."""
        path = folder / BOOK_FILE
        for _ in range(12):
            os.truncate(path, path.stat().st_size - 700)
            with suppress(StoreDamaged):
                assert everything(folder, key, book) == long_book

    def test_a_flipped_bit_is_called_damaged_or_lies_where_nothing_is(
        self, long_book: list[str], book: Casebook, folder: Path, key: bytes
    ) -> None:
        path, dice = folder / BOOK_FILE, random.Random(20)
        whole, named = path.read_bytes(), 0
        for _ in range(60):
            flipped = bytearray(whole)
            flipped[dice.randrange(len(whole))] ^= 1 << dice.randrange(8)
            path.write_bytes(flipped)
            try:
                read = everything(folder, key, book)
            except StoreDamaged:
                named += 1
            else:
                assert read == long_book
        assert named > 15

    def test_writing_on_a_damaged_page_is_called_damaged(
        self, long_book: list[str], book: Casebook, folder: Path, key: bytes, typing: Typing
    ) -> None:
        path = folder / BOOK_FILE
        whole = path.read_bytes()
        path.write_bytes(whole[:4096] + bytes(byte ^ 0x40 for byte in whole[4096:]))
        with pytest.raises(StoreDamaged):
            open_with_key(folder, key, book.clock).keep_draft(typing(b"{}"))

    def test_a_flipped_bit_in_the_log_gives_an_earlier_state_whole(
        self, book: Casebook, folder: Path, key: bytes, typing: Typing
    ) -> None:
        """SQLite ends the log where a sum is wrong: what is read was kept once, and nothing else."""
        book = reopened(book, folder, key)
        bodies = [b"%04d" % number * 300 for number in range(12)]
        for body in bodies:
            book.keep_draft(typing(body))
        main, log = (folder / BOOK_FILE).read_bytes(), (folder / f"{BOOK_FILE}-wal").read_bytes()
        book.close()
        dice, read = random.Random(9), set()
        for _ in range(30):
            flipped = bytearray(log)
            flipped[dice.randrange(len(log))] ^= 1 << dice.randrange(8)
            (folder / BOOK_FILE).write_bytes(main)
            (folder / f"{BOOK_FILE}-wal").write_bytes(flipped)
            try:
                again = open_with_key(folder, key, book.clock)
            except StoreDamaged:
                continue
            with again.view() as view:
                read |= {draft.body for draft in view.drafts()}
            again.close()
        assert read <= set(bodies)
        assert len(read) > 3


HOLDER = """
import sys, sqlcipher3.dbapi2 as sqlite
held = sqlite.connect(sys.argv[1], isolation_level=None)
held.execute(f"PRAGMA key = \\"x'{sys.stdin.readline().strip()}'\\"")
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
"""


def test_another_program_that_holds_the_file_makes_it_busy_and_no_more(
    book: Casebook, key: bytes, typing: Typing, words: Words, scope: str
) -> None:
    """A virus scanner or a second copy of the app: reading goes on, writing says busy, afterwards all is as before."""
    book.keep_draft(typing(b"before"))
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(book.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    print(key.hex(), file=holder.stdin, flush=True)
    assert holder.stdout.readline() == "held\n"
    said: list[KitchenTableError] = []

    def seal() -> None:
        try:
            with book.unit() as unit:
                unit.seal(words(), scope=scope)
        except KitchenTableError as error:
            said.append(error)

    sealing = Thread(target=seal)
    sealing.start()
    began = time.monotonic()
    with pytest.raises(StoreBusy):
        book.keep_draft(typing(b"while it is held"))
    assert 4 < time.monotonic() - began < 15
    assert only_draft(book) == b"before"
    sealing.join(30)
    assert [type(each) for each in said] == [StoreBusy]
    with holder:
        print("go", file=holder.stdin, flush=True)
    book.keep_draft(typing(b"after"))
    assert only_draft(book) == b"after"
