"""What stands in the vault file: the casebook's key, wrapped in every way that opens it; and the key that is written on paper."""

import hashlib
import secrets
import unicodedata
from typing import Annotated

import msgspec
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.practice.errors import RecoveryKeyWrong
from app.records.canonical import sha256

KEY_BYTES = 32
FORMAT = 2
PAPER_BYTES = 16
PAPER_GROUPS = 7
"""Seven groups of four letters: 26 letters of key and two that check them."""
_PRIME = 1021
"""The largest prime that two letters hold: one wrong letter, or two neighbours exchanged, always shows."""
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


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


class BothWrap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The key under passphrase and keyring secret together. `known` tells another secret from a wrong passphrase."""

    salt: bytes
    cost: Cost
    entry: str
    known: bytes
    key: bytes


class CouncilWrap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The key, sealed to the council's public key."""

    to: bytes
    sealed: bytes


class PaperWrap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The key under a recovery key that somebody wrote down."""

    salt: bytes
    key: bytes


class FirstWraps(msgspec.Struct, frozen=True):
    """The vault file of format 1."""

    passphrase: PassphraseWrap
    keyring: KeyringWrap | None = None
    format: int = 1
    check: str = ""

    @property
    def whole(self) -> bool:
        """Whether it reads back as it was written."""
        rest = msgspec.json.encode(msgspec.structs.replace(self, check=""))
        return self.check == hashlib.sha256(rest).hexdigest()


class Wraps(msgspec.Struct, frozen=True):
    """The vault file. `check` is of all the rest: a damaged file is not mistaken for a wrong passphrase."""

    passphrase: PassphraseWrap | None = None
    keyring: KeyringWrap | None = None
    both: BothWrap | None = None
    council: CouncilWrap | None = None
    paper: PaperWrap | None = None
    format: int = FORMAT
    check: str = ""

    def checked(self) -> "Wraps":
        """These wraps with their check."""
        rest = msgspec.json.encode(msgspec.structs.replace(self, check=""))
        return msgspec.structs.replace(self, check=hashlib.sha256(rest).hexdigest())

    @property
    def entries(self) -> set[str]:
        """What the system's keyring holds for it."""
        return {wrap.entry for wrap in (self.keyring, self.both) if wrap is not None}


def read_wraps(data: bytes) -> Wraps | None:
    """The wraps in a vault file of any format so far; None when it was changed. Raises `msgspec.DecodeError`."""
    if format_of(data) == 1:
        first = msgspec.json.decode(data, type=FirstWraps)
        return Wraps(passphrase=first.passphrase, keyring=first.keyring).checked() if first.whole else None
    found = msgspec.json.decode(data, type=Wraps)
    return found if found.checked() == found else None


class _Format(msgspec.Struct):
    format: int = 1


def format_of(data: bytes) -> int:
    """Which format a vault file has. Raises `msgspec.DecodeError`."""
    return msgspec.json.decode(data, type=_Format).format


def derived(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """The key of a passphrase. The same letters give the same key, however the keyboard composed them."""
    return Argon2id(salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory).derive(
        unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    )


def together(passphrase: str, secret: bytes, salt: bytes, cost: Cost) -> bytes:
    """One key of a passphrase and a secret of the keyring; neither alone says anything of it."""
    return _stretched(derived(passphrase, salt, cost) + secret, salt, b"kitchen-table both")


def known_by(secret: bytes) -> bytes:
    """By what the secret is known again."""
    return sha256(b"kitchen-table keyring secret\0", secret)[:8]


def new_paper_key() -> tuple[str, bytes]:
    """A recovery key as somebody writes it down, and what it stands for."""
    raw = secrets.token_bytes(PAPER_BYTES)
    letters = _letters(raw)
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4)), raw


def read_paper_key(written: str) -> bytes:
    """What a written-down key stands for, however it was spaced and in whichever letters. Raises `RecoveryKeyWrong`."""
    letters = "".join(each for each in written.upper().translate(_READ_AS) if each.isalnum())
    if len(letters) != 4 * PAPER_GROUPS or any(each not in _LETTERS for each in letters):
        raise RecoveryKeyWrong(mistyped=True)
    number = 0
    for each in letters[:26]:
        number = number * 32 + _LETTERS.index(each)
    raw = (number >> 2).to_bytes(PAPER_BYTES + 1, "big")[1:]
    if _letters(raw) != letters:
        raise RecoveryKeyWrong(mistyped=True)
    return raw


def paper_derived(raw: bytes, salt: bytes) -> bytes:
    """The wrapping key of a written-down key: it is random, so it needs no stretching."""
    return _stretched(raw, salt, b"kitchen-table recovery")


def _letters(raw: bytes) -> str:
    number = int.from_bytes(raw, "big") << 2
    letters = "".join(_LETTERS[(number >> shift) & 31] for shift in range(125, -1, -5))
    check = int.from_bytes(raw, "big") % _PRIME
    return letters + _LETTERS[check >> 5] + _LETTERS[check & 31]


def _stretched(material: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=salt, info=purpose).derive(material)
