"""Measures what the house must hold, each as a ratio to a peer or a floor in the same run; writes out/bench.json."""

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

HERE = Path(__file__).parent
OUT = HERE.parents[1] / "out"
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

import exchange  # noqa: E402  # found once the folder is on the path
import pause  # noqa: E402
import window  # noqa: E402
from rows import Row  # noqa: E402

MEASURES: tuple[Callable[[], Iterable[Row]], ...] = (pause.measure, window.measure, exchange.measure)


def main() -> int:
    """Measure, print the table, write the file. Fails when a goal is not met."""
    rows = [row for measure in MEASURES for row in measure()]
    OUT.mkdir(exist_ok=True)
    table = {"rows": [row.told() for row in rows]}
    (OUT / "bench.json").write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    widths = (58, 12, 12, 8, 8, 5)
    sys.stdout.write(_line(("what", "ours", "peer", "ratio", "goal", "met"), widths))
    for row in rows:
        told = row.told()
        cells = (row.name, f"{told['ours']:.4g} {row.unit}", f"{told['peer']:.4g} {row.unit}", f"{told['ratio']:.2f}")
        sys.stdout.write(_line((*cells, f"{row.goal:g}", "yes" if told["met"] else "NO"), widths))
    return 0 if all(row.met for row in rows) else 1


def _line(cells: tuple[str, ...], widths: tuple[int, ...]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip() + "\n"


if __name__ == "__main__":
    sys.exit(main())

