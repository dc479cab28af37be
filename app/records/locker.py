"""Where the operating system keeps secrets: its keyring, of which only short keys are asked."""

import base64
from typing import Protocol

from app.practice.errors import KeyringUnavailable

KEYRING_SERVICE = "Kitchen Table casebook"


class SecretStore(Protocol):
    """Where the operating system keeps secrets. Each method raises `KeyringUnavailable`."""

    def get(self, entry: str) -> bytes:
        """The secret kept for the entry."""

    def put(self, entry: str, secret: bytes) -> None:
        """Keep the secret."""

    def drop(self, entry: str) -> None:
        """Forget the secret."""


class SystemKeyring:
    """The operating system's keyring. What goes in is 44 letters, and stays on this machine."""

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
