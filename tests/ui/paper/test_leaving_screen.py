"""Agree, print and leave through the real screen: the answer verbatim, the copy with its version, what is asked first."""

from collections.abc import Callable
from pathlib import Path

import pytest
from shiboken6 import delete

from app.casebook.desk import Desk
from app.casebook.leaving import answers_of, copies_at_home
from app.casebook.people import add_to_circle, change_person, circle
from app.casebook.plan import actions_of, add_action
from app.casebook.profile import choose
from app.casebook.saying import reword, statements_of
from app.casebook.visits import begin_visit, plan_visit
from app.practice.people import CirclePerson, Person, Reach, Role, Speaker
from app.practice.plans import Action, Agreed, HowLeft, PaperKind, PaperVersion, Section
from app.practice.statements import Manner
from app.practice.visits import Permission
from tests.desks import add, carry, make_desk
from tests.hands import Hands
from tests.leaving import Table
from tests.printed import text_of
from tests.screens.paper import maggie_with_a_plan
from tests.screens.profile import LONG_NAME, SAID, put, standard_maggie
from ui.person.person_screen import PersonScreen
from ui.theme.theme import Theme
from ui.words import Words
from ui.work import Work


def test_the_whole_way_onto_paper(table: Table) -> None:
    """Look, answer, print: the version, its code and who has it are kept, and the printed file is the frozen page."""
    table.show()
    assert "Draft" in table.page()
    table.answer()
    frozen = table.page()
    assert "Draft" not in frozen
    assert "Version 1" in frozen
    table.print()
    table.hands.sees("Version 1 is with Maggie.")
    (copy,) = table.copies()
    assert (copy.how, copy.with_whom, copy.number) == (HowLeft.PRINTED, "Maggie", 1)
    assert copy.code in frozen
    table.hands.sees(f"Check code {copy.code}.")
    assert table.printing.printed[0].stat().st_size > 1000
    table.hands.press("Done")
    assert table.left == [table.person]


def test_the_answer_is_kept_word_for_word(table: Table) -> None:
    """Not yet, pointed, and words with their own spaces and line: nothing is tidied."""
    table.show()
    table.hands.press("Go on to Maggie's answer")
    table.hands.press("Not yet")
    table.hands.sees("That is all right.")
    table.hands.press("pointed")
    table.hands.type_into("In Maggie's own words", "Let me sleep on it ,love\nthe towel bit ")
    table.hands.press("Keep this answer")
    table.hands.sees("Maggie says not yet to this version.")
    (answer,) = answers_of(table.desk, table.person)
    assert answer.words == "Let me sleep on it ,love\nthe towel bit "
    assert (answer.answer, answer.manner, answer.speaker.role) == (Agreed.NOT_YET, Manner.POINTED, Role.PERSON)
    with table.desk.book.view() as view:
        version = view.current(PaperVersion, answer.version)
    assert answer.of in version.heads


def test_no_answer_is_chosen_beforehand(table: Table) -> None:
    """Keeping without choosing asks for a choice and keeps nothing; going on without one is a way too."""
    table.show()
    table.hands.press("Go on to Maggie's answer")
    table.hands.press("Keep this answer")
    table.hands.sees("Choose yes, not yet or no first.")
    assert answers_of(table.desk, table.person) == []
    table.hands.press("Go on without an answer")
    table.hands.sees("This is version 1.")
    table.hands.does_not_see("Maggie says")
    assert answers_of(table.desk, table.person) == []


def test_an_answer_being_typed_survives(table: Table) -> None:
    """Words typed and not kept are there when the screen is opened again."""
    table.show()
    table.hands.press("Go on to Maggie's answer")
    table.hands.type_into("In Maggie's own words", "Ask me again on Monday")
    table.screen.may_leave()
    table.hands.settle()
    table.show()
    table.hands.press("Go on to Maggie's answer")
    assert table.hands.reads_in("In Maggie's own words") == "Ask me again on Monday"
    table.hands.press("No")
    table.hands.press("Keep this answer")
    assert answers_of(table.desk, table.person)[0].words == "Ask me again on Monday"
    table.show()
    table.hands.press("Go on to Maggie's answer")
    assert table.hands.reads_in("In Maggie's own words") == ""


def test_the_same_words_are_the_same_version_and_changed_words_the_next(table: Table) -> None:
    """A second leaving keeps the number; a changed line raises it, and until then the copy at home is out of date."""
    for _ in range(2):
        table.show()
        table.answer()
        table.print()
    assert [version.number for version in table.versions()] == [1]
    assert len({copy.code for copy in table.copies()}) == 1
    assert [copy.out_of_date for copy in copies_at_home(table.desk, table.person)] == [False]
    towel = next(each.record for each in statements_of(table.desk, table.person) if each.body.words == SAID[5][3])
    reword(table.desk, towel, "The towel goes on the radiator first.")
    assert [copy.out_of_date for copy in copies_at_home(table.desk, table.person)] == [True]
    table.show()
    table.hands.sees("Version 1 was left with Maggie on 21 November 2026.")
    table.answer()
    table.print()
    table.hands.sees("Version 2 is with Maggie.")
    assert [version.number for version in table.versions()] == [1, 2]
    assert [copy.out_of_date for copy in copies_at_home(table.desk, table.person)] == [False]


def test_the_persons_page_says_when_the_copy_at_home_is_old(table: Table, work: Work, words: Words) -> None:
    """After a line was reworded, the screen about Maggie says that the copy she has says something else."""
    table.show()
    table.answer()
    table.print()
    about = PersonScreen(table.desk, work, words)
    about.resize(1280, 900)
    about.show()
    eyes = Hands(about, work)
    about.show_person(table.person)
    eyes.sees("version 1, left on 21 November 2026. It still says what we know.")
    towel = next(each.record for each in statements_of(table.desk, table.person) if each.body.words == SAID[5][3])
    work.write(lambda: reword(table.desk, towel, "The towel goes on the radiator first."))
    eyes.sees("version 1, left on 21 November 2026. The words have changed since.")
    delete(about)


def test_saved_as_a_file(table: Table) -> None:
    """The file is the frozen paper itself; the screen says beforehand who can read it; the copy is remembered as saved."""
    table.show()
    table.answer()
    table.hands.sees("A saved file stays where you put it and can be read by whoever opens it.")
    table.hands.press("Save as PDF")
    table.hands.sees("Saved as Maggie, what matters to me, version 1.pdf")
    saved = (table.printing.folder / table.printing.offered[0]).read_bytes()
    assert SAID[0][3] in text_of(saved)
    (copy,) = table.copies()
    assert copy.how is HowLeft.SAVED
    assert copy.code in text_of(saved)


def test_saying_no_to_a_dialog_leaves_nothing(table: Table) -> None:
    """No copy is remembered, and everything can be pressed again."""
    table.show()
    table.answer()
    table.printing.says_no = True
    table.hands.press("Print")
    table.hands.press("Save as PDF")
    assert table.copies() == []
    table.printing.says_no = False
    table.print()
    assert len(table.copies()) == 1


def test_a_page_that_did_not_come_out_is_printed_again(table: Table) -> None:
    """A copy counts as left when the people at the table say so."""
    table.show()
    table.answer()
    table.hands.press("Print")
    table.hands.sees("Did it come out, and does Maggie have it?")
    assert table.copies() == []
    table.hands.press("No, print it again")
    table.hands.press("Yes, it is with Maggie")
    table.hands.sees("Version 1 is with Maggie.")
    assert len(table.printing.printed) == 2
    assert len(table.copies()) == 1


def test_no_printer_and_no_place_are_said_in_two_sentences(table: Table) -> None:
    """It says what happened, that the paper is kept, and what to do; nothing is remembered as left."""
    table.show()
    table.answer()
    table.printing.printer_there = False
    table.hands.press("Print")
    table.hands.sees("No printer is set up on this laptop, and the paper is kept here, so nothing is lost. Connect a printer")
    table.printing.folder = table.printing.folder / "not there"
    table.hands.press("Save as PDF instead")
    table.hands.sees("That folder is not there any more, and the paper is kept here, so nothing is lost. Put the stick back in")
    assert table.copies() == []


def test_a_line_that_names_somebody_not_to_be_contacted_is_asked_about(table: Table) -> None:
    """Nothing goes on before it was said; kept off, the line is not printed and the words stay in the record."""
    add_to_circle(table.desk, table.person, CirclePerson(name="Kevin Marsh", relation="nephew", do_not_contact=True))
    line = "I do not want KEVIN to know which day the money comes."
    choose(table.desk, table.person, put(table.desk, table.person, line, rank=70), Section.SUPPORT)
    table.show()
    assert line in table.page()
    table.hands.press("Go on to Maggie's answer")
    table.hands.sees("Say first whether the lines above may stand on the paper.")
    table.hands.press(f"Keep it off: {line}")
    table.hands.does_not_see("names somebody who must not be contacted")
    assert line not in table.page()
    table.hands.sees("One line marked not to print.")
    table.hands.sees("One person who must not be contacted.")
    assert line in [each.body.words for each in statements_of(table.desk, table.person)]
    table.answer()


def test_a_naming_line_may_stand_when_it_was_said_so(table: Table) -> None:
    """It may stand is an answer too, and the line is printed."""
    add_to_circle(table.desk, table.person, CirclePerson(name="Kevin", do_not_contact=True))
    line = "Kevin took my bus pass."
    choose(table.desk, table.person, put(table.desk, table.person, line, rank=70), Section.SUPPORT)
    table.show()
    table.hands.press(f"It may stand: {line}")
    table.answer()
    assert line in table.page()


def test_versions_and_letters_are_named(table: Table, tmp_path: Path) -> None:
    """What stands in two versions, and what is not printed because its letters cannot be, is shown word for word."""
    jo = make_desk(tmp_path / "jo", "Jo Marsh")
    choir = next(each.record for each in statements_of(table.desk, table.person) if each.body.words == SAID[4][3])
    carry(table.desk.book, jo.book)
    reword(table.desk, choir, "Choir on Tuesdays.")
    reword(jo, choir, "Choir on Wednesdays.")
    carry(jo.book, table.desk.book)
    jo.book.close()
    football = put(table.desk, table.person, "Football with Joe 𓀀 every Friday", rank=99)
    choose(table.desk, table.person, football, Section.IMPORTANT)
    opened: list[str] = []
    table.screen.unsettled_opened.connect(opened.append)
    table.show()
    table.hands.sees("Two versions of this stand side by side.")
    assert "Choir on Tuesdays." in table.page()
    assert "Somebody wrote: Choir on Wednesdays." in table.page()
    table.hands.sees("Some letters of this cannot be printed yet: 𓀀.")
    table.hands.sees("“Football with Joe 𓀀 every Friday”")
    table.hands.press("Settle it: Choir on")
    assert opened == [choir]


def test_the_plan_copy_carries_the_answer_to_exactly_these_words(desk: Desk, seat: Callable[[str], Table]) -> None:
    """The plan prints what the person said about it; after a change the answer lapses from the page."""
    table = seat(maggie_with_a_plan(desk))
    table.show(PaperKind.PLAN_COPY)
    assert "Fit the rail by the back door" in table.page()
    table.hands.press("Go on to Maggie's answer")
    table.hands.press("Yes")
    table.hands.type_into("In Maggie's own words", "That will do nicely.")
    table.hands.press("Keep this answer")
    table.hands.sees("Maggie says yes to this version.")
    assert "That will do nicely." in table.page()
    table.print()
    add_action(table.desk, table.person, Action(what="Post the choir list"))
    table.show(PaperKind.PLAN_COPY)
    assert "Post the choir list" in table.page()
    assert "That will do nicely." not in table.page()


ANSWER = "Yes, if Colin never hears of it."


def give(table: Table, words: str) -> None:
    """An answer in these words, typed when everything was looked at."""
    table.hands.press("Yes")
    table.hands.type_into("In Maggie's own words", words)
    table.hands.press("Keep this answer")


def test_an_answer_that_names_somebody_not_to_be_contacted_is_asked_about(desk: Desk, seat: Callable[[str], Table]) -> None:
    """It is printed on the copy: no copy can be left before it was said that it may stand, or another answer is given."""
    table = seat(maggie_with_a_plan(desk))
    add_to_circle(desk, table.person, CirclePerson(name="Colin Byrne", do_not_contact=True))
    table.show(PaperKind.PLAN_COPY)
    table.hands.press("Go on to Maggie's answer")
    give(table, ANSWER)
    table.hands.sees("What is printed now names somebody who must not be contacted, so no copy is left yet.")
    table.hands.sees(ANSWER)
    table.hands.does_not_see("Leave a copy")
    assert table.faults() == []
    table.hands.press("Give another answer")
    give(table, "Yes. Not a word to Col.")
    table.hands.sees("so no copy is left yet")
    table.hands.does_not_see(ANSWER)
    assert [each.words for each in answers_of(desk, table.person)] == ["Yes. Not a word to Col.", ANSWER]
    table.hands.press("It may stand: Yes. Not a word to Col.")
    table.hands.press("Go on to Maggie's answer")
    table.hands.sees("Maggie says yes to this version.")
    assert "Not a word to Col." in table.page()
    table.print()
    assert len(answers_of(desk, table.person)) == 2


def test_a_line_that_comes_while_the_answer_is_given_is_looked_at_first(
    desk: Desk, seat: Callable[[str], Table], tmp_path: Path
) -> None:
    """No version is made of it and no answer is kept to it; what was typed is still there."""
    table = seat(maggie_with_a_plan(desk))
    table.show(PaperKind.PLAN_COPY)
    jo = make_desk(tmp_path / "jo", "Jo Marsh")
    carry(desk.book, jo.book)
    table.hands.press("Go on to Maggie's answer")
    add_action(jo, table.person, Action(what="Ring Colin"))
    carry(jo.book, desk.book)
    jo.book.close()
    give(table, "That will do nicely.")
    table.hands.sees("Something on this paper has changed since it was looked at. Nothing is lost")
    assert "Ring Colin" in table.page()
    assert table.versions() == []
    assert answers_of(desk, table.person) == []
    table.hands.press("Go on to Maggie's answer")
    table.hands.press("Yes")
    table.hands.press("Keep this answer")
    table.hands.sees("Maggie says yes to this version.")
    assert [each.words for each in answers_of(desk, table.person)] == ["That will do nicely."]


def test_a_line_is_said_to_be_kept_off_once_it_is(table: Table) -> None:
    """Not when it could not be written: here it came to somebody else's visit."""
    add_to_circle(table.desk, table.person, CirclePerson(name="Kevin Marsh", do_not_contact=True))
    line = "Kevin took my bus pass."
    choose(table.desk, table.person, put(table.desk, table.person, line, rank=70), Section.SUPPORT)
    table.show()
    visit = plan_visit(table.desk, add(table.desk, Person(name="Sam Lee"))).made
    begin_visit(table.desk, visit, permission=Permission(given=True), present=(), topics=())
    table.hands.press(f"Keep it off: {line}")
    table.hands.settle()
    table.hands.does_not_see("Kept off the paper")


def test_a_promise_that_names_somebody_can_be_kept_off(desk: Desk, seat: Callable[[str], Table]) -> None:
    """Promises are looked through as statements are."""
    table = seat(maggie_with_a_plan(desk))
    add_to_circle(desk, table.person, CirclePerson(name="Kevin Marsh", do_not_contact=True))
    add_action(desk, table.person, Action(what="Change the lock before Kevin is back"))
    table.show(PaperKind.PLAN_COPY)
    table.hands.press("Keep it off: Change the lock before Kevin is back")
    assert "Change the lock" not in table.page()
    kept = next(each.body for each in actions_of(desk, table.person) if "lock" in each.body.what)
    assert kept.not_to_print


def test_who_has_it_can_be_anyone_here_or_somebody_else(table: Table) -> None:
    """Those at the table are offered, those not to be contacted never; another name is asked for before printing."""
    add_to_circle(table.desk, table.person, CirclePerson(name="Ann", relation="sister"))
    add_to_circle(table.desk, table.person, CirclePerson(name="Kevin", do_not_contact=True))
    here = tuple(Speaker(role=Role.OTHER, name=each.body.name, who=each.record) for each in circle(table.desk, table.person))
    visit = plan_visit(table.desk, table.person).made
    begin_visit(table.desk, visit, permission=Permission(given=True), present=here, topics=())
    table.show()
    table.answer()
    assert table.hands.can_press("Ann")
    assert not table.hands.can_press("Kevin")
    table.hands.press("somebody else")
    table.hands.press("Print")
    table.hands.sees("Write who will have it")
    assert table.printing.printed == []
    table.hands.type_into("Their name", "The day centre")
    table.hands.press("Print")
    table.hands.press("Yes, it is with The day centre")
    assert table.copies()[0].with_whom == "The day centre"
    assert table.copies()[0].visit == visit


def test_nothing_to_leave_is_said(desk: Desk, seat: Callable[[str], Table]) -> None:
    """An empty paper cannot be left, and the screen says what to do."""
    table = seat(standard_maggie(desk))
    table.show()
    table.hands.sees("There is nothing on this paper yet.")
    assert not table.hands.can_press("Go on to Maggie's answer")


def test_large_print_is_frozen_in_the_persons_size(table: Table) -> None:
    """The format is chosen before the answer; the frozen version keeps its size."""
    change_person(table.desk, table.person, reach=Reach(text_size=22))
    table.show()
    table.hands.sees_chosen("Large print, 22 point")
    table.answer()
    assert table.versions()[0].text_size == 22


@pytest.mark.parametrize("theme", [Theme(), Theme(colours="dark"), Theme(text_scale=2.0), Theme(right_to_left=True)])
def test_nothing_is_cut_in_any_step(
    desk: Desk, seat: Callable[[str], Table], dress: Callable[[Theme], None], theme: Theme
) -> None:
    """Every step at 1024 by 640, with a name of 200 letters and much to say first."""
    dress(theme)
    person = add(desk, Person(name=LONG_NAME))
    table = seat(person)
    table.screen.resize(1024, 640)
    add_to_circle(desk, person, CirclePerson(name="Kevin", do_not_contact=True))
    for number, line in enumerate(("Kevin is away.", "Football ⚽ on Friday", "Tea. " * 60)):
        choose(desk, person, put(desk, person, line, by=LONG_NAME, rank=number), Section.IMPORTANT)
    table.show()
    assert table.faults() == []
    table.hands.press("It may stand: Kevin is away.")
    table.hands.press("Go on to ")
    assert table.faults() == []
    table.hands.press("No")
    table.hands.press("Keep this answer")
    table.hands.sees("Leave a copy")
    assert table.faults() == []
    table.hands.press("Print")
    table.hands.press("Yes, it is with")
    table.hands.sees("Version 1 is with")
    assert table.faults() == []
