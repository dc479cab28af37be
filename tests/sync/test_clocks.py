"""Clocks that are wrong by years, on laptops and on the server: nothing is ordered by them, and nothing is lost by them.

A laptop's clock changes nothing but the times that are shown. The server's decides about days and sign-ins: while it is wrong,
people may leave laptops (whatever waits goes first, and is held for a manager), and everybody may have to sign in. Set right
again, all is as it was.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import httpx2
import pytest
from sqlalchemy import insert

from app.practice.errors import SignInExpired, SignInRefused
from app.practice.people import CirclePerson, Person
from app.records.revision import new_record, person_scope, written_text
from sync.server.admin import CouncilDesk
from sync.server.tables import backup
from tests.sync.laptops import START, Clock, Laptop, council_ids

Make = Callable[..., Laptop]
WRONG = {
    "1970": datetime(1970, 1, 1, tzinfo=START.tzinfo),
    "2099": datetime(2099, 12, 31, tzinfo=START.tzinfo),
    "three hours ahead": START + timedelta(hours=3),
    "three hours behind": START - timedelta(hours=3),
}

"""Two of these stand for all in the short tests."""
ALL = [pytest.param(name, marks=[] if name in ("1970", "2099") else pytest.mark.prove) for name in ("right", *WRONG)]
BUT_RIGHT = ALL[1:]


def met(laptop: Laptop, name: str) -> None:
    """An exchange; who is asked to sign in does."""
    try:
        outcome = laptop.exchanger.exchange()
    except SignInExpired:
        laptop.sign_in(name)
        outcome = laptop.exchanger.exchange()
    assert outcome.proved_equal


def a_day(desk: CouncilDesk, ann: Laptop, jo: Laptop, wrong: Clock, *, back: bool) -> list[object]:
    """What two laptops do in a day, of which the second has another clock; what stands in the end."""
    right = jo.book.clock
    jo.book.clock = wrong
    grace = ann.add_person()
    records = [ann.say(grace, f"Number {place}.") for place in range(4)]
    ring = new_record()
    with ann.book.unit() as unit:
        unit.seal(CirclePerson(name="Ruth"), scope=person_scope(grace), record=ring)
        unit.commit()
    met(ann, "ann")
    desk.works_with("jo", grace)
    met(jo, "jo")
    ann.say(grace, "By Ann.", record=records[0])
    jo.say(grace, "By Jo.", record=records[0])
    jo.say(grace, "Only by Jo.", record=records[1])
    if back:
        seen: list[int] = []

        def goes_back(request: httpx2.Request, response: httpx2.Response) -> None:
            seen.append(1)
            wrong.now -= timedelta(days=20_000)

        jo.line.after = goes_back
    met(jo, "jo")
    jo.line.after = None
    jo.say(grace, "Once more by Jo.", record=records[1])
    for laptop, name in ((jo, "jo"), (ann, "ann"), (jo, "jo")):
        met(laptop, name)
    assert ann.ids() & jo.ids() <= council_ids(desk.council)
    jo.book.clock = right
    assert not jo.exchanger.check_some()
    return [sorted(each.words_of(record)) for each in (ann, jo) for record in records]


SAME = [["By Ann.", "By Jo."], ["Once more by Jo."], ["Number 2."], ["Number 3."]] * 2


@pytest.mark.parametrize("back", [pytest.param(False, marks=pytest.mark.prove), True])
@pytest.mark.parametrize("name", ALL)
def test_a_laptops_clock_changes_nothing(desk: CouncilDesk, ann: Laptop, jo: Laptop, name: str, back: bool) -> None:
    """In 1970, in 2099, hours ahead or behind, going back in the middle of an exchange: what stands is the same."""
    assert a_day(desk, ann, jo, Clock(WRONG.get(name, START)), back=back) == SAME
    assert desk.check_audit().fault == ""


@pytest.mark.parametrize("name", BUT_RIGHT)
def test_a_laptops_clock_lets_nothing_go_early(desk: CouncilDesk, ann: Laptop, jo: Laptop, clock: Clock, name: str) -> None:
    """What left the caseload and is in no backup stays for the days the council says, by the council's clock."""
    jo.may_compare = True
    grace = ann.add_person()
    met(ann, "ann")
    desk.works_with("jo", grace)
    jo.book.clock = wrong = Clock(WRONG[name])
    met(jo, "jo")
    said = jo.say(grace, "Ring twice.")
    met(jo, "jo")
    with desk.council.writing() as connection:
        connection.execute(insert(backup).values(file="old", number=1, at=written_text(clock.now), digest=bytes(32)))
    desk.works_with("jo", grace, since=START.date(), until=START.date() - timedelta(days=1))
    met(jo, "jo")
    assert jo.words_of(said) == {"Ring twice."}
    wrong.on(days=100)
    met(jo, "jo")
    assert jo.words_of(said) == {"Ring twice."}
    clock.on(days=31)
    met(jo, "jo")
    with jo.book.view() as view:
        assert view.find(Person, grace) is None


@pytest.mark.parametrize("name", BUT_RIGHT)
def test_a_server_with_a_wrong_clock_loses_nothing(desk: CouncilDesk, ann: Laptop, jo: Laptop, clock: Clock, name: str) -> None:
    """Words written meanwhile are stored or held. When it is right again, and a manager has looked, all is everywhere."""
    ann.may_compare = jo.may_compare = True
    grace = ann.add_person()
    met(ann, "ann")
    desk.works_with("jo", grace)
    for laptop, who in ((jo, "jo"), (ann, "ann")):
        met(laptop, who)
    right = clock.now
    said = [laptop.say(grace, words) for laptop, words in ((ann, "By Ann."), (jo, "By Jo."))]
    ids = ann.ids() | jo.ids()
    clock.now = WRONG[name]
    for laptop, who in ((jo, "jo"), (ann, "ann"), (jo, "jo")):
        met(laptop, who)
        assert laptop.waiting() == 0
    assert ids <= council_ids(desk.council) | {line.revision for line in desk.held()}
    clock.now = right + timedelta(minutes=1)
    desk.release_held("no access")
    for laptop, who in ((jo, "jo"), (ann, "ann"), (jo, "jo"), (ann, "ann")):
        met(laptop, who)
    assert ids <= council_ids(desk.council)
    for laptop in (ann, jo):
        assert [laptop.words_of(record) for record in said] == [{"By Ann."}, {"By Jo."}]
        with laptop.book.view() as view:
            assert view.find(Person, grace) is not None
    assert desk.check_audit().fault == ""


def test_who_typed_wrong_passwords_before_the_clock_was_set_back_is_let_in(
    desk: CouncilDesk, new_laptop: Make, clock: Clock
) -> None:
    """Waiting is for minutes, and never until a year in which the server once believed to be."""
    ann = new_laptop("ann", signed_in=False)
    clock.now = WRONG["2099"]
    for _ in range(7):
        with pytest.raises(SignInRefused):
            ann.sign_in("ann", "a wrong one")
    clock.now = START
    ann.sign_in("ann")
    assert ann.exchanger.exchange().proved_equal


@pytest.mark.on_both_engines
def test_a_sign_in_given_years_ahead_does_not_hold_for_years(desk: CouncilDesk, ann: Laptop, clock: Clock) -> None:
    """The server's clock stood ahead when it was given. Once it is right the sign-in has ended, also for the quick answer."""
    right = clock.now
    clock.now = right.replace(year=2099)
    ann.sign_in("ann")
    assert ann.exchanger.exchange().proved_equal
    clock.now = right
    with pytest.raises(SignInExpired):
        ann.exchanger.exchange()
    ann.sign_in("ann")
    assert ann.exchanger.exchange().proved_equal
