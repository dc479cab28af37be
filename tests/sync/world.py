"""A small world for random histories: a council with an officer, laptops of several staff, people some of them work with; what
goes wrong with any of it; and what is true of all, by queries of its own."""

import contextlib
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from app.practice.errors import DeviceStopped, ExchangeFailed, SignInExpired
from app.practice.people import StaffRole
from app.records import exchange as kept
from app.records.open import open_casebook
from app.records.revision import RecordId
from app.records.vault import Vault
from sync.client.exchange import Outcome
from sync.client.pages import Pace
from sync.server.admin import CouncilDesk, open_desk
from sync.server.backup import back_up
from sync.server.council import Settings
from sync.server.fed import Remembered
from sync.server.restoring import restore
from tests.sync.councils import begun
from tests.sync.erasing.conftest import OFFICER
from tests.sync.laptops import CHEAP, PASSPHRASE, PASSWORD, Clock, Laptop, cheap_casebook, laptop_over

STAFF = ("ann", "jo", "sam")
LAPTOPS = ("ann", "jo", "sam", "ann2")
"""Ann has two."""
MOST_LAPTOPS = 5
PEOPLE = ("Grace Mensah", "Omar Haddad", "Lee Wong")
SETTINGS = Settings(cost=CHEAP)
TODAY, LONG_AGO, YESTERDAY = date(2026, 11, 21), date(2026, 1, 1), date(2026, 11, 20)


class PowerCutError(Exception):
    """The laptop goes dark."""


def make_template(home: Path) -> None:
    """What every history begins with; all are equal, and a backup has been made."""
    clock = Clock()
    desk = begun(home / "council", clock)
    desk.add_staff("Rosa Diaz", OFFICER, PASSWORD, StaffRole.RECORDS)
    people = desk.add_people([{"name": name} for name in PEOPLE])
    for place, name in enumerate(STAFF):
        desk.add_staff(name.title(), name, PASSWORD)
        for person in people[: 3 - place]:
            desk.works_with(name, person, since=LONG_AGO)
    for name in LAPTOPS:
        laptop = laptop_over(cheap_casebook(home / name, name, clock), desk.council, clock)
        laptop.sign_in(name[:3].strip("2"))
        assert laptop.exchanger.exchange().proved_equal
        laptop.exchanger.close()
        laptop.book.tidy()
        laptop.book.close()
    desk.close()
    (home / "backup0").mkdir()
    (home / "newest").write_text(str(back_up(home / "council", home / "backup0").file.relative_to(home)), encoding="utf-8")


@dataclass
class Seat:
    """A laptop, whose it is, and whether the council it last met is the one of now."""

    name: str
    staff: str
    laptop: Laptop
    met: bool = True
    drafts: dict[RecordId, bytes] = field(default_factory=dict)
    about: dict[RecordId, RecordId] = field(default_factory=dict)
    """Whom each draft is about."""


class World:
    """The world as it goes on. `written`: all that anybody ever wrote; `must`: what of it may never be lost."""

    def __init__(self, template: Path) -> None:
        self.home = Path(tempfile.mkdtemp())
        shutil.copytree(template, self.home, dirs_exist_ok=True)
        self.newest = self.home / (self.home / "newest").read_text(encoding="utf-8")
        self.clock = Clock()
        self.clock.on(hours=1)
        self.remembered = Remembered(many=0)
        self.desk: CouncilDesk = self._served()
        self.seats = [Seat(name, name.rstrip("2"), self.opened(name)) for name in LAPTOPS]
        self.people: list[RecordId] = sorted(line.person for line in self.desk.people())
        self.written: dict[str, bytes | None] = {}
        self.devices: set[str] = set()
        self.by_desk: set[str] = set()
        self.only_there: set[str] = set()
        self.closed: set[RecordId] = set()
        self.backed_up = 0.0
        self.must: set[str] = set()
        self.copies: list[tuple[Seat, Path]] = []
        self.backups = self.restores = self.steps = 0
        for seat in self.seats:
            self.note(seat)
        self.note_council()

    def _served(self) -> CouncilDesk:
        """The council by a process that remembers all it can, also what it saw before the council was put back."""
        desk = open_desk(self.home / "council", clock=self.clock, settings=SETTINGS)
        desk.council.remembered = self.remembered
        return desk

    def opened(self, name: str) -> Laptop:
        folder = self.home / name
        book = open_casebook(folder, PASSPHRASE, self.clock, vault=Vault(folder, cost=CHEAP))
        return laptop_over(book, self.desk.council, self.clock, Pace(rows=2, caution=1000))

    def note(self, seat: Seat) -> None:
        """Take down what was written on the laptop. What no laptop wrote, the council's desk did."""
        self.devices.add(seat.laptop.book.identity.device)
        self._note(self.rows(seat))

    def note_council(self) -> None:
        """Take down what was written at the council's desk."""
        self._note(self.council_rows())

    def _note(self, rows: dict[str, Any]) -> None:
        for id, row in rows.items():
            if id not in self.written:
                self.written[id] = row.body
                self.must.add(id)
                if row.device.hex() not in self.devices:
                    self.by_desk.add(id)

    def rows(self, seat: Seat) -> dict[str, Any]:
        """What is on a laptop."""
        with seat.laptop.book.view() as view:
            found = view.connection.exec_driver_sql("SELECT lower(hex(id)) AS id, scope, device, body FROM revision").all()
        assert len(found) == len({row.id for row in found})
        return {row.id: row for row in found}

    def council_rows(self) -> dict[str, Any]:
        """What the council has stored."""
        with self.desk.council.store.reading() as connection:
            found = connection.exec_driver_sql("SELECT lower(hex(id)) AS id, scope, device, body FROM revision").all()
        assert len(found) == len({row.id for row in found})
        return {row.id: row for row in found}

    def council_holds(self) -> set[str]:
        """What lies with a manager."""
        with self.desk.council.store.reading() as connection:
            query = "SELECT lower(hex(id)) FROM pending WHERE answer = 'held' AND row IS NOT NULL"
            return set(connection.exec_driver_sql(query).scalars())

    def answers(self, seat: Seat) -> dict[str, tuple[str, str]]:
        """What the laptop was told was not stored, and why."""
        with seat.laptop.book.view() as view:
            found = view.connection.exec_driver_sql("SELECT lower(hex(revision)) AS id, answer, reason FROM refusal").all()
        return {row.id: (row.answer, row.reason) for row in found}

    def unsent(self, seat: Seat) -> set[str]:
        """What still waits on the laptop."""
        with seat.laptop.book.view() as view:
            return set(view.connection.exec_driver_sql("SELECT lower(hex(revision)) FROM waiting").scalars())

    def fed(self, seat: Seat) -> set[str]:
        """The scopes that the council gives to a laptop, worked out once more."""
        staff = seat.laptop.book.identity.staff
        with self.desk.council.store.reading() as connection:
            run = connection.exec_driver_sql
            days = ("2026-11-21", "2026-11-21")
            given = set(
                run(
                    f"SELECT scope FROM access WHERE lower(hex(staff)) = '{staff}' AND since <= ? "
                    "AND coalesce(until, '9999-12-31') >= ?",
                    days,
                ).scalars()
            )
            pairs = [(row.scope, row.also) for row in run("SELECT scope, also FROM joined").all()]
        while more := {also for scope, also in pairs if scope in given} - given:
            given |= more
        return given | {"council", f"staff:{staff}"}

    def meets(self, seat: Seat, told: Callable[..., None] = lambda changes: None) -> Outcome:
        """An exchange; who is asked to sign in does."""
        for _ in range(3):
            try:
                outcome = seat.laptop.exchanger.exchange(told)
            except (DeviceStopped, SignInExpired):
                seat.laptop.sign_in(seat.staff)
                self.devices.add(seat.laptop.book.identity.device)
                continue
            seat.met = seat.met or outcome.proved_equal
            if outcome.proved_equal:
                self.is_equal(seat)
            return outcome
        raise AssertionError("signing in helps nobody")

    def meets_on(self, seat: Seat, before: Callable[..., None] | None, after: Callable[..., None] | None) -> None:
        """An exchange on a line that cuts, or a laptop that goes dark in the middle."""
        line = seat.laptop.line
        line.before, line.after = before, after
        try:
            with contextlib.suppress(ExchangeFailed):
                self.meets(seat)
        except PowerCutError:
            self.reopen(seat)
        seat.laptop.line.before = seat.laptop.line.after = None

    def reopen(self, seat: Seat) -> None:
        """The power went: what is on the disk is what there is."""
        seat.laptop.exchanger.close()
        seat.laptop.book.close()
        seat.laptop = self.opened(seat.name)

    def server_starts_again(self) -> None:
        """All that a process of the server knew is gone."""
        self.desk.close()
        self.remembered = Remembered(many=0)
        self.desk = self._served()
        for seat in self.seats:
            seat.laptop.line.council = self.desk.council

    def back_up(self) -> None:
        """As the command does: read back, and told to the laptops. A backup is named by the second in which it is made."""
        time.sleep(max(0.0, self.backed_up + 1.01 - time.monotonic()))
        self.backed_up = time.monotonic()
        self.backups += 1
        to = self.home / f"backup{self.backups}"
        to.mkdir()
        self.newest = back_up(self.home / "council", to).file

    def put_back(self) -> None:
        """The council is as it was when the newest backup was made. What was written at its own desk since then and had reached
        no laptop is gone, and what was on no laptop but one whose disk is gone; all else that a laptop wrote is not."""
        self.desk.close()
        shutil.rmtree(self.home / "council")
        restore(self.newest, self.home / "council")
        self.restores += 1
        self.desk = self._served()
        for seat in self.seats:
            seat.laptop.line.council = self.desk.council
            seat.met = False
        self.must -= (self.by_desk | self.only_there) - self.everywhere()

    def image(self, seat: Seat) -> None:
        """A copy of the laptop's folder is kept."""
        seat.laptop.book.tidy()
        to = self.home / f"image{len(self.copies)}"
        shutil.copytree(self.home / seat.name, to)
        self.copies.append((replace(seat, met=False, drafts=dict(seat.drafts), about=dict(seat.about)), to))

    def from_image(self, place: int, *, beside: bool) -> None:
        """A laptop made from an image: beside the others, or in the place of one of its owner's, of which what nobody else has
        is gone with its disk."""
        seat, folder = self.copies[place % len(self.copies)]
        staff = seat.staff
        old = next(seat for seat in self.seats if seat.staff == staff)
        name = f"{staff}-{self.steps}"
        shutil.copytree(folder, self.home / name)
        if not beside:
            others = {id for each in self.seats if each is not old for id in self.rows(each)}
            self.only_there |= set(self.rows(old)) - others
            old.laptop.exchanger.close()
            old.laptop.book.close()
            self.seats.remove(old)
        made = replace(seat, name=name, laptop=self.opened(name), drafts=dict(seat.drafts), about=dict(seat.about))
        self.seats.append(made)
        if not beside:
            self.must &= self.everywhere()
        self.must |= set(self.rows(self.seats[-1]))

    def everywhere(self) -> set[str]:
        """All that is on any laptop or with the council."""
        return set(self.council_rows()) | self.council_holds() | {id for seat in self.seats for id in self.rows(seat)}

    def is_equal(self, seat: Seat) -> None:
        """The laptop has what the council feeds it, but for what it knows it has to give or was not taken."""
        here, council, fed = self.rows(seat), self.council_rows(), self.fed(seat)
        theirs = {id for id, row in council.items() if row.scope in fed}
        own = set(self.answers(seat)) | self.unsent(seat)
        assert theirs <= set(here)
        assert {id for id, row in here.items() if row.scope in fed} - own == theirs
        for id in theirs:
            assert here[id].body == council[id].body

    def check(self) -> None:
        """True at every moment: nothing lost, nothing invented, drafts as typed, and what each status line says."""
        council, holds = self.council_rows(), self.council_holds()
        self._note({id: row for id, row in council.items() if row.device.hex() not in self.devices})
        union = dict.fromkeys(holds) | dict(council)
        for seat in self.seats:
            here = self.rows(seat)
            union |= {id: row for id, row in here.items() if id not in union}
            self._status_is_true(seat, here, set(council))
        assert self.must <= set(union)
        assert set(union) <= set(self.written)
        for rows in (council, *(self.rows(seat) for seat in self.seats)):
            for id, row in rows.items():
                assert row.body is None or row.body == self.written[id]

    def _status_is_true(self, seat: Seat, here: dict[str, Any], council: set[str]) -> None:
        standing = seat.laptop.exchanger.status()
        unsent, answers = self.unsent(seat), self.answers(seat)
        assert (standing.waiting, len(standing.refusals)) == (len(unsent - set(answers)), len(answers))
        with seat.laptop.book.view() as view:
            sums = {
                row.scope: (row.revisions, row.total) for row in view.connection.exec_driver_sql("SELECT * FROM scope_digest")
            }
            typed = {each.record: each.body for each in view.drafts()}
            fed = view.connection.exec_driver_sql("SELECT scope FROM fed ORDER BY scope").scalars().all()
            total = view.value("exchange sum")
        assert typed == {each: body for each, body in seat.drafts.items() if each in typed or seat.about[each] not in self.closed}
        worked_out: dict[str, list[int]] = defaultdict(list)
        for id, row in here.items():
            if id not in unsent and id not in answers:
                worked_out[row.scope].append(int(id, 16))
        of_it = {scope: (len(ids), (sum(ids) % 2**256).to_bytes(32, "big")) for scope, ids in worked_out.items()}
        assert of_it == {scope: each for scope, each in sums.items() if each[0]}
        if total is not None and total[:16] == sha256("\n".join(fed).encode()).digest()[:16]:
            mine = [each for scope in fed for each in worked_out.get(scope, [])]
            assert total[16:] == len(mine).to_bytes(8, "big") + (sum(mine) % 2**256).to_bytes(32, "big")
        if seat.met and standing.all_with_council:
            missing = {id: here[id].scope for id in set(here) - council}
            if missing:  # what another laptop gave after this one had, and the council holds, is with the council
                held, fed = self.council_holds(), self.fed(seat)
                assert not {id: scope for id, scope in missing.items() if scope in fed or id not in held}

    def end(self) -> None:
        """With a good line and nobody interfering, all become equal, and every word is accounted for."""
        for _ in range(4):
            for seat in self.seats:
                outcome = self.meets(seat)
                assert outcome.proved_equal or seat.laptop.exchanger.status().refusals
        self.check()
        council, holds = set(self.council_rows()), self.council_holds()
        answered: dict[str, tuple[str, str]] = {}
        for seat in self.seats:
            self.is_equal(seat)
            answers = self.answers(seat)
            standing = seat.laptop.exchanger.status()
            assert (standing.waiting, standing.filling) == (0, 0)
            self._only_what_is_pending_stayed(seat, answers)
            answered |= answers
            while seat.laptop.exchanger.check_some():
                pass
            assert seat.laptop.exchanger.status().not_signed == 0
        assert all(reason.partition(": ")[2] for _, reason in answered.values())
        told_held = {id for id, (answer, _) in answered.items() if answer == kept.HELD}
        assert told_held <= holds | council
        assert self.must <= council | holds | set(answered)

    def _only_what_is_pending_stayed(self, seat: Seat, answers: dict[str, tuple[str, str]]) -> None:
        """Of people who left the laptop nothing is here but where a draft or a refused word keeps them."""
        with seat.laptop.book.view() as view:
            typed = set(view.connection.exec_driver_sql("SELECT scope FROM draft").scalars())
            shown = set(view.connection.exec_driver_sql("SELECT scope FROM photo_name").scalars())
        here, fed, council = self.rows(seat), self.fed(seat), set(self.council_rows())
        staying = typed | {here[id].scope for id, (answer, _) in answers.items() if answer == kept.REFUSED}
        staying |= {row.scope for id, row in here.items() if id not in council}
        for row in here.values():
            assert row.scope in fed | staying or self._not_backed_up(later=row.scope in shown)

    def _not_backed_up(self, *, later: bool) -> bool:
        """Whether the newest backup that the council speaks of does not reach to the end of its feed; or not past it, as it must
        `later` than photos, which have no number."""
        with self.desk.council.store.reading() as connection:
            backed_up = connection.exec_driver_sql("SELECT coalesce(max(number), -1) FROM backup").scalar_one()
            last = connection.exec_driver_sql("SELECT max(number) FROM revision").scalar_one()
        return bool(last + later > backed_up)

    def close(self) -> None:
        for seat in self.seats:
            seat.laptop.exchanger.close()
            seat.laptop.book.close()
        self.desk.close()
        shutil.rmtree(self.home)
