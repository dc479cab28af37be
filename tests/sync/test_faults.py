"""Bad luck: cut lines, a council put back from an older copy, a copied laptop, digests that went astray."""

import shutil
from collections.abc import Callable
from pathlib import Path

import httpx2
import msgspec
import pytest
from sqlalchemy import delete, insert, update

from app.practice.changes import Changes
from app.practice.errors import ServerAnswerStrange, ServerUnreachable
from app.practice.people import Person
from app.records import exchange as kept
from app.records import ledger
from app.records.tables import revision, scope_digest
from sync import protocol
from sync.client.pages import Pace
from sync.protocol import COMPARE_PATH
from sync.server.admin import CouncilDesk
from sync.server.council import CouncilServer, Settings, open_council
from tests.sync.laptops import CHEAP, PASSWORD, Clock, Laptop, council_ids, cut_after, laptop_over

pytestmark = pytest.mark.on_both_engines(long=True)
Make = Callable[..., Laptop]


def cut(*_: object) -> None:
    raise httpx2.ReadError("cut")


def test_cut_before_it_arrives(ann: Laptop, council: CouncilServer) -> None:
    ann.add_person()
    ann.line.before = cut
    with pytest.raises(ServerUnreachable):
        ann.exchanger.exchange()
    assert ann.waiting() == 1
    ann.line.before = None
    assert ann.exchanger.exchange().pushed == 1


def test_cut_after_it_was_stored(ann: Laptop, council: CouncilServer) -> None:
    """The council has it and the laptop does not know. It sends again, and nothing is there twice."""
    ann.exchanger.exchange()
    ann.add_person()
    before = council_ids(council)
    ann.line.after = cut
    with pytest.raises(ServerUnreachable):
        ann.exchanger.exchange()
    assert ann.waiting() == 1
    assert len(council_ids(council)) == len(before) + 1
    ann.line.after = None
    outcome = ann.exchanger.exchange()
    assert (outcome.pushed, outcome.proved_equal, ann.waiting()) == (1, True, 0)
    assert len(council_ids(council)) == len(before) + 1


def test_a_line_that_cuts_long_pages_still_ends(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    """Whatever is longer than 5 KB never arrives: pages shrink until they fit, within one exchange."""
    people = [ann.add_person(f"Person {place}") for place in range(3)]
    for place in range(150):
        ann.say(people[place % 3], f"{place}: " + "".join(f"{place * 7919 + n * 104729:x} " for n in range(60)))

    def too_long(request: httpx2.Request) -> None:
        if len(request.read()) > 5_000:
            cut()

    def answer_too_long(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
        return cut_after(response, 5_000)

    for laptop in (ann, jo):
        laptop.line.before, laptop.line.after = too_long, answer_too_long
    assert ann.exchanger.exchange().proved_equal
    for person in people:
        desk.works_with("jo", person)
    outcome = jo.exchanger.exchange()
    assert outcome.proved_equal
    assert outcome.received >= 153


def test_stopped_in_the_middle_of_a_page(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    """Some slices are kept and the cursor is not: the next exchange goes on, nothing is there twice, and equal is proved."""
    grace = ann.add_person()
    for place in range(120):
        ann.say(grace, f"Words {place}.")
    ann.exchanger.exchange()
    desk.works_with("jo", grace)

    class PowerCutError(Exception):
        pass

    slices = 0

    def after_two(changes: Changes) -> None:
        nonlocal slices
        slices += 1
        if slices == 3:
            raise PowerCutError

    with pytest.raises(PowerCutError):
        jo.exchanger.exchange(after_two)
    partly = len(jo.ids())
    assert not jo.exchanger.status().proved_equal
    assert jo.exchanger.exchange().proved_equal
    assert partly < len(jo.ids())
    assert ann.ids() - jo.ids() == set()


@pytest.mark.parametrize("bend", ["flip", "short", "hotel", "other answer"])
def test_an_answer_that_was_bent_changes_nothing(desk: CouncilDesk, ann: Laptop, jo: Laptop, bend: str) -> None:
    grace = ann.add_person()
    for place in range(20):
        ann.say(grace, f"Words {place}.")
    ann.exchanger.exchange()
    desk.works_with("jo", grace)
    before = jo.ids()

    def bent(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response | None:
        content = bytearray(response.content)
        if bend == "flip":
            content[len(content) // 2] ^= 4
        elif bend == "short":
            del content[-7:]
        elif bend == "hotel":
            content = bytearray(b"<html>Please accept the terms of this hotel</html>")
        else:
            content = bytearray(b"\0\x93\x00\x90\xc2")
        return httpx2.Response(200, content=bytes(content))

    jo.line.after = bent
    with pytest.raises(ServerAnswerStrange):
        jo.exchanger.exchange()
    assert jo.ids() == before
    jo.line.after = None
    assert jo.exchanger.exchange().proved_equal


def test_a_cursor_that_goes_back_is_not_believed(desk: CouncilDesk, ann: Laptop) -> None:
    """Whoever answers with an older place than the laptop has read to is not its council: nothing of it is kept."""
    ann.add_person()
    ann.exchanger.exchange()
    desk.add_staff("New", "new", PASSWORD)
    before = ann.ids()

    def back(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
        answer = protocol.unpack(response.content, protocol.ExchangeAnswer)
        earlier = msgspec.structs.replace(answer, cursor=protocol.Cursor(number=1, id=answer.cursor.id))
        return httpx2.Response(200, content=protocol.pack(earlier))

    ann.line.after = back
    with pytest.raises(ServerAnswerStrange):
        ann.exchanger.exchange()
    assert ann.ids() == before
    ann.line.after = None
    assert ann.exchanger.exchange().proved_equal


def put_back(council: CouncilServer, aside: Path) -> None:
    """The council's file as it was when it was set aside."""
    council.close()
    for ending in ("-wal", "-shm"):
        council.path.with_name(council.path.name + ending).unlink(missing_ok=True)
    shutil.copy(aside, council.path)


def set_aside(council: CouncilServer, aside: Path) -> Path:
    with council.writing() as connection:
        raw = connection.connection.driver_connection
    assert raw is not None
    aside.unlink(missing_ok=True)
    raw.execute("VACUUM INTO ?", (str(aside),))
    return aside


@pytest.mark.on_both_engines(no=True)
def test_a_council_put_back_gets_back_what_it_lost(
    desk: CouncilDesk, ann: Laptop, jo: Laptop, tmp_path: Path, clock: Clock
) -> None:
    """Words, a whole person, and the grant to work with her come back from the laptops; laptops lose nothing."""
    ann.may_compare = jo.may_compare = True
    grace = ann.add_person()
    ann.exchanger.exchange()
    desk.works_with("jo", grace)
    jo.exchanger.exchange()
    aside = set_aside(desk.council, tmp_path / "aside.db")
    said = jo.say(grace, "Written after the copy was made.")
    lee = ann.add_person("Lee")
    ann.say(lee, "About Lee.")
    ann.exchanger.exchange()
    desk.works_with("jo", lee)
    for laptop in (jo, ann, jo):
        laptop.exchanger.exchange()
    ann_had, jo_had, council_had = ann.ids(), jo.ids(), council_ids(desk.council)
    put_back(desk.council, aside)
    assert council_ids(desk.council) < council_had
    for laptop in (jo, ann, jo, ann):
        assert laptop.exchanger.exchange().proved_equal
    assert council_ids(desk.council) == council_had
    assert ann.ids() >= ann_had
    assert jo.ids() >= jo_had
    assert ann.words_of(said) == {"Written after the copy was made."}
    with jo.book.view() as view:
        assert view.current(Person, lee).body.name == "Lee"


@pytest.mark.on_both_engines(no=True)
def test_a_person_is_never_let_go_that_the_council_lacks(desk: CouncilDesk, ann: Laptop, tmp_path: Path) -> None:
    """Put back to before she was added, the council feeds her to nobody. She is sent again, not taken away."""
    ann.may_compare = True
    ann.exchanger.exchange()
    aside = set_aside(desk.council, tmp_path / "aside.db")
    grace = ann.add_person()
    ann.say(grace, "Only here now.")
    ann.exchanger.exchange()
    put_back(desk.council, aside)
    for _ in range(2):
        assert ann.exchanger.exchange().proved_equal
    with ann.book.view() as view:
        assert view.current(Person, grace).body.name == "Grace Mensah"
    assert ann.ids() <= council_ids(desk.council)
    assert [line.name for line in desk.people()] == ["Grace Mensah"]


def test_a_page_that_is_asked_for_again_after_a_cut_keeps_counting(ann: Laptop) -> None:
    """Within one exchange the council stores a page, the answer is cut, and the laptop asks again with the next counter."""
    ann.exchanger.exchange()
    ann.add_person()
    cuts = iter([True, False, False])

    def once(*_: object) -> None:
        if next(cuts):
            cut()

    ann.line.after = once
    assert ann.exchanger.exchange().proved_equal
    assert ann.waiting() == 0


@pytest.mark.parametrize("which", ["ours", "theirs", "a row of ours", "the total of ours"])
def test_equal_is_proved_not_assumed(desk: CouncilDesk, ann: Laptop, jo: Laptop, which: str) -> None:
    """A row or a digest went astray on one side. The roots differ, the scopes are compared, and what is missing is mended."""
    ann.may_compare = jo.may_compare = True
    grace = ann.add_person()
    for place in range(5):
        ann.say(grace, f"Words {place}.")
    ann.exchanger.exchange()
    desk.works_with("jo", grace)
    jo.exchanger.exchange()
    scope = f"person:{grace}"
    if which == "theirs":
        with desk.council.writing() as connection:
            lost = connection.execute(revision.select().where(revision.c.scope == scope).limit(1)).one()
            ledger.forget(connection, [lost.id], lost.record)
            digest = connection.execute(scope_digest.select().where(scope_digest.c.scope == scope)).one()
            total = (int.from_bytes(digest.total, "big") - int(lost.id, 16)) % 2**256
            values = {"revisions": digest.revisions - 1, "total": total.to_bytes(32, "big")}
            connection.execute(update(scope_digest).where(scope_digest.c.scope == scope).values(values))
    else:
        with jo.book.unit() as unit:
            if which == "a row of ours":
                lost = unit.connection.execute(revision.select().where(revision.c.scope == scope)).all()[-1]
                ledger.forget(unit.connection, [lost.id], lost.record)
                kept.count_again(unit, scope)
            elif which == "the total of ours":
                unit.connection.execute(update(scope_digest).where(scope_digest.c.scope == scope).values(total=bytes(32)))
            else:
                unit.connection.execute(delete(scope_digest).where(scope_digest.c.scope == scope))
                unit.connection.execute(insert(scope_digest).values(scope=scope, revisions=1, total=bytes(32)))
            unit.commit()
    assert not jo.exchanger.status().proved_equal or which == "theirs"
    outcome = jo.exchanger.exchange()
    assert outcome.proved_equal
    assert "/v1/compare" in jo.line.requests
    assert jo.exchanger.status().proved_equal
    assert {i for i in ann.ids() if i in jo.ids()} == {each for each in ann.ids() if each in council_ids(desk.council)}
    assert ann.exchanger.exchange().proved_equal


def test_unequal_is_said_when_it_cannot_be_mended(ann: Laptop, council: CouncilServer) -> None:
    """The roots differ and the line fails before anything is compared: the screen no longer says that all is with the council."""
    ann.may_compare = True
    ann.add_person()
    ann.exchanger.exchange()
    assert ann.exchanger.status().proved_equal
    with council.writing() as connection:
        connection.execute(update(scope_digest).where(scope_digest.c.scope == "council").values(total=bytes(32)))

    def no_comparing(request: httpx2.Request) -> None:
        if request.url.path == COMPARE_PATH:
            raise httpx2.ConnectError("gone")

    ann.line.before = no_comparing
    with pytest.raises(ServerUnreachable):
        ann.exchanger.exchange()
    assert not ann.exchanger.status().proved_equal


def test_what_fills_goes_on_filling_behind_a_long_feed(desk: CouncilDesk, ann: Laptop, jo: Laptop, clock: Clock) -> None:
    """Pages of two: new staff fill them, and the person who is new to the laptop still arrives whole."""
    grace = ann.add_person()
    for place in range(9):
        ann.say(grace, f"Words {place}.")
    ann.exchanger.exchange()
    jo.exchanger.exchange()
    desk.works_with("jo", grace)
    jo = laptop_over(jo.book, desk.council, clock, Pace(rows=2, caution=1000))
    added: list[int] = []

    def somebody_new(request: httpx2.Request) -> None:
        if (number := len(added)) < 4:
            added.append(number)
            desk.add_people([{"name": f"Somebody {number}"}])
            desk.add_staff(f"New {number}", f"new{number}", PASSWORD)
            desk.add_staff(f"Newer {number}", f"newer{number}", PASSWORD)

    jo.line.before = somebody_new
    outcome = jo.exchanger.exchange()
    assert outcome.proved_equal
    assert outcome.received == 10 + 1 + 2 * len(added) >= 15
    assert COMPARE_PATH not in jo.line.requests


def test_two_processes_on_one_store(ann: Laptop, jo: Laptop, desk: CouncilDesk, clock: Clock) -> None:
    """The server keeps nothing in memory: one laptop through one process, the other through another."""
    second = open_council(desk.council.path.parent, clock=clock, settings=Settings(cost=CHEAP))
    jo.line.council = second
    grace = ann.add_person()
    ann.exchanger.exchange()
    desk.works_with("jo", grace)
    assert jo.exchanger.exchange().proved_equal
    said = jo.say(grace, "By the other process.")
    jo.exchanger.exchange()
    ann.exchanger.exchange()
    assert ann.words_of(said) == {"By the other process."}
    second.close()


@pytest.mark.parametrize("years", [-56, 73])
def test_a_clock_wrong_by_years_changes_nothing(
    new_laptop: Make, desk: CouncilDesk, ann: Laptop, clock: Clock, years: int
) -> None:
    """Nothing is ordered by time: a laptop in 1970 and one in 2099 exchange like any other."""
    jo = new_laptop("jo")
    wrong = Clock(clock.now.replace(year=clock.now.year + years))
    jo.book.clock = wrong
    grace = ann.add_person()
    said = ann.say(grace, "First.")
    ann.exchanger.exchange()
    desk.works_with("jo", grace)
    assert jo.exchanger.exchange().proved_equal
    jo.say(grace, "Second.", record=said)
    assert jo.exchanger.exchange().proved_equal
    ann.exchanger.exchange()
    assert ann.words_of(said) == {"Second."}
