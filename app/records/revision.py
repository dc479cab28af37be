"""A revision: one version of one record, which never changes.

    id     = SHA-256(canonical bytes of the header)
    header = {author, body, device, format, kind, parents, record, scope, written}
    body   = hex of SHA-256(salt + body bytes), so that a body that the law says must go can go with its salt, while
             the history above it still checks
    signature = Ed25519 by the device's key over b"kitchen-table revision\\0" + id

Ids are lower-case hex in memory and raw bytes in the database and on the wire. Record ids are 16 bytes: random, or
worked out by `derived_record` where two laptops must arrive at the same record apart from each other. A scope is whom
the record is about and so who may have it: `person:<record>`, `staff:<record>` or `council`. `written` is the laptop's
claim of the time, in UTC; it is shown to people and never used to order anything.
"""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from app.records.canonical import LARGEST_WHOLE_NUMBER, canonical_bytes, sha256

RevisionId = str
RecordId = str

SALT_BYTES = 16
RECORD_BYTES = 16
COUNCIL_SCOPE = "council"

_header_encoder = msgspec.json.Encoder(order="sorted")
_SIGNED = b"kitchen-table revision\0"


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """What a revision's id is worked out from. `parents` are sorted; `body` is hex of the salted hash."""

    author: str
    body: str
    device: str
    format: int
    kind: str
    parents: tuple[RevisionId, ...]
    record: RecordId
    scope: str
    written: str

    @property
    def id(self) -> RevisionId:
        """Lower-case hex, 64 letters."""
        try:
            return sha256(_header_encoder.encode(self)).hex() if abs(self.format) <= LARGEST_WHOLE_NUMBER else self._id_by_value
        except UnicodeEncodeError:
            return self._id_by_value

    @property
    def _id_by_value(self) -> RevisionId:
        """As `id`, the long way, which says what has no canonical form. Raises `NotCanonical`."""
        return sha256(canonical_bytes(self)).hex()


class Revision(msgspec.Struct, frozen=True, kw_only=True):
    """A header with what it names. `salt` and `body` are both None once the body was erased by law."""

    id: RevisionId
    header: Header
    salt: bytes | None
    body: bytes | None
    signature: bytes

    @property
    def erased(self) -> bool:
        """Whether the words of this revision have been erased."""
        return self.body is None

    def faults(self) -> list[str]:
        """What does not check, in words for a log; empty when the revision is whole."""
        found = []
        if self.header.id != self.id:
            found.append("the id is not that of the header")
        if tuple(sorted(set(self.header.parents))) != self.header.parents:
            found.append("the parents are not in order")
        if self.body is not None and self.salt is not None:
            if body_hash(self.salt, self.body) != self.header.body:
                found.append("the body is not the one the header names")
        elif (self.body is None) != (self.salt is None):
            found.append("a body without its salt")
        return found


def body_hash(salt: bytes, body: bytes) -> str:
    """Hex of SHA-256(salt + body)."""
    return sha256(salt, body).hex()


def seal(
    body: bytes,
    *,
    record: RecordId,
    kind: str,
    format: int,
    scope: str,
    parents: tuple[RevisionId, ...],
    author: str,
    device: str,
    written: datetime,
    key: Ed25519PrivateKey,
    entropy: Callable[[int], bytes] = secrets.token_bytes,
) -> Revision:
    """A signed revision of canonical `body` bytes written on top of `parents`."""
    salt = entropy(SALT_BYTES)
    header = Header(
        author=author,
        body=body_hash(salt, body),
        device=device,
        format=format,
        kind=kind,
        parents=tuple(sorted(set(parents))),
        record=record,
        scope=scope,
        written=written_text(written),
    )
    revision_id = header.id
    return Revision(
        id=revision_id,
        header=header,
        salt=salt,
        body=body,
        signature=key.sign(signed_bytes(revision_id)),
    )


def signed_bytes(revision: RevisionId) -> bytes:
    """What a device signs for a revision."""
    return _SIGNED + bytes.fromhex(revision)


def signature_holds(revision: Revision, public_key: bytes) -> bool:
    """Whether the device whose raw 32-byte public key this is signed the revision."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(revision.signature, signed_bytes(revision.id))
    except (InvalidSignature, ValueError):
        return False
    return True


def written_text(at: datetime) -> str:
    """UTC to the microsecond, always with six digits: `2026-11-21T14:02:03.000000Z`."""
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def written_time(text: str) -> datetime:
    """The time that `written_text` wrote. Raises ValueError."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def new_record() -> RecordId:
    """A random record id."""
    return secrets.token_hex(RECORD_BYTES)


def derived_record(*parts: str) -> RecordId:
    """The record id that these parts name: the same on every laptop."""
    return sha256(*(part.encode() + b"\0" for part in parts))[:RECORD_BYTES].hex()


def person_scope(person: RecordId) -> str:
    """The scope of everything about a person."""
    return f"person:{person}"


def staff_scope(staff: RecordId) -> str:
    """The scope of what is for one member of staff."""
    return f"staff:{staff}"
