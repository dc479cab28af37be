"""The council's desk from the command line, on a real server folder."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.__main__ import main
from app.casebook.desk import Desk
from app.casebook.leaving import freeze
from app.casebook.profile import choose
from app.office import shipped_guides
from app.practice.plans import PaperKind, Section
from sync.server.admin import open_desk
from tests.sync.laptops import ADDRESS, Clock, cheap_casebook, laptop_over

PEOPLE = "name,known_as,born,council_number\nMargaret Okafor,Maggie,1942-03-14,EV-10412\nمحمد عزیز,,,EV-10999\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "password").write_text("example-password\n")
    assert (
        council(
            tmp_path, "begin", "Elmbridge Vale Council", "--administrator", "Ruth Adeyemi", "--sign-in", "ruth", password=True
        )
        == 0
    )
    return tmp_path


def council(folder: Path, task: str, *more: str, password: bool = False) -> int:
    given = ["council", task, *more, "--data", str(folder / "data")]
    return main([*given, "--password-file", str(folder / "password")] if password else given)


def test_staff_people_and_who_works_with_whom(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Made, listed and joined; people from a CSV twice are the same people."""
    (data / "people.csv").write_text(PEOPLE, encoding="utf-8")
    assert council(data, "add-staff", "Jo Marsh", "--sign-in", "jo.marsh", password=True) == 0
    assert council(data, "add-people", str(data / "people.csv")) == 0
    assert council(data, "add-people", str(data / "people.csv")) == 0
    assert council(data, "works-with", "jo.marsh", "EV-10412", "--since", "2026-11-01", "--why", "stands in") == 0
    capsys.readouterr()
    assert council(data, "staff") == 0
    assert "jo.marsh\tJo Marsh\tworker" in capsys.readouterr().out
    assert council(data, "people") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert any("Margaret Okafor\tJo Marsh" in line for line in lines)
    assert any("محمد عزیز" in line for line in lines)
    assert council(data, "staff-left", "jo.marsh") == 0
    assert council(data, "laptops") == 0


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("known_as\nMaggie\n", "line 1"),
        ("name,born\nMaggie,14 March\n", "line 2"),
        ("name\n\nMaggie,extra\n", "line 2"),
        ('name\n"Maggie\n', "line"),
        ("name,born\nMaggie,1942-03-14\n,\n", "line 3"),
    ],
)
def test_a_mistake_in_the_csv_is_named_and_nobody_is_added(
    data: Path, text: str, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """All or none, and the line is said."""
    (data / "people.csv").write_text(text)
    assert council(data, "add-people", str(data / "people.csv")) == 2
    failure = capsys.readouterr().err
    assert "people.csv" in failure
    assert place in failure
    assert council(data, "people") == 0
    assert capsys.readouterr().out == ""


def test_what_is_held_is_listed_and_released(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Words about somebody whom the worker works with no longer wait for a manager, by reason, and then are in the record."""
    (data / "people.csv").write_text(PEOPLE, encoding="utf-8")
    council(data, "add-staff", "Jo Marsh", "--sign-in", "jo.marsh", password=True)
    council(data, "add-people", str(data / "people.csv"))
    council(data, "works-with", "jo.marsh", "EV-10412")
    book = cheap_casebook(data / "book", "Jo", Clock(datetime.now(UTC)))
    with closing(open_desk(data / "data")) as desk:
        laptop = laptop_over(book, desk.council, book.clock)
        laptop.exchanger.sign_in("jo.marsh", "example-password", ADDRESS)
        laptop.exchanger.exchange()
        (maggie,) = [line.person for line in desk.people() if line.council_number == "EV-10412"]
        council(data, "works-with", "jo.marsh", "EV-10412", "--since", "2026-01-01", "--until", "2026-01-02")
        laptop.say(maggie, "Ring twice.")
        assert laptop.exchanger.exchange().held == 1
    book.close()
    capsys.readouterr()
    assert council(data, "held") == 0
    assert capsys.readouterr().out.startswith("no access\tJo Marsh\tMargaret Okafor\t")
    assert council(data, "release", "newer") == 2
    capsys.readouterr()
    assert council(data, "release", "no access") == 0
    assert capsys.readouterr().out == "1 are in the council's record now. 0 still wait.\n"
    assert council(data, "held") == 0
    assert capsys.readouterr().out == ""


def test_what_is_not_there_is_said(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No such council, member of staff, person or laptop; a name that is taken; a password too short."""
    for given in (
        ("works-with", "nobody", "EV-1"),
        ("staff-left", "nobody"),
        ("stop-laptop", "00", "--why", "lost"),
        ("add-people", str(data / "missing.csv")),
    ):
        assert council(data, *given) == 2, given
    assert council(tmp_path / "elsewhere", "staff") == 2
    assert council(data, "add-staff", "Ruth Two", "--sign-in", "ruth", password=True) == 2
    (data / "password").write_text("short\n")
    assert council(data, "add-staff", "Jo", "--sign-in", "jo", password=True) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_paper_is_checked_at_the_council(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever made it, once it has been exchanged; the audit keeps that it was looked up, and in whose record."""
    (data / "people.csv").write_text(PEOPLE, encoding="utf-8")
    council(data, "add-staff", "Jo Marsh", "--sign-in", "jo.marsh", password=True)
    council(data, "add-people", str(data / "people.csv"))
    council(data, "works-with", "jo.marsh", "EV-10412")
    book = cheap_casebook(data / "book", "Jo", Clock(datetime.now(UTC)))
    with closing(open_desk(data / "data")) as desk:
        laptop = laptop_over(book, desk.council, book.clock)
        laptop.exchanger.sign_in("jo.marsh", "example-password", ADDRESS)
        laptop.exchanger.exchange()
        (maggie,) = [line.person for line in desk.people() if line.council_number == "EV-10412"]
        at_table = Desk(book, book.clock, shipped_guides())
        choose(at_table, maggie, laptop.say(maggie, "Ring twice."), Section.SUPPORT)
        code = freeze(at_table, maggie, PaperKind.PROFILE).code
        assert council(data, "verify", code) == 1
        assert "A laptop may not have exchanged since it was made." in capsys.readouterr().out
        laptop.exchanger.exchange()
    book.close()
    assert council(data, "verify", code.lower()) == 0
    said = capsys.readouterr().out
    assert f"{code}: one page profile of Margaret Okafor, version 1, made on " in said
    assert '  1. "Ring twice." (Margaret Okafor, spoken)\n' in said
    assert council(data, "verify", "none") == 1
    assert "none is no check code" in capsys.readouterr().out
    assert council(data, "audit", "--person", "EV-10412") == 0
    assert "Ruth Adeyemi: verified in the record of Margaret Okafor" in capsys.readouterr().out
