"""A real server process on loopback: bytes on the wire, lines cut at any byte, a server killed and asked to stop."""

import contextlib
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.practice.errors import ServerUnreachable
from sync.client.exchange import Exchanger
from sync.client.talk import Talk
from sync.protocol import VERSION
from sync.server.admin import CouncilDesk
from sync.server.serve import serving
from tests.sync.laptops import PASSWORD, Laptop
from tests.sync.served import server_process
from tests.sync.wire import Wire

Make = Callable[..., Laptop]


@pytest.fixture
def real(desk: CouncilDesk, new_laptop: Make) -> Callable[[str, str], Laptop]:
    """A laptop whose line is a real one to an address."""

    def make(name: str, address: str) -> Laptop:
        laptop = new_laptop(name, signed_in=False)
        laptop.exchanger = Exchanger(laptop.book, rest=lambda seconds: None)
        laptop.exchanger.sign_in(name, PASSWORD, address)
        return laptop

    return make


def test_two_laptops_and_a_real_server(desk: CouncilDesk, real: Callable[[str, str], Laptop], tmp_path: Path) -> None:
    """All the way over a socket; then the server is asked to stop, and does."""
    with server_process(tmp_path / "council") as (address, process):
        with Talk(address) as talk:
            assert talk.health().protocol == VERSION
        ann, jo = real("ann", address), real("jo", address)
        grace = ann.add_person()
        said = ann.say(grace, "Ring twice and wait.")
        assert ann.exchanger.exchange().proved_equal
        desk.works_with("jo", grace)
        assert jo.exchanger.exchange().proved_equal
        assert jo.words_of(said) == {"Ring twice and wait."}
        ann.say(grace, "By Ann.", record=said)
        jo.say(grace, "By Jo.", record=said)
        for laptop in (ann, jo, ann):
            laptop.exchanger.exchange()
        assert ann.words_of(said) == jo.words_of(said) == {"By Ann.", "By Jo."}
        ann.exchanger.close()
        jo.exchanger.close()
        process.send_signal(signal.SIGTERM)
        assert process.stdout is not None
        assert process.stdout.readline() == "stopped\n"
        assert process.wait(10) == 0
    with pytest.raises(ServerUnreachable):
        ann.exchanger.exchange()
    assert ann.exchanger.status().last_failure == "ServerUnreachable"


def test_a_server_killed_and_started_again(desk: CouncilDesk, real: Callable[[str, str], Laptop], tmp_path: Path) -> None:
    """kill -9 between and in the middle of exchanges: what was answered is there, and the rest is sent again."""
    with server_process(tmp_path / "council") as (address, process):
        ann = real("ann", address)
        grace = ann.add_person()
        ann.exchanger.exchange()
        for place in range(60):
            ann.say(grace, f"Words {place}.")
        process.kill()
        process.wait(10)
        with pytest.raises(ServerUnreachable):
            ann.exchanger.exchange()
        assert ann.waiting() == 60
    port = int(address.rpartition(":")[2])
    with server_process(tmp_path / "council", port) as (again, _):
        assert again == address
        outcome = ann.exchanger.exchange()
        assert (outcome.pushed, outcome.proved_equal) == (60, True)
        ann.exchanger.close()


def test_nothing_new_is_a_few_hundred_bytes(desk: CouncilDesk, real: Callable[[str, str], Laptop], tmp_path: Path) -> None:
    """One request on the kept connection, at most 700 bytes both ways with all headers."""
    with serving(desk.council) as address:
        wire = Wire(address)
        ann = real("ann", wire.address)
        for place in range(30):
            ann.say(ann.add_person(f"Person {place}"), "Hello.")
        ann.exchanger.exchange()
        ann.exchanger.exchange()
        wire.reset()
        assert ann.exchanger.exchange().proved_equal
        settled(wire)
        print(f"nothing new: {wire.sent} bytes there, {wire.received} back")
        assert wire.connections == 0
        assert 0 < wire.sent + wire.received <= 700
        ann.exchanger.close()
        wire.close()


def settled(wire: Wire) -> None:
    """Wait until the wire's threads have counted what went through."""
    last = -1
    while last != wire.sent + wire.received:
        last = wire.sent + wire.received
        time.sleep(0.02)


def test_cut_at_a_random_byte_again_and_again(desk: CouncilDesk, real: Callable[[str, str], Laptop]) -> None:
    """In either direction, at any byte: nothing lost, nothing twice, and in the end equal."""
    draw = random.Random(20261121)
    with serving(desk.council) as address:
        wire = Wire(address)
        ann, jo = real("ann", wire.address), real("jo", wire.address)
        people = [ann.add_person(f"Person {place}") for place in range(4)]
        ann.exchanger.exchange()
        for person in people:
            desk.works_with("jo", person)
        for turn in range(12):
            for place in range(10):
                ann.say(people[place % 4], f"Turn {turn}, words {place}: " + "said at the table " * 20)
            for laptop in (ann, jo):
                wire.cut_after = draw.randrange(1, 6_000) if draw.random() < 0.6 else None
                wire.cut_back_after = draw.randrange(1, 3_000) if draw.random() < 0.6 else None
                laptop.exchanger.close()
                try:
                    laptop.exchanger.exchange()
                except ServerUnreachable:
                    assert laptop.exchanger.status().last_failure == "ServerUnreachable"
        cuts = wire.cuts
        wire.reset()
        for laptop in (ann, jo):
            laptop.exchanger.close()
            assert laptop.exchanger.exchange().proved_equal
            assert laptop.waiting() == 0
        assert cuts > 5
        assert ann.ids() - jo.ids() == set()
        with desk.council.writing() as connection:
            found = connection.exec_driver_sql("SELECT count(*), count(DISTINCT id) FROM revision WHERE kind = 'statement'").one()
        assert tuple(found) == (120, 120)
        for laptop in (ann, jo):
            laptop.exchanger.close()
        wire.close()


def test_a_line_that_cuts_after_20_kb(desk: CouncilDesk, real: Callable[[str, str], Laptop]) -> None:
    """Every connection is cut after 20 KB each way. Each exchange ends, and the bytes are at most 2.5 times the uncut ones."""
    with serving(desk.council) as address:
        wire = Wire(address)
        ann = real("ann", wire.address)
        grace = ann.add_person()
        draw = random.Random(1)
        for place in range(200):
            ann.say(grace, f"{place}: " + " ".join(f"{draw.randrange(10**9)}" for _ in range(40)))
        ann.exchanger.exchange()
        jo, cut = real_of(real, wire, "jo", desk, grace), real_of(real, wire, "cut", desk, grace)
        wire.reset()
        assert jo.exchanger.exchange().proved_equal
        settled(wire)
        uncut = wire.received
        wire.reset()
        cut.exchanger.close()
        wire.cut_back_after = 20_000
        tries = 0
        while tries == 0 or not cut.exchanger.status().proved_equal:
            tries += 1
            assert tries < 20
            with contextlib.suppress(ServerUnreachable):
                cut.exchanger.exchange()
        assert cut.exchanger.status().proved_equal
        settled(wire)
        print(f"uncut {uncut} bytes; cut every 20 KB {wire.received} bytes in {wire.connections} connections, {tries} tries")
        assert wire.cuts > 0
        assert wire.received <= 2.5 * uncut
        assert cut.ids() >= {each for each in ann.ids() if each in jo.ids()}
        for laptop in (ann, jo, cut):
            laptop.exchanger.close()
        wire.close()


def real_of(real: Callable[[str, str], Laptop], wire: Wire, name: str, desk: CouncilDesk, person: str) -> Laptop:
    laptop = real(name, wire.address)
    laptop.exchanger.exchange()
    desk.works_with(name, person)
    return laptop
