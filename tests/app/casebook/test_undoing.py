"""Undo and redo across a visit: whatever was done is taken back and done again, and nobody else's work with it."""

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.casebook import undoing
from app.casebook.desk import Desk
from app.casebook.leaving import answer, copy_left, freeze
from app.casebook.people import add_person
from app.casebook.saying import (
    Typed,
    history,
    leave_out,
    new_typing,
    read_back,
    reword,
    seal_typing,
    statements_of,
)
from app.casebook.undoing import Bar, do_again, take_back, ways
from app.casebook.visits import begin_visit, end_visit, move_to, pause_visit, plan_visit, resume_visit
from app.office import shipped_guides
from app.practice.errors import VisitNotUnderWay
from app.practice.people import Person
from app.practice.plans import Agreed, CopyLeft, HowLeft, PaperKind
from app.practice.statements import Answer, Manner, Statement
from app.practice.telling import Deed
from app.practice.visits import Permission, Place
from app.records import doing
from app.records.open import open_casebook
from app.records.revision import person_scope
from tests.app.casebook.undoing_table import MAGGIE, Desks, Table, redo_all, seen, undo_all
from tests.desks import PASSPHRASE, Clock, make_desk, quick_vault


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desks]:
    made = Desks(tmp_path_factory.mktemp("undoing"))
    yield made
    made.close()


@pytest.fixture
def table(desks: Desks) -> Iterator[Table]:
    made = Table(desks)
    yield made
    with suppress(VisitNotUnderWay):
        end_visit(made.helen, made.visit)


deeds = st.lists(st.tuples(st.integers(0, 19), st.integers(0, 7), st.sampled_from(["", "", "", "pause"])), max_size=9)
jos = st.lists(st.tuples(st.integers(0, 16), st.integers(0, 7)), max_size=4)


def tried(desks: Desks, done: list[tuple[int, int, str]], apart: list[tuple[int, int]]) -> None:
    table = Table(desks)
    answers = not apart and not any(then for _, _, then in done)
    now = partial(seen, table.helen, table.person, answers=answers)
    try:
        was = now()
        for what, which in apart:
            table.act(table.jo, what, which)
        for at, (what, which, then) in enumerate(done):
            table.act(table.helen, what, which)
            if then:
                table.pause()
            if at == len(done) // 2 and apart:
                table.carry(table.jo, table.helen)
        if apart and not done:
            table.carry(table.jo, table.helen)
        became = now()
        table.carry(table.jo, table.control)
        without = seen(table.control, table.person, answers=answers) | {"present": was["present"]}
        undo_all(table.helen)
        assert now() == without
        redo_all(table.helen)
        assert now() == became
        undo_all(table.helen)
        assert now() == without
    finally:
        end_visit(table.helen, table.visit)


SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@given(deeds, jos)
@settings(max_examples=6, deadline=None, suppress_health_check=SLOW, derandomize=True)
def test_all_undone_is_what_it_was_and_all_done_again_what_it_became(
    desks: Desks, done: list[tuple[int, int, str]], apart: list[tuple[int, int]]
) -> None:
    """Any acts, pauses in between after which nothing can be unsaid, and another laptop's work arriving among them: undone is
    what the others alone have left, done again is what it was before, and undone once more is the same again."""
    tried(desks, done, apart)


@pytest.mark.parametrize(
    ("done", "apart"),
    [
        ([(1, 3, "")], [(1, 0)]),
        ([(3, 7, ""), (14, 4, "")], [(12, 3), (14, 1), (0, 4)]),
        ([(3, 0, ""), (7, 3, ""), (3, 1, "pause"), (1, 0, ""), (6, 3, "")], [(13, 3)]),
        ([(17, 5, ""), (16, 0, ""), (13, 6, "pause"), (12, 6, ""), (7, 3, "")], [(12, 4), (15, 2), (4, 6)]),
        ([(16, 4, "pause"), (6, 2, ""), (15, 0, ""), (16, 2, ""), (16, 7, ""), (4, 6, "")], [(10, 4), (14, 6), (1, 0)]),
    ],
)
def test_what_once_went_wrong(desks: Desks, done: list[tuple[int, int, str]], apart: list[tuple[int, int]]) -> None:
    """Histories that random search found faults with while this was built."""
    tried(desks, done, apart)


@pytest.mark.prove
@pytest.mark.timeout(230)
@pytest.mark.parametrize("part", range(3))
@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
def test_the_same_for_long(desks: Desks, part: int, data: st.DataObject) -> None:
    tried(desks, data.draw(deeds), data.draw(jos))


def said(table: Table, words: str, manner: Manner = Manner.SPOKEN) -> str:
    typed = Typed(words=words, speaker=MAGGIE, manner=manner)
    return seal_typing(table.helen, new_typing(table.person, table.visit, typed)).made


def words_now(table: Table) -> list[str]:
    return [each.body.words for each in statements_of(table.helen, table.person) if each.body.struck is None]


class TestWhatLeavesNoTrace:
    """While nothing has left the laptop, what is taken back was never there, and is there again as it was."""

    def test_words_sealed_are_taken_out_and_put_back_with_every_answer_to_them(self, table: Table) -> None:
        record = said(table, "Doris comes on Fridays.")
        read_back(table.helen, record, Answer.YES)
        with table.helen.book.view() as view:
            before = [each.id for each in view.revisions(record)]
        assert undo_all(table.helen) == 2
        with table.helen.book.view() as view:
            assert view.revisions(record) == []
        assert redo_all(table.helen) == 2
        with table.helen.book.view() as view:
            assert [each.id for each in view.revisions(record)] == before
            assert view.current(Statement, record).body.read_back is not None

    def test_words_left_out_altogether_come_back_with_their_history(self, table: Table) -> None:
        record = said(table, "Doris comes.")
        reword(table.helen, record, "Doris comes on Fridays.")
        assert leave_out(table.helen, record).gone
        went = take_back(table.helen)
        assert went is not None
        assert went.act.deed is Deed.LEFT_OUT
        assert "Doris comes on Fridays." in words_now(table)
        assert len(history(table.helen, record)) == 2
        do_again(table.helen)
        assert "Doris comes on Fridays." not in words_now(table)

    def test_what_stands_on_a_frozen_paper_is_answered_and_stays_provable(self, table: Table) -> None:
        (first, *_) = table.records(table.helen, Statement)
        reword(table.helen, first, "Radio 4 on low.")
        frozen = freeze(table.helen, table.person, PaperKind.PROFILE)
        went = take_back(table.helen)
        assert went is not None
        assert went.act.deed is Deed.CHANGED
        assert "Radio 3 on low." in words_now(table)
        (line,) = frozen.content.lines  # type: ignore[union-attr]  # it is a profile
        assert line.revision in {each.revision for each in history(table.helen, first)}


class TestWhatHasLeft:
    """After a pause everything may be with the council: it is answered by another revision, and nothing is rewritten."""

    def test_a_rewording_is_answered_and_every_version_stays(self, table: Table) -> None:
        (first, *_) = table.records(table.helen, Statement)
        reword(table.helen, first, "Radio 4 on low.")
        table.pause()
        before = {each.revision for each in history(table.helen, first)}
        take_back(table.helen)
        assert "Radio 3 on low." in words_now(table)
        after = {each.revision for each in history(table.helen, first)}
        assert before < after
        do_again(table.helen)
        assert "Radio 4 on low." in words_now(table)

    def test_new_words_are_struck_out_and_come_back(self, table: Table) -> None:
        record = said(table, "Doris comes on Fridays.")
        table.pause()
        take_back(table.helen)
        assert "Doris comes on Fridays." not in words_now(table)
        assert len(history(table.helen, record)) == 2
        do_again(table.helen)
        assert "Doris comes on Fridays." in words_now(table)

    def test_what_somebody_else_wrote_on_top_stands(self, table: Table) -> None:
        """Jo corrected the sentence after it had left: the key takes nothing of hers away, and says that nothing was done."""
        record = said(table, "Doris comes on Fridays.")
        reword(table.helen, record, "Doris comes on Fridays at ten.")
        table.pause()
        table.carry(table.helen, table.jo)
        reword(table.jo, record, "Doris comes on Fridays at eleven.")
        table.carry(table.jo, table.helen)
        went = take_back(table.helen)
        assert went is not None
        assert not went.stands
        assert "Doris comes on Fridays at eleven." in words_now(table)

    def test_two_versions_become_the_other_ones_alone(self, table: Table) -> None:
        """Both reworded apart: taking mine back leaves theirs, settled, and nothing to ask anybody."""
        (first, *_) = table.records(table.helen, Statement)
        reword(table.jo, first, "Radio 2 on low.")
        reword(table.helen, first, "Radio 4 on low.")
        table.pause()
        table.carry(table.jo, table.helen)
        take_back(table.helen)
        now = next(each for each in statements_of(table.helen, table.person) if each.record == first)
        assert now.settled
        assert now.body.words == "Radio 2 on low."


class TestTheOrder:
    def test_a_new_act_ends_what_could_be_done_again(self, table: Table) -> None:
        said(table, "One.")
        said(table, "Two.")
        take_back(table.helen)
        said(table, "Three.")
        assert ways(table.helen).again is None
        assert do_again(table.helen) is None
        take_back(table.helen)
        take_back(table.helen)
        assert not {"One.", "Two.", "Three."} & set(words_now(table))

    def test_going_to_another_question_is_no_act(self, table: Table) -> None:
        said(table, "One.")
        take_back(table.helen)
        move_to(table.helen, table.visit, Place(guide="g", prompt="p"))
        back, again = ways(table.helen).back, ways(table.helen).again
        assert back is not None
        assert back.bar is Bar.PERMISSION
        assert again is not None
        assert again.deed is Deed.WROTE

    def test_it_ends_with_the_visit_and_nothing_of_it_is_kept(self, table: Table) -> None:
        record = said(table, "One.")
        leave_out(table.helen, record)
        end_visit(table.helen, table.visit)
        assert ways(table.helen) == undoing.Ways(None, None)
        with table.helen.book.view() as view:
            assert doing.acts_of(view, table.visit) == []

    def test_another_visit_knows_nothing_of_it(self, table: Table) -> None:
        said(table, "One.")
        pause_visit(table.helen, table.visit, Place())
        other = plan_visit(table.helen, table.person).made
        begin_visit(table.helen, other, permission=Permission(given=True), present=(), topics=())
        went = ways(table.helen).back
        assert went is not None
        assert went.bar is Bar.PERMISSION
        end_visit(table.helen, other)
        resume_visit(table.helen, table.visit)
        assert ways(table.helen).back is None


class TestWhatAKeyDoesNotTakeBack:
    """What somebody gave, or holds in their hand. It is said once, and then the way back goes by it."""

    def test_permission(self, table: Table) -> None:
        went = take_back(table.helen)
        assert went is not None
        assert went.act.bar is Bar.PERMISSION
        assert not went.changes
        assert take_back(table.helen) is None

    def test_an_answer_and_a_copy_that_was_left(self, table: Table) -> None:
        said(table, "One.")
        frozen = freeze(table.helen, table.person, PaperKind.PROFILE)
        answer(table.helen, table.person, frozen, Agreed.YES, words="Yes.", speaker=MAGGIE, manner=Manner.SPOKEN)
        copy_left(table.helen, table.person, frozen, PaperKind.PROFILE, HowLeft.PRINTED, "Maggie")
        bars = [went.act.bar for went in (take_back(table.helen), take_back(table.helen)) if went]
        assert bars == [Bar.COPY, Bar.ANSWER]
        assert "One." in words_now(table)
        take_back(table.helen)
        assert "One." not in words_now(table)
        with table.helen.book.view() as view:
            assert len(view.all(CopyLeft, person_scope(table.person))) == 1


def test_it_outlives_the_app(tmp_path: Path) -> None:
    """Killed in the middle of a visit and opened again: what was done is taken back all the same, and done again."""
    desk = make_desk(tmp_path, "Helen Price")
    person = add_person(desk, Person(name="Margaret Okafor")).made
    visit = plan_visit(desk, person).made
    begin_visit(desk, visit, permission=Permission(given=True), present=(), topics=())
    record = seal_typing(desk, new_typing(person, visit, Typed(words="Radio 3.", speaker=MAGGIE))).made
    leave_out(desk, record)
    desk.book.close()
    book = open_casebook(tmp_path, PASSPHRASE, Clock(), vault=quick_vault(tmp_path))
    desk = Desk(book, book.clock, shipped_guides())
    try:
        take_back(desk)
        assert [each.body.words for each in statements_of(desk, person)] == ["Radio 3."]
        take_back(desk)
        assert statements_of(desk, person) == []
        do_again(desk)
        assert [each.body.words for each in statements_of(desk, person)] == ["Radio 3."]
    finally:
        book.close()


def test_no_words_of_an_erased_record_stay_in_what_was_done(table: Table) -> None:
    record = said(table, "One.")
    leave_out(table.helen, record)
    with table.helen.book.unit() as unit:
        doing.forget_about(unit, [], [person_scope(table.person)])
        unit.commit()
    with table.helen.book.view() as view:
        assert not any(step.out for act in doing.acts_of(view, table.visit) for step in act.steps)
