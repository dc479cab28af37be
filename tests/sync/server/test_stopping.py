"""A real server process that is asked to stop, killed, or has no room left: nothing is lost, nothing is there by half."""

import contextlib
import random
import resource
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import event

from app.practice.errors import ExchangeFailed
from sync import protocol
from sync.client.exchange import Exchanger
from sync.protocol import ExchangeAnswer, unpack
from sync.server import chain
from sync.server.admin import CouncilDesk
from sync.server.council import CouncilServer
from tests.sync.laptops import PASSWORD, Laptop, council_ids
from tests.sync.served import server_process
from tests.sync.server.test_council import ask, sign_in

Make = Callable[..., Laptop]


def connected(address: str) -> socket.socket:
    parts = urlsplit(address)
    return socket.create_connection((parts.hostname or "", parts.port or 0), 20)


def answer_on(line: socket.socket) -> tuple[bytes, bytes]:
    """The head and the body of what is said until the line is closed."""
    said = b""
    while part := line.recv(65536):
        said += part
    head, _, body = said.partition(b"\r\n\r\n")
    return head, body


def in_the_end_refused(address: str) -> bool:
    """Whether soon nobody new is let in."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            connected(address).close()
        except ConnectionRefusedError:
            return True
        time.sleep(0.02)
    return False


def over_a_line(laptop: Laptop, name: str, address: str) -> Laptop:
    laptop.exchanger = Exchanger(laptop.book, rest=lambda seconds: None)
    laptop.exchanger.sign_in(name, PASSWORD, address)
    return laptop


def test_requests_that_have_begun_are_answered_and_new_ones_refused(desk: CouncilDesk, tmp_path: Path) -> None:
    """Asked to stop while six laptops are in the middle of what they send: each gets its answer, then the process ends well."""
    desk.add_staff("Ann Bell", "ann", PASSWORD)
    devices = [bytes([number]) * 16 for number in range(1, 7)]
    tokens = [desk.council.sign_in(sign_in(device=device, author=device)).token for device in devices]
    with server_process(tmp_path / "council") as (address, process):
        lines = [connected(address) for _ in tokens]
        body = protocol.pack(ask())
        for line, token in zip(lines, tokens, strict=True):
            head = f"POST {protocol.EXCHANGE_PATH} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {token}\r\n"
            line.sendall(f"{head}content-length: {len(body)}\r\n\r\n".encode() + body[:10])
        time.sleep(0.3)
        process.send_signal(signal.SIGTERM)
        assert in_the_end_refused(address)
        for line in lines:
            line.sendall(body[10:])
            said, content = answer_on(line)
            assert said.startswith(b"HTTP/1.1 200")
            assert unpack(content, ExchangeAnswer).time
            line.close()
        assert process.stdout is not None
        assert process.stdout.readline() == "stopped\n"
        assert process.wait(10) == 0


def first_meeting(ann: Laptop, tmp_path: Path) -> int:
    """The laptop signs in over a real line. Returns the port."""
    with server_process(tmp_path / "council") as (address, _):
        over_a_line(ann, "ann", address)
        assert ann.exchanger.exchange().proved_equal
    return int(address.rpartition(":")[2])


def killed_in_mid_request(desk: CouncilDesk, ann: Laptop, tmp_path: Path, rounds: int, seed: int) -> None:
    draw, together, longest = random.Random(seed), 40, 0.05
    port = first_meeting(ann, tmp_path)
    grace = ann.add_person()
    for number in range(rounds):
        ann.exchanger.close()
        ann.exchanger = Exchanger(ann.book, rest=lambda seconds: None)
        for place in range(together):
            ann.say(grace, f"Words {number} {place}.")
        expected = ann.waiting()
        with server_process(tmp_path / "council", port) as (_, process):
            before = council_ids(desk.council)
            killer = subprocess.Popen(["sh", "-c", f"sleep {draw.uniform(0.0, longest):.3f}; kill -9 {process.pid}"])
            with contextlib.suppress(ExchangeFailed):
                ann.exchanger.exchange()
            killer.wait(10)
            process.wait(10)
        arrived = len(council_ids(desk.council)) - len(before)
        print(f"killed with {arrived} of {expected} there and {ann.waiting()} waiting")
        assert arrived in (0, expected), "a page is there whole or not at all"
        with desk.council.store.reading() as connection:
            assert chain.check(connection).fault == ""
        with server_process(tmp_path / "council", port):
            began = time.monotonic()
            outcome = ann.exchanger.exchange()
            longest = max(longest, (time.monotonic() - began) * 1.5)
            assert outcome.proved_equal
        assert ann.waiting() == 0
        assert council_ids(desk.council) >= ann.ids()
        assert len(council_ids(desk.council)) == len(before) + expected


def test_killed_in_mid_request(desk: CouncilDesk, new_laptop: Make, tmp_path: Path) -> None:
    """kill -9 at a random moment: nothing is there by half, the next try succeeds, and nothing is there twice."""
    ann = new_laptop("ann", signed_in=False)
    killed_in_mid_request(desk, ann, tmp_path, rounds=1, seed=3)


@pytest.mark.prove
@pytest.mark.timeout(230)
@pytest.mark.parametrize("seed", range(5))
def test_killed_in_mid_request_again_and_again(desk: CouncilDesk, new_laptop: Make, tmp_path: Path, seed: int) -> None:
    ann = new_laptop("ann", signed_in=False)
    killed_in_mid_request(desk, ann, tmp_path, rounds=20, seed=seed)


def test_no_room_on_the_servers_disk(desk: CouncilDesk, new_laptop: Make, tmp_path: Path) -> None:
    """The process may write no more than its files hold: laptops hear that it is busy, keep all, and go on when there is room."""
    ann = new_laptop("ann", signed_in=False)
    desk.council.close()
    with server_process(tmp_path / "council") as (address, process):
        over_a_line(ann, "ann", address)
        assert ann.exchanger.exchange().proved_equal
        grace = ann.add_person()
        for place in range(60):
            ann.say(grace, f"{place} " + "long words " * 300)
        largest = max(file.stat().st_size for file in (tmp_path / "council").iterdir())
        before = council_ids(desk.council)
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (largest + 20_000, resource.RLIM_INFINITY))
        for _ in range(3):
            with pytest.raises(ExchangeFailed):
                ann.exchanger.exchange()
            assert ann.waiting() == 61
        assert council_ids(desk.council) == before
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        assert ann.exchanger.exchange().proved_equal
        assert (ann.waiting(), len(council_ids(desk.council))) == (0, len(before) + 61)
        ann.exchanger.close()


def test_no_room_in_the_store(desk: CouncilDesk, ann: Laptop, jo: Laptop, council: CouncilServer) -> None:
    """The store itself says that it is full, at any page of it: busy, with seconds to wait; those who only read go on."""
    engine = council.store.engine
    most = {"pages": 0}

    def limit(connection: object, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {most['pages'] or 2**30}")  # type: ignore[attr-defined]

    event.listen(engine, "connect", limit)
    grace = ann.add_person()
    for place in range(80):
        ann.say(grace, f"{place} " + "long words " * 200)
    waiting, before = ann.waiting(), council_ids(council)
    with council.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    for spare in (0, 1, 3, 10, 30):
        most["pages"] = pages + spare
        engine.dispose()
        with pytest.raises(ExchangeFailed):
            ann.exchanger.exchange()
        assert (ann.waiting(), council_ids(council)) == (waiting, before)
        assert jo.exchanger.exchange().proved_equal
    most["pages"] = 0
    engine.dispose()
    assert ann.exchanger.exchange().proved_equal
    assert ann.waiting() == 0
    with council.store.reading() as connection:
        assert chain.check(connection).fault == ""
