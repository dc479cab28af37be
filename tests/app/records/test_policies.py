"""What opens a casebook: passphrase, keyring, either, both; and the ways back when one of them is lost."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from app.practice.errors import (
    CasebookEnded,
    CouncilKeyWrong,
    KeyringUnavailable,
    PassphraseTooShort,
    RecoveryKeyWrong,
    RecoveryMissing,
    VaultDamaged,
    WrongPassphrase,
)
from app.records.book import Casebook
from app.records.files import ENDED_FILE, VAULT_COPY, VAULT_FILE, holds_casebook
from app.records.open import make_casebook, open_casebook
from app.records.sealing import new_pair, read_key_file, write_key_file
from app.records.vault import Policy, Vault
from app.records.wraps import Cost, FirstWraps, KeyringWrap, PassphraseWrap, format_of, new_paper_key, read_paper_key

VaultOf = Callable[[Path], Vault]
ONE_ENTRY_AT_MOST = 1_280
SALT = bytes(range(16))


class Locker:
    """A keyring of the system that works, and may stop working."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.locked = False

    def get(self, entry: str) -> bytes:
        if self.locked or entry not in self.kept:
            raise KeyringUnavailable()
        return self.kept[entry]

    def put(self, entry: str, secret: bytes) -> None:
        if self.locked:
            raise KeyringUnavailable()
        self.kept[entry] = secret

    def drop(self, entry: str) -> None:
        if self.locked or entry not in self.kept:
            raise KeyringUnavailable()
        del self.kept[entry]


@pytest.fixture
def locker() -> Locker:
    return Locker()


@pytest.fixture
def vault(tmp_path: Path, vault_of: VaultOf) -> Vault:
    return vault_of(tmp_path)


@pytest.fixture
def key(vault: Vault, passphrase: str) -> bytes:
    made = vault.create(passphrase)
    vault.write_paper_key(made)
    return made


def opens_by(vault: Vault, passphrase: str, locker: Locker) -> set[str]:
    """Which ways open it now."""
    ways: dict[str, Callable[[], bytes]] = {
        "passphrase": lambda: vault.open(passphrase),
        "keyring": lambda: vault.open_by_keyring(locker),
        "both": lambda: vault.open(passphrase, locker),
    }
    found = set()
    for name, way in ways.items():
        try:
            way()
        except (WrongPassphrase, KeyringUnavailable):
            continue
        found.add(name)
    return found


@pytest.mark.parametrize(
    ("policy", "ways"),
    [
        (Policy.PASSPHRASE, {"passphrase", "both"}),
        (Policy.KEYRING, {"keyring"}),
        (Policy.EITHER, {"passphrase", "both", "keyring"}),
        (Policy.BOTH, {"both"}),
    ],
)
@pytest.mark.parametrize("former", list(Policy))
def test_each_policy_opens_in_its_ways_and_in_no_other(
    former: Policy, policy: Policy, ways: set[str], vault: Vault, key: bytes, passphrase: str, locker: Locker
) -> None:
    """Whatever the policy was before; and the keyring holds no more than one short secret."""
    vault.set_policy(key, former, passphrase, locker)
    vault.set_policy(key, policy, passphrase, locker)
    assert vault.policy is policy
    assert opens_by(vault, passphrase, locker) == ways
    assert len(locker.kept) == (0 if policy is Policy.PASSPHRASE else 1)
    assert all(len(each) * 2 < ONE_ENTRY_AT_MOST for each in locker.kept.values())


def test_with_both_neither_alone_says_anything(vault: Vault, key: bytes, passphrase: str, locker: Locker) -> None:
    vault.set_policy(key, Policy.BOTH, passphrase, locker)
    with pytest.raises(WrongPassphrase):
        vault.open("another one", locker)
    with pytest.raises(KeyringUnavailable):
        vault.open(passphrase)
    (entry,) = locker.kept
    locker.kept[entry] = bytes(32)
    with pytest.raises(KeyringUnavailable):  # another secret is not mistaken for a wrong passphrase
        vault.open(passphrase, locker)
    assert vault.seconds_to_wait() == 0


@pytest.mark.parametrize("policy", [Policy.KEYRING, Policy.BOTH])
def test_a_keyring_that_nothing_could_replace_is_refused(policy: Policy, vault: Vault, passphrase: str, locker: Locker) -> None:
    key = vault.create(passphrase)
    with pytest.raises(RecoveryMissing):
        vault.set_policy(key, policy, passphrase, locker)
    assert vault.open(passphrase) == key
    vault.seal_recovery(key, new_pair()[1])
    vault.set_policy(key, policy, passphrase, locker)
    assert vault.policy is policy


@pytest.mark.parametrize("policy", list(Policy))
def test_a_lost_keyring_never_costs_the_history(
    policy: Policy, vault: Vault, key: bytes, passphrase: str, locker: Locker
) -> None:
    private, public = new_pair()
    vault.seal_recovery(key, public)
    written = vault.write_paper_key(key)
    vault.set_policy(key, policy, passphrase, locker)
    locker.kept.clear()
    assert vault.recover_by_paper(written) == vault.recover_by_council(private) == key
    vault.begin_anew(key, "quite a new one")
    assert vault.policy is Policy.PASSPHRASE
    assert vault.open("quite a new one") == key
    with pytest.raises(CouncilKeyWrong):
        vault.recover_by_council(new_pair()[0])


def test_a_locked_keyring_changes_nothing(vault: Vault, key: bytes, passphrase: str, locker: Locker) -> None:
    locker.locked = True
    for policy in (Policy.KEYRING, Policy.EITHER, Policy.BOTH):
        with pytest.raises(KeyringUnavailable):
            vault.set_policy(key, policy, passphrase, locker)
    with pytest.raises(PassphraseTooShort):
        vault.set_policy(key, Policy.PASSPHRASE, "short", locker)
    assert vault.open(passphrase) == key
    assert vault.policy is Policy.PASSPHRASE


def test_another_passphrase_with_both(vault: Vault, key: bytes, passphrase: str, locker: Locker) -> None:
    vault.set_policy(key, Policy.BOTH, passphrase, locker)
    vault.change_passphrase(key, "quite a new one", locker)
    assert vault.open("quite a new one", locker) == key
    with pytest.raises(WrongPassphrase):
        vault.open(passphrase, locker)


@pytest.mark.parametrize("at", range(1, 9))
def test_killed_while_the_policy_changes_one_way_still_opens(
    at: int, tmp_path: Path, vault_of: VaultOf, key: bytes, passphrase: str
) -> None:
    """At every call that touches the disk or the keyring, the process is ended by force."""
    vault, kept = vault_of(tmp_path), tmp_path / "locker"
    kept.mkdir()
    child = os.fork()
    if child == 0:
        steps = 0

        def step(event: str, given: tuple[object, ...]) -> None:
            nonlocal steps
            if event in ("open", "os.rename", "os.remove") and str(tmp_path) in str(given[0]):
                steps += 1
                if steps == at:
                    os.kill(os.getpid(), signal.SIGKILL)

        import sys

        sys.addaudithook(step)
        vault.set_policy(key, Policy.BOTH, passphrase, Files(kept))
        vault.set_policy(key, Policy.KEYRING, passphrase, Files(kept))
        os._exit(0)
    os.waitpid(child, 0)
    files, found = Files(kept), set()
    for way in (lambda: vault.open(passphrase, files), lambda: vault.open_by_keyring(files)):
        try:
            found.add(way())
        except (KeyringUnavailable, WrongPassphrase):
            continue
    assert found == {key}


class Files:
    """A keyring in files, that outlives the process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, entry: str) -> bytes:
        try:
            return (self.folder / entry).read_bytes()
        except FileNotFoundError as error:
            raise KeyringUnavailable() from error

    def put(self, entry: str, secret: bytes) -> None:
        (self.folder / entry).write_bytes(secret)

    def drop(self, entry: str) -> None:
        (self.folder / entry).unlink(missing_ok=True)


class TestPaper:
    def test_it_is_read_however_it_was_written_down(self, vault: Vault, key: bytes) -> None:
        written = vault.write_paper_key(key)
        assert [len(group) for group in written.split("-")] == [4] * 7
        sloppy = written.lower().replace("0", "o").replace("1", "l").replace("-", "  ")
        assert vault.recover_by_paper(sloppy) == key
        assert vault.has_paper_key

    def test_one_wrong_letter_is_told_from_another_casebooks_key(self, vault: Vault, key: bytes) -> None:
        written = vault.write_paper_key(key)
        for at in range(len(written)):
            if written[at] == "-":
                continue
            for other in set("0123456789ABCDEFGHJKMNPQRSTVWXYZ") - {written[at]}:
                with pytest.raises(RecoveryKeyWrong) as wrong:
                    read_paper_key(written[:at] + other + written[at + 1 :])
                assert wrong.value.mistyped
        with pytest.raises(RecoveryKeyWrong) as wrong:
            vault.recover_by_paper(new_paper_key()[0])
        assert not wrong.value.mistyped

    def test_a_new_one_takes_the_place_of_the_former(self, vault: Vault, key: bytes) -> None:
        former, written = vault.write_paper_key(key), vault.write_paper_key(key)
        assert vault.recover_by_paper(written) == key
        with pytest.raises(RecoveryKeyWrong):
            vault.recover_by_paper(former)

    @pytest.mark.parametrize("typed", ["", "no", "é" * 28, "U" * 28, "-" * 28, "7" * 400])
    def test_nonsense_is_mistyped(self, typed: str, vault: Vault, key: bytes) -> None:
        with pytest.raises(RecoveryKeyWrong):
            vault.recover_by_paper(typed)


class TestFormatOne:
    @pytest.fixture
    def first(self, tmp_path: Path, vault: Vault, key: bytes, passphrase: str, locker: Locker) -> bytes:
        """The vault as the first release wrote it, with the keyring besides."""
        vault.set_policy(key, Policy.EITHER, passphrase, locker)
        now = msgspec.json.decode((tmp_path / VAULT_FILE).read_bytes())
        opened = msgspec.convert(now["passphrase"], PassphraseWrap), msgspec.convert(now["keyring"], KeyringWrap)
        import hashlib

        made = FirstWraps(*opened)
        check = hashlib.sha256(msgspec.json.encode(made)).hexdigest()
        data = msgspec.json.format(msgspec.json.encode(msgspec.structs.replace(made, check=check)))
        (tmp_path / VAULT_FILE).write_bytes(data)
        (tmp_path / VAULT_COPY).unlink()
        return data

    def test_it_opens_and_is_brought_up_to_date(
        self, first: bytes, tmp_path: Path, vault: Vault, key: bytes, passphrase: str, locker: Locker
    ) -> None:
        assert format_of(first) == 1
        assert vault.open_by_keyring(locker) == key
        assert (tmp_path / VAULT_FILE).read_bytes() == first
        assert vault.open(passphrase) == key
        assert format_of((tmp_path / VAULT_FILE).read_bytes()) == 2
        assert opens_by(vault, passphrase, locker) == {"passphrase", "keyring", "both"}

    def test_a_changed_byte_is_damage_or_changes_nothing(
        self, first: bytes, tmp_path: Path, vault: Vault, key: bytes, passphrase: str
    ) -> None:
        """Never a wrong passphrase, and never another key."""
        named = 0
        for at in range(0, len(first), 7):
            broken = bytearray(first)
            broken[at] ^= 1
            (tmp_path / VAULT_FILE).write_bytes(broken)
            (tmp_path / VAULT_COPY).unlink(missing_ok=True)
            try:
                assert vault.open(passphrase) == key
            except VaultDamaged:
                named += 1
        assert named > len(first) // 14


class TestTheEnd:
    def test_nothing_opens_it_and_it_says_why(
        self, book: Casebook, folder: Path, vault_of: VaultOf, passphrase: str, locker: Locker
    ) -> None:
        book.close()
        vault = vault_of(folder)
        key = vault.open(passphrase)
        written = vault.write_paper_key(key)
        vault.set_policy(key, Policy.BOTH, passphrase, locker)
        before = (folder / VAULT_FILE).read_bytes()
        vault.destroy("lost", locker)
        vault.destroy("lost", locker)
        assert locker.kept == {}
        assert not (folder / VAULT_FILE).exists()
        assert not (folder / VAULT_COPY).exists()
        assert all(before[:40] not in each.read_bytes() for each in folder.iterdir())
        for way in (lambda: vault.open(passphrase, locker), lambda: vault.recover_by_paper(written)):
            with pytest.raises(CasebookEnded) as ended:
                way()
            assert ended.value.why == "lost"
        assert not holds_casebook(folder)
        with pytest.raises(CasebookEnded):
            open_casebook(folder, passphrase, book.clock, vault=vault)

    def test_the_laptop_may_be_set_up_again(self, book: Casebook, folder: Path, vault_of: VaultOf, passphrase: str) -> None:
        book.close()
        vault_of(folder).destroy("recalled")
        again = make_casebook(folder, passphrase, "Ann", book.clock, vault=vault_of(folder))
        assert not (folder / ENDED_FILE).exists()
        with again.view() as view:
            assert view.heads() == {}
        again.close()


def test_the_councils_key_file_reads_back_and_a_damaged_one_is_named(tmp_path: Path) -> None:
    private, _ = new_pair()
    path = tmp_path / "key"
    write_key_file(path, private)
    assert read_key_file(path) == private
    assert path.stat().st_mode & 0o077 == 0
    whole = path.read_bytes()
    for data in (b"", whole[:-20], whole.replace(b'"private": "', b'"private": "A')):
        path.write_bytes(data)
        with pytest.raises(CouncilKeyWrong):
            read_key_file(path)


def test_a_cheap_lock_is_not_the_default() -> None:
    assert Cost().memory >= 64 * 1024
