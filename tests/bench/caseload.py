"""A council with a caseload of any size and laptops that have it or want it: what the exchanges are measured on.

Everything is signed and admitted as it would be in life, only that it was put in by the thousand. The server runs in a process of
its own.
"""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.practice.people import Council, Person, Role, Speaker
from app.practice.statements import Asked, Statement
from app.records.book import Casebook
from app.records.canonical import canonical_bytes
from app.records.open import make_casebook
from app.records.revision import Revision, new_record, person_scope, seal
from app.records.vault import Cost, Vault
from sync.client.exchange import Exchanger
from sync.server import intake
from sync.server.admin import CouncilDesk, begin_council
from sync.server.council import Settings

PASSWORD = "warm kettle"
PASSPHRASE = "example four blue cups"
CHEAP = Cost(memory=64, passes=1, lanes=1)
STATEMENTS_EACH = 40
AT_ONCE = 5_000
LINE = 70
"""Letters of a statement: about what people say at once."""
SERVER_STARTS_WITHIN = 30.0


@dataclass(frozen=True)
class Served:
    """A council that is being served: its folder, its address, the number of the process."""

    data: Path
    address: str
    process: int


@dataclass
class Laptop:
    """A laptop of the one worker, signed in."""

    book: Casebook
    exchanger: Exchanger

    def close(self) -> None:
        """Close all of it."""
        self.exchanger.close()
        self.book.close()


class Talk:
    """Lines of words that press about as well as people's own do."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)
        syllables = [a + b for a in "bdfghklmnprstvw" for b in ("a", "e", "i", "o", "u", "ar", "en", "is", "ow")]
        self._words = ["".join(self._dice.choices(syllables, k=self._dice.choice((1, 2, 2, 3)))) for _ in range(3_000)]

    def line(self) -> str:
        """Another line."""
        said = ""
        while len(said) < LINE:
            said += " " + self._dice.choice(self._words)
        return said[1:].capitalize() + "."


def clock() -> datetime:
    """The real time."""
    return datetime.now(UTC)


def begun_council(data: Path) -> CouncilDesk:
    """A council with one worker."""
    desk = begin_council(
        data,
        Council(name="Westbrook Council"),
        administrator="Priya Shah",
        sign_in="priya",
        password=PASSWORD,
        settings=Settings(cost=CHEAP),
    )
    desk.add_staff("Helen Price", "helen", PASSWORD)
    return desk


@contextmanager
def served(data: Path) -> Iterator[Served]:
    """The council in the folder, served by a process of its own."""
    command = [sys.executable, "-m", "app", "serve", "--data", str(data), "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        address = next((word.rstrip(".") for word in line.split() if word.startswith("http://")), "")
        try:
            yield Served(data, address, process.pid)
        finally:
            process.terminate()
            process.wait(SERVER_STARTS_WITHIN)


def new_laptop(folder: Path, address: str) -> Laptop:
    """A new laptop of the worker, signed in, which has nothing yet."""
    book = make_casebook(folder, PASSPHRASE, "Helen", clock, vault=Vault(folder, cost=CHEAP))
    exchanger = Exchanger(book)
    exchanger.sign_in("helen", PASSWORD, address)
    return Laptop(book, exchanger)


def written_by(laptop: Laptop, people: int, each: int = STATEMENTS_EACH) -> Iterator[list[Revision]]:
    """People with statements, sealed by the laptop, some thousand at a time."""
    identity, at = laptop.book.identity, clock()
    key, batch, talk = identity.signer, list[Revision](), Talk(people)
    for number in range(people):
        person = new_record()
        bodies = [(person, Person(name=f"Maggie Hartley {number}"))]
        asked = Asked(guide="good-day", version=1, prompt="waking", question="What makes a good morning for you?")
        for line in range(each):
            speaker = Speaker(role=Role.PERSON)
            bodies.append((new_record(), Statement(words=talk.line(), speaker=speaker, asked=asked, rank=line)))
        for record, body in bodies:
            batch.append(
                seal(
                    canonical_bytes(body),
                    record=record,
                    kind=body.kind,
                    format=body.format,
                    scope=person_scope(person),
                    parents=(),
                    author=identity.staff,
                    device=identity.device,
                    written=at,
                    key=key,
                )
            )
        if len(batch) >= AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def store(desk: CouncilDesk, batches: Iterator[list[Revision]]) -> None:
    """Put what was sealed into the council's store, as if it had come long ago."""
    for batch in batches:
        with desk.council.writing() as connection:
            intake.keep(connection, batch, clock())


def reworded(laptop: Laptop, records: Sequence[str], words: str) -> None:
    """Write other words for each of the statements."""
    with laptop.book.unit() as unit:
        for record in records:
            now = unit.current(Statement, record)
            head, body = now.head()
            unit.seal(body.reworded(words), scope=unit.scope_of(record), record=record, onto=(head,))
        unit.commit()


def some_statements(laptop: Laptop, count: int) -> list[str]:
    """Records of statements, spread over the caseload."""
    found = laptop.book.look("SELECT record FROM revision WHERE kind = 'statement' ORDER BY number")
    step = max(len(found) // count, 1)
    return [row[0].hex() for row in found[::step][:count]]


def seconds(act: object) -> float:
    """How long a call takes."""
    assert callable(act)
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin
