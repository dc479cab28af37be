"""Photos after erasing and after any cut: gone from everywhere, or whole on both sides, and never half or twice."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import httpx2
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st
from sqlalchemy import text

from app.practice.erasures import Erasure
from app.practice.errors import ServerUnreachable
from app.practice.people import StaffRole
from app.records import erasing
from app.records.revision import person_scope
from sync.server import doors
from sync.server.admin import CouncilDesk
from sync.server.asking import LineGone, Request
from sync.server.council import CouncilServer
from tests.pictures import photo
from tests.sync.laptops import START, Laptop
from tests.sync.photographs import council_has, count, give, has, show

Make = Callable[..., Laptop]

both_engines = pytest.mark.on_both_engines


@both_engines
@pytest.mark.parametrize("way", ["words", "record"])
def test_erased_words_take_their_photo_with_them(
    new_laptop: Make, desk: CouncilDesk, council: CouncilServer, ann: Laptop, jo: Laptop, way: str
) -> None:
    """From the council and from every laptop; one that other words name too stays; what comes again is not taken."""
    grace = ann.add_person()
    gone, shared, half = photo(26), photo(27), photo(28)
    first = show(ann, grace, gone)
    second = show(ann, grace, shared)
    other = show(ann, grace, shared, "Biscuit again.")
    third = show(ann, grace, half)
    ann.exchanger.exchange()
    desk.works_with("jo", grace)
    jo.exchanger.exchange()
    assert has(jo, gone)
    give(council, jo, half, 0, 500)
    officer = new_laptop("ruth", role=StaffRole.RECORDS)
    desk.works_with("ruth", grace)
    officer.exchanger.exchange()
    with officer.book.unit() as unit:
        named = tuple(each.id for record in (first, second, third) for each in unit.revisions(record))
        covers: Any = {"revisions": named} if way == "words" else {"records": (first, second, third)}
        erasure = Erasure(**covers, why="Asked for.", rule="r", law="The law.", decided_by="Ruth", decided_on=START.date())
        record = unit.seal(erasure, scope=person_scope(grace))
        unit.carry_out(erasing.named_by(unit.revisions(record)))
        unit.commit()
    assert officer.exchanger.exchange().refused == 0
    assert not council_has(council, gone)
    assert not council_has(council, half)
    assert council_has(council, shared)
    assert count(council, "upload_part") == 0
    assert give(council, jo, gone).status == 404
    for laptop in (ann, jo, officer):
        laptop.exchanger.exchange()
        assert not has(laptop, gone)
        assert has(laptop, shared)
        assert laptop.words_of(other) == {"Biscuit again."}
    assert count(council, "photo") == 1


@tries(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=st.lists(st.tuples(st.sampled_from(["to", "back"]), st.integers(0, 40_000)), max_size=8), seed=st.integers(30, 34))
def test_cut_anywhere_and_gone_on_with(
    desk: CouncilDesk, council: CouncilServer, ann: Laptop, jo: Laptop, plan: list[tuple[str, int]], seed: int
) -> None:
    """Whatever is cut in whichever direction, the photo ends whole on both sides, and no byte of it is kept twice."""
    made = photo(seed, 150 + seed)
    grace = ann.add_person()
    show(ann, grace, made)
    cuts = iter(plan)

    def cut_there(request: httpx2.Request) -> None:
        way, place = next(cuts, ("none", 0))
        if way == "to" and request.method == "PUT":
            data = request.read()[:place]
            headers = {name.lower(): value for name, value in request.headers.items()}
            parts = iter([data] if data else [])

            def broken() -> bytes:
                found = next(parts, None)
                if found is None:
                    raise LineGone
                return found

            asked = Request("PUT", request.url.path, headers, next_part=broken)
            doors.answer_request(council, doors.door_at("PUT", asked.path), asked)
            raise httpx2.ReadError("cut")

    def cut_back(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response | None:
        way, _ = next(cuts, ("none", 0))
        if way == "back":
            raise httpx2.ReadError("cut")
        return None

    for laptop in (ann, jo):
        laptop.line.before, laptop.line.after = cut_there, cut_back
    for _ in range(len(plan) + 3):
        with suppress(ServerUnreachable):
            ann.exchanger.exchange()
    desk.works_with("jo", grace)
    cuts = iter(plan)
    for _ in range(len(plan) + 3):
        with suppress(ServerUnreachable):
            jo.exchanger.exchange()
    assert council_has(council, made)
    assert has(jo, made)
    with council.store.reading() as connection:
        kept = connection.execute(text("SELECT sum(length(bytes)) FROM photo_part WHERE photo = :hash"), {
            "hash": bytes.fromhex(made.hash)}).scalar_one()  # fmt: skip
    assert kept == len(made.data)
    assert count(council, "upload_part") == 0
