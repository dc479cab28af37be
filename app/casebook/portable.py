"""The portable record file: one person's record as JSON, readable by any program and by people.

    {"format": "kitchen-table-record", "version": 1, "made": ..., "made_by": {...}, "council": {...}, "person": ID,
     "notes_included": false, "history_included": false,
     "records": [{"record": ID, "kind": "statement", "versions": [{"body": {...}, "author": {...}, "written": ...}]}]}

A record has one version, or several while two people's wordings wait to be settled. Photos that they name travel along under
`photos`, each with its hash and its bytes in base64; a file without any has no such part. The schema is
resources/schema/record.schema.json. What the file may hold survives a round trip letter for letter.
"""

from collections.abc import Collection
from datetime import UTC, date, datetime
from typing import Annotated, Any, TypeVar

import msgspec

from app.practice.council_guides import CouncilGuide
from app.practice.devices import DeviceKey
from app.practice.erasures import Erasure
from app.practice.errors import FileMistake, NotFound, PhotoMistake
from app.practice.groups import Body
from app.practice.joinings import Joining, Moving
from app.practice.kinds import BY_NAME
from app.practice.merge import Current, Node, current
from app.practice.origins import Earlier, Origin
from app.practice.own_view import OwnWish
from app.practice.people import Council, Grant, Person, Staff
from app.practice.photos import PhotoHash, photos_named
from app.practice.plans import PeoplePrinted
from app.practice.rules import LaptopRules
from app.practice.sheets import SheetLeft, SheetVersion
from app.practice.whys import Why
from app.records.canonical import NotCanonical, canonical_bytes

FORMAT = "kitchen-table-record"
VERSION = 1
FILE_LIMIT = 400_000_000
"""Bytes of a file that is read."""
NOT_CARRIED = frozenset(
    {
        Origin.kind,
        Staff.kind,
        Grant.kind,
        Council.kind,
        Erasure.kind,
        Joining.kind,
        Moving.kind,
        LaptopRules.kind,
        CouncilGuide.kind,
        Why.kind,
        PeoplePrinted.kind,
        DeviceKey.kind,
        OwnWish.kind,
        SheetVersion.kind,
        SheetLeft.kind,
    }
)

B = TypeVar("B", bound=Body)

RecordName = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$")]
PhotoName = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
RevisionName = Annotated[str, msgspec.Meta(pattern="^([0-9a-f]{64})?$")]


class Author(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Who wrote a version: the name, and the staff record where one is known."""

    name: str
    staff: str = ""


class Version(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a record says, who wrote it and when; `earlier` is its history where that was asked for.

    `revision` is the revision in which its words (the first group of its kind) were written: papers and answers name it.
    """

    body: msgspec.Raw
    author: Author
    written: str
    revision: RevisionName = ""
    earlier: tuple[Earlier, ...] = ()


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One record."""

    record: RecordName
    kind: str
    versions: Annotated[tuple[Version, ...], msgspec.Meta(min_length=1)]


class ErasedWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """That versions of this record were erased because the law says so: they are missing from the file, and it is not damaged."""

    on: date
    everything: bool
    versions: int
    why: str
    law: str
    decided_by: str


class CarriedPhoto(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A photo as it is kept: the SHA-256 of its bytes by which bodies name it, and the bytes."""

    hash: PhotoName
    data: bytes


class RecordFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file."""

    format: str
    version: int
    made: Annotated[datetime, msgspec.Meta(tz=True)]
    made_by: Author
    council: Council | None = None
    person: RecordName
    notes_included: bool = False
    history_included: bool = False
    records: tuple[Entry, ...]
    erased: tuple[ErasedWords, ...] | msgspec.UnsetType = msgspec.UNSET
    """Only where something was erased: a file without it is read by every release."""
    photos: tuple[CarriedPhoto, ...] | msgspec.UnsetType = msgspec.UNSET
    """Only where there are any, likewise."""

    @property
    def carried(self) -> tuple[CarriedPhoto, ...]:
        """The photos in the file."""
        return () if isinstance(self.photos, msgspec.UnsetType) else self.photos

    @property
    def named(self) -> frozenset[PhotoHash]:
        """The photos that records in the file name."""
        bodies = (bytes(version.body) for entry in self.records for version in entry.versions)
        return frozenset(photo for body in bodies for photo in photos_named(body))


def read_record(data: bytes, name: str) -> RecordFile:
    """The record that the bytes of a file hold. Raises `FileMistake` naming the file, the place in it, and what is wrong."""
    if len(data) > FILE_LIMIT:
        raise FileMistake(file=name, where="$", what="the file is larger than this app takes")
    try:
        file = msgspec.json.decode(data, type=RecordFile)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `")
        raise FileMistake(file=name, where=where.rstrip("`") or "$", what=what) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FileMistake(file=name, where=_line_of(data, str(error)), what="this is not JSON") from error
    if file.format != FORMAT:
        raise FileMistake(file=name, where="$.format", what=f"this is not a {FORMAT} file")
    if file.version != VERSION:
        raise FileMistake(file=name, where="$.version", what="the file was made by another version of the app")
    seen: set[str] = set()
    for index, entry in enumerate(file.records):
        if entry.record in seen:
            raise FileMistake(file=name, where=f"$.records[{index}].record", what="this record stands in the file twice")
        seen.add(entry.record)
        if entry.kind == Person.kind and entry.record != file.person:
            raise FileMistake(file=name, where=f"$.records[{index}].record", what="a file holds one person's record")
        for at in range(len(entry.versions)):
            body_in(entry, at, name, index)
    if not any(entry.record == file.person and entry.kind == Person.kind for entry in file.records):
        raise FileMistake(file=name, where="$.person", what="the person's own record is not in the file")
    if file.carried:
        _check_photos(file, name)
    return file


def _check_photos(file: RecordFile, name: str) -> None:
    from app.records.images import check_kept

    seen: set[str] = set()
    for index, photo in enumerate(file.carried):
        where = f"$.photos[{index}]"
        if photo.hash in seen:
            raise FileMistake(file=name, where=f"{where}.hash", what="this photo stands in the file twice")
        seen.add(photo.hash)
        if photo.hash not in file.named:
            raise FileMistake(file=name, where=f"{where}.hash", what="nothing in the file belongs to this photo")
        try:
            check_kept(photo.data, photo.hash)
        except PhotoMistake as mistake:
            raise FileMistake(file=name, where=f"{where}.data", what="this is not the photo it should be") from mistake


def body_in(entry: Entry, at: int, name: str, index: int) -> Body:
    """The body of a version of an entry. Raises `FileMistake`."""
    kind = BY_NAME.get(entry.kind)
    where = f"$.records[{index}]"
    if kind is None or entry.kind in NOT_CARRIED:
        raise FileMistake(file=name, where=f"{where}.kind", what="there is no such kind of record")
    place = f"{where}.versions[{at}].body"
    try:
        body = msgspec.json.decode(entry.versions[at].body, type=kind)
        canonical_bytes(body)
    except msgspec.ValidationError as error:
        what, _, inside = str(error).partition(" - at `$")
        raise FileMistake(file=name, where=f"{place}{inside.rstrip('`')}", what=what) from error
    except NotCanonical as error:
        raise FileMistake(file=name, where=place, what=str(error)) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FileMistake(file=name, where=place, what="this is not JSON") from error
    return body


def written_record(file: RecordFile) -> bytes:
    """The bytes of the file, laid out for reading, with a newline at the end."""
    return msgspec.json.format(msgspec.json.encode(file), indent=1) + b"\n"


def record_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the file, each kind of record with its body."""
    kinds = [kind for kind in BY_NAME.values() if kind.kind not in NOT_CARRIED]
    outer, parts = msgspec.json.schema_components([RecordFile], ref_template="#/$defs/{name}")
    bodies, body_parts = msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")
    parts = {**parts, **body_parts}
    entry, version = parts["Entry"], parts["Version"]
    entry["allOf"] = [
        {
            "if": {"properties": {"kind": {"const": kind.kind}}},
            "then": {"properties": {"versions": {"items": {"properties": {"body": body}}}}},
        }
        for kind, body in zip(kinds, bodies, strict=True)
    ]
    entry["properties"]["kind"] = {"enum": [kind.kind for kind in kinds]}
    version["properties"]["body"] = {"type": "object"}
    parts["RecordFile"]["properties"]["format"] = {"const": FORMAT}
    parts["RecordFile"]["properties"]["version"] = {"const": VERSION}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Kitchen Table portable record",
        **outer[0],
        "$defs": parts,
    }


class FileView:
    """A portable record as a snapshot that papers can be made from, as from a casebook."""

    def __init__(self, file: RecordFile, name: str = "") -> None:
        self._records: dict[str, list[Current[Any]]] = {}
        self._authors: dict[str, dict[str, tuple[str, str]]] = {}
        self._photos = {photo.hash: photo.data for photo in file.carried}
        if file.council is not None:
            council = current("", [Node[Any]("", (), file.council)])
            self._records[Council.kind] = [council] if council else []
        for index, entry in enumerate(file.records):
            nodes: list[Node[Any]] = []
            for at, version in enumerate(entry.versions):
                taken = not version.revision or any(node.id == version.revision for node in nodes)
                revision = f"{index:032x}{at:032x}" if taken else version.revision
                nodes.append(Node(revision, (), body_in(entry, at, name, index)))
                known = self._authors.setdefault(entry.record, {})
                known[revision] = (version.author.staff, version.author.name)
            merged = current(entry.record, nodes)
            if merged is not None:
                self._records.setdefault(entry.kind, []).append(merged)

    def all(self, kind: type[B], scope: str | None = None, *, among: Collection[str] | None = None) -> list[Current[B]]:
        """Every record of the kind in the file, only those `among` the given where they are given."""
        return [each for each in self._records.get(kind.kind, []) if among is None or each.record in among]

    def find(self, kind: type[B], record: str) -> Current[B] | None:
        """The record; None when the file has none."""
        return next((each for each in self.all(kind) if each.record == record), None)

    def current(self, kind: type[B], record: str) -> Current[B]:
        """The record. Raises `NotFound`."""
        found = self.find(kind, record)
        if found is None:
            raise NotFound(what=kind.kind, name=record)
        return found

    def authors(self, record: str) -> dict[str, tuple[str, str]]:
        """Who wrote each version of the record, as the file names them."""
        return self._authors.get(record, {})

    def value(self, name: str) -> bytes | None:
        """A file knows nothing of a casebook."""
        return None

    def photo(self, photo: PhotoHash) -> bytes:
        """The bytes of a photo that travels along; none for any other."""
        return self._photos.get(photo, b"")


def raw_body(body: Body) -> msgspec.Raw:
    """A body as it stands in the file."""
    return msgspec.Raw(msgspec.json.encode(body, order="sorted"))


def file_day(file: RecordFile) -> date:
    """The day on which the file was made, in UTC."""
    return file.made.astimezone(UTC).date()


def _line_of(data: bytes, said: str) -> str:
    digits = "".join(letter for letter in said.partition("(byte ")[2] if letter.isdigit())
    if not digits:
        return "the end of the file"
    line = data[: int(digits)].count(b"\n") + 1
    return f"line {line}"
