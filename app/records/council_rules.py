"""What the council has set, as the laptop knows it; and how long the laptop has been away from its council."""

from datetime import datetime, timedelta

import msgspec
from sqlalchemy import select

from app.practice.rules import DEFAULT_RULES, MOST_VISIT_HOURS, Away, LaptopRules, met
from app.records.book import Casebook, View
from app.records.revision import COUNCIL_SCOPE
from app.records.safekeeping import SEAL_KEY
from app.records.sealing import is_key
from app.records.tables import revision

AWAY = "away"


def rules_in(view: View) -> LaptopRules:
    """What the council has set; the defaults before it has set anything."""
    query = select(revision.c.record).where(revision.c.scope == COUNCIL_SCOPE, revision.c.kind == LaptopRules.kind)
    query = query.order_by(revision.c.number).limit(1)
    record = view.connection.execute(query).scalar()
    found = view.find(LaptopRules, record) if record is not None else None
    return found.body if found is not None else DEFAULT_RULES


def visit_at_most(rules: LaptopRules) -> timedelta:
    """How long an open visit may keep its words on the laptop."""
    return timedelta(hours=min(max(rules.visit_hours, 0), MOST_VISIT_HOURS))


def away_in(view: View) -> Away:
    """How long the laptop has been away, as of the last look at the clock."""
    kept = view.value(AWAY)
    return Away() if kept is None else msgspec.json.decode(kept, type=Away)


def look_at_clock(book: Casebook) -> Away:
    """How long the laptop has been away, looked at now and remembered. Raises the `Store...` family."""
    with book.view() as view:
        away = away_in(view).seen(book.clock(), rules_in(view))
    book.jot(AWAY, msgspec.json.encode(away))
    return away


def note_met(book: Casebook, at: datetime) -> None:
    """Both sides have just met. Raises the `Store...` family."""
    book.jot(AWAY, msgspec.json.encode(met(at)))


def keep_seal_key(book: Casebook, public: bytes) -> None:
    """Seal what waits to this key of the council from now on. Raises the `Store...` family."""
    if not is_key(public):
        return
    with book.unit() as unit:
        if unit.value(SEAL_KEY) != public:
            unit.put(SEAL_KEY, public)
            unit.marks = True
            unit.commit()


def seal_key_in(view: View) -> bytes:
    """The council's public key; empty while none is known."""
    return view.value(SEAL_KEY) or b""


def follow_rules(book: Casebook) -> None:
    """After rules came from the council: take up the key in them. Raises the `Store...` family."""
    with book.view() as view:
        said = rules_in(view).seal_key
    if len(said) == 64 and all(each in "0123456789abcdef" for each in said):
        keep_seal_key(book, bytes.fromhex(said))
