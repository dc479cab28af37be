"""What more than one room asks of the lock of a casebook."""

from typing import Protocol


class Lock(Protocol):
    """What opens a casebook. Each may wait for the disk or the keyring, and raises `VaultDamaged`, `NoCasebook`."""

    @property
    def policy(self) -> str:
        """What opens it: `passphrase`, `keyring`, `either` or `both`."""

    @property
    def has_paper_key(self) -> bool:
        """Whether a recovery key was written down for it."""

    @property
    def has_keyring(self) -> bool:
        """Whether this system has a keyring at all."""
