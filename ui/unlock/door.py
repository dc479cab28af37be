"""What unlocking needs of the office, and nothing else of it."""

from typing import TYPE_CHECKING, Protocol

from ui.lock import Lock

if TYPE_CHECKING:
    from app.casebook.desk import Desk


class Door(Lock, Protocol):
    """The casebook folder of one worker, as the first screen sees it. Everything may wait for the disk."""

    @property
    def exists(self) -> bool:
        """Whether a casebook, or what is left of one, is there."""

    @property
    def ended(self) -> str:
        """Why the casebook that was here can be opened no more (`lost`, `recalled`); empty when there was none."""

    @property
    def keyring_opens(self) -> bool:
        """Whether this casebook may be opened by the system's keyring. Raises `VaultDamaged`, `NoCasebook`."""

    def make(self, name: str, passphrase: str, *, by_keyring: bool = False) -> "Desk":
        """A new casebook. Raises `PassphraseTooShort` and the `Store...` family."""

    def open(self, passphrase: str) -> "Desk":
        """Open it. Raises `WrongPassphrase` (wait, in seconds), `VaultDamaged`, `NoCasebook`, the `Store...` family."""

    def open_by_keyring(self) -> "Desk":
        """Open it. Raises `KeyringUnavailable`: the passphrase still opens it."""

    def follow_lock(self, passphrase: str = "") -> bool:
        """Once it is open: let what the council has set open it from now on. True when something changed."""

    def recover(self, written: str, passphrase: str) -> "Desk":
        """Open it by the recovery key; the new passphrase opens it from then on. Raises `RecoveryKeyWrong`."""
