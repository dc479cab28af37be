"""The vault: the casebook's random key, wrapped so that only its worker can have it.

The key is never derived from anything and never touches the disk in the clear. It is always wrapped by the passphrase
(argon2id, AES key wrap), and besides, where the council's policy allows and the system has one, by a secret in the
system's keyring: a lost keyring never costs the history. A wrong key is never answered with a new, empty casebook.
"""

import base64
import hashlib
import secrets
import time
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Protocol

import msgspec
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from app.practice.errors import (
    KeyringUnavailable,
    NoCasebook,
    PassphraseTooShort,
    StoreFull,
    StoreReadOnly,
    VaultDamaged,
    WrongPassphrase,
)
from app.records.files import MAKING_FILE, VAULT_FILE, rename_whole, write_whole

TRIES_FILE = "tries.json"
KEY_BYTES = 32
LEAST_PASSPHRASE = 8
FREE_TRIES = 3
LONGEST_WAIT_SECONDS = 300
KEYRING_SERVICE = "Kitchen Table casebook"


class Cost(msgspec.Struct, frozen=True):
    """What argon2id is asked to spend: KiB of memory, passes, lanes (RFC 9106)."""

    memory: Annotated[int, msgspec.Meta(ge=64, le=4_194_304)] = 65_536
    passes: Annotated[int, msgspec.Meta(ge=1, le=100)] = 3
    lanes: Annotated[int, msgspec.Meta(ge=1, le=8)] = 4


class PassphraseWrap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The key under a passphrase."""

    salt: bytes
    cost: Cost
    key: bytes


class KeyringWrap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The key under a secret that the system's keyring holds for `entry`."""

    entry: str
    key: bytes


class Wraps(msgspec.Struct, frozen=True):
    """The vault file. `check` is of all the rest: a damaged file is not mistaken for a wrong passphrase."""

    passphrase: PassphraseWrap
    keyring: KeyringWrap | None = None
    format: int = 1
    check: str = ""

    def checked(self) -> "Wraps":
        """These wraps with their check."""
        rest = msgspec.json.encode(msgspec.structs.replace(self, check=""))
        return msgspec.structs.replace(self, check=hashlib.sha256(rest).hexdigest())


class Tries(msgspec.Struct, frozen=True):
    """Wrong passphrases in a row, and when the last was."""

    wrong: int
    last: float


class SecretStore(Protocol):
    """Where the operating system keeps secrets. Each method raises `KeyringUnavailable`."""

    def get(self, entry: str) -> bytes:
        """The secret kept for the entry."""

    def put(self, entry: str, secret: bytes) -> None:
        """Keep the secret."""

    def drop(self, entry: str) -> None:
        """Forget the secret."""


class SystemKeyring:
    """The operating system's keyring."""

    def get(self, entry: str) -> bytes:
        """The secret kept for the entry. Raises `KeyringUnavailable`."""
        import keyring
        from keyring.errors import KeyringError

        try:
            kept = keyring.get_password(f"{KEYRING_SERVICE} {entry}", entry)
        except KeyringError as error:
            raise KeyringUnavailable() from error
        if kept is None:
            raise KeyringUnavailable()
        return base64.b64decode(kept)

    def put(self, entry: str, secret: bytes) -> None:
        """Keep the secret and make sure that it reads back. Raises `KeyringUnavailable`."""
        import keyring
        from keyring.errors import KeyringError

        backend = keyring.get_keyring()
        if hasattr(backend, "persist"):
            backend.persist = "local machine"
        try:
            keyring.set_password(f"{KEYRING_SERVICE} {entry}", entry, base64.b64encode(secret).decode())
        except KeyringError as error:
            raise KeyringUnavailable() from error
        if self.get(entry) != secret:
            raise KeyringUnavailable()

    def drop(self, entry: str) -> None:
        """Forget the secret. Raises `KeyringUnavailable`."""
        import keyring
        from keyring.errors import KeyringError

        try:
            keyring.delete_password(f"{KEYRING_SERVICE} {entry}", entry)
        except KeyringError as error:
            raise KeyringUnavailable() from error


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
        """Whether the key is also wrapped by the system's keyring."""
        return self._read().keyring is not None

    def create(self, passphrase: str) -> bytes:
        """A new random key, wrapped by the passphrase. Raises `PassphraseTooShort`, `VaultDamaged` if one is there."""
        key = self.begin(passphrase)
        self.finish()
        return key

    def begin(self, passphrase: str) -> bytes:
        """Like `create`, but the key opens nothing before `finish`: an accident between leaves no casebook."""
        if len(passphrase) < LEAST_PASSPHRASE:
            raise PassphraseTooShort(least=LEAST_PASSPHRASE)
        if self.exists:
            raise VaultDamaged(path=str(self._folder), detail="there is a key already")
        key = secrets.token_bytes(KEY_BYTES)
        self._write(Wraps(passphrase=self._wrapped(passphrase, key)), MAKING_FILE)
        return key

    def finish(self) -> None:
        """From now on the key that was begun opens. Raises `StoreFull`, `StoreReadOnly`."""
        rename_whole(self._folder / MAKING_FILE, self._folder / VAULT_FILE)

    def open(self, passphrase: str) -> bytes:
        """The key. Raises `WrongPassphrase` (with the seconds to wait before another try), `NoCasebook`, `VaultDamaged`."""
        wraps = self._read()
        wait = self.seconds_to_wait()
        if wait:
            raise WrongPassphrase(wait=wait)
        wrap = wraps.passphrase
        try:
            key = aes_key_unwrap(_derived(passphrase, wrap.salt, wrap.cost), wrap.key)
        except InvalidUnwrap as error:
            self._count_wrong()
            raise WrongPassphrase(wait=self.seconds_to_wait()) from error
        with suppress(OSError):  # a folder that may only be read still opens
            (self._folder / TRIES_FILE).unlink(missing_ok=True)
        return key

    def open_by_keyring(self, secrets_of_system: SecretStore) -> bytes:
        """The key by the system's keyring. Raises `KeyringUnavailable`: then the passphrase opens it as before."""
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
        entry = secrets.token_hex(8)
        secret = secrets.token_bytes(KEY_BYTES)
        secrets_of_system.put(entry, secret)
        self._write(msgspec.structs.replace(wraps, keyring=KeyringWrap(entry, aes_key_wrap(secret, key))))
        if wraps.keyring is not None:
            with suppress(KeyringUnavailable):  # one that is lost already is as good as dropped
                secrets_of_system.drop(wraps.keyring.entry)

    def change_passphrase(self, key: bytes, passphrase: str) -> None:
        """Wrap the key by another passphrase; the old one no longer opens it. Raises `PassphraseTooShort`."""
        if len(passphrase) < LEAST_PASSPHRASE:
            raise PassphraseTooShort(least=LEAST_PASSPHRASE)
        self._write(msgspec.structs.replace(self._read(), passphrase=self._wrapped(passphrase, key)))

    def seconds_to_wait(self) -> int:
        """How long until the next passphrase is looked at: nothing for three tries, then doubling."""
        tries = self._tries()
        if tries.wrong < FREE_TRIES:
            return 0
        wait = min(2 ** min(tries.wrong - FREE_TRIES + 1, 9), LONGEST_WAIT_SECONDS)
        since = self._clock() - tries.last
        if not 0 <= since < wait:  # a clock that was put back counts as waited, or it would lock out for years
            return 0
        return min(int(wait - since) + 1, LONGEST_WAIT_SECONDS)

    def _wrapped(self, passphrase: str, key: bytes) -> PassphraseWrap:
        salt = secrets.token_bytes(16)
        return PassphraseWrap(salt, self._cost, aes_key_wrap(_derived(passphrase, salt, self._cost), key))

    def _read(self) -> Wraps:
        path = self._folder / VAULT_FILE
        try:
            wraps = msgspec.json.decode(path.read_bytes(), type=Wraps)
        except FileNotFoundError as error:
            raise self._nothing_or_lost() from error
        except (msgspec.DecodeError, UnicodeDecodeError, OSError) as error:
            raise VaultDamaged(path=str(path), detail=type(error).__name__) from error
        if wraps.checked() != wraps:
            raise VaultDamaged(path=str(path), detail="it does not read back as it was written")
        return wraps

    def _nothing_or_lost(self) -> NoCasebook | VaultDamaged:
        if any(self._folder.glob("*.db")) and not (self._folder / MAKING_FILE).exists():
            return VaultDamaged(path=str(self._folder / VAULT_FILE), detail="the key file is missing")
        return NoCasebook(path=str(self._folder))

    def _write(self, wraps: Wraps, name: str = VAULT_FILE) -> None:
        write_whole(self._folder / name, msgspec.json.format(msgspec.json.encode(wraps.checked())))

    def _tries(self) -> Tries:
        try:
            return msgspec.json.decode((self._folder / TRIES_FILE).read_bytes(), type=Tries)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return Tries(0, 0.0)

    def _count_wrong(self) -> None:
        tries = Tries(self._tries().wrong + 1, self._clock())
        with suppress(StoreReadOnly, StoreFull):
            write_whole(self._folder / TRIES_FILE, msgspec.json.encode(tries))


def _derived(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """The same letters give the same key, however the keyboard composed them."""
    return Argon2id(salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory).derive(
        unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    )
