"""Everything a person's page shows, gathered in one go behind the window."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.casebook import joining, leaving, people, plan, portraits, saying, visits
from app.casebook.desk import UK, Desk
from app.casebook.joining import Double, Together
from app.casebook.leaving import CopyAtHome
from app.casebook.people import Names
from app.casebook.portraits import PortraitNow
from app.casebook.saying import Typing
from app.casebook.suggesting import Suggestion, suggestions
from app.practice.guides import Guide
from app.practice.merge import Current
from app.practice.people import CirclePerson, Person, Role
from app.practice.plans import Action, ActionState
from app.practice.statements import Statement
from app.practice.visits import Visit, VisitStatus


@dataclass(frozen=True)
class PersonPicture:
    """The person and what the worker needs to get ready. `known` has the latest of the person's own words first."""

    day: date
    person: Current[Person]
    known: tuple[Current[Statement], ...]
    open_guides: tuple[Guide, ...]
    promised: tuple[Current[Action], ...]
    copies: tuple[CopyAtHome, ...]
    visits: tuple[Current[Visit], ...]
    unclaimed: tuple[Typing, ...]
    circle: tuple[Current[CirclePerson], ...]
    names: Names
    doubles: tuple[Double, ...] = ()
    together: tuple[Together, ...] = ()
    still_arriving: bool = False
    portrait: PortraitNow | None = None
    suggestions: tuple[Suggestion, ...] = ()
    stopped: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Where a visit that is paused or ended stopped: its record, the topic and the question."""

    @property
    def next_visit(self) -> Current[Visit] | None:
        """The visit to go on with or to start now: open, paused, planned until today, or with no time set."""
        for status in (VisitStatus.UNDER_WAY, VisitStatus.PAUSED, VisitStatus.PLANNED):
            due = [visit for visit in self.visits if visit.body.status is status and self._is_due(visit.body)]
            if due:
                return due[0]
        return None

    def said_on(self, statement: Statement) -> date | None:
        """The day of the visit in which it was said."""
        visit = next((each.body for each in self.visits if each.record == statement.visit), None)
        at = (visit.began_at or visit.planned_for) if visit else None
        return at.astimezone(UK).date() if at else None

    def _is_due(self, visit: Visit) -> bool:
        return visit.planned_for is None or visit.planned_for.astimezone(UK).date() <= self.day or bool(visit.began_at)


def read_person(desk: Desk, record: str) -> PersonPicture:
    """Gather it. Raises `NotFound`, `AnotherVisitUnderWay`."""
    day = desk.clock().astimezone(UK).date()
    had = visits.visits_of(desk, record)
    said = saying.statements_of(desk, record)
    talked = {each.body.asked.guide for each in said}
    own = [each for each in said if each.body.may_be_seen and each.body.speaker.role is Role.PERSON]
    return PersonPicture(
        day=day,
        person=people.person(desk, record),
        known=tuple(reversed(own)),
        open_guides=tuple(guide for guide in desk.guides.all() if guide.id not in talked),
        promised=tuple(sorted(plan.actions_of(desk, record), key=lambda each: _urgency(each.body, day))),
        copies=tuple(leaving.copies_at_home(desk, record)),
        visits=tuple(had),
        stopped=_stopped(desk, had),
        unclaimed=tuple(each for each in saying.typing_left(desk) if each.person == record),
        circle=tuple(people.circle(desk, record)),
        names=people.names(desk),
        doubles=tuple(joining.doubles(desk, record)),
        together=tuple(joining.joined_with(desk, record)),
        suggestions=suggestions(desk, record),
        still_arriving=people.still_arriving(desk, record),
        portrait=portraits.portrait_of(desk, record),
    )


def _stopped(desk: Desk, had: Sequence[Current[Visit]]) -> dict[str, tuple[str, str]]:
    found = {}
    for visit in had:
        place = visit.body.place
        guide = desk.guides.get(place.guide)
        prompt = guide.prompt_named(place.prompt) if guide else None
        if guide is not None and prompt is not None and visit.body.status in (VisitStatus.PAUSED, VisitStatus.ENDED):
            found[visit.record] = (guide.name, prompt.question)
    return found


def is_late(action: Action, day: date) -> bool:
    """Whether it was promised for a day that has passed."""
    return action.state is ActionState.OPEN and action.by is not None and action.by < day


def _urgency(action: Action, day: date) -> tuple[int, str]:
    if is_late(action, day):
        order = 0
    elif action.state is ActionState.OPEN:
        order = 1
    else:
        order = 2
    return order, action.by.isoformat() if action.by else "9999"
