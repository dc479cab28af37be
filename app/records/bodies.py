"""Bodies: from revisions as they are kept to what they say, as far as this app can read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec
from sqlalchemy import LargeBinary, type_coerce

from app.practice.errors import WrittenWithNewer
from app.practice.groups import Body
from app.practice.kinds import BY_NAME
from app.practice.merge import Current, Node, current
from app.records import ledger
from app.records.revision import RecordId, Revision, RevisionId
from app.records.tables import revision

B = TypeVar("B", bound=Body)

READ = (
    type_coerce(revision.c.record, LargeBinary),
    type_coerce(revision.c.id, LargeBinary),
    revision.c.format,
    revision.c.parents,
    revision.c.body,
)
"""What the merge needs of a revision, raw: a caseload is read in a moment."""
_DECODERS = {name: msgspec.json.Decoder(kind) for name, kind in BY_NAME.items()}


@dataclass(frozen=True)
class Written(Generic[B]):
    """One revision as history: who wrote which body when. `body` is None when it was erased or is from a newer app."""

    revision: RevisionId
    parents: tuple[RevisionId, ...]
    author: RecordId
    device: RecordId
    written: str
    body: B | None


def body_of(kind: type[B], each: Revision) -> B | None:
    """The body of a revision; None when it was erased. Raises `WrittenWithNewer` when it is beyond this app."""
    return _decoded(kind, each.header.record, each.header.format, each.body)


def written(kind: type[B], each: Revision) -> Written[B]:
    """A revision as history."""
    header = each.header
    body = None if is_newer(each) else body_of(kind, each)
    return Written(each.id, header.parents, header.author, header.device, header.written, body)


def _decoded(kind: type[B], record: RecordId, format: int, body: bytes | None) -> B | None:
    if body is None:
        return None
    if format > kind.format:
        raise WrittenWithNewer(record=record, kind=kind.kind, format=format)
    try:
        return _DECODERS[kind.kind].decode(body)  # type: ignore[return-value]  # the decoder of that very kind
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise WrittenWithNewer(record=record, kind=kind.kind, format=format) from error


def merged(kind: type[B], record: RecordId, revisions: list[Revision]) -> Current[B] | None:
    """What the record says; None when all of it was erased. Raises `WrittenWithNewer`."""
    return current(record, [Node(each.id, each.header.parents, body_of(kind, each)) for each in revisions])


def node(kind: type[B], row: Sequence[Any]) -> Node[B]:
    """A row of `READ` as the merge sees it. Raises `WrittenWithNewer`."""
    record, revision_id, format, parents, body = row
    return Node(revision_id.hex(), ledger.split(parents) if parents else (), _decoded(kind, record.hex(), format, body))


def is_newer(each: Revision) -> bool:
    """Whether it is beyond this app: of a kind or a format that it does not know."""
    kind: Any = BY_NAME.get(each.header.kind)
    if kind is None:
        return True
    try:
        body_of(kind, each)
    except WrittenWithNewer:
        return True
    return False
