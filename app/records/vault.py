"""The vault: the casebook's random key, wrapped so that only its worker can have it.

The key is never derived from anything and never touches the disk in the clear. What opens it is the policy: a passphrase
(argon2id, AES key wrap), a secret in the system's keyring, either of them, or only both together. Besides, it is sealed to the
council's public key once the laptop is registered, and may be wrapped by a recovery key that the worker writes down: a lost
keyring never costs the history. A wrong key is never answered with a new, empty casebook.

The vault file is written whole: at any accident the former wraps open, or the new ones. Beside it lies the same once more, which
opens only while the first is there and does not read back. It is gone before the first changes, so it is never an older one.
"""

import os
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from app.practice.errors import (
    CasebookEnded,
    CouncilKeyWrong,
    KeyringUnavailable,
    NoCasebook,
    PassphraseTooShort,
    RecoveryKeyWrong,
    RecoveryMissing,
    StoreFull,
    StoreReadOnly,
    VaultDamaged,
    WrongPassphrase,
)
from app.records.files import ENDED_FILE, MAKING_FILE, VAULT_COPY, VAULT_FILE, ended_why, rename_whole, take_away, write_whole
from app.records.keyfile import kept_wraps, make_both_equal, write_both
from app.records.locker import SecretStore
from app.records.sealing import open_sealed, seal_to
from app.records.wraps import (
    FORMAT,
    KEY_BYTES,
    BothWrap,
    CouncilWrap,
    KeyringWrap,
    PaperWrap,
    PassphraseWrap,
    Wraps,
    derived,
    format_of,
    known_by,
    new_paper_key,
    paper_derived,
    read_paper_key,
    together,
)
from app.records.wraps import (
    Cost as Cost,
)

TRIES_FILE = "tries.json"
LEAST_PASSPHRASE = 8
FREE_TRIES = 3
LONGEST_WAIT_SECONDS = 300
RECOVERY = b"kitchen-table casebook key"


class Policy(StrEnum):
    """What opens a casebook, recovery apart."""

    PASSPHRASE = "passphrase"
    KEYRING = "keyring"
    EITHER = "either"
    BOTH = "both"


class Tries(msgspec.Struct, frozen=True):
    """Wrong tries in a row, and when the last was."""

    wrong: int
    last: float


class Vault:
    """The key file of one casebook folder."""

    def __init__(self, folder: Path, *, clock: Callable[[], float] = time.time, cost: Cost | None = None) -> None:
        self._folder = folder
        self._clock = clock
        self._cost = cost or Cost()

    @property
    def exists(self) -> bool:
        """Whether a key has been made for this folder."""
        return (self._folder / VAULT_FILE).exists()

    @property
    def keyring_opens(self) -> bool:
        """Whether the system's keyring alone opens it."""
        return self._read().keyring is not None

    @property
    def policy(self) -> Policy:
        """What opens it. Raises `VaultDamaged`, `NoCasebook`, `CasebookEnded`."""
        wraps = self._read()
        if wraps.both is not None:
            return Policy.BOTH
        if wraps.keyring is not None:
            return Policy.EITHER if wraps.passphrase is not None else Policy.KEYRING
        return Policy.PASSPHRASE

    @property
    def has_paper_key(self) -> bool:
        """Whether somebody has written a recovery key down."""
        return self._read().paper is not None

    @property
    def sealed_to(self) -> bytes:
        """The council's public key that the key is sealed to; empty when it is not."""
        wrap = self._read().council
        return wrap.to if wrap is not None else b""

    def create(self, passphrase: str) -> bytes:
        """A new random key, wrapped by the passphrase. Raises `PassphraseTooShort`, `VaultDamaged` if one is there."""
        key = self.begin(passphrase)
        self.finish()
        return key

    def begin(self, passphrase: str) -> bytes:
        """Like `create`, but the key opens nothing before `finish`: an accident between leaves no casebook."""
        _long_enough(passphrase)
        if self.exists:
            raise VaultDamaged(path=str(self._folder), detail="there is a key already")
        key = secrets.token_bytes(KEY_BYTES)
        self._write(Wraps(passphrase=self._wrapped(passphrase, key)), MAKING_FILE)
        return key

    def finish(self) -> None:
        """From now on the key that was begun opens. Raises `StoreFull`, `StoreReadOnly`."""
        take_away(self._folder / VAULT_COPY)
        rename_whole(self._folder / MAKING_FILE, self._folder / VAULT_FILE)
        make_both_equal(self._folder)
        with suppress(OSError):
            (self._folder / ENDED_FILE).unlink(missing_ok=True)

    def open(self, passphrase: str, secrets_of_system: SecretStore | None = None) -> bytes:
        """The key. Raises `WrongPassphrase` (with the seconds to wait before another try), `NoCasebook`, `VaultDamaged`.

        Where both are needed, the keyring is asked too: `KeyringUnavailable`. A file of an older format is brought up to date.
        """
        wraps = self._read()
        wait = self.seconds_to_wait()
        if wait:
            raise WrongPassphrase(wait=wait)
        try:
            key = _unwrapped(wraps, passphrase, secrets_of_system)
        except InvalidUnwrap as error:
            self._count_wrong()
            raise WrongPassphrase(wait=self.seconds_to_wait()) from error
        with suppress(OSError):  # a folder that may only be read still opens
            (self._folder / TRIES_FILE).unlink(missing_ok=True)
        make_both_equal(self._folder)
        self._bring_up_to_date(wraps)
        return key

    def open_by_keyring(self, secrets_of_system: SecretStore) -> bytes:
        """The key by the system's keyring. Raises `KeyringUnavailable`: then passphrase or recovery opens it as before."""
        wrap = self._read().keyring
        if wrap is None:
            raise KeyringUnavailable()
        try:
            return aes_key_unwrap(secrets_of_system.get(wrap.entry), wrap.key)
        except (InvalidUnwrap, ValueError) as error:
            raise KeyringUnavailable() from error

    def also_by_keyring(self, key: bytes, secrets_of_system: SecretStore) -> None:
        """Wrap the key by a new secret in the system's keyring besides. Raises `KeyringUnavailable`; then nothing changed.

        A secret that the keyring held for this before is dropped from it.
        """
        wraps = self._read()
        entry, secret = _new_secret(secrets_of_system)
        wrap = KeyringWrap(entry, aes_key_wrap(secret, key))
        self._replace(wraps, msgspec.structs.replace(wraps, keyring=wrap), secrets_of_system)

    def set_policy(self, key: bytes, policy: Policy, passphrase: str, secrets_of_system: SecretStore) -> None:
        """Let the casebook be opened as the policy says, and in no other way but recovery.

        `passphrase` is not looked at for the keyring alone. Raises `PassphraseTooShort`, `KeyringUnavailable`, and
        `RecoveryMissing` where the keyring is needed and nothing could take its place; then nothing changed.
        """
        wraps = self._read()
        if policy in (Policy.KEYRING, Policy.BOTH) and wraps.council is None and wraps.paper is None:
            raise RecoveryMissing()
        made = msgspec.structs.replace(wraps, passphrase=None, keyring=None, both=None)
        if policy in (Policy.PASSPHRASE, Policy.EITHER):
            made = msgspec.structs.replace(made, passphrase=self._wrapped(passphrase, key))
        if policy is Policy.BOTH:
            _long_enough(passphrase)
        if policy is not Policy.PASSPHRASE:
            entry, secret = _new_secret(secrets_of_system)
            if policy is Policy.BOTH:
                made = msgspec.structs.replace(made, both=self._wrapped_by_both(passphrase, secret, entry, key))
            else:
                made = msgspec.structs.replace(made, keyring=KeyringWrap(entry, aes_key_wrap(secret, key)))
        self._replace(wraps, made, secrets_of_system)

    def change_passphrase(self, key: bytes, passphrase: str, secrets_of_system: SecretStore | None = None) -> None:
        """Wrap the key by another passphrase; the old one opens it no more. Raises as `set_policy`."""
        wraps = self._read()
        if wraps.both is None:
            self._write(msgspec.structs.replace(wraps, passphrase=self._wrapped(passphrase, key)))
            return
        _long_enough(passphrase)
        secret = _secret_of(wraps.both, secrets_of_system)
        self._write(msgspec.structs.replace(wraps, both=self._wrapped_by_both(passphrase, secret, wraps.both.entry, key)))

    def without_keyring(self, secrets_of_system: SecretStore) -> bool:
        """Let the keyring alone open it no more, where a passphrase does. False where nothing changed."""
        wraps = self._read()
        if wraps.keyring is None or wraps.passphrase is None:
            return False
        self._replace(wraps, msgspec.structs.replace(wraps, keyring=None), secrets_of_system)
        return True

    def seal_recovery(self, key: bytes, public: bytes) -> None:
        """Seal the key to the council's public key, in the place of an older one. Raises `StoreFull`, `StoreReadOnly`."""
        wraps = self._read()
        if wraps.council is None or wraps.council.to != public:
            self._write(msgspec.structs.replace(wraps, council=CouncilWrap(public, seal_to(public, key, RECOVERY))))

    def write_paper_key(self, key: bytes) -> str:
        """A new recovery key to be written down: seven groups of four letters, told once. The former one opens no more."""
        written, raw = new_paper_key()
        salt = secrets.token_bytes(16)
        wrap = PaperWrap(salt, aes_key_wrap(paper_derived(raw, salt), key))
        self._write(msgspec.structs.replace(self._read(), paper=wrap))
        return written

    def recover_by_paper(self, written: str) -> bytes:
        """The key by what was written down. Raises `RecoveryKeyWrong`."""
        raw, wrap = read_paper_key(written), self._read().paper
        if wrap is None:
            raise RecoveryKeyWrong(mistyped=False)
        try:
            return aes_key_unwrap(paper_derived(raw, wrap.salt), wrap.key)
        except InvalidUnwrap as error:
            raise RecoveryKeyWrong(mistyped=False) from error

    def recover_by_council(self, private: bytes) -> bytes:
        """The key by the council's private key. Raises `CouncilKeyWrong`."""
        wrap = self._read().council
        if wrap is None:
            raise CouncilKeyWrong(detail="this casebook was never registered with a council that has a key")
        return open_sealed(private, wrap.sealed, RECOVERY)

    def begin_anew(self, key: bytes, passphrase: str) -> None:
        """After a recovery: from now on this passphrase opens it. Raises `PassphraseTooShort`."""
        wraps = msgspec.structs.replace(self._read(), keyring=None, both=None, passphrase=self._wrapped(passphrase, key))
        self._write(wraps)
        with suppress(OSError):
            (self._folder / TRIES_FILE).unlink(missing_ok=True)

    def destroy(self, why: str, secrets_of_system: SecretStore | None = None) -> None:
        """Let nothing open this casebook ever again. The wraps are overwritten and taken away, the keyring's secrets dropped.

        Why is left in the folder, to be said plainly. Whatever cannot be done is passed by, and doing it twice does no harm.
        """
        entries: set[str] = set()
        with suppress(VaultDamaged, NoCasebook, CasebookEnded):
            entries = self._read().entries
        with suppress(StoreFull, StoreReadOnly):
            write_whole(self._folder / ENDED_FILE, why.encode())
        for name in (VAULT_COPY, f".{VAULT_COPY}.new", VAULT_FILE, MAKING_FILE, f".{VAULT_FILE}.new"):
            _overwrite(self._folder / name)
        for entry in entries:
            if secrets_of_system is not None:
                with suppress(KeyringUnavailable):
                    secrets_of_system.drop(entry)

    def seconds_to_wait(self) -> int:
        """How long until the next passphrase is looked at: nothing for three tries, then doubling."""
        return wait_after(self._tries(), self._clock())

    def _wrapped(self, passphrase: str, key: bytes) -> PassphraseWrap:
        _long_enough(passphrase)
        salt = secrets.token_bytes(16)
        return PassphraseWrap(salt, self._cost, aes_key_wrap(derived(passphrase, salt, self._cost), key))

    def _wrapped_by_both(self, passphrase: str, secret: bytes, entry: str, key: bytes) -> BothWrap:
        salt = secrets.token_bytes(16)
        wrapped = aes_key_wrap(together(passphrase, secret, salt, self._cost), key)
        return BothWrap(salt, self._cost, entry, known_by(secret), wrapped)

    def _replace(self, former: Wraps, made: Wraps, secrets_of_system: SecretStore) -> None:
        """The new wraps first; only then are secrets dropped that nothing needs any more."""
        self._write(made)
        for entry in former.entries - made.entries:
            with suppress(KeyringUnavailable):  # one that is lost already is as good as dropped
                secrets_of_system.drop(entry)

    def _read(self) -> Wraps:
        try:
            return kept_wraps(self._folder)
        except FileNotFoundError as error:
            raise self._nothing_or_lost() from error

    def _nothing_or_lost(self) -> NoCasebook | VaultDamaged | CasebookEnded:
        if (why := ended_why(self._folder)) is not None:
            return CasebookEnded(why=why)
        if any(self._folder.glob("*.db")) and not (self._folder / MAKING_FILE).exists():
            return VaultDamaged(path=str(self._folder / VAULT_FILE), detail="the key file is missing")
        return NoCasebook(path=str(self._folder))

    def _write(self, wraps: Wraps, name: str = VAULT_FILE) -> None:
        data = msgspec.json.format(msgspec.json.encode(wraps.checked()))
        write_both(self._folder, data) if name == VAULT_FILE else write_whole(self._folder / name, data)

    def _bring_up_to_date(self, wraps: Wraps) -> None:
        with suppress(StoreFull, StoreReadOnly, OSError, msgspec.DecodeError):
            if format_of((self._folder / VAULT_FILE).read_bytes()) < FORMAT:
                self._write(wraps)

    def _tries(self) -> Tries:
        try:
            return msgspec.json.decode((self._folder / TRIES_FILE).read_bytes(), type=Tries)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return Tries(0, 0.0)

    def _count_wrong(self) -> None:
        tries = Tries(self._tries().wrong + 1, self._clock())
        with suppress(StoreReadOnly, StoreFull):
            write_whole(self._folder / TRIES_FILE, msgspec.json.encode(tries))


def wait_after(tries: Tries, now: float) -> int:
    """Seconds until another try is looked at: nothing for three wrong ones, then doubling up to five minutes, never for good."""
    if tries.wrong < FREE_TRIES:
        return 0
    wait = min(2 ** min(tries.wrong - FREE_TRIES + 1, 9), LONGEST_WAIT_SECONDS)
    since = now - tries.last
    if not 0 <= since < wait:  # a clock that was put back counts as waited, or it would lock out for years
        return 0
    return min(int(wait - since) + 1, LONGEST_WAIT_SECONDS)


def _unwrapped(wraps: Wraps, passphrase: str, secrets_of_system: SecretStore | None) -> bytes:
    """The key. Raises `InvalidUnwrap` for a wrong passphrase, `KeyringUnavailable`."""
    if wraps.both is not None:
        both, secret = wraps.both, _secret_of(wraps.both, secrets_of_system)
        return aes_key_unwrap(together(passphrase, secret, both.salt, both.cost), both.key)
    if wraps.passphrase is None:
        raise KeyringUnavailable()
    wrap = wraps.passphrase
    return aes_key_unwrap(derived(passphrase, wrap.salt, wrap.cost), wrap.key)


def _secret_of(wrap: BothWrap, secrets_of_system: SecretStore | None) -> bytes:
    if secrets_of_system is None:
        raise KeyringUnavailable()
    try:
        secret = secrets_of_system.get(wrap.entry)
    except ValueError as error:
        raise KeyringUnavailable() from error
    if known_by(secret) != wrap.known:
        raise KeyringUnavailable()
    return secret


def _new_secret(secrets_of_system: SecretStore) -> tuple[str, bytes]:
    """A secret that the keyring has and gives back, and what it is called there."""
    entry, secret = secrets.token_hex(8), secrets.token_bytes(KEY_BYTES)
    secrets_of_system.put(entry, secret)
    return entry, secret


def _long_enough(passphrase: str) -> None:
    if len(passphrase) < LEAST_PASSPHRASE:
        raise PassphraseTooShort(least=LEAST_PASSPHRASE)


def _overwrite(path: Path) -> None:
    with suppress(OSError):
        size = path.stat().st_size
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(size))
            file.flush()
            os.fsync(file.fileno())
    with suppress(OSError):
        path.unlink(missing_ok=True)
