"""An answer in frames: whatever the byte at which it is cut, what came whole is kept, and today's people come first."""

import random
import time
from collections.abc import Callable
from datetime import timedelta

import httpx2
import msgspec
import pytest

from app.practice.changes import Changes
from app.practice.errors import ServerUnreachable
from app.practice.visits import Visit
from app.records import exchange as kept
from app.records.revision import person_scope
from sync import protocol
from sync.client.basket import TYPED_SECONDS
from sync.client.pages import Pace
from sync.framing import Unframer
from sync.server.admin import CouncilDesk
from tests.sync.laptops import Laptop, council_ids, cut_after, laptop_over

Make = Callable[..., Laptop]


def caseload(desk: CouncilDesk, ann: Laptop, people: int, each: int) -> list[str]:
    """People Ann and Jo work with, of whom Ann has written down much."""
    draw = random.Random(5)
    found = [ann.add_person(f"Person {place}") for place in range(people)]
    for person in found:
        for place in range(each):
            ann.say(person, f"{place}: " + " ".join(f"{draw.randrange(10**6)}" for _ in range(12)))
    ann.exchanger.exchange()
    for person in found:
        desk.works_with("jo", person)
    return found


def test_many_pages_are_one_request(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    """The scopes, everything, and that is all: the council does not wait to be asked for each page."""
    caseload(desk, ann, 6, 60)
    before = len(jo.line.requests)
    slices: list[Changes] = []
    outcome = jo.exchanger.exchange(slices.append)
    assert (outcome.proved_equal, outcome.received >= 366) == (True, True)
    assert len(jo.line.requests) - before == 2
    assert len(slices) >= 4


def test_cut_at_any_byte_at_most_one_frame_is_lost(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    """The answer is cut again and again, a little further each time: every whole frame that came is here, and nothing twice."""
    caseload(desk, ann, 4, 30)
    draw, whole = random.Random(11), [0]

    def cutting(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
        if response.content[:1] != protocol.STREAMED:
            return response
        bytes_through = draw.randrange(1, 9_000)
        unframer = Unframer()
        whole[0] += sum(len(frame.rows) for frame in unframer.frames(response.content[1:bytes_through]))
        return cut_after(response, bytes_through)

    jo.exchanger.exchange()
    assert jo.ids() <= council_ids(desk.council)
    sam = laptop_over(jo.book, desk.council, jo.clock)
    with jo.book.unit() as unit:
        for scope in kept.state_of(unit).scopes:
            if scope.startswith("person:"):
                kept.let_go(unit, scope)
        state = kept.state_of(unit)
        fills = tuple((scope, 0) for scope in state.scopes if scope.startswith("person:"))
        kept.keep_state(unit, msgspec.structs.replace(state, fills=fills))
        unit.commit()
    there = len(jo.ids())
    sam.line.after = cutting
    for _ in range(60):
        try:
            sam.exchanger.exchange()
        except ServerUnreachable:
            assert len(jo.ids()) - there == whole[0]
            continue
        break
    assert sam.exchanger.exchange().proved_equal
    assert len(jo.ids()) - there == 4 * 31


def test_a_cut_in_what_is_new_goes_on_from_the_last_whole_frame(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    """Nothing fills any more: 300 new revisions of somebody who is here already. What came whole is not sent again."""
    (person,) = caseload(desk, ann, 1, 2)
    jo.exchanger.exchange()
    assert not jo.exchanger.status().filling
    draw = random.Random(7)
    for place in range(300):
        ann.say(person, f"{place}: " + " ".join(f"{draw.randrange(10**6)}" for _ in range(12)))
    ann.exchanger.exchange()
    whole: list[int] = []
    cuts = [20_000, 9_000, 6_000]

    def cutting(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
        content = response.content
        if content[:1] != protocol.STREAMED:
            if request.url.path == protocol.EXCHANGE_PATH:
                whole.append(len(protocol.unpack(content, protocol.ExchangeAnswer).rows))
            return response
        through = cuts.pop(0) if cuts else len(content)
        whole.append(sum(len(frame.rows) for frame in Unframer().frames(content[1:through])))
        return cut_after(response, through)

    jo.line.after = cutting
    assert jo.exchanger.exchange().proved_equal
    assert not cuts
    assert min(whole[:2]) >= protocol.FRAME_ROWS
    assert sum(whole) == 300


def test_a_cut_in_what_fills_goes_on_there_and_nothing_needs_comparing(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    """Somebody new with more than two frames of words: what is still to come is asked for by its number."""
    caseload(desk, ann, 1, 150)
    whole: list[int] = []
    cuts = [9_000, 7_000]

    def cutting(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
        if response.content[:1] != protocol.STREAMED:
            return response
        through = cuts.pop(0) if cuts else len(response.content)
        whole.append(sum(len(frame.rows) for frame in Unframer().frames(response.content[1:through])))
        return cut_after(response, through)

    jo.line.after = cutting
    assert jo.exchanger.exchange().proved_equal
    assert not cuts
    assert sum(whole) == len(jo.ids()) > 151
    assert protocol.COMPARE_PATH not in jo.line.requests


@pytest.mark.parametrize("rows", [1, 40])
def test_frames_are_as_small_as_asked(desk: CouncilDesk, ann: Laptop, jo: Laptop, rows: int) -> None:
    caseload(desk, ann, 2, 25)
    jo = laptop_over(jo.book, desk.council, jo.clock, Pace(rows=rows, caution=1000))
    sizes: list[int] = []

    def looking(request: httpx2.Request, response: httpx2.Response) -> None:
        if response.content[:1] == protocol.STREAMED:
            sizes.extend(len(frame.rows) for frame in Unframer().frames(response.content[1:]))

    jo.line.after = looking
    assert jo.exchanger.exchange().proved_equal
    assert sum(sizes) >= 52
    assert max(sizes) <= rows


def test_todays_people_come_first(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    """The laptop does not know yet whose visit is today; the council says it with the scopes, and the rest comes after."""
    people = caseload(desk, ann, 5, 30)
    wanted = [people[4], people[2]]
    for hours, person in enumerate(wanted):
        with ann.book.unit() as unit:
            unit.seal(Visit(planned_for=ann.clock() + timedelta(hours=hours)), scope=person_scope(person))
            unit.seal(Visit(planned_for=ann.clock() + timedelta(days=3)), scope=person_scope(people[0]))
            unit.commit()
    ann.exchanger.exchange()
    jo = laptop_over(jo.book, desk.council, jo.clock, Pace(rows=10, caution=1000))
    jo.exchanger.exchange()
    with jo.book.view() as view:
        order = list(dict.fromkeys(each.header.scope for each in view.every_revision()))
    of_people = [scope for scope in order if scope.startswith("person:")]
    assert set(of_people[:2]) == {person_scope(person) for person in wanted}
    assert len(of_people) == 5


def test_how_far_the_caseload_has_come_is_said(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    """In the middle of the first exchange, and after it was cut: so many of so many people are here."""
    caseload(desk, ann, 5, 41)
    said: set[tuple[int, int]] = set()

    def look(changes: Changes) -> None:
        standing = jo.exchanger.status()
        said.add((standing.people - standing.filling, standing.people))
        assert not standing.proved_equal or not standing.filling
        time.sleep(2 * TYPED_SECONDS)  # somebody types, so slices stay small

    jo.exchanger.exchange(look)
    assert {(1, 5), (3, 5), (5, 5)} <= said
    assert jo.exchanger.status().filling == 0
