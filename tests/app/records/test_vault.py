"""The vault: only the right passphrase or the system's keyring opens a casebook, and nothing costs the history."""

import base64
import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import keyring
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import PasswordDeleteError

from app.practice.errors import (
    KeyringUnavailable,
    KitchenTableError,
    PassphraseTooShort,
    StoreReadOnly,
    VaultDamaged,
    WrongPassphrase,
)
from app.practice.statements import Statement
from app.records.book import Casebook
from app.records.files import VAULT_COPY, VAULT_FILE, write_whole
from app.records.locker import SystemKeyring
from app.records.open import open_casebook
from app.records.vault import FREE_TRIES, LONGEST_WAIT_SECONDS, Vault
from app.records.wraps import Cost

VaultOf = Callable[[Path], Vault]
CHEAP = Cost(memory=64, passes=1, lanes=1)


class InMemory:
    """A keyring of the system that works."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def get(self, entry: str) -> bytes:
        if entry not in self.kept:
            raise KeyringUnavailable()
        return self.kept[entry]

    def put(self, entry: str, secret: bytes) -> None:
        self.kept[entry] = secret

    def drop(self, entry: str) -> None:
        del self.kept[entry]


class TestPassphrase:
    def test_the_right_one_opens_and_a_wrong_one_does_not(self, tmp_path: Path, vault_of: VaultOf, passphrase: str) -> None:
        key = vault_of(tmp_path).create(passphrase)
        assert len(key) == 32
        assert vault_of(tmp_path).open(passphrase) == key
        with pytest.raises(WrongPassphrase):
            vault_of(tmp_path).open(passphrase + " ")
        assert vault_of(tmp_path).open(passphrase) == key

    def test_two_casebooks_of_one_passphrase_have_different_keys(
        self, tmp_path: Path, vault_of: VaultOf, passphrase: str
    ) -> None:
        keys = set()
        for name in ("a", "b"):
            (tmp_path / name).mkdir()
            keys.add(vault_of(tmp_path / name).create(passphrase))
        assert len(keys) == 2

    def test_it_is_the_same_however_the_keyboard_composed_it(self, tmp_path: Path, vault_of: VaultOf) -> None:
        """One keyboard types é as one letter, another as e and an accent."""
        key = vault_of(tmp_path).create("caf\u00e9 at nine")
        assert vault_of(tmp_path).open("cafe\u0301 at nine") == key

    def test_half_a_surrogate_pair_is_a_passphrase_like_any(self, tmp_path: Path, vault_of: VaultOf) -> None:
        key = vault_of(tmp_path).create("emoji \ud83d cut")
        assert vault_of(tmp_path).open("emoji \ud83d cut") == key

    def test_a_short_one_is_refused_and_leaves_nothing(self, tmp_path: Path, vault_of: VaultOf, passphrase: str) -> None:
        with pytest.raises(PassphraseTooShort):
            vault_of(tmp_path).create("short")
        assert list(tmp_path.iterdir()) == []
        key = vault_of(tmp_path).create(passphrase)
        with pytest.raises(PassphraseTooShort):
            vault_of(tmp_path).change_passphrase(key, "short")
        assert vault_of(tmp_path).open(passphrase) == key

    def test_a_key_is_never_made_twice(self, tmp_path: Path, vault_of: VaultOf, passphrase: str) -> None:
        key = vault_of(tmp_path).create(passphrase)
        with pytest.raises(VaultDamaged):
            vault_of(tmp_path).create(passphrase)
        assert vault_of(tmp_path).open(passphrase) == key

    def test_a_changed_one_opens_the_same_casebook_and_the_old_one_no_more(
        self, book: Casebook, folder: Path, vault_of: VaultOf, passphrase: str, scope: str, words: Callable[..., Statement]
    ) -> None:
        with book.unit() as unit:
            record = unit.seal(words("kept"), scope=scope)
            unit.commit()
        book.close()
        vault = vault_of(folder)
        vault.change_passphrase(vault.open(passphrase), "quite another one")
        with pytest.raises(WrongPassphrase):
            open_casebook(folder, passphrase, book.clock)
        again = open_casebook(folder, "quite another one", book.clock)
        with again.view() as view:
            assert view.current(Statement, record).body.words == "kept"
        again.close()


class TestWaiting:
    def test_waiting_grows_and_is_kept_over_a_restart(self, tmp_path: Path, passphrase: str) -> None:
        now = [1_000_000.0]

        def vault() -> Vault:
            return Vault(tmp_path, clock=lambda: now[0], cost=CHEAP)

        key, waits = vault().create(passphrase), []
        for _ in range(FREE_TRIES + 10):
            with pytest.raises(WrongPassphrase) as wrong:
                vault().open("not this one")
            waits.append(wrong.value.wait)
            now[0] += wrong.value.wait
        assert waits[: FREE_TRIES - 1] == [0, 0]
        assert waits[FREE_TRIES - 1 :] == sorted(waits[FREE_TRIES - 1 :])
        assert waits[FREE_TRIES] > waits[FREE_TRIES - 1] > 0
        assert waits[-1] == LONGEST_WAIT_SECONDS
        assert vault().open(passphrase) == key
        assert vault().seconds_to_wait() == 0

    def test_while_waiting_even_the_right_one_is_not_looked_at(self, tmp_path: Path, passphrase: str) -> None:
        now = [1_000_000.0]
        vault = Vault(tmp_path, clock=lambda: now[0], cost=CHEAP)
        vault.create(passphrase)
        for _ in range(FREE_TRIES):
            with pytest.raises(WrongPassphrase):
                vault.open("not this one")
        with pytest.raises(WrongPassphrase) as early:
            vault.open(passphrase)
        now[0] += early.value.wait
        assert vault.open(passphrase)

    def test_a_clock_put_back_by_years_locks_nobody_out(self, tmp_path: Path, passphrase: str) -> None:
        now = [4_000_000_000.0]
        vault = Vault(tmp_path, clock=lambda: now[0], cost=CHEAP)
        key = vault.create(passphrase)
        for _ in range(FREE_TRIES):
            with pytest.raises(WrongPassphrase):
                vault.open("not this one")
        now[0] = 1_000_000_000.0
        assert vault.open(passphrase) == key

    @pytest.mark.parametrize("data", [b"", b"\xff", b"{", b'{"wrong":"many"}', b'{"wrong":999999999999,"last":0}'])
    def test_a_damaged_count_of_tries_locks_nobody_out(
        self, data: bytes, tmp_path: Path, vault_of: VaultOf, passphrase: str
    ) -> None:
        key = vault_of(tmp_path).create(passphrase)
        (tmp_path / "tries.json").write_bytes(data)
        assert vault_of(tmp_path).open(passphrase) == key


class TestKeyring:
    @pytest.fixture
    def no_keyring(self) -> Iterator[None]:
        """A system without a keyring."""
        before = keyring.get_keyring()
        keyring.set_keyring(NoKeyring())
        yield
        keyring.set_keyring(before)

    @pytest.fixture
    def a_keyring(self) -> Iterator[dict[tuple[str, str], str]]:
        """A system with a keyring, and what it keeps."""
        kept: dict[tuple[str, str], str] = {}

        class Kept(KeyringBackend):
            priority = 1

            def get_password(self, service: str, username: str) -> str | None:
                return kept.get((service, username))

            def set_password(self, service: str, username: str, password: str) -> None:
                kept[service, username] = password

            def delete_password(self, service: str, username: str) -> None:
                if kept.pop((service, username), None) is None:
                    raise PasswordDeleteError

        before = keyring.get_keyring()
        keyring.set_keyring(Kept())
        yield kept
        keyring.set_keyring(before)

    def test_missing_it_says_so_and_the_passphrase_opens(
        self, no_keyring: None, tmp_path: Path, vault_of: VaultOf, passphrase: str
    ) -> None:
        vault = vault_of(tmp_path)
        key = vault.create(passphrase)
        before = (tmp_path / VAULT_FILE).read_bytes()
        with pytest.raises(KeyringUnavailable):
            vault.also_by_keyring(key, SystemKeyring())
        with pytest.raises(KeyringUnavailable):
            vault.open_by_keyring(SystemKeyring())
        with pytest.raises(KeyringUnavailable):
            SystemKeyring().drop("x")
        assert (tmp_path / VAULT_FILE).read_bytes() == before
        assert not vault.keyring_opens
        assert vault.open(passphrase) == key

    def test_there_it_opens_too_and_lost_the_passphrase_still_does(
        self, a_keyring: dict[tuple[str, str], str], tmp_path: Path, vault_of: VaultOf, passphrase: str
    ) -> None:
        vault = vault_of(tmp_path)
        key = vault.create(passphrase)
        vault.also_by_keyring(key, SystemKeyring())
        assert vault.keyring_opens
        assert vault_of(tmp_path).open_by_keyring(SystemKeyring()) == key
        assert base64.b64encode(key).decode() not in a_keyring.values()
        a_keyring.clear()
        with pytest.raises(KeyringUnavailable):
            vault.open_by_keyring(SystemKeyring())
        assert vault.open(passphrase) == key

    @pytest.mark.parametrize("secret", [b"", b"short", bytes(32), bytes(33)])
    def test_another_secret_there_is_no_key(self, secret: bytes, tmp_path: Path, vault_of: VaultOf, passphrase: str) -> None:
        vault, store = vault_of(tmp_path), InMemory()
        vault.also_by_keyring(vault.create(passphrase), store)
        store.kept = dict.fromkeys(store.kept, secret)
        with pytest.raises(KeyringUnavailable):
            vault.open_by_keyring(store)

    def test_a_secret_that_is_no_base64_is_no_key(
        self, a_keyring: dict[tuple[str, str], str], tmp_path: Path, vault_of: VaultOf, passphrase: str
    ) -> None:
        vault = vault_of(tmp_path)
        vault.also_by_keyring(vault.create(passphrase), SystemKeyring())
        a_keyring.update(dict.fromkeys(a_keyring, "é not base64"))
        with pytest.raises(KeyringUnavailable):
            vault.open_by_keyring(SystemKeyring())

    def test_changing_the_passphrase_leaves_the_keyring_as_it_was(
        self, tmp_path: Path, vault_of: VaultOf, passphrase: str
    ) -> None:
        vault, store = vault_of(tmp_path), InMemory()
        key = vault.create(passphrase)
        vault.also_by_keyring(key, store)
        vault.change_passphrase(key, "quite another one")
        assert vault.open_by_keyring(store) == key

    def test_a_new_secret_drops_the_one_before(self, tmp_path: Path, vault_of: VaultOf, passphrase: str) -> None:
        vault, store = vault_of(tmp_path), InMemory()
        key = vault.create(passphrase)
        vault.also_by_keyring(key, store)
        former = dict(store.kept)
        vault.also_by_keyring(key, store)
        assert len(store.kept) == 1
        assert not former.keys() & store.kept.keys()
        assert vault.open_by_keyring(store) == key

    def test_a_secret_that_was_lost_already_need_not_be_dropped(
        self, a_keyring: dict[tuple[str, str], str], tmp_path: Path, vault_of: VaultOf, passphrase: str
    ) -> None:
        vault = vault_of(tmp_path)
        key = vault.create(passphrase)
        vault.also_by_keyring(key, SystemKeyring())
        a_keyring.clear()
        vault.also_by_keyring(key, SystemKeyring())
        assert vault.open_by_keyring(SystemKeyring()) == key


class TestDamage:
    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def test_any_flipped_bit_is_called_damage_and_never_a_wrong_passphrase(
        self, data: st.DataObject, tmp_path: Path, vault_of: VaultOf, passphrase: str
    ) -> None:
        path = tmp_path / VAULT_FILE
        path.unlink(missing_ok=True)
        key = vault_of(tmp_path).create(passphrase)
        (tmp_path / VAULT_COPY).unlink()
        whole = bytearray(path.read_bytes())
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place] ^= 1 << data.draw(st.integers(0, 7))
        path.write_bytes(whole)
        with contextlib.suppress(VaultDamaged):
            assert vault_of(tmp_path).open(passphrase) == key  # a blank between two fields may change

    @pytest.mark.parametrize("kept", [0, 1, 40, -1])
    def test_a_truncated_key_file_is_called_damage(self, kept: int, tmp_path: Path, vault_of: VaultOf, passphrase: str) -> None:
        vault_of(tmp_path).create(passphrase)
        (tmp_path / VAULT_COPY).unlink(missing_ok=True)
        path = tmp_path / VAULT_FILE
        path.write_bytes(path.read_bytes()[:kept] if kept >= 0 else path.read_bytes().rstrip(b"}\n"))
        for act in (lambda: vault_of(tmp_path).open(passphrase), lambda: vault_of(tmp_path).keyring_opens):
            with pytest.raises(VaultDamaged):
                act()

    def test_a_cost_beyond_reason_is_damage(self, tmp_path: Path, vault_of: VaultOf, passphrase: str) -> None:
        vault_of(tmp_path).create(passphrase)
        (tmp_path / VAULT_COPY).unlink(missing_ok=True)
        path = tmp_path / VAULT_FILE
        path.write_bytes(path.read_bytes().replace(b'"memory": 64', b'"memory": 99999999999'))
        with pytest.raises(VaultDamaged):
            vault_of(tmp_path).open(passphrase)


class TestWriteWhole:
    def test_a_failure_leaves_the_former_file_whole(self, tmp_path: Path) -> None:
        """The name is that of a folder now, so that the last step fails: nothing half-written is left beside it."""
        path = tmp_path / "keys"
        path.mkdir()
        (path / "inside").write_bytes(b"kept")
        with pytest.raises(StoreReadOnly):
            write_whole(path, b"new")
        assert [each.name for each in tmp_path.iterdir()] == ["keys"]
        assert (path / "inside").read_bytes() == b"kept"

    def test_a_folder_that_is_gone_is_said_in_our_words(self, tmp_path: Path) -> None:
        with pytest.raises(KitchenTableError):
            write_whole(tmp_path / "gone" / "file", b"new")

    def test_a_reader_sees_the_old_or_the_new_and_nothing_else(self, tmp_path: Path) -> None:
        path = tmp_path / "file"
        sizes = [bytes([number]) * 50_000 for number in range(40)]
        write_whole(path, sizes[0])
        writer = Thread(target=lambda: [write_whole(path, data) for data in sizes[1:]])
        writer.start()
        while writer.is_alive():
            assert path.read_bytes() in sizes
        assert path.read_bytes() == sizes[-1]

    def test_what_a_crash_left_beside_it_does_no_harm(self, tmp_path: Path, vault_of: VaultOf, passphrase: str) -> None:
        key = vault_of(tmp_path).create(passphrase)
        (tmp_path / f".{VAULT_FILE}.new").write_bytes(b"half a ")
        assert vault_of(tmp_path).open(passphrase) == key
        vault_of(tmp_path).change_passphrase(key, "quite another one")
        assert vault_of(tmp_path).open("quite another one") == key
        assert sorted(each.name for each in tmp_path.iterdir()) == [VAULT_FILE, VAULT_COPY]


def test_the_default_cost_is_what_the_rfc_asks(tmp_path: Path, passphrase: str) -> None:
    """RFC 9106, second choice: 64 MiB, three passes, four lanes; and the file says what was spent."""
    Vault(tmp_path).create(passphrase)
    kept = msgspec.json.decode((tmp_path / VAULT_FILE).read_bytes())["passphrase"]
    assert kept["cost"] == {"memory": 65_536, "passes": 3, "lanes": 4}
