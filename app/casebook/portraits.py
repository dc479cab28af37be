"""The photo a person chose of themselves: looked at, cut, kept by its hash, shown, withdrawn."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

import msgspec

from app.casebook.desk import Desk, Snapshot, allow_about, changed, write_new
from app.casebook.frozen import frozen_lines
from app.casebook.photographs import bytes_in, keep_photo
from app.practice.changes import Changes
from app.practice.errors import NotFound
from app.practice.merge import Current
from app.practice.papers import PagePhoto, ProfilePage
from app.practice.people import Speaker
from app.practice.photos import Cut, photo_name
from app.practice.portraits import LONGEST_SHOWS, Portrait
from app.practice.sheets import SheetPage
from app.records.book import Unit
from app.records.revision import RecordId, derived_record, person_scope

Page = TypeVar("Page", bound=ProfilePage | SheetPage)


@dataclass(frozen=True)
class PortraitNow:
    """The photo as it stands. `data` is empty while its bytes are still on their way, and where there is no one photo to show."""

    record: RecordId
    body: Portrait
    settled: bool
    data: bytes
    apart: tuple["ChosenApart", ...] = ()
    """While it is not settled which photo it is: each that was chosen, with its bytes where they are here."""

    @property
    def shown(self) -> bool:
        """Whether there is a photo to show."""
        return bool(self.data)


@dataclass(frozen=True)
class ChosenApart:
    """One of several photos that were chosen while apart."""

    body: Portrait
    data: bytes


@dataclass(frozen=True)
class PortraitDone:
    """What was done to the photo, so that it can be undone: what stood `before` is None where there was nothing."""

    changes: Changes
    person: RecordId
    before: Portrait | None


def portrait_record(person: RecordId) -> RecordId:
    """The record of a person's photo: the same on every laptop."""
    return derived_record(Portrait.kind, person)


def look_at(data: bytes, name: str = "") -> bytes:
    """What somebody chose, upright and with nothing but the picture left, to be cut. Nothing is kept yet.

    Raises the `PhotoMistake` family, which says `name`. It may take a second or two: never on the window's thread.
    """
    from app.records.images import taken_in

    return taken_in(data, name).data


def choose_portrait(desk: Desk, person: RecordId, looked_at: bytes, cut: Cut, *, shows: str, chosen_by: Speaker) -> PortraitDone:
    """Keep the chosen part of a photo as the one that stands for the person; a former one is kept in the history.

    `looked_at` is what `look_at` gave. Raises the `PhotoMistake` family, `StoreFull` and its kin, `AnotherVisitUnderWay`.
    """
    from app.records.images import cut_out

    with desk.book.view() as view:
        allow_about(view, person)
    made = cut_out(looked_at, cut)
    keep_photo(desk, made.hash, made.data)
    with desk.book.unit() as unit:
        open_now = allow_about(unit, person)
        body = Portrait(
            photo=photo_name(made.hash),
            shows=shows[:LONGEST_SHOWS],
            chosen_by=chosen_by,
            chosen_at=desk.clock(),
            visit=open_now.visit if open_now else "",
        )
        done = _write(unit, person, lambda _before: body)
        unit.commit()
    return done


def keep_portrait(desk: Desk, person: RecordId, chosen: Portrait) -> PortraitDone:
    """Of several photos that were chosen while apart, this one is right. The others are kept in the history."""
    with desk.book.unit() as unit:
        allow_about(unit, person)
        done = _write(unit, person, lambda _before: chosen)
        unit.commit()
    return done


def withdraw_portrait(desk: Desk, person: RecordId) -> PortraitDone:
    """The person does not want their photo used any more. While the visit that holds it is open, and no paper names it, it is
    gone altogether; afterwards it is marked, and on no screen or paper any more. Raises `NotFound`.
    """
    with desk.book.unit() as unit:
        allow_about(unit, person)
        now = portrait_in(unit, person)
        if now is None:
            raise NotFound(what=Portrait.kind, name=person)
        frozen = {line.record for line in frozen_lines(unit, person_scope(person))}
        if now.record not in frozen and unit.unsay(now.record):
            done = PortraitDone(changed(Portrait, now.record, person_scope(person)), person, now.body)
        else:
            done = _write(unit, person, lambda before: msgspec.structs.replace(before or now.body, withdrawn=True))
        unit.commit()
    return done


def undo_portrait(desk: Desk, done: PortraitDone) -> PortraitDone:
    """Put back what stood before. The photo itself lies here until it is forgotten."""
    with desk.book.unit() as unit:
        allow_about(unit, done.person)
        now = portrait_in(unit, done.person)
        if done.before is None and now is not None:
            gone = unit.unsay(now.record)
            undone = PortraitDone(done.changes, done.person, now.body)
            if not gone:
                undone = _write(unit, done.person, lambda _now: msgspec.structs.replace(now.body, withdrawn=True))
        else:
            before = done.before
            undone = _write(unit, done.person, lambda now: before or now)
        unit.commit()
    return undone


def portrait_of(desk: Desk, person: RecordId) -> PortraitNow | None:
    """The person's photo; None when none was chosen or it was withdrawn. Raises `AnotherVisitUnderWay`."""
    with desk.book.view() as view:
        allow_about(view, person)
        return portrait_now(view, person)


def portrait_now(view: Snapshot, person: RecordId) -> PortraitNow | None:
    """As `portrait_of`, within the caller's snapshot."""
    now = portrait_in(view, person)
    if now is None or not now.body.hash:
        return None
    apart = []
    for variant in now.versions.get("photo", ()):
        values = dict(zip(Portrait.group_named("photo").fields, variant.values, strict=True))
        body = msgspec.structs.replace(now.body, **values)
        apart.append(ChosenApart(body, bytes_in(view, body.hash)))
    return PortraitNow(now.record, now.body, not apart, b"" if apart else bytes_in(view, now.body.hash), tuple(apart))


def portrait_in(view: Snapshot, person: RecordId) -> Current[Portrait] | None:
    """The record of the photo, within the caller's snapshot. Of people who are one it is that of the record under which they are
    shown; where that has none, one that is used."""
    found = view.all(Portrait, person_scope(person))
    own = portrait_record(person)
    return min(found, key=lambda each: (each.record != own, not each.body.hash, each.record), default=None)


def photo_on_page(view: Snapshot, person: RecordId) -> PagePhoto | None:
    """The photo as it would be printed now, without its bytes. While two were chosen apart there is none to print."""
    now = portrait_in(view, person)
    if now is None or not now.body.hash or "photo" in now.versions:
        return None
    return PagePhoto(now.record, now.carriers["photo"][0], now.body.hash, now.body.shows)


def with_photo(view: Snapshot, page: Page) -> Page:
    """The page with the bytes of its photo; without the photo while they are not here."""
    if page.photo is None:
        return page
    data = bytes_in(view, page.photo.photo)
    return replace(page, photo=replace(page.photo, data=data) if data else None)


def _write(unit: Unit, person: RecordId, change: Callable[[Portrait | None], Portrait | None]) -> PortraitDone:
    """Write on every head: whoever chooses a photo settles which one it is."""
    now = portrait_in(unit, person)
    body = change(now.body if now else None)
    record = now.record if now else portrait_record(unit.joined.main_of(person))
    if body is not None:
        if now is None:
            write_new(unit, body, person, record)
        else:
            open_now = allow_about(unit, person)
            during = open_now.visit if open_now else None
            unit.seal(body, scope=unit.scope_of(record), record=record, onto=now.heads, during=during)
    return PortraitDone(changed(Portrait, record, person_scope(person), made=now is None), person, now.body if now else None)
