"""The order in which what waits is sent: that in which it was written, looked up once for page after page."""

from collections.abc import Hashable, Iterator
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from app.records.tables import refusal, revision, waiting

AT_ONCE = 100


class Outgoing:
    """The numbers of what may go. They were found at one moment and may be told anew at any: what went meanwhile is passed over,
    what came is found when the others have gone."""

    def __init__(self) -> None:
        self._numbers: list[int] = []
        self._ground: Hashable = None

    def rows(self, connection: Connection, sendable: Select[Any], ground: Hashable) -> Iterator[Row[Any]]:
        """What the query finds of revisions, as they were written. With another `ground` than last time older ones may go too, so
        the numbers are found anew."""
        fresh = ground != self._ground or not self._numbers
        if fresh:
            self._find(connection, sendable, ground)
        nothing = True
        for row in self._still(connection):
            nothing = False
            yield row
        if nothing and not fresh:
            self._find(connection, sendable, ground)
            yield from self._still(connection)

    def _find(self, connection: Connection, sendable: Select[Any], ground: Hashable) -> None:
        self._numbers = sorted(connection.execute(sendable.with_only_columns(revision.c.number)).scalars())
        self._ground = ground

    def _still(self, connection: Connection) -> Iterator[Row[Any]]:
        place = 0
        while part := self._numbers[place : place + AT_ONCE]:
            found = _still_to_go(connection, part)
            if not found and not place:
                del self._numbers[:AT_ONCE]
                continue
            place += AT_ONCE
            yield from found


def _still_to_go(connection: Connection, numbers: list[int]) -> list[Row[Any]]:
    """Those of these that may still go, looked up by their numbers."""
    rows = connection.execute(select(revision).where(revision.c.number.in_(numbers)).order_by(revision.c.number)).all()
    ids = [row.id for row in rows]
    waits = select(waiting.c.revision).where(waiting.c.revision.in_(ids), waiting.c.held_by.is_(None))
    refused = select(refusal.c.revision).where(refusal.c.revision.in_(ids))
    going = set(connection.execute(waits).scalars()) - set(connection.execute(refused).scalars())
    return [row for row in rows if row.id in going]
