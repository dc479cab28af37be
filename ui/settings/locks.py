"""What Settings needs of the office: what opens the casebook, and the recovery key on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from app.practice.rules import LaptopRules


class Locks(Protocol):
    """The lock of the open casebook. Everything may wait for the disk or the keyring."""

    @property
    def policy(self) -> str:
        """What opens it: `passphrase`, `keyring`, `either` or `both`."""

    @property
    def has_paper_key(self) -> bool:
        """Whether a recovery key was written down."""

    @property
    def has_keyring(self) -> bool:
        """Whether this system has a keyring at all."""

    @property
    def rules(self) -> LaptopRules:
        """What the council has set; the defaults before it has set anything."""

    def change_passphrase(self, old: str, new: str) -> None:
        """Raises `WrongPassphrase`."""

    def set_policy(self, policy: str, passphrase: str) -> None:
        """Raises `LockNotAllowed`, `WrongPassphrase`, `KeyringUnavailable`, `RecoveryMissing`, `PassphraseTooShort`."""

    def write_paper_key(self, passphrase: str = "") -> str:
        """A new recovery key, told once. Raises `WrongPassphrase`."""
