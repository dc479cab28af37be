"""Searching a casebook from the command line: what is found, marked in brackets, with whose words it is."""

from pathlib import Path

import pytest

from app.__main__ import main
from app.casebook.saying import leave_out
from app.practice.people import Person
from tests.desks import MAGGIE, PASSPHRASE, add, make_desk, say


@pytest.fixture
def casebook(tmp_path: Path) -> list[str]:
    """The options that open a casebook with two people in it."""
    desk = make_desk(tmp_path / "book")
    maggie, tariq = add(desk, MAGGIE), add(desk, Person(name="Tariq Aziz"))
    say(desk, maggie, "Radio 3 on low, and tea.")
    say(desk, tariq, "Tea with two sugars.", name="Tariq")
    leave_out(desk, say(desk, tariq, "Never tea with him.", name="Tariq"))
    desk.book.close()
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE)
    return ["--casebook", str(tmp_path / "book"), "--passphrase-file", str(secret)]


def test_what_is_found_is_told_with_whose_it_is(casebook: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "TEA", *casebook]) == 0
    said = capsys.readouterr().out
    assert "Maggie Okafor\n  Radio 3 on low, and [tea]. (Maggie, 2026-11-21)" in said
    assert "Tariq Aziz\n  [Tea] with two sugars. (Tariq, 2026-11-21)" in said
    assert "Never" not in said
    assert main(["search", "tea", "--left-out", *casebook]) == 0
    assert "Never [tea] with him. (Tariq, 2026-11-21; left out)" in capsys.readouterr().out


def test_words_in_a_row_and_words_that_nobody_said(casebook: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "two sugars", *casebook]) == 0
    assert "[two sugars]" in capsys.readouterr().out
    assert main(["search", "sugars two", *casebook]) == 1
    assert "Nothing in this casebook says that." in capsys.readouterr().out
    assert main(["search", "?", *casebook]) == 1
    assert "There is no word in that." in capsys.readouterr().out
