"""Whom a record is about, for saying how to reach and speak with them."""

from app.casebook.desk import Desk, allow_scope
from app.practice.errors import KitchenTableError
from app.practice.people import Person
from app.records.revision import RecordId


def whom(desk: Desk, record: RecordId) -> Person | None:
    """The person whose record it is or in whose record it stands; None where it is about nobody, or nobody may come up now."""
    with desk.book.view() as view:
        try:
            scope = view.scope_of(record)
            allow_scope(view, scope)
        except KitchenTableError:
            return None
        kind, _, person = scope.partition(":")
        found = view.find(Person, view.joined.main_of(person)) if kind == "person" else None
    return found.body if found else None
