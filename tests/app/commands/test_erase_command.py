"""Erasing by law from the command line, on a real server folder."""

import io
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from app.__main__ import main
from sync.server.admin import open_desk
from tests.sync.erasing import finding

PEOPLE = "name,known_as,address,council_number\nMargaret Okafor,Maggie,4 Zanzibar Row,EV-10412\nOmar Haddad,,Hill,EV-2\n"
GROUND = ["--rule", "right to erasure", "--why", "She asked.", "--decided-by", "Rosa Diaz, records manager"]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tmp_path = tmp_path_factory.mktemp("begun")
    (tmp_path / "password").write_text("example-password\n")
    (tmp_path / "people.csv").write_text(PEOPLE)
    begin = ("begin", "Elmbridge Vale Council", "--administrator", "Ruth Adeyemi", "--sign-in", "ruth")
    assert council(tmp_path, *begin, password=True) == 0
    officer = ("add-staff", "Rosa Diaz", "--sign-in", "rosa", "--role", "records officer")
    assert council(tmp_path, *officer, password=True) == 0
    assert council(tmp_path, "add-people", str(tmp_path / "people.csv")) == 0
    return tmp_path


@pytest.fixture
def data(begun: Path, tmp_path: Path) -> Path:
    """A council with a records officer and two people."""
    return Path(shutil.copytree(begun, tmp_path, dirs_exist_ok=True))


def council(folder: Path, task: str, *more: str, password: bool = False) -> int:
    given = ["council", task, *more, "--data", str(folder / "data")]
    return main([*given, "--password-file", str(folder / "password")] if password else given)


def test_everything_about_a_person(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says what goes and that it cannot be undone; afterwards no file holds it, and the list does not name them."""
    capsys.readouterr()
    erase = ("erase", "EV-10412", "--everything", *GROUND, "--by", "rosa", "--yes")
    assert council(data, *erase, password=True) == 0
    said = capsys.readouterr().out
    assert "1 versions lose their words: 1 of person." in said
    assert "This cannot be undone." in said
    assert "UK GDPR Article 17" in said
    assert finding.where(data / "data", ["Zanzibar", "Okafor"]) == []
    assert council(data, "people") == 0
    listed = capsys.readouterr().out
    assert "Omar Haddad" in listed
    assert "EV-10412" not in listed


def test_words_anywhere_in_the_record(data: Path) -> None:
    assert council(data, "erase", "EV-10412", "--containing", "zanzibar", *GROUND, "--by", "rosa", "--yes", password=True) == 0
    assert finding.where(data / "data", ["Zanzibar"]) == []


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--everything", *GROUND, "--by", "ruth", "--yes"), 2),
        (("--everything", *GROUND, "--by", "nobody", "--yes"), 1),
        (("--containing", "Quetzalcoatl", *GROUND, "--by", "rosa", "--yes"), 2),
        ((*GROUND, "--by", "rosa", "--yes"), 2),
        (("--record", "ab" * 16, *GROUND, "--by", "rosa", "--yes"), 2),
        (("--everything", "--rule", "whim", *GROUND[2:], "--by", "rosa", "--yes"), 2),
    ],
    ids=["an administrator", "nobody", "words that are nowhere", "nothing named", "no such record", "no such rule"],
)
def test_what_is_not_erased(data: Path, more: tuple[str, ...], code: int) -> None:
    """Refused, and everything is there as before."""
    assert council(data, "erase", "EV-10412", *more, password=True) == code
    assert finding.where(data / "data", ["Zanzibar"])


def test_it_asks_first(data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the word typed nothing goes; with it, it does."""
    erase = ("erase", "EV-10412", "--everything", *GROUND, "--by", "rosa")
    monkeypatch.setattr("sys.stdin", io.StringIO("no\n"))
    assert council(data, *erase, password=True) == 1
    assert "Nothing was erased." in capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", io.StringIO("erase\n"))
    assert council(data, *erase, password=True) == 0


def test_the_rules_are_listed_with_their_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["council", "erasure-rules"]) == 0
    assert "retention\t" in capsys.readouterr().out


def test_who_was_erased_can_be_added_again_as_somebody_new(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They come back to the council: their number is known, but the record by it is closed for good."""
    assert council(data, "erase", "EV-10412", "--everything", *GROUND, "--by", "rosa", "--yes", password=True) == 0
    for _ in range(2):
        assert council(data, "add-people", str(data / "people.csv")) == 0
        with closing(open_desk(data / "data")) as desk:
            assert [each.name for each in desk.people()] == ["Margaret Okafor", "Omar Haddad"]
