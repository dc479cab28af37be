"""Visits: plan one, begin it with permission, pause anywhere, come back to the same place, end it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import msgspec

from app.casebook.desk import Desk, UnderWay, allow_about, alter, changed, make, put_under_way, under_way, write_change
from app.casebook.saying import seal_everything_typed
from app.practice.changes import Changes
from app.practice.errors import AnotherVisitUnderWay, NotFound
from app.practice.merge import Current
from app.practice.people import Person, Speaker
from app.practice.visits import Permission, Place, Visit, VisitStatus
from app.records import doing
from app.records.book import Unit
from app.records.revision import RecordId, person_scope


@dataclass(frozen=True)
class OpenVisit:
    """The visit that is open, and the person it is with."""

    visit: Current[Visit]
    person: Current[Person]


def plan_visit(
    desk: Desk, person: RecordId, *, planned_for: datetime | None = None, purpose: str = "", where: str = ""
) -> Changes:
    """Plan a visit; without a time it is one that nobody planned, now."""
    body = Visit(planned_for=planned_for, purpose=purpose, where=where, staff=desk.book.identity.staff)
    return make(desk, body, person)


def begin_visit(
    desk: Desk, visit: RecordId, *, permission: Permission, present: tuple[Speaker, ...], topics: tuple[str, ...]
) -> Changes:
    """Open the visit. Raises `PermissionMissing` on a no, `AnotherVisitUnderWay` while another is open."""
    return _open(
        desk,
        visit,
        lambda body: body.begun(permission=permission, present=present, topics=topics, at=desk.clock()),
    )


def keep_on_paper(desk: Desk, visit: RecordId, *, permission: Permission, present: tuple[Speaker, ...]) -> Changes:
    """Close the lid: the person said no to the laptop. What goes on paper is entered later, as the worker's record."""
    return alter(desk, Visit, visit, lambda body: body.kept_on_paper(permission, present=present, at=desk.clock()))


def resume_visit(desk: Desk, visit: RecordId) -> Changes:
    """Go on with a paused visit. Raises `VisitNotUnderWay`, `AnotherVisitUnderWay`."""
    return _open(desk, visit, lambda body: body.resumed())


def pause_visit(desk: Desk, visit: RecordId, place: Place) -> Changes:
    """Pause: what was typed is sealed, what the visit held may go to the council, and the place is kept."""
    return _close(desk, visit, lambda body: body.at_place(place).paused(desk.clock()))


def end_visit(desk: Desk, visit: RecordId) -> Changes:
    """End the visit: what was typed is sealed and may go to the council."""
    return _close(desk, visit, lambda body: body.ended(desk.clock()), for_good=True)


def move_to(desk: Desk, visit: RecordId, place: Place) -> Changes:
    """Keep the place the conversation is at."""
    return alter(desk, Visit, visit, lambda body: body.at_place(place))


def change_present(desk: Desk, visit: RecordId, present: tuple[Speaker, ...]) -> Changes:
    """Somebody came in or left."""
    return alter(desk, Visit, visit, lambda body: msgspec.structs.replace(body, present=present))


def open_visit(desk: Desk) -> OpenVisit | None:
    """The visit that is open, also after the app was killed in the middle of it."""
    with desk.book.view() as view:
        open_now = under_way(view)
        if open_now is None:
            return None
        return OpenVisit(view.current(Visit, open_now.visit), view.current(Person, view.joined.main_of(open_now.person)))


def visits_of(desk: Desk, person: RecordId) -> list[Current[Visit]]:
    """The person's visits, the latest first."""
    with desk.book.view() as view:
        allow_about(view, person)
        found = view.all(Visit, person_scope(person))
    return sorted(found, key=_when, reverse=True)


def _when(visit: Current[Visit]) -> tuple[str, str]:
    at = visit.body.began_at or visit.body.planned_for
    return (at.isoformat() if at else "", visit.record)


def _open(desk: Desk, visit: RecordId, change: Callable[[Visit], Visit]) -> Changes:
    with desk.book.unit() as unit:
        scope = unit.scope_of(visit)
        person = _person_of(scope)
        open_now = under_way(unit)
        if open_now and open_now.visit != visit:
            raise AnotherVisitUnderWay(visit=open_now.visit, person=open_now.person)
        put_under_way(unit, UnderWay(visit, person))
        doing.forget_others(unit, visit)
        write_change(unit, Visit, visit, change)
        unit.commit()
    return changed(Visit, visit, scope)


def _close(desk: Desk, visit: RecordId, change: Callable[[Visit], Visit], *, for_good: bool = False) -> Changes:
    with desk.book.unit() as unit:
        scope = unit.scope_of(visit)
        sealed = seal_everything_typed(unit, visit)
        write_change(unit, Visit, visit, change)
        _let_go(unit, visit)
        if for_good:
            doing.forget_others(unit, "")
        unit.commit()
    return changed(Visit, visit, scope) | sealed


def _let_go(unit: Unit, visit: RecordId) -> None:
    unit.release(visit)
    open_now = under_way(unit)
    if open_now and open_now.visit == visit:
        put_under_way(unit, None)


def _person_of(scope: str) -> RecordId:
    kind, _, record = scope.partition(":")
    if kind != "person":
        raise NotFound(what="person", name=scope)
    return record


def is_open(visit: Visit) -> bool:
    """Whether the visit can be gone on with."""
    return visit.status in (VisitStatus.UNDER_WAY, VisitStatus.PAUSED)
