"""The casebook's file: encrypted from its first byte, and never replaced by an empty one."""

import base64
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app.practice.errors import NoCasebook, StoreDamaged, VaultDamaged
from app.practice.statements import Statement
from app.records.book import Casebook
from app.records.drafts import Draft
from app.records.engine import open_engine
from app.records.open import BOOK_FILE, make_casebook, open_casebook, open_with_key
from app.records.vault import VAULT_FILE, Vault

VaultOf = Callable[[Path], Vault]


class TestNeverAnEmptyOne:
    def test_a_lost_key_file_beside_a_casebook_is_damage_and_nothing_new_is_made(
        self, book: Casebook, folder: Path, vault_of: VaultOf, passphrase: str, clock: Callable[[], object]
    ) -> None:
        book.close()
        (folder / VAULT_FILE).unlink()
        whole = (folder / BOOK_FILE).read_bytes()
        with pytest.raises(VaultDamaged):
            open_casebook(folder, passphrase, book.clock)
        with pytest.raises(StoreDamaged):
            make_casebook(folder, passphrase, "Ann", book.clock, vault=vault_of(folder))
        assert (folder / BOOK_FILE).read_bytes() == whole
        assert not (folder / VAULT_FILE).exists()

    def test_a_key_without_its_file_never_makes_an_empty_casebook(
        self, book: Casebook, folder: Path, vault_of: VaultOf, passphrase: str
    ) -> None:
        key = vault_of(folder).open(passphrase)
        book.close()
        (folder / BOOK_FILE).unlink()
        for act in (
            lambda: open_casebook(folder, passphrase, book.clock),
            lambda: open_with_key(folder, key, book.clock),
        ):
            with pytest.raises(NoCasebook):
                act()
        with pytest.raises(VaultDamaged):
            make_casebook(folder, passphrase, "Ann", book.clock, vault=vault_of(folder))
        assert not (folder / BOOK_FILE).exists()

    def test_nothing_there_is_no_casebook(self, tmp_path: Path, passphrase: str, clock: Callable[[], object]) -> None:
        with pytest.raises(NoCasebook):
            open_casebook(tmp_path, passphrase, clock)  # type: ignore[arg-type]  # the ticking clock
        assert list(tmp_path.iterdir()) == []

    def test_a_file_cut_to_nothing_is_damage_and_its_log_is_left_alone(
        self, book: Casebook, folder: Path, typing: Callable[..., Draft], vault_of: VaultOf, passphrase: str
    ) -> None:
        """SQLite would take an empty file for a new one and throw the log away, with the last words in it."""
        key = vault_of(folder).open(passphrase)
        book.keep_draft(typing(b"{}"))
        log = (folder / f"{BOOK_FILE}-wal").read_bytes()
        book.close()
        (folder / BOOK_FILE).write_bytes(b"")
        (folder / f"{BOOK_FILE}-wal").write_bytes(log)
        with pytest.raises(StoreDamaged):
            open_with_key(folder, key, book.clock)
        assert (folder / BOOK_FILE).read_bytes() == b""
        assert (folder / f"{BOOK_FILE}-wal").read_bytes() == log


class TestTheFile:
    MARK = "marmalade-nobody-may-read"

    def test_no_word_of_it_lies_on_the_disk(
        self, book: Casebook, folder: Path, scope: str, words: Callable[..., Statement], typing: Callable[..., Draft]
    ) -> None:
        """Looked for in the database, in its log while it is open, in the key file, before and after closing."""
        with book.unit() as unit:
            unit.seal(words(self.MARK), scope=scope)
            unit.put(self.MARK, self.MARK.encode())
            unit.commit()
        book.keep_draft(typing(self.MARK.encode()))
        names = set()
        for _ in range(2):
            for path in folder.iterdir():
                data = path.read_bytes()
                names.add(path.name)
                for secret in (self.MARK.encode(), b"SQLite format 3", b"CREATE TABLE", book.identity.key, b"Ann"):
                    assert secret not in data, path.name
            book.close()
        assert {BOOK_FILE, f"{BOOK_FILE}-wal", VAULT_FILE} <= names

    def test_the_key_lies_nowhere_in_the_clear(self, book: Casebook, folder: Path, vault_of: VaultOf, passphrase: str) -> None:
        key = vault_of(folder).open(passphrase)
        for path in folder.iterdir():
            for form in (key, key.hex().encode(), key.hex().upper().encode(), base64.b64encode(key), passphrase.encode()):
                assert form not in path.read_bytes()

    def test_a_plain_file_is_refused(self, book: Casebook, folder: Path, vault_of: VaultOf, passphrase: str) -> None:
        book.close()
        path = folder / BOOK_FILE
        path.unlink()
        plain = open_engine(path, None)
        with plain.connect() as connection:
            connection.exec_driver_sql("CREATE TABLE words (word)")
            connection.commit()
        plain.dispose()
        before = path.read_bytes()
        with pytest.raises(StoreDamaged) as refused:
            open_casebook(folder, passphrase, book.clock)
        assert refused.value.detail == "the file is not encrypted"
        assert path.read_bytes() == before

    def test_a_wrong_key_is_damage_and_never_an_empty_casebook(self, book: Casebook, folder: Path) -> None:
        book.close()
        before = (folder / BOOK_FILE).read_bytes()
        for key in (bytes(32), os.urandom(32)):
            with pytest.raises(StoreDamaged):
                open_with_key(folder, key, book.clock)
        assert (folder / BOOK_FILE).read_bytes() == before

    def test_another_workers_key_opens_nothing(self, book: Casebook, tmp_path: Path, folder: Path, vault_of: VaultOf) -> None:
        book.close()
        other = make_casebook(tmp_path / "jo", "another good one", "Jo", book.clock, vault=vault_of(tmp_path / "jo"))
        other.close()
        key = vault_of(tmp_path / "jo").open("another good one")
        with pytest.raises(StoreDamaged):
            open_with_key(folder, key, book.clock)
