"""What the plan screen shows, read in one go: what is wanted, who does what by when, and who could."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.casebook.desk import Desk
from app.casebook.people import circle, person
from app.casebook.plan import actions_of, prompts_wanting
from app.casebook.saying import statements_of
from app.practice.merge import Current
from app.practice.people import Person, Role, Speaker
from app.practice.plans import Action, ActionState
from app.practice.statements import Statement
from ui.words import uk_time

PERSON, ME = "person", "me"


@dataclass(frozen=True)
class PlanBoard:
    """`late` are open promises whose day has passed, the longest ago first; `ahead` the other open ones in their order."""

    person: Current[Person]
    wants: tuple[Current[Statement], ...]
    late: tuple[Current[Action], ...]
    ahead: tuple[Current[Action], ...]
    settled: tuple[Current[Action], ...]
    people: Mapping[str, Speaker]
    today: date

    @property
    def open(self) -> tuple[Current[Action], ...]:
        """Every promise that is neither done nor dropped, as they are shown."""
        return self.late + self.ahead

    def want(self, record: str) -> str:
        """The words of a wish; nothing when it is not on the screen."""
        return next((each.body.words for each in self.wants if each.record == record), "")


def read_board(desk: Desk, whose: str) -> PlanBoard:
    """The plan of this person as it is now. Raises `NotFound`, `AnotherVisitUnderWay`."""
    about = person(desk, whose)
    asked = prompts_wanting(desk.guides)
    today = uk_time(desk.clock()).date()
    actions = actions_of(desk, whose)
    opened = [each for each in actions if each.body.state is ActionState.OPEN]
    late = sorted((each for each in opened if is_late(each.body, today)), key=lambda each: each.body.by or today)
    people = {PERSON: Speaker(role=Role.PERSON, name=about.body.called, who=whose)}
    for member in circle(desk, whose):
        if not member.body.do_not_contact:
            people[member.record] = Speaker(role=Role.OTHER, name=member.body.name, who=member.record)
    return PlanBoard(
        person=about,
        wants=tuple(
            each
            for each in statements_of(desk, whose)
            if each.body.may_be_seen and (each.body.asked.guide, each.body.asked.prompt) in asked
        ),
        late=tuple(late),
        ahead=tuple(each for each in opened if each not in late),
        settled=tuple(each for each in actions if each.body.state is not ActionState.OPEN),
        people=people | {ME: desk.me},
        today=today,
    )


def is_late(action: Action, today: date) -> bool:
    """Whether its day has passed and it is neither done nor dropped."""
    return action.state is ActionState.OPEN and action.by is not None and action.by < today
