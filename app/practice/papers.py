"""What stands on a paper, chosen from the records: values only. How it looks is decided in app/paper.

A private note, somebody not to be contacted, words left out and anything marked not to print never get this far.
While a line stands in versions, each of them is printed in its own words with the name of who wrote it, and the record is
named in `unsettled`.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from app.practice.merge import Current, Variant
from app.practice.people import CirclePerson, Council, Person, Role, Speaker
from app.practice.photos import PhotoHash
from app.practice.plans import Action, ActionState, Agreement, Line, PaperKind, ProfileLine, Section
from app.practice.portraits import MAIN
from app.practice.rows import prompt_in
from app.practice.statements import Manner, Statement

CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 10

Authors = Callable[[str, tuple[str, ...]], tuple[str, ...]]
"""The names of those who wrote these revisions of a record, each once; without those whose name is not known."""


@dataclass(frozen=True)
class PaperLine:
    """One statement on paper, in the exact revision printed."""

    words: str
    speaker: Speaker
    manner: Manner
    language: str
    record: str
    revision: str
    versions: tuple["PaperLine", ...] = ()
    """While it is not settled what it says: each version as a line of its own, by revision. Then the line itself is the first."""
    authors: tuple[str, ...] = ()
    """Of a version: who wrote it."""

    @property
    def printed(self) -> tuple["PaperLine", ...]:
        """What is printed of it: its versions, or the one line that it is."""
        return self.versions or (self,)


@dataclass(frozen=True)
class Outcome:
    """What became of a promise, by one of those who do not agree about it."""

    authors: tuple[str, ...]
    state: ActionState
    reason: str
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
    versions: tuple["ActionLine", ...] = ()
    """While it is not settled what was promised: each version as a line of its own, by revision."""
    authors: tuple[str, ...] = ()
    """Of a version: who wrote it."""
    outcomes: tuple[Outcome, ...] = ()
    """While it is not settled whether it was done: what each says, by revision."""

    @property
    def printed(self) -> tuple["ActionLine", ...]:
        """What is printed of it: its versions, or the one line that it is."""
        return self.versions or (self,)


@dataclass(frozen=True)
class Stamp:
    """What stands on every page. `code` and `version` are empty until the paper is frozen: then it is a preview."""

    council: Council
    made_on: date
    version: int = 0
    code: str = ""


@dataclass(frozen=True)
class PagePhoto:
    """The photo on a paper, in the exact revision printed. `data` is empty while its bytes have not come to this laptop."""

    record: str
    revision: str
    photo: PhotoHash
    shows: str
    data: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class PagePurpose:
    """What a profile is for, in the exact revision printed."""

    record: str
    revision: str
    words: str


class Leavable(Protocol):
    """What a paper that is left with somebody is made of, whichever paper it is."""

    @property
    def person(self) -> Person:
        """Whom it is about."""

    @property
    def of_person(self) -> tuple[str, ...]:
        """What is printed of the person's own record beside their name."""

    @property
    def lines(self) -> tuple[PaperLine, ...]:
        """What was said, in the order of the paper."""

    @property
    def actions(self) -> tuple[ActionLine, ...]:
        """What was promised."""

    @property
    def people(self) -> tuple[CirclePerson, ...]:
        """Those of the circle who stand on it as somebody who helps or is to be rung."""

    @property
    def beside(self) -> tuple[PagePurpose | PagePhoto, ...]:
        """What stands on it beside words and promises."""

    @property
    def unsettled(self) -> tuple[str, ...]:
        """Records about which it is not settled what they say."""

    @property
    def stamp(self) -> Stamp:
        """What stands on every page."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to leave yet."""


class NameOnly:
    """A paper on which nothing stands of the person's own record but their name."""

    @property
    def of_person(self) -> tuple[str, ...]:
        """What is printed of it beside their name."""
        return ()


@dataclass(frozen=True)
class ProfilePage(NameOnly):
    """The one-page profile. The first one has no purpose."""

    person: Person
    sections: Mapping[Section, tuple[PaperLine, ...]]
    made_with: tuple[Speaker, ...]
    stamp: Stamp
    unsettled: tuple[str, ...] = ()
    photo: PagePhoto | None = None
    purpose: PagePurpose | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing has been chosen yet."""
        return not any(self.sections.values())

    @property
    def lines(self) -> tuple[PaperLine, ...]:
        """Every line, in the order of the page."""
        return tuple(line for section in Section for line in self.sections.get(section, ()))

    @property
    def actions(self) -> tuple[ActionLine, ...]:
        """There are none on a profile."""
        return ()

    @property
    def people(self) -> tuple[CirclePerson, ...]:
        """There are none on a profile."""
        return ()

    @property
    def beside(self) -> tuple[PagePurpose | PagePhoto, ...]:
        """What it is for, and then the photo: a profile without them has the lines it always had."""
        return tuple(each for each in (self.purpose, self.photo) if each)


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
    def of_person(self) -> tuple[str, ...]:
        """How to reach and speak with them."""
        return (self.person.reach.how,)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to leave yet."""
        return not (self.matters or self.wants or self.actions)

    @property
    def lines(self) -> tuple[PaperLine, ...]:
        """Every line of words, in the order of the paper."""
        return (*self.matters, *self.wants)

    @property
    def beside(self) -> tuple[PagePurpose | PagePhoto, ...]:
        """There is nothing else on a plan copy."""
        return ()


def paper_name(paper: str, profile: str = MAIN) -> str:
    """A paper by one word: which it is, and of a further profile its record too."""
    return str(paper) if profile == MAIN else f"{paper} {profile}"


def paper_named(name: str) -> tuple[str, str]:
    """The paper (a `PaperKind`, or the name of a sheet) and the profile that `paper_name` named."""
    paper, _, profile = name.partition(" ")
    return (PaperKind(paper) if paper in set(PaperKind) else paper), profile or MAIN


def check_code(revision: str) -> str:
    """Ten characters, `4F7K2-QX9M3`, from the revision in which a paper was frozen (Crockford's base 32, 50 bits)."""
    number = int(revision[:13], 16) >> 2
    letters = ""
    for _ in range(CODE_LENGTH):
        number, digit = divmod(number, 32)
        letters = CODE_LETTERS[digit] + letters
    return f"{letters[:5]}-{letters[5:]}"


def lines_of(content: Leavable) -> tuple[Line, ...]:
    """The records on the paper, each in exactly the revision that is printed; one that stands in versions in each of them, by
    revision. What stands beside the words comes last."""
    beside = tuple(Line(record=each.record, revision=each.revision) for each in content.beside)
    printed: tuple[PaperLine | ActionLine, ...] = (*content.lines, *content.actions)
    return (*(line for each in printed for line in _named(each)), *beside)


def _named(printed: PaperLine | ActionLine) -> tuple[Line, ...]:
    revisions = {printed.revision, *(version.revision for version in printed.versions)}
    if isinstance(printed, ActionLine):
        revisions |= {outcome.revision for outcome in printed.outcomes}
    return tuple(Line(record=printed.record, revision=revision) for revision in sorted(revisions))


def nobody_known(_record: str, _revisions: tuple[str, ...]) -> tuple[str, ...]:
    """The authors where none is known."""
    return ()


def paper_line(statement: Current[Statement], authors: Authors = nobody_known) -> PaperLine:
    """The statement as it would be printed now."""
    body = statement.body
    line = PaperLine(
        body.words,
        body.speaker,
        body.manner,
        body.language,
        statement.record,
        statement.carriers["words"][0],
    )

    def version(variant: Variant) -> PaperLine:
        said = dict(zip(Statement.group_named("words").fields, variant.values, strict=True))
        words, speaker, manner, language = (said[name] for name in ("words", "speaker", "manner", "language"))
        by = authors(statement.record, variant.revisions)
        return PaperLine(words, speaker, manner, language, statement.record, variant.revisions[0], authors=by)

    return replace(line, versions=tuple(version(each) for each in statement.versions.get("words", ())))


def action_line(action: Current[Action], authors: Authors = nobody_known) -> ActionLine:
    """The promise as it would be printed now."""
    body, record = action.body, action.record
    line = ActionLine(body.what, body.who, body.by, body.by_words, record, action.carriers["action"][0])

    def version(variant: Variant) -> ActionLine:
        said = dict(zip(Action.group_named("action").fields, variant.values, strict=True))
        what, who, by, by_words = (said[name] for name in ("what", "who", "by", "by_words"))
        return ActionLine(what, who, by, by_words, record, variant.revisions[0], authors=authors(record, variant.revisions))

    def outcome(variant: Variant) -> Outcome:
        said = dict(zip(Action.group_named("state").fields, variant.values, strict=True))
        return Outcome(authors(record, variant.revisions), said["state"], said["reason"], variant.revisions[0])

    return replace(
        line,
        versions=tuple(version(each) for each in action.versions.get("action", ())),
        outcomes=tuple(outcome(each) for each in action.versions.get("state", ())),
    )


def unsettled_of(lines: Iterable[PaperLine | ActionLine]) -> tuple[str, ...]:
    """The records of the lines about which it is not settled what they say, each once."""
    found = (line.record for line in lines if line.versions or (isinstance(line, ActionLine) and line.outcomes))
    return tuple(dict.fromkeys(found))


def profile_sections(
    lines: Iterable[Current[ProfileLine]],
    statements: Mapping[str, Current[Statement]],
    purpose: str = "main",
    authors: Authors = nobody_known,
) -> dict[Section, tuple[PaperLine, ...]]:
    """The chosen lines of each part in their order."""
    chosen = sorted(
        (line for line in lines if line.body.chosen and line.body.purpose == purpose),
        key=lambda line: (line.body.rank, line.record),
    )
    sections: dict[Section, tuple[PaperLine, ...]] = dict.fromkeys(Section, ())
    for line in chosen:
        statement = statements.get(line.body.statement)
        if statement is not None and statement.body.may_be_printed:
            sections[line.body.section] += (paper_line(statement, authors),)
    return sections


def wants(
    statements: Iterable[Current[Statement]],
    prompts_wanting: frozenset[tuple[str, str]],
    authors: Authors = nobody_known,
) -> tuple[PaperLine, ...]:
    """What the person wants to happen: their printable answers to the (guide, prompt) pairs that ask it."""
    answers = [
        statement
        for statement in statements
        if (statement.body.asked.guide, prompt_in(statement.body.asked.prompt)) in prompts_wanting
        and statement.body.may_be_printed
    ]
    answers.sort(key=lambda statement: (statement.body.rank, statement.record))
    return tuple(paper_line(answer, authors) for answer in answers)


def action_lines(actions: Iterable[Current[Action]], authors: Authors = nobody_known) -> tuple[ActionLine, ...]:
    """Every open promise that may be printed, in order; also one of which it is not settled whether it is open."""
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
    return tuple(action_line(action, authors) for action in printable)


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
