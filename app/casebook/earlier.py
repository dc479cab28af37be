"""Earlier versions of a profile beside the page as it is now: what stood there, in exactly the revisions that were printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.casebook.desk import Desk, allow_about
from app.casebook.leaving import versions_in
from app.casebook.photographs import bytes_in
from app.casebook.portraits import with_photo
from app.casebook.profile import line_record, page_in
from app.practice.earlier import Row, parted, rows_between
from app.practice.groups import Body
from app.practice.papers import PaperLine, ProfilePage, check_code
from app.practice.plans import CopyLeft, PaperKind, PaperVersion, ProfileLine, Section
from app.practice.portraits import MAIN, Portrait, Profile
from app.practice.statements import Statement
from app.records.book import View
from app.records.revision import RecordId, person_scope, written_text


@dataclass(frozen=True)
class EarlierVersion:
    """A version that was frozen. `photo` is empty where there was none, or where it has been withdrawn since."""

    record: RecordId
    number: int
    made_at: datetime
    code: str
    left_with: tuple[str, ...]
    purpose: str
    sections: dict[Section, tuple[PaperLine, ...]]
    photo: bytes
    had_photo: str
    """The revision in which the photo was chosen that was printed; nothing where none was."""


@dataclass(frozen=True)
class Beside:
    """An earlier version beside the page as it is now. `rows` are the lines of each part, as they stand beside each other."""

    then: EarlierVersion
    rows: tuple[tuple[Section, tuple[Row, ...]], ...]
    other_photo: bool
    other_purpose: bool

    @property
    def same(self) -> bool:
        """Whether nothing has changed since."""
        return not (self.other_photo or self.other_purpose or any(row.change for _, rows in self.rows for row in rows))


@dataclass(frozen=True)
class EarlierOnes:
    """The page as it is now, and every version of it, the newest first."""

    now: ProfilePage
    versions: tuple[Beside, ...]


def earlier_versions(desk: Desk, person: RecordId, profile: RecordId = MAIN) -> EarlierOnes:
    """Every version of one of the person's profiles beside the page as it is now. Raises `NotFound`, `AnotherVisitUnderWay`."""
    with desk.book.view() as view:
        allow_about(view, person)
        now = with_photo(view, page_in(view, desk, person, profile))
        copies = [each.body for each in view.all(CopyLeft, person_scope(person))]
        found = [
            _version(view, person, record, body, profile, copies)
            for record, body in reversed(versions_in(view, person, PaperKind.PROFILE, profile))
            if isinstance(body, PaperVersion)
        ]
    return EarlierOnes(now, tuple(_beside(each, now) for each in found))


def _beside(then: EarlierVersion, now: ProfilePage) -> Beside:
    rows = tuple((part, rows_between(part, then.sections, now.sections)) for part in Section)
    purpose = now.purpose.words if now.purpose else ""
    return Beside(then, rows, then.had_photo != (now.photo.revision if now.photo else ""), then.purpose != purpose)


def _version(
    view: View, person: RecordId, record: RecordId, body: PaperVersion, profile: RecordId, copies: Sequence[CopyLeft]
) -> EarlierVersion:
    lines: list[PaperLine] = []
    purpose, photo, had_photo = "", b"", ""
    portraits = {each.record: each.body for each in view.all(Portrait, person_scope(person))}
    for line in body.lines:
        if line.record == profile:
            named = _as_printed(view, Profile, line.record, line.revision)
            purpose = named.purpose if isinstance(named, Profile) else ""
        elif line.record in portraits:
            had_photo = line.revision
            chosen = _as_printed(view, Portrait, line.record, line.revision)
            if isinstance(chosen, Portrait) and portraits[line.record].hash:
                photo = bytes_in(view, chosen.hash)
        else:
            said = _as_printed(view, Statement, line.record, line.revision)
            if isinstance(said, Statement):
                lines.append(PaperLine(said.words, said.speaker, said.manner, said.language, line.record, line.revision))
    placed = [_part_then(view, each.record, profile, body.made_at) for each in lines]
    version = view.current(PaperVersion, record)
    return EarlierVersion(
        record,
        body.number,
        body.made_at,
        check_code(version.carriers["frozen"][0]),
        tuple(dict.fromkeys(copy.with_whom for copy in copies if copy.version == record and copy.with_whom)),
        purpose,
        parted(lines, placed),
        photo,
        had_photo,
    )


def _as_printed(view: View, kind: type[Body], record: RecordId, revision: str) -> Body | None:
    """What the record said in the revision that was printed; None where that was erased, or is not here."""
    return next((each.body for each in view.history(kind, record) if each.revision == revision), None)


def _part_then(view: View, statement: RecordId, profile: RecordId, at: datetime) -> Section | None:
    """The part in which a line stood at that time, as far as its history knows."""
    history = [each for each in view.history(ProfileLine, line_record(statement, profile)) if each.body is not None]
    before = [each for each in history if each.written <= written_text(at)]
    last = (before or history)[-1:]
    return last[0].body.section if last and last[0].body is not None else None
