"""What can be printed for a person, and what of it is at home already; and the papers that leave no version behind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.casebook.circles import circle_page_in
from app.casebook.desk import UK, Desk, Snapshot, Writer, allow_about, uk_day
from app.casebook.leaving import CopyAtHome, content_of, copies_in
from app.casebook.profile import stamp
from app.casebook.purposes import purposes_in
from app.practice.blanks import BlankPage, QuestionsPage
from app.practice.circles import CirclePage
from app.practice.guides import OWN_LANGUAGE
from app.practice.merge import Current
from app.practice.people import Person, Sector
from app.practice.plans import PaperKind
from app.practice.portraits import MAIN
from app.practice.visits import Visit, VisitStatus
from app.records.revision import RecordId, person_scope


@dataclass(frozen=True)
class AtHand:
    """One paper that can be left as a version."""

    paper: str
    """A `PaperKind`, or the name of a sheet."""
    profile: RecordId
    purpose: str
    """What a further profile is for; nothing on any other paper."""
    empty: bool
    copy: CopyAtHome | None
    """The newest copy that was left."""


@dataclass(frozen=True)
class PapersAtHand:
    """Everything that can be printed for a person."""

    person: Person
    leaving: tuple[AtHand, ...]
    planned: tuple[Current[Visit], ...]
    """The visits there can be a letter before, the next one first."""
    circle: bool
    """Whether there is anybody to draw."""


def papers_at_hand(desk: Desk, person: RecordId) -> PapersAtHand:
    """What can be printed now. Raises `NotFound`, `AnotherVisitUnderWay`."""
    with desk.book.view() as view:
        allow_about(view, person)
        copies = {(str(each.copy.paper), each.profile): each for each in copies_in(view, desk, person)}
        further = [(str(PaperKind.PROFILE), each.name, each.words) for each in purposes_in(view, person)]
        sheets = [(rule.name, MAIN, "") for rule in desk.guides.sheet_rules]
        which = [*further, *sheets, (str(PaperKind.PLAN_COPY), MAIN, "")]
        leaving = tuple(
            AtHand(
                paper,
                profile,
                purpose,
                content_of(view, desk, person, PaperKind(paper) if paper in set(PaperKind) else paper, profile).empty,
                copies.get((paper, profile)),
            )
            for paper, profile, purpose in which
        )
        visits = [each for each in view.all(Visit, person_scope(person)) if each.body.status is VisitStatus.PLANNED]
        planned = sorted((each for each in visits if each.body.planned_for), key=lambda each: str(each.body.planned_for))
        drawn = circle_page_in(view, desk, view.joined.main_of(person), {})
        whom = view.current(Person, view.joined.main_of(person)).body
    today = uk_day(desk.clock())
    coming = [each for each in planned if each.body.planned_for and each.body.planned_for.astimezone(UK).date() >= today]
    return PapersAtHand(whom, leaving, tuple(coming), not drawn.empty)


def blank_page(desk: Desk, person: RecordId) -> BlankPage:
    """A paper for this person to write on. Raises `NotFound`, `AnotherVisitUnderWay`."""
    with desk.book.view() as view:
        allow_about(view, person)
        return blank_in(view, desk, view.joined.main_of(person))


def blank_in(view: Snapshot, writer: Writer, person: RecordId) -> BlankPage:
    """As `blank_page`, within the caller's snapshot."""
    return BlankPage(view.current(Person, person).body, stamp(view, writer))


def questions_page(desk: Desk, person: RecordId, guides: Sequence[str]) -> QuestionsPage:
    """These guides as questions on paper, in the person's language where they are translated; without any, those of the short
    way. Raises `NotFound`, `AnotherVisitUnderWay`."""
    with desk.book.view() as view:
        allow_about(view, person)
        return questions_in(view, desk, view.joined.main_of(person), guides)


def questions_in(view: Snapshot, writer: Writer, person: RecordId, guides: Sequence[str]) -> QuestionsPage:
    """As `questions_page`, within the caller's snapshot."""
    whom, shelf = view.current(Person, person).body, writer.guides
    wanted = [guide for each in guides if (guide := shelf.get(each))] or list(shelf.short_path.guides)
    language = whom.reach.language if whom.reach.language in shelf.languages else OWN_LANGUAGE
    return QuestionsPage(whom, tuple(shelf.spoken(guide, language) for guide in wanted), stamp(view, writer))


def circle_to_print(desk: Desk, person: RecordId, usual: Mapping[Sector, str]) -> CirclePage:
    """The circle as it would be printed now; `usual` is what its parts are called where the person has not said."""
    with desk.book.view() as view:
        allow_about(view, person)
        return circle_page_in(view, desk, view.joined.main_of(person), usual)
