"""The vault file and the same once more beside it, for the day on which the first does not read back.

The second opens only while the first is there and does not check. It is taken away before the first changes and written again
after it: so it never holds an older policy than the first.
"""

from contextlib import suppress
from pathlib import Path

import msgspec

from app.practice.errors import StoreFull, StoreReadOnly, VaultDamaged
from app.records.files import VAULT_COPY, VAULT_FILE, take_away, write_whole
from app.records.wraps import Wraps, read_wraps


def kept_wraps(folder: Path) -> Wraps:
    """The wraps that are kept in the folder. Raises `VaultDamaged` when neither file reads back, `FileNotFoundError`."""
    try:
        return _wraps_in(folder / VAULT_FILE)
    except VaultDamaged:
        with suppress(VaultDamaged, FileNotFoundError):
            return _wraps_in(folder / VAULT_COPY)
        raise


def write_both(folder: Path, data: bytes) -> None:
    """Keep this vault. Raises `StoreFull`, `StoreReadOnly`, and then the former first stands."""
    take_away(folder / VAULT_COPY)
    write_whole(folder / VAULT_FILE, data)
    make_both_equal(folder)


def make_both_equal(folder: Path) -> None:
    """Where one of the two does not read back, write it anew from the other. What cannot be done now is done another time."""
    first, second = folder / VAULT_FILE, folder / VAULT_COPY
    with suppress(VaultDamaged, StoreFull, StoreReadOnly, OSError):
        if not _reads_back(first):
            _wraps_in(second)
            write_whole(first, second.read_bytes())
        elif not second.exists() or first.read_bytes() != second.read_bytes():
            take_away(second)
            write_whole(second, first.read_bytes())


def _reads_back(path: Path) -> bool:
    try:
        _wraps_in(path)
    except VaultDamaged:
        return False
    return True


def _wraps_in(path: Path) -> Wraps:
    """The wraps in a file. Raises `VaultDamaged`, `FileNotFoundError`."""
    try:
        wraps = read_wraps(path.read_bytes())
    except FileNotFoundError:
        raise
    except (msgspec.DecodeError, UnicodeDecodeError, OSError) as error:
        raise VaultDamaged(path=str(path), detail=type(error).__name__) from error
    if wraps is None:
        raise VaultDamaged(path=str(path), detail="it does not read back as it was written")
    return wraps
