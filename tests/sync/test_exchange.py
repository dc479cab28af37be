"""Laptops and a council making each other equal, on a line in this process."""

import time
from collections.abc import Callable
from datetime import date

import pytest

from app.practice.changes import Changes
from app.practice.errors import SignInExpired
from app.practice.people import Person, Staff
from app.practice.statements import Statement
from app.records import exchange as kept
from app.records.drafts import Draft
from app.records.revision import new_record, person_scope
from sync.client.basket import LARGEST_SLICE, SLICE, TYPED_SECONDS
from sync.protocol import REVISION_LIMIT
from sync.server.admin import CouncilDesk
from sync.server.tables import backup
from tests.sync.laptops import START, Clock, Laptop

pytestmark = pytest.mark.on_both_engines
Make = Callable[..., Laptop]


def share(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> str:
    """A person both work with, on both laptops."""
    grace = ann.add_person()
    ann.exchanger.exchange()
    desk.works_with("jo", grace)
    jo.exchanger.exchange()
    return grace


def test_what_one_writes_the_other_has(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    grace = share(desk, ann, jo)
    said = ann.say(grace, "Ring twice and wait, she is coming. ☕")
    assert ann.waiting() == 1
    sent = ann.exchanger.exchange()
    assert (sent.pushed, sent.proved_equal, ann.waiting()) == (1, True, 0)
    came = jo.exchanger.exchange()
    assert (came.received, came.proved_equal) == (1, True)
    assert came.changes.records == {said}
    assert jo.words_of(said) == {"Ring twice and wait, she is coming. ☕"}


def test_two_write_the_same_group_and_both_keep_both(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    """`2 tablets` made `3` by one and `1` by the other is two versions everywhere, and never a third that nobody wrote."""
    grace = share(desk, ann, jo)
    said = ann.say(grace, "He takes 2 tablets at night.")
    ann.exchanger.exchange()
    jo.exchanger.exchange()
    ann.say(grace, "He takes 3 tablets at night.", record=said)
    jo.say(grace, "He takes 1 tablet at night.", record=said)
    for laptop in (ann, jo, ann):
        assert laptop.exchanger.exchange().proved_equal
    both = {"He takes 3 tablets at night.", "He takes 1 tablet at night."}
    assert ann.words_of(said) == jo.words_of(said) == both
    with ann.book.view() as view:
        assert [len(each) for each in view.current(Statement, said).versions.values()] == [2]


def test_nothing_new_is_one_request(ann: Laptop) -> None:
    ann.exchanger.exchange()
    ann.line.requests.clear()
    outcome = ann.exchanger.exchange()
    assert ann.line.requests == ["/v1/exchange"]
    assert (outcome.proved_equal, bool(outcome.changes)) == (True, False)


def test_ten_new_statements_go_in_one_request_and_do_not_come_back(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    grace = share(desk, ann, jo)
    ann.exchanger.exchange()
    for place in range(10):
        ann.say(grace, f"Number {place}.")
    ann.line.requests.clear()
    outcome = ann.exchanger.exchange()
    assert ann.line.requests == ["/v1/exchange"]
    assert (outcome.pushed, outcome.received) == (10, 0)


def test_a_new_person_does_not_come_back_either(ann: Laptop) -> None:
    ann.exchanger.exchange()
    grace = ann.add_person()
    ann.say(grace, "Hello.")
    ann.line.requests.clear()
    outcome = ann.exchanger.exchange()
    assert (outcome.pushed, outcome.received, outcome.proved_equal) == (2, 0, True)
    assert ann.line.requests == ["/v1/exchange"]


def test_pages_go_on_until_there_is_nothing_more(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    """A large caseload arrives in slices, each of them told: the first of forty, and larger ones as long as nobody types."""
    people = [ann.add_person(f"Person {place}") for place in range(12)]
    for place in range(900):
        ann.say(people[place % 12], f"Words {place}, said at the kitchen table.")
    sent = ann.exchanger.exchange()
    assert (sent.pushed, sent.proved_equal) == (912, True)
    for person in people:
        desk.works_with("jo", person)
    slices: list[int] = []

    def typing_after_the_third(changes: Changes) -> None:
        slices.append(len(changes.records))
        time.sleep(2 * TYPED_SECONDS if sum(map(bool, slices)) == 3 else 0)

    came = jo.exchanger.exchange(typing_after_the_third)
    assert came.proved_equal
    assert came.received >= 912
    whole = [each for each in slices if each]
    assert 0 < whole[0] <= SLICE < max(whole) <= LARGEST_SLICE
    assert whole[3] <= SLICE
    with jo.book.view() as view:
        assert len(view.all(Statement)) == 900
        assert kept.state_of(view).fills == ()


def test_what_a_running_visit_holds_stays(ann: Laptop) -> None:
    grace = ann.add_person()
    ann.exchanger.exchange()
    visit = new_record()
    body = Statement(words="Leave that out.", speaker={"role": "person"})
    with ann.book.unit() as unit:
        held = unit.seal(body, scope=person_scope(grace), during=visit)
        unit.commit()
    assert ann.exchanger.exchange().pushed == 0
    standing = ann.exchanger.status()
    assert (standing.waiting, standing.in_visit, standing.proved_equal) == (1, 1, False)
    with ann.book.unit() as unit:
        unit.release(visit)
        unit.commit()
    assert ann.exchanger.exchange().pushed == 1
    assert ann.exchanger.status().all_with_council
    assert held in {each.header.record for each in revisions(ann)}


def revisions(laptop: Laptop) -> list:
    with laptop.book.view() as view:
        return list(view.every_revision())


def test_a_person_met_in_a_running_visit_waits_with_all_that_is_said(ann: Laptop) -> None:
    """Nothing about somebody whom the council cannot know yet goes ahead of them."""
    ann.exchanger.exchange()
    visit, lee = new_record(), new_record()
    with ann.book.unit() as unit:
        unit.seal(Person(name="Lee"), scope=person_scope(lee), record=lee, during=visit)
        unit.commit()
    ann.say(lee, "Said outside the visit.")
    outcome = ann.exchanger.exchange()
    assert (outcome.pushed, outcome.held, outcome.refused) == (0, 0, 0)
    with ann.book.unit() as unit:
        unit.release(visit)
        unit.commit()
    assert ann.exchanger.exchange().pushed == 2


def test_a_casebook_made_offline_becomes_the_members_own(new_laptop: Make, desk: CouncilDesk, jo: Laptop) -> None:
    """It sealed as a random id before it met the council. What it wrote is accepted, and from now on it seals as the staff id."""
    ann = new_laptop("ann", signed_in=False)
    random_id = ann.book.identity.staff
    grace = ann.add_person()
    note = ann.say(grace, "Only for me.", private=True)
    with pytest.raises(SignInExpired):
        ann.exchanger.exchange()
    ann.sign_in("ann")
    staff = ann.book.identity.staff
    assert staff != random_id
    assert staff in {line.staff for line in desk.staff()}
    outcome = ann.exchanger.exchange()
    assert (outcome.pushed, outcome.refused, outcome.held, outcome.proved_equal) == (2, 0, 0, True)
    ann.say(grace, "Still only for me.", record=note, private=True)
    assert ann.exchanger.exchange().pushed == 1
    assert {each.header.author for each in revisions(ann)} >= {random_id, staff}
    desk.works_with("jo", grace)
    jo.exchanger.exchange()
    jo.say(grace, "Mine now.", record=note, private=True)
    assert jo.exchanger.exchange().refused == 1


def test_who_wrote_offline_has_a_name_everywhere(new_laptop: Make, desk: CouncilDesk, jo: Laptop) -> None:
    """The author that the first words carry is known by name on every laptop, and is offered nowhere as a member of staff."""
    ann = new_laptop("ann", signed_in=False)
    former = ann.book.identity.staff
    ann.add_person()
    ann.sign_in("ann")
    assert ann.book.identity.is_me(former)
    assert ann.book.identity.is_me(ann.book.identity.staff)
    assert not ann.book.identity.is_me(jo.book.identity.staff)
    jo.exchanger.exchange()
    with jo.book.view() as view:
        known = view.current(Staff, former).body
    assert (known.name, known.left) == ("Ann", True)
    assert former not in {line.staff for line in desk.staff()}
    ann.sign_in("ann")
    assert ann.book.identity.formerly == (former,)


def test_the_identity_is_there_after_opening_again(ann: Laptop) -> None:
    with ann.book.view() as view:
        written = view.value("identity") or b""
    assert ann.book.identity.staff.encode() in written


def test_a_private_note_is_refused_from_another_with_a_reason(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    grace = share(desk, ann, jo)
    note = ann.say(grace, "I think her son is worried.", private=True)
    ann.exchanger.exchange()
    jo.exchanger.exchange()
    assert jo.words_of(note) == {"I think her son is worried."}
    jo.say(grace, "Changed.", record=note)
    jo.say(grace, "Something else, said by Grace.")
    outcome = jo.exchanger.exchange()
    assert (outcome.pushed, outcome.refused, outcome.proved_equal) == (1, 1, True)
    standing = jo.exchanger.status()
    (refusal,) = standing.refusals
    assert (refusal.code, refusal.answer, refusal.record) == ("private note", "refused", note)
    assert "whoever wrote it" in refusal.words
    assert not standing.proved_equal
    assert jo.exchanger.exchange().refused == 0
    assert jo.exchanger.try_refused_again() == 1
    assert jo.exchanger.exchange().refused == 1


def test_what_descends_from_a_refused_one_is_refused_and_nothing_else(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    grace = share(desk, ann, jo)
    note = ann.say(grace, "Private.", private=True)
    ann.exchanger.exchange()
    jo.exchanger.exchange()
    for words in ("first", "second"):
        with jo.book.unit() as unit:
            (head,) = unit.current(Statement, note).heads
            body = Statement(words=words, speaker={"role": "person"})
            unit.seal(body, scope=person_scope(grace), record=note, onto=(head,))
            unit.commit()
    fine = jo.say(grace, "Fine.")
    outcome = jo.exchanger.exchange()
    assert (outcome.refused, outcome.pushed) == (2, 1)
    assert [each.code for each in jo.exchanger.status().refusals] == ["private note", "parent refused"]
    ann.exchanger.exchange()
    assert ann.words_of(fine) == {"Fine."}
    assert ann.words_of(note) == {"Private."}


def test_access_that_has_ended(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    """Unsent words go first, to a manager; then the record leaves the laptop."""
    jo.may_compare = True
    grace = share(desk, ann, jo)
    ann.say(grace, "The spare key is under the blue flowerpot.")
    ann.exchanger.exchange()
    jo.exchanger.exchange()
    for place in range(5):
        jo.say(grace, f"Unsent thing {place}.")
    desk.works_with("jo", grace, since=date(2026, 11, 1), until=date(2026, 11, 2))
    outcome = jo.exchanger.exchange()
    assert (outcome.held, outcome.proved_equal) == (5, True)
    assert len(desk.held()) == 5
    with jo.book.view() as view:
        assert view.find(Person, grace) is None
        assert kept.state_of(view).leaving == ()
        assert not [each for each in view.every_revision() if each.header.scope == person_scope(grace)]
        assert grace not in view.heads()
    assert grace in outcome.changes.records
    assert jo.exchanger.exchange().proved_equal
    assert ann.exchanger.exchange().proved_equal


def test_a_draft_keeps_the_record_until_it_is_sealed(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    """Words that are being typed are never taken from under the cursor."""
    jo.may_compare = True
    grace = share(desk, ann, jo)
    draft = Draft(new_record(), "statement", person_scope(grace), None, (), b'{"words":"half a sent"}', 11, START)
    jo.book.keep_draft(draft)
    desk.works_with("jo", grace, since=date(2026, 11, 1), until=date(2026, 11, 2))
    jo.exchanger.exchange()
    with jo.book.view() as view:
        assert view.draft(draft.record) == draft
        assert view.find(Person, grace) is not None
    assert jo.exchanger.status().leaving == 1
    with jo.book.unit() as unit:
        unit.drop_draft(draft.record)
        unit.commit()
    jo.exchanger.exchange()
    assert jo.exchanger.status().leaving == 0


def test_a_person_who_comes_back_comes_back_whole(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    jo.may_compare = True
    grace = share(desk, ann, jo)
    said = jo.say(grace, "Mine.")
    jo.exchanger.exchange()
    desk.works_with("jo", grace, since=date(2026, 11, 1), until=date(2026, 11, 2))
    jo.exchanger.exchange()
    desk.works_with("jo", grace)
    assert jo.exchanger.exchange().proved_equal
    assert jo.words_of(said) == {"Mine."}


def test_a_kind_from_the_future_is_held_and_kept(ann: Laptop, desk: CouncilDesk) -> None:
    grace = ann.add_person()
    ann.exchanger.exchange()

    class Later(Statement, frozen=True, kw_only=True):
        format = 7

    with ann.book.unit() as unit:
        unit.seal(Later(words="From 2031.", speaker={"role": "person"}), scope=person_scope(grace))
        unit.commit()
    outcome = ann.exchanger.exchange()
    assert (outcome.held, ann.waiting()) == (1, 0)
    assert [line.code for line in desk.held()] == ["newer"]
    assert not ann.exchanger.status().all_with_council


def test_one_that_is_too_large_is_named_and_stops_nothing(ann: Laptop) -> None:
    grace = ann.add_person()
    ann.exchanger.exchange()
    large = ann.say(grace, "x" * (REVISION_LIMIT + 1))
    ann.say(grace, "After it.")
    outcome = ann.exchanger.exchange()
    assert outcome.pushed == 1
    assert [(each.record, each.code) for each in ann.exchanger.status().refusals] == [(large, "too large")]


def test_a_laptop_is_not_the_last_copy_to_go(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    """The council has a backup of some time ago: what was written since stays on the laptop until it is in one, or for long."""
    grace = ann.add_person()
    ann.exchanger.exchange()
    desk.works_with("jo", grace)
    jo.exchanger.exchange()
    backed_up(desk, 1)
    jo.say(grace, "Written since the backup.")
    jo.exchanger.exchange()
    desk.works_with("jo", grace, since=date(2026, 11, 1), until=date(2026, 11, 2))
    jo.may_compare = True
    assert jo.exchanger.exchange().proved_equal
    assert jo.exchanger.status().leaving == 1
    assert person_scope(grace) in scopes_here(jo)
    with desk.council.writing() as connection:
        last = connection.exec_driver_sql("SELECT max(number) FROM revision").scalar_one()
    backed_up(desk, last)
    assert jo.exchanger.exchange().proved_equal
    assert jo.exchanger.status().leaving == 0
    assert person_scope(grace) not in scopes_here(jo)


def test_what_was_said_since_it_was_looked_at_keeps_the_record_here(ann: Laptop) -> None:
    """Between looking and letting go somebody may seal a word: letting go looks again, in its own transaction."""
    grace = ann.add_person()
    ann.exchanger.exchange()
    said = ann.say(grace, "Radio 3 on low from the moment I wake.")
    before = ann.ids()
    with ann.book.unit() as unit:
        kept.let_go(unit, person_scope(grace))
        unit.commit()
    assert (ann.ids(), ann.waiting()) == (before, 1)
    assert ann.words_of(said) == {"Radio 3 on low from the moment I wake."}


def test_what_is_in_no_backup_leaves_after_many_days_by_the_councils_clock(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    """A clock that jumps by years on the laptop lets nothing go early."""
    grace = ann.add_person()
    ann.exchanger.exchange()
    desk.works_with("jo", grace)
    jo.exchanger.exchange()
    backed_up(desk, 1)
    desk.works_with("jo", grace, since=date(2026, 11, 1), until=date(2026, 11, 2))
    jo.may_compare = True
    jo.exchanger.exchange()
    wrong = Clock(ann.clock.now.replace(year=2099))
    jo.book.clock = wrong
    jo.exchanger.exchange()
    assert jo.exchanger.status().leaving == 1
    for clock in (ann.clock, wrong):
        clock.on(days=31)
    jo.sign_in("jo")
    jo.exchanger.exchange()
    jo.exchanger.exchange()
    assert jo.exchanger.status().leaving == 0


def backed_up(desk: CouncilDesk, number: int) -> None:
    """The council read back a backup that reaches so far."""
    with desk.council.writing() as connection:
        entry = {"file": f"to-{number}", "number": number, "at": "2026-11-21T09:00:00.000000Z", "digest": bytes(32)}
        connection.execute(backup.insert().values(entry))


def scopes_here(laptop: Laptop) -> set[str]:
    with laptop.book.view() as view:
        return {each.header.scope for each in view.every_revision()}
