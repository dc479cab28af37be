"""Sealing to the council: what this app encrypts to the council's public key and cannot read itself.

HPKE (RFC 9180): X25519, HKDF-SHA256, AES-256-GCM. The private half is made at `council begin`, written to a file that the council
stores away from its server, and is in no database.
"""

from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from app.practice.errors import CouncilKeyWrong
from app.records.canonical import sha256
from app.records.files import write_whole

KEY_BYTES = 32
_CHECK = 8
_FIRST_LINE = "Kitchen Table: the council's key. Whoever has it can open every casebook of this council. Keep it off the server."


def new_pair() -> tuple[bytes, bytes]:
    """A private key and its public half, raw."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def public_of(private: bytes) -> bytes:
    """The public half, raw."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def seal_to(public: bytes, plain: bytes, purpose: bytes) -> bytes:
    """The bytes, for whoever has the private half. `purpose` must be the same at opening."""
    sealed: bytes = _suite().encrypt(plain, X25519PublicKey.from_public_bytes(public), info=purpose)
    return sealed


def open_sealed(private: bytes, sealed: bytes, purpose: bytes) -> bytes:
    """What was sealed. Raises `CouncilKeyWrong`: another key, another purpose, or the bytes are damaged."""
    try:
        plain: bytes = _suite().decrypt(sealed, X25519PrivateKey.from_private_bytes(private), info=purpose)
    except (InvalidTag, ValueError, RuntimeError) as error:
        raise CouncilKeyWrong(detail="it does not open what was sealed") from error
    return plain


def is_key(public: bytes) -> bool:
    """Whether the bytes may be a public key."""
    return len(public) == KEY_BYTES and any(public)


class _KeyFile(msgspec.Struct, frozen=True):
    about: str
    private: bytes
    check: str


def write_key_file(path: Path, private: bytes) -> None:
    """Keep the private half in a file that nobody but its owner reads. Raises `StoreFull`, `StoreReadOnly`."""
    kept = _KeyFile(_FIRST_LINE, private, _check(private))
    write_whole(path, msgspec.json.format(msgspec.json.encode(kept)) + b"\n", mode=0o600)


def read_key_file(path: Path) -> bytes:
    """The private half in the file. Raises `CouncilKeyWrong`."""
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=_KeyFile)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CouncilKeyWrong(detail="the file cannot be read") from error
    if kept.check != _check(kept.private) or len(kept.private) != KEY_BYTES:
        raise CouncilKeyWrong(detail="the file does not read back as it was written")
    return kept.private


def _check(private: bytes) -> str:
    return sha256(b"kitchen-table key file\0", private).hex()[: 2 * _CHECK]


def _suite() -> Suite:
    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
