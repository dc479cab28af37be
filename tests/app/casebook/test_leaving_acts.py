"""From words to something left behind: profile, promises, frozen versions, answers, copies; and settling."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.casebook import leaving, profile
from app.casebook.as_seen import freeze_as_seen
from app.casebook.before_leaving import before_leaving
from app.casebook.desk import Desk, alter
from app.casebook.people import add_person, add_to_circle, change_person
from app.casebook.plan import add_action, plan_copy, settle_action
from app.casebook.saying import keep_off, leave_out, read_back, reword, statements_of
from app.casebook.settling import keep_both, settle, unsettled
from app.casebook.today import today
from app.casebook.visits import plan_visit
from app.practice.errors import ChangedSinceSeen, NothingToPrint
from app.practice.papers import PlanCopy
from app.practice.people import CirclePerson, Person, Reach, Role, Speaker
from app.practice.plans import Action, ActionState, Agreed, HowLeft, PaperKind, Section
from app.practice.statements import Answer, Asked, Manner, Statement
from app.records.revision import person_scope
from tests.desks import carry

PLAN = PaperKind.PLAN_COPY


@pytest.fixture
def who(desk: Desk, maggie: Person) -> str:
    return add_person(desk, maggie).made


def say(desk: Desk, who: str, words: str, **more: object) -> str:
    body = Statement(words=words, speaker=Speaker(role=Role.PERSON, name="Maggie", who=who), **more)
    with desk.book.unit() as unit:
        record = unit.seal(body, scope=person_scope(who))
        unit.commit()
    return record


def on_page(desk: Desk, who: str, section: Section) -> list[str]:
    return [line.words for line in profile.profile_page(desk, who).sections[section]]


def test_the_profile_chooses_and_orders_and_holds_no_words(desk: Desk, who: str) -> None:
    """Order is the worker's; a line that is reworded is reworded on the page; taken off stays in the record."""
    records = [say(desk, who, words) for words in ("one", "two", "three", "four")]
    for record in records:
        profile.choose(desk, who, record, Section.IMPORTANT)
    profile.place(desk, who, records[3], Section.IMPORTANT, 0)
    profile.place(desk, who, records[0], Section.IMPORTANT, 2)
    assert on_page(desk, who, Section.IMPORTANT) == ["four", "two", "one", "three"]
    profile.choose(desk, who, records[1], Section.SUPPORT)
    reword(desk, records[2], "three, sharpened")
    profile.take_off(desk, who, records[0])
    assert on_page(desk, who, Section.IMPORTANT) == ["four", "three, sharpened"]
    assert on_page(desk, who, Section.SUPPORT) == ["two"]
    assert len(statements_of(desk, who)) == 4


def test_many_moves_to_the_front_never_run_out_of_room(desk: Desk, who: str) -> None:
    """Ranks are spread again when two neighbours have no number left between them."""
    records = [say(desk, who, str(number)) for number in range(4)]
    for record in records:
        profile.choose(desk, who, record, Section.ADMIRE)
    order = [0, 1, 2, 3]
    for turn in range(40):
        moving = order.pop(3)
        order.insert(1, moving)
        profile.place(desk, who, records[moving], Section.ADMIRE, 1)
        assert on_page(desk, who, Section.ADMIRE) == [str(number) for number in order], turn


def test_what_must_not_be_printed_never_reaches_a_paper(desk: Desk, who: str) -> None:
    """Struck out, kept off paper, not to be contacted: none of it stands on any page. Versions stand on it side by side."""
    struck, off, split, plain = (say(desk, who, words) for words in ("struck", "off", "split", "plain"))
    for record in (struck, off, split, plain):
        profile.choose(desk, who, record, Section.IMPORTANT)
    leave_out(desk, struck)
    keep_off(desk, off, paper=True)
    two_versions(desk, who, split, "split A", "split B")
    colin = add_to_circle(desk, who, CirclePerson(name="Colin", helps_with="money", do_not_contact=True)).made
    add_to_circle(desk, who, CirclePerson(name="Ann", helps_with="letters"))
    page, copy = profile.profile_page(desk, who), plan_copy(desk, who)
    assert sorted(line.words for printed in page.lines for line in printed.printed) == ["plain", "split A", "split B"]
    assert [(line.authors, line.record) for printed in page.lines for line in printed.versions] == [(("Helen Price",), split)] * 2
    assert page.unsettled == (split,)
    assert [member.name for member in copy.people] == ["Ann"]
    assert colin not in str(copy)


def two_versions(desk: Desk, who: str, record: str, ours: str, theirs: str) -> None:
    with desk.book.unit() as unit:
        head, body = unit.current(Statement, record).head()
        for words in (ours, theirs):
            unit.seal(body.reworded(words), scope=person_scope(who), record=record, onto=(head,))
        unit.commit()


def test_a_version_is_frozen_once_and_counted(desk: Desk, who: str) -> None:
    """The same words are the same version; other words are the next; the code leads to exactly one of them."""
    record = say(desk, who, "Radio 3 on low.")
    with pytest.raises(NothingToPrint):
        leaving.freeze(desk, who, PaperKind.PROFILE)
    profile.choose(desk, who, record, Section.IMPORTANT)
    first = leaving.freeze(desk, who, PaperKind.PROFILE)
    again = leaving.freeze(desk, who, PaperKind.PROFILE)
    assert (
        (first.number, first.code, first.version) == (again.number, again.code, again.version) == (1, first.code, first.version)
    )
    reword(desk, record, "Radio 3 on low, off when anyone talks.")
    second = leaving.freeze(desk, who, PaperKind.PROFILE)
    assert second.number == 2
    assert second.code != first.code
    assert second.content.stamp.code == second.code
    assert len(second.code.replace("-", "")) == 10


def test_a_copy_at_home_grows_old_only_when_its_words_change(desk: Desk, who: str) -> None:
    """Reading back does not age a copy; other words do, and the next copy is up to date again."""
    record = say(desk, who, "Tuesday is choir.")
    profile.choose(desk, who, record, Section.IMPORTANT)
    frozen = leaving.freeze(desk, who, PaperKind.PROFILE)
    leaving.copy_left(desk, who, frozen, PaperKind.PROFILE, HowLeft.PRINTED, "Maggie")
    read_back(desk, record, Answer.YES)
    (copy,) = leaving.copies_at_home(desk, who)
    assert (copy.copy.code, copy.out_of_date) == (frozen.code, False)
    reword(desk, record, "Tuesday is choir, and Joe drives.")
    (copy,) = leaving.copies_at_home(desk, who)
    assert copy.out_of_date
    assert [pair[1].copy.number for pair in today(desk).old_copies] == [1]
    frozen = leaving.freeze(desk, who, PaperKind.PROFILE)
    leaving.copy_left(desk, who, frozen, PaperKind.PROFILE, HowLeft.SAVED, "Ann")
    (copy,) = leaving.copies_at_home(desk, who)
    assert (copy.copy.number, copy.out_of_date) == (2, False)


def test_the_persons_answer_is_kept_in_their_words(desk: Desk, who: str) -> None:
    """The answer names the exact version, and disagreement stands on the plan copy as it was said."""
    wanted = say(desk, who, "I want to sing on 20 December.", asked=Asked(guide="what-i-want", prompt="out-want", version=1))
    frozen = leaving.freeze(desk, who, PaperKind.PLAN_COPY)
    her = Speaker(role=Role.PERSON, name="Maggie", who=who)
    leaving.answer(desk, who, frozen, Agreed.NOT_YET, words="Not until Joe has said yes.", speaker=her, manner=Manner.SPOKEN)
    copy = plan_copy(desk, who)
    assert [line.record for line in copy.wants] == [wanted]
    assert copy.answer is not None
    assert (copy.answer.answer, copy.answer.words, copy.answer.of) == (
        Agreed.NOT_YET,
        "Not until Joe has said yes.",
        frozen.revision,
    )


def test_promises_kept_late_and_printed(desk: Desk, who: str) -> None:
    """An open promise is printed and is late after its day; a kept one is neither."""
    rail = add_action(desk, who, Action(what="Fit the rail", by=date(2026, 11, 17), who=desk.me)).made
    ring = add_action(desk, who, Action(what="Ring Ann", by=date(2026, 11, 10))).made
    settle_action(desk, ring, ActionState.DONE, date(2026, 11, 6))
    plan_visit(desk, who)
    assert [action.record for action in plan_copy(desk, who).actions] == [rail]
    (ahead,) = today(desk).visits
    assert ahead.late == ("Fit the rail",)


def test_two_versions_are_settled_by_choosing_by_both_or_together(desk: Desk, who: str) -> None:
    """Nothing is lost whichever way it is settled, and what was settled stays so."""
    words = Statement.group_named("words")
    for way in ("one", "both", "together"):
        record = say(desk, who, f"tablets ({way})")
        two_versions(desk, who, record, "two at night", "one in the morning")
        (waits,) = unsettled(desk)
        assert (waits.record, waits.person_name, len(waits.history)) == (record, "Maggie", 3)
        ours, _theirs = (variant.values for variant in waits.now.versions["words"])
        if way == "both":
            keep_both(desk, Statement.kind, record, "words", seen=waits.now.heads)
            found = {each.body.words for each in statements_of(desk, who)}
            assert {"two at night", "one in the morning"} <= found
        else:
            stands = waits.now.body.reworded("one, at night").group(words) if way == "together" else ours
            settle(desk, Statement.kind, record, {"words": stands})
        assert unsettled(desk) == []
        with desk.book.view() as view:
            assert len(view.current(Statement, record).heads) == 1


def test_the_most_careful_version_rules_meanwhile(desk: Desk, who: str) -> None:
    """One laptop keeps a line off paper, another changes its words: it is off paper in either order."""
    record = say(desk, who, "My nephew took my purse.")
    profile.choose(desk, who, record, Section.IMPORTANT)
    with desk.book.view() as view:
        head, body = view.current(Statement, record).head()
    keep_off(desk, record, paper=True)
    with desk.book.unit() as unit:
        unit.seal(body.reworded("Colin took my purse."), scope=person_scope(who), record=record, onto=(head,))
        unit.commit()
    (kept,) = statements_of(desk, who)
    assert kept.body.not_to_print
    assert profile.profile_page(desk, who).empty
    alter(desk, Statement, record, lambda body: body)
    assert profile.profile_page(desk, who).empty


def test_a_promise_that_one_says_is_done_and_one_says_is_not_waits_to_be_settled(
    desk: Desk, open_desk: Callable[[str], Desk], who: str
) -> None:
    """It neither stands on the paper nor falls off it unseen."""
    promise = add_action(desk, who, Action(what="Ring the library")).made
    jo = open_desk("Jo Marsh")
    carry(desk.book, jo.book)
    settle_action(desk, promise, ActionState.DONE, date(2026, 11, 21))
    settle_action(jo, promise, ActionState.DROPPED, date(2026, 11, 22), "It has closed.")
    carry(jo.book, desk.book)
    copy = plan_copy(desk, who)
    (line,) = copy.actions
    told = {(outcome.authors, outcome.state, outcome.reason) for outcome in line.outcomes}
    assert told == {(("Helen Price",), ActionState.DONE, ""), ((), ActionState.DROPPED, "It has closed.")}
    assert copy.unsettled == (promise,)


def test_only_what_was_looked_at_is_frozen(desk: Desk, who: str) -> None:
    """Not what came since: a promise, how to reach the person, somebody who helps. The answer and the stamp are given to it."""
    add_action(desk, who, Action(what="Ring the library"))

    def look() -> PlanCopy:
        content = before_leaving(desk, who, PLAN).content
        assert isinstance(content, PlanCopy)
        return content

    seen = look()
    first = freeze_as_seen(desk, who, PLAN, seen).frozen
    speaker = Speaker(role=Role.PERSON, name="Maggie")
    leaving.answer(desk, who, first, Agreed.YES, words="Yes.", speaker=speaker, manner=Manner.SPOKEN)
    later = replace(desk, clock=lambda: desk.clock() + timedelta(days=2))
    again = freeze_as_seen(later, who, PLAN, seen).frozen
    assert again.version == first.version
    changes: list[Callable[[], object]] = [
        lambda: add_action(desk, who, Action(what="Ring Colin")),
        lambda: change_person(desk, who, reach=Reach(how="Through Colin.")),
        lambda: add_to_circle(desk, who, CirclePerson(name="Joe", helps_with="lifts")),
    ]
    for change in changes:
        seen = look()
        change()
        with pytest.raises(ChangedSinceSeen):
            freeze_as_seen(desk, who, PLAN, seen)
    with desk.book.view() as view:
        assert len(leaving.versions_in(view, who, PLAN)) == 1


def test_an_answer_that_names_somebody_not_to_be_contacted_is_told(desk: Desk, who: str) -> None:
    add_to_circle(desk, who, CirclePerson(name="Colin Byrne", do_not_contact=True))
    add_action(desk, who, Action(what="Ring the library"))
    seen = before_leaving(desk, who, PLAN).content
    first = freeze_as_seen(desk, who, PLAN, seen)
    assert first.naming == ()
    speaker, words = Speaker(role=Role.PERSON, name="Maggie"), "Yes, if Colin never hears of it."
    leaving.answer(desk, who, first.frozen, Agreed.YES, words=words, speaker=speaker, manner=Manner.SPOKEN)
    assert [each.words for each in freeze_as_seen(desk, who, PLAN, seen).naming] == [words]


def test_a_paper_bears_the_day_it_is_in_the_united_kingdom(desk: Desk, who: str) -> None:
    """Half past midnight in June is still the day before in UTC."""
    night = replace(desk, clock=lambda: datetime(2026, 6, 20, 23, 30, tzinfo=UTC))
    said = say(night, who, "The radio.")
    profile.choose(night, who, said, Section.IMPORTANT)
    assert profile.profile_page(night, who).stamp.made_on == date(2026, 6, 21)
    assert leaving.freeze(night, who, PaperKind.PROFILE).content.stamp.made_on == date(2026, 6, 21)
