"""Choosing: what stands in each part of the one-page profile, and what else was said that could go in."""

from dataclasses import dataclass

from app.casebook.desk import Desk, allow_about, under_way
from app.casebook.leaving import versions_in
from app.casebook.portraits import PortraitNow, portrait_now
from app.casebook.profile import chosen_lines, made_with
from app.casebook.purposes import FIRST, Purpose, purposes_in
from app.casebook.saying import Typing, typings
from app.practice.guides import GuideShelf
from app.practice.merge import Current
from app.practice.people import Person, Role, Speaker
from app.practice.plans import PaperKind, Section
from app.practice.portraits import MAIN
from app.practice.statements import Statement
from app.records.revision import RecordId, person_scope


@dataclass(frozen=True)
class Part:
    """One part of the profile. `offered` answers a question that feeds it; `others` is everything else that may go in."""

    section: Section
    chosen: tuple[Current[Statement], ...]
    offered: tuple[Current[Statement], ...]
    others: tuple[Current[Statement], ...]


@dataclass(frozen=True)
class Board:
    """Everything for the screen on which a profile is chosen, in one snapshot. `visit` is the open one, or empty."""

    person: Current[Person]
    parts: tuple[Part, ...]
    visit: RecordId
    typing: tuple[Typing, ...] = ()
    """Sharper words for a chosen line that were being typed and have not been kept."""
    purposes: tuple[Purpose, ...] = (FIRST,)
    """Every profile there is."""
    purpose: Purpose = FIRST
    """Which of them this is."""
    portrait: PortraitNow | None = None
    frozen: int = 0
    """How many versions of it were frozen."""
    present: tuple[Speaker, ...] = ()
    """Who may have chosen a photo: the person, and who is here or was at the last visit."""

    def part_of(self, statement: RecordId) -> Part | None:
        """The part in which the statement stands; None when it is not chosen."""
        return next((part for part in self.parts if statement in {line.record for line in part.chosen}), None)


def board(desk: Desk, person: RecordId, profile: RecordId = MAIN) -> Board:
    """What is chosen and what may be. Private notes and words left out are nowhere in it. Of a `profile` that was put away it is
    the first one. Raises `NotFound`."""
    with desk.book.view() as view:
        allow_about(view, person)
        open_now = under_way(view)
        whom = view.current(Person, person)
        statements = {each.record: each for each in view.all(Statement, person_scope(person)) if each.body.may_be_seen}
        purposes = purposes_in(view, person)
        purpose = next((each for each in purposes if each.name == profile), FIRST)
        lines = [line for line in chosen_lines(view, person, purpose.name) if line.body.statement in statements]
        portrait = portrait_now(view, person)
        frozen = len(versions_in(view, person, PaperKind.PROFILE, purpose.name))
        present = (Speaker(role=Role.PERSON, name=whom.body.called, who=person), *made_with(view, desk, person))
        typed = tuple(typing for typing in typings(view) if typing.onto and typing.person == person)
    chosen = {line.body.statement for line in lines}
    free = sorted(
        (each for each in statements.values() if each.body.may_be_printed and each.record not in chosen),
        key=lambda each: (each.body.rank, each.record),
    )
    parts = []
    for section in Section:
        standing = tuple(statements[line.body.statement] for line in lines if line.body.section is section)
        offered = tuple(each for each in free if feeds(desk.guides, each.body) == section.value)
        others = tuple(each for each in free if each not in offered and _may_go_in(section, each.body))
        parts.append(Part(section, standing, offered, others))
    visit = open_now.visit if open_now else ""
    return Board(whom, tuple(parts), visit, typed, purposes, purpose, portrait, frozen, present)


def feeds(guides: GuideShelf, statement: Statement) -> str:
    """What the question that was asked is for; nothing when the guide or the question is no longer there."""
    guide = guides.as_asked(statement.asked.guide, statement.asked.version)
    prompt = guide.prompt_named(statement.asked.prompt) if guide else None
    return prompt.feeds if prompt else ""


def _may_go_in(section: Section, statement: Statement) -> bool:
    """The person's own words may stand anywhere; what others say of them may be what they like and admire."""
    return statement.speaker.role is Role.PERSON or section is Section.ADMIRE
