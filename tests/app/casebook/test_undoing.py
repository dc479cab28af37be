"""Undo and redo across a visit: whatever was done is taken back and done again, and nobody else's work with it."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.casebook import undoing
from app.casebook.desk import Desk
from app.casebook.leaving import answer, copy_left, freeze
from app.casebook.people import add_person, add_to_circle, change_in_circle, change_person
from app.casebook.plan import add_action, change_action, place_action
from app.casebook.profile import choose, place, take_off
from app.casebook.saying import (
    Typed,
    assent,
    history,
    keep_off,
    leave_out,
    new_typing,
    read_back,
    reword,
    seal_typing,
    statements_of,
)
from app.casebook.undoing import Bar, do_again, take_back, ways
from app.casebook.visits import begin_visit, change_present, end_visit, move_to, pause_visit, plan_visit, resume_visit
from app.office import shipped_guides
from app.practice.errors import VisitNotUnderWay
from app.practice.people import CirclePerson, Person, Role, Sector, Speaker
from app.practice.plans import Action, Agreed, CopyLeft, HowLeft, PaperKind, ProfileLine, Section
from app.practice.statements import Answer, Manner, Statement
from app.practice.telling import Deed
from app.practice.visits import Permission, Place, Visit
from app.records import doing
from app.records.book import Casebook
from app.records.open import open_casebook
from app.records.revision import person_scope
from tests.desks import PASSPHRASE, Clock, make_desk, quick_vault

MAGGIE = Speaker(role=Role.PERSON, name="Maggie")
ANN = Speaker(role=Role.OTHER, name="Ann")
KINDS: tuple[Any, ...] = (Person, Statement, CirclePerson, Action, ProfileLine)
ANSWERS = ("read back", "assents")


def seen(desk: Desk, person: str, *, answers: bool = True) -> dict[str, Any]:
    """What anybody can see of the person: each record with what stands, and the versions that stand. Without `answers` but for
    yes and no to what was said: they lapse with the revision they were given for, also when the same words are written again.
    """
    found: dict[str, Any] = {}
    with desk.book.view() as view:
        for kind in KINDS:
            for each in view.all(kind, person_scope(person)):
                body = each.body
                if getattr(body, "struck", None) or getattr(body, "removed", False) or not getattr(body, "chosen", True):
                    continue
                stands = {
                    group.name: {variant.values for variant in each.versions.get(group.name, ())} or {body.group(group)}
                    for group in kind.groups
                    if answers or group.name not in ANSWERS
                }
                found[each.record] = {name: _flat(values) for name, values in stands.items()}
        visits = view.all(Visit, person_scope(person))
        found["present"] = [each.body.present for each in visits]
    return found


def _flat(values: set[tuple[Any, ...]]) -> set[str]:
    return {repr(value) for value in values}


class Desks:
    """Helen's and Jo's casebooks, and one that knows only what Jo did."""

    def __init__(self, folder: Path) -> None:
        clock = Clock()
        self.helen = make_desk(folder / "helen", "Helen Price", clock)
        self.jo = make_desk(folder / "jo", "Jo Marsh", clock)
        self.control = make_desk(folder / "control", "Control", clock)

    def close(self) -> None:
        for desk in (self.helen, self.jo, self.control):
            desk.book.close()


def carry_about(person: str, giver: Casebook, taker: Casebook) -> None:
    """Bring what one casebook has about a person into another."""
    with giver.view() as view:
        revisions = [each for each in view.every_revision() if each.header.scope == person_scope(person)]
    with taker.unit() as unit:
        unit.add(revisions)
        unit.commit()


class Table:
    """One visit of Helen's at somebody's whom Jo knows too, and the acts that can be done in it by number."""

    def __init__(self, desks: Desks) -> None:
        self.helen, self.jo, self.control = desks.helen, desks.jo, desks.control
        self.person = add_person(self.helen, Person(name="Margaret Okafor", known_as="Maggie")).made
        for words in ("Radio 3 on low.", "Tea at seven.", "My tablets after food."):
            self._say(self.helen, words)
        for name in ("Ann", "Joe"):
            add_to_circle(self.helen, self.person, CirclePerson(name=name, sector=Sector.FAMILY))
        for what in ("Ring the agency.", "Post the key."):
            add_action(self.helen, self.person, Action(what=what))
        choose(self.helen, self.person, self.records(self.helen, Statement)[0], Section.IMPORTANT)
        self.carry(self.helen, self.jo)
        self.carry(self.helen, self.control)
        self.visit = plan_visit(self.helen, self.person).made
        begin_visit(self.helen, self.visit, permission=Permission(given=True), present=(ANN,), topics=())

    def carry(self, giver: Desk, taker: Desk) -> None:
        carry_about(self.person, giver.book, taker.book)

    def records(self, desk: Desk, kind: type[Any]) -> list[str]:
        with desk.book.view() as view:
            return [each.record for each in view.all(kind, person_scope(self.person)) if not getattr(each.body, "struck", None)]

    def _say(self, desk: Desk, words: str) -> None:
        seal_typing(desk, new_typing(self.person, "", Typed(words=words, speaker=MAGGIE)))

    def act(self, desk: Desk, what: int, which: int) -> None:
        """Do something; what there is nothing to do it with is not done."""
        said, promised, known = (self.records(desk, kind) for kind in (Statement, Action, CirclePerson))
        who, saying = self.person, said[which % len(said)] if said else ""
        doer, promise = known[which % len(known)] if known else "", promised[which % len(promised)] if promised else ""
        acts: list[tuple[str, Callable[[], object]]] = [
            ("yes", lambda: self._say(desk, f"Something new {which}.")),
            (saying, lambda: reword(desk, saying, f"In other words, {which}.")),
            (saying, lambda: leave_out(desk, saying)),
            (saying, lambda: read_back(desk, saying, Answer.YES if which % 2 else Answer.NOT_QUITE)),
            (saying, lambda: assent(desk, saying, ANN, bool(which % 2))),
            (saying, lambda: keep_off(desk, saying, paper=bool(which % 2))),
            ("yes", lambda: add_to_circle(desk, who, CirclePerson(name=f"Friend {which}"))),
            (doer, lambda: change_in_circle(desk, doer, ring=1 + which % 3)),
            (doer, lambda: change_in_circle(desk, doer, helps_with=f"thing {which}")),
            (doer, lambda: change_in_circle(desk, doer, removed=True)),
            ("yes", lambda: add_action(desk, who, Action(what=f"Promise {which}"))),
            (promise, lambda: change_action(desk, promise, what=f"Promise otherwise {which}")),
            (promise, lambda: change_action(desk, promise, struck=True)),
            (promise, lambda: place_action(desk, who, promise, which % 3)),
            (saying, lambda: choose(desk, who, saying, list(Section)[which % 3])),
            (saying, lambda: take_off(desk, who, saying)),
            ("yes", lambda: change_person(desk, who, telephone=f"01632 96{which:04}")),
        ]
        if desk is self.helen:
            acts.append((saying, lambda: place(desk, who, saying, list(Section)[which % 3], 0)))
            acts.append(("yes", lambda: change_present(desk, self.visit, (ANN, Speaker(role=Role.OTHER, name=f"V{which}")))))
            acts.append(("yes", lambda: move_to(desk, self.visit, Place(guide="g", prompt=f"p{which}"))))
        needs, do = acts[what % len(acts)]
        if needs:
            do()

    def pause(self) -> None:
        """Everything leaves the laptop."""
        pause_visit(self.helen, self.visit, Place())
        resume_visit(self.helen, self.visit)


def undo_all(desk: Desk) -> int:
    count = 0
    while (went := take_back(desk)) is not None:
        count += went.act.bar is None
    return count


def redo_all(desk: Desk) -> int:
    count = 0
    while do_again(desk) is not None:
        count += 1
    return count


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
