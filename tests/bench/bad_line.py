"""A bad line: 60 ms and 5 Mbit a second; and one that is cut after 20 KB again and again until everything has come."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pouch
from caseload import begun_council, new_laptop, seconds, served, store, written_by
from lines import line_to
from rows import Row

DELAY, RATE, CUT_AFTER = 0.030, 5_000_000 / 8, 20_000
PEOPLE, EACH, RUNS = 60, 40, 7
STATEMENTS = 160


def measure() -> Iterator[Row]:
    """Nothing new on a slow line; bytes on one that is cut."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = begun_council(folder / "council")
        with served(folder / "council") as council:
            port = urlsplit(council.address).port or 0
            author = new_laptop(folder / "author", council.address)
            author.exchanger.exchange()
            store(desk, written_by(author, PEOPLE, EACH))
            with line_to(port, delay=DELAY, rate=RATE) as line:
                laptop = new_laptop(folder / "slow", f"http://127.0.0.1:{line.port}")
                laptop.exchanger.exchange()
                ours = tuple(seconds(laptop.exchanger.exchange) * 1000 for _ in range(RUNS))
                laptop.close()
            uncut, _ = _pulled(folder / "uncut", port, 0)
            cut, everything = _pulled(folder / "cut", port, CUT_AFTER)
            author.close()
        desk.close()
        theirs = tuple(_pouch(folder))
    yield Row("nothing new on a line of 60 ms and 5 Mbit/s, against PouchDB", "ms", ours, theirs, 1 / 4)
    yield Row(
        f"first pull of {PEOPLE * EACH:,} cut after 20 KB again and again: bytes, against uncut", "bytes", (cut,), (uncut,), 2.5
    )
    assert everything


def _pulled(folder: Path, port: int, cut_after: int) -> tuple[float, bool]:
    """Bytes until everything is here, however often one must ask."""
    from app.practice.errors import ServerUnreachable

    laptop = new_laptop(folder, f"http://127.0.0.1:{port}")
    with line_to(port, cut_after=cut_after) as line:
        laptop.exchanger.sign_in("helen", "warm kettle", f"http://127.0.0.1:{line.port}")
        before, equal = line.settled(), False
        while not equal:
            try:
                equal = laptop.exchanger.exchange().proved_equal
            except ServerUnreachable:
                continue
        carried = float(line.settled() - before)
    laptop.close()
    return carried, equal


def _pouch(folder: Path) -> Iterator[float]:
    with (
        pouch.server(folder / "pouch") as port,
        line_to(port, delay=DELAY, rate=RATE) as line,
        pouch.laptop(folder / "pouch-laptop", line.port) as ask,
    ):
        ask(f"statements {STATEMENTS}")
        ask("sync")
        for _ in range(RUNS):
            yield ask("sync")


if __name__ == "__main__":
    for row in measure():
        sys.stdout.write(f"{row.told()}\n")
