"""The circle in a casebook: kept in one act, with roles, faces and the person's own names, the same on every laptop."""

from collections.abc import Callable
from datetime import timedelta

from app.casebook.carrying import export_person, import_record
from app.casebook.circles import circle_now, circle_page, histories_of, keep_member, name_sectors, put_face
from app.casebook.desk import Desk
from app.casebook.joining import join
from app.casebook.people import add_person, add_to_circle, change_in_circle
from app.casebook.portable import read_record, written_record
from app.casebook.portraits import look_at
from app.casebook.settling import unsettled
from app.casebook.undoing import do_again, take_back
from app.casebook.visits import begin_visit, end_visit, plan_visit
from app.practice.circle_then import circle_on, days_to_choose
from app.practice.people import CirclePerson, Person, Sector
from app.practice.visits import Permission
from tests.desks import SATURDAY, Clock, carry, make_desk
from tests.pictures import png

MAGGIE = Person(name="Margaret Okafor", known_as="Maggie")
HALL = {"name": "Mrs Hall", "sector": Sector.NEIGHBOURS, "ring": 2}


def test_somebody_new_is_one_act(desk: Desk) -> None:
    """With their roles, and undone and done again as one."""
    maggie = add_person(desk, MAGGIE).made
    visit = plan_visit(desk, maggie).made
    begin_visit(desk, visit, permission=Permission(given=True), present=(), topics=())
    made = keep_member(desk, maggie, "", HALL, {"roles": ("my landlord", "holds the key"), "turned_away": True})
    now = circle_now(desk, maggie)
    assert [each.body.name for each in now.members] == ["Mrs Hall"]
    assert now.of(made.made).roles == ("my landlord", "holds the key")
    assert now.of(made.made).turned_away
    assert made.kinds == {"circle", "circle more"}
    assert take_back(desk) is not None
    assert circle_now(desk, maggie).members == ()
    assert circle_now(desk, maggie).beside == {}
    assert do_again(desk) is not None
    assert circle_now(desk, maggie).of(made.made).roles == ("my landlord", "holds the key")


def test_roles_that_have_left_are_taken_back_too(desk: Desk) -> None:
    """By another version, for nothing that left is rewritten."""
    maggie = add_person(desk, MAGGIE).made
    hall = add_to_circle(desk, maggie, CirclePerson(name="Mrs Hall")).made
    visit = plan_visit(desk, maggie).made
    begin_visit(desk, visit, permission=Permission(given=True), present=(), topics=())
    keep_member(desk, maggie, hall, {}, {"roles": ("my landlord",)})
    with desk.book.unit() as unit:
        unit.release(visit)
        unit.commit()
    assert take_back(desk) is not None
    assert circle_now(desk, maggie).of(hall).roles == ()
    assert do_again(desk) is not None
    assert circle_now(desk, maggie).of(hall).roles == ("my landlord",)


def test_changing_one_thing_leaves_the_rest(desk: Desk) -> None:
    maggie = add_person(desk, MAGGIE).made
    hall = keep_member(desk, maggie, "", HALL, {"roles": ("my landlord",)}).made
    keep_member(desk, maggie, hall, {"ring": 1}, {})
    keep_member(desk, maggie, hall, {}, {"turned_away": True})
    now = circle_now(desk, maggie)
    assert (now.members[0].body.ring, now.of(hall).roles, now.of(hall).turned_away) == (1, ("my landlord",), True)


def test_a_face_is_kept_shown_and_taken_away(desk: Desk) -> None:
    maggie = add_person(desk, MAGGIE).made
    hall = keep_member(desk, maggie, "", HALL, {}).made
    put_face(desk, maggie, hall, look_at(png(1, 90)))
    assert circle_now(desk, maggie).of(hall).face
    put_face(desk, maggie, hall, b"")
    assert circle_now(desk, maggie).beside == {}


def test_parts_are_called_as_the_person_calls_them(desk: Desk) -> None:
    """Spaces are put right, a long name is cut, and an empty one is the usual one again."""
    maggie = add_person(desk, MAGGIE).made
    name_sectors(desk, maggie, {Sector.FRIENDS: "  The   choir "})
    name_sectors(desk, maggie, {Sector.PAID: "x" * 90})
    assert circle_now(desk, maggie).names == {Sector.FRIENDS: "The choir", Sector.PAID: "x" * 40}
    name_sectors(desk, maggie, {Sector.FRIENDS: " "})
    assert circle_now(desk, maggie).names == {Sector.PAID: "x" * 40}


def test_what_two_laptops_said_of_the_same_person_apart(open_desk: Callable[[str], Desk]) -> None:
    """Different things stand together; of a name for the same part both versions wait; whoever is to be left out is left out."""
    helen, jo = open_desk("Helen Price"), open_desk("Jo Marsh")
    maggie = add_person(helen, MAGGIE).made
    hall = keep_member(helen, maggie, "", HALL, {}).made
    carry(helen.book, jo.book)
    keep_member(helen, maggie, hall, {}, {"roles": ("my landlord",)})
    keep_member(jo, maggie, hall, {}, {"turned_away": True})
    name_sectors(helen, maggie, {Sector.FAMILY: "My own"})
    name_sectors(jo, maggie, {Sector.PAID: "Helpers"})
    carry(jo.book, helen.book)
    carry(helen.book, jo.book)
    for desk in (helen, jo):
        now = circle_now(desk, maggie)
        assert now.of(hall).turned_away
        assert now.names == {Sector.FAMILY: "My own", Sector.PAID: "Helpers"}
        assert now.of(hall).roles == ("my landlord",)
    assert not unsettled(helen)
    name_sectors(helen, maggie, {Sector.FRIENDS: "Choir"})
    name_sectors(jo, maggie, {Sector.FRIENDS: "Chapel"})
    carry(jo.book, helen.book)
    assert "circle names" in {each.kind for each in unsettled(helen)}


def test_it_travels_in_the_portable_file(open_desk: Callable[[str], Desk]) -> None:
    helen, jo = open_desk("Helen Price"), open_desk("Jo Marsh")
    maggie = add_person(helen, MAGGIE).made
    hall = keep_member(helen, maggie, "", HALL, {"roles": ("my landlord",)}).made
    put_face(helen, maggie, hall, look_at(png(1, 90)))
    name_sectors(helen, maggie, {Sector.FRIENDS: "The choir"})
    import_record(jo, read_record(written_record(export_person(helen, maggie)), "maggie.json"), "maggie.json")
    before, after = circle_now(helen, maggie), circle_now(jo, maggie)
    assert (after.names, after.beside) == (before.names, before.beside)
    assert after.of(hall).face


def test_two_that_are_one_keep_both_their_circles(desk: Desk) -> None:
    one, other = add_person(desk, MAGGIE).made, add_person(desk, Person(name="M. Okafor")).made
    hall = keep_member(desk, other, "", HALL, {"roles": ("my landlord",)}).made
    name_sectors(desk, other, {Sector.FRIENDS: "The choir"})
    name_sectors(desk, one, {Sector.PAID: "Helpers"})
    join(desk, one, other, {})
    now = circle_now(desk, one)
    assert now.of(hall).roles == ("my landlord",)
    assert now.names == {Sector.FRIENDS: "The choir", Sector.PAID: "Helpers"}


def test_the_circle_of_an_earlier_day(tmp_path: object) -> None:
    """From the casebook's own histories, somebody who was taken out included."""
    clock = Clock(SATURDAY - timedelta(days=200))
    desk = make_desk(tmp_path / "book", clock=clock)  # type: ignore[operator]  # a path
    maggie = add_person(desk, MAGGIE).made
    joe = add_to_circle(desk, maggie, CirclePerson(name="Joe", ring=3)).made
    pat = add_to_circle(desk, maggie, CirclePerson(name="Pat", ring=1)).made
    first = clock.at.date()
    clock.at = SATURDAY
    change_in_circle(desk, joe, ring=1)
    change_in_circle(desk, pat, removed=True)
    histories = histories_of(desk, maggie)
    assert days_to_choose(histories, SATURDAY.date()) == (first,)
    then = circle_on(histories, first, SATURDAY.date())
    assert {record: body.ring for record, body in then.items()} == {joe: 3, pat: 1}
    desk.book.close()


def test_an_ended_visit_sends_more_about_somebody_with_them(desk: Desk) -> None:
    """Nothing of it is left behind on the laptop."""
    maggie = add_person(desk, MAGGIE).made
    visit = plan_visit(desk, maggie).made
    begin_visit(desk, visit, permission=Permission(given=True), present=(), topics=())
    hall = keep_member(desk, maggie, "", HALL, {"roles": ("my landlord",)}).made
    end_visit(desk, visit)
    change_in_circle(desk, hall, ring=3)
    assert circle_now(desk, maggie).of(hall).roles == ("my landlord",)


def test_nobody_is_on_the_paper_who_must_not_be(open_desk: Callable[[str], Desk]) -> None:
    """Not to be contacted, to be left out, taken out, or not settled whether: none of them, on either laptop."""
    helen, jo = open_desk("Helen Price"), open_desk("Jo Marsh")
    maggie = add_person(helen, MAGGIE).made
    usual = {sector: sector.value for sector in Sector}
    keep_member(helen, maggie, "", {"name": "Ann", "ring": 1}, {})
    keep_member(helen, maggie, "", {"name": "Peter", "do_not_contact": True}, {})
    keep_member(helen, maggie, "", {"name": "Uncle Olu"}, {"turned_away": True})
    keep_member(helen, maggie, "", {"name": "Pat", "removed": True}, {})
    joe = keep_member(helen, maggie, "", {"name": "Joe"}, {}).made
    carry(helen.book, jo.book)
    change_in_circle(helen, joe, do_not_contact=True)
    change_in_circle(jo, joe, do_not_contact=False, name="Joseph")
    change_in_circle(helen, joe, name="Joey")
    carry(jo.book, helen.book)
    name_sectors(helen, maggie, {Sector.PAID: "Helpers"})
    page = circle_page(helen, maggie, usual)
    assert [each.name for each in page.members] == ["Ann"]
    assert page.names[Sector.PAID] == "Helpers"
    assert not page.empty
