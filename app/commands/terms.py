"""What the commands share: how a casebook is named and opened, how an answer and a failure are said."""

import argparse
import getpass
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.casebook.desk import Desk
from app.office import Office, default_folder
from app.practice.errors import FileMistake, NoCasebook, NotFound

Command = Callable[[argparse.Namespace], int]

DONE = 0
FAILED = 1
NOT_UNDERSTOOD = 2


def declare(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, run: Command, says: str, example: str
) -> argparse.ArgumentParser:
    """A command with its help, which ends with an example."""
    parser = commands.add_parser(
        name,
        help=says,
        description=says,
        epilog=f"Example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)
    return parser


def add_casebook(parser: argparse.ArgumentParser) -> None:
    """The options of every command that opens a casebook."""
    parser.add_argument("--casebook", type=Path, default=None, metavar="DIR", help="the casebook's folder")
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help="read the passphrase from the first line of a file")


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
    """The passphrase from a file's first line, or asked for at the terminal. Raises `NotFound`."""
    if file is None:
        return getpass.getpass(asking)
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
    from app.records.vault import write_whole

    if not file.absolute().parent.is_dir():
        raise NotFound(what="folder", name=str(file.absolute().parent))
    write_whole(file.absolute(), data)


def say(sentence: str) -> None:
    """Print a sentence."""
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()


def complain(sentence: str) -> None:
    """Print a sentence where failures go."""
    sys.stderr.write(sentence + "\n")
