"""Whose casebook it is."""

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.records.revision import RecordId


@dataclass(frozen=True)
class Identity:
    """Whose casebook it is: the member of staff, their name, this laptop and its signing key (raw, 32 bytes).

    `formerly` are the ids it sealed as before it first met the council, which then named the member of staff.
    """

    staff: RecordId
    name: str
    device: RecordId
    key: bytes
    formerly: tuple[RecordId, ...] = ()

    def is_me(self, staff: RecordId) -> bool:
        """Whether it is this member of staff, also by an id of before."""
        return staff == self.staff or staff in self.formerly

    @property
    def signer(self) -> Ed25519PrivateKey:
        """The key that signs what is sealed here."""
        return Ed25519PrivateKey.from_private_bytes(self.key)

    @property
    def public_key(self) -> bytes:
        """Raw, 32 bytes."""
        return self.signer.public_key().public_bytes_raw()
