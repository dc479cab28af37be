"""Everything a network can do, as one of our errors, with the facts a sentence needs."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx2
import pytest

from app.practice.errors import (
    DeviceStopped,
    ExchangeFailed,
    ServerAnswerStrange,
    ServerBusy,
    ServerTooOld,
    ServerUnreachable,
    SignInExpired,
    SignInRefused,
)
from sync import protocol
from sync.client.talk import Talk, whole_address
from sync.protocol import Problem
from sync.server import problems

HOTEL = b"<!doctype html><html><title>Welcome to Hotel Meridian Wi-Fi</title></html>"


def talk_to(status: int, content: bytes, headers: dict[str, str] | None = None) -> Talk:
    transport = httpx2.MockTransport(lambda request: httpx2.Response(status, content=content, headers=headers or {}))
    return Talk("https://council.test", transport=transport)


@pytest.mark.parametrize(
    ("status", "content"),
    [
        (200, HOTEL),
        (200, b""),
        (200, b"\0" + b"\xc1"),
        (302, b""),
        (404, HOTEL),
        (502, b"Bad gateway"),
        (500, protocol.pack(Problem(code=problems.FAULT, words="x"))),
        (200, bytes(protocol.BODY_LIMIT + 10)),
    ],
)
def test_an_answer_that_is_not_the_councils(status: int, content: bytes) -> None:
    """A hotel's sign-in page with status 200, a redirect, a gateway's fault, an endless body."""
    with pytest.raises(ServerAnswerStrange) as caught, talk_to(status, content) as talk:
        talk.health()
    assert (caught.value.address, caught.value.status) == ("https://council.test", status)


@pytest.mark.parametrize(
    ("refusal", "error"),
    [
        (problems.sign_in_refused(8), SignInRefused),
        (problems.sign_in_expired(), SignInExpired),
        (problems.device_stopped("It was left on a bus."), DeviceStopped),
        (problems.device_copied(), DeviceStopped),
        (problems.no_such_door(), ServerTooOld),
        (problems.busy(), ServerBusy),
        (problems.NoAnswer(429, "slow down", "", 7), ServerBusy),
    ],
)
def test_what_the_council_says_no_to(refusal: problems.NoAnswer, error: type[ExchangeFailed]) -> None:
    with pytest.raises(error), talk_to(refusal.status, protocol.pack(refusal.problem)) as talk:
        talk.health()


@pytest.mark.parametrize("address", ["", "https://", "nonsense nonsense", "ftp://council.test", "https://[::", "http://x y"])
def test_an_address_that_is_none(address: str) -> None:
    with pytest.raises(ServerUnreachable) as caught, Talk(address) as talk:
        talk.health()
    assert caught.value.cut is None


def test_words_never_travel_in_the_open() -> None:
    """Plain http is for this very machine only."""
    with pytest.raises(ServerUnreachable) as caught:
        Talk("http://council.example")
    assert "https" in caught.value.detail
    for here in ("http://127.0.0.1:1", "http://localhost:1", "http://[::1]:1"):
        Talk(here).close()


def test_addresses_are_made_whole() -> None:
    assert whole_address(" council.example/ ") == "https://council.example"
    assert whole_address("http://127.0.0.1:8600/") == "http://127.0.0.1:8600"
    assert whole_address("") == ""


def test_nobody_listens() -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{door.getsockname()[1]}"
    with pytest.raises(ServerUnreachable) as caught, Talk(address) as talk:
        talk.health()
    assert caught.value.cut is None


@contextmanager
def strange_server(speak: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that takes one connection, reads a little and does as told."""
    with socket.create_server(("127.0.0.1", 0)) as door:

        def once() -> None:
            connection, _ = door.accept()
            with connection:
                connection.recv(4096)
                speak(connection)

        thread = threading.Thread(target=once, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
        thread.join(5)


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n\0half",
        b"HTTP/1.1 200 OK\r\ncontent-length: ten\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.9\r\n",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
    ],
    ids=["hangs up", "cut in the middle", "a length of ten", "another protocol", "broken chunks"],
)
def test_a_line_that_is_cut(said: bytes) -> None:
    with strange_server(lambda connection: connection.sendall(said)) as address:
        with pytest.raises(ServerUnreachable) as caught, Talk(address) as talk:
            talk.health()
        assert caught.value.cut is True
