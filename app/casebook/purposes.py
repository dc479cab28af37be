"""Several one-page profiles of one person, each for its purpose: school, the hospital, the new carer."""

from dataclasses import dataclass

import msgspec

from app.casebook.desk import Desk, Snapshot, allow_about, alter, write_new
from app.casebook.profile import chosen_lines, line_record
from app.practice.changes import Changes
from app.practice.plans import ProfileLine
from app.practice.portraits import LONGEST_PURPOSE, MAIN, Profile
from app.records.revision import RecordId, person_scope


@dataclass(frozen=True)
class Purpose:
    """One profile of a person: `name` is what its lines name as their purpose, `words` what it is for. The first has no words."""

    name: str
    words: str = ""


FIRST = Purpose(MAIN)


def purposes_of(desk: Desk, person: RecordId) -> tuple[Purpose, ...]:
    """Every profile that is in use, the first one first, then in the order in which they were made."""
    with desk.book.view() as view:
        allow_about(view, person)
        return purposes_in(view, person)


def purposes_in(view: Snapshot, person: RecordId) -> tuple[Purpose, ...]:
    """As `purposes_of`, within the caller's snapshot."""
    found = [each for each in view.all(Profile, person_scope(person)) if not each.body.put_away]
    found.sort(key=lambda each: (each.body.made_at, each.record))
    return (FIRST, *(Purpose(each.record, each.body.purpose) for each in found))


def add_profile(desk: Desk, person: RecordId, purpose: str, like: RecordId = "") -> Changes:
    """A further profile for this purpose: empty, or with the lines of another one (`like`) to begin with."""
    with desk.book.unit() as unit:
        body = Profile(purpose=_fitting(purpose), made_at=desk.clock())
        record = write_new(unit, body, person)
        for line in chosen_lines(unit, person, like):
            own = msgspec.structs.replace(line.body, purpose=record)
            open_now = allow_about(unit, person)
            during = open_now.visit if open_now else None
            scope = unit.scope_of(line.body.statement)
            unit.seal(own, scope=scope, record=line_record(line.body.statement, record), during=during)
        unit.commit()
    return Changes(frozenset({record}), frozenset({person_scope(person)}), frozenset({Profile.kind, ProfileLine.kind}), record)


def rename_profile(desk: Desk, profile: RecordId, purpose: str) -> Changes:
    """Say otherwise what a profile is for."""
    return alter(desk, Profile, profile, lambda body: msgspec.structs.replace(body, purpose=_fitting(purpose)))


def put_away_profile(desk: Desk, profile: RecordId, *, away: bool = True) -> Changes:
    """Put a profile away, or take it out again. Its lines and the papers made from it stay as they are."""
    return alter(desk, Profile, profile, lambda body: msgspec.structs.replace(body, put_away=away))


def _fitting(purpose: str) -> str:
    return " ".join(purpose.split())[:LONGEST_PURPOSE]
