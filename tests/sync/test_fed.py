"""What a server process remembers of who is fed what, and what a laptop keeps of the sum: neither is ever believed when it is not
so. A process that remembers everything and one that remembers nothing stand on one store, and must say the same of everybody.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import delete, text, update

from app.practice.joinings import Joining
from app.practice.people import Person, Role, Speaker
from app.practice.statements import Statement
from app.records import exchange as kept
from app.records import fed, ledger
from app.records.canonical import canonical_bytes
from app.records.joined import joining_record
from app.records.revision import Revision, new_record, person_scope, seal
from app.records.sums import sum_of
from app.records.tables import revision, scope_digest
from sync import protocol
from sync.client.pages import Pace, request_for
from sync.protocol import Cursor, ExchangeAnswer
from sync.server import feed, intake
from sync.server.admin import CouncilDesk, open_desk
from sync.server.council import CouncilServer, Settings
from sync.server.fed import Remembered
from sync.server.problems import NoAnswer
from sync.server.tables import access
from tests.sync.laptops import CHEAP, Clock, Laptop

NEVER = 10**9
PERSON = Speaker(role=Role.PERSON)
Make = Callable[..., Laptop]


@dataclass
class Two:
    """One council as two processes: one remembers whatever it was asked, the other nothing."""

    desk: CouncilDesk
    forgetful: CouncilServer
    laptops: list[Laptop]

    def say_the_same(self) -> list[ExchangeAnswer | str]:
        """Asked by each laptop what is new for it, from where it stands and from the beginning; what they said."""
        found = []
        for laptop in self.laptops:
            with laptop.book.view() as view:
                state = kept.state_of(view)
            request = request_for(state, [], Pace(rows=50), "")
            if not state.nonce:
                continue
            for asked in (request, msgspec.structs.replace(request, cursor=Cursor()), request):
                said = [_said(council, state.token, asked) for council in (self.desk.council, self.forgetful)]
                assert said[0] == said[1]
                found.append(said[0])
        return found


def _said(council: CouncilServer, token: str, request: protocol.ExchangeRequest) -> ExchangeAnswer | str:
    try:
        return council.exchange(token, request)
    except NoAnswer as refusal:
        return refusal.problem.code


@pytest.fixture
def two(desk: CouncilDesk, ann: Laptop, jo: Laptop, clock: Clock) -> Two:
    desk.council.remembered = Remembered(many=0)
    forgetful = CouncilServer(desk.council.store, clock=clock, settings=Settings(cost=CHEAP), remembered=Remembered(many=NEVER))
    return Two(desk, forgetful, [ann, jo])


def _joined(laptop: Laptop, one: str, other: str, *, apart: bool = False) -> None:
    with laptop.book.unit() as unit:
        record = joining_record(one, other)
        onto = ledger.heads_of(unit.connection, record)
        body = Joining(one=min(one, other), other=max(one, other), apart=apart)
        unit.seal(body, scope=person_scope(max(one, other)), record=record, onto=onto)
        unit.commit()
    laptop.exchanger.exchange()


@pytest.mark.on_both_engines
def test_who_remembers_says_what_is_so(two: Two, clock: Clock) -> None:
    """Words of others, people who come and go, grants that begin and end with days, joinings, staff who leave."""
    desk, (ann, jo) = two.desk, two.laptops
    jo.may_compare = True  # before a record leaves a laptop the council is asked whether it has all of it
    grace, omar = ann.add_person(), ann.add_person("Omar Haddad")
    ann.exchanger.exchange()
    two.say_the_same()
    for place in range(3):
        ann.say(grace, f"Words {place}.")
    ann.exchanger.exchange()
    two.say_the_same()
    today = clock.now.date()
    desk.works_with("jo", grace, until=today)
    two.say_the_same()
    assert jo.exchanger.exchange().received >= 4
    two.say_the_same()
    jo.say(grace, "Of the other.")
    assert jo.exchanger.exchange().proved_equal
    two.say_the_same()
    clock.on(days=1)
    assert any(isinstance(each, ExchangeAnswer) and each.scopes is not None for each in two.say_the_same())
    desk.works_with("jo", grace, since=today + timedelta(days=2))
    two.say_the_same()
    clock.on(days=1)
    two.say_the_same()
    jo.exchanger.exchange()
    _joined(ann, grace, omar)
    two.say_the_same()
    jo.exchanger.exchange()
    _joined(ann, grace, omar, apart=True)
    two.say_the_same()
    jo.exchanger.exchange()
    for place in range(60):
        ann.say(omar, f"Far behind {place}.")
    ann.exchanger.exchange()
    two.say_the_same()
    desk.recall(jo.book.identity.device)
    two.say_the_same()
    desk.staff_left("ann")
    assert "laptop stopped" in two.say_the_same()


@pytest.mark.on_both_engines
def test_a_store_that_is_changed_by_hand_is_believed_and_not_what_is_remembered(two: Two) -> None:
    """Access taken away by SQL, a revision lost, a digest gone wrong: a process that lives on says what the store says."""
    desk, (ann, jo) = two.desk, two.laptops
    ann.may_compare = jo.may_compare = True
    grace = ann.add_person()
    said = ann.say(grace, "Ring twice.")
    ann.exchanger.exchange()
    desk.works_with("jo", grace)
    jo.exchanger.exchange()
    for laptop in (ann, jo):
        assert laptop.exchanger.exchange().proved_equal
    two.say_the_same()
    before = two.say_the_same()
    with desk.council.writing() as connection:
        connection.execute(update(scope_digest).where(scope_digest.c.scope == "council").values(total=bytes(32)))
    assert two.say_the_same() != before
    with desk.council.writing() as connection:
        lost = connection.execute(revision.select().where(revision.c.record == said)).one()
        ledger.forget(connection, [lost.id], lost.record)
        connection.execute(delete(scope_digest).where(scope_digest.c.scope.in_([person_scope(grace), "council"])))
        for scope in (person_scope(grace), "council"):
            rows = connection.execute(revision.select().where(revision.c.scope == scope)).all()
            ledger.add_to_digests(connection, [(scope, row.id) for row in rows])
    two.say_the_same()
    assert ann.exchanger.exchange().proved_equal
    two.say_the_same()
    with desk.council.writing() as connection:
        connection.execute(delete(access).where(access.c.scope == person_scope(grace)))
    two.say_the_same()
    jo.exchanger.exchange()
    with jo.book.view() as view:
        assert view.find(Person, grace) is None


def test_a_council_that_is_put_back_while_a_process_lives_on(two: Two, clock: Clock) -> None:
    """The file is an older one from one moment to the next, and other words come under the numbers that were given before."""
    desk, (ann, jo) = two.desk, two.laptops
    ann.may_compare = jo.may_compare = True
    grace = ann.add_person()
    ann.exchanger.exchange()
    desk.works_with("jo", grace)
    jo.exchanger.exchange()
    file = desk.council.path
    desk.close()
    shutil.copy(file, file.with_suffix(".older"))
    remembered, said = desk.council.remembered, list[str]()
    for place, words in enumerate(("One.", "Two.")):
        desk = open_desk(file.parent, clock=clock, settings=Settings(cost=CHEAP))
        desk.council.remembered = remembered
        two.desk, two.forgetful.store = desk, desk.council.store
        ann.line.council = jo.line.council = desk.council
        said.append((ann, jo)[place].say(grace, words))
        (ann, jo)[place].exchanger.exchange()
        two.say_the_same()
        desk.close()
        if place == 0:
            shutil.copy(file.with_suffix(".older"), file)
    desk = open_desk(file.parent, clock=clock, settings=Settings(cost=CHEAP))
    desk.council.remembered = remembered
    ann.line.council = jo.line.council = desk.council
    for laptop in (ann, jo, ann):
        assert laptop.exchanger.exchange().proved_equal
        with laptop.book.view() as view:
            assert {each.body.words for each in view.all(Statement)} >= {"One."}
    assert ann.words_of(said[1]) == jo.words_of(said[1]) == {"Two."}
    desk.close()


def _revisions(laptop: Laptop, people: list[str], count: int) -> list[Revision]:
    identity, at = laptop.book.identity, laptop.clock()
    found = []
    for place in range(count):
        person = people[place % len(people)]
        body, record = (
            (Statement(words=f"{place}", speaker=PERSON), new_record()) if place >= len(people) else (Person(name="A"), person)
        )
        scope = person_scope(person)
        about = {"record": record, "kind": body.kind, "format": body.format, "scope": scope, "parents": (), "written": at}
        found.append(
            seal(canonical_bytes(body), author=identity.staff, device=identity.device, key=identity.signer, **about)  # type: ignore[arg-type]
        )
    return found


@pytest.mark.prove
@pytest.mark.on_both_engines
def test_more_than_is_looked_through_at_once(two: Two) -> None:
    """Of three hundred people, with more stored between two looks than one look takes; page after page of it."""
    desk, (ann, jo) = two.desk, two.laptops
    people = [new_record() for _ in range(300)]
    jo.exchanger.exchange()
    with desk.council.writing() as connection:
        intake.keep(connection, _revisions(ann, people, 300), ann.clock())
    for person in people[::2]:
        desk.works_with("jo", person)
    for laptop in (ann, jo):
        assert laptop.exchanger.exchange().proved_equal
    two.say_the_same()
    with desk.council.writing() as connection:
        more = _revisions(ann, people, 300 + feed.FAR * 100 + 1_500)[300:]
        intake.keep(connection, more, ann.clock())
    assert len(more) > 2_000
    two.say_the_same()
    for laptop, wanted in ((ann, len(more)), (jo, len(more) // 2)):
        outcome = laptop.exchanger.exchange()
        assert outcome.proved_equal
        assert outcome.received == wanted
    two.say_the_same()


def test_an_old_laptop_is_answered_as_ever(two: Two) -> None:
    """Without the flag the root is over each digest, by whichever process, and nothing that is remembered is used for it."""
    (ann, _) = two.laptops
    ann.add_person()
    ann.exchanger.exchange()
    two.say_the_same()
    with ann.book.view() as view:
        state = kept.state_of(view)
        old, new = (kept.root_of(view, state.scopes, summed=summed) for summed in (False, True))
    request = request_for(state, [], Pace(), "")
    for council in (two.desk.council, two.forgetful):
        for asked, root in ((request, new), (msgspec.structs.replace(request, summed=False), old)):
            answer = council.exchange(state.token, asked)
            assert (answer.root.hex(), answer.summed) == (root, asked.summed)


def _kept_sum(laptop: Laptop) -> bytes | None:
    with laptop.book.view() as view:
        return view.value("exchange sum")


def _sum_is_true(laptop: Laptop) -> None:
    """What is kept of the sum, by SQL of the test's own."""
    with laptop.book.view() as view:
        rows = view.connection.execute(
            text("SELECT scope_digest.scope, revisions, total FROM scope_digest JOIN fed ON fed.scope = scope_digest.scope")
        ).all()
        row = view.value("exchange sum")
    assert row is None or row[16:] == bytes(sum_of(rows))


def test_the_sum_on_a_laptop_is_that_of_its_digests(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    """It is kept while words come and go, and gone as soon as anybody changes a digest in any other way."""
    grace = ann.add_person()
    ann.exchanger.exchange()
    assert _kept_sum(ann) is not None
    first = _kept_sum(ann)
    ann.say(grace, "Ring twice.")
    _sum_is_true(ann)
    ann.exchanger.exchange()
    assert _kept_sum(ann) not in (None, first)
    _sum_is_true(ann)
    desk.works_with("jo", grace)
    jo.exchanger.exchange()
    jo.say(grace, "Tea first.")
    jo.exchanger.exchange()
    ann.exchanger.exchange()
    for laptop in (ann, jo):
        assert _kept_sum(laptop) is not None
        _sum_is_true(laptop)
    for change in (
        "UPDATE scope_digest SET revisions = 7",
        "DELETE FROM scope_digest",
        "INSERT INTO scope_digest VALUES ('x', 1, x'00')",
    ):
        with ann.book.unit() as unit:
            unit.connection.execute(text(change))
            assert unit.value("exchange sum") is None
    _sum_is_true(ann)
    assert ann.exchanger.status().proved_equal


def test_scopes_are_written_down_one_by_one(ann: Laptop) -> None:
    """What changes is added and taken out; they come back sorted, each once; who knows their key need not read them."""
    with ann.book.unit() as unit:
        some, more = fed.scopes_of(["b", "a", "b"]), fed.scopes_of(["c", "b"])
        fed.write(unit, some, "")
        assert (list(fed.read(unit, "")), list(some)) == (["a", "b"], ["a", "b"])
        fed.write(unit, more, some.key)
        assert list(fed.read(unit, "")) == ["b", "c"]
        fed.write(unit, more, more.key)
        assert fed.read(unit, more.key) is fed.known(more.key)
        assert len({some.key, more.key}) == 2
