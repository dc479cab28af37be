"""Carrying a person's record out of a casebook and into another, as a portable file.

The importer is the author of what is imported; who wrote it first is kept beside it as its origin. What is here already
is never overwritten: words that stand or stood here are passed over, other words stand beside them as versions to be settled.
"""

from dataclasses import dataclass

import msgspec

from app.casebook.desk import Desk, allow_about
from app.casebook.people import Names, council_in, names, people
from app.casebook.portable import (
    FORMAT,
    NOT_CARRIED,
    VERSION,
    Author,
    CarriedPhoto,
    Entry,
    ErasedWords,
    RecordFile,
    Version,
    body_in,
    raw_body,
)
from app.practice.changes import Changes
from app.practice.erasures import Erasure
from app.practice.errors import ErasedByLaw, FileMistake, NotFound
from app.practice.groups import Body
from app.practice.kinds import ALL
from app.practice.merge import Current
from app.practice.origins import Earlier, Origin
from app.practice.people import Person
from app.practice.plans import Action
from app.practice.statements import Statement
from app.records import erasing, photos
from app.records.bodies import Written
from app.records.book import Unit, View
from app.records.erasing import Cover
from app.records.revision import RecordId, derived_record, person_scope, written_text


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    person: RecordId
    written: int
    """Records that were new or stand as versions now."""
    known: int
    """Records that were here already, word for word."""
    changes: Changes


def export_person(desk: Desk, person: RecordId, *, notes: bool = False, history: bool = False) -> RecordFile:
    """The person's record as a file. Raises `NotFound`.

    Only when asked for: with `notes` what is not for the table and what is not to be shared, with `history` earlier versions and
    what was left out.
    """
    staff = names(desk)
    with desk.book.view() as view:
        allow_about(view, person)
        person = view.joined.main_of(person)
        view.current(Person, person)
        origins = {each.body.revision: each.body for each in view.all(Origin, person_scope(person))}
        council = council_in(view)
        erased = _erased(view, person)
        entries = []
        for kind in ALL:
            if kind.kind in NOT_CARRIED:
                continue
            for each in view.all(kind, person_scope(person)):
                if each.record != person and kind is Person:
                    continue
                if not _goes_along(each.body, notes=notes, history=history):
                    continue
                entries.append(_entry(view, kind, each, origins, staff, history))
    file = RecordFile(
        format=FORMAT,
        version=VERSION,
        made=desk.clock(),
        made_by=Author(name=desk.me.name, staff=desk.me.who),
        council=council if council.name else None,
        person=person,
        notes_included=notes,
        history_included=history,
        records=tuple(entries),
        erased=erased or msgspec.UNSET,
    )
    return msgspec.structs.replace(file, photos=_photos(desk, file) or msgspec.UNSET)


def _photos(desk: Desk, file: RecordFile) -> tuple[CarriedPhoto, ...]:
    with desk.book.view() as view:
        here = [photo for photo in sorted(file.named) if photos.is_here(view.connection, photo)]
        return tuple(CarriedPhoto(hash=photo, data=photos.all_bytes(view.connection, photo)) for photo in here)


def _keep_photos(unit: Unit, desk: Desk, file: RecordFile) -> None:
    """Keep those that words name which are here now: what was passed over brings no photo."""
    for photo in file.carried:
        if photos.scopes_naming(unit.connection, photo.hash) and not photos.is_here(unit.connection, photo.hash):
            photos.keep(unit.connection, photo.hash, photo.data, written_text(desk.clock()))


def import_record(desk: Desk, file: RecordFile, name: str) -> Imported:
    """Bring a file into this casebook, all of it or nothing. Words that were erased by law here are passed over.

    Raises `FileMistake`, `AnotherVisitUnderWay`, and `ErasedByLaw` when everything about the person was erased.
    """
    scope = person_scope(file.person)
    written: set[RecordId] = set()
    kinds: set[str] = set()
    known = 0
    with desk.book.unit() as unit:
        allow_about(unit, file.person)
        cover = erasing.cover_in(unit.connection, scope)
        if cover.everything:
            raise ErasedByLaw(person=file.person)
        for index, entry in enumerate(file.records):
            bodies = [body_in(entry, at, name, index) for at in range(len(entry.versions))]
            there = {(each.header.kind, each.header.scope) for each in unit.revisions(entry.record)}
            if not there <= {(entry.kind, each) for each in unit.joined.scopes_of(scope)}:
                where = f"$.records[{index}].record"
                raise FileMistake(file=name, where=where, what="in this casebook this is about something else")
            if _bring_in(unit, next((own for _, own in there), scope), entry, bodies, cover):
                written.add(entry.record)
                kinds.add(entry.kind)
            else:
                known += 1
        _keep_photos(unit, desk, file)
        unit.commit()
    return Imported(file.person, len(written), known, Changes(frozenset(written), frozenset({scope}), frozenset(kinds)))


def person_called(desk: Desk, asked: str) -> RecordId:
    """The person of that record, council number or name. Raises `NotFound` when there is none, or more than one."""
    everyone = people(desk)
    exact = [each for each in everyone if asked in (each.record, each.body.council_number)]
    named = [each for each in everyone if asked.casefold() in (each.body.name.casefold(), each.body.called.casefold())]
    found = exact or named
    if len(found) != 1:
        raise NotFound(what="person", name=asked)
    return found[0].record


def _goes_along(body: Body, *, notes: bool, history: bool) -> bool:
    left_out = isinstance(body, Statement | Action) and bool(body.struck)
    kept_back = isinstance(body, Statement) and (body.not_for_table or body.not_to_share)
    return (history or not left_out) and (notes or not kept_back)


def _entry(view: View, kind: type[Body], each: Current[Body], origins: dict[str, Origin], staff: Names, history: bool) -> Entry:
    past = {revision.revision: revision for revision in view.history(kind, each.record)}
    versions = [
        _version(past, head, _words_written_in(kind, each, body), body, origins, staff, history)
        for head, body in sorted(each.bodies.items())
    ]
    return Entry(record=each.record, kind=kind.kind, versions=tuple(versions))


def _version(
    past: dict[str, Written[Body]],
    head: str,
    revision: str,
    body: Body,
    origins: dict[str, Origin],
    staff: Names,
    history: bool,
) -> Version:
    wrote, origin = past[head], origins.get(head)
    was = origins[revision].was if revision in origins else ""
    earlier = (*(origin.earlier if origin else ()), *_earlier(past, head, origins, staff)) if history else ()
    return Version(
        body=raw_body(body),
        author=Author(name=origin.author, staff=origin.staff) if origin else _author(wrote, staff),
        written=origin.written if origin else wrote.written,
        revision=was or revision,
        earlier=earlier,
    )


def _author(wrote: Written[Body], staff: Names) -> Author:
    return Author(name=staff.of(wrote.author), staff=wrote.author)


def _words_written_in(kind: type[Body], each: Current[Body], body: Body) -> str:
    """The revision in which what `body` says in the first group of its kind was written."""
    group = kind.groups[0]
    same = [variant for variant in each.versions.get(group.name, ()) if variant.values == body.group(group)]
    return same[0].revisions[0] if same else each.carriers[group.name][0]


def _earlier(past: dict[str, Written[Body]], head: str, origins: dict[str, Origin], staff: Names) -> tuple[Earlier, ...]:
    wanted, found = list(past[head].parents), set[str]()
    while wanted:
        revision = wanted.pop()
        if revision in past and revision not in found:
            found.add(revision)
            wanted.extend(past[revision].parents)
    told: list[Earlier] = []
    for revision, each in past.items():
        if revision not in found or each.body is None:
            continue
        origin = origins.get(revision)
        if origin is not None:
            told.extend(origin.earlier)
        told.append(
            Earlier(
                author=origin.author if origin else staff.of(each.author),
                written=origin.written if origin else each.written,
                body=bytes(raw_body(each.body)).decode(),
            )
        )
    return tuple(told)


def _erased(view: View, person: RecordId) -> tuple[ErasedWords, ...]:
    scope = person_scope(person)
    found = [each.body for each in view.all(Erasure, scope)]
    return tuple(
        ErasedWords(
            on=each.decided_on,
            everything=each.everything,
            versions=len(erasing.gone_to(view.connection, scope, each)),
            why=each.why,
            law=each.law,
            decided_by=each.decided_by,
        )
        for each in sorted(found, key=lambda body: body.decided_on)
    )


def _bring_in(unit: Unit, scope: str, entry: Entry, bodies: list[Body], cover: Cover) -> bool:
    kind = type(bodies[0])
    present = [each.body for each in unit.history(kind, entry.record)]
    if entry.record in cover.records:
        return False
    some_went = any(each.erased for each in unit.revisions(entry.record))
    wrote = False
    for version, body in zip(entry.versions, bodies, strict=True):
        if body in present or version.revision in cover.revisions:
            continue
        unit.seal(body, scope=scope, record=entry.record)
        revision = unit.revisions(entry.record)[-1].id
        origin = Origin(
            record=entry.record,
            revision=revision,
            was=version.revision,
            author=version.author.name,
            staff=version.author.staff,
            written=version.written,
            earlier=() if some_went else version.earlier,
        )
        unit.seal(origin, scope=scope, record=derived_record("origin", revision))
        wrote = True
    return wrote
