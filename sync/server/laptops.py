"""The council and its laptops: those that are lost or called back, the rules they keep, and what a waiting file held."""

from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import Connection, select, update

from app.practice.errors import NotFound
from app.practice.rules import LaptopRules
from app.records import ledger
from app.records.revision import COUNCIL_SCOPE, Revision, derived_record
from app.records.waiting import Opened
from sync.protocol import HELD
from sync.server import audit, endings, intake
from sync.server.desk import Desk, hand_in, sealed
from sync.server.projection import scopes_of, uk_day
from sync.server.rules import rules_of, rules_record
from sync.server.tables import device


@dataclass(frozen=True)
class TakenIn:
    """What became of a waiting file: stored, kept for a manager, refused, there already; and what could not be read in it."""

    stored: int = 0
    held: int = 0
    refused: int = 0
    known: int = 0
    drafts: int = 0
    unread: int = 0


def end_device(connection: Connection, desk: Desk, device_id: str, code: str, why: str, at: datetime) -> None:
    """Say that a laptop is lost, or called back. Its sign-in stays known, so that it is told. Raises `NotFound`."""
    change = update(device).where(device.c.id == device_id, device.c.id != desk.device)
    if len(device_id) != 32 or connection.execute(change.values(stopped=endings.written(code, why))).rowcount == 0:
        raise NotFound(what="laptop", name=device_id)
    audit.note(connection, at, f"laptop {code}", staff=desk.staff, device=device_id)


def set_rules(connection: Connection, desk: Desk, at: datetime, **changes: object) -> LaptopRules:
    """Change what the council has set for its laptops; what is not named stays as it is."""
    record = rules_record(connection) or derived_record("laptop-rules", COUNCIL_SCOPE)
    body: LaptopRules = msgspec.structs.replace(rules_of(connection), **changes)
    onto = ledger.heads_of(connection, record)
    hand_in(connection, desk, [sealed(desk, body, COUNCIL_SCOPE, record, at, onto)], at)
    return body


def take_in(connection: Connection, desk: Desk, opened: Opened, at: datetime) -> TakenIn:
    """Put what a waiting file held before admission, as if its laptop had brought it. Doing it twice does no harm."""
    done = TakenIn(drafts=len(opened.drafts), unread=opened.unread)
    known = ledger.known_ids(connection, [each.id for each in opened.revisions])
    by_device: dict[str, list[Revision]] = {}
    for each in opened.revisions:
        if each.id not in known:
            by_device.setdefault(each.header.device, []).append(each)
    stored, not_stored = 0, []
    for device_id, revisions in sorted(by_device.items()):
        staff = connection.execute(select(device.c.staff).where(device.c.id == device_id)).scalar() or desk.staff
        scopes = scopes_of(connection, staff, uk_day(at))
        taken = intake.take(connection, revisions, staff=staff, device_id=device_id, scopes=scopes, at=at)
        stored += taken.stored
        not_stored += [each.answer for each in taken.not_stored]
    held = not_stored.count(HELD)
    return TakenIn(stored, held, len(not_stored) - held, len(known), done.drafts, done.unread)
