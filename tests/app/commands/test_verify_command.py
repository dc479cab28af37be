"""Checking a paper from the command line, on a real encrypted casebook: every version a code can be, word for word."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from datetime import date
from pathlib import Path

import msgspec
import pytest

from app.__main__ import main
from app.casebook.carrying import export_person, import_record
from app.casebook.desk import Desk, alter
from app.casebook.leaving import answer, copy_left, freeze
from app.casebook.people import add_to_circle, change_in_circle
from app.casebook.plan import add_action, change_action
from app.casebook.profile import choose
from app.casebook.saying import keep_off, leave_out, reword
from app.casebook.visits import begin_visit, plan_visit
from app.office import shipped_guides
from app.practice.erasures import Erasure
from app.practice.people import CirclePerson, Person, Reach, Role, Speaker
from app.practice.plans import Action, Agreed, HowLeft, PaperKind, PaperVersion, Section
from app.practice.statements import Manner, Statement
from app.practice.visits import Permission
from app.records import erasing, ledger
from app.records.acts import noted_acts
from app.records.open import open_casebook
from app.records.revision import RecordId, person_scope
from tests.desks import PASSPHRASE, Clock, add, make_desk, quick_vault, say

MAGGIE = Person(name="Margaret Okafor", known_as="Maggie", reach=Reach(how="Sit on my left."))
ANN = CirclePerson(name="Ann Hall", relation="neighbour", helps_with="tea", telephone="01632 960123", emergency=True)
HALL = Speaker(role=Role.OTHER, name="Mrs Hall")


class Papers:
    """A casebook with a plan copy that was left at home, shut."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        (folder / "passphrase").write_text(PASSPHRASE)
        desk = make_desk(folder / "book")
        self.maggie = add(desk, MAGGIE)
        self.radio = say(desk, self.maggie, "Radio 3 on low.")
        self.tea = say(desk, self.maggie, "Tea,\nthen the news.", name="Mrs Hall", role=Role.OTHER, manner=Manner.TOLD)
        self.door = say(desk, self.maggie, "Leave the door open.")
        self.cat = say(desk, self.maggie, "Feed the cat first.")
        for record in (self.radio, self.tea, self.door, self.cat):
            choose(desk, self.maggie, record, Section.IMPORTANT)
        promise = Action(what="Ring the choir", who=HALL, by=date(2026, 12, 1))
        self.promise = add_action(desk, self.maggie, promise).made
        self.ann = add_to_circle(desk, self.maggie, ANN).made
        frozen = freeze(desk, self.maggie, PaperKind.PLAN_COPY)
        self.code = frozen.code
        maggie = Speaker(role=Role.PERSON, name="Maggie")
        answer(desk, self.maggie, frozen, Agreed.NOT_YET, words="Ask me on Sunday.", speaker=maggie, manner=Manner.SPOKEN)
        copy_left(desk, self.maggie, frozen, PaperKind.PLAN_COPY, HowLeft.PRINTED, "Maggie")
        desk.book.close()

    @contextmanager
    def open(self) -> Iterator[Desk]:
        clock = Clock()
        book = open_casebook(self.folder / "book", PASSPHRASE, clock, vault=quick_vault(self.folder / "book"))
        yield Desk(book, clock, shipped_guides())
        book.close()

    def verify(self, code: str) -> int:
        given = ["--casebook", str(self.folder / "book"), "--passphrase-file", str(self.folder / "passphrase")]
        return main(["verify", code, *given])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    return Papers(tmp_path_factory.mktemp("made"))


@pytest.fixture
def papers(made: Papers, tmp_path: Path) -> Papers:
    """The casebook, a copy of its own for each test."""
    mine = copy(made)
    mine.folder = Path(shutil.copytree(made.folder, tmp_path, dirs_exist_ok=True))
    return mine


def test_the_words_as_they_were_printed(papers: Papers, capsys: pytest.CaptureFixture[str]) -> None:
    """Whose paper, which, its number, its day, each line letter for letter with whose words it is; however the code is typed."""
    assert papers.verify(papers.code) == 0
    said = capsys.readouterr().out
    assert said.strip().splitlines() == [
        f"{papers.code}: plan copy of Margaret Okafor, version 1, made on 21 November 2026.",
        "  A copy was printed and left with Maggie on 21 November 2026.",
        '  1. "Radio 3 on low." (Maggie, spoken)',
        '  2. "Tea,',
        '     then the news." (Mrs Hall, told)',
        '  3. "Leave the door open." (Maggie, spoken)',
        '  4. "Feed the cat first." (Maggie, spoken)',
        '  5. "Ring the choir" (Mrs Hall, by 1 December 2026)',
        "  How to speak with them:",
        '  - "Sit on my left."',
        "  Who stands on it to help or to be rung:",
        '  - "Ann Hall" (neighbour; tea; 01632 960123, to ring in an emergency)',
        '  Maggie answered on 21 November 2026: Not yet: "Ask me on Sunday."',
    ]
    typed = papers.code.lower().replace("-", " – ").replace("0", "o").replace("1", "l")
    assert papers.verify(typed) == 0
    assert capsys.readouterr().out == said
    with papers.open() as desk, desk.book.view() as view:
        acts = [(each.act, each.scope) for each in noted_acts(view, 9)]
        assert acts == [("verified", person_scope(papers.maggie))] * 2


def test_what_became_of_it_since(papers: Papers, capsys: pytest.CaptureFixture[str]) -> None:
    """Changed, struck, made private, kept off paper, marked not to contact, erased: the code leads to what was printed, and says
    so. What is erased is named, and its words are nowhere."""
    with papers.open() as desk:
        reword(desk, papers.radio, "Radio 4, loud.")
        leave_out(desk, papers.door, "She asked.")
        alter(desk, Statement, papers.cat, lambda body: msgspec.structs.replace(body, not_for_table=True))
        change_action(desk, papers.promise, not_to_print=True)
        change_in_circle(desk, papers.ann, do_not_contact=True)
        erase(desk, papers.maggie, papers.tea)
    assert papers.verify(papers.code) == 0
    said = capsys.readouterr().out
    assert '  1. "Radio 3 on low." (Maggie, spoken) [changed since]\n' in said
    assert "  2. [erased since, because the law said so: nobody has the words any more]\n" in said
    assert '  3. "Leave the door open." (Maggie, spoken) [left out since]\n' in said
    assert "  4. [somebody else's private note since: only they can read the words]\n" in said
    assert '  5. "Ring the choir" (Mrs Hall, by 1 December 2026) [not to be printed since]\n' in said
    assert '  - "Ann Hall" (neighbour; tea; 01632 960123, to ring in an emergency) [not to be contacted now]\n' in said
    assert "Radio 4" not in said
    assert "news" not in said
    assert "cat" not in said


def erase(desk: Desk, person: RecordId, *records: RecordId, everything: bool = False) -> None:
    with desk.book.unit() as unit:
        ground = {"rule": "right to erasure", "law": "The law.", "decided_by": "Rosa Diaz", "decided_on": date(2027, 3, 3)}
        body = Erasure(records=records, everything=everything, why="She asked.", **ground)
        unit.seal(body, scope=person_scope(person))
        unit.carry_out(erasing.every_cover(unit.connection))
        unit.commit()


def test_of_a_record_that_was_erased_whole_only_that_there_was_a_paper(
    papers: Papers, capsys: pytest.CaptureFixture[str]
) -> None:
    with papers.open() as desk:
        erase(desk, papers.maggie, everything=True)
    assert papers.verify(papers.code) == 0
    said = capsys.readouterr().out
    assert said.strip() == f"{papers.code}: there was a paper with this code. " + (
        "What stood on it was erased, because the law said so."
    )


def test_every_paper_that_the_code_can_be(papers: Papers, capsys: pytest.CaptureFixture[str]) -> None:
    """Fifty bits are few: where two papers share them both are told, and neither is preferred."""
    with papers.open() as desk:
        tariq = add(desk, Person(name="Tariq Aziz"))
        said = say(desk, tariq, "Two sugars.", name="Tariq")
        choose(desk, tariq, said, Section.ADMIRE)
        other = freeze(desk, tariq, PaperKind.PROFILE)
        with desk.book.unit() as unit:
            hers = next(each.heads[0] for each in unit.all(PaperVersion, person_scope(papers.maggie)))
            (his,) = ledger.revisions_by_id(unit.connection, [other.revision])
            ledger.forget(unit.connection, [his.id], other.version)
            sharing = msgspec.structs.replace(his, id=hers[:13] + his.id[13:])
            ledger.append(unit.connection, [sharing], after=ledger.last_number(unit.connection))
            unit.commit()
    assert papers.verify(papers.code) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"2 papers have the code {papers.code}. Look which of them it is.\n")
    assert "plan copy of Margaret Okafor, version 1" in said
    assert "one page profile of Tariq Aziz, version 1" in said
    assert '"Two sugars." (Tariq, spoken)' in said


def test_what_can_be_no_code_is_said_in_plain_words(papers: Papers, capsys: pytest.CaptureFixture[str]) -> None:
    assert papers.verify("4F7K2-QX9M") == 1
    assert capsys.readouterr().out == (
        "4F7K2-QX9M is no check code: one has ten letters and figures, such as 4F7K2-QX9M3. Nothing was looked up.\n"
        "It stands on the right at the foot of each page; a page without one is a draft. Type it again as it stands there.\n"
    )


def test_a_code_that_no_paper_here_has(papers: Papers, capsys: pytest.CaptureFixture[str]) -> None:
    """One letter wrong leads nowhere, and says where else to ask."""
    wrong = papers.code[:-1] + ("2" if papers.code[-1] != "2" else "3")
    assert papers.verify(wrong) == 1
    said = capsys.readouterr().out
    assert f"No paper in this casebook has the code {wrong}." in said
    assert "somebody who is not on this laptop" in said


def test_while_a_visit_is_open_nothing_is_told_about_anybody_else(papers: Papers, capsys: pytest.CaptureFixture[str]) -> None:
    with papers.open() as desk:
        tariq = add(desk, Person(name="Tariq Aziz"))
        visit = plan_visit(desk, tariq).made
        begin_visit(desk, visit, permission=Permission(given=True), present=(), topics=())
    assert papers.verify(papers.code) == 1
    said = capsys.readouterr().out
    assert "A visit is open" in said
    assert "Maggie" not in said


def test_a_paper_that_came_in_a_file_is_found_by_the_code_that_was_printed(
    papers: Papers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is brought in has ids of its own; the paper at home still has the code of before."""
    with papers.open() as desk:
        reword(desk, papers.radio, "Radio 4, loud.")
        keep_off(desk, papers.door, paper=True)
        file = export_person(desk, papers.maggie)
    other = make_desk(tmp_path / "other", "Jo Marsh")
    import_record(other, file, "maggie.json")
    other.book.close()
    given = ["--casebook", str(tmp_path / "other"), "--passphrase-file", str(tmp_path / "passphrase")]
    assert main(["verify", papers.code, *given]) == 0
    said = capsys.readouterr().out
    assert "plan copy of Margaret Okafor, version 1, made on 21 November 2026." in said
    assert "  1. [the words are not here: they were written elsewhere, or with a newer version of the app]" in said
    assert '  2. "Tea,\n     then the news." (Mrs Hall, told)\n' in said
    assert '  3. "Leave the door open." (Maggie, spoken) [not to be printed since]\n' in said
