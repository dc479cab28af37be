"""What Settings needs of the office: what opens the casebook, and the recovery key on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ui.lock import Lock

if TYPE_CHECKING:
    from app.practice.rules import LaptopRules


class Locks(Lock, Protocol):
    """The lock of the open casebook. Everything may wait for the disk or the keyring."""

    @property
    def rules(self) -> LaptopRules:
        """What the council has set; the defaults before it has set anything."""

    def change_passphrase(self, old: str, new: str) -> None:
        """Raises `WrongPassphrase`."""

    def set_policy(self, policy: str, passphrase: str) -> None:
        """Raises `LockNotAllowed`, `WrongPassphrase`, `KeyringUnavailable`, `RecoveryMissing`, `PassphraseTooShort`."""

    def write_paper_key(self, passphrase: str = "") -> str:
        """A new recovery key, told once. Raises `WrongPassphrase`."""
