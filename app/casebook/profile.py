"""The one-page profile: choose from the statements, put in order. Lines hold no text of their own."""

from collections.abc import Callable
from dataclasses import replace

import msgspec

from app.casebook.desk import (
    RANK_STEP,
    Desk,
    Snapshot,
    Writer,
    allow_about,
    allow_scope,
    changed,
    changed_groups,
    uk_day,
    under_way,
    unreadable,
)
from app.casebook.people import authors_in, council_in
from app.casebook.portraits import photo_on_page, with_photo
from app.practice import papers
from app.practice.changes import Changes
from app.practice.errors import NotFound
from app.practice.merge import Current
from app.practice.papers import PagePurpose, PaperLine, ProfilePage, Stamp
from app.practice.people import CirclePerson, Person, Speaker
from app.practice.plans import ProfileLine, Section
from app.practice.portraits import MAIN, Profile
from app.practice.statements import Statement
from app.practice.visits import Visit
from app.records.book import Unit
from app.records.revision import RecordId, derived_record, person_scope


def line_record(statement: RecordId, purpose: str = MAIN) -> RecordId:
    """The line of a statement in a profile: the same on every laptop, so that choosing twice is choosing once."""
    return derived_record("profile line", statement, purpose)


def choose(desk: Desk, person: RecordId, statement: RecordId, section: Section, purpose: str = MAIN) -> Changes:
    """Put a statement into a part of the profile, last; if it stands in another part, move it here."""
    with desk.book.unit() as unit:
        allow_about(unit, person)
        rank = max((line.body.rank for line in chosen_lines(unit, person, purpose)), default=0) + RANK_STEP
        _put(unit, person, statement, purpose, lambda body: _placed(body, section, rank))
        unit.commit()
    return changed(ProfileLine, line_record(statement, purpose), person_scope(person), made=True)


def take_off(desk: Desk, person: RecordId, statement: RecordId, purpose: str = MAIN) -> Changes:
    """Take a statement off the profile. The words stay in the record."""
    with desk.book.unit() as unit:
        allow_about(unit, person)
        _put(unit, person, statement, purpose, lambda body: msgspec.structs.replace(body, chosen=False))
        unit.commit()
    return changed(ProfileLine, line_record(statement, purpose), person_scope(person))


def place(desk: Desk, person: RecordId, statement: RecordId, section: Section, position: int, purpose: str = MAIN) -> Changes:
    """Put a chosen statement at a position (0 is first) of a part."""
    with desk.book.unit() as unit:
        allow_about(unit, person)
        record = line_record(statement, purpose)
        others = [line for line in chosen_lines(unit, person, purpose) if line.body.section is section and line.record != record]
        ranks = [line.body.rank for line in others]
        rank = _between(ranks, max(0, min(position, len(ranks))))
        touched = [record]
        if rank is None:
            for index, line in enumerate(others):
                spread = (index + (index >= position)) * RANK_STEP
                _put(unit, person, line.body.statement, purpose, lambda body, to=spread: _placed(body, section, to))  # type: ignore[misc]
                touched.append(line.record)
            rank = position * RANK_STEP
        _put(unit, person, statement, purpose, lambda body: _placed(body, section, rank))
        unit.commit()
    return Changes(frozenset(touched), frozenset({person_scope(person)}), frozenset({ProfileLine.kind}))


def place_before(
    desk: Desk, person: RecordId, statement: RecordId, section: Section, before: RecordId, purpose: str = MAIN
) -> Changes:
    """Put a chosen statement before another one of a part; last where the other is not there or is not named."""
    with desk.book.view() as view:
        allow_about(view, person)
        lines = [line.body.statement for line in chosen_lines(view, person, purpose) if line.body.section is section]
    others = [each for each in lines if each != statement]
    return place(desk, person, statement, section, others.index(before) if before in others else len(others), purpose)


def profile_lines(desk: Desk, person: RecordId, purpose: str = MAIN) -> list[Current[ProfileLine]]:
    """The chosen lines in their order."""
    with desk.book.view() as view:
        allow_about(view, person)
        return chosen_lines(view, person, purpose)


def profile_page(desk: Desk, person: RecordId, purpose: str = MAIN) -> ProfilePage:
    """The page as it would print now; a draft, without version and check code. Raises `NotFound`."""
    with desk.book.view() as view:
        allow_about(view, person)
        return with_photo(view, page_in(view, desk, person, purpose))


def page_in(view: Snapshot, desk: Writer, person: RecordId, purpose: str = MAIN) -> ProfilePage:
    """As `profile_page`, within the caller's snapshot, and without the bytes of the photo."""
    page = ProfilePage(
        person=view.current(Person, person).body,
        sections=sections_in(view, desk, person, purpose),
        made_with=made_with(view, desk, person),
        stamp=stamp(view, desk),
        photo=photo_on_page(view, person),
        purpose=purpose_on_page(view, person, purpose),
    )
    return replace(page, unsettled=papers.unsettled_of(page.lines))


def sections_in(view: Snapshot, desk: Writer, person: RecordId, purpose: str = MAIN) -> dict[Section, tuple[PaperLine, ...]]:
    """The chosen lines of each part in their order, within the caller's snapshot."""
    lines = chosen_lines(view, person, purpose)
    chosen = view.all(Statement, person_scope(person), among=[line.body.statement for line in lines])
    said = {each.record: each for each in chosen}
    return papers.profile_sections(lines, said, purpose, authors_in(view, desk, person))


def purpose_on_page(view: Snapshot, person: RecordId, purpose: str) -> PagePurpose | None:
    """What stands on the page about its purpose; nothing on the first profile. Raises `NotFound`."""
    if purpose == MAIN:
        return None
    now = profile_in(view, person, purpose)
    if now is None:
        raise NotFound(what=Profile.kind, name=purpose)
    return PagePurpose(now.record, now.carriers["purpose"][0], now.body.purpose)


def profile_in(view: Snapshot, person: RecordId, purpose: str) -> Current[Profile] | None:
    """The record of a further profile, also of one that was put away."""
    return next((each for each in view.all(Profile, person_scope(person)) if each.record == purpose), None)


def stamp(view: Snapshot, desk: Writer) -> Stamp:
    """What stands on a page before it is frozen."""
    return Stamp(council=council_in(view), made_on=uk_day(desk.clock()))


def made_with(view: Snapshot, desk: Writer, person: RecordId) -> tuple[Speaker, ...]:
    """The worker, and who was there at the visit that is open or was the last."""
    scope = person_scope(person)
    open_now = under_way(view)
    visits = view.all(Visit, scope)
    begun = [visit for visit in visits if visit.body.began_at]
    now = next((visit for visit in begun if open_now and visit.record == open_now.visit), None)
    latest = now or max(begun, key=lambda visit: str(visit.body.began_at), default=None)
    present = latest.body.present if latest else ()
    return papers.made_with((desk.me, *present), view.all(CirclePerson, scope), unreadable(view, CirclePerson, person))


def chosen_lines(view: Snapshot, person: RecordId, purpose: str = MAIN) -> list[Current[ProfileLine]]:
    """The chosen lines in their order, within the caller's snapshot."""
    lines = view.all(ProfileLine, person_scope(person))
    return sorted(
        (line for line in lines if line.body.chosen and line.body.purpose == purpose),
        key=lambda line: (line.body.rank, line.record),
    )


def _put(unit: Unit, person: RecordId, statement: RecordId, purpose: str, change: Callable[[ProfileLine], ProfileLine]) -> None:
    record = line_record(statement, purpose)
    allow_about(unit, person)
    scope = unit.scope_of(statement)
    open_now = allow_scope(unit, scope)
    before = unit.find(ProfileLine, record)
    new = ProfileLine(statement=statement, purpose=purpose, section=Section.IMPORTANT)
    head, body = before.head(changed_groups(before.body, change(before.body))) if before else ("", new)
    unit.seal(
        change(body),
        scope=scope,
        record=record,
        onto=(head,) if head else (),
        during=open_now.visit if open_now else None,
    )


def _placed(body: ProfileLine, section: Section, rank: int) -> ProfileLine:
    return msgspec.structs.replace(body, section=section, rank=rank, chosen=True)


def _between(ranks: list[int], position: int) -> int | None:
    """A rank between its neighbours at the position; None when there is no room left between them."""
    before = ranks[position - 1] if position else None
    after = ranks[position] if position < len(ranks) else None
    if before is None and after is None:
        return RANK_STEP
    if before is None:
        return (after or 0) - RANK_STEP
    if after is None:
        return before + RANK_STEP
    middle = (before + after) // 2
    return middle if before < middle < after else None
