"""What may go on a profile, and what is asked before a paper leaves."""

import pytest

from app.casebook.before_leaving import Holds, before_leaving
from app.casebook.choosing import board
from app.casebook.desk import Desk, write_new
from app.casebook.leaving import answer, answer_typing, copy_left, freeze, keep_answer_typing
from app.casebook.people import add_person, add_to_circle
from app.casebook.plan import actions_of, add_action, change_action, place_action, plan_copy
from app.casebook.profile import choose, place_before, profile_lines, take_off
from app.casebook.saying import Typed, Typing, keep_off, keep_typing, leave_out, reword, statements_of
from app.practice.people import CirclePerson, Person, Role, Speaker
from app.practice.plans import Action, Agreed, HowLeft, PaperKind, Section
from app.practice.statements import Asked, Manner, Statement


@pytest.fixture
def who(desk: Desk, maggie: Person) -> str:
    return add_person(desk, maggie).made


def say(desk: Desk, who: str, words: str, *, guide: str = "", prompt: str = "", by: str = "", private: bool = False) -> str:
    """A statement; its record. Nobody named: the person's own."""
    speaker = Speaker(role=Role.OTHER, name=by) if by else Speaker(role=Role.PERSON, name="Maggie", who=who)
    if private:
        speaker = desk.me
    body = Statement(
        words=words,
        speaker=speaker,
        manner=Manner.SPOKEN,
        asked=Asked(guide=guide, prompt=prompt),
        not_for_table=private,
        rank=len(statements_of(desk, who)) + 1,
    )
    with desk.book.unit() as unit:
        record = write_new(unit, body, who)
        unit.commit()
    return record


def offered(desk: Desk, who: str, section: Section) -> tuple[list[str], list[str]]:
    part = next(each for each in board(desk, who).parts if each.section is section)
    return [each.body.words for each in part.offered], [each.body.words for each in part.others]


def test_what_answers_a_question_is_offered_first_and_the_rest_of_the_persons_words_after(desk: Desk, who: str) -> None:
    """Questions say what they feed; the person's own words may stand anywhere, what others say of them only in the first."""
    say(desk, who, "Tea first.", guide="good-day-bad-day", prompt="waking-good")
    say(desk, who, "I sewed forty gowns.", guide="people-like", prompt="proud")
    say(desk, who, "She sat up with me.", guide="gone", prompt="gone", by="Ann")
    assert offered(desk, who, Section.IMPORTANT) == (["Tea first."], ["I sewed forty gowns."])
    assert offered(desk, who, Section.ADMIRE) == (["I sewed forty gowns."], ["Tea first.", "She sat up with me."])
    assert offered(desk, who, Section.SUPPORT) == ([], ["Tea first.", "I sewed forty gowns."])


def test_notes_and_words_left_out_are_nowhere(desk: Desk, who: str) -> None:
    """The screen can be seen by everyone at the table."""
    say(desk, who, "A note of mine.", private=True)
    gone = say(desk, who, "Leave that out.")
    off = say(desk, who, "Not on paper.")
    leave_out(desk, gone)
    keep_off(desk, off, paper=True)
    choose(desk, who, off, Section.ADMIRE)
    shown = board(desk, who)
    words = [each.body.words for part in shown.parts for each in (*part.chosen, *part.offered, *part.others)]
    assert words == ["Not on paper."]
    assert shown.part_of(off) is shown.parts[0]


def test_a_chosen_line_is_not_offered_again_until_it_is_taken_off(desk: Desk, who: str) -> None:
    """Chosen once is chosen once, in one part."""
    tea = say(desk, who, "Tea first.", guide="good-day-bad-day", prompt="waking-good")
    choose(desk, who, tea, Section.SUPPORT)
    assert offered(desk, who, Section.IMPORTANT) == ([], [])
    take_off(desk, who, tea)
    assert offered(desk, who, Section.IMPORTANT) == (["Tea first."], [])


def test_placed_before_another_line_also_when_hidden_lines_stand_between(desk: Desk, who: str) -> None:
    """The place is named by a neighbour, not by a number; one that is not there means last."""
    records = [say(desk, who, f"Line {number}") for number in range(4)]
    for record in records:
        choose(desk, who, record, Section.IMPORTANT)
    leave_out(desk, records[0])
    place_before(desk, who, records[3], Section.IMPORTANT, records[1])
    assert [line.body.statement for line in profile_lines(desk, who)] == [records[0], records[3], records[1], records[2]]
    place_before(desk, who, records[3], Section.IMPORTANT, "")
    place_before(desk, who, records[1], Section.SUPPORT, records[2])
    by_part: dict[Section, list[str]] = {section: [] for section in Section}
    for line in profile_lines(desk, who):
        by_part[line.body.section].append(line.body.statement)
    assert by_part[Section.IMPORTANT] == [records[0], records[2], records[3]]
    assert by_part[Section.SUPPORT] == [records[1]]


def test_sharper_words_being_typed_are_found_again(desk: Desk, who: str) -> None:
    """Outside of a visit too; new words that are not of any line are not among them."""
    tea = say(desk, who, "Tea first.")
    choose(desk, who, tea, Section.IMPORTANT)
    head = next(each for each in statements_of(desk, who) if each.record == tea).heads[0]
    keep_typing(desk, Typing(tea, who, "", Typed(words="Tea, then talk."), 4, (head,)))
    keep_typing(desk, Typing("f" * 32, who, "", Typed(words="Something new")))
    (typing,) = board(desk, who).typing
    assert (typing.record, typing.typed.words, typing.cursor) == (tea, "Tea, then talk.", 4)
    reword(desk, tea, "Tea, then talk.")
    assert board(desk, who).typing == ()


def test_titles_and_the_persons_own_surname_name_nobody(desk: Desk, who: str) -> None:
    """`Mrs` and a name shared with the person would ask about every second line."""
    add_to_circle(desk, who, CirclePerson(name="Mrs Joan Okafor", do_not_contact=True))
    for words in ("Mrs Hall remembers.", "The Okafor family table.", "Joan was here."):
        choose(desk, who, say(desk, who, words), Section.IMPORTANT)
    naming = before_leaving(desk, who, PaperKind.PROFILE).naming
    assert [line.words for line in naming] == ["Joan was here."]


def test_words_of_somebody_not_to_be_contacted_are_asked_about(desk: Desk, who: str) -> None:
    """Who said it stands on the paper too; so does who does it, and what a helper is to the person."""
    kevin = add_to_circle(desk, who, CirclePerson(name="Kevin Marsh", do_not_contact=True)).made
    add_to_circle(desk, who, CirclePerson(name="Joe", relation="Kevin's friend", helps_with="lifts"))
    choose(desk, who, say(desk, who, "She is kind.", by="Kevin Marsh"), Section.IMPORTANT)
    by_kevin = Action(what="Bring the key", who=Speaker(role=Role.OTHER, name="K.", who=kevin))
    add_action(desk, who, by_kevin)
    naming = before_leaving(desk, who, PaperKind.PLAN_COPY).naming
    assert [(line.holds, line.words) for line in naming] == [
        (Holds.WORDS, "She is kind."),
        (Holds.PROMISE, "Bring the key"),
        (Holds.HELPER, "Joe"),
    ]


def test_what_stays_off_is_counted(desk: Desk, who: str) -> None:
    """Only what would have stood on this paper counts as kept off; notes and people are counted as they are."""
    say(desk, who, "A note of mine.", private=True)
    say(desk, who, "Never chosen.")
    off = say(desk, who, "Not on paper.")
    keep_off(desk, off, paper=True)
    choose(desk, who, off, Section.SUPPORT)
    wish = say(desk, who, "Not this wish.", guide="what-i-want", prompt="home-want")
    keep_off(desk, wish, paper=True)
    add_to_circle(desk, who, CirclePerson(name="Kevin", do_not_contact=True))
    page = before_leaving(desk, who, PaperKind.PROFILE)
    plan = before_leaving(desk, who, PaperKind.PLAN_COPY)
    assert (page.notes, page.kept_off, page.not_contacted) == (1, 1, 1)
    assert plan.kept_off == 2


def test_the_last_copy_left_is_told(desk: Desk, who: str) -> None:
    """Of this paper, not of another one."""
    choose(desk, who, say(desk, who, "Tea first."), Section.IMPORTANT)
    frozen = freeze(desk, who, PaperKind.PROFILE)
    copy_left(desk, who, frozen, PaperKind.PROFILE, HowLeft.PRINTED, "Maggie")
    last = before_leaving(desk, who, PaperKind.PROFILE).last
    assert last is not None
    assert (last.number, last.with_whom) == (1, "Maggie")
    assert before_leaving(desk, who, PaperKind.PLAN_COPY).last is None


def test_an_answer_being_typed_is_kept_until_an_answer_is_given(desk: Desk, who: str) -> None:
    """For each paper its own."""
    choose(desk, who, say(desk, who, "Tea first."), Section.IMPORTANT)
    keep_answer_typing(desk, who, PaperKind.PROFILE, "Ask me on Mon", 13)
    keep_answer_typing(desk, who, PaperKind.PLAN_COPY, "Other words", 2)
    assert answer_typing(desk, who, PaperKind.PROFILE) == "Ask me on Mon"
    frozen = freeze(desk, who, PaperKind.PROFILE)
    speaker = Speaker(role=Role.PERSON, name="Maggie")
    answer(desk, who, frozen, Agreed.NO, words="", speaker=speaker, manner=Manner.SPOKEN)
    assert answer_typing(desk, who, PaperKind.PROFILE) == ""
    assert answer_typing(desk, who, PaperKind.PLAN_COPY) == "Other words"


def test_an_answer_is_printed_with_exactly_its_words(desk: Desk, who: str) -> None:
    """An answer to the profile is none to the plan; other words on the plan and the answer is not printed with them."""
    choose(desk, who, say(desk, who, "Tea first."), Section.IMPORTANT)
    speaker = Speaker(role=Role.PERSON, name="Maggie")
    page = freeze(desk, who, PaperKind.PROFILE)
    answer(desk, who, page, Agreed.YES, words="To the page", speaker=speaker, manner=Manner.SPOKEN)
    assert plan_copy(desk, who).answer is None
    plan = freeze(desk, who, PaperKind.PLAN_COPY)
    answer(desk, who, plan, Agreed.NOT_YET, words="To the plan", speaker=speaker, manner=Manner.SIGNED)
    kept = plan_copy(desk, who).answer
    assert kept is not None
    assert kept.words == "To the plan"
    add_action(desk, who, Action(what="Ring Ann"))
    assert plan_copy(desk, who).answer is None


def test_standard_and_large_print_of_the_same_words_are_found_again(desk: Desk, who: str) -> None:
    """Two formats are two versions, and each stays the same version while the words stay."""
    tea = say(desk, who, "Tea first.")
    choose(desk, who, tea, Section.IMPORTANT)
    numbers = [freeze(desk, who, PaperKind.PROFILE, size).number for size in (12, 18, 12, 18)]
    assert numbers == [1, 2, 1, 2]
    reword(desk, tea, "Tea, then talk.")
    other = freeze(desk, who, PaperKind.PROFILE, 12).number
    reword(desk, tea, "Tea first.")
    assert (other, freeze(desk, who, PaperKind.PROFILE, 12).number) == (3, 4)


def test_promises_are_put_in_order(desk: Desk, who: str) -> None:
    """A place among those that are not taken out; past the end is last, before the start is first."""
    records = [add_action(desk, who, Action(what=f"Thing {number}")).made for number in range(4)]
    change_action(desk, records[1], struck=True)
    place_action(desk, who, records[3], 0)
    assert [each.record for each in actions_of(desk, who)] == [records[3], records[0], records[2]]
    place_action(desk, who, records[3], 9)
    place_action(desk, who, records[2], -4)
    assert [each.record for each in actions_of(desk, who)] == [records[2], records[0], records[3]]
