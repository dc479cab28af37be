"""Random histories of many laptops, with caseloads that change, erasures, joined people, crashes, servers put back, laptops
copied and put back: in the end every laptop is equal to what the council feeds it, and every word is accounted for."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx2
import msgspec
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from app.casebook.joining import join
from app.practice.errors import NotFound
from app.practice.people import Person
from app.practice.statements import Statement
from app.records.drafts import Draft
from app.records.revision import RecordId, new_record, person_scope
from sync.server import records
from tests.pictures import photo
from tests.sync.erasing.conftest import OFFICER, decision
from tests.sync.laptops import PASSWORD, START
from tests.sync.photographs import desk_over, show
from tests.sync.world import LONG_AGO, MOST_LAPTOPS, STAFF, YESTERDAY, PowerCutError, Seat, World, make_template

STEPS = {"played": 0, "histories": 0, "restores": 0}


@pytest.fixture(scope="module")
def template() -> Iterator[Path]:
    home = Path(tempfile.mkdtemp())
    make_template(home)
    yield home
    shutil.rmtree(home)


class Lives(RuleBasedStateMachine):
    """Who does what and what goes wrong, in any order."""

    template: Path
    any = st.integers(0, 10_000)
    words = st.text(min_size=1, max_size=20)

    @initialize()
    def begin(self) -> None:
        self.world = World(self.template)
        STEPS["histories"] += 1

    @rule(who=any, whom=any, words=words)
    def says(self, who: int, whom: int, words: str) -> None:
        seat = self._seat(who)
        if person := self._person_on(seat, whom):
            seat.laptop.say(person, words)
            self.world.note(seat)

    @rule(who=any, place=any, words=words)
    def rewords(self, who: int, place: int, words: str) -> None:
        seat = self._seat(who)
        with seat.laptop.book.view() as view:
            known = sorted((each.record, view.scope_of(each.record)) for each in view.all(Statement))
        if known:
            record, scope = known[place % len(known)]
            seat.laptop.say(scope.partition(":")[2], words, record=record)
            self.world.note(seat)

    @rule(who=any, whom=any, words=words)
    def types(self, who: int, whom: int, words: str) -> None:
        seat = self._seat(who)
        if person := self._person_on(seat, whom):
            record = next(iter(seat.drafts), None) or new_record()
            body = msgspec.json.encode({"words": words})
            if record not in seat.drafts:
                seat.laptop.book.keep_draft(Draft(record, "statement", person_scope(person), None, (), body, 1, START))
                seat.drafts[record], seat.about[record] = body, person

    @precondition(lambda self: len(self.world.people) < 6)
    @rule(who=any)
    def meets_somebody_new(self, who: int) -> None:
        seat = self._seat(who)
        self.world.people.append(seat.laptop.add_person(f"Person {len(self.world.people)}"))
        self.world.note(seat)

    @rule(who=any, whom=any, seed=st.integers(1, 3))
    def takes_a_photo(self, who: int, whom: int, seed: int) -> None:
        seat = self._seat(who)
        if person := self._person_on(seat, whom):
            show(seat.laptop, person, photo(seed, 24))
            self.world.note(seat)

    @rule(who=any, one=any, other=any)
    def joins(self, who: int, one: int, other: int) -> None:
        seat = self._seat(who)
        first, second = self._person_on(seat, one), self._person_on(seat, other)
        if first and second and first != second and one % 4 == 0:
            with suppress(NotFound):  # one of them is joined with somebody who was erased
                join(desk_over(seat.laptop), first, second, {})
            self.world.note(seat)

    @rule(who=st.sampled_from(STAFF), whom=any)
    def begins_to_work_with(self, who: str, whom: int) -> None:
        self._grants(who, whom, None)

    @rule(who=st.sampled_from(STAFF), whom=any)
    def works_with_no_longer(self, who: str, whom: int) -> None:
        self._grants(who, whom, YESTERDAY)

    @rule()
    def a_manager_lets_in_what_was_held(self) -> None:
        self.world.desk.release_held("no access")
        self.world.note_council()

    @rule(place=any, whole=st.booleans())
    def is_erased(self, place: int, whole: bool) -> None:
        with self.world.desk.council.store.reading() as connection:
            query = "SELECT lower(hex(id)) AS id, lower(hex(record)) AS record, scope FROM revision WHERE kind = 'statement'"
            found = sorted(connection.exec_driver_sql(query + " AND body IS NOT NULL").all())
        if found:
            one = found[place % len(found)]
            asked = {"records": (one.record,)} if whole else {"revisions": (one.id,)}
            self._erase(records.Asked(one.scope.partition(":")[2], **asked))

    @precondition(lambda self: self.world.steps > 15)
    @rule(whom=any, chance=st.integers(0, 5))
    def somebody_is_erased(self, whom: int, chance: int) -> None:
        known = sorted(line.person for line in self.world.desk.people())
        if chance == 0 and len(known) > 2:
            self.world.closed.add(known[whom % len(known)])
            self._erase(records.Asked(known[whom % len(known)], everything=True))

    @rule(who=any)
    def exchanges(self, who: int) -> None:
        self.world.meets(self._seat(who))

    @rule()
    def all_exchange(self) -> None:
        for seat in self.world.seats:
            self.world.meets(seat)

    @rule(who=any, place=st.integers(0, 4), arrives=st.booleans(), dark=st.booleans())
    def exchanges_and_is_cut(self, who: int, place: int, arrives: bool, dark: bool) -> None:
        """Before a request reaches the council or after it was carried out, the line goes, or the laptop's power."""
        seen = [0]

        def cut(*_: object) -> None:
            seen[0] += 1
            if seen[0] > place:
                raise PowerCutError if dark else httpx2.ReadTimeout("silence")

        self.world.meets_on(self._seat(who), None if arrives else cut, cut if arrives else None)

    @rule(who=any, place=st.integers(1, 3))
    def goes_dark_while_it_fetches(self, who: int, place: int) -> None:
        seat, seen = self._seat(who), [0]

        def dark(*_: object) -> None:
            seen[0] += 1
            if seen[0] >= place:
                raise PowerCutError

        try:
            self.world.meets(seat, dark)
        except PowerCutError:
            self.world.reopen(seat)

    @rule()
    def the_server_starts_again(self) -> None:
        self.world.server_starts_again()

    @precondition(lambda self: self.world.backups < 3)
    @rule()
    def the_council_is_backed_up(self) -> None:
        self.world.back_up()

    @precondition(lambda self: self.world.restores < 2 and self.world.steps > 10)
    @rule(who=any)
    def the_council_is_put_back(self, who: int) -> None:
        self.world.put_back()
        STEPS["restores"] += 1
        self.world.note_council()

    @precondition(lambda self: len(self.world.copies) < 2)
    @rule(who=any)
    def a_laptop_is_imaged(self, who: int) -> None:
        self.world.image(self._seat(who))

    @precondition(lambda self: self.world.copies and len(self.world.seats) < MOST_LAPTOPS)
    @rule(place=any)
    def an_image_goes_on_beside_it(self, place: int) -> None:
        self.world.from_image(place, beside=True)

    @precondition(lambda self: self.world.copies)
    @rule(place=any)
    def a_laptop_is_put_back(self, place: int) -> None:
        self.world.from_image(place, beside=False)

    @invariant()
    def all_is_true(self) -> None:
        self.world.steps += 1
        STEPS["played"] += 1
        self.world.check()

    def teardown(self) -> None:
        if hasattr(self, "world"):
            self.world.end()
            self.world.close()

    def _seat(self, who: int) -> Seat:
        return self.world.seats[who % len(self.world.seats)]

    def _person_on(self, seat: Seat, whom: int) -> RecordId:
        """One of the people on the laptop, if there is any."""
        with seat.laptop.book.view() as view:
            known = sorted(each.record for each in view.all(Person))
        return known[whom % len(known)] if known else ""

    def _grants(self, who: str, whom: int, until: object) -> None:
        known = sorted(line.person for line in self.world.desk.people())
        if known:
            self.world.desk.works_with(who, known[whom % len(known)], since=LONG_AGO, until=until)  # type: ignore[arg-type]
            self.world.note_council()

    def _erase(self, asked: records.Asked) -> None:
        goes = records.what_goes(self.world.desk.council, asked)
        records.erase(self.world.desk.council, goes, decision(), sign_in=OFFICER, password=PASSWORD)
        self.world.note_council()


def play(home: Path, examples: int, steps: int) -> None:
    """What fails is told as it came: making it shorter takes longer than a test may."""
    machine = type("Machine", (Lives,), {"template": home})
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    how = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=checks,
        phases=[Phase.explicit, Phase.generate],
    )
    run_state_machine_as_test(machine, settings=how)


def test_random_lives(template: Path) -> None:
    play(template, 3, 20)


@pytest.mark.prove
@pytest.mark.timeout(235)
@pytest.mark.parametrize("part", range(35))
def test_random_lives_for_long(template: Path, part: int) -> None:
    """At least 10,000 steps in all, in parts of which each ends in good time."""
    play(template, 7, 52)
    print(STEPS)
