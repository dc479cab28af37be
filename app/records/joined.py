"""Which person records are one person, worked out from the joinings that are kept; laptop and council do it alike."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, literal_column, select

from app.practice.errors import WrittenWithNewer
from app.practice.groups import Body
from app.practice.joinings import Joining, Moving, mains, together
from app.practice.merge import Current, current
from app.records import bodies
from app.records.revision import RecordId, derived_record, person_scope
from app.records.tables import revision

B = TypeVar("B", bound=Body)

_PERSON = "person:"


@dataclass(frozen=True)
class Joined:
    """Every person record that is joined to another."""

    _main: dict[RecordId, RecordId] = field(default_factory=dict)
    _together: dict[RecordId, tuple[RecordId, ...]] = field(default_factory=dict)

    def main_of(self, person: RecordId) -> RecordId:
        """The record under which the person is shown."""
        return self._main.get(person, person)

    def records_of(self, person: RecordId) -> tuple[RecordId, ...]:
        """All records of the person, sorted."""
        return self._together.get(person, (person,))

    def scopes_of(self, scope: str) -> tuple[str, ...]:
        """All scopes of the person that a scope is about; of another scope only itself."""
        if not self._together or not scope.startswith(_PERSON):
            return (scope,)
        return tuple(person_scope(each) for each in self.records_of(scope.removeprefix(_PERSON)))

    def all_scopes_of(self, scopes: Iterable[str]) -> frozenset[str]:
        """As `scopes_of`, of each."""
        return frozenset(each for scope in scopes for each in self.scopes_of(scope))


def joined_in(connection: Connection) -> Joined:
    """What is joined now."""
    main = mains(each.body for each in joinings(connection))
    return Joined(main, together(main)) if main else Joined()


def joinings(connection: Connection) -> list[Current[Joining]]:
    """Every joining, those that say `apart` too, by record."""
    return _all(connection, Joining)


def movings(connection: Connection) -> list[Current[Moving]]:
    """Everything that is said of where words went, by record."""
    return _all(connection, Moving)


def _all(connection: Connection, kind: type[B]) -> list[Current[B]]:
    query = select(*bodies.READ).where(revision.c.kind == literal_column(f"'{kind.kind}'"))
    by_record: dict[RecordId, list[Row[Any]]] = {}
    for row in connection.execute(query.order_by(revision.c.record, revision.c.number)):
        by_record.setdefault(row[0].hex(), []).append(row)
    found = []
    for record, rows in by_record.items():
        try:
            now = current(record, [bodies.node(kind, row) for row in rows])
        except WrittenWithNewer:
            continue
        if now is not None:
            found.append(now)
    return found


def joining_record(one: RecordId, other: RecordId) -> RecordId:
    """The record in which it is said of these two: the same on every laptop, whichever is named first."""
    return derived_record(Joining.kind, *sorted((one, other)))
