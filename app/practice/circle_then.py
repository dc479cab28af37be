"""The circle of an earlier day, worked out from the histories of those in it. Pure.

The times of revisions are what laptops claimed, so they never order anything by themselves: nothing stood before what it was
written on. A claim that lies after today cannot be so; such a revision counts as no later than the first that was written on it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app.practice.merge import Node, current, in_order
from app.practice.people import CirclePerson, Sector


class Wrote(NamedTuple):
    """One revision of somebody in the circle: its day as claimed, and what it said; None where the law had it erased."""

    id: str
    parents: tuple[str, ...]
    day: date
    body: CirclePerson | None


Histories = Mapping[str, Sequence[Wrote]]
"""By the record of each who is or was in the circle."""


@dataclass(frozen=True)
class Stood:
    """Where somebody stood on an earlier day, and where they stand now: None where they are not in the circle."""

    record: str
    name: str
    then: tuple[int, Sector] | None
    now: tuple[int, Sector] | None


def days_of(history: Sequence[Wrote], today: date) -> dict[str, date]:
    """On which day each revision was there at the latest, in keeping with what was written on what."""
    ordered = in_order([Node(each.id, each.parents, each.body) for each in history])
    claims = {each.id: each.day if each.day <= today else None for each in history}
    after: dict[str, list[date]] = {}
    for node in reversed(ordered):
        claimed = claims[node.id] or min(after.get(node.id, [today]))
        claims[node.id] = claimed
        for parent in node.parents:
            after.setdefault(parent, []).append(claimed)
    days: dict[str, date] = {}
    for node in ordered:
        days[node.id] = max([claims[node.id] or today, *(days[parent] for parent in node.parents if parent in days)])
    return days


def circle_on(histories: Histories, day: date, today: date) -> dict[str, CirclePerson]:
    """Everybody who was in the circle at the end of that day, as it was merged then."""
    found: dict[str, CirclePerson] = {}
    for record, history in histories.items():
        days = days_of(history, today)
        known = [Node(each.id, each.parents, each.body) for each in history if days[each.id] <= day]
        merged = current(record, in_order(known))
        if merged is not None and not merged.body.removed:
            found[record] = merged.body
    return found


def days_to_choose(histories: Histories, today: date) -> tuple[date, ...]:
    """The days at whose end the circle stood otherwise than now, the latest first: those on which something had changed."""
    days = sorted({day for history in histories.values() for day in days_of(history, today).values() if day < today})
    now = circle_on(histories, today, today)
    found: list[date] = []
    last: list[Stood] | None = None
    for day in days:
        differs = stood_otherwise(circle_on(histories, day, today), now)
        if differs and differs != last:
            found.append(day)
        last = differs
    return tuple(reversed(found))


def stood_otherwise(then: Mapping[str, CirclePerson], now: Mapping[str, CirclePerson]) -> list[Stood]:
    """Who stood elsewhere than now, who is there no longer, and who had not come yet, by name."""
    found = []
    for record in {*then, *now}:
        before, after = then.get(record), now.get(record)
        known = after or before
        if known is not None and _cell(before) != _cell(after):
            found.append(Stood(record, known.name, _cell(before), _cell(after)))
    return sorted(found, key=lambda each: (each.name.casefold(), each.record))


def _cell(body: CirclePerson | None) -> tuple[int, Sector] | None:
    return (body.ring, body.sector) if body is not None else None
