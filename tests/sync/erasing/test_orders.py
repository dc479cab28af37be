"""In whichever order things come: pushed before or again, to councils put back from older copies, merged over what went."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from app.practice.errors import RecordsOfficersOnly
from app.practice.people import StaffRole
from app.practice.statements import Statement
from app.records.revision import RecordId, person_scope
from app.records.tables import revision
from sync import protocol
from sync.client.pages import Pace
from sync.server import intake, records
from sync.server.admin import open_desk
from sync.server.council import CouncilServer, Settings
from tests.sync.erasing.conftest import NOWHERE, SECRET, Council, decision
from tests.sync.laptops import CHEAP, PASSWORD, Laptop, laptop_over

WORDS = "Zanzibar, she said."


def restore(it: Council, copy: Path) -> None:
    """Put the server back from the copy; the laptops go on where they were."""
    home = it.desk.council.home
    it.desk.close()
    shutil.rmtree(home)
    shutil.copytree(copy, home)
    it.desk = open_desk(home, clock=it.ann.clock, settings=Settings(cost=CHEAP))
    for laptop in (it.ann, it.jo):
        laptop.line.council = it.desk.council
        laptop.may_compare = True


def back_up(it: Council, copy: Path) -> Path:
    it.desk.council.store.let_bytes_go()
    return Path(shutil.copytree(it.desk.council.home, copy))


def bodies_at(council: CouncilServer, record: RecordId) -> list[bytes | None]:
    with council.writing() as connection:
        query = select(revision.c.body).where(revision.c.record == record).order_by(revision.c.number)
        return list(connection.execute(query).scalars())


@pytest.mark.parametrize("known", [True, False], ids=["the council has it back", "the council never had it"])
@pytest.mark.parametrize("heard_first", [True, False], ids=["who heard comes first", "who had not heard comes first"])
def test_a_council_put_back_from_an_older_copy(council_of: Council, tmp_path: Path, known: bool, heard_first: bool) -> None:
    """It gets the erasure back from a laptop, applies it, and does not get the words back from one that had not heard."""
    it = council_of
    copy = back_up(it, tmp_path / "copy") if not known else None
    record = it.ann.say(it.grace, WORDS)
    it.exchange()
    copy = copy or back_up(it, tmp_path / "copy")
    it.erase(records=(record,))
    it.exchange(it.ann)
    restore(it, copy)
    order = (it.ann, it.jo, it.ann, it.jo) if heard_first else (it.jo, it.ann, it.jo, it.ann)
    it.exchange(*order)
    assert bodies_at(it.desk.council, record) == [None]
    assert it.where(*SECRET) == NOWHERE
    assert it.ann.exchanger.status().refusals == it.jo.exchanger.status().refusals == ()


def test_what_went_is_sent_after_the_reason_why_it_went(council_of: Council, tmp_path: Path) -> None:
    """One revision at a time: without the erasure before it the council would take a row without words for damaged."""
    it = council_of
    copy = back_up(it, tmp_path / "copy")
    record = it.ann.say(it.grace, WORDS)
    it.exchange()
    it.erase(records=(record,))
    it.exchange(it.ann)
    restore(it, copy)
    it.ann.exchanger.close()
    it.ann = laptop_over(it.ann.book, it.desk.council, it.ann.clock, Pace(rows=1, size=1, caution=1000))
    it.exchange(it.ann)
    assert it.ann.exchanger.status().refusals == ()
    assert bodies_at(it.desk.council, record) == [None]


def test_the_officer_comes_back_with_what_they_erased(council_of: Council, tmp_path: Path) -> None:
    """The copy is from before the officer was there: the laptops bring back who they are, and then what they erased."""
    it = council_of
    it.desk.staff_left("rosa")
    copy = back_up(it, tmp_path / "copy")
    it.desk.add_staff("Rory Bell", "rory", PASSWORD, StaffRole.RECORDS)
    record = it.ann.say(it.grace, WORDS)
    it.exchange()
    goes = records.what_goes(it.desk.council, records.Asked(it.grace, records=(record,)))
    records.erase(it.desk.council, goes, decision(), sign_in="rory", password=PASSWORD)
    it.exchange()
    restore(it, copy)
    it.exchange(it.jo, it.ann, it.jo)
    assert bodies_at(it.desk.council, record) == [None]
    assert it.where(*SECRET) == NOWHERE


def test_what_is_pushed_after_the_erasure_is_kept_without_its_words(council_of: Council) -> None:
    """Jo wrote on the record while away: her version is numbered and counted, and nobody ever gets its words."""
    it = council_of
    record = it.ann.say(it.grace, WORDS)
    it.exchange()
    it.jo.say(it.grace, "Quetzalcoatl", record=record)
    it.erase(records=(record,))
    it.exchange(it.jo, it.ann)
    assert bodies_at(it.desk.council, record) == [None, None]
    assert it.where(*SECRET) == NOWHERE
    assert it.jo.waiting() == 0


def test_the_same_rows_with_their_words_once_more(council_of: Council) -> None:
    """A laptop of an old release goes on sending them: they are known, and stay without words."""
    it = council_of
    record = it.ann.say(it.grace, WORDS)
    with it.ann.book.view() as view:
        rows = tuple(protocol.row_of(each) for each in view.revisions(record))
    it.exchange()
    it.erase(records=(record,))
    with it.desk.council.writing() as connection:
        staff, device = it.jo.book.identity.staff, it.jo.book.identity.device
        pushed = intake.read_rows(rows)
        scopes = {person_scope(it.grace)}
        taken = intake.take(connection, pushed, staff=staff, device_id=device, scopes=scopes, at=it.jo.clock())
    assert (taken.stored, taken.not_stored) == (1, ())
    assert bodies_at(it.desk.council, record) == [None]


def test_new_words_on_top_of_a_version_that_went(council_of: Council) -> None:
    """Only the version goes. What descends from it, on either laptop, stands, and stands in versions where it differs."""
    it = council_of
    record = it.ann.say(it.grace, WORDS)
    it.exchange()
    it.jo.say(it.grace, "By the window.", record=record)
    with it.ann.book.view() as view:
        named = tuple(each.id for each in view.revisions(record))
    it.erase(revisions=named)
    it.exchange(it.ann)
    it.exchange(it.jo, it.ann)
    assert it.ann.words_of(record) == it.jo.words_of(record) == {"By the window."}
    it.ann.say(it.grace, "By the door.", record=record)
    it.jo.say(it.grace, "By the fire.", record=record)
    it.exchange(it.ann, it.jo, it.ann)
    for laptop in (it.ann, it.jo):
        with laptop.book.view() as view:
            now = view.current(Statement, record)
        assert {variant.values[0] for variant in now.versions["words"]} == {"By the door.", "By the fire."}
    assert it.where(*SECRET) == NOWHERE


def test_a_laptop_that_is_new_to_the_person_gets_the_history_without_the_words(
    council_of: Council, new_laptop: Callable[..., Laptop]
) -> None:
    it = council_of
    record = it.ann.say(it.grace, WORDS)
    it.exchange()
    it.erase(records=(record,))
    sam = new_laptop("sam")
    it.desk.works_with("sam", it.grace)
    it.exchange(sam)
    with sam.book.view() as view:
        (only,) = view.revisions(record)
    assert only.erased
    assert only.faults() == []


def test_no_words_without_an_erasure_is_damage(council_of: Council) -> None:
    """A laptop that lost a body by an accident is not believed to have had it erased."""
    it = council_of
    record = it.ann.say(it.grace, WORDS)
    with it.ann.book.unit() as unit:
        unit.connection.exec_driver_sql("UPDATE revision SET body = NULL, salt = NULL WHERE kind = 'statement'")
        unit.commit()
    it.ann.exchanger.exchange()
    assert [each.code for each in it.ann.exchanger.status().refusals] == ["damaged"]
    assert bodies_at(it.desk.council, record) == []


@pytest.mark.parametrize("sign_in", ["ann", "priya"])
def test_nobody_else_can_have_something_erased(council_of: Council, sign_in: str) -> None:
    """Neither from a laptop, nor at the desk as the administrator."""
    it = council_of

    record = it.ann.say(it.grace, WORDS)
    it.exchange()
    goes = records.what_goes(it.desk.council, records.Asked(it.grace, records=(record,)))
    with pytest.raises(RecordsOfficersOnly):
        records.erase(it.desk.council, goes, decision(), sign_in=sign_in, password=PASSWORD)
    with it.ann.book.unit() as unit:
        unit.seal(decision().erasure(records=(record,)), scope=person_scope(it.grace))
        unit.commit()
    it.ann.exchanger.exchange()
    assert [each.code for each in it.ann.exchanger.status().refusals] == ["records officers only"]
    assert bodies_at(it.desk.council, record) != [None]
