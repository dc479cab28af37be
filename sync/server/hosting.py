"""Many councils behind one server: a file says which host name is which council's, and the host that was called chooses.

    # host name = the council's folder, beside this file or anywhere
    "elmbridge.example.org" = "elmbridge"
    "westbrook.example.org" = "/srv/kitchen-table/westbrook"

Each council keeps a store, a key and, on PostgreSQL, a schema and a role of its own; nothing is shared but the process.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.practice.errors import FileMistake
from sync.server import store
from sync.server.council import CouncilServer, open_council

_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|[0-9a-f:]+")


@dataclass(frozen=True)
class Hosts:
    """The open councils by host name. Called with a host name it gives its council, or None."""

    councils: Mapping[str, CouncilServer]

    def __call__(self, host: str) -> CouncilServer | None:
        """Whose host name it is."""
        return self.councils.get(host.rstrip("."))


def read_hosts(file: Path) -> dict[str, Path]:
    """Which folder each host name is for. Raises `FileMistake`, which names the line."""
    try:
        said = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FileMistake(file=str(file), where="the file", what=str(error)) from error
    try:
        found = dict(_flat(tomllib.loads(said)))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line \d+", str(error))
        raise FileMistake(
            file=str(file), where=place[0] if place else "the last line", what='write it as "host.name" = "folder"'
        ) from error
    hosts: dict[str, Path] = {}
    for name, folder in found.items():
        host = name.strip().lower().rstrip(".")
        if not _HOST.fullmatch(host):
            raise _mistake(file, said, name, f"{name} is no host name; write it without http:// and without a port")
        if host in hosts:
            raise _mistake(file, said, name, f"{host} is there twice")
        if not isinstance(folder, str) or not folder:
            raise _mistake(file, said, name, "a folder is missing")
        path = (file.parent / folder).resolve()
        if not store.there(path):
            raise _mistake(file, said, name, f"there is no council in {folder}")
        hosts[host] = path
    if not hosts:
        raise FileMistake(file=str(file), where="the file", what="it names no council")
    _apart(file, said, found, hosts)
    return hosts


@contextmanager
def hosted(file: Path) -> Iterator[Hosts]:
    """All councils that the file names, open. Raises `FileMistake` and the `Store...` family."""
    hosts = read_hosts(file)
    with ExitStack() as stack:
        opened: dict[Path, CouncilServer] = {}
        for folder in hosts.values():
            if folder not in opened:
                opened[folder] = open_council(folder, idle=1)
                stack.callback(opened[folder].close)
        yield Hosts({host: opened[folder] for host, folder in hosts.items()})


def _apart(file: Path, said: str, found: Mapping[str, Any], hosts: Mapping[str, Path]) -> None:
    """That no two folders lead to one schema: it would be one council under two keys."""
    places: dict[tuple[str, str], Path] = {}
    for (name, _), folder in zip(found.items(), hosts.values(), strict=True):
        if not (folder / store.DATABASE_FILE).exists():
            continue
        database = store.read_database(folder / store.DATABASE_FILE)
        if places.setdefault((database.address, database.schema), folder) != folder:
            raise _mistake(file, said, name, f"another folder leads to the schema {database.schema} too")


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """A host name without quotation marks is read by TOML as tables within tables."""
    for name, value in table.items():
        whole = f"{before}.{name}" if before else name
        if isinstance(value, dict):
            yield from _flat(value, whole)
        else:
            yield whole, value


def _mistake(file: Path, said: str, name: str, what: str) -> FileMistake:
    lines = said.splitlines()
    at = [place for place, line in enumerate(lines, start=1) if line.lstrip().strip("\"'").lower().startswith(name.lower())]
    return FileMistake(file=str(file), where=f"line {at[-1]}" if at else "the file", what=what)
