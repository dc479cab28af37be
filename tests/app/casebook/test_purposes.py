"""Several profiles of one person: each its own lines, its own papers, its own copies; the first stays what it always was."""

from collections.abc import Callable

import pytest

from app.casebook.before_leaving import before_leaving
from app.casebook.choosing import board
from app.casebook.desk import Desk
from app.casebook.leaving import copies_at_home, copy_left, freeze
from app.casebook.people import add_person
from app.casebook.portraits import choose_portrait, look_at, withdraw_portrait
from app.casebook.profile import choose, place_before, profile_lines, profile_page, take_off
from app.casebook.purposes import FIRST, add_profile, purposes_of, put_away_profile, rename_profile
from app.casebook.saying import reword
from app.practice.errors import NotFound, NothingToPrint
from app.practice.papers import check_code, lines_of, paper_name, paper_named
from app.practice.people import Person, Role, Speaker
from app.practice.photos import Cut
from app.practice.plans import HowLeft, PaperKind, PaperVersion, Section
from app.practice.portraits import LONGEST_PURPOSE
from app.records.revision import person_scope
from tests.desks import carry, say
from tests.pictures import png

PROFILE = PaperKind.PROFILE
HER = Speaker(role=Role.PERSON, name="Maggie")


@pytest.fixture
def maggies(desk: Desk) -> tuple[Desk, str, list[str]]:
    """Maggie, with three things said."""
    maggie = add_person(desk, Person(name="Margaret Okafor", known_as="Maggie")).made
    return desk, maggie, [say(desk, maggie, words) for words in ("Radio 3 on low.", "Ann rings at six.", "Sit on my left.")]


def leave(desk: Desk, person: str, profile: str = "main") -> None:
    copy_left(desk, person, freeze(desk, person, PROFILE, profile=profile), PROFILE, HowLeft.PRINTED, "Maggie")


def test_each_profile_has_its_own_lines_in_its_own_order(maggies: tuple[Desk, str, list[str]]) -> None:
    desk, maggie, said = maggies
    choose(desk, maggie, said[0], Section.IMPORTANT)
    ward = add_profile(desk, maggie, "  For the   hospital ").made
    assert [(each.name, each.words) for each in purposes_of(desk, maggie)] == [("main", ""), (ward, "For the hospital")]
    choose(desk, maggie, said[2], Section.SUPPORT, ward)
    choose(desk, maggie, said[0], Section.SUPPORT, ward)
    place_before(desk, maggie, said[0], Section.SUPPORT, said[2], ward)
    assert [line.body.statement for line in profile_lines(desk, maggie)] == [said[0]]
    assert [line.body.statement for line in profile_lines(desk, maggie, ward)] == [said[0], said[2]]
    take_off(desk, maggie, said[0])
    assert [line.words for line in profile_page(desk, maggie, ward).lines] == ["Radio 3 on low.", "Sit on my left."]
    page = profile_page(desk, maggie, ward)
    assert page.purpose is not None
    assert page.purpose.words == "For the hospital"
    assert profile_page(desk, maggie).purpose is None


def test_a_further_profile_begins_with_the_lines_of_another_and_goes_its_own_way(maggies: tuple[Desk, str, list[str]]) -> None:
    desk, maggie, said = maggies
    choose(desk, maggie, said[0], Section.IMPORTANT)
    choose(desk, maggie, said[2], Section.SUPPORT)
    school = add_profile(desk, maggie, "For school", like="main").made
    assert [(line.body.statement, line.body.section) for line in profile_lines(desk, maggie, school)] == [
        (said[0], Section.IMPORTANT),
        (said[2], Section.SUPPORT),
    ]
    take_off(desk, maggie, said[0], school)
    assert len(profile_lines(desk, maggie)) == 2
    shown = board(desk, maggie, school)
    assert (shown.purpose.words, shown.frozen) == ("For school", 0)
    assert [[each.record for each in part.chosen] for part in shown.parts] == [[], [], [said[2]]]
    assert paper_named(paper_name(PROFILE, school)) == (PROFILE, school)
    assert paper_named(paper_name(PROFILE)) == (PROFILE, "main") == paper_named("one-page-profile")


def test_a_profile_is_named_anew_and_put_away_with_all_it_holds(maggies: tuple[Desk, str, list[str]]) -> None:
    desk, maggie, said = maggies
    ward = add_profile(desk, maggie, "For the ward").made
    choose(desk, maggie, said[0], Section.SUPPORT, ward)
    rename_profile(desk, ward, "x" * 200)
    assert purposes_of(desk, maggie)[1].words == "x" * LONGEST_PURPOSE
    leave(desk, maggie, ward)
    put_away_profile(desk, ward)
    assert purposes_of(desk, maggie) == (FIRST,)
    assert not copies_at_home(desk, maggie)
    put_away_profile(desk, ward, away=False)
    assert [line.body.statement for line in profile_lines(desk, maggie, ward)] == [said[0]]
    assert len(copies_at_home(desk, maggie)) == 1
    with pytest.raises(NotFound):
        profile_page(desk, maggie, "no such profile")


def test_versions_are_numbered_and_copies_known_for_each_profile(maggies: tuple[Desk, str, list[str]]) -> None:
    """A copy left knows which profile it is of, and only that one makes it old."""
    desk, maggie, said = maggies
    ward = add_profile(desk, maggie, "For the hospital").made
    choose(desk, maggie, said[0], Section.IMPORTANT)
    choose(desk, maggie, said[2], Section.SUPPORT, ward)
    leave(desk, maggie)
    leave(desk, maggie, ward)
    assert {(each.purpose, each.copy.number, each.out_of_date) for each in copies_at_home(desk, maggie)} == {
        ("", 1, False),
        ("For the hospital", 1, False),
    }
    choose(desk, maggie, said[1], Section.SUPPORT, ward)
    assert {each.purpose: each.out_of_date for each in copies_at_home(desk, maggie)} == {"": False, "For the hospital": True}
    last = before_leaving(desk, maggie, PROFILE, ward).last
    assert last is not None
    assert last.number == 1
    assert freeze(desk, maggie, PROFILE, profile=ward).number == 2
    assert freeze(desk, maggie, PROFILE).number == 1
    rename_profile(desk, ward, "For the ward")
    assert freeze(desk, maggie, PROFILE, profile=ward).number == 3
    with pytest.raises(NothingToPrint):
        freeze(desk, maggie, PROFILE, profile=add_profile(desk, maggie, "For school").made)


def test_the_photo_is_frozen_with_the_paper(maggies: tuple[Desk, str, list[str]]) -> None:
    """The same photo again is the same version with the same check code; another one, or none, is another version."""
    desk, maggie, said = maggies
    choose(desk, maggie, said[0], Section.IMPORTANT)
    bare = freeze(desk, maggie, PROFILE)
    choose_portrait(desk, maggie, look_at(png(1)), Cut(), shows="", chosen_by=HER)
    with_photo = freeze(desk, maggie, PROFILE)
    assert (bare.number, with_photo.number) == (1, 2)
    assert freeze(desk, maggie, PROFILE).code == with_photo.code == check_code(with_photo.revision)
    with desk.book.view() as view:
        bodies = {each.record: each.body for each in view.all(PaperVersion, person_scope(maggie))}
    assert bodies[bare.version].lines == bodies[with_photo.version].lines[:1]
    assert bodies[with_photo.version].lines == lines_of(with_photo.content)
    withdraw_portrait(desk, maggie)
    assert freeze(desk, maggie, PROFILE).number == 3


def test_a_paper_of_before_goes_on_with_its_number_and_code(maggies: tuple[Desk, str, list[str]]) -> None:
    """Without a photo and on the first profile a frozen paper names what it always named: statements, and nothing beside them."""
    desk, maggie, said = maggies
    choose(desk, maggie, said[0], Section.IMPORTANT)
    frozen = freeze(desk, maggie, PROFILE)
    add_profile(desk, maggie, "For school")
    assert [line.record for line in lines_of(frozen.content)] == [said[0]]
    assert freeze(desk, maggie, PROFILE).code == frozen.code


def test_a_copy_with_a_photo_is_not_old_where_the_photo_has_not_arrived(open_desk: Callable[[str], Desk]) -> None:
    helen, jo = open_desk("Helen Price"), open_desk("Jo Marsh")
    maggie = add_person(helen, Person(name="Maggie")).made
    said = say(helen, maggie, "Radio 3 on low.")
    choose(helen, maggie, said, Section.IMPORTANT)
    choose_portrait(helen, maggie, look_at(png(1)), Cut(), shows="", chosen_by=HER)
    leave(helen, maggie)
    carry(helen.book, jo.book)
    (copy,) = copies_at_home(jo, maggie)
    assert not copy.out_of_date
    reword(jo, said, "Radio 3, louder.")
    assert copies_at_home(jo, maggie)[0].out_of_date
