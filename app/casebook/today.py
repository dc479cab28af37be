"""Today: the visits of the day, what comes, what waits for the worker."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from app.casebook.desk import Desk, under_way
from app.casebook.leaving import CopyAtHome, copies_at_home
from app.practice.merge import Current
from app.practice.people import Person
from app.practice.plans import Action, ActionState
from app.practice.visits import Visit, VisitStatus
from app.records.book import View
from app.records.revision import RecordId, person_scope

UK = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class VisitAhead:
    """A visit with the person it is with. `late` names promises whose day has passed."""

    visit: Current[Visit]
    person: Current[Person]
    late: tuple[str, ...]


@dataclass(frozen=True)
class Today:
    """What the worker sees on opening the laptop. `day` is the day in the United Kingdom."""

    day: date
    visits: tuple[VisitAhead, ...]
    coming: tuple[VisitAhead, ...]
    paused: tuple[VisitAhead, ...]
    old_copies: tuple[tuple[Current[Person], CopyAtHome], ...]


def today(desk: Desk) -> Today:
    """Everything for the first screen, in one snapshot. While a visit is open it is empty: nobody else may be seen."""
    day = desk.clock().astimezone(UK).date()
    with desk.book.view() as view:
        if under_way(view):
            return Today(day, (), (), (), ())
        ahead = [
            VisitAhead(visit, person, _late(view, person.record, day))
            for person in view.all(Person)
            for visit in view.all(Visit, person_scope(person.record))
            if visit.body.status is not VisitStatus.ENDED
        ]
        people = view.all(Person)
    paused = [each for each in ahead if each.visit.body.status is VisitStatus.PAUSED]
    planned = sorted((each for each in ahead if each not in paused), key=_when)
    return Today(
        day,
        tuple(each for each in planned if (_day(each) or day) <= day),
        tuple(each for each in planned if (_day(each) or day) > day),
        tuple(paused),
        tuple((person, copy) for person in people for copy in copies_at_home(desk, person.record) if copy.out_of_date),
    )


def _day(ahead: VisitAhead) -> date | None:
    planned = ahead.visit.body.planned_for
    return planned.astimezone(UK).date() if planned else None


def _when(ahead: VisitAhead) -> tuple[str, str]:
    planned = ahead.visit.body.planned_for
    return (planned.isoformat() if planned else "", ahead.visit.record)


def _late(view: View, person: RecordId, day: date) -> tuple[str, ...]:
    return tuple(
        action.body.what
        for action in view.all(Action, person_scope(person))
        if action.body.state is ActionState.OPEN and not action.body.struck and action.body.by and action.body.by < day
    )
