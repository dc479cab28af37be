"""Random histories of three laptops with faults, on the real client and the real server: nothing lost, nothing invented, nothing
twice, drafts never shrink, and an exchange that said "equal" means equal sets."""

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from app.practice.changes import Changes
from app.practice.errors import ExchangeFailed
from app.practice.groups import Body
from app.practice.people import CirclePerson, Council, Role, Speaker
from app.practice.statements import Answer, ReadBack, Statement
from app.records.drafts import Draft
from app.records.open import open_casebook
from app.records.revision import RecordId, new_record, person_scope
from app.records.tables import revision
from app.records.vault import Vault
from sync.client.pages import Pace
from sync.protocol import COMPARE_PATH
from sync.server.admin import CouncilDesk, begin_council, open_desk
from sync.server.council import Settings
from sync.server.fed import Remembered
from tests.sync.laptops import CHEAP, PASSPHRASE, PASSWORD, START, Clock, Laptop, cheap_casebook, laptop_over

NAMES = ("ann", "jo", "sam")
SETTINGS = Settings(cost=CHEAP)


class PowerCutError(Exception):
    """The laptop goes dark."""


@pytest.fixture(scope="module")
def template() -> Iterator[Callable[[], Path]]:
    """A folder with a council, three signed-in laptops and two people all three work with; copied for each history."""
    home = Path(tempfile.mkdtemp())
    clock = Clock()
    about = Council(name="Westbrook")
    desk = begin_council(
        home / "council", about, administrator="P", sign_in="p", password=PASSWORD, clock=clock, settings=SETTINGS
    )
    people = desk.add_people([{"name": "Grace Mensah"}, {"name": "Omar Haddad"}])
    for name in NAMES:
        desk.add_staff(name.title(), name, PASSWORD)
        for person in people:
            desk.works_with(name, person)
        laptop = laptop_over(cheap_casebook(home / name, name, clock), desk.council, clock)
        laptop.sign_in(name)
        assert laptop.exchanger.exchange().proved_equal
        laptop.book.tidy()
        laptop.book.close()
    with desk.council.writing() as connection:
        raw = connection.connection.driver_connection
    assert raw is not None
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    desk.close()
    yield lambda: home
    shutil.rmtree(home)


class Histories(RuleBasedStateMachine):
    """What workers do and what goes wrong, in any order."""

    template: Path
    records = Bundle("records")
    who = st.sampled_from(range(3))

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp())
        shutil.copytree(self.template, self.home, dirs_exist_ok=True)
        self.clock = Clock()
        self.clock.on(hours=1)
        self.desk: CouncilDesk = open_desk(self.home / "council", clock=self.clock, settings=SETTINGS)
        self.desk.council.remembered = Remembered(many=0)
        self.laptops = [self._open(name) for name in NAMES]
        self.people = [line.person for line in self.desk.people()]
        self.written: dict[str, bytes] = {}
        self.drafts: list[dict[RecordId, bytes]] = [{}, {}, {}]
        self._note_written()

    def _open(self, name: str) -> Laptop:
        folder = self.home / name
        book = open_casebook(folder, PASSPHRASE, self.clock, vault=Vault(folder, cost=CHEAP))
        return laptop_over(book, self.desk.council, self.clock, Pace(rows=2, caution=1000))

    def teardown(self) -> None:
        """In the end, with a good line, every laptop is equal to the council and all that was ever written is there."""
        for laptop in self.laptops:
            laptop.line.before = laptop.line.after = None
        for laptop in [*self.laptops, *self.laptops]:
            assert laptop.exchanger.exchange().proved_equal
        council = self._council_rows()
        assert set(council) == set(self.written)
        for laptop in self.laptops:
            assert laptop.exchanger.status().proved_equal
            assert laptop.waiting() == 0
            laptop.book.close()
        self.desk.close()
        shutil.rmtree(self.home)

    @rule(target=records, who=who, person=st.integers(0, 1), words=st.text(max_size=30))
    def says(self, who: int, person: int, words: str) -> tuple[type[Body], RecordId]:
        made = self.laptops[who].say(self.people[person], words)
        self._note_written()
        return Statement, made

    @rule(target=records, who=who, person=st.integers(0, 1))
    def puts_in_the_circle(self, who: int, person: int) -> tuple[type[Body], RecordId]:
        record = new_record()
        self._seal(who, CirclePerson(name="Ruth"), record, person_scope(self.people[person]), ())
        return CirclePerson, record

    @rule(who=who, record=records, words=st.text(max_size=30))
    def rewords(self, who: int, record: tuple[type[Body], RecordId], words: str) -> None:
        self._edit(who, record, Statement, lambda body, head: body.reworded(words))

    @rule(who=who, record=records)
    def reads_back(self, who: int, record: tuple[type[Body], RecordId]) -> None:
        def read(body: Body, head: str) -> Body:
            return msgspec.structs.replace(body, read_back=ReadBack(answer=Answer.YES, of=head))

        self._edit(who, record, Statement, read)

    @rule(who=who, record=records, ring=st.integers(1, 3))
    def moves_in_the_circle(self, who: int, record: tuple[type[Body], RecordId], ring: int) -> None:
        self._edit(who, record, CirclePerson, lambda body, head: msgspec.structs.replace(body, ring=ring))

    @rule(who=who, record=records, words=st.text(max_size=30))
    def settles(self, who: int, record: tuple[type[Body], RecordId], words: str) -> None:
        """Writes on all heads, so that one stands."""
        kind, name = record
        if kind is not Statement:
            return
        with self.laptops[who].book.view() as view:
            found = view.find(Statement, name)
        if found is not None and len(found.heads) > 1:
            scope = self._scope(who, name)
            body = Statement(words=words, speaker=Speaker(role=Role.PERSON), rank=9)
            self._seal(who, body, name, scope, found.heads)

    @rule(who=who, person=st.integers(0, 1), words=st.text(min_size=1, max_size=30))
    def types(self, who: int, person: int, words: str) -> None:
        record = next(iter(self.drafts[who]), None) or new_record()
        body = msgspec.json.encode({"words": words})
        scope = person_scope(self.people[person])
        self.laptops[who].book.keep_draft(Draft(record, "statement", scope, None, (), body, 1, START))
        self.drafts[who][record] = body

    @rule(who=who, times=st.integers(1, 2))
    def exchanges(self, who: int, times: int) -> None:
        for _ in range(times):
            assert self.laptops[who].exchanger.exchange().proved_equal
        here, there = self._rows(who), self._council_rows_for(who)
        assert set(here) == there

    @rule(who=who, place=st.integers(0, 3), arrives=st.booleans(), more=st.integers(0, 3))
    def exchanges_on_a_line_that_cuts(self, who: int, place: int, arrives: bool, more: int) -> None:
        """Cut at some request, before it reached the council or after the council had stored it."""
        laptop, seen = self.laptops[who], [0]
        for words in range(more):
            laptop.say(self.people[words % 2], f"More {words}.")
        self._note_written()

        def cut(*_: object) -> None:
            seen[0] += 1
            if seen[0] > place:
                raise httpx2.ReadTimeout("silence")

        laptop.line.before, laptop.line.after = (None, cut) if arrives else (cut, None)
        with contextlib.suppress(ExchangeFailed):
            assert laptop.exchanger.exchange().proved_equal
            assert set(self._rows(who)) == self._council_rows_for(who)
        laptop.line.before = laptop.line.after = None

    @rule(who=who, place=st.integers(1, 2))
    def goes_dark_while_it_pulls(self, who: int, place: int) -> None:
        """The power goes after some slice was kept; the casebook is opened again."""
        laptop, seen = self.laptops[who], [0]

        def dark(changes: Changes) -> None:
            seen[0] += 1
            if seen[0] >= place:
                raise PowerCutError

        try:
            laptop.exchanger.exchange(dark)
        except PowerCutError:
            laptop.book.close()
            self.laptops[who] = self._open(NAMES[who])

    @invariant()
    def nothing_is_lost_invented_or_twice(self) -> None:
        """Every revision is on the laptop that wrote it or with the council; every one there is was written by somebody."""
        union = dict(self._council_rows())
        for who in range(3):
            rows = self._rows(who)
            assert len(rows) == len(set(rows))
            union |= rows
        assert union == self.written

    @invariant()
    def what_a_laptop_wrote_stays_on_it(self) -> None:
        for who, laptop in enumerate(self.laptops):
            device = bytes.fromhex(laptop.book.identity.device)
            own = {i for i, made in self.written.items() if made[:16] == device}
            assert own <= set(self._rows(who))

    @invariant()
    def what_waits_is_what_the_council_lacks_or_never_told(self) -> None:
        """Nothing that the council lacks has left the waiting list."""
        council = set(self._council_rows())
        for laptop in self.laptops:
            with laptop.book.view() as view:
                unsent = set(view.connection.exec_driver_sql("SELECT lower(hex(revision)) FROM waiting").scalars())
                here = set(view.connection.exec_driver_sql("SELECT lower(hex(id)) FROM revision").scalars())
            assert here - council <= unsent

    @invariant()
    def what_the_status_says_is_what_both_databases_show(self) -> None:
        """By queries of the test's own: what waits, and that nothing is only here when everything is said to be there."""
        council = set(self._council_rows())
        for who, laptop in enumerate(self.laptops):
            standing = laptop.exchanger.status()
            here = set(self._rows(who))
            with laptop.book.view() as view:
                run = view.connection.exec_driver_sql
                unsent = run("SELECT count(*) FROM waiting WHERE revision NOT IN (SELECT revision FROM refusal)").scalar_one()
                answers = run("SELECT count(*) FROM refusal").scalar_one()
                sums = {row.scope: (row.revisions, row.total) for row in run("SELECT * FROM scope_digest")}
                theirs = run(
                    "SELECT scope, id FROM revision WHERE id NOT IN (SELECT revision FROM waiting)"
                    " AND id NOT IN (SELECT revision FROM refusal)"
                ).all()
            assert (standing.waiting, len(standing.refusals)) == (unsent, answers)
            worked_out: dict[str, list[int]] = {}
            for scope, each in theirs:
                worked_out.setdefault(scope, []).append(int.from_bytes(each, "big"))
            assert {scope: (len(ids), (sum(ids) % 2**256).to_bytes(32, "big")) for scope, ids in worked_out.items()} == sums
            if standing.all_with_council:
                assert here <= council

    @invariant()
    def nothing_ever_had_to_be_compared(self) -> None:
        """Comparing mends what went astray, and would hide it: nothing in these histories is a reason for it."""
        for laptop in self.laptops:
            assert COMPARE_PATH not in laptop.line.requests

    @invariant()
    def drafts_never_shrink(self) -> None:
        for laptop, expected in zip(self.laptops, self.drafts, strict=True):
            with laptop.book.view() as view:
                assert {each.record: each.body for each in view.drafts()} == expected

    def _edit(self, who: int, record: tuple[type[Body], RecordId], kind: type[Body], change: Callable[[Body, str], Body]) -> None:
        known, name = record
        if known is not kind:
            return
        with self.laptops[who].book.view() as view:
            found = view.find(kind, name)
        if found is not None:
            head, body = found.head()
            self._seal(who, change(body, head), name, self._scope(who, name), (head,))

    def _seal(self, who: int, body: Body, record: RecordId, scope: str, onto: tuple[str, ...]) -> None:
        with self.laptops[who].book.unit() as unit:
            unit.seal(body, scope=scope, record=record, onto=onto)
            unit.commit()
        self._note_written()

    def _scope(self, who: int, record: RecordId) -> str:
        with self.laptops[who].book.view() as view:
            return view.scope_of(record)

    def _note_written(self) -> None:
        for who in range(3):
            self.written |= self._rows(who)
        self.written |= self._council_rows()

    def _rows(self, who: int) -> dict[str, bytes]:
        with self.laptops[who].book.view() as view:
            rows = view.connection.exec_driver_sql("SELECT lower(hex(id)) AS id, device, body FROM revision").all()
        return {row.id: row.device + row.body for row in rows}

    def _council_rows(self) -> dict[str, bytes]:
        with self.desk.council.writing() as connection:
            rows = connection.exec_driver_sql("SELECT lower(hex(id)) AS id, device, body FROM revision").all()
        return {row.id: row.device + row.body for row in rows}

    def _council_rows_for(self, who: int) -> set[str]:
        """What the council has for one laptop, worked out by a query of the test's own."""
        staff = self.laptops[who].book.identity.staff
        scopes = {"council", f"staff:{staff}", *(person_scope(each) for each in self.people)}
        with self.desk.council.writing() as connection:
            return set(connection.execute(select(revision.c.id).where(revision.c.scope.in_(scopes))).scalars())


def play(home: Path, examples: int, steps: int) -> None:
    machine = type("Machine", (Histories,), {"template": home})
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        machine, settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=checks)
    )


def test_random_histories(template: Callable[[], Path]) -> None:
    play(template(), 6, 25)


@pytest.mark.prove
@pytest.mark.timeout(230)
@pytest.mark.parametrize("part", range(10))
def test_random_histories_for_long(template: Callable[[], Path], part: int) -> None:
    """At least 10,000 steps in all, in parts of which each ends in good time."""
    play(template(), 21, 50)
