"""The first pull and the first push of a caseload: 1,000 plans of 40 statements, encrypted, hashed, admitted and audited."""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import floor
import pouch
from caseload import Laptop, begun_council, clock, new_laptop, seconds, served, store, written_by
from lines import line_to
from rows import Row

from app.practice.changes import Changes
from app.practice.people import Person
from app.practice.visits import Visit
from app.records.exchange import state_of
from app.records.revision import person_scope

PEOPLE, EACH, TODAY, RUNS = 1_000, 40, 5, 3


def measure() -> Iterator[Row]:
    """Rows for time to today's people, to everything, bytes; and for the push."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = begun_council(folder / "council")
        with served(folder / "council") as council:
            author = new_laptop(folder / "author", council.address)
            author.exchanger.exchange()
            store(desk, written_by(author, PEOPLE, EACH))
            today = _visits_today(author)
            port = urlsplit(council.address).port or 0
            mine = [_pull(folder / f"laptop{run}", port, today) for run in range(RUNS)]
            bare = [_bare_pull(folder / f"bare{run}", council.address) for run in range(RUNS)]
            author.close()
        desk.close()
        with pouch.server(folder / "pouch") as port, line_to(port) as line, pouch.laptop(folder / "far", line.port) as far:
            far(f"fill {PEOPLE} {EACH}")
            theirs, carried = [], []
            for _ in range(RUNS):
                before = line.settled()
                theirs.append(far("pull") / 1000)
                carried.append(float(line.settled() - before))
                far("forget")
        yield _row("first pull of 40,000: today's people, against PouchDB's 1,000 documents", mine, 0, theirs, 1 / 10)
        yield _row("first pull of 40,000: everything, against the bare driver", mine, 1, bare, 1.3)
        yield _row("first pull of 40,000: everything, against PouchDB's 1,000 documents", mine, 1, theirs, 2.2)
        ours_bytes = tuple(each[2] for each in mine)
        yield Row("first pull of 40,000: bytes both ways, against PouchDB", "bytes", ours_bytes, tuple(carried), 1.5)
        yield from _pushes(folder)


def _row(name: str, mine: list[tuple[float, float, float]], place: int, theirs: list[float], goal: float) -> Row:
    return Row(name, "s", tuple(each[place] for each in mine), tuple(theirs), goal)


def _visits_today(author: Laptop) -> set[str]:
    """The people whom the worker sees today."""
    author.exchanger.exchange()
    with author.book.view() as view:
        people = [each.record for each in view.all(Person)]
    chosen = people[:: len(people) // TODAY][:TODAY]
    with author.book.unit() as unit:
        for hour, person in enumerate(chosen):
            planned = clock().replace(hour=12) + timedelta(minutes=hour)
            unit.seal(Visit(planned_for=planned, staff=author.book.identity.staff), scope=person_scope(person))
        unit.commit()
    author.exchanger.exchange()
    return {person_scope(person) for person in chosen}


def _pull(folder: Path, port: int, today: set[str]) -> tuple[float, float, float]:
    """Seconds until today's people are here whole, until all is; bytes both ways."""
    with line_to(port) as line:
        laptop = new_laptop(folder, f"http://127.0.0.1:{line.port}")
        before, arrived, came = line.settled(), dict.fromkeys(today, 0), [0.0]
        begin = time.perf_counter()

        def told(changes: Changes) -> None:
            if not came[0] and not today.isdisjoint(changes.scopes):
                for scope in today & changes.scopes:
                    query = f"SELECT count(*) FROM revision WHERE scope = '{scope}'"
                    arrived[scope] = laptop.book.look(query)[0][0]
                if min(arrived.values()) >= EACH + 2:
                    came[0] = time.perf_counter() - begin

        outcome = laptop.exchanger.exchange(told)
        everything = time.perf_counter() - begin
        assert outcome.proved_equal
        assert outcome.received >= PEOPLE * (EACH + 1)
        carried = float(line.settled() - before)
        laptop.close()
    shutil.rmtree(folder)
    return came[0], everything, carried


def _bare_pull(folder: Path, address: str) -> float:
    laptop = new_laptop(folder, address)
    with laptop.book.view() as view:
        token = state_of(view).token
    laptop.close()
    took = seconds(lambda: floor.pull(address, token, folder / "bare.db"))
    shutil.rmtree(folder)
    return took


def _pushes(folder: Path) -> Iterator[Row]:
    ours, bare = [], []
    for run in range(RUNS):
        here = folder / f"push{run}"
        desk = begun_council(here / "council")
        with served(here / "council") as council:
            laptop = new_laptop(here / "laptop", council.address)
            laptop.exchanger.exchange()
            revisions = [each for batch in written_by(laptop, PEOPLE, EACH) for each in batch]
            with laptop.book.unit() as unit:
                unit.add(revisions)
                unit.commit()
            with laptop.book.unit() as unit:
                from app.records.exchange import send_again

                send_again(unit, [each.id for each in revisions], clock())
                unit.commit()
            begin = time.perf_counter()
            outcome = laptop.exchanger.exchange()
            ours.append(time.perf_counter() - begin)
            assert outcome.pushed == len(revisions)
            key = laptop.book.identity.public_key
            laptop.close()
        desk.close()
        bare.append(seconds(lambda revisions=revisions, key=key, here=here: floor.push(revisions, key, here)))
        shutil.rmtree(here)
    yield Row("first push of 40,000, admitted and audited, against the bare driver", "s", tuple(ours), tuple(bare), 1.5)


if __name__ == "__main__":
    for row in measure():
        sys.stdout.write(f"{row.told()}\n")
