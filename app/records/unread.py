"""What is here and cannot be read by this app: whoever must be careful asks for it by name."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from app.practice.groups import Body
from app.records import bodies, ledger
from app.records.revision import RecordId
from app.records.tables import revision


def unreadable(connection: Connection, kind: type[Body], scopes: Iterable[str]) -> frozenset[RecordId]:
    """The records of the kind in these scopes of which something was written with a newer version of the app."""
    query = select(revision).where(revision.c.kind == kind.kind, revision.c.scope.in_(list(scopes)), revision.c.body.is_not(None))
    return frozenset(each.header.record for each in ledger.revisions_where(connection, query) if bodies.is_newer(each))
