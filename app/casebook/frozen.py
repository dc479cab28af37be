"""What stands on papers that were frozen: it may be struck out, and is never gone, for a check code must go on leading to it."""

from collections.abc import Iterator

from app.casebook.desk import Snapshot
from app.practice.plans import Line, PaperVersion
from app.practice.sheets import SheetVersion


def frozen_lines(view: Snapshot, scope: str) -> Iterator[Line]:
    """Every record on a frozen paper of the scope, in the revision that was printed."""
    for paper in view.all(PaperVersion, scope):
        yield from paper.body.lines
    for sheet in view.all(SheetVersion, scope):
        yield from sheet.body.lines
