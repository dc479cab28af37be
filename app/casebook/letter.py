"""The letter before a visit, from the visit as it is planned."""

from app.casebook.desk import UK, Desk, Snapshot, Writer, allow_about, uk_day
from app.casebook.people import council_in
from app.practice.errors import NotFound
from app.practice.letters import VisitLetter
from app.practice.people import Person
from app.practice.visits import Visit, VisitStatus
from app.records.revision import RecordId

USUAL_MINUTES = 60
"""How long a visit is said to take where the guides name no shorter way through."""


def letter_before(desk: Desk, person: RecordId, visit: RecordId) -> VisitLetter:
    """What the letter says. Raises `NotFound` for a visit that is not planned for a day, `AnotherVisitUnderWay`."""
    with desk.book.view() as view:
        allow_about(view, person)
        return letter_in(view, desk, view.joined.main_of(person), visit)


def letter_in(view: Snapshot, writer: Writer, person: RecordId, visit: RecordId) -> VisitLetter:
    """As `letter_before`, within the caller's snapshot."""
    whom = view.current(Person, person).body
    planned = view.current(Visit, visit).body
    if planned.status is not VisitStatus.PLANNED or planned.planned_for is None:
        raise NotFound(what="visit", name="")
    at = planned.planned_for.astimezone(UK)
    return VisitLetter(
        person=whom,
        worker=writer.me,
        council=council_in(view),
        written=uk_day(writer.clock()),
        day=at.date(),
        time=at.time().replace(second=0, microsecond=0),
        minutes=writer.guides.short_path.minutes or USUAL_MINUTES,
        purpose=planned.purpose,
        where=planned.where,
    )
