"""What one laptop, one address and a slow line may take; and that a whole office may come at once."""

import contextlib
import http.client
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from sync import protocol
from sync.protocol import Problem, SignedIn, unpack
from sync.server import problems
from sync.server.admin import CouncilDesk
from sync.server.council import CouncilServer
from sync.server.limits import Limits, Rate
from sync.server.serve import serving
from sync.server.web import WebFace
from tests.sync.laptops import PASSWORD, Clock
from tests.sync.server.test_council import ann_in, ask, sign_in
from tests.sync.server.test_web import line_to

__all__ = ["ann_in"]


class Moments:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def door_of(address: str) -> tuple[str, int]:
    parts = urlsplit(address)
    return parts.hostname or "", parts.port or 0


def ask_again(
    line: http.client.HTTPConnection, token: str, path: str = protocol.EXCHANGE_PATH, **headers: str
) -> tuple[int, Problem]:
    line.request("POST", path, body=protocol.pack(ask()), headers={"authorization": f"Bearer {token}", **headers})
    response = line.getresponse()
    content = response.read()
    return response.status, unpack(content, Problem) if response.status != 200 else Problem(code="", words="")


def test_a_rate_gives_a_burst_and_then_so_many_a_second() -> None:
    clock = Moments()
    rate = Rate(3, 2, clock)
    assert [rate.take(b"ann") for _ in range(4)] == [0, 0, 0, 0.5]
    assert rate.take(b"jo") == 0
    clock.now += 0.5
    assert (rate.take(b"ann"), rate.wait(b"ann")) == (0, 0.5)
    clock.now += 100
    assert [rate.take(b"ann") for _ in range(4)] == [0, 0, 0, 0.5]


def test_a_rate_forgets_those_that_rest() -> None:
    """Any number of keys take a bounded amount of memory, and who is slowed down stays so."""
    clock = Moments()
    rate = Rate(1, 0.001, clock)
    rate.take(b"busy")
    for number in range(30_000):
        clock.now += 0.01
        rate.take(b"%d" % number)
        if number % 1000 == 0:
            rate.take(b"busy")
    assert rate.take(b"29999") > 0
    assert len(rate._left) <= 20_001


def test_a_laptop_that_asks_too_often_is_told_to_wait(ann_in: SignedIn, council: CouncilServer) -> None:
    """429, a problem the laptop knows, seconds to wait; others are not slowed down, and it goes on by itself."""
    limits = Limits(device_burst=3, device_a_second=2)
    other = council.sign_in(sign_in(device=b"o" * 16, author=b"x" * 16)).token
    with serving(WebFace(council, limits=limits)) as address, line_to(address) as line:
        statuses = [ask_again(line, ann_in.token)[0] for _ in range(3)]
        assert statuses == [200, 200, 200]
        line.request(
            "POST", protocol.EXCHANGE_PATH, body=protocol.pack(ask()), headers={"authorization": f"Bearer {ann_in.token}"}
        )
        response = line.getresponse()
        said = unpack(response.read(), Problem)
        assert (response.status, said.code, said.wait, response.headers["retry-after"]) == (429, problems.SLOW_DOWN, 1, "1")
        assert ask_again(line, other)[0] == 200
        time.sleep(0.6)
        assert ask_again(line, ann_in.token)[0] == 200


def test_strangers_are_slowed_down_by_address_and_their_neighbours_are_not(ann_in: SignedIn, council: CouncilServer) -> None:
    """Tokens made up by somebody in the same office never keep a laptop out that is known there."""
    limits = Limits(stranger_burst=2, stranger_a_second=0.01)
    with serving(WebFace(council, limits=limits)) as address, line_to(address) as line:
        here = {"x-forwarded-for": "10.0.0.1, 192.0.2.7"}
        assert ask_again(line, ann_in.token, **here)[0] == 200
        found = [ask_again(line, f"made up {number}", **here)[0] for number in range(4)]
        assert found == [401, 401, 429, 429]
        assert ask_again(line, ann_in.token, **here)[0] == 200
        assert ask_again(line, "made up", **{"x-forwarded-for": "192.0.2.8"})[0] == 401


def test_sign_ins_from_one_address_have_a_rate(ann_in: SignedIn, council: CouncilServer) -> None:
    limits = Limits(sign_in_burst=2, sign_in_a_second=0.01)
    with serving(WebFace(council, limits=limits)) as address, line_to(address) as line:
        statuses = []
        for number in range(3):
            body = protocol.pack(sign_in(f"nobody{number}"))
            line.request("POST", protocol.SIGN_IN_PATH, body=body, headers={"x-forwarded-for": "192.0.2.7"})
            response = line.getresponse()
            response.read()
            statuses.append(response.status)
        assert statuses == [403, 403, 429]


def test_the_wait_after_wrong_passwords_does_not_tell_which_names_are_known(
    ann_in: SignedIn, council: CouncilServer, clock: Clock
) -> None:
    """Both names are refused alike, wait alike, and are free alike once the wait is over."""

    def answers(name: str) -> list[tuple[str, int]]:
        found = []
        for _ in range(9):
            with pytest.raises(problems.NoAnswer) as caught:
                council.sign_in(sign_in(name, "wrong"))
            found.append((caught.value.problem.code, caught.value.problem.wait))
        return found

    known, unknown = answers("ann"), answers("nobody at all")
    assert known == unknown
    assert known[-1][1] > 0
    clock.on(seconds=known[-1][1] + 1)
    assert answers("ann")[0] == answers("nobody at all")[0] == (problems.SIGN_IN_REFUSED, 0)
    clock.on(seconds=1000)
    assert council.sign_in(sign_in()).staff == ann_in.staff
    assert answers("ann")[:5] == [(problems.SIGN_IN_REFUSED, 0)] * 5


def test_many_guesses_at_once_all_count(ann_in: SignedIn, council: CouncilServer) -> None:
    """Sent side by side, they do not all slip through before the first was counted."""

    def guess(number: int) -> int:
        with pytest.raises(problems.NoAnswer) as caught:
            council.sign_in(sign_in(password=f"guess {number}"))
        return caught.value.problem.wait

    with ThreadPoolExecutor(8) as threads:
        waits = list(threads.map(guess, range(24)))
    assert sum(1 for wait in waits if not wait) <= 8


def test_another_password_ends_the_wait(ann_in: SignedIn, desk: CouncilDesk, council: CouncilServer) -> None:
    for _ in range(7):
        with pytest.raises(problems.NoAnswer):
            council.sign_in(sign_in(password="wrong"))
    desk.set_password("ann", "another kettle")
    assert council.sign_in(sign_in(password="another kettle")).staff == ann_in.staff


SLOW = Limits(head_seconds=0.3, stall_seconds=0.5, least_bytes_a_second=10_000)


def cut_after(line: socket.socket, feed: Callable[[int], bytes], pause: float) -> tuple[float, bytes]:
    """Send a piece now and then until the server has cut the line: how long it took, and what it said."""
    began = time.monotonic()
    line.settimeout(pause)
    said = b""
    for number in range(400):
        try:
            line.sendall(feed(number))
        except OSError:
            break
        try:
            part = line.recv(65536)
        except TimeoutError:
            continue
        except OSError:
            break
        if not part:
            break
        said += part
    return time.monotonic() - began, said


@pytest.mark.parametrize("silent", [True, False], ids=["silent", "a byte now and then"])
def test_a_head_has_a_deadline(council: CouncilServer, silent: bool) -> None:
    face = WebFace(council, limits=SLOW)
    with serving(face) as address, socket.create_connection(door_of(address)) as line:
        head = b"GET /v1/health HTTP/1.1\r\nhost: a\r\nx-long: " + b"a" * 500
        took, said = cut_after(line, lambda number: b"" if silent else head[number : number + 1], 0.05)
    assert 0.25 < took < 6
    assert (b"408" in said) is not silent
    assert 'lines_cut_total{why="head"} 1' in face.figures.written()


def whole_answer(line: socket.socket) -> bytes:
    """An answer to its last byte, in however many pieces it comes."""
    came = b""
    while b"\r\n\r\n" not in came:
        came += line.recv(65536)
    head, _, body = came.partition(b"\r\n\r\n")
    length = next(int(each.split(b":")[1]) for each in head.split(b"\r\n") if each.lower().startswith(b"content-length"))
    while len(body) < length:
        body += line.recv(65536)
    return head


def test_the_second_head_on_a_kept_line_has_one_too(council: CouncilServer) -> None:
    with serving(WebFace(council, limits=SLOW)) as address, socket.create_connection(door_of(address)) as line:
        line.sendall(b"GET /v1/health HTTP/1.1\r\nhost: a\r\n\r\n")
        assert whole_answer(line).startswith(b"HTTP/1.1 200")
        time.sleep(0.6)
        line.sendall(b"GET /v1/health HTTP/1.1\r\nhost: a\r\n\r\n")
        assert whole_answer(line).startswith(b"HTTP/1.1 200"), "a line that rests is not cut"
        head = b"GET /v1/health HTTP/1.1\r\nx-long: " + b"a" * 500
        took, _ = cut_after(line, lambda number: head[number : number + 1], 0.05)
    assert took < 6


@pytest.mark.parametrize("pause", [0.05, 0.9], ids=["slow", "stalled"])
def test_a_body_has_a_deadline(council: CouncilServer, pause: float) -> None:
    """It must go on, and go on fast enough; one that does is taken however long it takes."""
    face = WebFace(council, limits=SLOW)
    with serving(face) as address, socket.create_connection(door_of(address)) as line:
        line.sendall(b"POST /v1/exchange HTTP/1.1\r\nhost: a\r\nauthorization: Bearer t\r\ncontent-length: 100000\r\n\r\n")
        took, _ = cut_after(line, lambda number: b"a" * 20, pause)
    assert 0.4 < took < 8
    assert 'lines_cut_total{why="body"} 1' in face.figures.written()


def test_a_body_that_comes_steadily_is_waited_for(council: CouncilServer) -> None:
    with serving(WebFace(council, limits=SLOW)) as address, socket.create_connection(door_of(address)) as line:
        line.sendall(b"POST /v1/exchange HTTP/1.1\r\nhost: a\r\nauthorization: Bearer t\r\ncontent-length: 30000\r\n\r\n")
        for _ in range(30):
            line.sendall(b"a" * 1000)
            time.sleep(0.04)
        assert line.recv(65536).startswith(b"HTTP/1.1 400")


def test_a_laptop_that_does_not_read_its_answer_is_let_go(council: CouncilServer) -> None:
    from sync.server.asking import Reply
    from sync.server.doors import Door
    from tests.sync.server.test_web import find

    big = Door("big", "GET", "/big", lambda c, r: Reply(200, bytes(50_000_000)), signed_in=False)
    face = WebFace(council, find(big), limits=SLOW)
    with serving(face) as address, socket.create_connection(door_of(address)) as line:
        line.sendall(b"GET /big HTTP/1.1\r\nhost: a\r\n\r\n")
        deadline = time.monotonic() + 10
        while 'why="answer"' not in face.figures.written():
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_more_connections_than_there_may_be(council: CouncilServer) -> None:
    face = WebFace(council, limits=Limits(most_connections=3))
    with serving(face) as address:
        lines = [socket.create_connection(door_of(address)) for _ in range(3)]
        time.sleep(0.2)
        with socket.create_connection(door_of(address)) as more, contextlib.suppress(ConnectionResetError):
            assert more.recv(10) == b""
        lines[0].sendall(b"GET /v1/health HTTP/1.1\r\nhost: a\r\n\r\n")
        assert lines[0].recv(100).startswith(b"HTTP/1.1 200")
        for line in lines:
            line.close()


def test_bodies_that_wait_take_no_more_memory_than_they_may(council: CouncilServer) -> None:
    limits = Limits(most_bytes_at_once=300_000)
    with serving(WebFace(council, limits=limits)) as address:
        lines = [socket.create_connection(door_of(address), 5) for _ in range(4)]
        for line in lines:
            line.sendall(b"POST /v1/exchange HTTP/1.1\r\nhost: a\r\nauthorization: Bearer t\r\ncontent-length: 200000\r\n\r\n")
            line.sendall(bytes(100_000))
            time.sleep(0.05)
        assert lines[3].recv(1000).startswith(b"HTTP/1.1 503")
        for line in lines[:3]:
            line.close()
        time.sleep(0.3)
        with line_to(address) as line:
            line.request("POST", protocol.EXCHANGE_PATH, body=bytes(200_000), headers={"authorization": "Bearer t"})
            assert line.getresponse().status == 400
        lines[3].close()


def test_two_hundred_laptops_in_one_second(desk: CouncilDesk, council: CouncilServer) -> None:
    """A whole council opens its laptops at nine, from one address. Nobody is refused."""
    desk.add_staff("Ann Bell", "ann", PASSWORD)
    tokens = [
        council.sign_in(sign_in(device=number.to_bytes(16, "big"), author=bytes(8) + number.to_bytes(8, "big"))).token
        for number in range(1, 201)
    ]
    start = threading.Barrier(200)

    def come(token: str) -> int:
        with line_to(address) as line:
            start.wait(30)
            return ask_again(line, token, **{"x-forwarded-for": "192.0.2.7"})[0]

    with serving(council) as address, ThreadPoolExecutor(200) as threads:
        began = time.monotonic()
        statuses = list(threads.map(come, tokens))
        print(f"200 laptops took {time.monotonic() - began:.2f} s")
    assert set(statuses) == {200}
