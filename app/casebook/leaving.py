"""Agree, print, leave: freeze exactly these words, keep the person's answer, remember which copy is where."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import msgspec

from app.casebook.desk import Desk, Snapshot, Writer, allow_about, changed, uk_day, unreadable, write_new, written_after
from app.casebook.naming_on_paper import naming_in
from app.casebook.people_on_paper import note_people, off_people, people_differ, people_printed, same_people
from app.casebook.plan import copy_in
from app.casebook.portraits import with_photo
from app.casebook.profile import page_in
from app.casebook.sheets import sheet_in, sheet_known
from app.practice.changes import Changes
from app.practice.errors import NothingToPrint
from app.practice.merge import Current
from app.practice.origins import Origin
from app.practice.papers import PlanCopy, ProfilePage, check_code, lines_of
from app.practice.people import CirclePerson, Speaker
from app.practice.plans import Agreed, Agreement, CopyLeft, HowLeft, Line, PaperKind, PaperVersion
from app.practice.portraits import MAIN, Profile
from app.practice.sheets import Content, SheetLeft, SheetPage, SheetVersion
from app.practice.statements import Manner
from app.records.drafts import Draft
from app.records.revision import RecordId, RevisionId, derived_record, person_scope

_VERSIONS: tuple[type[PaperVersion] | type[SheetVersion], ...] = (PaperVersion, SheetVersion)


@dataclass(frozen=True)
class Frozen:
    """A paper as it was frozen: what stands on it, its number, its check code."""

    version: RecordId
    revision: str
    number: int
    code: str
    content: Content
    changes: Changes


@dataclass(frozen=True)
class CopyAtHome:
    """The newest copy of a paper that was left, and whether the words have changed since."""

    record: RecordId
    copy: CopyLeft | SheetLeft
    out_of_date: bool
    profile: RecordId = MAIN
    """Of a profile: which one."""
    purpose: str = ""
    """What that one is for; the first profile has no purpose."""


def freeze(
    desk: Desk, person: RecordId, paper: str, text_size: int = 0, profile: RecordId = MAIN, *, without_people: bool = False
) -> Frozen:
    """Freeze the paper (a `PaperKind`, or the name of a sheet) as the next version; the same words again, with the same photo
    and the same said of the same people, are the same version. `profile` is which of the profiles it is; `without_people`: nobody
    of the circle stands on it. Raises `NothingToPrint`, `NotFound`."""
    with desk.book.unit() as unit:
        open_now = allow_about(unit, person)
        whole = printable(unit, content_of(unit, desk, person, paper, profile))
        content = off_people(whole) if without_people else whole
        if content.empty:
            raise NothingToPrint(paper=paper)
        lines = lines_of(content)
        former = versions_in(unit, person, paper, profile)
        size = text_size or content.person.reach.text_size
        same = _same_words(former, lines, size)
        if same and same_people(unit, person, content, same[0], left_off=content is not whole):
            version, body = same
        else:
            number = former[-1][1].number + 1 if former else 1
            visit = open_now.visit if open_now else ""
            body = _version(paper, number=number, lines=lines, made_at=desk.clock(), text_size=size, visit=visit)
            version = write_new(unit, body, person)
            note_people(unit, person, content, version)
        revision = unit.current(type(body), version).heads[0]
        unit.commit()
    code = check_code(revision)
    stamp = replace(content.stamp, version=body.number, code=code, made_on=uk_day(body.made_at))
    changes = changed(type(body), version, person_scope(person), made=True)
    return Frozen(version, revision, body.number, code, replace(content, stamp=stamp), changes)


def answer(
    desk: Desk, person: RecordId, frozen: Frozen, said: Agreed, *, words: str, speaker: Speaker, manner: Manner
) -> Changes:
    """Keep the person's answer to exactly this version, in their own words and way."""
    with desk.book.unit() as unit:
        open_now = allow_about(unit, person)
        body = Agreement(
            version=frozen.version,
            of=frozen.revision,
            answer=said,
            words=words,
            speaker=speaker,
            manner=manner,
            visit=open_now.visit if open_now else "",
            given_at=desk.clock(),
        )
        record = write_new(unit, body, person)
        unit.drop_draft(answer_record(person, *_which(frozen.content)))
        unit.commit()
    return changed(Agreement, record, person_scope(person), made=True)


def keep_answer_typing(desk: Desk, person: RecordId, paper: str, words: str, cursor: int, profile: RecordId = MAIN) -> None:
    """Keep one pause of typing what the person answers. Raises `StoreFull` and its kin: the words stay on the screen."""
    with desk.book.view() as view:
        open_now = allow_about(view, person)
    desk.book.keep_draft(
        Draft(
            record=answer_record(person, paper, profile),
            kind=Agreement.kind,
            scope=person_scope(person),
            visit=open_now.visit if open_now else None,
            onto=(),
            body=msgspec.json.encode(words),
            cursor=cursor,
            saved_at=desk.clock(),
        )
    )


def answer_typing(desk: Desk, person: RecordId, paper: str, profile: RecordId = MAIN) -> str:
    """What was being typed as the person's answer and was not kept; usually nothing."""
    with desk.book.view() as view:
        allow_about(view, person)
        draft = view.draft(answer_record(person, paper, profile))
    return msgspec.json.decode(draft.body, type=str) if draft else ""


def answer_record(person: RecordId, paper: str, profile: RecordId = MAIN) -> RecordId:
    """Where an answer is kept while it is being typed."""
    return derived_record("answer being typed", person, str(paper), *(() if profile == MAIN else (profile,)))


def _which(content: Content) -> tuple[str, RecordId]:
    if isinstance(content, SheetPage):
        return content.paper, MAIN
    if isinstance(content, ProfilePage):
        return PaperKind.PROFILE, content.purpose.record if content.purpose else MAIN
    return PaperKind.PLAN_COPY, MAIN


def copy_left(desk: Desk, person: RecordId, frozen: Frozen, paper: str, how: HowLeft, with_whom: str) -> Changes:
    """Remember that a copy of this version was left, how and with whom."""
    with desk.book.unit() as unit:
        open_now = allow_about(unit, person)
        facts: dict[str, Any] = {
            "version": frozen.version,
            "of": frozen.revision,
            "number": frozen.number,
            "with_whom": with_whom,
            "how": how,
            "left_at": desk.clock(),
            "code": frozen.code,
            "visit": open_now.visit if open_now else "",
        }
        known = isinstance(paper, PaperKind)
        body = CopyLeft(paper=PaperKind(paper), **facts) if known else SheetLeft(paper=paper, **facts)
        record = write_new(unit, body, person)
        unit.commit()
    return changed(type(body), record, person_scope(person), made=True)


def copies_at_home(desk: Desk, person: RecordId) -> list[CopyAtHome]:
    """The newest copy left of each paper, and whether what it says has changed since."""
    with desk.book.view() as view:
        allow_about(view, person)
        return copies_in(view, desk, person)


def copies_in(view: Snapshot, desk: Desk, person: RecordId) -> list[CopyAtHome]:
    """As `copies_at_home`, within the caller's snapshot. A copy of a profile that was put away is not missed, nor is one of a
    sheet that this release does not know."""
    scope = person_scope(person)
    sheets = [each for each in view.all(SheetLeft, scope) if sheet_known(desk, each.body.paper)]
    copies: list[Current[CopyLeft] | Current[SheetLeft]] = [*view.all(CopyLeft, scope), *sheets]
    if not copies:
        return []
    profiles = {each.record: each.body for each in view.all(Profile, scope)}
    versions = {each.record: each.body for kind in _VERSIONS for each in view.all(kind, scope)}
    newest: dict[tuple[str, RecordId], tuple[RecordId, CopyLeft | SheetLeft]] = {}
    for each in copies:
        version = versions.get(each.body.version)
        which = (each.body.paper, profile_named(version, profiles) if version else MAIN)
        known = newest.get(which)
        if known is None or known[1].left_at < each.body.left_at:
            newest[which] = (each.record, each.body)
    return [
        CopyAtHome(
            record,
            copy,
            _differs(view, desk, person, copy, versions.get(copy.version), profile),
            profile,
            profiles[profile].purpose if profile in profiles else "",
        )
        for (_, profile), (record, copy) in newest.items()
        if profile == MAIN or not profiles[profile].put_away
    ]


def profile_named(version: PaperVersion | SheetVersion, profiles: Collection[RecordId]) -> RecordId:
    """Of which profile a frozen version is: the one whose purpose stands on it; the first where none does."""
    return next((line.record for line in version.lines if line.record in profiles), MAIN)


def answers_of(desk: Desk, person: RecordId) -> list[Agreement]:
    """Every answer the person gave, the latest first."""
    with desk.book.view() as view:
        allow_about(view, person)
        found = [each.body for each in view.all(Agreement, person_scope(person))]
    return sorted(found, key=lambda given: given.given_at, reverse=True)


def content_of(view: Snapshot, desk: Writer, person: RecordId, paper: str, profile: RecordId = MAIN) -> Content:
    """What would stand on the paper now, without the bytes of a photo."""
    if paper == PaperKind.PROFILE:
        return page_in(view, desk, person, profile)
    return copy_in(view, desk, person) if paper == PaperKind.PLAN_COPY else sheet_in(view, desk, person, paper)


def printable(view: Snapshot, content: Content) -> Content:
    """The paper with the photo that is on it; a photo that has not come to this laptop is not on it."""
    return content if isinstance(content, PlanCopy) else with_photo(view, content)


def content_as_left(view: Snapshot, desk: Writer, person: RecordId, paper: str, profile: RecordId = MAIN) -> Content:
    """What would stand on the paper now; with number, day and check code where exactly this was frozen, else a draft."""
    content = printable(view, content_of(view, desk, person, paper, profile))
    size = content.person.reach.text_size
    same = _same_words(versions_in(view, person, paper, profile), lines_of(content), size)
    if same is None or not same_people(view, person, content, same[0]):
        return content
    version, body = same
    code = check_code(view.current(type(body), version).carriers["frozen"][0])
    return replace(content, stamp=replace(content.stamp, version=body.number, code=code, made_on=uk_day(body.made_at)))


def _version(paper: str, **facts: Any) -> PaperVersion | SheetVersion:
    """The paper as it is frozen. Sheets are of a kind of their own: an earlier release keeps it and passes it on."""
    known = isinstance(paper, PaperKind)
    return PaperVersion(paper=PaperKind(paper), **facts) if known else SheetVersion(paper=paper, **facts)


def _names_somebody_hidden(view: Snapshot, person: RecordId, copy: CopyLeft | SheetLeft) -> bool:
    """Whether somebody stands on the copy, as one who helps or is to be rung, who is not to be contacted now, or whose record
    cannot be read any more. Of papers of before it is not known who stood on them: then anybody who helps may have, and was
    marked since."""
    if copy.paper == PaperKind.PROFILE:
        return False
    hidden = {each.record: each for each in view.all(CirclePerson, person_scope(person)) if each.body.do_not_contact}
    printed = people_printed(view, person, copy.version)
    if printed is not None:
        unread = unreadable(view, CirclePerson, person)
        return any(line.record in hidden or line.record in unread for line in printed.people)
    if copy.paper != PaperKind.PLAN_COPY:
        return False
    helping = [each for each in hidden.values() if each.body.helps_with or each.body.emergency]
    return any(written_after(view, each.carriers["contact"], copy.left_at) for each in helping)


def versions_in(
    view: Snapshot, person: RecordId, paper: str, profile: RecordId = MAIN
) -> list[tuple[RecordId, PaperVersion | SheetVersion]]:
    """Every frozen version of the paper, by number, within the caller's snapshot. `profile` is which of the profiles it is."""
    profiles = {each.record for each in view.all(Profile, person_scope(person))}
    found: list[tuple[RecordId, PaperVersion | SheetVersion]] = [
        (each.record, each.body)
        for kind in _VERSIONS
        for each in view.all(kind, person_scope(person))
        if each.body.paper == paper and profile_named(each.body, profiles) == profile
    ]
    return sorted(found, key=lambda pair: (pair[1].number, pair[1].made_at))


def _same_words(
    former: list[tuple[RecordId, PaperVersion | SheetVersion]], lines: tuple[Line, ...], size: int
) -> tuple[RecordId, PaperVersion | SheetVersion] | None:
    """The version that says these words in this size, if nothing else has been said since."""
    for record, body in reversed(former):
        if body.lines != lines:
            return None
        if body.text_size == size:
            return record, body
    return None


def _differs(
    view: Snapshot,
    desk: Desk,
    person: RecordId,
    copy: CopyLeft | SheetLeft,
    frozen: PaperVersion | SheetVersion | None,
    profile: RecordId,
) -> bool:
    if frozen is None or _names_somebody_hidden(view, person, copy):
        return True
    was = {each.body.revision: each.body.was for each in view.all(Origin, person_scope(person))}
    now = content_of(view, desk, person, copy.paper, profile)
    if _as_first_written(lines_of(now), was) != _as_first_written(frozen.lines, was):
        return True
    if people_differ(view, person, now, copy.version):
        return True
    return _names_somebody_marked_since(view, person, copy, now)


def _names_somebody_marked_since(view: Snapshot, person: RecordId, copy: CopyLeft | SheetLeft, now: Content) -> bool:
    """Whether a sentence on the copy names somebody who was marked as not to be contacted after it was left: until then nobody
    was asked whether it may stand."""
    circle = view.all(CirclePerson, person_scope(person))
    hidden = {each.record for each in circle if each.body.do_not_contact}
    marked = {
        each.record for each in circle if each.record in hidden and written_after(view, each.carriers["contact"], copy.left_at)
    }
    asked = hidden - marked
    lines = replace(now, people=()) if marked and isinstance(now, PlanCopy | SheetPage) else now
    return bool(marked and naming_in(lines, [each for each in circle if each.record not in asked]))


def _as_first_written(lines: Iterable[Line], was: Mapping[RevisionId, RevisionId]) -> list[tuple[RecordId, list[RevisionId]]]:
    """The records in their order, each with the revisions that were first written; those of one record by themselves, for a
    record that was brought in has other revisions, which sort in another way."""
    runs = groupby(lines, key=lambda line: line.record)
    return [(record, sorted(was.get(line.revision) or line.revision for line in run)) for record, run in runs]
