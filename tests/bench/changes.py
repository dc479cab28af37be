"""Ten changed statements in a large caseload, one way and both ways; and how that grows with the caseload."""

import itertools
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pouch
import python_peers
from caseload import Laptop, begun_council, new_laptop, reworded, served, some_statements, store, written_by
from lines import Line, line_to
from rows import CannotMeasure, Row

LARGE, SMALL, EACH, CHANGED, RUNS = 10_000, 100, 40, 10, 9
ANKI_NOTES = 40_000


@dataclass(frozen=True)
class Figures:
    """Of every run: milliseconds and bytes of ten one way, and of ten each way at once."""

    one_way: tuple[float, ...]
    one_way_bytes: tuple[float, ...]
    both: tuple[float, ...]
    both_bytes: tuple[float, ...]


def measure() -> Iterator[Row]:
    """Rows against PouchDB, against Anki, and of the large caseload against the small."""
    with tempfile.TemporaryDirectory() as name:
        small = _ours(Path(name) / "small", SMALL)
        large = _ours(Path(name) / "large", LARGE)
        growth = f"10 changed statements both ways: among {LARGE * EACH:,} against among {SMALL * EACH:,}"
        yield Row(growth, "ms", large.both, small.both, 1.2)
        peer = _pouch(Path(name) / "pouch")
        yield Row(
            "10 changed among 400,000, one way: bytes, against PouchDB", "bytes", large.one_way_bytes, peer.one_way_bytes, 1 / 12
        )
        yield Row(
            "10 changed among 400,000, both ways: bytes, against PouchDB", "bytes", large.both_bytes, peer.both_bytes, 1 / 8
        )
        yield Row("10 changed among 400,000, both ways: time, against PouchDB", "ms", large.both, peer.both, 1 / 6)
        anki = _anki(Path(name) / "anki")
        yield Row(f"10 changed, one way, against Anki with {ANKI_NOTES:,} notes", "ms", large.one_way, anki, 1 / 2)


def _timed(deed: Callable[[], object], line: Line) -> tuple[float, float]:
    before = line.settled()
    begin = time.perf_counter()
    deed()
    took = (time.perf_counter() - begin) * 1000
    return took, float(line.settled() - before)


def _figures(one_way: list[tuple[float, float]], both: list[tuple[float, float]]) -> Figures:
    (ways, way_bytes), (boths, both_bytes) = zip(*one_way[1:], strict=True), zip(*both[1:], strict=True)
    return Figures(ways, way_bytes, boths, both_bytes)


def _ours(folder: Path, people: int) -> Figures:
    desk = begun_council(folder / "council")
    said = itertools.count()
    with served(folder / "council") as council, line_to(urlsplit(council.address).port or 0) as line:
        far = new_laptop(folder / "far", council.address)
        far.exchanger.exchange()
        store(desk, written_by(far, people, EACH))
        near = new_laptop(folder / "near", f"http://127.0.0.1:{line.port}")
        for laptop in (far, near):
            assert laptop.exchanger.exchange().proved_equal
        statements = some_statements(near, 2 * CHANGED)
        one_way, both = [], []
        for _ in range(RUNS + 1):
            _change(near, statements[::2], next(said))
            one_way.append(_timed(near.exchanger.exchange, line))
            far.exchanger.exchange()
            _change(far, statements[1::2], next(said))
            far.exchanger.exchange()
            _change(near, statements[::2], next(said))
            both.append(_timed(near.exchanger.exchange, line))
            far.exchanger.exchange()
        near.close()
        far.close()
    desk.close()
    return _figures(one_way, both)


def _change(laptop: Laptop, statements: list[str], said: int) -> None:
    reworded(laptop, statements, f"Radio 4 in the mornings now, not too loud, and the door left open. {said}")


def _pouch(folder: Path) -> Figures:
    one_way, both = [], []
    with pouch.server(folder / "server") as port, line_to(port) as line, pouch.laptop(folder / "laptop", line.port) as ask:
        ask(f"fill {LARGE} {EACH}")
        ask("pull")
        for run in range(RUNS + 1):
            ask(f"change {CHANGED} Radio 4 in the mornings now, not too loud, and the door left open. {run}")
            one_way.append(_timed(lambda: ask("push"), line))
            ask("sync")
            ask(f"far {CHANGED} The kettle on before anything else is asked of me. {run}")
            ask(f"change2 {CHANGED} Radio 3 again. {run}")
            both.append(_timed(lambda: ask("sync"), line))
    return _figures(one_way, both)


def _anki(folder: Path) -> tuple[float, ...]:
    folder.mkdir()
    script = str(Path(__file__).parent / "peers" / "anki_sync.py")
    command = [str(python_peers.python()), script, str(folder), str(ANKI_NOTES), str(python_peers.free_port())]
    took = []
    with pouch.started(command, folder) as process:
        ask = pouch.Asked(process)
        for _ in range(RUNS + 1):
            ask(f"change {CHANGED}")
            took.append(ask("sync"))
    if not took:
        raise CannotMeasure("Anki did not answer.")
    return tuple(took[1:])


if __name__ == "__main__":
    for row in measure():
        sys.stdout.write(f"{row.told()}\n")
