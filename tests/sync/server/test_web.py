"""The web face over a real socket: bodies and replies in parts, limits, laptops that hang up, many councils by host name."""

import http.client
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

from sync import protocol
from sync.protocol import Health, Problem, unpack
from sync.server import problems
from sync.server.asking import Reply, Request
from sync.server.council import CouncilServer
from sync.server.doors import Door, door_at
from sync.server.serve import serving
from sync.server.web import WebFace, host_of


@contextmanager
def line_to(address: str) -> Iterator[http.client.HTTPConnection]:
    parts = urlsplit(address)
    line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    try:
        yield line
    finally:
        line.close()


def find(*more: Door) -> Callable[[str, str], Door | None]:
    """The doors there are, and more."""

    def found(method: str, path: str) -> Door | None:
        other = next((each for each in more if each.method == method and path.startswith(each.path)), None)
        return other or door_at(method, path)

    return found


def test_a_body_is_read_as_it_comes_with_its_headers(council: CouncilServer) -> None:
    """Sent in pieces, the first is with the door before the last is sent."""
    arrived: list[bytes] = []
    first = threading.Event()

    def take(_: CouncilServer, request: Request) -> Reply:
        while part := request.next_part():
            arrived.append(part)
            first.set()
        return Reply(201, request.headers["content-range"].encode(), (("content-type", "text/plain"), ("x-rest", request.rest)))

    door = Door("photo", "PUT", "/v1/photos/", take, streamed=True, rest=True, most=1000)
    with serving(WebFace(council, find(door))) as address, line_to(address) as line:
        line.putrequest("PUT", "/v1/photos/abc")
        for name, value in (("content-range", "bytes 0-599/600"), ("content-length", "600"), ("authorization", "Bearer t")):
            line.putheader(name, value)
        line.endheaders(b"a" * 300)
        assert first.wait(10)
        assert sum(map(len, arrived)) == 300
        line.send(b"b" * 300)
        response = line.getresponse()
        assert (response.status, response.read()) == (201, b"bytes 0-599/600")
        assert (response.headers["content-type"], response.headers["x-rest"]) == ("text/plain", "abc")
        assert b"".join(arrived) == b"a" * 300 + b"b" * 300


def test_a_streamed_body_has_its_limit(council: CouncilServer) -> None:
    taken = 0

    def take(_: CouncilServer, request: Request) -> Reply:
        nonlocal taken
        while part := request.next_part():
            taken += len(part)
        return Reply(200, b"")

    door = Door("photo", "PUT", "/v1/photos/", take, streamed=True, rest=True, most=1000)
    with serving(WebFace(council, find(door))) as address, line_to(address) as line:
        line.request("PUT", "/v1/photos/abc", body=bytes(1001), headers={"authorization": "Bearer t"})
        response = line.getresponse()
        assert response.status == 413
        assert unpack(response.read(), Problem).code == problems.TOO_LARGE
    assert taken <= 1000


def test_a_laptop_that_hangs_up_while_it_sends(council: CouncilServer) -> None:
    ended = threading.Event()

    def take(_: CouncilServer, request: Request) -> Reply:
        try:
            while request.next_part():
                pass
        finally:
            ended.set()
        return Reply(200, b"")

    door = Door("photo", "PUT", "/v1/photos/", take, streamed=True, rest=True)
    with serving(WebFace(council, find(door))) as address:
        with line_to(address) as line:
            line.putrequest("PUT", "/v1/photos/abc")
            line.putheader("content-length", "600")
            line.putheader("authorization", "Bearer t")
            line.endheaders(b"a" * 300)
        assert ended.wait(10)


def test_a_reply_in_parts(council: CouncilServer) -> None:
    """Each part goes out before the next is made, and what is raised before the first has a status of its own."""
    go_on = threading.Event()

    def parts() -> Iterator[bytes]:
        yield b"first"
        assert go_on.wait(10)
        yield b"second"

    def refused() -> Iterator[bytes]:
        raise problems.busy()
        yield b""

    several = Door("parts", "GET", "/parts", lambda c, r: Reply(200, parts()), signed_in=False)
    none = Door("none", "GET", "/none", lambda c, r: Reply(200, refused()), signed_in=False)
    with serving(WebFace(council, find(several, none))) as address, line_to(address) as line:
        line.request("GET", "/parts")
        response = line.getresponse()
        assert response.headers["transfer-encoding"] == "chunked"
        assert response.read1() == b"first"
        go_on.set()
        assert response.read() == b"second"
        line.request("GET", "/none")
        response = line.getresponse()
        assert (response.status, unpack(response.read(), Problem).code) == (503, problems.BUSY)


def test_a_reply_that_cannot_go_on_is_never_taken_for_whole(council: CouncilServer) -> None:
    def parts() -> Iterator[bytes]:
        yield b"first"
        raise ValueError

    door = Door("parts", "GET", "/parts", lambda c, r: Reply(200, parts()), signed_in=False)
    with serving(WebFace(council, find(door))) as address, line_to(address) as line:
        line.request("GET", "/parts")
        response = line.getresponse()
        with pytest.raises(http.client.IncompleteRead):
            response.read()


def test_a_laptop_that_hangs_up_while_it_is_answered(council: CouncilServer) -> None:
    """What gives the parts is closed soon, not read to its end."""
    closed = threading.Event()
    made = 0

    def parts() -> Iterator[bytes]:
        nonlocal made
        try:
            while True:
                made += 1
                yield bytes(65536)
        finally:
            closed.set()

    door = Door("parts", "GET", "/parts", lambda c, r: Reply(200, parts()), signed_in=False)
    with serving(WebFace(council, find(door))) as address:
        with line_to(address) as line:
            line.request("GET", "/parts")
            line.getresponse().read1()
        assert closed.wait(20)
        assert made < 1000


def test_the_host_name_chooses_the_council(council: CouncilServer) -> None:
    called: list[str] = []

    def choose(host: str) -> CouncilServer | None:
        called.append(host)
        return council if host == "westbrook.test" else None

    with serving(WebFace(choose)) as address, line_to(address) as line:
        for host, status in (("Westbrook.Test:8471", 200), ("elsewhere.test", 421), ("[::1]:80", 421)):
            line.request("GET", protocol.HEALTH_PATH, headers={"host": host})
            response = line.getresponse()
            assert response.status == status
            assert unpack(response.read(), Health if status == 200 else Problem)
    assert called == ["westbrook.test", "elsewhere.test", "::1"]


@pytest.mark.parametrize(
    ("shown", "host"), [("", ""), ("A.B", "a.b"), ("a:1", "a"), ("[::1]", "::1"), ("[::1]:5", "::1"), (" a ", "a")]
)
def test_the_host_that_was_called(shown: str, host: str) -> None:
    assert host_of({"host": shown}) == host


def test_a_body_over_the_limit_is_refused_and_the_line_closed(council: CouncilServer) -> None:
    with serving(council) as address:
        parts = urlsplit(address)
        with socket.create_connection((parts.hostname, parts.port), 20) as line:
            head = f"POST {protocol.EXCHANGE_PATH} HTTP/1.1\r\nhost: a\r\ncontent-length: 99999999\r\n\r\n"
            line.sendall(head.encode() + bytes(protocol.BODY_LIMIT + 1))
            answer = b""
            while part := line.recv(65536):
                answer += part
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"connection: close" in answer
