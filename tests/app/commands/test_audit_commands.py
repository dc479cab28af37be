"""The audit from the command line."""

import csv
import io
from pathlib import Path

import pytest
from sqlalchemy import text

from sync.server.council import open_council
from tests.app.commands.test_council_commands import council, data

__all__ = ["data"]

PEOPLE = "name,council_number\nMargaret Okafor,EV-10412\n=cmd(),EV-10413\n"


@pytest.fixture
def busy(data: Path) -> Path:
    (data / "people.csv").write_text(PEOPLE, encoding="utf-8")
    assert council(data, "add-staff", "Jo Marsh", "--sign-in", "jo.marsh", password=True) == 0
    assert council(data, "add-people", str(data / "people.csv")) == 0
    assert council(data, "works-with", "jo.marsh", "EV-10412") == 0
    return data


def test_it_is_printed_and_checked(busy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed(busy, capsys)
    checked(busy, capsys)


def printed(busy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert council(busy, "audit", "--person", "EV-10412") == 0
    lines = capsys.readouterr().out.splitlines()
    assert "Ruth Adeyemi: wrote in the record of Margaret Okafor" in lines[0]
    assert council(busy, "audit", "--csv") == 0
    found = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {row["act"] for row in found} >= {"wrote", "listed people", "read the audit"}
    assert {row["about"] for row in found} >= {"Margaret Okafor", "'=cmd()"}, "a spreadsheet must not take a name for a formula"
    assert council(busy, "audit", "--staff", "jo.marsh", "--since", "2020-01-01", "--until", "2020-12-31") == 0
    assert capsys.readouterr().out == ""
    assert council(busy, "audit", "--staff", "nobody") != 0
    assert council(busy, "audit", "--person", "nobody") != 0


def checked(busy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Sound; then tampered with, and the exit status says so; then cut off and made to look sound, which a mark shows."""
    capsys.readouterr()
    assert council(busy, "audit", "--check") == 0
    said = capsys.readouterr().out
    assert said.startswith("The audit holds: ")
    (busy / "kept.txt").write_text(said)
    assert council(busy, "audit", "--check", "--known", str(busy / "kept.txt")) == 0
    opened = open_council(busy / "data")
    with opened.writing() as connection:
        last = connection.execute(text("SELECT number FROM counter WHERE name = 'audit'")).scalar_one() - 2
        connection.execute(text("DROP TRIGGER audit_no_delete"))
        connection.execute(text("DELETE FROM audit WHERE number > :last"), {"last": last})
    capsys.readouterr()
    assert council(busy, "audit", "--check") == 1
    assert f"the audit ends with row {last}" in capsys.readouterr().out
    with opened.writing() as connection:
        change = "UPDATE counter SET number = :last, last = (SELECT hash FROM audit WHERE number = :last) WHERE name = 'audit'"
        connection.execute(text(change), {"last": last})
    opened.close()
    assert council(busy, "audit", "--check") == 0
    assert council(busy, "audit", "--check", "--known", str(busy / "kept.txt")) == 1
    assert f"the audit ends with row {last}" in capsys.readouterr().out
    assert council(busy, "audit", "--check", "--known", str(busy / "people.csv")) != 0
    assert council(busy, "audit", "--check", "--known", str(busy / "nothing")) != 0
