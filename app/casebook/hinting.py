"""Follow-up questions that were put away: each statement's stay away, also after a new start. They never leave this laptop."""

import msgspec

from app.casebook.desk import Desk
from app.records.revision import RecordId

NOT_NOW = "hints put away"
MOST = 2_000
"""So many statements are remembered; then the oldest may be asked about again."""


def put_away(desk: Desk) -> frozenset[RecordId]:
    """The statements about which no question is offered any more."""
    with desk.book.view() as view:
        kept = view.value(NOT_NOW)
    return frozenset(_decoded(kept))


def put_hints_away(desk: Desk, statement: RecordId) -> None:
    """Offer no question about this statement any more. Raises `StoreFull` and its kin."""
    with desk.book.unit() as unit:
        known = [each for each in _decoded(unit.value(NOT_NOW)) if each != statement]
        unit.put(NOT_NOW, msgspec.json.encode([*known, statement][-MOST:]))
        unit.commit()


def _decoded(kept: bytes | None) -> list[RecordId]:
    return msgspec.json.decode(kept, type=list[RecordId]) if kept else []
