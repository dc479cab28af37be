"""What lies on the table in a visit, read at once: the person, what was said, what was promised, who is there. No Qt."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.casebook.desk import Desk
from app.casebook.people import circle, person
from app.casebook.plan import actions_of
from app.casebook.saying import Typing, statements_of, typing_in
from app.casebook.visits import visits_of
from app.practice.errors import NotFound
from app.practice.guides import NAMED, Guide, Prompt
from app.practice.merge import Current
from app.practice.people import CirclePerson, Person, Role, Speaker
from app.practice.plans import Action
from app.practice.rows import prompt_in
from app.practice.statements import Asked, Statement
from app.practice.visits import Visit

PERSON, ME = "person", "me"
NEEDED, WHO, PLAN = "todo", "who", "plan"
"""What needs to happen, in any shape; who does it, in a plan."""


@dataclass(frozen=True)
class Table:
    """Everything a visit shows. Statements that were left out are not in it."""

    person: Current[Person]
    visit: Current[Visit]
    statements: tuple[Current[Statement], ...]
    actions: tuple[Current[Action], ...]
    circle: tuple[Current[CirclePerson], ...]
    typings: tuple[Typing, ...]
    me: Speaker
    today: date

    @property
    def called(self) -> str:
        """The name the person likes."""
        return self.person.body.called

    @property
    def on_paper(self) -> bool:
        """Whether the person said no to the laptop: what is entered then is the worker's record of it."""
        permission = self.visit.body.permission
        return permission is not None and not permission.given

    @property
    def speakers(self) -> Mapping[str, Speaker]:
        """Who may have said something, by key: the person, those present, the worker."""
        return speakers_in(self.person, self.visit.body.present, self.me)

    @property
    def helpers(self) -> Mapping[str, Speaker]:
        """Who may promise something: those who may speak, and the circle without those not to be contacted."""
        known = [member for member in self.circle if not member.body.do_not_contact]
        others = [Speaker(role=Role.OTHER, name=member.body.name, who=member.record) for member in known]
        return speakers_in(self.person, (*self.visit.body.present, *others), self.me)

    @property
    def names(self) -> frozenset[str]:
        """Every name that is spelt as they spell it: the person, whoever is here, the circle."""
        person, circle = self.person.body, (each.body for each in self.circle)
        here = (each.name for each in self.speakers.values())
        return frozenset((person.name, person.known_as, *here, *(f"{each.name} {each.relation}" for each in circle)))

    def said_to(self, guide: str, place: str) -> list[Current[Statement]]:
        """What was said to a question (in one row of it) at any visit, in order; no private notes."""
        return [each for each in self.statements if not each.body.private and is_asked(each.body.asked, guide, place)]

    def said_in(self, guide: str, prompts: Collection[str]) -> list[Current[Statement]]:
        """What was said to any of these questions, in whichever row, in order; no private notes."""
        return [
            each
            for each in self.statements
            if not each.body.private and each.body.asked.guide == guide and prompt_in(each.body.asked.prompt) in prompts
        ]

    def promised_to(self, guide: str, prompt: str) -> list[Current[Action]]:
        """What was promised at a question, in order."""
        return [each for each in self.actions if is_asked(each.body.asked, guide, prompt)]

    @property
    def notes(self) -> list[Current[Statement]]:
        """The private notes of this visit."""
        return [each for each in self.statements if each.body.private and each.body.visit == self.visit.record]


def read_table(desk: Desk, record: str, visit: str) -> Table:
    """Read it all. Raises `NotFound`, `AnotherVisitUnderWay`."""
    found = next((each for each in visits_of(desk, record) if each.record == visit), None)
    if found is None:
        raise NotFound(what="visit", name="")
    return Table(
        person(desk, record),
        found,
        tuple(each for each in statements_of(desk, record) if each.body.struck is None),
        tuple(actions_of(desk, record)),
        tuple(circle(desk, record)),
        tuple(typing_in(desk, visit)),
        desk.me,
        desk.clock().date(),
    )


def speakers_in(who: Current[Person], present: Iterable[Speaker], me: Speaker) -> dict[str, Speaker]:
    """The person, the others present and the worker, each once, by key."""
    found = {PERSON: speaker_of(who)}
    for speaker in present:
        if speaker.role is Role.PERSON or speaker == me or (speaker.who and speaker.who == me.who):
            continue
        found.setdefault(key_of(speaker), speaker)
    found[ME] = me
    return found


def speaker_of(who: Current[Person]) -> Speaker:
    """The person as a speaker."""
    return Speaker(role=Role.PERSON, name=who.body.called, who=who.record)


def key_of(speaker: Speaker) -> str:
    """What stands for somebody present who is neither the person nor the worker."""
    return speaker.who or f"name:{speaker.name}"


def key_among(speakers: Mapping[str, Speaker], wanted: Speaker | None) -> str:
    """The key of this speaker, or nothing. The person and the worker are known by their record, whatever they are called."""
    for key, speaker in speakers.items():
        if wanted is not None and speaker.role is wanted.role:
            same = speaker.who == wanted.who if speaker.who or wanted.who else speaker.name == wanted.name
            if same:
                return key
    return ""


def is_asked(asked: Asked, guide: str, place: str) -> bool:
    """Whether this is that question, in that row."""
    return (asked.guide, asked.prompt) == (guide, place)


def asked_by(guide: Guide, prompt: Prompt) -> Asked:
    """The question as it is asked now."""
    return Asked(guide=guide.id, version=guide.version, prompt=prompt.id, question=prompt.question)


def beside(guide: Guide, prompt: Prompt) -> list[Prompt]:
    """The other questions of the same part that stand beside this one; only guides with several columns have any. Where a
    board shows all that was said, only promises do."""
    if len(guide.columns) < 2:
        return []
    return [
        each
        for each in guide.prompts_of(prompt.part)
        if each.id != prompt.id
        and (holds_promises(guide, each.column) or (each.column != prompt.column and guide.shape not in NAMED))
    ]


def holds_promises(guide: Guide, column: str) -> bool:
    """Whether a column holds promises (who does what by when); all others hold statements."""
    return column == NEEDED or (guide.shape == PLAN and column == WHO)
