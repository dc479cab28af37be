"""Admission: whether a pushed revision is stored, held for a manager, or refused. Pure: what is known is looked up beforehand.

A reason has a code for programs and words for the worker who reads it on the laptop.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import msgspec

from app.practice.council_guides import CouncilGuide
from app.practice.devices import DeviceKey
from app.practice.erasures import Erasure
from app.practice.groups import Body
from app.practice.joinings import Joining
from app.practice.kinds import BY_NAME
from app.practice.people import Council, Grant, Person, Staff, StaffRole
from app.practice.rules import LaptopRules
from app.practice.statements import Statement
from app.records.canonical import is_canonical
from app.records.erasing import Cover, erasure_in
from app.records.joined import joining_record
from app.records.revision import COUNCIL_SCOPE, Header, RecordId, Revision, RevisionId, person_scope, signature_holds, staff_scope
from sync.protocol import REVISION_LIMIT

_DECODERS = {name: msgspec.json.Decoder(kind) for name, kind in BY_NAME.items()}
_RECORD = re.compile(r"[0-9a-f]{32}")
_REVISION = re.compile(r"[0-9a-f]{64}")
_COUNCIL_KINDS = {Staff.kind, Council.kind, LaptopRules.kind, CouncilGuide.kind, DeviceKey.kind}
_OF_ADMINISTRATORS = {*_COUNCIL_KINDS, Grant.kind}


class Answer(StrEnum):
    """What becomes of a pushed revision."""

    STORED = "stored"
    HELD = "held"
    REFUSED = "refused"


@dataclass(frozen=True)
class Verdict:
    """The answer and why."""

    answer: Answer
    code: str = ""
    words: str = ""


STORED = Verdict(Answer.STORED)


def _held(code: str, words: str) -> Verdict:
    return Verdict(Answer.HELD, code, words)


def _refused(code: str, words: str) -> Verdict:
    return Verdict(Answer.REFUSED, code, words)


TOO_LARGE = _refused("too large", "This is longer than the council can take. Please split it into shorter parts.")
DAMAGED = _refused("damaged", "This did not arrive as it was written. It is safe on this laptop; please tell your support team.")
NOT_SIGNED = _refused("not signed", "The council could not check which laptop wrote this. Please tell your support team.")
NOT_THE_AUTHOR = _refused("not the author", "This laptop is not registered to whoever wrote this. Please tell your support team.")
OTHER_RECORD = _refused("another record", "This was written on top of a different record. Please tell your support team.")
WRONG_PLACE = _refused("wrong place", "This does not belong where it was put. Please tell your support team.")
UNREADABLE = _refused("unreadable", "The council cannot read this. It is safe on this laptop; please tell your support team.")
PARENT_UNKNOWN = _refused("parent unknown", "The council does not have what this was written on top of.")
PARENT_REFUSED = _refused("parent refused", "This was written on top of something the council has refused.")
ADMINISTRATORS_ONLY = _refused("administrators only", "Only an administrator can change this.")
DESK_ONLY = _refused("council's desk only", "Only the council itself says which key is whose. Please tell your support team.")
RECORDS_ONLY = _refused("records officers only", "Only a records officer can have something erased.")
ERASURE_STANDS = _refused("erasure stands", "What was erased cannot be changed afterwards. A records officer can add to it.")
NO_REASON = _refused("no reason", "An erasure says what goes, why, under which rule and who decided. Please write all of it.")
PRIVATE_NOTE = _refused("private note", "A private note can be changed only by whoever wrote it.")
NO_ACCESS = _held(
    "no access", "You do not work with this person at the moment. A manager has what you wrote and will look at it."
)
PERSON_UNKNOWN = _held("person unknown", "The council does not know this person yet. A manager has what you wrote.")
NEWER = _held("newer", "This was written with a newer version of the app than the council has. The council keeps it safe.")
PARENT_HELD = _held("parent held", "This rests on something that a manager still has to look at.")
DEVICE_UNKNOWN = _held("laptop unknown", "The council does not know the laptop this was written on. A manager has it.")


@dataclass(frozen=True)
class Laptop:
    """A registered laptop: whose it is, its key, the ids it may have sealed as, whether it was stopped."""

    staff: RecordId
    public_key: bytes
    authors: frozenset[RecordId]
    stopped: bool = False
    desk: bool = False
    """The council's own desk, at which records officers write as well."""


@dataclass(frozen=True)
class Known:
    """A revision the council has stored, as far as admission needs it. `private` is a note not for the table."""

    record: RecordId
    private: bool = False


@dataclass(frozen=True)
class Place:
    """What a record is and whom it is about. `first` wrote its first revision."""

    kind: str
    scope: str
    first: RecordId


@dataclass
class Ground:
    """What the council knows that bears on one push. `taken`, below, adds what has just been stored."""

    staff: RecordId
    """Whose laptop is pushing."""
    scopes: set[str]
    """What the pusher may have."""
    laptops: Mapping[str, Laptop]
    roles: dict[RecordId, StaffRole]
    """Of those who have not left."""
    stored: dict[RevisionId, Known] = field(default_factory=dict)
    places: dict[RecordId, Place] = field(default_factory=dict)
    held: set[RevisionId] = field(default_factory=set)
    refused: set[RevisionId] = field(default_factory=set)
    begun: set[str] = field(default_factory=set)
    """Person scopes in which something is stored."""
    fresh: list[str] = field(default_factory=list)
    """Person scopes that this push began."""
    covers: dict[str, Cover] = field(default_factory=dict)
    """What erasures have named, by scope."""

    def role(self, author: RecordId, device: str) -> StaffRole | None:
        """The role of whoever sealed as `author` on the laptop."""
        return self.roles.get(self.person_behind(author, device))

    def person_behind(self, author: RecordId, device: str) -> RecordId:
        """The member of staff, also when they sealed as the random id they had before they first signed in."""
        laptop = self.laptops.get(device)
        return laptop.staff if laptop is not None and author in laptop.authors else author

    def may_seal(self, author: RecordId, device: str) -> bool:
        """Whether what this laptop signed may be this author's."""
        laptop = self.laptops.get(device)
        if laptop is None:
            return False
        return author in laptop.authors or (laptop.desk and self.roles.get(author) is StaffRole.RECORDS)

    def begins(self, header: Header) -> bool:
        """Whether a person begins with this: erasures about them may have come before."""
        return header.kind == Person.kind and not header.parents and header.record not in self.places

    def took(self, revision: Revision, verdict: Verdict) -> None:
        """Go on from what was just answered."""
        header = revision.header
        if verdict.answer is Answer.STORED:
            self._learnt_from(revision)
            began = self.begins(header) or (header.scope not in self.begun and header.kind != Erasure.kind)
            self.stored[revision.id] = Known(header.record, _is_private(revision))
            first = self.person_behind(header.author, header.device)
            self.places.setdefault(header.record, Place(header.kind, header.scope, first))
            if header.scope.startswith("person:") and began:
                self.begun.add(header.scope)
                self.fresh.append(header.scope)
                self.scopes.add(header.scope)
            self.held.discard(revision.id)
            self.refused.discard(revision.id)
        elif verdict.answer is Answer.HELD:
            self.held.add(revision.id)
        else:
            self.refused.add(revision.id)

    def _learnt_from(self, revision: Revision) -> None:
        """A council put back from an older copy learns again from one push who its records officers are, and what they erased."""
        if revision.id in self.stored:
            return
        header, erasure = revision.header, erasure_in(revision)
        if erasure is not None:
            self.covers.setdefault(header.scope, Cover()).add(erasure)
        body = read_body(revision) if header.kind == Staff.kind else None
        if isinstance(body, Staff):
            self.roles[header.record] = body.role
            if body.left:
                del self.roles[header.record]


def judge(revision: Revision, ground: Ground) -> Verdict:
    """What becomes of the revision. One that is stored already is stored again: nothing happens twice."""
    if revision.id in ground.stored:
        return STORED
    for rule in (_whole, _authorship, _parents, _placement, _access, _content, _privacy):
        verdict = rule(revision, ground)
        if verdict is not None:
            return verdict
    return STORED


def in_fair_order(revisions: list[Revision]) -> list[Revision]:
    """Parents before children; staff before what they erased, that before whatever lost its words by it, and a new person before
    what is said about them; otherwise as they came."""
    place = {each.id: (_turn(each.header), at) for at, each in enumerate(revisions)}
    waiting = sorted(revisions, key=lambda each: place[each.id])
    ordered: list[Revision] = []
    while waiting:
        unplaced = {each.id for each in waiting}
        ready = [each for each in waiting if unplaced.isdisjoint(each.header.parents)]
        if not ready:  # ids are hashes, so there is no circle; the loop must end all the same
            return ordered + waiting
        ordered.extend(ready)
        placed = {each.id for each in ready}
        waiting = [each for each in waiting if each.id not in placed]
    return ordered


def _turn(header: Header) -> int:
    if header.kind in (Staff.kind, Erasure.kind):
        return 0 if header.kind == Staff.kind else 1
    return 2 if header.kind == Person.kind and not header.parents else 3


def _whole(revision: Revision, ground: Ground) -> Verdict | None:
    if revision.faults():
        return DAMAGED
    if revision.body is None:
        cover = ground.covers.get(revision.header.scope)
        return None if cover is not None and cover.may_be_bare(revision.header, revision.id) else DAMAGED
    return TOO_LARGE if len(revision.body) > REVISION_LIMIT else None


def _authorship(revision: Revision, ground: Ground) -> Verdict | None:
    header = revision.header
    laptop = ground.laptops.get(header.device)
    if laptop is None:
        return DEVICE_UNKNOWN
    if not signature_holds(revision, laptop.public_key):
        return NOT_SIGNED
    if not ground.may_seal(header.author, header.device):
        return NOT_THE_AUTHOR
    return DEVICE_UNKNOWN if laptop.stopped else None


def _parents(revision: Revision, ground: Ground) -> Verdict | None:
    parents = revision.header.parents
    if not ground.refused.isdisjoint(parents):
        return PARENT_REFUSED
    if not ground.held.isdisjoint(parents):
        return PARENT_HELD
    for parent in parents:
        known = ground.stored.get(parent)
        if known is None:
            return PARENT_UNKNOWN
        if known.record != revision.header.record:
            return OTHER_RECORD
    return None


def _placement(revision: Revision, ground: Ground) -> Verdict | None:
    header = revision.header
    place = ground.places.get(header.record)
    if place is not None and (place.kind, place.scope) != (header.kind, header.scope):
        return OTHER_RECORD
    if header.kind in _COUNCIL_KINDS:
        return None if header.scope == COUNCIL_SCOPE else WRONG_PLACE
    if header.kind == Grant.kind:
        return None if header.scope.startswith("staff:") else WRONG_PLACE
    if header.kind == Person.kind:
        return None if header.scope == person_scope(header.record) else WRONG_PLACE
    if header.kind == Erasure.kind:
        return None if header.scope.startswith(("person:", "staff:")) else WRONG_PLACE
    if header.kind in BY_NAME:
        return None if header.scope.startswith("person:") else WRONG_PLACE
    return None


def _access(revision: Revision, ground: Ground) -> Verdict | None:
    header = revision.header
    administrator = ground.role(header.author, header.device) is StaffRole.ADMINISTRATOR
    if header.kind == DeviceKey.kind:
        return None if ground.laptops[header.device].desk else DESK_ONLY
    if header.kind in _OF_ADMINISTRATORS:
        return None if administrator else ADMINISTRATORS_ONLY
    if header.kind == Erasure.kind:
        return _may_erase(header, ground)
    if not header.scope.startswith("person:"):
        return NEWER if header.kind not in BY_NAME else WRONG_PLACE
    if ground.begins(header):
        return None
    if header.scope not in ground.begun:
        return PERSON_UNKNOWN
    return None if header.scope in ground.scopes else NO_ACCESS


def _may_erase(header: Header, ground: Ground) -> Verdict | None:
    """A records officer may, about anybody. Whose laptop brings it does not matter: it may come back from any that has it."""
    own = header.author in ground.laptops[header.device].authors
    officer = ground.role(header.author, header.device) if own else ground.roles.get(header.author)
    if officer is not StaffRole.RECORDS:
        return RECORDS_ONLY
    return ERASURE_STANDS if header.parents else None


def _content(revision: Revision, ground: Ground) -> Verdict | None:
    kind = BY_NAME.get(revision.header.kind)
    if kind is None or revision.header.format > kind.format:
        return NEWER
    if revision.body is None:
        return None
    data = revision.body
    if revision.header.format < 1 or not is_canonical(data):
        return UNREADABLE
    try:
        body: Any = _DECODERS[kind.kind].decode(data)
    except (msgspec.DecodeError, RecursionError):
        return UNREADABLE
    if isinstance(body, Erasure):
        return _erasure_fits(body, revision.header.scope)
    if isinstance(body, Grant):
        whole = _RECORD.fullmatch(body.staff) and _RECORD.fullmatch(body.person)
        return None if whole and revision.header.scope == staff_scope(body.staff) else WRONG_PLACE
    if isinstance(body, Joining):
        return _joining(revision, body, ground)
    return None


def _joining(revision: Revision, body: Joining, ground: Ground) -> Verdict | None:
    """Only whoever has both records may say that they are one person, or that they are two after all."""
    header, one, other = revision.header, person_scope(body.one), person_scope(body.other)
    in_order = body.one < body.other and _RECORD.fullmatch(body.one) and _RECORD.fullmatch(body.other)
    if not in_order or header.scope != other or header.record != joining_record(body.one, body.other):
        return WRONG_PLACE
    return None if {one, other} <= ground.scopes else NO_ACCESS


def _erasure_fits(body: Erasure, scope: str) -> Verdict | None:
    if not body.is_whole:
        return NO_REASON
    ids = all(_RECORD.fullmatch(each) for each in body.records) and all(_REVISION.fullmatch(each) for each in body.revisions)
    return None if ids and (scope.startswith("person:") or not body.everything) else WRONG_PLACE


def _privacy(revision: Revision, ground: Ground) -> Verdict | None:
    header = revision.header
    if header.kind != Statement.kind or not header.parents:
        return None
    private = _is_private(revision) or any(ground.stored[parent].private for parent in header.parents)
    if not private:
        return None
    place = ground.places.get(header.record)
    author = ground.person_behind(header.author, header.device)
    return None if place is not None and place.first == author else PRIVATE_NOTE


def _is_private(revision: Revision) -> bool:
    if revision.header.kind != Statement.kind or revision.body is None:
        return False
    return body_is_private(revision.body)


def body_is_private(data: bytes) -> bool:
    """Whether these bytes of a statement say that it is not for the table."""
    try:
        body: Any = _DECODERS[Statement.kind].decode(data)
    except msgspec.DecodeError:
        return False
    return bool(body.not_for_table)


def read_body(revision: Revision) -> Body | None:
    """The body, if this server knows its kind and format."""
    kind = BY_NAME.get(revision.header.kind)
    if kind is None or revision.body is None or revision.header.format > kind.format:
        return None
    try:
        return _DECODERS[kind.kind].decode(revision.body)
    except msgspec.DecodeError:
        return None
