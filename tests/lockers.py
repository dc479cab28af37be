"""A keyring of the system for tests."""

from app.practice.errors import KeyringUnavailable


class Drawer:
    """A keyring of one's own: a drawer with secrets in it."""

    def __init__(self) -> None:
        self.secrets: dict[str, bytes] = {}

    def get(self, entry: str) -> bytes:
        if entry not in self.secrets:
            raise KeyringUnavailable()
        return self.secrets[entry]

    def put(self, entry: str, secret: bytes) -> None:
        self.secrets[entry] = secret

    def drop(self, entry: str) -> None:
        self.secrets.pop(entry, None)
