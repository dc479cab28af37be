"""Several one-page profiles of one person, each for its purpose: school, the hospital, the new carer."""

from dataclasses import dataclass

import msgspec

from app.casebook.desk import Desk, Snapshot, allow_about, alter, changed, write_new
from app.practice.changes import Changes
from app.practice.errors import NotFound
from app.practice.merge import Current
from app.practice.papers import PagePurpose
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


def add_profile(desk: Desk, person: RecordId, purpose: str) -> Changes:
    """A further profile, empty, for this purpose."""
    with desk.book.unit() as unit:
        body = Profile(purpose=_fitting(purpose), made_at=desk.clock())
        record = write_new(unit, body, person)
        unit.commit()
    return changed(Profile, record, person_scope(person), made=True)


def rename_profile(desk: Desk, profile: RecordId, purpose: str) -> Changes:
    """Say otherwise what a profile is for."""
    return alter(desk, Profile, profile, lambda body: msgspec.structs.replace(body, purpose=_fitting(purpose)))


def put_away_profile(desk: Desk, profile: RecordId, *, away: bool = True) -> Changes:
    """Put a profile away, or take it out again. Its lines and the papers made from it stay as they are."""
    return alter(desk, Profile, profile, lambda body: msgspec.structs.replace(body, put_away=away))


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


def _fitting(purpose: str) -> str:
    return " ".join(purpose.split())[:LONGEST_PURPOSE]
