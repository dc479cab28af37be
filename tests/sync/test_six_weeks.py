"""Six weeks without a line, and two thousand changes: one sign-in, and all of it goes, in its order and in little memory."""

import tracemalloc

import pytest

from app.practice.errors import SignInExpired
from sync.server.admin import CouncilDesk
from tests.sync.laptops import Clock, Laptop, council_ids

CHANGES = 2_000
MOST_MEMORY = 10 * 1024 * 1024
"""So much more than before may be in use at the peak, laptop and server together; the words alone are a good megabyte."""


@pytest.mark.prove
@pytest.mark.timeout(230)
def test_two_thousand_changes_after_six_weeks(desk: CouncilDesk, ann: Laptop, jo: Laptop, clock: Clock) -> None:
    people = [ann.add_person(f"Person {place}") for place in range(5)]
    ann.exchanger.exchange()
    for person in people:
        desk.works_with("jo", person)
    jo.exchanger.exchange()
    records = [ann.say(people[place % 5], f"First words {place}.") for place in range(100)]
    written = []
    for place in range(CHANGES - 100):
        clock.on(days=42 / CHANGES)
        with ann.book.unit() as unit:
            unit.commit()
        ann.say(people[place % 100 % 5], f"Change {place}: " + "at the table " * 40, record=records[place % 100])
    with ann.book.view() as view:
        run = view.connection.exec_driver_sql
        written = list(run("SELECT lower(hex(id)) FROM revision JOIN waiting ON revision = id ORDER BY number").scalars())
    assert len(written) == CHANGES
    before = ann.ids()
    with pytest.raises(SignInExpired):
        ann.exchanger.exchange()
    assert (ann.waiting(), ann.ids()) == (CHANGES, before)
    ann.line.requests.clear()
    tracemalloc.start()
    ann.sign_in("ann")
    outcome = ann.exchanger.exchange()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    print(f"{CHANGES} changes in {len(ann.line.requests)} requests, at most {peak / 1024 / 1024:.1f} MB more in use")
    assert (outcome.pushed, outcome.proved_equal, ann.waiting()) == (CHANGES, True, 0)
    assert ann.line.requests.count("/v1/sign-in") == 1
    assert peak < MOST_MEMORY
    assert before <= council_ids(desk.council)
    with desk.council.store.reading() as connection:
        query = "SELECT lower(hex(id)) FROM revision ORDER BY number"
        there = [each for each in connection.exec_driver_sql(query).scalars() if each in set(written)]
    assert there == written
    jo.sign_in("jo")
    assert jo.exchanger.exchange().proved_equal
    for record in records:
        assert jo.words_of(record) == ann.words_of(record)
        assert len(jo.words_of(record)) == 1
