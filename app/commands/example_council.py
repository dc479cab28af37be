"""The example council brought to life in a folder: its server, Helen's laptop and Jo's, and a sentence both wrote about."""

import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.casebook.desk import Desk
from app.casebook.saying import reword
from app.example import (
    ExampleCouncil,
    ExampleStaff,
    example_council,
    example_people,
    example_record,
    example_visit,
    load_people,
)
from app.office import Office, shipped_guides
from app.practice.errors import FileMistake

if TYPE_CHECKING:
    from ui.demo.play import Script

HOST = "127.0.0.1"
SERVER_STARTS_WITHIN = 30.0
LOG_FILE = "server.log"
_PORT_FILE = "port"
_MAKING_FILE = "example-being-made"


@dataclass
class SetClock:
    """A clock that stands where it is put, and goes on a moment at each look."""

    at: datetime

    def __call__(self) -> datetime:
        """The time."""
        self.at += timedelta(milliseconds=1)
        return self.at


@dataclass(frozen=True)
class ExampleTown:
    """The folder in which the example lives."""

    folder: Path

    @property
    def data(self) -> Path:
        """The council's server's folder."""
        return self.folder / "council"

    @property
    def port(self) -> int:
        """The port that the laptops know their server by."""
        return int((self.folder / _PORT_FILE).read_text())

    @property
    def address(self) -> str:
        """The address that the laptops know their server by."""
        return f"http://{HOST}:{self.port}"

    @property
    def there(self) -> bool:
        """Whether the example was made here before, to its end."""
        return (self.folder / _PORT_FILE).exists()

    def make_room(self) -> None:
        """Clear away what a making that never ended left. A folder that holds anything else is not touched: `FileMistake`."""
        unfinished = (self.folder / _MAKING_FILE).exists()
        if not unfinished and self.folder.exists() and any(self.folder.iterdir()):
            raise FileMistake(file=str(self.folder), where="the folder", what="it holds other things than the example")
        if unfinished:
            shutil.rmtree(self.folder)

    def laptop(self, key: str) -> Path:
        """The casebook folder of a member of staff."""
        return self.folder / key


def make_town(folder: Path, *, today: datetime | None = None) -> ExampleTown:
    """Make the example in the folder, its dates moved so that its visits are today (default: they stay in November 2026)."""
    from sync.server.admin import begin_council
    from sync.server.serve import serving

    town, council = ExampleTown(folder), example_council()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MAKING_FILE).touch()
    shift = _days_between(council, today or council.today)
    clock = SetClock(council.today - timedelta(days=19) + shift)
    ruth = council.member("ruth")
    office = begin_council(
        town.data,
        council.body,
        administrator=ruth.body.name,
        sign_in=ruth.body.sign_in,
        password=ruth.password,
        clock=clock,
    )
    port = _free_port()
    try:
        for key in ("helen", "jo"):
            member = council.member(key)
            office.add_staff(member.body.name, member.body.sign_in, member.password, member.body.role)
        with serving(office.council, HOST, port) as address:
            _make_laptops(town, council, address, clock, shift, lambda who, whom: office.works_with(who, whom))
    finally:
        office.close()
    (folder / _PORT_FILE).write_text(str(port))
    (folder / _MAKING_FILE).unlink()
    return town


def example_script(town: ExampleTown, today: datetime) -> "Script":
    """The example visit, ready to be played on Helen's laptop; `today` is what the town was made for."""
    from ui.demo.play import Script

    council, told = example_council(), example_visit()
    shift = _days_between(council, today)
    person, helen = example_people()[told["person"]], council.member(told["staff"])
    names = {row["key"]: row["name"] for row in person["circle"]}
    return Script(
        office=Office(town.laptop(helen.key)),
        passphrase=helen.passphrase,
        visited=person["person"]["name"],
        steps=[{**step, "by": step["by"] + shift} if "by" in step else step for step in told["step"]],
        names={**names, "person": person["person"]["known_as"], helen.key: f"me, {helen.body.name}"},
        known={row["key"]: row["words"] for row in person["statement"]},
        guides=shipped_guides(),
        online=lambda: council_served(town),
    )


@contextmanager
def council_served(town: ExampleTown) -> Iterator[str]:
    """The council's server as a process of its own while the block runs; gives its address. Its log lies in the town."""
    command = [sys.executable, "-m", "app", "serve", "--data", str(town.data), "--host", HOST, "--port", str(town.port)]
    with (
        (town.folder / LOG_FILE).open("ab") as log,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True) as server,
    ):
        try:
            assert server.stdout is not None
            server.stdout.readline()
            yield town.address
        finally:
            server.terminate()
            server.wait(SERVER_STARTS_WITHIN)


def _make_laptops(
    town: ExampleTown,
    council: ExampleCouncil,
    address: str,
    clock: SetClock,
    shift: timedelta,
    works_with: Callable[[str, str], object],
) -> None:
    helen, jo = council.member("helen"), council.member("jo")
    with (
        _laptop(town, helen, address, clock) as (helens, helen_exchanges),
        _laptop(town, jo, address, clock) as (jos, jo_exchanges),
    ):
        load_people(helens, helen.works_with, shift=shift)
        load_people(jos, [key for key in jo.works_with if key not in helen.works_with], shift=shift)
        helen_exchanges()
        for key in jo.works_with:
            if key in helen.works_with:
                works_with(jo.body.sign_in, example_record(key))
        jo_exchanges()
        _both_write({"helen": helens, "jo": jos}, clock, shift)
        jo_exchanges()
        clock.at = council.today + shift + timedelta(hours=7)
        helen_exchanges()


def _days_between(council: ExampleCouncil, today: datetime) -> timedelta:
    return timedelta(days=(today - council.today).days)


def _both_write(desks: dict[str, Desk], clock: SetClock, shift: timedelta) -> None:
    for person, told in example_people().items():
        for row in told["statement"]:
            for version in row.get("versions", ()):
                day = version["on"]
                clock.at = datetime(day.year, day.month, day.day, 14, 10, tzinfo=UTC) + shift
                reword(desks[version["staff"]], example_record(person, row["key"]), version["words"])


@contextmanager
def _laptop(
    town: ExampleTown, member: ExampleStaff, address: str, clock: SetClock
) -> Iterator[tuple[Desk, Callable[[], object]]]:
    office = Office(town.laptop(member.key), clock=clock)
    desk = office.make(member.body.name, member.passphrase)
    exchanger = office.exchanger(desk)

    def exchange() -> None:
        exchanger.sign_in(member.body.sign_in, member.password, address)
        exchanger.exchange()

    try:
        exchange()
        yield desk, exchange
    finally:
        exchanger.close()
        office.close()


def _free_port() -> int:
    with socket.socket() as door:
        door.bind((HOST, 0))
        return int(door.getsockname()[1])
