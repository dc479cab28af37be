"""What the council did not take, and all that rests on it: written again as new, so that the words live on."""

from collections.abc import Callable
from datetime import date

import msgspec
from sqlalchemy import select, update

from app.casebook.desk import Desk
from app.casebook.history import history_of
from app.casebook.rewriting import WRITTEN_AGAIN, can_be_written_again, write_again
from app.office import shipped_guides
from app.practice.statements import Statement, Struck
from app.records.drafts import Draft
from app.records.revision import person_scope
from app.records.tables import revision, set_aside
from sync.server.admin import CouncilDesk
from tests.sync.laptops import START, Laptop


def desk_at(laptop: Laptop) -> Desk:
    return Desk(laptop.book, laptop.clock, shipped_guides())


def refused_branch(ann: Laptop) -> tuple[str, str]:
    """A statement the council has, with two changes on it: the first is refused, for its signature is bent. Person and record."""
    grace = ann.add_person()
    said = ann.say(grace, "As the council has it.")
    ann.exchanger.exchange()
    ann.say(grace, "First change.", record=said)
    with ann.book.unit() as unit:
        row = unit.connection.execute(
            select(revision).where(revision.c.record == said).order_by(revision.c.number.desc())
        ).first()
        assert row is not None
        bent = bytes([row.signature[0] ^ 1]) + row.signature[1:]
        unit.connection.execute(update(revision).where(revision.c.id == row.id).values(signature=bent))
        unit.commit()
    ann.exchanger.exchange()
    ann.say(grace, "Second change.", record=said)
    ann.exchanger.exchange()
    return grace, said


def test_what_rests_on_a_refused_one_shares_its_fate_and_all_is_written_again(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    grace, said = refused_branch(ann)
    refusals = ann.exchanger.status().refusals
    assert [each.code for each in refusals] == ["not signed", "parent refused"]
    assert can_be_written_again(refusals, said)
    assert write_again(desk_at(ann), said)
    status = ann.exchanger.status()
    assert (status.refusals, status.waiting) == ((), 1)
    outcome = ann.exchanger.exchange()
    assert (outcome.pushed, outcome.refused, outcome.proved_equal) == (1, 0, True)
    assert ann.words_of(said) == {"Second change."}
    desk.works_with("jo", grace)
    jo.exchanger.exchange()
    assert jo.words_of(said) == {"Second change."}
    with ann.book.view() as view:
        aside = view.connection.execute(select(set_aside.c.revision, set_aside.c.why)).all()
        assert {(row.revision, row.why) for row in aside} == {(each.revision, WRITTEN_AGAIN) for each in refusals}
    told = history_of(desk_at(ann), said)
    assert [(each.who.me, each.again) for each in told] == [(True, False), (True, True)]
    assert not any(each.again for each in history_of(desk_at(jo), said)), "what was refused never left Ann's laptop"


def test_twice_is_once(desk: CouncilDesk, ann: Laptop) -> None:
    """Whether before or after the next exchange; and where nothing was refused nothing is done."""
    grace, said = refused_branch(ann)
    write_again(desk_at(ann), said)
    here = ann.ids()
    assert not write_again(desk_at(ann), said)
    ann.exchanger.exchange()
    assert not write_again(desk_at(ann), said)
    assert not write_again(desk_at(ann), ann.say(grace, "Never refused."))
    assert len(ann.ids()) == len(here) + 1


def test_what_others_changed_meanwhile_stands(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    """Only what was changed in the branch is changed again; Jo's part of the same record stays as Jo left it."""
    grace, said = refused_branch(ann)
    desk.works_with("jo", grace)
    jo.exchanger.exchange()
    with jo.book.unit() as unit:
        head, body = unit.current(Statement, said).head()
        unit.seal(
            msgspec.structs.replace(body, struck=Struck(reason="Jo's part.")),
            scope=person_scope(grace),
            record=said,
            onto=(head,),
        )
        unit.commit()
    jo.exchanger.exchange()
    ann.exchanger.exchange()
    write_again(desk_at(ann), said)
    ann.exchanger.exchange()
    jo.exchanger.exchange()
    for laptop in (ann, jo):
        with laptop.book.view() as view:
            now = view.current(Statement, said)
            assert (now.body.words, now.settled) == ("Second change.", True)
            assert now.body.struck == Struck(reason="Jo's part.")
            assert len(now.heads) == 1


def test_what_is_being_typed_goes_on(ann: Laptop) -> None:
    grace, said = refused_branch(ann)
    with ann.book.view() as view:
        heads = view.current(Statement, said).heads
    ann.book.keep_draft(Draft(said, "statement", person_scope(grace), None, heads, b'{"words":"half"}', 4, START))
    write_again(desk_at(ann), said)
    with ann.book.view() as view:
        draft = view.draft(said)
        assert draft is not None
        assert draft.onto == view.current(Statement, said).heads != heads


def test_forty_withheld_revisions_reach_the_managers_queue(
    desk: CouncilDesk, ann: Laptop, new_laptop: Callable[..., Laptop]
) -> None:
    """Access ended while Sam was away: all 40 go to a manager, none is lost, and what was written on them goes too."""
    sam = new_laptop("sam")
    sam.may_compare = True
    grace = ann.add_person()
    ann.exchanger.exchange()
    desk.works_with("sam", grace)
    sam.exchanger.exchange()
    first = [sam.say(grace, f"Thing {place}.") for place in range(20)]
    for record in first:
        sam.say(grace, "In other words.", record=record)
    ids = sam.ids()
    desk.works_with("sam", grace, since=date(2026, 11, 1), until=date(2026, 11, 2))
    outcome = sam.exchanger.exchange()
    assert (outcome.held, outcome.refused) == (40, 0)
    assert len(desk.held()) == 40
    assert {each.revision for each in desk.held()} <= ids
