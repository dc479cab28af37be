"""Before a paper leaves the laptop: what will stand on it, what stays off, and what should be asked while all are here."""

from dataclasses import dataclass

from app.casebook.desk import Desk, allow_about, under_way, unreadable
from app.casebook.leaving import content_of, copies_in, printable
from app.casebook.naming_on_paper import Holds as Holds
from app.casebook.naming_on_paper import PaperWording as PaperWording
from app.casebook.naming_on_paper import naming_in
from app.casebook.people_on_paper import off_people
from app.casebook.plan import prompts_wanting
from app.casebook.profile import chosen_lines
from app.casebook.sheets import kept_off_in
from app.practice.merge import Current
from app.practice.people import CirclePerson, Role, Speaker
from app.practice.plans import Action, CopyLeft, PaperKind
from app.practice.portraits import MAIN
from app.practice.rows import prompt_in
from app.practice.sheets import Content, SheetLeft
from app.practice.statements import Statement
from app.practice.visits import Visit
from app.records.book import View
from app.records.revision import RecordId, person_scope


@dataclass(frozen=True)
class BeforeLeaving:
    """The paper as it is now, and the plain truth about it."""

    content: Content
    notes: int
    """Private notes about the person: none of them is ever printed."""
    kept_off: int
    """Lines that would stand here and are marked not to print."""
    not_contacted: int
    """People in the circle who must not be contacted: none of them is printed."""
    unreadable: int
    """People in the circle whose record a newer version of the app wrote: they are treated as if they must not be contacted."""
    unsettled: tuple[PaperWording, ...]
    """What stands in two versions: both are printed, with who wrote which, until somebody settles it."""
    naming: tuple[PaperWording, ...]
    """What will be printed and names somebody who must not be contacted."""
    people: tuple[str, ...]
    """Those of the circle who would stand on it, as it is printed now, unless they are left off."""
    last: CopyLeft | SheetLeft | None
    """The newest copy of this paper that was left."""
    present: tuple[Speaker, ...]
    """Who is here, or was at the last visit; without the person and the worker."""


def before_leaving(
    desk: Desk, person: RecordId, paper: str, profile: RecordId = MAIN, *, without_people: bool = False
) -> BeforeLeaving:
    """Look once more, in one snapshot. `paper` is a `PaperKind` or the name of a sheet, `profile` which of the profiles it is.
    With `without_people` nobody of the circle stands on it. Raises `NotFound`."""
    scope = person_scope(person)
    with desk.book.view() as view:
        allow_about(view, person)
        whole = printable(view, content_of(view, desk, person, paper, profile))
        content = off_people(whole) if without_people else whole
        statements = {each.record: each for each in view.all(Statement, scope)}
        actions = {each.record: each for each in view.all(Action, scope)}
        circle = view.all(CirclePerson, scope)
        last = next(
            (each.copy for each in copies_in(view, desk, person) if (each.copy.paper, each.profile) == (paper, profile)), None
        )
        kept_off = _kept_off(view, desk, person, paper, statements, actions, profile)
        present = _present(view, person)
        unread = unreadable(view, CirclePerson, person)
    hidden = [each for each in circle if each.body.do_not_contact]
    return BeforeLeaving(
        content=content,
        notes=sum(each.body.private and each.body.struck is None for each in statements.values()),
        kept_off=kept_off,
        not_contacted=sum(not each.body.removed for each in hidden),
        unreadable=len(unread),
        unsettled=tuple(_wording(record, statements, actions) for record in content.unsettled),
        naming=naming_in(content, circle, unread),
        people=tuple(each.name for each in whole.people),
        last=last,
        present=tuple(who for who in present if who.who not in {each.record for each in hidden} | unread),
    )


def _kept_off(
    view: View,
    desk: Desk,
    person: RecordId,
    paper: str,
    statements: dict[RecordId, Current[Statement]],
    actions: dict[RecordId, Current[Action]],
    profile: RecordId,
) -> int:
    if not isinstance(paper, PaperKind):
        return kept_off_in(view, desk, person, paper)
    lines = {line.body.statement for line in chosen_lines(view, person, profile)}
    if paper is PaperKind.PLAN_COPY:
        asked = prompts_wanting(desk.guides)
        places = {each.record: each.body.asked for each in statements.values()}
        lines |= {record for record, place in places.items() if (place.guide, prompt_in(place.prompt)) in asked}
    off = [statements[record].body for record in lines if record in statements]
    count = sum(body.not_to_print and body.may_be_seen for body in off)
    if paper is PaperKind.PLAN_COPY:
        count += sum(each.body.not_to_print and not each.body.struck for each in actions.values())
    return count


def _wording(
    record: RecordId, statements: dict[RecordId, Current[Statement]], actions: dict[RecordId, Current[Action]]
) -> PaperWording:
    if record in statements:
        return PaperWording(Holds.WORDS, record, statements[record].body.words)
    return PaperWording(Holds.PROMISE, record, actions[record].body.what)


def _present(view: View, person: RecordId) -> tuple[Speaker, ...]:
    open_now = under_way(view)
    begun = [each for each in view.all(Visit, person_scope(person)) if each.body.began_at]
    now = next((each for each in begun if open_now and each.record == open_now.visit), None)
    latest = now or max(begun, key=lambda each: str(each.body.began_at), default=None)
    present = latest.body.present if latest else ()
    return tuple(who for who in present if who.role is Role.OTHER)
