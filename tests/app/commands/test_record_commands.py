"""`kitchen-table` without a window: what it does, what it says, and how it ends."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

import resources
from app.__main__ import main
from app.example import example_record, load_people
from app.office import Office

PASSPHRASE = "example four blue cups"
EXAMPLES = dict(resources.example_record_texts())


@pytest.fixture
def casebook(tmp_path: Path) -> list[str]:
    """The options that open a casebook with Maggie and Tariq in it."""
    office = Office(tmp_path / "casebook")
    load_people(office.make("Helen Price", PASSPHRASE), ["maggie", "tariq"])
    office.close()
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE + "\n")
    return ["--casebook", str(tmp_path / "casebook"), "--passphrase-file", str(file)]


@pytest.fixture
def tariq(tmp_path: Path) -> Path:
    file = tmp_path / "tariq.json"
    file.write_text(EXAMPLES["tariq.json"], encoding="utf-8")
    return file


@pytest.mark.parametrize("kind", ["one-page-profile", "plan-copy", "about-me"])
def test_a_paper_is_made_from_a_file(tariq: Path, tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The PDF holds the person's words."""
    out = tmp_path / "tariq.pdf"
    assert main(["paper", str(tariq), "--kind", kind, "--out", str(out)]) == 0
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(out).pages).split())
    assert "Wednesday quiz at the Navigation with Kofi" in text
    assert f"{len(PdfReader(out).pages)} side" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "words", "told"),
    [
        (["actions"], "Who does what by when", "12 pt"),
        (["actions", "--format", "large print"], "Who does what by when", "18 pt"),
        (["budget-sheet", "--format", "standard"], "What I had at the start", "12 pt"),
        (["questions", "--guide", "people-like", "--guide", "my-life"], "What happened", "12 pt"),
    ],
)
def test_every_paper_is_made_in_the_format_that_is_asked_for(
    tariq: Path, tmp_path: Path, more: list[str], words: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "tariq.pdf"
    assert main(["paper", str(tariq), "--out", str(out), "--kind", *more]) == 0
    assert words in " ".join(" ".join(page.extract_text() for page in PdfReader(out).pages).split())
    assert told in capsys.readouterr().out


@pytest.mark.parametrize("more", [["menu"], ["questions", "--guide", "menu"]])
def test_a_paper_and_a_guide_that_are_not_there_are_said(
    tariq: Path, tmp_path: Path, more: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["paper", str(tariq), "--out", str(tmp_path / "x.pdf"), "--kind", *more]) == 2
    assert "We looked for menu and did not find it." in capsys.readouterr().err
    assert not (tmp_path / "x.pdf").exists()


def test_a_letter_needs_a_visit_that_is_planned(tariq: Path, tmp_path: Path) -> None:
    file, out = tmp_path / "planned.json", tmp_path / "letter.pdf"
    told = json.loads(EXAMPLES["tariq.json"])
    told["records"] = [each for each in told["records"] if each["kind"] != "visit"]
    file.write_text(json.dumps(told))
    assert main(["paper", str(file), "--out", str(out), "--kind", "letter"]) == 2
    entry = {"author": {"name": "Helen Price"}, "written": "2026-11-20T09:00:00.000000Z"}
    visit = {"planned_for": "2026-12-01T14:00:00Z", "purpose": "the rail"}
    told["records"].append({"record": "cd" * 16, "kind": "visit", "versions": [entry | {"body": visit}]})
    file.write_text(json.dumps(told))
    assert main(["paper", str(file), "--out", str(out), "--kind", "letter"]) == 0
    assert "would like to visit you" in PdfReader(out).pages[0].extract_text()


def test_the_circle_is_made_when_it_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With everybody but those who are not to be contacted."""
    file, out = tmp_path / "tariq.json", tmp_path / "circle.pdf"
    told = json.loads(EXAMPLES["tariq.json"])
    members = [each for each in told["records"] if each["kind"] == "circle"]
    hidden = members[0]["versions"][0]["body"]
    hidden["do_not_contact"] = True
    file.write_text(json.dumps(told))
    assert main(["paper", str(file), "--kind", "circle", "--out", str(out)]) == 0
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(out).pages).split())
    shown = [each["versions"][0]["body"]["name"] for each in members[1:]]
    assert shown
    assert all(name.split()[0] in text for name in shown)
    assert hidden["name"] not in text
    assert "1 side" in capsys.readouterr().out


def test_a_profile_for_a_purpose_is_made_by_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With its purpose and its own lines; one that is not there is said."""
    file, out = tmp_path / "tariq.json", tmp_path / "school.pdf"
    told = json.loads(EXAMPLES["tariq.json"])
    entry = {"author": {"name": "Helen Price"}, "written": "2026-11-20T09:00:00.000000Z"}
    body = {"purpose": "For school", "made_at": "2026-11-20T09:00:00Z"}
    line = next(each for each in told["records"] if each["kind"] == "profile line")
    line["versions"][0]["body"]["purpose"] = "ab" * 16
    told["records"].append({"record": "ab" * 16, "kind": "profile", "versions": [entry | {"body": body}]})
    file.write_text(json.dumps(told))
    make = ["paper", str(file), "--kind", "one-page-profile", "--out", str(out)]
    assert main([*make, "--for", "for School"]) == 0
    said = {each["record"]: each["versions"][0]["body"] for each in told["records"]}
    first = " ".join(said[line["versions"][0]["body"]["statement"]]["words"].split()[:3])
    assert "For school" in text_of(out)
    assert first in text_of(out)
    assert main(make) == 0
    assert "For school" not in text_of(out)
    assert first not in text_of(out)
    assert main([*make, "--for", "the moon"]) != 0
    assert "the moon" in capsys.readouterr().err


def test_a_paper_that_was_left_says_which_version_it_is(tmp_path: Path) -> None:
    """Made again from the file it has the number and the check code of the copy at home; changed words make it a draft."""
    file, out = tmp_path / "maggie.json", tmp_path / "maggie.pdf"
    told = json.loads(EXAMPLES["maggie.json"])
    copies = [each["versions"][0]["body"] for each in told["records"] if each["kind"] == "copy left"]
    code = next(copy["code"] for copy in copies if copy["paper"] == "one-page-profile")
    file.write_text(json.dumps(told))
    make = ["paper", str(file), "--kind", "one-page-profile", "--out", str(out)]
    assert main(make) == 0
    assert f"Check code {code}" in text_of(out)
    line = next(each for each in told["records"] if each["kind"] == "profile line")
    line["versions"][0]["body"]["chosen"] = False
    file.write_text(json.dumps(told))
    assert main(make) == 0
    assert code not in text_of(out)
    assert "Draft" in text_of(out)


def text_of(pdf: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(pdf).pages).split())


def test_a_record_goes_out_and_into_another_casebook(
    casebook: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Export, import elsewhere, export again: the same records; a second import changes nothing."""
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    assert main(["export", "Margaret Okafor", "--out", str(first), "--notes", *casebook]) == 0
    other = Office(tmp_path / "other")
    other.make("Jo Marsh", PASSPHRASE)
    other.close()
    elsewhere = ["--casebook", str(tmp_path / "other"), *casebook[2:]]
    assert main(["import", str(first), *elsewhere]) == 0
    assert main(["import", str(first), *elsewhere]) == 0
    assert "0 records brought in" in capsys.readouterr().out
    assert main(["export", example_record("maggie"), "--out", str(second), "--notes", *elsewhere]) == 0
    assert json.loads(first.read_text())["records"] == json.loads(second.read_text())["records"]
    assert main(["doctor", *elsewhere]) == 0
    assert "Everything checks." in capsys.readouterr().out


def test_the_doctor_says_what_does_not_check(casebook: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A head that was moved by hand and a body that was changed are found, and the exit status says so."""
    office = Office(tmp_path / "casebook")
    desk = office.open(PASSPHRASE)
    with desk.book.unit() as unit:
        unit.connection.exec_driver_sql("UPDATE revision SET body = CAST('{}' AS BLOB) WHERE number = 3")
        unit.connection.exec_driver_sql("DELETE FROM head WHERE record = (SELECT record FROM revision WHERE number = 4)")
        unit.commit()
    office.close()
    assert main(["doctor", *casebook]) == 1
    said = capsys.readouterr().out
    assert "the body is not the one the header names" in said
    assert "heads" in said


@pytest.mark.parametrize(
    ("arguments", "content", "said"),
    [
        (["paper", "FILE", "--kind", "plan-copy", "--out", "x.pdf"], None, "FILE"),
        (["paper", "FILE", "--kind", "plan-copy", "--out", "x.pdf"], "no JSON", "JSON"),
        (["paper", "FILE", "--kind", "plan-copy", "--out", "x.pdf"], "[1, 2]", "object"),
        (["paper", "FILE", "--kind", "plan-copy", "--out", "x.pdf"], "{}", "format"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], content: str | None, said: str
) -> None:
    """Missing, not JSON, something else: one answer with the place, exit status 2, nothing written."""
    file = tmp_path / "record.json"
    if content is not None:
        file.write_text(content)
    out = tmp_path / "x.pdf"
    given = [str(file) if each == "FILE" else str(out) if each == "x.pdf" else each for each in arguments]
    assert main(given) == 2
    failure = capsys.readouterr().err
    assert said.replace("FILE", str(file)) in failure
    assert "Traceback" not in failure
    assert not out.exists()


def test_a_field_of_the_wrong_type_is_named_by_its_place(tariq: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The answer leads to the very field."""
    told = json.loads(tariq.read_text())
    told["records"][2]["versions"][0]["body"]["name"] = 12
    tariq.write_text(json.dumps(told))
    assert main(["paper", str(tariq), "--kind", "plan-copy", "--out", str(tmp_path / "x.pdf")]) == 2
    assert "$.records[2].versions[0].body.name" in capsys.readouterr().err


def test_who_is_not_there_and_what_does_not_open_is_said(
    casebook: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No such person, no such casebook, a wrong passphrase, no such folder for the file: each in words."""
    out = str(tmp_path / "x.json")
    assert main(["export", "Nobody Here", "--out", out, *casebook]) == 2
    assert "Nobody Here" in capsys.readouterr().err
    assert main(["export", "Tariq Aziz", "--out", str(tmp_path / "no" / "x.json"), *casebook]) == 2
    assert "no" in capsys.readouterr().err
    assert main(["doctor", "--casebook", str(tmp_path / "empty"), *casebook[2:]]) == 1
    assert not (tmp_path / "empty").exists()
    (tmp_path / "passphrase").write_text("a wrong passphrase\n")
    assert main(["doctor", *casebook]) == 1
    assert "passphrase" in capsys.readouterr().err.casefold()


@pytest.mark.parametrize(
    "command", ["paper", "export", "import", "doctor", "serve", "open", "council", "example", "demo", "papers"]
)
def test_every_command_has_help_with_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`--help` ends with a line that can be typed."""
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert f"Example:\n  kitchen-table {command}" in capsys.readouterr().out


def test_the_installed_command_runs(tariq: Path, tmp_path: Path) -> None:
    """As a person types it: a real process, no window, nothing on the error side."""
    command = [sys.executable, "-m", "app", "paper", str(tariq), "--kind", "plan-copy", "--out", str(tmp_path / "x.pdf")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF")
