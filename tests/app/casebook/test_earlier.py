"""An earlier version beside the page as it is now: exactly what was printed, in its parts, and what became of each line."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.casebook.desk import Desk
from app.casebook.earlier import earlier_versions
from app.casebook.leaving import copy_left, freeze
from app.casebook.people import add_person
from app.casebook.portraits import choose_portrait, look_at, withdraw_portrait
from app.casebook.profile import choose, place_before, take_off
from app.casebook.purposes import add_profile, rename_profile
from app.casebook.saying import reword
from app.practice.earlier import Change, parted, rows_between
from app.practice.papers import PaperLine
from app.practice.people import Person, Role, Speaker
from app.practice.photos import Cut
from app.practice.plans import HowLeft, PaperKind, Section
from app.practice.statements import Manner
from tests.desks import say
from tests.pictures import png

HER = Speaker(role=Role.PERSON, name="Maggie")
ADMIRE, IMPORTANT, SUPPORT = Section
PROFILE = PaperKind.PROFILE


def line(record: str, words: str = "") -> PaperLine:
    return PaperLine(words or record, HER, Manner.SPOKEN, "en", record, f"revision of {words or record}")


@pytest.fixture
def maggies(desk: Desk) -> tuple[Desk, str, list[str]]:
    maggie = add_person(desk, Person(name="Maggie")).made
    said = [say(desk, maggie, words) for words in ("She sings.", "Radio on low.", "Ann rings.", "Sit left.")]
    for record, part in zip(said, (ADMIRE, IMPORTANT, IMPORTANT, SUPPORT), strict=True):
        choose(desk, maggie, record, part)
    reword(desk, said[0], "She sings in the choir.")
    copy_left(desk, maggie, freeze(desk, maggie, PROFILE), PROFILE, HowLeft.PRINTED, "Maggie")
    return desk, maggie, said


def test_an_unchanged_page_is_the_same(maggies: tuple[Desk, str, list[str]]) -> None:
    desk, maggie, _ = maggies
    (beside,) = earlier_versions(desk, maggie).versions
    assert beside.same
    assert (beside.then.number, beside.then.left_with) == (1, ("Maggie",))


def test_what_was_printed_stands_there_word_for_word(maggies: tuple[Desk, str, list[str]]) -> None:
    """Whatever was done since: the earlier side is what was printed, in the parts in which it was printed."""
    desk, maggie, said = maggies
    reword(desk, said[0], "She sings alto.")
    place_before(desk, maggie, said[2], SUPPORT, "")
    take_off(desk, maggie, said[3])
    choose(desk, maggie, say(desk, maggie, "Curtains open."), IMPORTANT)
    found = earlier_versions(desk, maggie)
    (beside,) = found.versions
    then = {part: [each.words for each in lines] for part, lines in beside.then.sections.items()}
    assert then == {ADMIRE: ["She sings in the choir."], IMPORTANT: ["Radio on low.", "Ann rings."], SUPPORT: ["Sit left."]}
    changes = {part: [(row.change, row.elsewhere) for row in rows] for part, rows in beside.rows}
    assert changes[ADMIRE] == [(Change.REWORDED, None)]
    assert changes[IMPORTANT] == [(Change.SAME, None), (Change.MOVED, SUPPORT), (Change.NEW, None)]
    assert sorted(changes[SUPPORT]) == sorted([(Change.GONE, None), (Change.MOVED, IMPORTANT)])


def test_each_profile_has_its_own_versions(maggies: tuple[Desk, str, list[str]]) -> None:
    desk, maggie, said = maggies
    ward = add_profile(desk, maggie, "For the hospital", like="main").made
    freeze(desk, maggie, PROFILE, profile=ward)
    take_off(desk, maggie, said[0], ward)
    freeze(desk, maggie, PROFILE, profile=ward)
    rename_profile(desk, ward, "For the ward")
    versions = earlier_versions(desk, maggie, ward).versions
    assert [(each.then.number, each.then.purpose, each.other_purpose) for each in versions] == [
        (2, "For the hospital", True),
        (1, "For the hospital", True),
    ]
    assert [len(earlier_versions(desk, maggie).versions), len(versions)] == [1, 2]


def test_the_photo_that_was_printed_stands_there_unless_it_was_withdrawn(maggies: tuple[Desk, str, list[str]]) -> None:
    desk, maggie, _ = maggies
    choose_portrait(desk, maggie, look_at(png(1)), Cut(), shows="", chosen_by=HER)
    freeze(desk, maggie, PROFILE)
    choose_portrait(desk, maggie, look_at(png(2)), Cut(), shows="", chosen_by=HER)
    found = earlier_versions(desk, maggie)
    second, first = found.versions
    assert found.now.photo is not None
    assert (first.then.photo, first.other_photo) == (b"", True)
    assert second.then.photo not in (b"", found.now.photo.data)
    withdraw_portrait(desk, maggie)
    second, _ = earlier_versions(desk, maggie).versions
    assert (second.then.photo, second.other_photo) == (b"", True)


@given(st.lists(st.sampled_from("abcdefg"), unique=True), st.lists(st.sampled_from("abcdefg"), unique=True), st.data())
def test_every_line_of_both_sides_is_told_once(was: list[str], stands: list[str], data: st.DataObject) -> None:
    """Whatever the two pages: each line stands once on its side, in its order; what is on both is never called new or gone."""
    places = st.sampled_from(list(Section))
    then = _dealt([(line(each), data.draw(places)) for each in was])
    now = _dealt([(line(each, data.draw(st.sampled_from([each, f"{each} again"]))), data.draw(places)) for each in stands])
    rows = {part: rows_between(part, then, now) for part in Section}
    for part in Section:
        assert [row.then for row in rows[part] if row.then] == list(then[part])
        assert [row.now for row in rows[part] if row.now] == list(now[part])
    for row in (row for inside in rows.values() for row in inside):
        record = (row.then or row.now or line("")).record
        assert (row.change is Change.GONE) == (record not in stands)
        assert (row.change is Change.NEW) == (record not in was)


def test_a_page_is_parted_as_most_of_its_lines_say() -> None:
    lines = [line(each) for each in "abcd"]
    known = parted(lines, [ADMIRE, IMPORTANT, IMPORTANT, SUPPORT])
    assert [len(known[part]) for part in Section] == [1, 2, 1]
    for lost in range(4):
        placed: list[Section | None] = [ADMIRE, IMPORTANT, IMPORTANT, SUPPORT]
        placed[lost] = None
        assert tuple(each for part in Section for each in parted(lines, placed)[part]) == tuple(lines)
    for placed_any in product([None, *Section], repeat=3):
        assert sum(len(each) for each in parted(lines[:3], list(placed_any)).values()) == 3


def _dealt(pairs: list[tuple[PaperLine, Section]]) -> dict[Section, tuple[PaperLine, ...]]:
    return {part: tuple(each for each, place in pairs if place is part) for part in Section}
