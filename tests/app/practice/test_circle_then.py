"""The circle of an earlier day: worked out from what was written on what, whatever the clocks of the laptops claimed."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.practice.circle_then import Stood, Wrote, circle_on, days_of, days_to_choose, stood_otherwise
from app.practice.people import CirclePerson, Sector

TODAY = date(2026, 11, 21)
MARCH, JUNE, JULY = date(2026, 3, 3), date(2026, 6, 4), date(2026, 7, 5)


def joe(ring: int, *, sector: Sector = Sector.FRIENDS, removed: bool = False) -> CirclePerson:
    return CirclePerson(name="Joe", ring=ring, sector=sector, removed=removed)


MOVED_TWICE = [
    Wrote("a", (), MARCH, joe(3)),
    Wrote("b", ("a",), JUNE, joe(2)),
    Wrote("c", ("b",), JULY, joe(1)),
]


def test_where_somebody_stood_then() -> None:
    """At the end of the day, and nowhere before they came."""
    histories = {"joe": MOVED_TWICE}
    assert circle_on(histories, date(2026, 3, 2), TODAY) == {}
    assert circle_on(histories, MARCH, TODAY)["joe"].ring == 3
    assert circle_on(histories, date(2026, 5, 1), TODAY)["joe"].ring == 3
    assert circle_on(histories, JUNE, TODAY)["joe"].ring == 2
    assert circle_on(histories, TODAY, TODAY)["joe"].ring == 1


def test_days_at_which_something_was_otherwise() -> None:
    """The latest first; not the day from which on everything has been as it is now."""
    assert days_to_choose({"joe": MOVED_TWICE}, TODAY) == (JUNE, MARCH)
    assert days_to_choose({"joe": MOVED_TWICE[:1]}, TODAY) == ()
    gone = [*MOVED_TWICE[:1], Wrote("b", ("a",), JUNE, joe(3, removed=True))]
    assert days_to_choose({"joe": gone}, TODAY) == (MARCH,)


def test_who_moved_who_went_and_who_came() -> None:
    now = {"joe": joe(1), "ann": CirclePerson(name="Ann", ring=1, sector=Sector.FAMILY)}
    then = {"joe": joe(3), "pat": CirclePerson(name="Pat", ring=2, sector=Sector.PAID)}
    assert stood_otherwise(then, now) == [
        Stood("ann", "Ann", None, (1, Sector.FAMILY)),
        Stood("joe", "Joe", (3, Sector.FRIENDS), (1, Sector.FRIENDS)),
        Stood("pat", "Pat", (2, Sector.PAID), None),
    ]
    assert stood_otherwise(now, now) == []


def test_a_clock_that_was_behind_does_not_put_the_later_before_the_earlier() -> None:
    """What was written on June's version was not there in January, whatever the second laptop's clock said."""
    behind = [*MOVED_TWICE[:2], Wrote("c", ("b",), date(2026, 1, 1), joe(1))]
    assert days_of(behind, TODAY)["c"] == JUNE
    assert circle_on({"joe": behind}, MARCH, TODAY)["joe"].ring == 3


def test_a_clock_that_was_ahead_does_not_hide_the_past() -> None:
    """A first version that claims to be of 2031 was there when the next was written on it."""
    ahead = [Wrote("a", (), date(2031, 1, 1), joe(3)), *MOVED_TWICE[1:]]
    assert days_of(ahead, TODAY) == {"a": JUNE, "b": JUNE, "c": JULY}
    assert days_of(ahead[:1], TODAY) == {"a": TODAY}


def test_what_two_laptops_wrote_apart_is_merged_as_it_was_then() -> None:
    """Each took it elsewhere, and one was settled later: before that the merge of the two stands."""
    apart = [
        Wrote("a", (), MARCH, joe(3)),
        Wrote("b", ("a",), JUNE, joe(2)),
        Wrote("c", ("a",), JUNE, joe(3, sector=Sector.PAID)),
        Wrote("d", ("b", "c"), JULY, joe(1)),
    ]
    on_june = circle_on({"joe": apart}, JUNE, TODAY)["joe"]
    assert (on_june.ring, on_june.sector) == (3, Sector.PAID)
    assert circle_on({"joe": apart}, JULY, TODAY)["joe"].ring == 1


def test_what_was_erased_says_nothing() -> None:
    erased = [Wrote("a", (), MARCH, None), *MOVED_TWICE[1:]]
    assert circle_on({"joe": erased}, MARCH, TODAY) == {}
    assert circle_on({"joe": erased}, JUNE, TODAY)["joe"].ring == 2


@st.composite
def histories(draw: st.DrawFn) -> list[Wrote]:
    """Any shape of history, with any claims."""
    found: list[Wrote] = []
    for number in range(draw(st.integers(1, 8))):
        parents = tuple(sorted(draw(st.sets(st.sampled_from([each.id for each in found]), max_size=2)))) if found else ()
        day = TODAY + timedelta(days=draw(st.integers(-400, 400)))
        body = joe(draw(st.integers(1, 3)), removed=draw(st.booleans()))
        found.append(Wrote(f"{number:02}", parents, day, body))
    return found


@given(histories(), st.integers(-400, 0))
def test_nothing_is_there_before_what_it_was_written_on(history: list[Wrote], before: int) -> None:
    """However the clocks went; and today it is what it is."""
    days = days_of(history, TODAY)
    for each in history:
        assert days[each.id] <= TODAY
        for parent in each.parents:
            assert days[parent] <= days[each.id]
    day = TODAY + timedelta(days=before)
    assert circle_on({"joe": history}, day, TODAY) == circle_on({"joe": list(reversed(history))}, day, TODAY)
