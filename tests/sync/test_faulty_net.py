"""A real laptop and a real server process with a network between them that does all that networks do: in the end both are equal,
everything is there once, and no status line ever claimed too much."""

import contextlib
import random
import ssl
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.practice.errors import ExchangeFailed, ServerUnreachable
from sync.client.exchange import Exchanger
from sync.server.admin import CouncilDesk
from sync.server.serve import serving
from tests.sync.faulty import Fault, FaultyWire
from tests.sync.laptops import PASSWORD, Laptop, council_ids
from tests.sync.served import server_process

Make = Callable[..., Laptop]
SCRIPTS = 200


def a_fault(draw: random.Random) -> Fault:
    """Any of them, about as often as they are met."""
    kind = draw.choice(
        ["cut", "cut", "cut", "delay", "twice", "late", "slow", "hotel", "too large", "fault", "gateway", "empty", "good"]
    )
    if kind == "cut":
        there, back = draw.choice([(True, False), (False, True), (True, True)])
        return Fault(kind, draw.randrange(1, 5_000) if there else None, draw.randrange(1, 3_000) if back else None)
    if kind == "delay":
        return Fault(kind, seconds=draw.random() * 0.05)
    return Fault(kind)


def on(make: Make, name: str, address: str) -> Laptop:
    laptop = make(name, signed_in=False)
    laptop.exchanger = Exchanger(laptop.book, rest=lambda seconds: None)
    laptop.exchanger.sign_in(name, PASSWORD, address)
    return laptop


def play(wire: FaultyWire, desk: CouncilDesk, laptops: tuple[Laptop, Laptop], draw: random.Random, scripts: int) -> None:
    """Each script: words on either laptop, faults for the next connections, an exchange of each. Then a good line."""
    ann, jo = laptops
    people = [ann.add_person(f"Person {place}") for place in range(3)]
    ann.exchanger.exchange()
    for person in people:
        desk.works_with("jo", person)
    jo.exchanger.exchange()
    said: set[str] = set()
    for script in range(scripts):
        for laptop in laptops:
            for place in range(draw.randrange(1, 5)):
                words = f"{script}-{place}: " + "said at the table " * draw.randrange(1, 30)
                said.add(laptop.say(draw.choice(people), words))
            wire.faults.extend(a_fault(draw) for _ in range(draw.randrange(1, 4)))
            laptop.exchanger.close()
            with contextlib.suppress(ExchangeFailed):
                laptop.exchanger.exchange()
            if laptop.exchanger.status().all_with_council:
                assert laptop.ids() <= council_ids(desk.council)
            wire.faults.clear()
        if draw.random() < 0.3:
            wire.deliver_what_is_late()
    wire.deliver_what_is_late()
    for laptop in (ann, jo, ann):
        laptop.exchanger.close()
        assert laptop.exchanger.exchange().proved_equal
        assert laptop.waiting() == 0
        assert laptop.exchanger.status().refusals == ()
    with desk.council.writing() as connection:
        query = "SELECT lower(hex(record)) FROM revision WHERE kind = 'statement'"
        found = connection.exec_driver_sql(query).scalars().all()
    assert sorted(found) == sorted(said)
    for laptop in laptops:
        with laptop.book.view() as view:
            here = {each.header.record for each in view.every_revision() if each.header.kind == "statement"}
        assert here == said
        laptop.exchanger.close()


def test_a_network_with_every_fault(desk: CouncilDesk, new_laptop: Make, tmp_path: Path) -> None:
    with server_process(tmp_path / "council") as (address, _):
        wire = FaultyWire(address)
        play(wire, desk, (on(new_laptop, "ann", wire.address), on(new_laptop, "jo", wire.address)), random.Random(4), 7)
        assert len(wire.met) > 5
        wire.close()


@pytest.mark.prove
@pytest.mark.timeout(230)
@pytest.mark.parametrize("part", range(8))
def test_a_network_with_every_fault_for_long(desk: CouncilDesk, new_laptop: Make, tmp_path: Path, part: int) -> None:
    """Two hundred scripts in all."""
    with server_process(tmp_path / "council") as (address, _):
        wire = FaultyWire(address)
        laptops = on(new_laptop, "ann", wire.address), on(new_laptop, "jo", wire.address)
        play(wire, desk, laptops, random.Random(1000 + part), SCRIPTS // 8)
        print(dict(wire.met))
        assert len(wire.met) > 9
        wire.close()


@pytest.mark.prove
@pytest.mark.timeout(230)
def test_the_server_is_killed_in_the_middle_of_requests(desk: CouncilDesk, new_laptop: Make, tmp_path: Path) -> None:
    """kill -9 at a random moment of an exchange, ten times: what it stored is there, the rest goes again."""
    draw, port, said = random.Random(9), 0, 0
    ann: Laptop | None = None
    failed = 0
    for turn in range(10):
        with server_process(tmp_path / "council", port) as (address, process):
            port = int(address.rpartition(":")[2])
            ann = ann or on(new_laptop, "ann", address)
            grace = ann.add_person(f"Person {turn}")
            for place in range(150):
                ann.say(grace, f"{turn}-{place}: " + "said at the table " * 20)
            said += 150
            killer = threading.Timer(draw.random() * 0.4, process.kill)
            killer.start()
            try:
                ann.exchanger.exchange()
            except ServerUnreachable:
                failed += 1
            killer.join()
    assert ann is not None
    assert failed > 2
    with server_process(tmp_path / "council", port):
        assert ann.exchanger.exchange().proved_equal
        assert ann.waiting() == 0
        ann.exchanger.close()
    with desk.council.writing() as connection:
        query = "SELECT count(*), count(DISTINCT record) FROM revision WHERE kind = 'statement'"
        assert tuple(connection.exec_driver_sql(query).one()) == (said, said)


def certificate(folder: Path, name: str, host: str, *, days: int = 30) -> Path:
    """A certificate and its key in one file, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=60))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    data = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    file = folder / f"{name}.pem"
    file.write_bytes(data + made.public_bytes(serialization.Encoding.PEM))
    return file


def context_of(file: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def test_tls_that_breaks(desk: CouncilDesk, new_laptop: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another's certificate, one that ran out, one for another address, no TLS at all, cuts in the middle of it: nothing is told
    to anybody but the council, nothing is lost, and with the right certificate all goes on.
    """
    right = certificate(tmp_path, "right", "127.0.0.1")
    ran_out = certificate(tmp_path, "ran-out", "127.0.0.1", days=-1)
    elsewhere = certificate(tmp_path, "elsewhere", "10.0.0.1")
    stranger = certificate(tmp_path, "stranger", "127.0.0.1")
    trusted = tmp_path / "trusted.pem"
    trusted.write_bytes(b"".join(each.read_bytes() for each in (right, ran_out, elsewhere)))
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with serving(desk.council) as address:
        wire = FaultyWire(address, context_of(right))
        ann = on(new_laptop, "ann", wire.address)
        grace = ann.add_person()
        assert ann.exchanger.exchange().proved_equal
        said = ann.say(grace, "Ring twice and wait.")
        before = council_ids(desk.council)
        for wrong in (ran_out, elsewhere, stranger):
            wire.context = context_of(wrong)
            ann.exchanger.close()
            with pytest.raises(ServerUnreachable):
                ann.exchanger.exchange()
        wire.context = context_of(right)
        for _ in range(3):
            wire.faults.append(Fault("no tls"))
            ann.exchanger.close()
            with pytest.raises(ServerUnreachable):
                ann.exchanger.exchange()
            wire.faults.clear()
        assert (ann.waiting(), council_ids(desk.council)) == (1, before)
        assert not ann.exchanger.status().all_with_council
        draw = random.Random(3)
        for _ in range(10):
            wire.faults.append(Fault("cut", draw.randrange(1, 800), draw.randrange(1, 800)))
            ann.exchanger.close()
            with contextlib.suppress(ServerUnreachable):
                ann.exchanger.exchange()
            wire.faults.clear()
        ann.exchanger.close()
        assert ann.exchanger.exchange().proved_equal
        assert (ann.waiting(), ann.words_of(said)) == (0, {"Ring twice and wait."})
        ann.exchanger.close()
        time.sleep(0.02)
        wire.close()
