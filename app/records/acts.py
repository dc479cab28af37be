"""What was read, printed or searched on this laptop and the council's audit does not know of yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select

from app.records.book import Unit, View
from app.records.tables import act


@dataclass(frozen=True)
class NotedAct:
    """An act of reading that the council's audit does not know of yet. `at`: milliseconds since 1970."""

    number: int
    act: str
    scope: str
    at: int
    count: int


def noted_acts(view: View, at_most: int) -> list[NotedAct]:
    """The acts that the council's audit does not know of yet, the oldest first."""
    found = view.connection.execute(select(act).order_by(act.c.number).limit(at_most))
    return [NotedAct(*row) for row in found]


def forget_acts(unit: Unit, acts: Sequence[NotedAct]) -> None:
    """The council knows of these now."""
    if acts:
        numbers = [each.number for each in acts]
        unit.connection.execute(delete(act).where(act.c.number.between(min(numbers), max(numbers))))
