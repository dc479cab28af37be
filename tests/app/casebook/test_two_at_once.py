"""Two write about the same statement while apart: nobody's words are lost, and no answer is put to words it was not given for."""

from collections.abc import Callable

import pytest

from app.casebook.desk import Desk
from app.casebook.leaving import freeze
from app.casebook.people import add_person
from app.casebook.profile import choose
from app.casebook.saying import (
    Typed,
    Typing,
    assent,
    bring_back,
    history,
    keep_off,
    keep_typing,
    leave_out,
    new_typing,
    read_back,
    reword,
    seal_typing,
    statements_of,
    typing_in,
)
from app.casebook.settling import settle, unsettled
from app.casebook.visits import begin_visit, end_visit, pause_visit, plan_visit
from app.practice.errors import AnotherVisitUnderWay, NotYourNote
from app.practice.people import Person, Role, Speaker
from app.practice.plans import PaperKind, Section
from app.practice.statements import Answer, Statement
from app.practice.visits import Permission, Place
from app.records.revision import person_scope
from tests.desks import carry

MAGGIE = Speaker(role=Role.PERSON, name="Maggie")
OpenDesk = Callable[[str], Desk]


@pytest.fixture
def jo(open_desk: OpenDesk) -> Desk:
    return open_desk("Jo Marsh")


@pytest.fixture
def who(desk: Desk, maggie: Person) -> str:
    return add_person(desk, maggie).made


@pytest.fixture
def said(desk: Desk, who: str) -> str:
    """Words that both laptops have."""
    return seal_typing(desk, new_typing(who, "", Typed(words="A cup of tea at seven.", speaker=MAGGIE))).made


def now(desk: Desk, who: str) -> Statement:
    (statement,) = statements_of(desk, who)
    return statement.body


def wordings(desk: Desk, who: str) -> set[str]:
    (statement,) = statements_of(desk, who)
    return {body.words for body in statement.bodies.values()}


def visit_with(desk: Desk, who: str) -> str:
    visit = plan_visit(desk, who).made
    begin_visit(desk, visit, permission=Permission(given=True), present=(), topics=())
    return visit


class TestTypingOnAnOlderVersion:
    """What is typed names the version it was typed on, whatever arrives while it is typed."""

    def test_words_that_came_meanwhile_stand_beside(self, desk: Desk, jo: Desk, who: str, said: str) -> None:
        carry(desk.book, jo.book)
        head = statements_of(desk, who)[0].heads
        typing = Typing(said, who, "", Typed(words="A cup of tea at eight.", speaker=MAGGIE), onto=head)
        keep_typing(desk, typing)
        reword(jo, said, "A mug of tea at seven.")
        carry(jo.book, desk.book)
        seal_typing(desk, typing)
        assert wordings(desk, who) == {"A cup of tea at eight.", "A mug of tea at seven."}
        assert unsettled(desk)

    def test_a_form_that_shows_an_older_version_overwrites_nothing(self, desk: Desk, jo: Desk, who: str, said: str) -> None:
        carry(desk.book, jo.book)
        seen = statements_of(desk, who)[0].heads[0]
        reword(jo, said, "A mug of tea at seven.")
        carry(jo.book, desk.book)
        reword(desk, said, "A cup of tea at eight.", seen=seen)
        assert wordings(desk, who) == {"A cup of tea at eight.", "A mug of tea at seven."}

    def test_a_draft_kept_once_more_after_its_words_were_sealed_is_no_second_statement(self, desk: Desk, who: str) -> None:
        typing = new_typing(who, "", Typed(words="The radio.", speaker=MAGGIE))
        seal_typing(desk, typing)
        keep_typing(desk, typing)
        seal_typing(desk, typing)
        (statement,) = statements_of(desk, who)
        assert statement.settled
        assert len(history(desk, statement.record)) == 1


class TestADraft:
    """Words half typed in a statement stay on the disk whatever else is done to it."""

    @pytest.mark.parametrize(
        "act",
        [
            lambda desk, said: read_back(desk, said, Answer.NOT_QUITE),
            lambda desk, said: assent(desk, said, Speaker(role=Role.OTHER, name="Ann"), True),
            lambda desk, said: keep_off(desk, said, paper=True),
        ],
    )
    def test_it_outlives_other_acts(self, desk: Desk, who: str, said: str, act: Callable[[Desk, str], object]) -> None:
        visit = plan_visit(desk, who).made
        head = statements_of(desk, who)[0].heads
        keep_typing(desk, Typing(said, who, visit, Typed(words="A cup of tea at", speaker=MAGGIE), onto=head))
        act(desk, said)
        assert [typing.typed.words for typing in typing_in(desk, visit)] == ["A cup of tea at"]

    def test_it_goes_with_the_words_it_became(self, desk: Desk, who: str, said: str) -> None:
        visit = plan_visit(desk, who).made
        head = statements_of(desk, who)[0].heads
        keep_typing(desk, Typing(said, who, visit, Typed(words="A cup of tea at", speaker=MAGGIE), onto=head))
        reword(desk, said, "A cup of tea at eight.")
        assert typing_in(desk, visit) == []

    def test_what_is_typed_about_someone_else_is_not_to_be_read_during_a_visit(self, desk: Desk, who: str) -> None:
        other = add_person(desk, Person(name="Tariq Aziz")).made
        visit = plan_visit(desk, other).made
        keep_typing(desk, new_typing(other, visit, Typed(words="About Tariq")))
        visit_with(desk, who)
        with pytest.raises(AnotherVisitUnderWay):
            typing_in(desk, visit)

    def test_a_visit_ends_though_the_words_typed_on_are_gone(self, desk: Desk, who: str) -> None:
        """They become words of their own again: nothing typed is lost, and nothing holds the visit open."""
        visit = visit_with(desk, who)
        said = seal_typing(desk, new_typing(who, visit, Typed(words="The radio.", speaker=MAGGIE))).made
        typing = Typing(
            said, who, visit, Typed(words="The radio on low.", speaker=MAGGIE), onto=statements_of(desk, who)[0].heads
        )
        leave_out(desk, said)
        keep_typing(desk, typing)
        end_visit(desk, visit)
        assert now(desk, who).words == "The radio on low."


class TestAnswers:
    """An answer counts for exactly the words it was given for."""

    def test_a_yes_does_not_go_over_to_words_written_elsewhere(self, desk: Desk, jo: Desk, who: str, said: str) -> None:
        carry(desk.book, jo.book)
        read_back(desk, said, Answer.YES)
        assent(desk, said, Speaker(role=Role.OTHER, name="Ann"), True)
        reword(jo, said, "A mug of tea at seven.")
        carry(jo.book, desk.book)
        assert now(desk, who).words == "A mug of tea at seven."
        assert now(desk, who).read_back is None
        assert now(desk, who).assents == ()

    def test_it_stays_with_the_words_when_something_else_changes(self, desk: Desk, jo: Desk, who: str, said: str) -> None:
        carry(desk.book, jo.book)
        read_back(desk, said, Answer.YES)
        keep_off(jo, said, paper=True)
        carry(jo.book, desk.book)
        heard = now(desk, who).read_back
        assert heard is not None
        assert heard.answer is Answer.YES

    def test_an_edit_of_two_versions_is_an_edit_of_the_one_that_is_shown(self, desk: Desk, jo: Desk, who: str, said: str) -> None:
        """Also when one of them has a longer history: the other wording is never the one that is written over."""
        for turn in range(6):
            record = seal_typing(desk, new_typing(who, "", Typed(words=f"Line {turn}", speaker=MAGGIE))).made
            carry(desk.book, jo.book)
            reword(desk, record, f"Helen's {turn}")
            keep_off(desk, record, paper=True)
            keep_off(desk, record, paper=False)
            reword(jo, record, f"Jo's {turn}")
            carry(jo.book, desk.book)
            shown = next(each for each in statements_of(desk, who) if each.record == record)
            other = {f"Helen's {turn}", f"Jo's {turn}"} - {shown.body.words}
            reword(desk, record, f"Together {turn}")
            after = next(each for each in statements_of(desk, who) if each.record == record)
            assert {body.words for body in after.bodies.values()} == {f"Together {turn}"} | other


class TestLeavingOut:
    """What is left out is gone, unless somebody holds it in their hand."""

    def test_words_on_a_frozen_paper_are_struck_and_stay_provable(self, desk: Desk, who: str) -> None:
        visit = visit_with(desk, who)
        said = seal_typing(desk, new_typing(who, visit, Typed(words="The radio.", speaker=MAGGIE))).made
        choose(desk, who, said, Section.IMPORTANT)
        frozen = freeze(desk, who, PaperKind.PROFILE)
        left = leave_out(desk, said)
        assert not left.gone
        (line,) = frozen.content.lines  # type: ignore[union-attr]
        assert line.revision in {each.revision for each in history(desk, said)}
        bring_back(desk, left)
        assert now(desk, who).struck is None

    def test_a_draft_goes_with_words_that_are_gone(self, desk: Desk, who: str) -> None:
        visit = visit_with(desk, who)
        said = seal_typing(desk, new_typing(who, visit, Typed(words="The radio.", speaker=MAGGIE))).made
        keep_typing(desk, Typing(said, who, visit, Typed(words="The rad"), onto=statements_of(desk, who)[0].heads))
        assert leave_out(desk, said).gone
        pause_visit(desk, visit, Place())
        assert statements_of(desk, who) == []


class TestAPrivateNote:
    """Whoever wrote it changes it, and nobody else in any way."""

    @pytest.mark.parametrize(
        "act",
        [
            lambda desk, note: reword(desk, note, "Other"),
            lambda desk, note: read_back(desk, note, Answer.YES),
            lambda desk, note: assent(desk, note, MAGGIE, True),
            lambda desk, note: keep_off(desk, note, paper=False, sharing=False),
            lambda desk, note: leave_out(desk, note),
            lambda desk, note: settle(desk, Statement.kind, note, {}),
        ],
    )
    def test_no_act_of_another_worker_changes_it(
        self, desk: Desk, jo: Desk, who: str, act: Callable[[Desk, str], object]
    ) -> None:
        typed = Typed(words="She was afraid of him.", speaker=desk.me, private=True)
        note = seal_typing(desk, new_typing(who, "", typed)).made
        carry(desk.book, jo.book)
        with pytest.raises(NotYourNote):
            act(jo, note)
        with jo.book.view() as view:
            assert view.waiting() == 0
            assert view.scope_of(note) == person_scope(who)
