"""The kept connection: used again, made again when it has gone, cut at every byte, over TLS, and past a proxy."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from app.practice.errors import ServerAnswerStrange, ServerUnreachable
from sync import protocol
from sync.client.line import Line, LineFailed
from sync.client.talk import Talk
from sync.protocol import VERSION, Health

BODY = protocol.pack(Health(protocol=VERSION, time=1))
ANSWER = b"HTTP/1.1 200 OK\r\ncontent-type: application/msgpack\r\ncontent-length: %d\r\n\r\n%s" % (len(BODY), BODY)


@contextmanager
def server(answers: list[bytes], hangs_up: bool = False, secure: ssl.SSLContext | None = None) -> Iterator[tuple[str, list[int]]]:
    """Gives one answer to each request, on as many connections as it takes; the list counts the requests of each connection."""
    seen: list[int] = []
    left = list(answers)

    def serve(door: socket.socket) -> None:
        while left:
            try:
                connection, _ = door.accept()
            except OSError:
                return
            seen.append(0)
            if secure is not None:
                try:
                    connection = secure.wrap_socket(connection, server_side=True)
                except OSError:
                    connection.close()
                    continue
            with connection:
                while left and connection.recv(4096):
                    seen[-1] += 1
                    connection.sendall(left.pop(0))
                    if hangs_up:
                        break

    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=serve, args=(door,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}", seen
        with suppress(OSError):
            door.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def test_one_connection_for_many_requests() -> None:
    with server([ANSWER] * 3) as (address, seen), Talk(address) as talk:
        assert [talk.health().time for _ in range(3)] == [1, 1, 1]
        assert seen == [3]


def test_a_connection_that_the_council_closed_is_made_again() -> None:
    """It hung up between two requests: nobody is told of it."""
    with server([ANSWER] * 3, hangs_up=True) as (address, seen), Talk(address) as talk:
        for _ in range(3):
            assert talk.health().time == 1
            threading.Event().wait(0.1)
        assert seen == [1, 1, 1]


@pytest.mark.parametrize("place", range(1, len(ANSWER), 7))
def test_cut_at_any_byte_is_a_cut(place: int) -> None:
    """Among the headers too, which Python's own reading would take for an answer without words."""
    with server([ANSWER[:place]], hangs_up=True) as (address, _), Talk(address) as talk:
        with pytest.raises(ServerUnreachable) as caught:
            talk.health()
        assert caught.value.cut is True


@pytest.mark.parametrize(
    "said",
    [
        b"HTTP/1.1 200 OK\r\n\r\n<html>Please accept the terms of this hotel</html>",
        b"HTTP/1.1 302 Found\r\nlocation: http://hotel.example/\r\ncontent-length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\n" + bytes(protocol.BODY_LIMIT + 2),
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhotel\r\n0\r\n\r\n",
    ],
    ids=["without a length", "a redirect", "without an end", "in chunks"],
)
def test_an_answer_of_somebody_else(said: bytes) -> None:
    with server([said], hangs_up=True) as (address, _), Talk(address) as talk, pytest.raises(ServerAnswerStrange):
        talk.health()


def test_silence_is_not_a_cut() -> None:
    with server([b"", ANSWER]) as (address, _):
        line = Line(httpx2.URL(address), stall=0.2)
        with pytest.raises(LineFailed) as caught:
            line.send("GET", "/v1/health", b"", {})
        assert caught.value.cut is False


def test_a_server_without_a_certificate_is_no_council() -> None:
    """https to somebody who does not speak it: there never was a line."""
    with server([b"HTTP/1.1 400 Bad request\r\n\r\n"]) as (address, _):
        line = Line(httpx2.URL(address.replace("http://", "https://")))
        with pytest.raises(LineFailed) as caught:
            line.send("GET", "/v1/health", b"", {})
        assert caught.value.cut is None


def certificate(folder: Path, name: str) -> Path:
    """A certificate for the name, with its key, that nobody else has signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(who, who, key.public_key(), 1, now - timedelta(days=1), now + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    file = folder / f"{name}.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(made.sign(key, SHA256()).public_bytes(Encoding.PEM) + private)
    return file


@pytest.mark.parametrize(("trusted", "named"), [(True, "localhost"), (False, "localhost"), (True, "council.example")])
def test_only_a_certificate_that_holds_is_spoken_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trusted: bool, named: str
) -> None:
    """Signed by somebody who is trusted, and for the very name that was asked for."""
    file = certificate(tmp_path, named)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    with (
        server([ANSWER] * 2, secure=context) as (address, seen),
        Talk(address.replace("http://127.0.0.1", "https://localhost")) as talk,
    ):
        if trusted and named == "localhost":
            assert [talk.health().time for _ in range(2)] == [1, 1]
            assert seen == [2]
        else:
            with pytest.raises(ServerUnreachable) as caught:
                talk.health()
            assert caught.value.cut is None
            assert not sum(seen)


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy"])
def test_behind_a_proxy_the_way_leads_through_it(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    asked: list[bytes] = []

    def proxy(door: socket.socket) -> None:
        connection, _ = door.accept()
        with connection:
            asked.append(connection.recv(4096))
            connection.sendall(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as door:
        monkeypatch.setenv(name, f"http://127.0.0.1:{door.getsockname()[1]}")
        thread = threading.Thread(target=proxy, args=(door,), daemon=True)
        thread.start()
        with pytest.raises(ServerUnreachable) as caught, Talk("https://council.example") as talk:
            talk.health()
        thread.join(5)
    assert asked[0].startswith(b"CONNECT council.example:443")
    assert caught.value.cut is None
