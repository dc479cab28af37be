"""Freezes a release into tests/old/VERSION: its wheel, a casebook with unsent work, its council's store, an exchange.

    make freeze

It is run once for each release, with that release's own code, and what it wrote is never changed afterwards: that is what
"an older version" means in the tests.
"""

import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

import httpx2

from app.practice.people import CirclePerson, Council, Person, Role, Speaker
from app.practice.statements import Asked, Statement
from app.records.book import Casebook
from app.records.canonical import canonical_bytes
from app.records.drafts import Draft
from app.records.open import make_casebook
from app.records.revision import new_record, person_scope
from app.records.vault import Cost, Vault
from sync.client.exchange import Exchanger
from sync.client.talk import Talk
from sync.server import doors
from sync.server.admin import CouncilDesk, begin_council
from sync.server.council import Settings

ADDRESS = "https://council.test"
PASSPHRASE = "a long passphrase"
PASSWORD = "warm kettle"
CHEAP = Cost(memory=64, passes=1, lanes=1)
SENT = ("I like the kettle on before anything else.", "Dw i'n hoffi canu yn y côr.", "Żeby mnie nie poganiać.")
UNSENT = ("Ask me twice, I am thinking.", "Not the blue cup. “Never” the blue cup.")
TYPING = "And then on Sunday we would"


@dataclass
class Clock:
    """A second later at every look."""

    now: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))

    def __call__(self) -> datetime:
        """The time."""
        self.now += timedelta(seconds=1)
        return self.now


@dataclass
class Recorder(httpx2.BaseTransport):
    """The way to the council in this process, which writes down what goes over it."""

    desk: CouncilDesk
    heard: list[dict[str, object]] = field(default_factory=list)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer, and remember both."""
        body, shown = request.read(), request.headers.get("authorization", "")
        reply = doors.answer(self.desk.council, request.method, request.url.path, shown, body)
        told = {"method": request.method, "path": request.url.path, "authorization": shown, "request": body.hex()}
        self.heard.append(told | {"status": reply.status, "answer": reply.content.hex()})
        return httpx2.Response(reply.status, content=reply.content)


def main(target: Path) -> None:
    """Freeze into a folder of `target` named by the version. Fails when it is there already: a frozen release never changes."""
    folder = target / version("kitchen-table")
    folder.mkdir(parents=True)
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder.resolve())]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    clock = Clock()
    began = clock.now
    with tempfile.TemporaryDirectory() as work, _council(Path(work) / "council", clock) as desk:
        line = Recorder(desk)
        person = _live(Path(work) / "casebook", desk, line, clock)
        for part in ("casebook", "council"):
            with tarfile.open(folder / f"{part}.tar.xz", "w:xz") as archive:
                archive.add(Path(work) / part, part)
    told = {"began": began.isoformat(), "ended": clock.now.isoformat(), "address": ADDRESS, "sign_in": "helen", "person": person}
    told |= {"passphrase": PASSPHRASE, "password": PASSWORD, "sent": SENT, "unsent": UNSENT, "typing": TYPING}
    _write(folder / "release.json", told)
    _write(folder / "exchange.json", line.heard)


def _live(folder: Path, desk: CouncilDesk, line: Recorder, clock: Clock) -> str:
    desk.add_staff("Helen Ward", "helen", PASSWORD)
    desk.add_staff("Jo Baker", "jo", PASSWORD)
    [person] = desk.add_people([{"name": "Grace Mensah", "known_as": "Grace", "council_number": "W-1001"}])
    desk.works_with("helen", person)
    desk.works_with("jo", person)
    book = make_casebook(folder, PASSPHRASE, "Helen", clock, vault=Vault(folder, cost=CHEAP))
    exchanger = Exchanger(book, connect=lambda address: Talk(address, transport=line), rest=lambda seconds: None)
    try:
        exchanger.sign_in("helen", PASSWORD, ADDRESS)
        exchanger.exchange()
        _say(book, person, SENT)
        with book.unit() as unit:
            unit.seal(CirclePerson(name="Kwame", relation="son", do_not_contact=True), scope=person_scope(person))
            now = unit.current(Person, person)
            unit.seal(Person(name="Grace Mensah", known_as="Gracie"), scope=person_scope(person), record=person, onto=now.heads)
            unit.commit()
        exchanger.exchange()
        exchanger.exchange()
        _say(book, person, UNSENT)
        typing = canonical_bytes(Statement(words=TYPING, speaker=Speaker(role=Role.PERSON)))
        book.keep_draft(Draft(new_record(), Statement.kind, person_scope(person), None, (), typing, len(TYPING), clock()))
    finally:
        exchanger.close()
        book.tidy()
        book.close()
    return person


def _say(book: Casebook, person: str, sayings: tuple[str, ...]) -> None:
    with book.unit() as unit:
        for words in sayings:
            asked = Asked(guide="good-day", version=1, prompt="morning", question="What makes a good morning?")
            unit.seal(Statement(words=words, speaker=Speaker(role=Role.PERSON), asked=asked), scope=person_scope(person))
        unit.commit()


@contextmanager
def _council(folder: Path, clock: Clock) -> Iterator[CouncilDesk]:
    town = Council(name="Westbrook Council", telephone="01632 960000")
    settings = Settings(cost=CHEAP)
    desk = begin_council(
        folder, town, administrator="Priya Shah", sign_in="priya", password=PASSWORD, clock=clock, settings=settings
    )
    try:
        yield desk
    finally:
        desk.close()


def _write(path: Path, told: object) -> None:
    path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
