"""How long this laptop has been away from its council, and what was noticed when the casebook was opened."""

from dataclasses import dataclass
from datetime import timedelta

from app.casebook.desk import Desk, under_way
from app.records.council_rules import look_at_clock, rules_in
from app.records.exchange import state_of
from app.records.watching import COUNTED_AT_MOST, count_through


@dataclass(frozen=True)
class Contact:
    """`days` is the council's limit without an exchange, 0 for none. `left` days until it is reached, where that is near.

    `over`: it is reached, so records stay closed until an exchange; never while a visit is open.
    """

    days: int = 0
    left: int | None = None
    over: bool = False


def contact_of(desk: Desk) -> Contact:
    """How it stands now; looking moves the time on. A laptop that never met a council has no limit. Raises as the store does."""
    with desk.book.view() as view:
        rules = rules_in(view)
        met = bool(state_of(view).council)
        visit = under_way(view) is not None
    if not met:
        return Contact()
    left = look_at_clock(desk.book).left(rules)
    if left is None:
        return Contact()
    if left <= timedelta(0):
        return Contact(rules.offline_days, 0, over=not visit)
    near = left <= timedelta(days=rules.warn_days)
    return Contact(rules.offline_days, -(-left // timedelta(days=1)) if near else None)


def noticed(desk: Desk) -> tuple[str, ...]:
    """What was noticed about the casebook's files, by name; counts through it, unless it is very large. Raises the `Store...`
    family."""
    with desk.book.view() as view:
        few = view.connection.exec_driver_sql("SELECT coalesce(max(number), 0) FROM revision").scalar() or 0
    counted = count_through(desk.book) if few <= COUNTED_AT_MOST else ()
    return tuple(dict.fromkeys((*desk.book.noticed, *counted)))
