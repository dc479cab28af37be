"""An accident while a casebook is made: the folder holds a whole casebook or none, and one can always be opened or made."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.practice.errors import NoCasebook, StoreDamaged, VaultDamaged
from app.records.book import Casebook
from app.records.files import BOOK_FILE, MAKING_FILE, VAULT_FILE, holds_casebook
from app.records.open import make_casebook, open_casebook
from app.records.vault import Cost, Vault

MAKER = Path(__file__).with_name("maker.py")
PASSPHRASE = "four blue cups"
SPREAD, LAST = 24, 16


def vault_in(folder: Path) -> Vault:
    return Vault(folder, cost=Cost(memory=64, passes=1, lanes=1))


def now() -> datetime:
    return datetime.now(UTC)


def made(folder: Path, name: str = "Ann") -> Casebook:
    return make_casebook(folder, PASSPHRASE, name, now, vault=vault_in(folder))


def opened(folder: Path) -> Casebook:
    return open_casebook(folder, PASSPHRASE, now, vault=vault_in(folder))


def test_killed_anywhere_it_opens_or_is_made_anew(tmp_path: Path) -> None:
    """What was made opens with the passphrase and is never made over; what was not is no casebook and is begun again."""
    subprocess.run([sys.executable, str(MAKER), str(tmp_path), str(SPREAD), str(LAST)], check=True, timeout=120)
    folders = [folder for folder in tmp_path.iterdir() if folder.name != "whole"]
    assert len(folders) >= SPREAD + LAST - 2  # of those spread over all, some are among the last
    outcomes = set()
    for folder in folders:
        there = holds_casebook(folder)
        book_begun = (folder / BOOK_FILE).exists()
        outcomes.add((there, book_begun))
        if there:
            opened(folder).close()
            with pytest.raises((VaultDamaged, StoreDamaged)):
                made(folder)
        else:
            with pytest.raises(NoCasebook):
                opened(folder)
            made(folder, "Ben").close()
        book = opened(folder)
        assert book.identity.name == ("Ann" if there else "Ben")
        book.close()
        assert not (folder / MAKING_FILE).exists()
    assert outcomes == {(False, False), (False, True), (True, True)}


def test_a_lost_key_file_is_no_unfinished_making(tmp_path: Path) -> None:
    """A casebook without its key is called damaged, and nothing is made over it."""
    made(tmp_path).close()
    (tmp_path / VAULT_FILE).unlink()
    before = (tmp_path / BOOK_FILE).read_bytes()
    assert holds_casebook(tmp_path)
    with pytest.raises(VaultDamaged):
        opened(tmp_path)
    with pytest.raises(StoreDamaged):
        made(tmp_path)
    assert (tmp_path / BOOK_FILE).read_bytes() == before


def test_what_is_left_beside_a_finished_casebook_harms_nothing(tmp_path: Path) -> None:
    """A key of some other making beside a whole casebook is not its key, and is no reason to begin anew."""
    made(tmp_path).close()
    (tmp_path / MAKING_FILE).write_bytes((tmp_path / VAULT_FILE).read_bytes())
    before = (tmp_path / BOOK_FILE).read_bytes()
    with pytest.raises((VaultDamaged, StoreDamaged)):
        made(tmp_path)
    assert (tmp_path / BOOK_FILE).read_bytes() == before
    opened(tmp_path).close()
