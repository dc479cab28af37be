"""The vault file is there twice: one that does not read back costs nothing, and never brings an older passphrase back."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.practice.errors import CasebookEnded, StoreReadOnly, VaultDamaged, WrongPassphrase
from app.records.files import MAKING_FILE, VAULT_COPY, VAULT_FILE, clear_unfinished
from app.records.keyfile import write_both
from app.records.vault import Policy, Vault
from tests.app.records.test_policies import Locker

FIRST, SECOND = "a long passphrase", "another long passphrase"
HARMS: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "cut": lambda data: data[: len(data) // 2],
    "flipped": lambda data: data[:200] + bytes([data[200] ^ 1]) + data[201:],
    "nulls": lambda data: bytes(len(data)),
    "other bytes": lambda data: b"\xff\xfe" * 200,
}


@pytest.fixture
def vault(tmp_path: Path, vault_of: Callable[[Path], Vault]) -> Vault:
    return vault_of(tmp_path)


@pytest.fixture
def key(vault: Vault) -> bytes:
    return vault.create(FIRST)


def harm(folder: Path, how: str, name: str = VAULT_FILE) -> None:
    path = folder / name
    path.write_bytes(HARMS[how](path.read_bytes()))


@pytest.mark.parametrize("how", HARMS)
def test_a_damaged_first_opens_by_the_second_and_is_mended(tmp_path: Path, vault: Vault, key: bytes, how: str) -> None:
    whole = (tmp_path / VAULT_FILE).read_bytes()
    harm(tmp_path, how)
    with pytest.raises(WrongPassphrase):
        vault.open(SECOND)
    assert vault.open(FIRST) == key
    assert (tmp_path / VAULT_FILE).read_bytes() == (tmp_path / VAULT_COPY).read_bytes() == whole


@pytest.mark.parametrize("how", HARMS)
def test_a_damaged_second_is_mended_at_the_next_opening(tmp_path: Path, vault: Vault, key: bytes, how: str) -> None:
    whole = (tmp_path / VAULT_FILE).read_bytes()
    harm(tmp_path, how, VAULT_COPY)
    assert vault.open(FIRST) == key
    assert (tmp_path / VAULT_COPY).read_bytes() == whole


@pytest.mark.parametrize("how", HARMS)
def test_both_damaged_is_damage(tmp_path: Path, vault: Vault, key: bytes, how: str) -> None:
    for name in (VAULT_FILE, VAULT_COPY):
        harm(tmp_path, how, name)
    with pytest.raises(VaultDamaged):
        vault.open(FIRST)


def test_a_first_that_is_gone_is_damage_still(tmp_path: Path, vault: Vault, key: bytes) -> None:
    """Where somebody took the key away, another copy of it does not bring it back."""
    (tmp_path / "casebook.db").write_bytes(b"there")
    (tmp_path / VAULT_FILE).unlink()
    with pytest.raises(VaultDamaged):
        vault.open(FIRST)


def test_an_older_passphrase_never_comes_back(tmp_path: Path, vault: Vault, key: bytes) -> None:
    """Whatever becomes of the first after it was changed, and wherever the change was cut."""
    locker = Locker()
    vault.seal_recovery(key, bytes.fromhex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"))
    for change in (
        lambda: vault.change_passphrase(key, SECOND),
        lambda: vault.set_policy(key, Policy.BOTH, SECOND, locker),
        lambda: vault.begin_anew(key, SECOND),
    ):
        change()
        harm(tmp_path, "empty")
        with pytest.raises(WrongPassphrase):
            vault.open(FIRST, locker)
        assert vault.open(SECOND, locker) == key


def test_a_change_that_was_cut_leaves_no_older_second(tmp_path: Path, vault: Vault, key: bytes) -> None:
    """The second is gone before the first changes: here the first cannot be written, and there is no second to open."""
    (tmp_path / f".{VAULT_FILE}.new").mkdir()
    with pytest.raises(StoreReadOnly):
        write_both(tmp_path, b"{}")
    assert not (tmp_path / VAULT_COPY).exists()
    (tmp_path / f".{VAULT_FILE}.new").rmdir()
    assert vault.open(FIRST) == key
    assert (tmp_path / VAULT_COPY).exists()


def test_a_casebook_of_before_gets_its_second_when_it_is_opened(tmp_path: Path, vault: Vault, key: bytes) -> None:
    (tmp_path / VAULT_COPY).unlink()
    assert vault.open(FIRST) == key
    assert (tmp_path / VAULT_COPY).read_bytes() == (tmp_path / VAULT_FILE).read_bytes()


def test_the_end_is_the_end_of_both(tmp_path: Path, vault: Vault, key: bytes) -> None:
    before = (tmp_path / VAULT_COPY).read_bytes()
    vault.destroy("lost")
    assert all(before[:40] not in each.read_bytes() for each in tmp_path.iterdir())
    assert not (tmp_path / VAULT_COPY).exists()
    with pytest.raises(CasebookEnded):
        vault.open(FIRST)


def test_what_is_begun_again_has_no_second_of_another_casebook(
    tmp_path: Path, vault: Vault, key: bytes, vault_of: Callable[[Path], Vault]
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(tmp_path / VAULT_COPY, other)
    (other / MAKING_FILE).write_bytes(b"begun, and never ended")
    clear_unfinished(other)
    assert not (other / VAULT_COPY).exists()
    shutil.copy(tmp_path / VAULT_COPY, other)
    made = vault_of(other).create(SECOND)
    harm(other, "empty")
    assert vault_of(other).open(SECOND) == made
