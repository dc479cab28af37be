"""After everything about a person was erased: nothing is said of them but what the law lets stay, and nothing falls over."""

from pathlib import Path

import pytest

from app.casebook.carrying import export_person, import_record
from app.casebook.desk import Desk, UnderWay, put_under_way, under_way
from app.casebook.erasing import erased_by_law
from app.casebook.history import history_of
from app.casebook.people import circle, find_people, people
from app.casebook.portable import read_record, written_record
from app.casebook.settling import unsettled
from app.casebook.today import today
from app.casebook.visits import open_visit, visits_of
from app.office import shipped_guides
from app.practice.errors import ErasedByLaw, NotFound
from app.records.doctor import examine
from app.records.revision import person_scope
from tests.sync.erasing.conftest import NOWHERE, SECRET, Council
from tests.sync.laptops import Laptop


def desk_of(laptop: Laptop) -> Desk:
    return Desk(laptop.book, laptop.clock, shipped_guides())


@pytest.fixture
def gone(council_of: Council) -> tuple[Council, str]:
    """Grace's whole record was erased, while Jo had a visit with her open and two versions waited. Gives a statement of hers."""
    it = council_of
    record = it.ann.say(it.grace, "Zanzibar")
    it.exchange()
    it.ann.say(it.grace, "Quetzalcoatl", record=record)
    it.jo.say(it.grace, "Zanzibar again", record=record)
    it.exchange()
    with it.jo.book.unit() as unit:
        visit = unit.revisions(record)[0].header.record
        put_under_way(unit, UnderWay(visit, it.grace))
        unit.commit()
    it.erase("right to erasure", everything=True)
    it.exchange()
    return it, record


def test_nothing_is_shown_and_nothing_falls_over(gone: tuple[Council, str]) -> None:
    it, record = gone
    assert it.where("Zanzibar", "Quetzalcoatl", "Grace Mensah") == NOWHERE
    for laptop in (it.ann, it.jo):
        desk = desk_of(laptop)
        assert people(desk) == []
        assert find_people(desk, "Grace") == []
        assert unsettled(desk) == []
        shown = today(desk)
        assert (shown.visits, shown.coming, shown.paused, shown.old_copies) == ((), (), (), ())
        assert open_visit(desk) is None
        assert visits_of(desk, it.grace) == []
        assert circle(desk, it.grace) == []
        with pytest.raises(NotFound):
            export_person(desk, it.grace)
        assert all(line.body is None for line in history_of(desk, record))
        with laptop.book.view() as view:
            assert under_way(view) is None
        found = examine(laptop.book)
        assert found.sound
        assert found.erased > 0
        (told,) = erased_by_law(desk)
        assert (told.everything, told.name) == (True, "")
        assert "UK GDPR Article 17" in told.law
    assert [line.name for line in it.desk.people()] == []


def test_what_arrives_later_about_them_comes_without_words(gone: tuple[Council, str]) -> None:
    """Typed while the erasure was on its way, or written again from memory: kept as a fact, without a word."""
    it, _ = gone
    it.ann.say(it.grace, "Zanzibar once more")
    it.exchange()
    assert it.where(*SECRET) == NOWHERE
    assert it.ann.waiting() == 0


def test_a_file_of_them_is_not_brought_in_again(council_of: Council) -> None:
    """Whoever has exported the record before cannot bring it back, neither here nor under single words that went."""
    it = council_of
    desk = desk_of(it.ann)
    record = it.ann.say(it.grace, "Zanzibar")
    it.ann.say(it.grace, "By the sea.")
    it.exchange()
    file = export_person(desk, it.grace)
    with it.ann.book.view() as view:
        (version,) = (each.id for each in view.revisions(record))
    it.erase(revisions=(version,))
    it.exchange()
    assert import_record(desk, file, "grace.json").written == 0
    assert it.where("Zanzibar") == NOWHERE
    it.erase("right to erasure", everything=True)
    it.exchange()
    with pytest.raises(ErasedByLaw):
        import_record(desk, file, "grace.json")
    assert it.where("Zanzibar", "By the sea", "Grace Mensah") == NOWHERE


def test_the_file_says_erased_and_not_damaged(council_of: Council, tmp_path: Path) -> None:
    """An export after words went says so, with the rule; it can be read and brought in elsewhere, and holds none of them."""
    it = council_of
    desk = desk_of(it.ann)
    record = it.ann.say(it.grace, "Zanzibar")
    it.ann.say(it.grace, "By the sea.", record=record)
    it.exchange()
    assert b'"erased"' not in written_record(export_person(desk, it.grace, history=True))
    it.erase(containing="Zanzibar")
    it.exchange()
    data = written_record(export_person(desk, it.grace, history=True))
    assert b"Zanzibar" not in data
    file = read_record(data, "grace.json")
    (told,) = file.erased or ()
    assert (told.versions, told.everything) == (1, False)
    assert "UK GDPR" in told.law
    (entry,) = (each for each in file.records if each.record == record)
    assert [each.earlier for each in entry.versions] == [()]


def test_earlier_versions_told_by_an_import_go_with_the_record(council_of: Council) -> None:
    """Where a record came from tells what it said before: that goes too, also when it arrives after the erasure."""
    it = council_of
    desk = desk_of(it.ann)
    record = it.ann.say(it.grace, "Zanzibar")
    it.ann.say(it.grace, "By the sea.", record=record)
    file = written_record(export_person(desk, it.grace, history=True))
    swapped = file.replace(record.encode(), b"ab" * 16)
    it.exchange()
    import_record(desk, read_record(swapped, "grace.json"), "grace.json")
    it.exchange(it.ann)
    import_record(desk_of(it.jo), read_record(swapped, "grace.json"), "grace.json")
    goes = it.where("Zanzibar")
    assert goes["council"]
    it.erase(records=(record, "ab" * 16))
    it.exchange(it.ann)
    assert it.where("Zanzibar")["ann"] == it.where("Zanzibar")["council"] == []
    it.exchange(it.jo, it.ann)
    assert it.where("Zanzibar") == NOWHERE


def test_the_page_about_the_person_is_asked_for_by_scope(gone: tuple[Council, str]) -> None:
    it, _ = gone
    assert len(erased_by_law(desk_of(it.ann), it.grace)) == 1
    assert erased_by_law(desk_of(it.ann), "ab" * 16) == ()
    with it.ann.book.view() as view:
        assert view.scope_of(it.grace) == person_scope(it.grace)
