"""Random histories with erasures, laptops that are away, and councils put back from older copies: in the end no words that an
erasure covers are anywhere, and everybody's digests agree."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from app.practice.people import StaffRole
from app.practice.statements import Statement
from app.records import erasing
from app.records.book import View
from app.records.open import open_casebook
from app.records.revision import RecordId, Revision
from app.records.vault import Vault
from sync.server import records
from sync.server.admin import CouncilDesk, open_desk
from sync.server.council import Settings
from tests.sync.councils import begun
from tests.sync.erasing import finding
from tests.sync.erasing.conftest import OFFICER, decision, key_of
from tests.sync.laptops import CHEAP, PASSPHRASE, PASSWORD, Clock, Laptop, cheap_casebook, laptop_over

NAMES = ("ann", "jo", "sam")
SETTINGS = Settings(cost=CHEAP)


@pytest.fixture(scope="module")
def template() -> Iterator[Path]:
    """A council with an officer, three signed-in laptops, and one person all three work with."""
    home = Path(tempfile.mkdtemp())
    clock = Clock()
    desk = begun(home / "council", clock)
    desk.add_staff("Rosa Diaz", OFFICER, PASSWORD, StaffRole.RECORDS)
    (person,) = desk.add_people([{"name": "Grace Mensah"}])
    for name in NAMES:
        desk.add_staff(name.title(), name, PASSWORD)
        desk.works_with(name, person)
        laptop = laptop_over(cheap_casebook(home / name, name, clock), desk.council, clock)
        laptop.sign_in(name)
        assert laptop.exchanger.exchange().proved_equal
        laptop.book.close()
    desk.council.store.let_bytes_go()
    desk.close()
    yield home
    shutil.rmtree(home)


class Histories(RuleBasedStateMachine):
    """Who writes what, who is away, what is erased, when the council is put back."""

    template: Path
    who = st.sampled_from(range(3))
    place = st.integers(0, 30)

    @initialize()
    def begin(self) -> None:
        self.home = Path(tempfile.mkdtemp())
        shutil.copytree(self.template, self.home, dirs_exist_ok=True)
        self.clock = Clock()
        self.clock.on(hours=1)
        self.desk: CouncilDesk = open_desk(self.home / "council", clock=self.clock, settings=SETTINGS)
        (line,) = self.desk.people()
        self.person = line.person
        self.laptops = []
        for name in NAMES:
            book = open_casebook(self.home / name, PASSPHRASE, self.clock, vault=Vault(self.home / name, cost=CHEAP))
            laptop = laptop_over(book, self.desk.council, self.clock)
            self.laptops.append(laptop)
        self.said: dict[str, RecordId] = {}
        self.copies: list[Path] = []
        self.erased = False

    @rule(who=who)
    def says(self, who: int) -> None:
        self._say(self.laptops[who], None)

    @rule(who=who, place=place)
    def rewords(self, who: int, place: int) -> None:
        known = self._readable(self.laptops[who])
        if known:
            self._say(self.laptops[who], known[place % len(known)])

    @rule(who=who)
    def exchanges(self, who: int) -> None:
        self.laptops[who].exchanger.exchange()

    @rule(place=place, whole=st.booleans())
    def erases(self, place: int, whole: bool) -> None:
        """Whatever the council has: a record, or one version of it."""
        found = [each for each in self._at_council() if each.header.kind == Statement.kind]
        if found:
            one = found[place % len(found)]
            asked = {"records": (one.header.record,)} if whole else {"revisions": (one.id,)}
            self._erase(records.Asked(self.person, **asked))  # type: ignore[arg-type]  # either

    @precondition(lambda self: self.said and not self.erased)
    @rule(chance=st.integers(0, 9))
    def erases_everything(self, chance: int) -> None:
        if chance == 0:
            self.erased = True
            self._erase(records.Asked(self.person, everything=True))

    @precondition(lambda self: len(self.copies) < 3)
    @rule()
    def is_backed_up(self) -> None:
        self.desk.council.store.let_bytes_go()
        self.copies.append(Path(shutil.copytree(self.desk.council.home, self.home / f"copy{len(self.copies)}")))

    @precondition(lambda self: self.copies)
    @rule(place=place, who=who)
    def is_put_back(self, place: int, who: int) -> None:
        """One laptop has met the council since the last erasure, or what was erased would be known to nobody."""
        self.laptops[who].exchanger.exchange()
        home = self.desk.council.home
        self.desk.close()
        shutil.rmtree(home)
        shutil.copytree(self.copies[place % len(self.copies)], home)
        self.desk = open_desk(home, clock=self.clock, settings=SETTINGS)
        for laptop in self.laptops:
            laptop.line.council = self.desk.council
            laptop.may_compare = True

    @invariant()
    def what_a_laptop_knows_to_be_erased_is_not_on_it(self) -> None:
        for laptop in self.laptops:
            with laptop.book.view() as view:
                covers = erasing.every_cover(view.connection)
                for each in view.every_revision():
                    assert not each.faults()
                    cover = covers.get(each.header.scope)
                    assert each.erased or cover is None or not cover.covers(each)

    def teardown(self) -> None:
        """Three rounds, so that what any laptop knows has come to the council and from there to all."""
        for laptop in [*self.laptops, *self.laptops, *self.laptops]:
            outcome = laptop.exchanger.exchange()
        assert outcome.proved_equal
        sets = [self._ids(laptop) for laptop in self.laptops]
        assert sets[0] == sets[1] == sets[2] == {each.id for each in self._at_council()}
        gone = self._words_that_must_be_gone()
        for laptop, name in zip(self.laptops, NAMES, strict=True):
            assert laptop.exchanger.status().refusals == ()
            assert finding.where(self.home / name, gone, key_of(laptop)) == []
        assert finding.where(self.desk.council.home, gone) == []
        for laptop in self.laptops:
            laptop.exchanger.close()
            laptop.book.close()
        self.desk.close()
        shutil.rmtree(self.home)

    def _say(self, laptop: Laptop, record: RecordId | None) -> None:
        words = f"Zanzibar{len(self.said):04}x"
        self.said[words] = laptop.say(self.person, words, record=record)

    def _readable(self, laptop: Laptop) -> list[RecordId]:
        with laptop.book.view() as view:
            return sorted(each.record for each in view.all(Statement))

    def _erase(self, asked: records.Asked) -> None:
        goes = records.what_goes(self.desk.council, asked)
        records.erase(self.desk.council, goes, decision(), sign_in=OFFICER, password=PASSWORD)

    def _at_council(self) -> list[Revision]:
        with self.desk.council.writing() as connection:
            return [each for each in View(connection).every_revision() if each.header.scope.startswith("person:")]

    def _ids(self, laptop: Laptop) -> set[str]:
        with laptop.book.view() as view:
            return {each.id for each in view.every_revision() if each.header.scope.startswith("person:")}

    def _words_that_must_be_gone(self) -> list[str]:
        """All that was ever said but what a revision that nothing covers still says."""
        stay = {each.body for each in self._at_council() if each.body is not None and each.header.kind == Statement.kind}
        return [words for words in self.said if not any(words.encode() in body for body in stay if body is not None)]


def play(home: Path, examples: int, steps: int) -> None:
    machine = type("Machine", (Histories,), {"template": home})
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        machine, settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=checks)
    )


def test_random_histories(template: Path) -> None:
    play(template, 4, 16)


@pytest.mark.prove
@pytest.mark.timeout(230)
@pytest.mark.parametrize("part", range(6))
def test_random_histories_for_long(template: Path, part: int) -> None:
    play(template, 25, 30)
