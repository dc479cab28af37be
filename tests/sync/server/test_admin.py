"""The council's desk: everything laptops see of it goes through admission as revisions."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.practice.errors import FileMistake, NotFound, PassphraseTooShort
from app.practice.people import Council, Person, Staff, StaffRole
from app.records.drafts import Draft
from app.records.revision import derived_record, new_record, person_scope
from sync.server.admin import CouncilDesk, begin_council, open_desk
from sync.server.council import open_council
from sync.server.desk import DESK_FILE
from tests.sync.laptops import PASSWORD, START, Clock, Laptop

pytestmark = pytest.mark.on_both_engines(long=True)


def test_a_council_is_begun_once(desk: CouncilDesk, tmp_path: Path) -> None:
    with pytest.raises(FileMistake):
        begin_council(tmp_path / "council", Council(name="B"), administrator="B", sign_in="b", password=PASSWORD)
    with pytest.raises(PassphraseTooShort):
        begin_council(tmp_path / "other", Council(name="B"), administrator="B", sign_in="b", password="short")
    assert not (tmp_path / "other").exists()


def test_no_council_where_none_was_begun(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        open_council(tmp_path)
    with pytest.raises(NotFound):
        open_desk(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_desk_is_opened_again(desk: CouncilDesk, tmp_path: Path, clock: Clock) -> None:
    desk.add_staff("Ann Bell", "ann", PASSWORD)
    again = open_desk(tmp_path / "council", clock=clock)
    assert [line.name for line in again.staff()] == ["Ann Bell", "Priya Shah"]
    again.add_staff("Jo", "jo", PASSWORD, StaffRole.MANAGER)
    again.close()
    assert [(line.name, line.role) for line in desk.staff()][1:] == [("Jo", "manager"), ("Priya Shah", "administrator")]


def test_only_the_servers_user_reads_the_key(desk: CouncilDesk, tmp_path: Path) -> None:
    assert (tmp_path / "council" / DESK_FILE).stat().st_mode & 0o077 == 0


def test_a_sign_in_name_is_taken_once(desk: CouncilDesk) -> None:
    desk.add_staff("Ann Bell", "ann", PASSWORD)
    for name in ("ann", " ANN", ""):
        with pytest.raises(FileMistake):
            desk.add_staff("Another", name, PASSWORD)
    assert len(desk.staff()) == 2


def test_staff_reach_every_laptop(ann: Laptop, desk: CouncilDesk) -> None:
    ann.exchanger.exchange()
    desk.add_staff("Jo", "jo", PASSWORD)
    ann.exchanger.exchange()
    with ann.book.view() as view:
        assert {each.body.name for each in view.all(Staff)} == {"Ann", "Jo", "Priya Shah"}


def test_people_come_from_rows_all_or_none(desk: CouncilDesk) -> None:
    rows = [
        {"name": "Grace Mensah", "born": "1941-05-30", "council_number": "W-17"},
        {"name": "Omar Haddad", "telephone": "01632 960123"},
    ]
    made = desk.add_people(rows)
    assert made[0] == derived_record("person", "W-17")
    assert desk.add_people(rows[:1]) == made[:1]
    with pytest.raises(FileMistake) as caught:
        desk.add_people([{"name": "Lee"}, {"name": "Sam", "born": "30/5/41"}])
    assert caught.value.where == "line 3, born"
    with pytest.raises(FileMistake):
        desk.add_people([{"name": " "}])
    assert [(line.name, line.with_staff) for line in desk.people()] == [("Grace Mensah", ()), ("Omar Haddad", ())]


def test_who_works_with_whom_from_a_day_to_a_day(desk: CouncilDesk, ann: Laptop, clock: Clock) -> None:
    ann.may_compare = True
    (grace,) = desk.add_people([{"name": "Grace Mensah", "council_number": "W-17"}])
    desk.works_with("ann", grace, since=date(2026, 11, 23), until=date(2026, 11, 25))
    seen = []
    for _ in range(6):
        ann.exchanger.exchange()
        with ann.book.view() as view:
            seen.append(view.find(Person, grace) is not None)
        clock.on(days=1)
    assert seen == [False, False, True, True, True, False]
    desk.works_with("ann", grace, since=date(2026, 11, 1))
    ann.exchanger.exchange()
    with ann.book.view() as view:
        assert view.current(Person, grace).body.name == "Grace Mensah"


def test_what_cannot_be_found_is_named(desk: CouncilDesk, ann: Laptop) -> None:
    (grace,) = desk.add_people([{"name": "Grace Mensah"}])
    for call in (
        lambda: desk.works_with("nobody", grace),
        lambda: desk.works_with("ann", "00" * 16),
        lambda: desk.set_password("nobody", PASSWORD),
        lambda: desk.staff_left("nobody"),
        lambda: desk.stop_device("00" * 16, "lost"),
    ):
        with pytest.raises(NotFound):
            call()


def test_what_was_held_is_released_by_a_manager(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    """Words written after access had ended are not lost: a manager looks, and they join the record."""
    jo.may_compare = True
    grace = ann.add_person()
    ann.exchanger.exchange()
    desk.works_with("jo", grace, until=date(2026, 11, 21))
    jo.exchanger.exchange()
    desk.works_with("jo", grace, since=date(2026, 11, 1), until=date(2026, 11, 2))
    said = jo.say(grace, "She asked for a rail by the bath.")
    outcome = jo.exchanger.exchange()
    assert (outcome.held, outcome.pushed) == (1, 0)
    assert [(line.code, line.person, line.staff) for line in desk.held()] == [("no access", person_scope(grace), "Jo")]
    assert desk.release_held("person unknown") == 0
    assert desk.release_held("no access") == 1
    assert desk.held() == []
    ann.exchanger.exchange()
    assert ann.words_of(said) == {"She asked for a rail by the bath."}
    desk.works_with("jo", grace)
    assert jo.exchanger.exchange().proved_equal
    assert jo.words_of(said) == {"She asked for a rail by the bath."}


def test_what_was_released_is_with_the_council_on_the_laptop_too(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    """A draft kept the record on the laptop while a manager looked: the notice goes, and the words count as stored."""
    jo.may_compare = True  # each exchange asks after what the council holds
    grace = ann.add_person()
    ann.exchanger.exchange()
    desk.works_with("jo", grace, until=date(2026, 11, 21))
    jo.exchanger.exchange()
    jo.book.keep_draft(Draft(new_record(), "statement", person_scope(grace), None, (), b"{}", 0, START))
    desk.works_with("jo", grace, since=date(2026, 11, 1), until=date(2026, 11, 2))
    jo.say(grace, "Held meanwhile.")
    jo.exchanger.exchange()
    assert [each.answer for each in jo.exchanger.status().refusals] == ["held"]
    desk.works_with("jo", grace)
    desk.release_held("no access")
    assert jo.exchanger.exchange().proved_equal
    assert jo.exchanger.status().refusals == ()
    assert jo.exchanger.status().all_with_council


def test_laptops_are_listed_and_stopped(desk: CouncilDesk, new_laptop: Callable[..., Laptop]) -> None:
    ann = new_laptop("ann")
    (line,) = desk.devices()
    assert (line.device, line.staff, line.stopped) == (ann.book.identity.device, "Ann", "")
    desk.stop_device(line.device, "It was left on a bus.")
    assert desk.devices()[0].stopped == "It was left on a bus."


def test_what_is_printed_about_the_council_travels(desk: CouncilDesk, ann: Laptop) -> None:
    desk.set_council(Council(name="Westbrook Council", telephone="01632 960100"))
    ann.exchanger.exchange()
    with ann.book.view() as view:
        assert [each.body.telephone for each in view.all(Council)] == ["01632 960100"]
