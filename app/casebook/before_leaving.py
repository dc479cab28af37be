"""Before a paper leaves the laptop: what will stand on it, what stays off, and what should be asked while all are here."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.casebook.desk import Desk, allow_about, under_way, unreadable
from app.casebook.leaving import content_of, copies_in, printable
from app.casebook.plan import prompts_wanting
from app.casebook.profile import chosen_lines
from app.casebook.sheets import kept_off_in
from app.practice.merge import Current
from app.practice.people import CirclePerson, Person, Role, Speaker
from app.practice.plans import Action, CopyLeft, PaperKind
from app.practice.portraits import MAIN
from app.practice.rows import prompt_in
from app.practice.sheets import Content, SheetLeft
from app.practice.statements import Statement
from app.practice.visits import Visit
from app.records.book import View
from app.records.revision import RecordId, person_scope

SHORTEST_NAME = 3
NO_NAMES = frozenset({"the", "mrs", "miss", "mister", "doctor", "aunt", "auntie", "uncle", "nurse", "father", "sister"})
"""What stands before a name and is none."""


class Holds(StrEnum):
    """What kind of record a line of the paper comes from."""

    WORDS = "words"
    PROMISE = "promise"
    HELPER = "helper"


@dataclass(frozen=True)
class PaperWording:
    """Words on a paper, and the record they stand in."""

    holds: Holds
    record: RecordId
    words: str


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
    last: CopyLeft | SheetLeft | None
    """The newest copy of this paper that was left."""
    present: tuple[Speaker, ...]
    """Who is here, or was at the last visit; without the person and the worker."""


def before_leaving(desk: Desk, person: RecordId, paper: str, profile: RecordId = MAIN) -> BeforeLeaving:
    """Look once more, in one snapshot. `paper` is a `PaperKind` or the name of a sheet, `profile` which of the profiles it is.
    Raises `NotFound`."""
    scope = person_scope(person)
    with desk.book.view() as view:
        allow_about(view, person)
        content = printable(view, content_of(view, desk, person, paper, profile))
        statements = {each.record: each for each in view.all(Statement, scope)}
        actions = {each.record: each for each in view.all(Action, scope)}
        circle = view.all(CirclePerson, scope)
        last = next(
            (each.copy for each in copies_in(view, desk, person) if (each.copy.paper, each.profile) == (paper, profile)), None
        )
        kept_off = _kept_off(view, desk, person, paper, statements, actions, profile)
        present = _present(view, person)
        unread = unreadable(view, CirclePerson, person)
    hidden = [each for each in circle if each.body.do_not_contact and not each.body.removed]
    return BeforeLeaving(
        content=content,
        notes=sum(each.body.private and each.body.struck is None for each in statements.values()),
        kept_off=kept_off,
        not_contacted=len(hidden),
        unreadable=len(unread),
        unsettled=tuple(_wording(record, statements, actions) for record in content.unsettled),
        naming=naming_in(content, actions, circle, unread),
        last=last,
        present=tuple(who for who in present if who.who not in {each.record for each in hidden} | unread),
    )


def names_in(words: str, names: Iterable[str]) -> bool:
    """Whether the words hold one of the names, as a word of its own, in any case of letters."""
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words, re.IGNORECASE) for name in names)


def naming_in(
    content: Content,
    actions: Mapping[RecordId, Current[Action]],
    circle: Sequence[Current[CirclePerson]],
    unread: Collection[RecordId] = (),
) -> tuple[PaperWording, ...]:
    """What stands on the paper and names somebody who must not be contacted, was said by them, or is to be done by them;
    `unread` are people whose record cannot be read."""
    hidden = [each for each in circle if each.body.do_not_contact and not each.body.removed]
    names = {name for each in hidden for name in _called(each.body, content.person)}
    records = {each.record for each in hidden} | set(unread)
    found = [
        PaperWording(Holds.WORDS, line.record, line.words)
        for printed in content.lines
        for line in printed.printed
        if names_in(line.words, names) or names_in(line.speaker.name, names) or line.speaker.who in records
    ]
    for line in (line for promise in content.actions for line in promise.printed):
        who, told = line.who, _outcomes_of(line.record, content)
        named = who is not None and (who.who in records or names_in(who.name, names))
        if named or any(names_in(words, names) for words in (line.what, line.by_words, *told)):
            found.append(PaperWording(Holds.PROMISE, line.record, line.what))
    for member in circle:
        said = f"{member.body.relation}. {member.body.helps_with}"
        if member.body in content.people and names_in(said, names):
            found.append(PaperWording(Holds.HELPER, member.record, member.body.name))
    return tuple(found)


def _outcomes_of(record: RecordId, content: Content) -> list[str]:
    """Why a promise was dropped, as it is printed while it is not settled."""
    return [outcome.reason for line in content.actions if line.record == record for outcome in line.outcomes]


def _called(member: CirclePerson, person: Person) -> tuple[str, ...]:
    """What somebody may be called in a sentence: the whole name, and each part of it that the person does not share."""
    own = {part.casefold() for part in f"{person.name} {person.known_as}".split()}
    parts = [
        part
        for part in re.findall(r"[^\W\d_]+", member.name)
        if len(part) >= SHORTEST_NAME and not part.islower() and part.casefold() not in own | NO_NAMES
    ]
    return tuple(name for name in (member.name.strip(), *parts) if name)


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
