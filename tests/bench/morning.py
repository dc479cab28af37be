"""The council's morning: 200 laptops, exchanges of 10 statements each and 50 read back, on PostgreSQL that syncs to disk.

Sign-in, admission and audit are on. The peer is express-pouchdb taking `_bulk_docs` of 10, which neither checks nor syncs.
"""

import http.client
import json
import random
import secrets
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pouch
from caseload import CHEAP, Talk, clock, served
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from rows import Row
from sqlalchemy import func, select

from app.practice.people import Council, Person, Role, Speaker
from app.practice.statements import Statement
from app.records.canonical import canonical_bytes
from app.records.revision import Revision, new_record, person_scope, seal
from app.records.tables import revision
from sync import protocol
from sync.protocol import ExchangeAnswer, ExchangeRequest, SignIn
from sync.server import intake, projection, provision
from sync.server.admin import CouncilDesk, begin_council
from sync.server.council import Settings
from tests.sync.throwaway import postgres_running

LAPTOPS, PUSHED, READ_BACK, ROUNDS, SERVERS, HANDS = 200, 10, 50, 5, 2, 8
PASSWORD = "warm kettle"


@dataclass
class Caller:
    """A laptop that has packed what it will send before the clock starts."""

    port: int
    token: str
    bodies: list[bytes]
    line: http.client.HTTPConnection | None = None
    took: list[float] = field(default_factory=list)
    failed: int = 0

    def call(self, path: str, kind: str) -> bytes:
        """Send the next body; what came back."""
        if self.line is None:
            self.line = http.client.HTTPConnection("127.0.0.1", self.port)
        head = {"authorization": f"Bearer {self.token}", "content-type": kind} if self.token else {"content-type": kind}
        begin = time.perf_counter()
        self.line.request("POST", path, self.bodies.pop(0), head)
        answer = self.line.getresponse()
        came = answer.read()
        self.took.append(time.perf_counter() - begin)
        if answer.status >= 300:
            self.failed += 1
        return came


def measure() -> Iterator[Row]:
    """Rate, its spread, a burst, memory."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        home = Path(name)
        postgres = stack.enter_context(postgres_running(fsync="on", full_page_writes="on", autovacuum="on"))
        desk = _council(home / "council", provision.make_room(postgres.url, "morning"))
        stack.callback(desk.close)
        servers = [stack.enter_context(served(home / "council")) for _ in range(SERVERS)]
        ports = [urlsplit(each.address).port or 0 for each in servers]
        callers = [_caller(desk, ports[number % SERVERS], number) for number in range(LAPTOPS)]
        stored = _stored(desk)
        ours = _all_at_work(callers, ROUNDS, _exchange)
        took = [each for caller in callers for each in caller.took]
        resting = sum(_memory(each.process) for each in servers)
        _burst(callers)
        failed = sum(caller.failed for caller in callers)
        more = [_all_at_work(callers, ROUNDS, _exchange)]
        busy = sum(_memory(each.process) for each in servers)
        lost = stored + LAPTOPS * PUSHED * (2 * ROUNDS + 1) - _stored(desk)
        theirs = _pouch(home / "pouch")
    each = [total / (LAPTOPS * ROUNDS) * 1000 for total in (ours, *more)]
    yield Row(
        "the council's morning on PostgreSQL: one exchange, against _bulk_docs of 10", "ms", tuple(each), tuple(theirs), 1.0
    )
    spread = statistics.quantiles(took, n=100)[-1] * 1000
    yield Row(
        "the council's morning: 99th percentile, against the median", "ms", (spread,), (statistics.median(took) * 1000,), 5.0
    )
    yield Row("200 laptops in one second: refused or lost", "laptops", (float(failed + abs(lost)),), (1.0,), 0.0)
    yield Row("the council's morning: memory after twice as much, against before", "MB", (busy,), (resting,), 1.1)


def _council(folder: Path, database: object) -> CouncilDesk:
    return begin_council(
        folder,
        Council(name="Westbrook Council"),
        administrator="Priya Shah",
        sign_in="priya",
        password=PASSWORD,
        settings=Settings(cost=CHEAP),
        database=database,  # type: ignore[arg-type]
    )


def _caller(desk: CouncilDesk, port: int, number: int) -> Caller:
    """A member of staff with a laptop, a person with statements, and the packed exchanges of a morning."""
    staff, name = desk.add_staff(f"Worker {number}", f"worker{number}", PASSWORD), f"worker{number}"
    device, key = secrets.token_hex(16), Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw()
    proof = key.sign(protocol.device_proof(bytes.fromhex(device), public, name))
    asked = {"device": bytes.fromhex(device), "public_key": public, "author": bytes.fromhex(staff), "proof": proof}
    token = desk.council.sign_in(SignIn(name=name, password=PASSWORD, **asked)).token
    person, talk = new_record(), Talk(number)

    def sealed(body: Person | Statement, record: str) -> Revision:
        return seal(
            canonical_bytes(body),
            record=record,
            kind=body.kind,
            format=body.format,
            scope=person_scope(person),
            parents=(),
            author=staff,
            device=device,
            written=clock(),
            key=key,
        )

    def said(count: int) -> list[Revision]:
        speaker = Speaker(role=Role.PERSON)
        return [sealed(Statement(words=talk.line(), speaker=speaker), new_record()) for _ in range(count)]

    with desk.council.writing() as connection:
        intake.keep(connection, [sealed(Person(name=f"Maggie Hartley {number}"), person)], clock())
        last = connection.execute(select(revision.c.number, revision.c.id).order_by(revision.c.number.desc()).limit(1)).one()
        intake.keep(connection, said(READ_BACK), clock())
        scopes = projection.scopes_of(connection, staff, clock().date())
    cursor = protocol.Cursor(number=last.number, id=bytes.fromhex(last.id))
    bodies = []
    for round in range(2 * ROUNDS + 1):
        pushed = said(PUSHED)
        request = ExchangeRequest(
            counter=round + 1,
            nonce=secrets.token_bytes(protocol.NONCE_BYTES),
            cursor=cursor,
            scopes=protocol.scopes_digest(scopes),
            root=b"",
            rows=READ_BACK,
            push=tuple(protocol.row_of(each) for each in pushed),
            check=protocol.check_of(each.id for each in pushed),
        )
        bodies.append(protocol.pack(request))
    return Caller(port, token, bodies)


def _exchange(caller: Caller) -> None:
    answer = protocol.unpack(caller.call(protocol.EXCHANGE_PATH, protocol.CONTENT_TYPE), ExchangeAnswer)
    if (answer.stored, len(answer.rows)) != (PUSHED, READ_BACK):
        caller.failed += 1


def _all_at_work(callers: Sequence[Caller], rounds: int, deed: Callable[[Caller], None]) -> float:
    """Every caller does it so many times, some hands at once; seconds for all."""

    def hand(mine: Sequence[Caller]) -> None:
        for _ in range(rounds):
            for caller in mine:
                deed(caller)

    hands = [threading.Thread(target=hand, args=(callers[place::HANDS],)) for place in range(HANDS)]
    begin = time.perf_counter()
    for each in hands:
        each.start()
    for each in hands:
        each.join()
    return time.perf_counter() - begin


def _burst(callers: Sequence[Caller]) -> None:
    """All within one second, each at a moment of its own."""

    def one(caller: Caller) -> None:
        time.sleep(random.random())
        try:
            _exchange(caller)
        except (OSError, protocol.NotOurs, http.client.HTTPException):
            caller.failed += 1

    threads = [threading.Thread(target=one, args=(caller,)) for caller in callers]
    for each in threads:
        each.start()
    for each in threads:
        each.join()


def _stored(desk: CouncilDesk) -> int:
    with desk.council.writing() as connection:
        return int(connection.execute(select(func.count()).select_from(revision)).scalar_one())


def _memory(process: int) -> float:
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def _pouch(folder: Path) -> list[float]:
    """Milliseconds for one `_bulk_docs` of 10, with as many hands."""
    talk = Talk(1)
    with pouch.server(folder) as port, pouch.laptop(folder / "laptop", port) as ask:
        ask("statements 1")
        ask("sync")
        callers = []
        for _ in range(LAPTOPS):
            docs = [[{"words": talk.line(), "speaker": {"role": "person"}} for _ in range(PUSHED)] for _ in range(2 * ROUNDS)]
            callers.append(Caller(port, "", [json.dumps({"docs": each}).encode() for each in docs]))
        rounds = [_all_at_work(callers, ROUNDS, lambda caller: _bulk(caller)) for _ in range(2)]
    return [total / (LAPTOPS * ROUNDS) * 1000 for total in rounds]


def _bulk(caller: Caller) -> None:
    caller.call("/council/_bulk_docs", "application/json")


if __name__ == "__main__":
    for row in measure():
        sys.stdout.write(f"{row.told()}\n")
