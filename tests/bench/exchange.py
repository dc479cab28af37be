"""An exchange with nothing new, signed in, on a kept connection: against PouchDB's, and the bytes it takes both ways."""

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pouch
from lines import line_to
from rows import Row, in_turn

from app.commands.example_council import council_served, make_town
from app.example import example_council
from app.office import Office

STATEMENTS = 160
RUNS = 15
MOST_BYTES = 700.0


def measure() -> Iterator[Row]:
    """Two rows: bytes against the most they may be, and time against PouchDB where there are node and npm."""
    helen = example_council().member("helen")
    with tempfile.TemporaryDirectory() as name:
        town = make_town(Path(name) / "example")
        office = Office(town.laptop("helen"))
        desk = office.open(helen.passphrase)
        with council_served(town), line_to(town.port) as line:
            exchanger = office.exchanger(desk)
            exchanger.sign_in(helen.body.sign_in, helen.password, f"http://127.0.0.1:{line.port}")
            exchanger.exchange()
            before = line.settled()
            exchanger.exchange()
            carried = float(line.settled() - before)
            yield Row("exchange with nothing new, bytes both ways, against 700", "bytes", (carried,), (MOST_BYTES,), 1.0)
            exchanger.sign_in(helen.body.sign_in, helen.password, town.address)
            exchanger.exchange()

            def ours() -> float:
                begin = time.perf_counter()
                exchanger.exchange()
                return (time.perf_counter() - begin) * 1000

            try:
                with pouch.server(Path(name) / "pouch") as port, pouch.laptop(Path(name) / "pouch-laptop", port) as peer:
                    peer(f"statements {STATEMENTS}")
                    peer("sync")
                    mine, theirs = in_turn(ours, lambda: peer("sync"), RUNS)
            finally:
                exchanger.close()
                office.close()
    yield Row("exchange with nothing new, against PouchDB", "ms", mine, theirs, 1 / 6)


if __name__ == "__main__":
    for row in measure():
        sys.stdout.write(f"{row.told()}\n")
