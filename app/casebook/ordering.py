"""The order of what the person said to one question, as they put it themselves."""

from collections.abc import Sequence

import msgspec

from app.casebook.desk import RANK_STEP, Desk, allow_about, write_change
from app.practice.changes import Changes
from app.practice.statements import Statement
from app.records.revision import RecordId, person_scope


def put_in_order(desk: Desk, person: RecordId, order: Sequence[RecordId]) -> Changes:
    """Let these statements stand in this order, among themselves; all others keep their places.

    Where one was moved, only that one is written, as long as there is room between its neighbours. Raises `NotFound`,
    `AnotherVisitUnderWay`.
    """
    with desk.book.unit() as unit:
        allow_about(unit, person)
        before = {each: unit.current(Statement, each).body.rank for each in order}
        after = _ranks([before[each] for each in order])
        touched = [each for each, rank in zip(order, after, strict=True) if before[each] != rank]
        for each, rank in zip(order, after, strict=True):
            if before[each] != rank:
                write_change(unit, Statement, each, lambda body, to=rank: msgspec.structs.replace(body, rank=to))  # type: ignore[misc]
        unit.commit()
    return Changes(frozenset(touched), frozenset({person_scope(person)}), frozenset({Statement.kind})) if touched else Changes()


def _ranks(ranks: Sequence[int]) -> list[int]:
    """Rising ranks that leave as many as can be where they are."""
    stay = _longest_rising(ranks)
    found: list[int] = []
    for at, rank in enumerate(ranks):
        if at in stay:
            found.append(rank)
            continue
        low = found[-1] if found else None
        high = next((ranks[later] for later in range(at + 1, len(ranks)) if later in stay), None)
        between = _between(low, high)
        if between is None:
            return [min(ranks) + place * RANK_STEP for place in range(len(ranks))]
        found.append(between)
    return found


def _between(low: int | None, high: int | None) -> int | None:
    if low is None or high is None:
        return (high or 0) - RANK_STEP if low is None else low + RANK_STEP
    middle = (low + high) // 2
    return middle if low < middle < high else None


def _longest_rising(ranks: Sequence[int]) -> set[int]:
    """The places of the longest part that rises already. Statements to one question are few."""
    best: list[list[int]] = []
    for at, rank in enumerate(ranks):
        before = [chain for chain in best if ranks[chain[-1]] < rank]
        best.append([*_longest(before), at])
    return set(_longest(best))


def _longest(chains: Sequence[list[int]]) -> list[int]:
    return max(chains, key=lambda chain: len(chain), default=[])
