"""What the `council` commands do: begin a council, its staff, its people, who works with whom, laptops, what is held.

Everything that laptops see goes through admission as revisions written at the council's desk.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from app.practice.errors import FileMistake, NotFound, PassphraseTooShort
from app.practice.groups import Body
from app.practice.people import Council, Grant, Person, Staff, StaffRole
from app.practice.rules import LaptopRules
from app.records import erasing, ledger
from app.records.batches import chunks
from app.records.revision import COUNCIL_SCOPE, RecordId, derived_record, new_record, person_scope, staff_scope, written_time
from app.records.sealing import new_pair, write_key_file
from app.records.tables import revision, scope_digest
from app.records.waiting import Opened
from sync.protocol import Row, revision_of
from sync.server import audit, chain, endings, identity, intake, laptops, store, trail
from sync.server.admission import PARENT_HELD, STORED, Answer, in_fair_order, judge
from sync.server.council import CouncilServer, Settings, open_council, utc_now
from sync.server.desk import Desk, desk_of, hand_in, new_desk, register_desk, sealed
from sync.server.guides import GuideDesk
from sync.server.people_rows import person_of
from sync.server.projection import now_of, scopes_of, uk_day
from sync.server.rules import rules_of
from sync.server.store import Database
from sync.server.tables import access, account, device, member, pending, token

LEAST_PASSWORD = 8


@dataclass(frozen=True)
class StaffLine:
    """A member of staff as the list shows them."""

    staff: RecordId
    name: str
    sign_in: str
    role: StaffRole
    left: bool
    password: bool = True
    """Not after the council was put back from a backup that did not know them: then they need another."""


@dataclass(frozen=True)
class PersonLine:
    """A person as the list shows them. `with_staff` are the names of those who work with them today."""

    person: RecordId
    name: str
    council_number: str
    with_staff: tuple[str, ...]


@dataclass(frozen=True)
class DeviceLine:
    """A laptop as the list shows it. `stopped` is empty while it may exchange."""

    device: str
    staff: str
    registered: datetime
    seen: datetime
    stopped: str


@dataclass(frozen=True)
class HeldLine:
    """A revision that waits for a manager. Holds nobody's words."""

    revision: str
    staff: str
    person: str
    code: str
    at: datetime


class CouncilDesk:
    """The council's desk, open."""

    def __init__(self, council: CouncilServer, desk: Desk) -> None:
        self.council = council
        self._desk = desk

    def _begin(self, about: Council, administrator: str, sign_in: str, password: str) -> None:
        staff = self._desk.staff
        with self.council.writing() as connection:
            register_desk(connection, self._desk, self.council.clock())
            first = {"staff": staff, "name": administrator, "role": StaffRole.ADMINISTRATOR.value, "left": 0}
            connection.execute(insert(member).values(first))
            self._add_account(connection, staff, sign_in, password)
            body = Staff(name=administrator, sign_in=identity.account_name(sign_in), role=StaffRole.ADMINISTRATOR)
            self._hand_in(connection, body, COUNCIL_SCOPE, staff)
            self._hand_in(connection, about, COUNCIL_SCOPE, new_record())

    def add_staff(self, name: str, sign_in: str, password: str, role: StaffRole = StaffRole.WORKER) -> RecordId:
        """A new member of staff who may sign in. Raises `FileMistake` when the sign-in name is taken, `PassphraseTooShort`."""
        record = new_record()
        with self.council.writing() as connection:
            self._add_account(connection, record, sign_in, password)
            body = Staff(name=name, sign_in=identity.account_name(sign_in), role=role)
            self._hand_in(connection, body, COUNCIL_SCOPE, record)
        return record

    def set_password(self, sign_in: str, password: str) -> None:
        """Another password; sign-ins that hold go on. Raises `NotFound`, `PassphraseTooShort`."""
        kept = _kept_password(password, self.council)
        change = update(account).where(account.c.sign_in == identity.account_name(sign_in))
        with self.council.writing() as connection:
            if connection.execute(change.values(password=kept)).rowcount == 0:
                entry = {"staff": _without_account(connection, sign_in), "sign_in": identity.account_name(sign_in)}
                connection.execute(insert(account).values(entry | {"password": kept, "wrong": 0}))
            identity.forgive(connection, sign_in)
            audit.note(connection, self.council.clock(), "password set", staff=self._desk.staff)

    def staff_left(self, sign_in: str) -> None:
        """They work here no longer: their laptops stop and they cannot sign in; what they wrote stays. Raises `NotFound`."""
        with self.council.writing() as connection:
            record = _staff_named(connection, sign_in)
            heads, body = self._current(connection, record)
            if isinstance(body, Staff):
                self._hand_in(connection, msgspec.structs.replace(body, left=True), COUNCIL_SCOPE, record, heads)

    def add_people(self, rows: Iterable[Mapping[str, str]]) -> list[RecordId]:
        """People from the rows of a CSV file, all or none. One whose council number is known already is left as they are.

        Raises `FileMistake`, naming the row.
        """
        bodies = [person_of(row, place) for place, row in enumerate(rows, start=2)]
        made: list[RecordId] = []
        with self.council.writing() as connection:
            for body in bodies:
                number = body.council_number
                record = _record_of(connection, number) if number else new_record()
                made.append(record)
                if not _scope_begun(connection, person_scope(record)):
                    self._hand_in(connection, body, person_scope(record), record)
                    connection.execute(delete(access).where(access.c.source == record))
        return made

    def works_with(
        self, sign_in: str, person: RecordId, *, since: date | None = None, until: date | None = None, why: str = ""
    ) -> RecordId:
        """A member of staff works with a person from a day (today) to a day; said again, the days change. Raises `NotFound`."""
        with self.council.writing() as connection:
            staff = _staff_named(connection, sign_in)
            if not _scope_begun(connection, person_scope(person)):
                raise NotFound(what="person", name=person)
            record = derived_record("grant", staff, person)
            heads, _ = self._current(connection, record)
            begin = since or uk_day(self.council.clock())
            body = Grant(staff=staff, person=person, since=begin, until=until, why=why)
            self._hand_in(connection, body, staff_scope(staff), record, heads)
        return record

    def set_council(self, body: Council) -> None:
        """What is printed about the council."""
        with self.council.writing() as connection:
            query = select(revision.c.record).where(revision.c.kind == Council.kind).limit(1)
            record = connection.execute(query).scalar_one()
            heads, _ = self._current(connection, record)
            self._hand_in(connection, body, COUNCIL_SCOPE, record, heads)

    def staff(self) -> list[StaffLine]:
        """Everyone on the list of staff, by name; also those whose record is here and whose password is not."""
        query = select(member, account.c.sign_in).outerjoin(account, account.c.staff == member.c.staff)
        found = []
        with self.council.writing() as connection:
            audit.note(connection, self.council.clock(), "listed staff", staff=self._desk.staff)
            for row in connection.execute(query.order_by(member.c.name)).all():
                sign_in = row.sign_in or ("" if row.left else _sign_in_of(connection, row.staff))
                if sign_in:
                    password = row.sign_in is not None
                    found.append(StaffLine(row.staff, row.name, sign_in, StaffRole(row.role), bool(row.left), password))
        return found

    def people(self) -> list[PersonLine]:
        """Everyone the council has a record of, by name."""
        today = uk_day(self.council.clock())
        found = []
        with self.council.writing() as connection:
            audit.note(connection, self.council.clock(), "listed people", staff=self._desk.staff)
            members = {row.staff: row.name for row in connection.execute(select(member).where(member.c.left == 0))}
            fed = {staff: set(scopes_of(connection, staff, today)) for staff in members}
            query = select(revision.c.record).where(revision.c.kind == Person.kind).distinct()
            for record in connection.execute(query).scalars():
                _, body = self._current(connection, record)
                names = sorted(members[staff] for staff, scopes in fed.items() if person_scope(record) in scopes)
                if isinstance(body, Person):
                    found.append(PersonLine(record, body.name, body.council_number, tuple(names)))
        return sorted(found, key=lambda line: (line.name, line.person))

    def devices(self) -> list[DeviceLine]:
        """Every registered laptop, the one seen last first. The desk itself is not among them."""
        query = select(device, member.c.name).outerjoin(member, member.c.staff == device.c.staff)
        with self.council.writing() as connection:
            audit.note(connection, self.council.clock(), "listed laptops", staff=self._desk.staff)
            rows = connection.execute(query.where(device.c.id != self._desk.device).order_by(device.c.seen.desc())).all()
        return [
            DeviceLine(row.id, row.name or "", written_time(row.registered), written_time(row.seen), stopped_words(row.stopped))
            for row in rows
        ]

    def stop_device(self, device_id: str, why: str) -> None:
        """Let the laptop exchange no more. `why` is read by whoever has it. Raises `NotFound`."""
        with self.council.writing() as connection:
            change = update(device).where(device.c.id == device_id, device.c.id != self._desk.device)
            if connection.execute(change.values(stopped=why)).rowcount == 0:
                raise NotFound(what="laptop", name=device_id)
            connection.execute(delete(token).where(token.c.device == device_id))
            audit.note(connection, self.council.clock(), "laptop stopped", staff=self._desk.staff, device=device_id)

    def device_lost(self, device_id: str, why: str = "") -> None:
        """The laptop is lost: at its next contact it destroys its key. Raises `NotFound`."""
        with self.council.writing() as connection:
            laptops.end_device(connection, self._desk, device_id, endings.LOST, why, self.council.clock())

    def recall(self, device_id: str, why: str = "") -> None:
        """The laptop is called back: it hands in what waits, then destroys its key. Raises `NotFound`."""
        with self.council.writing() as connection:
            laptops.end_device(connection, self._desk, device_id, endings.RECALLED, why, self.council.clock())

    def rules(self) -> LaptopRules:
        """What the council has set for its laptops."""
        with self.council.writing() as connection:
            return rules_of(connection)

    def set_rules(self, **changes: object) -> LaptopRules:
        """Change what the council has set for its laptops."""
        with self.council.writing() as connection:
            return laptops.set_rules(connection, self._desk, self.council.clock(), **changes)

    @property
    def guides(self) -> GuideDesk:
        """The guides that the council publishes."""
        return GuideDesk(self.council, self._desk)

    def make_key(self, file: Path) -> None:
        """A new pair of keys for the council: the private half goes into the file and nowhere else. Raises `FileMistake` when
        the file is there already, `StoreFull`, `StoreReadOnly`."""
        if file.exists():
            raise FileMistake(file=str(file), where="", what="there is a file of this name already")
        private, public = new_pair()
        write_key_file(file, private)
        self.set_rules(seal_key=public.hex())

    def take_in(self, opened: Opened) -> laptops.TakenIn:
        """Take in what a laptop's waiting file held."""
        with self.council.writing() as connection:
            return laptops.take_in(connection, self._desk, opened, self.council.clock())

    def held(self) -> list[HeldLine]:
        """What waits for a manager, the oldest first."""
        query = select(pending, member.c.name).outerjoin(member, member.c.staff == pending.c.staff)
        with self.council.writing() as connection:
            audit.note(connection, self.council.clock(), "listed what is held", staff=self._desk.staff)
            rows = connection.execute(query.where(pending.c.answer == Answer.HELD.value).order_by(pending.c.at)).all()
        return [HeldLine(row.id, row.name or "", row.scope, row.code, written_time(row.at)) for row in rows]

    def release_held(self, code: str) -> int:
        """Store what was held for this reason (`no access`, say): a manager has looked. Returns how many were stored."""
        at = self.council.clock()
        with self.council.writing() as connection:
            query = select(pending.c.row).where(
                pending.c.answer == Answer.HELD.value, pending.c.code.in_((code, PARENT_HELD.code))
            )
            released = [revision_of(msgspec.msgpack.decode(row, type=Row)) for row in connection.execute(query).scalars()]
            ground = intake.ground_for(connection, released, self._desk.staff, {each.header.scope for each in released})
            ground.held -= {each.id for each in released}
            ground.laptops = {name: replace(laptop, stopped=False) for name, laptop in ground.laptops.items()}
            new = []
            for each in in_fair_order(released):
                verdict = judge(each, ground)
                ground.took(each, verdict)
                if verdict == STORED:
                    new.append(each)
            intake.keep(connection, new, at)
            for chunk in chunks([each.id for each in new]):
                connection.execute(delete(pending).where(pending.c.id.in_(chunk)))
            audit.note(connection, at, "released", staff=self._desk.staff, scopes={each.header.scope: 1 for each in new})
        return len(new)

    def trail(self, wanted: trail.Wanted) -> Iterator[trail.Step]:
        """The rows of the audit that are wanted, in their order; that it was read is the last of them."""
        with self.council.writing() as connection:
            scopes = None if wanted.scope is None else {wanted.scope: 1}
            audit.note(connection, self.council.clock(), "read the audit", staff=self._desk.staff, scopes=scopes)
        with self.council.store.reading() as connection:
            yield from trail.steps(connection, wanted)

    def check_audit(self, known: Iterable[chain.Mark] = ()) -> chain.Checked:
        """Whether every row of the audit is there and as it was written. `known` are marks that were kept elsewhere."""
        with self.council.store.reading() as connection:
            return chain.check(connection, known)

    def close(self) -> None:
        """Let go of the store."""
        self.council.close()

    def _add_account(self, connection: Connection, staff: RecordId, sign_in: str, password: str) -> None:
        name = identity.account_name(sign_in)
        if not name:
            raise FileMistake(file="", where="sign-in", what="the sign-in name is empty")
        if connection.execute(select(account.c.staff).where(account.c.sign_in == name)).first() is not None:
            raise FileMistake(file="", where="sign-in", what=f"{name} is taken")
        entry = {"sign_in": name, "staff": staff, "password": _kept_password(password, self.council), "wrong": 0}
        connection.execute(insert(account).values(entry))

    def _hand_in(self, connection: Connection, body: Body, scope: str, record: RecordId, onto: tuple[str, ...] = ()) -> None:
        at = self.council.clock()
        hand_in(connection, self._desk, [sealed(self._desk, body, scope, record, at, onto)], at)

    def _current(self, connection: Connection, record: RecordId) -> tuple[tuple[str, ...], object]:
        return ledger.heads_of(connection, record), now_of(connection, record)


def begin_council(
    data: Path,
    about: Council,
    *,
    administrator: str,
    sign_in: str,
    password: str,
    clock: Callable[[], datetime] = utc_now,
    settings: Settings | None = None,
    database: Database | None = None,
) -> CouncilDesk:
    """A new council in the folder with its first administrator; its record in `database` if one is given.

    Raises `FileMistake` when one is there, `PassphraseTooShort`.
    """
    check_beginning(data, password)
    if database is not None:
        data.mkdir(parents=True, exist_ok=True)
        store.write_database(data / store.DATABASE_FILE, database)
    council = open_council(data, clock=clock, settings=settings, make=True)
    staff = new_record()
    desk = CouncilDesk(council, new_desk(data, staff))
    desk._begin(about, administrator, sign_in, password)
    return desk


def check_beginning(data: Path, password: str) -> None:
    """That a council can begin in the folder with this password. Raises `FileMistake`, `PassphraseTooShort`."""
    if store.there(data):
        raise FileMistake(file=str(data), where="", what="there is a council here already")
    if len(password) < LEAST_PASSWORD:
        raise PassphraseTooShort(least=LEAST_PASSWORD)


def open_desk(data: Path, *, clock: Callable[[], datetime] = utc_now, settings: Settings | None = None) -> CouncilDesk:
    """The desk of the council in the folder. Raises `NotFound`."""
    return CouncilDesk(open_council(data, clock=clock, settings=settings), desk_of(data))


def stopped_words(stopped: str | None) -> str:
    """Why a laptop was stopped, on one line."""
    return ": ".join(part for part in (endings.code_of(stopped), endings.why_of(stopped)) if part)


def _kept_password(password: str, council: CouncilServer) -> str:
    if len(password) < LEAST_PASSWORD:
        raise PassphraseTooShort(least=LEAST_PASSWORD)
    return identity.password_kept(password, council.settings.cost)


def _staff_named(connection: Connection, sign_in: str) -> RecordId:
    query = select(account.c.staff).where(account.c.sign_in == identity.account_name(sign_in))
    found: RecordId | None = connection.execute(query).scalar()
    if found is None:
        raise NotFound(what="staff", name=sign_in)
    return found


def _sign_in_of(connection: Connection, staff: RecordId) -> str:
    body = now_of(connection, staff)
    return body.sign_in if isinstance(body, Staff) else ""


def _without_account(connection: Connection, sign_in: str) -> RecordId:
    """Who signs in by this name according to their record, and has no account: lost with what was not in a backup."""
    query = select(member.c.staff).outerjoin(account, account.c.staff == member.c.staff)
    for staff in connection.execute(query.where(account.c.staff.is_(None), member.c.left == 0)).scalars().all():
        if _sign_in_of(connection, staff) == identity.account_name(sign_in):
            return str(staff)
    raise NotFound(what="staff", name=sign_in)


def _scope_begun(connection: Connection, scope: str) -> bool:
    query = select(func.count()).select_from(scope_digest).where(scope_digest.c.scope == scope)
    return bool(connection.execute(query).scalar_one())


def _record_of(connection: Connection, number: str) -> RecordId:
    """The record that the council number names. Where that was erased as a whole it is closed for good, and the next is taken."""
    record, times = derived_record("person", number), 1
    while (cover := erasing.covers_of(connection, [person_scope(record)]).get(person_scope(record))) and cover.everything:
        times += 1
        record = derived_record("person", number, str(times))
    return record
