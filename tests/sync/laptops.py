"""A council and laptops for the tests: the real server core, reached in this process, and real encrypted casebooks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2

from app.practice.people import Person, Role, Speaker
from app.practice.statements import Statement
from app.records.book import Casebook
from app.records.open import make_casebook
from app.records.revision import RecordId, new_record, person_scope
from app.records.tables import revision
from app.records.vault import Cost
from sync.client.exchange import Exchanger
from sync.client.pages import Pace
from sync.client.talk import Talk
from sync.server import doors
from sync.server.asking import Request
from sync.server.council import CouncilServer
from tests.desks import LaidOut

ADDRESS = "https://council.test"
PASSWORD = "warm kettle"
PASSPHRASE = "a long passphrase"
CHEAP = Cost(memory=64, passes=1, lanes=1)
START = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


class Clock:
    """A clock that moves when it is told to, and a microsecond at every look."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(microseconds=1)
        return self.now

    def on(self, **by: float) -> None:
        self.now += timedelta(**by)


class CutAfter(httpx2.SyncByteStream):
    """A body of which only so many bytes arrive before the line is cut."""

    def __init__(self, body: bytes, bytes_through: int) -> None:
        self._body, self._through = body, bytes_through

    def __iter__(self) -> Iterator[bytes]:
        yield self._body[: self._through]
        raise httpx2.ReadError("cut")


def cut_after(response: httpx2.Response, bytes_through: int) -> httpx2.Response:
    """The response, cut after so many bytes of its body if it has as many."""
    if len(response.content) <= bytes_through:
        return response
    return httpx2.Response(response.status_code, stream=CutAfter(response.content, bytes_through))


@dataclass
class Line(httpx2.BaseTransport):
    """The way to the council in this process. `before` and `after` may raise: a cut before the request arrives or after."""

    council: CouncilServer
    before: Callable[[httpx2.Request], None] | None = None
    after: Callable[[httpx2.Request, httpx2.Response], httpx2.Response | None] | None = None
    requests: list[str] = field(default_factory=list)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request.url.path)
        if self.before is not None:
            self.before(request)
        body = request.read()
        headers = {name.lower(): value for name, value in request.headers.items()}
        parts = iter([body] if body else [])
        asked = Request(request.method, request.url.path, headers, body, next_part=lambda: next(parts, b""))
        reply = doors.answer_request(self.council, doors.door_at(request.method, request.url.path), asked)
        response = httpx2.Response(reply.status, content=reply.whole(), headers=list(reply.headers))
        return response if self.after is None else self.after(request, response) or response


@dataclass
class Laptop:
    """One worker's laptop: casebook, exchanger, and the line between."""

    book: Casebook
    line: Line
    clock: Clock
    exchanger: Exchanger
    may_compare: bool = False
    """Whether this test gives a reason to compare. Comparing mends, and so would hide, what went astray."""

    def add_person(self, name: str = "Grace Mensah") -> RecordId:
        record = new_record()
        with self.book.unit() as unit:
            unit.seal(Person(name=name), scope=person_scope(record), record=record)
            unit.commit()
        return record

    def say(self, person: RecordId, words: str, *, record: RecordId | None = None, private: bool = False) -> RecordId:
        """A statement, new or in other words, written on the first of its heads."""
        body = Statement(words=words, speaker=Speaker(role=Role.PERSON), not_for_table=private)
        with self.book.unit() as unit:
            onto: tuple[str, ...] = ()
            if record is not None:
                head, _ = unit.current(Statement, record).head()
                onto = (head,)
            made = unit.seal(body, scope=person_scope(person), record=record, onto=onto)
            unit.commit()
        return made

    def words_of(self, record: RecordId) -> set[str]:
        """Every version of a statement's words that stands."""
        with self.book.view() as view:
            return {body.words for body in view.current(Statement, record).bodies.values()}

    def ids(self) -> set[str]:
        with self.book.view() as view:
            return {each.id for each in view.every_revision()}

    def waiting(self) -> int:
        with self.book.view() as view:
            return view.waiting()

    def sign_in(self, name: str, password: str = PASSWORD) -> None:
        self.exchanger.sign_in(name, password, ADDRESS)


def laptop_over(book: Casebook, council: CouncilServer, clock: Clock, pace: Pace | None = None) -> Laptop:
    """A laptop whose line leads to the council in this process."""
    line = Line(council)
    exchanger = Exchanger(book, connect=lambda address: Talk(address, transport=line), rest=lambda seconds: None, pace=pace)
    return Laptop(book, line, clock, exchanger)


def cheap_casebook(folder: Path, name: str, clock: Clock) -> Casebook:
    return make_casebook(folder, PASSPHRASE, name, clock, vault=LaidOut(folder, cost=CHEAP))


def council_ids(council: CouncilServer) -> set[str]:
    """Every revision the council has."""
    with council.writing() as connection:
        return set(connection.execute(revision.select().with_only_columns(revision.c.id)).scalars())
