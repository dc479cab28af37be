"""Two people wrote the same line apart: the paper has both with their names, until it is settled."""

from collections.abc import Callable
from dataclasses import dataclass

import msgspec
import pytest

from app.casebook import leaving
from app.casebook.before_leaving import before_leaving
from app.casebook.carrying import export_person, import_record
from app.casebook.desk import Desk, alter
from app.casebook.people import add_person, add_to_circle
from app.casebook.plan import add_action, change_action, plan_copy
from app.casebook.portable import FileView, read_record, written_record
from app.casebook.profile import choose, page_in, profile_page
from app.casebook.saying import leave_out, reword
from app.casebook.settling import settle
from app.paper import PaperWords, one_page_profile
from app.practice.people import CirclePerson, Person, Role, Speaker, Staff
from app.practice.plans import Action, HowLeft, PaperKind, Section
from app.practice.statements import Statement
from app.records.revision import COUNCIL_SCOPE, person_scope
from resources import words_text
from tests.app.paper.reading import read_back
from tests.desks import carry

HERS = "Radio 3 in the morning."
HIS = "Radio 3 at night."


@dataclass
class Apart:
    """Two laptops, a person both know, and one line that both reworded while apart."""

    helen: Desk
    jo: Desk
    who: str
    radio: str


@pytest.fixture
def apart(desk: Desk, open_desk: Callable[[str], Desk], maggie: Person) -> Apart:
    who = add_person(desk, maggie).made
    jo = open_desk("Jo Marsh")
    with desk.book.unit() as unit:
        said = Statement(words="Radio 3.", speaker=Speaker(role=Role.PERSON, name="Maggie", who=who))
        radio = unit.seal(said, scope=person_scope(who))
        for each in (desk, jo):
            member = Staff(name=each.me.name, sign_in=each.me.name)
            unit.seal(member, scope=COUNCIL_SCOPE, record=each.book.identity.staff)
        unit.commit()
    choose(desk, who, radio, Section.IMPORTANT)
    carry(desk.book, jo.book)
    reword(desk, radio, HERS)
    reword(jo, radio, HIS)
    return Apart(desk, jo, who, radio)


def meet(apart: Apart) -> None:
    carry(apart.jo.book, apart.helen.book)
    carry(apart.helen.book, apart.jo.book)


def test_both_laptops_print_both_with_the_same_names(apart: Apart) -> None:
    meet(apart)
    for desk in (apart.helen, apart.jo):
        page = profile_page(desk, apart.who)
        (line,) = page.lines
        assert {(version.words, version.authors) for version in line.versions} == {
            (HERS, ("Helen Price",)),
            (HIS, ("Jo Marsh",)),
        }
        assert page.unsettled == (apart.radio,)
        paper = one_page_profile(page, PaperWords(words_text("paper")))
        read = read_back(paper.pdf)
        assert paper.report.in_conflict == (apart.radio,)
        for text in (HERS, HIS, "Helen Price wrote:", "Jo Marsh wrote:", "Not settled yet."):
            assert read.words.count(text) == 1
    assert profile_page(apart.helen, apart.who).lines == profile_page(apart.jo, apart.who).lines
    assert leaving.freeze(apart.helen, apart.who, PaperKind.PROFILE).content.unsettled == (apart.radio,)


def test_a_copy_with_both_is_out_of_date_once_it_is_settled(apart: Apart) -> None:
    meet(apart)
    desk, who = apart.helen, apart.who
    frozen = leaving.freeze(desk, who, PaperKind.PROFILE)
    leaving.copy_left(desk, who, frozen, PaperKind.PROFILE, HowLeft.PRINTED, "Maggie")
    assert not leaving.copies_at_home(desk, who)[0].out_of_date
    with desk.book.view() as view:
        versions = view.current(Statement, apart.radio).versions["words"]
    settle(desk, Statement.kind, apart.radio, {"words": versions[0].values})
    assert profile_page(desk, who).unsettled == ()
    assert [line.versions for line in profile_page(desk, who).lines] == [()]
    assert leaving.copies_at_home(desk, who)[0].out_of_date


def test_a_copy_with_both_is_not_out_of_date_where_the_record_was_brought_in(
    apart: Apart, open_desk: Callable[[str], Desk]
) -> None:
    """There each version is another revision, and what sorted one way sorts another way: what was printed is still the same."""
    desk, who = apart.helen, apart.who
    for place in range(6):
        said = Statement(words=f"Line {place}.", speaker=Speaker(role=Role.PERSON, name="Maggie", who=who))
        with desk.book.unit() as unit:
            line = unit.seal(said, scope=person_scope(who))
            unit.commit()
        choose(desk, who, line, Section.SUPPORT)
        carry(desk.book, apart.jo.book)
        reword(desk, line, f"Line {place}, by Helen.")
        reword(apart.jo, line, f"Line {place}, by Jo.")
    meet(apart)
    frozen = leaving.freeze(desk, who, PaperKind.PROFILE)
    leaving.copy_left(desk, who, frozen, PaperKind.PROFILE, HowLeft.PRINTED, "Maggie")
    third = open_desk("Ros Whitlock")
    import_record(third, read_record(written_record(export_person(desk, who, history=True)), "a.json"), "a.json")
    assert len(profile_page(third, who).unsettled) == 7
    assert not leaving.copies_at_home(third, who)[0].out_of_date
    reword(third, apart.radio, "Something else.")
    assert leaving.copies_at_home(third, who)[0].out_of_date


@pytest.mark.parametrize("how", ["struck", "not to print", "not for the table"])
def test_the_protective_version_keeps_both_off(apart: Apart, how: str) -> None:
    """Jo struck the line or kept it off while Helen reworded it: it is on no paper of either."""
    if how == "struck":
        leave_out(apart.jo, apart.radio)
    else:
        field = "not_to_print" if how == "not to print" else "not_for_table"
        alter(apart.jo, Statement, apart.radio, lambda body: msgspec.structs.replace(body, **{field: True}))
    meet(apart)
    for desk in (apart.helen, apart.jo):
        page = profile_page(desk, apart.who)
        assert (page.lines, page.unsettled) == ((), ())
        copy = plan_copy(desk, apart.who)
        assert (copy.matters, copy.unsettled) == ((), ())


def test_a_name_in_any_version_is_asked_about(apart: Apart) -> None:
    """Somebody who must not be contacted is named in only one of the versions."""
    reword(apart.jo, apart.radio, "Radio 3, and never when Colin is here.")
    add_to_circle(apart.helen, apart.who, CirclePerson(name="Colin Day", do_not_contact=True))
    meet(apart)
    before = before_leaving(apart.helen, apart.who, PaperKind.PROFILE)
    assert [each.words for each in before.naming] == ["Radio 3, and never when Colin is here."]
    assert [each.record for each in before.unsettled] == [apart.radio]


def test_a_promise_in_versions_is_on_the_plan_with_names(apart: Apart) -> None:
    promise = add_action(apart.helen, apart.who, Action(what="Fit a rail")).made
    carry(apart.helen.book, apart.jo.book)
    change_action(apart.helen, promise, what="Fit a rail by the door")
    change_action(apart.jo, promise, what="Fit a rail by the bath")
    meet(apart)
    copy = plan_copy(apart.helen, apart.who)
    assert {(each.what, each.authors) for each in copy.actions[0].versions} == {
        ("Fit a rail by the door", ("Helen Price",)),
        ("Fit a rail by the bath", ("Jo Marsh",)),
    }
    assert copy.unsettled == (apart.radio, promise)
    assert copy == plan_copy(apart.helen, apart.who)


def test_a_paper_from_a_file_has_the_same_versions(apart: Apart) -> None:
    meet(apart)
    file = read_record(written_record(export_person(apart.helen, apart.who)), "a.json")
    (line,) = page_in(FileView(file), apart.helen, apart.who).lines
    (here,) = profile_page(apart.helen, apart.who).lines
    assert {(each.words, each.authors) for each in line.versions} == {(each.words, each.authors) for each in here.versions}
