"""Measures what the house must hold, each as a ratio to a peer or a floor in the same run; writes out/bench.json.

A measure whose peer cannot be set up here says so in one line, and the others go on. The names of measures may be given:
`run.py pause window`. What was measured stands in the README's table afterwards, each row with its day; a run of all of them
writes the table anew.
"""

import importlib
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
OUT = HERE.parents[1] / "out"
README = HERE.parents[1] / "README.md"
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from rows import CannotMeasure, Row  # noqa: E402  # found once the folder is on the path

MEASURES = ("pause", "keys", "window", "startup", "paper", "search", "exchange", "bad_line", "pull", "changes", "morning")
HEAD = "| what"
WIDTHS = (88, 14, 14, 7, 7, 5)


def main(chosen: Sequence[str]) -> int:
    """Measure, print the table as it comes, write the file. 1 when a goal is not met, 2 for a measure there is not."""
    unknown = [name for name in chosen if name not in MEASURES]
    if unknown:
        sys.stderr.write(f"There is no measure called {unknown[0]}. There are: {', '.join(MEASURES)}.\n")
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _say(("what", "ours", "peer", "ratio", "goal", "met"))
    _say(tuple("-" * width for width in WIDTHS))
    rows: list[Row] = []
    for name in chosen or MEASURES:
        for row in _rows(name):
            rows.append(row)
            _say(_cells(row))
    OUT.mkdir(exist_ok=True)
    table = {"rows": [row.told() for row in rows]}
    (OUT / "bench.json").write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    _put_into_readme(rows, anew=not chosen)
    missed = sum(not row.met for row in rows)
    sys.stdout.write(f"{len(rows)} rows, {missed} of them above the goal. They are in out/bench.json.\n")
    return 1 if missed else 0


def _put_into_readme(rows: Sequence[Row], *, anew: bool) -> None:
    """Between its two marks; everything else stays as it is."""
    text = README.read_text(encoding="utf-8")
    between = re.search(r"(?<=<!-- figures -->\n).*?(?=\n<!-- /figures -->)", text, flags=re.DOTALL)
    if between is None:
        raise SystemExit("README.md has no place for the figures: it needs <!-- figures --> and <!-- /figures -->.")
    day = f"{datetime.now(UTC):%d %B %Y}, {os.cpu_count()} cores"
    measured = {} if anew else {line.split(" | ")[0]: line for line in between[0].splitlines() if line.startswith("| ")}
    for row in rows:
        told = (f"| {row.name}", f"{row.ratio:.2f}", f"{row.goal:.2f}", "yes" if row.met else "no", f"{day} |")
        measured[told[0]] = " | ".join(told)
    lines = [f"{HEAD} | ratio | goal | met | measured on |", "|---|---|---|---|---|"]
    lines += [line for name, line in measured.items() if name != HEAD]
    made = text[: between.start()] + "\n".join(lines) + text[between.end() :]
    README.write_text(made, encoding="utf-8")


def _rows(name: str) -> Iterator[Row]:
    try:
        yield from importlib.import_module(name).measure()
    except CannotMeasure as why:
        sys.stdout.write(f"{name}: not measured here. {why}\n")


def _cells(row: Row) -> tuple[str, ...]:
    told = row.told()
    ours, peer = (f"{told[side]:.4g} {row.unit}" for side in ("ours", "peer"))
    return row.name, ours, peer, f"{row.ratio:.2f}", f"{row.goal:.2f}", "yes" if row.met else "NO"


def _say(cells: tuple[str, ...]) -> None:
    sides = zip(cells, WIDTHS, strict=True)
    line = "  ".join(cell.ljust(width) if at in (0, 5) else cell.rjust(width) for at, (cell, width) in enumerate(sides))
    sys.stdout.write(line.rstrip() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
