"""The files of a casebook folder, and how one is written whole. Imports nothing but errors: the first window needs it."""

import errno
import os
from contextlib import suppress
from pathlib import Path

from app.practice.errors import StoreFull, StoreReadOnly

BOOK_FILE = "casebook.db"
VAULT_FILE = "vault.json"
VAULT_COPY = "vault.second.json"
"""The same once more, for the day on which the first does not read back."""
MAKING_FILE = ".vault.json.making"
"""The key of a casebook that is being made. It becomes the vault when everything else is there."""

ENDED_FILE = "ended"
"""Left when the key was destroyed at the council's word; it says why."""


def ended_why(folder: Path) -> str | None:
    """Why the key of this folder's casebook was destroyed (`lost` or `recalled`); None when it was not."""
    try:
        return (folder / ENDED_FILE).read_bytes().decode(errors="replace").strip() or "lost"
    except OSError:
        return None


def holds_casebook(folder: Path) -> bool:
    """Whether a casebook, or what is left of one, is in the folder. One whose making never ended, or whose key was destroyed at
    the council's word, is none."""
    if (folder / VAULT_FILE).exists():
        return True
    return (folder / BOOK_FILE).exists() and not any((folder / name).exists() for name in (MAKING_FILE, ENDED_FILE))


def clear_unfinished(folder: Path) -> None:
    """Take away what a making that never ended left, into which nothing was written, or what nobody can open any more because its
    key was destroyed. Raises `StoreReadOnly`."""
    making = folder / MAKING_FILE
    if (folder / VAULT_FILE).exists() or not (making.exists() or (folder / ENDED_FILE).exists()):
        return
    try:
        for ending in ("", "-wal", "-shm", "-journal"):
            (folder / f"{BOOK_FILE}{ending}").unlink(missing_ok=True)
        (folder / VAULT_COPY).unlink(missing_ok=True)
        making.unlink(missing_ok=True)
    except OSError as error:
        raise StoreReadOnly(path=str(folder)) from error


def write_whole(path: Path, data: bytes, *, mode: int = 0o666) -> None:
    """Write a file so that after any accident there is either the old one or the new one, whole; `mode` is who may read it.

    Raises `StoreFull` or `StoreReadOnly`.
    """
    beside = path.with_name(f".{path.name}.new")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), mode), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise _refused(path, error) from error


def rename_whole(former: Path, path: Path) -> None:
    """Give a file of the same folder its name, for good. Raises `StoreFull` or `StoreReadOnly`."""
    try:
        former.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise _refused(path, error) from error


def take_away(path: Path) -> None:
    """Let a file be gone for good, if it is there. Raises `StoreReadOnly`."""
    try:
        if path.exists():
            path.unlink()
            _sync_folder(path.parent)
    except OSError as error:
        raise StoreReadOnly(path=str(path)) from error


def _refused(path: Path, error: OSError) -> StoreFull | StoreReadOnly:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return StoreFull()
    return StoreReadOnly(path=str(path))


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
