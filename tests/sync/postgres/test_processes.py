"""Several server processes on one PostgreSQL: any laptop may ask any of them, and one that is killed takes nothing with it."""

import contextlib
import random
import subprocess
import threading
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import text

from app.practice.errors import KitchenTableError
from app.records import ledger
from app.records.tables import revision
from sync.client.exchange import Exchanger
from sync.client.talk import Talk
from sync.server.admin import CouncilDesk
from tests.sync.laptops import Laptop
from tests.sync.served import server_process

Make = Callable[..., Laptop]


class Somewhere:
    """Leads a laptop to any of the processes that run, another at every connection."""

    def __init__(self, addresses: list[str], seed: int) -> None:
        self.addresses = addresses
        self._draw = random.Random(seed)

    def __call__(self, address: str) -> Talk:
        return Talk(self._draw.choice(self.addresses))


@pytest.fixture
def processes(postgres_desk: CouncilDesk) -> Iterator[list[tuple[str, "subprocess.Popen[str]"]]]:
    """Three processes that serve the same council."""
    with contextlib.ExitStack() as stack:
        folder = postgres_desk.council.home
        yield [stack.enter_context(server_process(folder)) for _ in range(3)]


def go_between(laptop: Laptop, addresses: list[str], seed: int) -> None:
    """From now on the laptop asks one process, then another."""
    laptop.exchanger = Exchanger(laptop.book, connect=Somewhere(addresses, seed), rest=lambda seconds: None)


@pytest.mark.parametrize("desk", ["postgresql"], indirect=True)
def test_laptops_at_several_processes_while_one_is_killed(
    desk: CouncilDesk, new_laptop: Make, processes: list[tuple[str, "subprocess.Popen[str]"]]
) -> None:
    """Four laptops exchange with three processes, each time with another; one is killed by kill -9 while it answers. Whatever was
    cut is sent again to another; in the end nothing is lost, nothing is there twice or by half, and all are equal.
    """
    people = desk.add_people([{"name": "Grace Mensah"}, {"name": "Omar Haddad"}])
    laptops = [new_laptop(f"worker{place}") for place in range(4)]
    running = [address for address, _ in processes]
    for place, laptop in enumerate(laptops):
        for person in people:
            desk.works_with(f"worker{place}", person)
        laptop.may_compare = True
        go_between(laptop, running, place)
    faults: list[BaseException] = []
    written = threading.Semaphore(0)

    def work(laptop: Laptop, place: int) -> None:
        for turn in range(8):
            for part in range(4):
                laptop.say(people[part % 2], f"{place} {turn} {part}")
            try:
                laptop.exchanger.exchange()
            except KitchenTableError:
                pass
            except BaseException as fault:
                faults.append(fault)
            laptop.exchanger.close()
            written.release()

    threads = [threading.Thread(target=work, args=(laptop, place)) for place, laptop in enumerate(laptops)]
    for thread in threads:
        thread.start()
    for _ in range(10):
        written.acquire(timeout=60)
    running.remove(processes[0][0])
    processes[0][1].kill()
    for thread in threads:
        thread.join()
    assert faults == []
    for laptop in laptops * 2:
        laptop.exchanger.exchange()
    for laptop in laptops:
        assert laptop.exchanger.exchange().proved_equal
        assert laptop.waiting() == 0
        laptop.exchanger.close()
    whole(desk, 128)


def whole(desk: CouncilDesk, statements: int) -> None:
    """What the store itself shows: no gap, nothing twice, every digest that of its revisions, every head where it should be."""
    with desk.council.writing() as connection:
        rows = ledger.revisions_where(connection, revision.select())
        numbers = connection.execute(text("SELECT number FROM revision ORDER BY number")).scalars().all()
        heads = connection.execute(text("SELECT count(*) FROM head")).scalar_one()
        kept = {row.scope: (row.revisions, row.total) for row in connection.execute(text("SELECT * FROM scope_digest"))}
    assert numbers == list(range(1, len(rows) + 1))
    assert sum(each.header.kind == "statement" for each in rows) == statements
    named = {parent for each in rows for parent in each.header.parents}
    assert heads == sum(each.id not in named for each in rows)
    for scope, (count, total) in kept.items():
        ids = [int(each.id, 16) for each in rows if each.header.scope == scope]
        assert (count, bytes(total)) == (len(ids), (sum(ids) % 2**256).to_bytes(32, "big"))
    assert not [each for each in rows if each.faults()]


@pytest.mark.parametrize("desk", ["postgresql"], indirect=True)
def test_a_connection_that_is_cut_in_the_middle_of_storing(desk: CouncilDesk, new_laptop: Make, ann: Laptop) -> None:
    """PostgreSQL ends the connection after the revisions were written and before they were kept: nothing of it is there, the
    laptop hears that it may try again, and the same server goes on with another connection.
    """
    grace = ann.add_person()
    ann.exchanger.exchange()
    ann.say(grace, "Ring twice.")
    with desk.council.writing() as connection:
        connection.execute(
            text(
                "CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$"
            )
        )
        connection.execute(text("CREATE TRIGGER cut AFTER INSERT ON head FOR EACH STATEMENT EXECUTE FUNCTION cut()"))
    with pytest.raises(KitchenTableError):
        ann.exchanger.exchange()
    assert ann.waiting() == 1
    for _ in range(8):
        with contextlib.suppress(KitchenTableError), desk.council.writing() as connection:
            connection.execute(text("DROP TRIGGER IF EXISTS cut ON head"))
    assert ann.exchanger.exchange().proved_equal
    whole(desk, 1)
