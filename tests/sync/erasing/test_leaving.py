"""When a person leaves a worker's caseload, pending work goes first, and then the bytes are out of every file of the laptop."""

from collections.abc import Callable
from datetime import date

import httpx2
import pytest

from app.practice.errors import ExchangeFailed
from app.records import exchange as kept
from app.records import search
from app.records.engine import connector
from app.records.open import open_casebook
from app.records.vault import Vault
from sync.server.tables import pending
from tests.sync.erasing import finding
from tests.sync.erasing.conftest import SECRET, Council, key_of
from tests.sync.erasing.test_bytes import set_aside
from tests.sync.laptops import CHEAP, PASSPHRASE, Laptop

UNSENT = 40


def where(laptop: Laptop) -> list[str]:
    return finding.where(laptop.book.path.parent, [*SECRET, "Grace Mensah"], key_of(laptop))


def withdraw(it: Council) -> None:
    """Jo works with Grace no longer."""
    it.jo.clock.on(days=2)
    it.desk.works_with("jo", it.grace, since=date(2026, 11, 1), until=date(2026, 11, 20))


@pytest.fixture
def writing(council_of: Council) -> Council:
    """Jo has 40 changes that nobody else has, an index, and a copy from before an update."""
    it = council_of
    it.ann.say(it.grace, "Zanzibar. " * 300)
    it.exchange()
    for place in range(UNSENT):
        it.jo.say(it.grace, f"Quetzalcoatl {place}")
    with it.jo.book.unit() as unit:
        while search.fill(unit.connection):
            pass
        unit.commit()
    set_aside(it.jo.book.path, key_of(it.jo))
    assert set(where(it.jo)) >= {"casebook.db", "casebook.before-steps.db"}
    return it


def held_at(it: Council) -> int:
    with it.desk.council.writing() as connection:
        return len(connection.execute(pending.select()).all())


def test_pending_work_goes_first_and_then_nothing_of_them_is_left(writing: Council) -> None:
    it = writing
    withdraw(it)
    it.jo.may_compare = True
    it.jo.exchanger.exchange()
    assert held_at(it) == UNSENT
    assert it.jo.waiting() == 0
    assert where(it.jo) == []
    assert it.desk.release_held("no access") == UNSENT
    it.exchange(it.ann)
    with it.ann.book.view() as view:
        assert sum("Quetzalcoatl" in (each.body or b"").decode() for each in view.every_revision()) == UNSENT


def test_while_the_council_cannot_be_reached_nothing_leaves(writing: Council) -> None:
    it = writing
    withdraw(it)

    def cut(request: httpx2.Request) -> None:
        raise httpx2.ConnectError("no network")

    it.jo.line.before = cut
    with pytest.raises(ExchangeFailed):
        it.jo.exchanger.exchange()
    assert it.jo.waiting() == UNSENT
    assert where(it.jo)


@pytest.mark.prove
def test_what_could_not_be_emptied_just_then_is_made_up_for(writing: Council) -> None:
    """Somebody read at that very moment, or the laptop went dark after: the next opening of the casebook does it."""
    it = writing
    withdraw(it)
    it.jo.may_compare = True
    folder = it.jo.book.path.parent
    reader = connector(it.jo.book.path, key_of(it.jo))()
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM revision").fetchone()
    it.jo.exchanger.exchange()
    assert where(it.jo)
    reader.execute("ROLLBACK")
    it.jo.exchanger.close()
    it.jo.book.close()
    book = open_casebook(folder, PASSPHRASE, it.jo.clock, vault=Vault(folder, cost=CHEAP))
    assert where(it.jo) == []
    with book.view() as view:
        assert kept.state_of(view).leaving == ()
    reader.close()
    book.close()


def test_an_erasure_comes_back_with_the_person(council_of: Council, new_laptop: Callable[..., Laptop]) -> None:
    """Jo works with Grace again: what was erased meanwhile comes as a fact without words."""
    it = council_of
    record = it.ann.say(it.grace, "Zanzibar")
    it.exchange()
    withdraw(it)
    it.jo.may_compare = True
    it.exchange(it.jo)
    it.erase(records=(record,))
    it.desk.works_with("jo", it.grace, since=date(2026, 11, 1))
    it.exchange(it.jo)
    with it.jo.book.view() as view:
        (only,) = view.revisions(record)
    assert only.erased
    assert finding.where(it.jo.book.path.parent, SECRET, key_of(it.jo)) == []
