"""What the commands share: how a casebook is opened, a file read and written, an answer said."""

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.casebook.desk import Desk
from app.office import Office, default_folder
from app.practice.errors import BadInput, FileMistake, NoCasebook, NotFound

DONE = 0
FAILED = 1
NOT_UNDERSTOOD = 2


@contextmanager
def opened(args: argparse.Namespace) -> Iterator[Desk]:
    """The desk of the casebook that the options name. Raises `NoCasebook`, `WrongPassphrase` and their kin."""
    office = Office(args.casebook or default_folder())
    if not office.exists:
        raise NoCasebook(path=str(office.folder))
    desk = office.open(passphrase(args.passphrase_file))
    try:
        yield desk
    finally:
        office.close()


def passphrase(file: Path | None, asking: str = "Passphrase: ") -> str:
    """The passphrase from a file's first line, or asked for at the terminal. Raises `NotFound`, or `BadInput` if nobody is."""
    if file is None:
        try:
            return getpass.getpass(asking)
        except EOFError as error:
            raise BadInput() from error
    return read_bytes(file).decode(errors="replace").partition("\n")[0].rstrip("\r")


def read_bytes(file: Path) -> bytes:
    """What the file holds. Raises `NotFound` when it is not there, `FileMistake` when it cannot be read."""
    try:
        return file.read_bytes()
    except FileNotFoundError as error:
        raise NotFound(what="file", name=str(file)) from error
    except OSError as error:
        raise FileMistake(file=str(file), where="the file", what=error.strerror or "it cannot be read") from error


def write_bytes(file: Path, data: bytes) -> None:
    """Write a file whole. Raises `NotFound` when its folder is not there, `StoreFull`, `StoreReadOnly`."""
    from app.records.files import write_whole

    if not file.absolute().parent.is_dir():
        raise NotFound(what="folder", name=str(file.absolute().parent))
    write_whole(file.absolute(), data)


def say(sentence: str) -> None:
    """Print a sentence."""
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()
