"""The visit that must always work: real windows, clicks and keys, the encrypted casebook, no network; then the server.

Everything is found by what it is called on the screen. What was typed is afterwards looked for, word for word, on the
laptop, on the papers, and on a colleague's laptop.
"""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication

import resources
from app.casebook import leaving
from app.casebook.desk import Desk
from app.casebook.people import circle
from app.casebook.plan import actions_of
from app.casebook.profile import profile_page
from app.casebook.saying import statements_of
from app.casebook.settling import unsettled
from app.commands.example_council import ExampleTown, council_served, example_script, make_town
from app.example import example_council, example_people, example_record
from app.office import Office
from app.practice.people import Role
from app.practice.plans import Section
from app.practice.statements import Answer
from app.records.doctor import examine
from ui.demo.play import HEIGHT, WIDTH
from ui.demo.player import FilePrinting, Player
from ui.start import Window

MAGGIE = example_record("maggie")
SCRIPT = tomllib.loads(resources.example_visit_text())["step"]
OTHERS = [str(told["person"]["name"]).split()[0] for key, told in example_people().items() if key != "maggie"]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> ExampleTown:
    return make_town(tmp_path_factory.mktemp("town") / "example", today=datetime.now(UTC))


@contextmanager
def opened(town: ExampleTown, key: str) -> Iterator[Desk]:
    office = Office(town.laptop(key))
    yield office.open(example_council().member(key).passphrase)
    office.close()


@pytest.mark.timeout(400)
def test_the_whole_visit(town: ExampleTown, tmp_path: Path, qapp: QApplication) -> None:
    """Unlock, get ready, begin, talk, pause, turn, read back, circle, profile, plan, agree, leave; then back online."""
    said: list[str] = []
    sentence = play_it(town, tmp_path, qapp, said)
    assert sentence.startswith("All "), sentence
    with opened(town, "helen") as helen:
        the_record_says_what_was_typed(helen)
        the_papers_hold_the_words(helen, tmp_path / "papers")
        assert examine(helen.book).faults == []
    a_colleague_has_all_of_it(town)


def play_it(town: ExampleTown, out: Path, app: QApplication, said: list[str]) -> str:
    script = example_script(town, datetime.now(UTC))
    (out / "papers").mkdir()
    window = Window(app, script.office, printing=FilePrinting(out / "papers"))
    window.shell.resize(WIDTH, HEIGHT)
    window.show()
    player = Player(window, out / "screens", names=script.names, known=script.known, guides=script.guides, say=said.append)
    try:
        player.unlock(script.passphrase)
        player.get_ready(script.visited)
        for step in script.steps:
            player.play(step)
            if step["do"] != "end":
                nobody_else_is_on_the_screen(player)
        assert "with the council" not in " ".join(player.hands.words_on_screen())
        with script.online():
            assert window.rooms is not None
            window.rooms.background.note_network_back()
            player.hands.sees("changes are with the council,")
            return next(each for each in player.hands.words_on_screen() if "with the council," in each)
    finally:
        window.close()


def nobody_else_is_on_the_screen(player: Player) -> None:
    seen = " ".join(player.hands.words_on_screen())
    assert [name for name in OTHERS if name in seen] == []


def the_record_says_what_was_typed(desk: Desk) -> None:
    kept = {each.body.words: each.body for each in statements_of(desk, MAGGIE)}
    better = {step["key"]: step["words"] for step in SCRIPT if step["do"] == "sharpen"}
    gone = set()
    for answer in next(step for step in SCRIPT if step["do"] == "read back")["answers"]:
        if answer["answer"] == "not quite":
            better[answer["key"]] = answer["words"]
        if answer["answer"] == "leave out":
            gone.add(answer["key"])
    for step in (each for each in SCRIPT if each["do"] in ("say", "turn")):
        words = better.get(step["key"], step["words"])
        if step["key"] in gone:
            assert words not in kept or kept[words].struck is not None
            continue
        body = kept[words]
        assert body.manner == step["manner"], step["key"]
        assert (body.speaker.role is Role.PERSON) == (step["speaker"] == "person"), step["key"]
        assert body.asked.prompt == step["prompt"]
    note = next(step for step in SCRIPT if step["do"] == "note")
    assert kept[note["words"]].private
    heard = [body for body in kept.values() if body.read_back and body.read_back.answer is Answer.YES]
    assert len(heard) >= 5
    the_circle_and_the_promises_are_there(desk)
    assert [each.record for each in unsettled(desk)] == [example_record("maggie", "night-tablets")]


def the_circle_and_the_promises_are_there(desk: Desk) -> None:
    members = {each.body.name: each.body for each in circle(desk, MAGGIE)}
    for step in (each for each in SCRIPT if each["do"] == "person"):
        member = members[step["name"]]
        assert (member.ring, member.sector) == (step["ring"], step["sector"])
        assert member.do_not_contact == step.get("do_not_contact", False)
        assert member.paid == step.get("paid", False)
    promised = {each.body.what: each.body for each in actions_of(desk, MAGGIE)}
    for step in (each for each in SCRIPT if each["do"] == "promise"):
        assert promised[step["what"]].who is not None
        assert promised[step["what"]].by is not None


def the_papers_hold_the_words(desk: Desk, papers: Path) -> None:
    copies = {each.copy.paper: each for each in leaving.copies_at_home(desk, MAGGIE)}
    assert len(copies) == 2
    assert not any(copy.out_of_date for copy in copies.values())
    answers = leaving.answers_of(desk, MAGGIE)
    assert {given.words for given in answers} == {step["words"] for step in SCRIPT if step["do"] == "agree"}
    chosen: dict[str, Any] = next(step for step in SCRIPT if step["do"] == "profile")
    sections = profile_page(desk, MAGGIE).sections
    for section in Section:
        assert len(sections[section]) == len(chosen[section.value])
    printed = {path.name: text_of(path) for path in papers.glob("*.pdf")}
    assert len(printed) == 2
    profile = next(text for name, text in printed.items() if "what matters" in name)
    for lines in sections.values():
        for line in lines:
            assert " ".join(line.words.split()) in profile
    for text in printed.values():
        assert "Colin" not in text
        assert "Ask again when it is the two of us" not in text
        assert any(copy.copy.code in text for copy in copies.values())


def a_colleague_has_all_of_it(town: ExampleTown) -> None:
    with opened(town, "jo") as jo, council_served(town):
        exchanger = Office(town.laptop("jo")).exchanger(jo)
        member = example_council().member("jo")
        exchanger.sign_in(member.body.sign_in, member.password, town.address)
        assert exchanger.exchange().proved_equal
        words = {each.body.words for each in statements_of(jo, MAGGIE)}
        assert "Hall light on. Door open as wide as my hand." in words
        assert len(unsettled(jo)) == 1
        exchanger.close()


def text_of(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())
