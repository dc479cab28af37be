"""The feed is seen in its order, whoever writes at once: a reader that follows its cursor misses nothing."""

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from app.records.tables import revision
from sync.protocol import Cursor
from sync.server import feed
from sync.server.admin import CouncilDesk
from sync.server.council import CouncilServer
from tests.sync.laptops import Laptop, council_ids

ROOT = Path(__file__).parents[3]
Make = Callable[..., Laptop]


def followed(council: CouncilServer, how: str, processes: int, threads: int, each: int) -> tuple[set[str], set[str]]:
    """What a reader found that went on from its cursor while others wrote, and all that was written."""
    command = [sys.executable, "-m", "tests.sync.postgres.writer", str(council.home), how, str(threads), str(each)]
    running = [subprocess.Popen([*command, str(1000 * place)], cwd=ROOT) for place in range(processes)]
    found: list[str] = []
    cursor = Cursor()
    try:
        while any(process.poll() is None for process in running):
            cursor = read_on(council, cursor, found)
    finally:
        for process in running:
            assert process.wait(60) == 0
    read_on(council, cursor, found)
    assert len(found) == len(set(found)), "nothing comes twice"
    return set(found), council_ids(council)


def read_on(council: CouncilServer, cursor: Cursor, found: list[str]) -> Cursor:
    """One page, as the exchange reads it, but of every scope there is."""
    with council.writing() as connection:
        end = feed.standing(connection, []).end
        query = revision.select().where(revision.c.number > cursor.number, revision.c.number <= end.number)
        found.extend(row.id for row in connection.execute(query))
    return end


def test_a_reader_misses_nothing(postgres_council: CouncilServer) -> None:
    """Two processes with four writers each; the reader goes on from the number it saw last, and has everything in the end."""
    found, written = followed(postgres_council, "locked", 2, 4, 12)
    assert len(written) >= 96
    assert found == written


def test_without_the_lock_a_reader_does_miss_some(postgres_council: CouncilServer) -> None:
    """The same proof, with numbers from a sequence and no lock: it does not hold, so the one above would notice."""
    with postgres_council.writing() as connection:
        connection.execute(text("CREATE SEQUENCE loose START 100"))
    found, written = followed(postgres_council, "loose", 2, 4, 12)
    assert found < written


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(3))
def test_a_reader_misses_nothing_for_long(postgres_council: CouncilServer, seed: int) -> None:
    """More writers, for longer."""
    found, written = followed(postgres_council, "locked", 3, 6, 150)
    assert len(written) >= 2700
    assert found == written


@pytest.mark.on_both_engines
def test_laptops_at_once_never_have_to_compare(desk: CouncilDesk, new_laptop: Make) -> None:
    """Five laptops write and read at the same time through the real exchange. Each is equal after each of its exchanges, or asks
    on; none ever has a reason to compare; in the end all have the same, every number is there and the audit's chain holds.
    """
    people = desk.add_people([{"name": "Grace Mensah"}, {"name": "Omar Haddad"}])
    laptops = [new_laptop(f"worker{place}") for place in range(5)]
    for place in range(5):
        for person in people:
            desk.works_with(f"worker{place}", person)
    faults: list[BaseException] = []

    def work(laptop: Laptop, place: int) -> None:
        try:
            for turn in range(6):
                for part in range(3):
                    laptop.say(people[(place + part) % 2], f"{place} {turn} {part}")
                laptop.exchanger.exchange()
        except BaseException as fault:
            faults.append(fault)

    running = [threading.Thread(target=work, args=(laptop, place)) for place, laptop in enumerate(laptops)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    assert faults == []
    for laptop in laptops:
        assert laptop.exchanger.exchange().proved_equal
        assert laptop.waiting() == 0
    with desk.council.writing() as connection:
        told = revision.select().with_only_columns(revision.c.number, revision.c.kind).order_by(revision.c.number)
        rows = connection.execute(told).all()
        audited = connection.execute(text("SELECT number FROM audit ORDER BY number")).scalars().all()
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert sum(row.kind == "statement" for row in rows) == 90
    assert audited == list(range(1, len(audited) + 1))
    shared = [{each for each in laptop.ids() if each in council_ids(desk.council)} for laptop in laptops]
    assert all(len(ids & shared[0]) >= 92 for ids in shared)
