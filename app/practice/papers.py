"""What stands on a paper, chosen from the records: values only. How it looks is decided in app/paper.

A private note, somebody not to be contacted, words left out and anything marked not to print never get this far.
While a line stands in versions it is not printed at all: it is named in `unsettled` instead.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.practice.merge import Current
from app.practice.people import CirclePerson, Council, Person, Role, Speaker
from app.practice.plans import Action, ActionState, Agreement, Line, ProfileLine, Section
from app.practice.statements import Manner, Statement

CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 10


@dataclass(frozen=True)
class PaperLine:
    """One statement on paper, in the exact revision printed."""

    words: str
    speaker: Speaker
    manner: Manner
    language: str
    record: str
    revision: str


@dataclass(frozen=True)
class ActionLine:
    """One promise on paper: who does what by when."""

    what: str
    who: Speaker | None
    by: date | None
    by_words: str
    record: str
    revision: str


@dataclass(frozen=True)
class Stamp:
    """What stands on every page. `code` and `version` are empty until the paper is frozen: then it is a preview."""

    council: Council
    made_on: date
    version: int = 0
    code: str = ""


@dataclass(frozen=True)
class ProfilePage:
    """The one-page profile."""

    person: Person
    sections: Mapping[Section, tuple[PaperLine, ...]]
    made_with: tuple[Speaker, ...]
    stamp: Stamp
    unsettled: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing has been chosen yet."""
        return not any(self.sections.values())

    @property
    def lines(self) -> tuple[PaperLine, ...]:
        """Every line, in the order of the page."""
        return tuple(line for section in Section for line in self.sections.get(section, ()))


@dataclass(frozen=True)
class PlanCopy:
    """What we agreed to try; not yet the care and support plan of section 25 of the Care Act 2014."""

    person: Person
    matters: tuple[PaperLine, ...]
    wants: tuple[PaperLine, ...]
    actions: tuple[ActionLine, ...]
    people: tuple[CirclePerson, ...]
    answer: Agreement | None
    made_with: tuple[Speaker, ...]
    stamp: Stamp
    unsettled: tuple[str, ...] = field(default=())

    @property
    def empty(self) -> bool:
        """Whether there is nothing to leave yet."""
        return not (self.matters or self.wants or self.actions)


def check_code(revision: str) -> str:
    """Ten characters, `4F7K2-QX9M3`, from the revision in which a paper was frozen (Crockford's base 32, 50 bits)."""
    number = int(revision[:13], 16) >> 2
    letters = ""
    for _ in range(CODE_LENGTH):
        number, digit = divmod(number, 32)
        letters = CODE_LETTERS[digit] + letters
    return f"{letters[:5]}-{letters[5:]}"


def lines_of(content: ProfilePage | PlanCopy) -> tuple[Line, ...]:
    """The records on the paper, each in exactly the revision that is printed."""
    if isinstance(content, ProfilePage):
        return tuple(Line(record=line.record, revision=line.revision) for line in content.lines)
    said = tuple(Line(record=line.record, revision=line.revision) for line in (*content.matters, *content.wants))
    return said + tuple(Line(record=line.record, revision=line.revision) for line in content.actions)


def paper_line(statement: Current[Statement]) -> PaperLine:
    """The statement as it would be printed now."""
    body = statement.body
    return PaperLine(
        body.words,
        body.speaker,
        body.manner,
        body.language,
        statement.record,
        statement.carriers["words"][0],
    )


def profile_sections(
    lines: Iterable[Current[ProfileLine]],
    statements: Mapping[str, Current[Statement]],
    purpose: str = "main",
) -> tuple[dict[Section, tuple[PaperLine, ...]], tuple[str, ...]]:
    """The chosen lines of each part in their order, and the records that cannot be printed while versions stand."""
    chosen = sorted(
        (line for line in lines if line.body.chosen and line.body.purpose == purpose),
        key=lambda line: (line.body.rank, line.record),
    )
    sections: dict[Section, tuple[PaperLine, ...]] = dict.fromkeys(Section, ())
    unsettled = []
    for line in chosen:
        statement = statements.get(line.body.statement)
        if statement is None or not statement.body.may_be_printed:
            continue
        if "words" in statement.versions:
            unsettled.append(statement.record)
            continue
        sections[line.body.section] += (paper_line(statement),)
    return sections, tuple(unsettled)


def wants(
    statements: Iterable[Current[Statement]],
    prompts_wanting: frozenset[tuple[str, str]],
) -> tuple[tuple[PaperLine, ...], tuple[str, ...]]:
    """What the person wants to happen: their printable answers to the (guide, prompt) pairs that ask it, and the
    records that cannot be printed while versions stand."""
    answers = [
        statement
        for statement in statements
        if (statement.body.asked.guide, statement.body.asked.prompt) in prompts_wanting and statement.body.may_be_printed
    ]
    answers.sort(key=lambda statement: (statement.body.rank, statement.record))
    settled = [answer for answer in answers if "words" not in answer.versions]
    return (
        tuple(paper_line(answer) for answer in settled),
        tuple(answer.record for answer in answers if "words" in answer.versions),
    )


def action_lines(
    actions: Iterable[Current[Action]],
) -> tuple[tuple[ActionLine, ...], tuple[str, ...]]:
    """Every open promise that may be printed, in order, and the records in versions."""
    printable = sorted(
        (
            action
            for action in actions
            if not action.body.struck
            and not action.body.not_to_print
            and (action.body.state is ActionState.OPEN or "state" in action.versions)
        ),
        key=lambda action: (action.body.rank, action.record),
    )
    lines = tuple(
        ActionLine(
            action.body.what,
            action.body.who,
            action.body.by,
            action.body.by_words,
            action.record,
            action.carriers["action"][0],
        )
        for action in printable
        if not _differ(action)
    )
    return lines, tuple(action.record for action in printable if _differ(action))


def _differ(action: Current[Action]) -> bool:
    """Whether it is not settled what was promised, or whether it was done."""
    return not action.versions.keys().isdisjoint({"action", "state"})


def people_to_print(
    circle: Iterable[Current[CirclePerson]],
) -> tuple[CirclePerson, ...]:
    """Those who help or are to be rung, without anybody who must not be contacted; the circle itself is not printed."""
    return tuple(
        member.body
        for member in sorted(
            circle,
            key=lambda member: (member.body.ring, member.body.name, member.record),
        )
        if not member.body.do_not_contact
        and not member.body.removed
        and member.settled
        and (member.body.helps_with or member.body.emergency)
    )


def made_with(
    present: Iterable[Speaker], circle: Iterable[Current[CirclePerson]], unreadable: Collection[str] = ()
) -> tuple[Speaker, ...]:
    """Who helped to write it, without the person, without anybody who must not be contacted, and without anybody whose record
    cannot be read: nobody can know what it asks."""
    hidden = {member.record for member in circle if member.body.do_not_contact} | set(unreadable)
    return tuple(dict.fromkeys(who for who in present if who.role is not Role.PERSON and who.who not in hidden))
