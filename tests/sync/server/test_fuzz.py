"""The doors against everything: bent messages, revisions signed well and saying anything, and bytes that are hardly HTTP.

No fault, every answer as described, the store sound, and the server still there.
"""

import contextlib
import random
import socket
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.practice.kinds import BY_NAME
from app.practice.people import Person, Role, Speaker, Staff
from app.practice.statements import Statement
from app.records.canonical import canonical_bytes
from app.records.revision import Revision, seal
from sync import protocol
from sync.photo_wire import PHOTOS_PATH, PhotosRequest
from sync.protocol import Cursor, NotOurs, Problem, SignedIn, check_of, pack, row_of, unpack
from sync.server import doors
from sync.server.council import CouncilServer
from sync.server.limits import Limits
from sync.server.serve import serving
from sync.server.web import WebFace
from tests.fuzzing import quickly
from tests.sync.bending import bent_bytes, bent_values
from tests.sync.server.sound import check_answer, check_store
from tests.sync.server.test_council import DEVICE, KEY, ann_in, ask, sign_in
from tests.sync.server.test_web import line_to

__all__ = ["ann_in"]

SHORT, LONG = 60, 2_500
BOTH = pytest.mark.parametrize("desk", ["sqlite", "postgresql"], indirect=True)
WRITTEN = datetime(2026, 11, 21, tzinfo=UTC)


def sent(council: CouncilServer, path: str, token: str, body: bytes) -> int:
    reply = doors.answer(council, "POST", path, f"Bearer {token}", body)
    content = reply.whole()
    assert reply.status < 500, f"{reply.status} {reply.fault} for {body[:300]!r}"
    check_answer("POST", path, reply.status, content)
    return reply.status


def sealed(ann: SignedIn, body: bytes, **other: Any) -> Revision:
    given_ = {"record": "ab" * 16, "kind": "statement", "format": 1, "scope": f"person:{'ab' * 16}", "parents": ()}
    given_ |= {"author": ann.staff.hex(), "device": DEVICE.hex(), "written": WRITTEN}
    return seal(body, **(given_ | other), key=KEY, entropy=bytes)


def pushing(revisions: list[Revision], counter: int = 1, **other: Any) -> protocol.ExchangeRequest:
    rows = tuple(row_of(each) for each in revisions)
    return ask(counter, counter.to_bytes(8, "big"), push=rows, check=check_of(each.id for each in revisions), **other)


def as_lists(message: protocol.Message) -> Any:
    return msgspec.msgpack.decode(msgspec.msgpack.encode(message))


def bend_messages(council: CouncilServer, ann: SignedIn, examples: int, seeded: bool) -> None:
    person = sealed(ann, canonical_bytes(Person(name="Grace")), kind="person", format=Person.format)
    words = sealed(ann, canonical_bytes(Statement(words="Ring twice.", speaker=Speaker(role=Role.PERSON))), record="cd" * 16)
    messages = {
        protocol.SIGN_IN_PATH: [sign_in()],
        protocol.EXCHANGE_PATH: [pushing([person, words]), ask(), ask(cursor=Cursor(number=3, id=bytes(32)), fills=((b"c", 2),))],
        protocol.COMPARE_PATH: [protocol.CompareRequest(scope=b"c", want=(bytes(32),), have=(bytes(32), bytes(32)))],
        PHOTOS_PATH: [PhotosRequest(after=bytes(40))],
    }
    choices = [(path, as_lists(message)) for path, found in messages.items() for message in found]

    @given(st.data())
    @quickly(examples, seeded=seeded)
    def bend(data: st.DataObject) -> None:
        path, value = data.draw(st.sampled_from(choices))
        change = data.draw(bent_values(value))
        body = b"\0" + msgspec.msgpack.encode(change)
        if data.draw(st.booleans()):
            body = data.draw(bent_bytes(body))
        sent(council, path, ann.token, body)

    bend()


@BOTH
def test_bent_messages(ann_in: SignedIn, council: CouncilServer) -> None:
    bend_messages(council, ann_in, SHORT, seeded=False)
    check_store(council)


@pytest.mark.prove
@pytest.mark.timeout(230)
@BOTH
@pytest.mark.parametrize("part", range(2))
def test_bent_messages_at_length(ann_in: SignedIn, council: CouncilServer, part: int) -> None:
    bend_messages(council, ann_in, LONG, seeded=True)
    check_store(council)


plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=20),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text("abcdefgh_", max_size=8), inside, max_size=4),
    max_leaves=8,
)
GOOD = (Person(name="Grace"), Statement(words="Ring twice.", speaker=Speaker(role=Role.PERSON)), Staff(name="Ann", sign_in="ann"))
IDS = st.sampled_from(("00" * 16, "ab" * 16, "ff" * 16))


@st.composite
def revisions(draw: st.DrawFn, ann: SignedIn) -> Revision:
    """Signed well, by Ann, on her laptop; and saying anything."""
    kind = draw(
        st.sampled_from(sorted(BY_NAME)) | st.sampled_from(("", "a\0b", "x" * 41, "x" * 5_000, "no such kind", "é\u202e"))
    )
    if draw(st.booleans()):
        value: Any = draw(bent_values(msgspec.json.decode(canonical_bytes(draw(st.sampled_from(GOOD))))))
        try:
            body = canonical_bytes(value)
        except (ValueError, TypeError, RecursionError):
            body = msgspec.json.encode(str(value))
    else:
        body = draw(
            plain.map(canonical_bytes) | st.binary(max_size=60) | st.sampled_from((b"[" * 3_000, b'{"a":"\\ud800"}', b"\xff"))
        )
    scope = draw(st.sampled_from(("council", f"person:{'ab' * 16}", f"person:{'ff' * 16}", f"staff:{ann.staff.hex()}")))
    own = ann.staff.hex()
    return sealed(
        ann,
        body,
        record=draw(IDS | st.just(own)),
        kind=kind,
        format=draw(st.sampled_from((1, 1, 1, 2, 3, 0, -1, 2**31, 2**52))),
        scope=scope,
        parents=tuple(draw(st.lists(st.sampled_from(("00" * 32, "ab" * 32)), max_size=2))),
        author=draw(IDS | st.just(own) | st.just(own)),
        written=draw(st.datetimes(datetime(1000, 1, 1), timezones=st.just(UTC))),  # noqa: DTZ001
    )


def push_anything(council: CouncilServer, ann: SignedIn, examples: int, seeded: bool) -> None:
    counter = iter(range(2, 10**9))

    @given(st.lists(revisions(ann), min_size=1, max_size=4))
    @quickly(examples, seeded=seeded)
    def push(found: list[Revision]) -> None:
        assert sent(council, protocol.EXCHANGE_PATH, ann.token, pack(pushing(found, next(counter)))) == 200

    push()


@BOTH
def test_revisions_that_say_anything(ann_in: SignedIn, council: CouncilServer) -> None:
    """Each is stored, held or refused; none is a fault, and none stops the rest."""
    push_anything(council, ann_in, SHORT, seeded=False)
    check_store(council)


@pytest.mark.prove
@pytest.mark.timeout(230)
@BOTH
@pytest.mark.parametrize("part", range(2))
def test_revisions_that_say_anything_at_length(ann_in: SignedIn, council: CouncilServer, part: int) -> None:
    push_anything(council, ann_in, LONG // 3, seeded=True)
    check_store(council)


@BOTH
@pytest.mark.parametrize("format_", [2**31, 2**53, 2**63 - 1, 2**63, -(2**63)])
def test_a_row_whose_numbers_are_too_large(ann_in: SignedIn, council: CouncilServer, format_: int) -> None:
    """No revision could say that: it is named as damaged, and the rest goes on."""
    good = sealed(ann_in, canonical_bytes(Person(name="Grace")), kind="person", format=Person.format)
    rows = (msgspec.structs.replace(row_of(good), format=format_), row_of(good))
    request = ask(7, push=rows, cursor=Cursor(number=0), fills=((b"c", format_),))
    sent(council, protocol.EXCHANGE_PATH, ann_in.token, pack(request))
    for path, message in (
        (protocol.EXCHANGE_PATH, ask(8, cursor=Cursor(number=format_, id=bytes(32)), rows=format_, size=format_)),
        (protocol.COMPARE_PATH, protocol.CompareRequest(scope=b"c", after=format_)),
        (protocol.COMPARE_PATH, protocol.CompareRequest(want=(bytes(32),), rows=format_, size=format_)),
    ):
        sent(council, path, ann_in.token, pack(message))
    check_store(council)


@BOTH
@pytest.mark.parametrize("name", ["a\0b", "\0", "x" * 10_000, "é", "\ufeffann", "' OR 1=1 --", "ann\u0000"])
def test_names_that_are_none(ann_in: SignedIn, council: CouncilServer, name: str) -> None:
    assert sent(council, protocol.SIGN_IN_PATH, "", pack(sign_in(name, "x"))) == 403


def http(*lines: bytes, body: bytes = b"") -> bytes:
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


CHUNKED = b"transfer-encoding: chunked"
POST = b"POST /v1/exchange HTTP/1.1"
HARDLY_HTTP = {
    "no request": b"\0" * 3_000,
    "a line of 10 MB": b"GET /" + b"a" * 10_000_000,
    "a header of 10 MB": b"GET / HTTP/1.1\r\nhost: a\r\nx: " + b"a" * 10_000_000,
    "ten thousand headers": http(b"GET / HTTP/1.1", b"host: a", *(b"x-%d: 1" % each for each in range(10_000))),
    "no host": http(b"GET /v1/health HTTP/1.1"),
    "two hosts": http(b"GET /v1/health HTTP/1.1", b"host: a", b"host: b"),
    "a bad host": http(b"GET /v1/health HTTP/1.1", b"host: a b\t[c]]:99999999999/../"),
    "an old protocol": b"GET /v1/health\r\n\r\n",
    "a newer protocol": http(b"GET /v1/health HTTP/2.0", b"host: a"),
    "the preface of HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "TLS": bytes.fromhex("16030100a5010000a10303") + bytes(200),
    "a whole address": http(b"GET http://elsewhere.test/v1/health HTTP/1.1", b"host: a"),
    "a star": http(b"OPTIONS * HTTP/1.1", b"host: a"),
    "connect": http(b"CONNECT a:1 HTTP/1.1", b"host: a"),
    "a path outside": http(b"GET /v1/../../etc/passwd HTTP/1.1", b"host: a"),
    "a path of bytes": http(b"GET /v1/%00%ff%c0%ae HTTP/1.1", b"host: a"),
    "a photo that is none": http(b"GET /v1/photos/%00../x HTTP/1.1", b"host: a", b"authorization: Bearer t"),
    "NUL in a header": http(b"GET /v1/health HTTP/1.1", b"host: a", b"x: a\0b"),
    "a bare newline": b"GET /v1/health HTTP/1.1\nhost: a\nx:\n y\n\n",
    "lengths that differ": http(POST, b"host: a", b"content-length: 5", b"content-length: 6", body=b"123456"),
    "a negative length": http(POST, b"host: a", b"content-length: -5"),
    "a length in other digits": http(POST, b"host: a", "content-length: ٥".encode(), body=b"12345"),
    "a huge length": http(POST, b"host: a", b"content-length: 99999999999999999999"),
    "length and chunks": http(POST, b"host: a", b"content-length: 4", CHUNKED, body=b"0\r\n\r\nGET /v1/health HTTP/1.1\r\n\r\n"),
    "chunks twice": http(POST, b"host: a", b"transfer-encoding: chunked, chunked", body=b"0\r\n\r\n"),
    "a strange encoding": http(POST, b"host: a", b"transfer-encoding: gzip, chunked", body=b"0\r\n\r\n"),
    "a chunk of no size": http(POST, b"host: a", CHUNKED, body=b"zz\r\nabc\r\n"),
    "a huge chunk": http(POST, b"host: a", CHUNKED, body=b"ffffffffffffffffff\r\n"),
    "a chunk that is longer": http(POST, b"host: a", CHUNKED, body=b"3\r\nabcdef\r\n0\r\n\r\n"),
    "a chunk with much to say": http(POST, b"host: a", CHUNKED, body=b"1;" + b"x" * 100_000 + b"\r\na\r\n0\r\n\r\n"),
    "trailers": http(POST, b"host: a", CHUNKED, body=b"1\r\na\r\n0\r\nx: y\r\nauthorization: Bearer t\r\n\r\n"),
    "waiting for 100": http(POST, b"host: a", b"expect: 100-continue", b"content-length: 1", body=b"\0"),
    "another expectation": http(POST, b"host: a", b"expect: miracles", b"content-length: 0"),
    "an upgrade": http(b"GET /v1/health HTTP/1.1", b"host: a", b"connection: upgrade", b"upgrade: websocket"),
    "a token of bytes": http(POST, b"host: a", b"authorization: Bearer \xff\xfe", b"content-length: 0"),
    "a token that is long": http(POST, b"host: a", b"authorization: Bearer " + b"t" * 9_000, b"content-length: 0"),
    "a forwarder that lies": http(POST, b"host: a", b"x-forwarded-for: " + b"," * 5_000 + b"\xff", b"content-length: 0"),
    "many in a row": http(b"GET /v1/health HTTP/1.1", b"host: a") * 60,
    "a row with a bad one in it": http(b"GET /v1/health HTTP/1.1", b"host: a") * 3 + b"\0\0\r\n\r\n",
    "a zip bomb": http(POST, b"host: a", b"content-length: 20000", body=b"\1" + bytes(19_999)),
}


LAST = http(b"GET /v1/health HTTP/1.1", b"host: a", b"connection: close")


def door_of(address: str) -> tuple[str, int]:
    parts = urlsplit(address)
    return parts.hostname or "", parts.port or 0


def answers(address: str, data: bytes, pieces: int = 1) -> list[int]:
    """Send it and, last of all, a request after which the line is closed: the statuses that came back."""
    with socket.create_connection(door_of(address), 10) as line:
        line.settimeout(10)
        with contextlib.suppress(OSError):
            step = max(1, len(data) // pieces)
            for start in range(0, len(data), step):
                line.sendall(data[start : start + step])
            line.sendall(LAST)
        said = b""
        with contextlib.suppress(OSError):
            while part := line.recv(65536):
                said += part
    return [int(each[:3]) for each in said.split(b"HTTP/1.1 ")[1:]]


@pytest.fixture
def strict() -> Limits:
    return Limits(head_seconds=0.3, stall_seconds=0.3, stranger_burst=10**6, device_burst=10**6)


def test_what_is_hardly_http(council: CouncilServer, strict: Limits) -> None:
    """Answered with a status below 500 or not at all; and the next laptop is served."""
    face = WebFace(council, limits=strict)
    with serving(face) as address:
        for name, data in HARDLY_HTTP.items():
            found = answers(address, data)
            assert [each for each in found if each >= 500] == [], name
            assert len(found) <= 62, name
            with line_to(address) as line:
                line.request("GET", protocol.HEALTH_PATH)
                assert line.getresponse().status == 200, name
        assert answers(address, HARDLY_HTTP["many in a row"]) == [200] * 61
        assert answers(address, HARDLY_HTTP["length and chunks"]) == [400], "never more requests out of one"
    assert 'of="mistake"' not in face.figures.written()


def bend_http(council: CouncilServer, strict: Limits, token: str, rounds: int, seed: int) -> None:
    draw = random.Random(seed)
    body = pack(ask())
    whole = http(POST, b"host: a", b"authorization: Bearer " + token.encode(), b"content-length: %d" % len(body), body=body)
    seeds = [whole, *(each for each in HARDLY_HTTP.values() if len(each) < 5_000)]
    face = WebFace(council, limits=strict)
    with serving(face) as address:
        for _ in range(rounds):
            data = bytearray(draw.choice(seeds) + draw.choice([b"", whole]))
            for _ in range(draw.randrange(6)):
                at = draw.randrange(len(data))
                data[at : at + draw.randrange(3)] = draw.choice([b"", b"\r\n", b"\0", b" ", b":", bytes([draw.randrange(256)])])
            assert [each for each in answers(address, bytes(data), draw.choice([1, 1, 3, 20])) if each >= 500] == [], bytes(data)
        with line_to(address) as line:
            line.request("GET", protocol.HEALTH_PATH)
            assert line.getresponse().status == 200
    assert 'of="mistake"' not in face.figures.written()


def test_bent_http(ann_in: SignedIn, council: CouncilServer, strict: Limits) -> None:
    bend_http(council, strict, ann_in.token, 60, seed=1)
    check_store(council)


@pytest.mark.prove
@pytest.mark.timeout(230)
@pytest.mark.parametrize("seed", range(4))
def test_bent_http_at_length(ann_in: SignedIn, council: CouncilServer, strict: Limits, seed: int) -> None:
    bend_http(council, strict, ann_in.token, 2_000, seed=seed + 100)
    check_store(council)


def test_a_fault_would_be_seen(ann_in: SignedIn, council: CouncilServer) -> None:
    """The searches above fail when a door does."""

    def fails(*_: object) -> Any:
        raise KeyError

    door = doors.Door("broken", "POST", "/broken", fails)
    reply = doors.answer_request(council, door, doors.Request("POST", "/broken", {"authorization": "Bearer t"}))
    assert (reply.status, unpack(reply.whole(), Problem).code) == (500, "fault")
    with pytest.raises(NotOurs):
        check_answer("POST", protocol.EXCHANGE_PATH, 200, b"<html>")
