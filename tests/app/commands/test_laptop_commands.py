"""Lost laptops, the council's key, and the ways back into a casebook, from the command line."""

from contextlib import closing
from pathlib import Path

import pytest

from app.__main__ import main
from app.office import Office
from app.practice.people import Person
from app.records.files import BOOK_FILE
from app.records.revision import new_record, person_scope
from app.records.vault import Vault
from app.records.waiting import WAITING_FILE
from sync.client.exchange import Exchanger
from sync.client.talk import Talk
from sync.server.admin import open_desk
from tests.sync.laptops import ADDRESS, CHEAP, Line


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("password", "passphrase"):
        (tmp_path / name).write_text("four blue cups\n")
    (tmp_path / "new").write_text("five green plates\n")
    begun = ("begin", "Elmbridge Vale Council", "--administrator", "Ruth Adeyemi", "--sign-in", "ruth")
    key = ("--key", str(tmp_path / "stored-away.json"), "--password-file", str(tmp_path / "password"))
    assert council(tmp_path, *begun, *key) == 0
    return tmp_path


def council(folder: Path, task: str, *more: str) -> int:
    return main(["council", task, *more, "--data", str(folder / "data")])


def used(folder: Path) -> Office:
    """A casebook that has met the council and holds one person it has not sent; closed."""
    office = Office(folder / "book", vault=lambda where: Vault(where, cost=CHEAP))
    desk = office.make("Ruth Adeyemi", "four blue cups")
    with closing(open_desk(folder / "data")) as opened:
        line = Line(opened.council)
        exchanger = Exchanger(
            desk.book, connect=lambda address: Talk(address, transport=line), ended=office.end, registered=office.seal_recovery
        )
        exchanger.sign_in("ruth", "four blue cups", ADDRESS)
        exchanger.exchange()
        record = new_record()
        with desk.book.unit() as unit:
            unit.seal(Person(name="Grace Mensah"), scope=person_scope(record), record=record)
            unit.commit()
        exchanger.close()
    office.close()
    return office


def test_a_lost_laptop_and_what_it_had_not_sent(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    used(folder)
    capsys.readouterr()
    assert council(folder, "laptops") == 0
    laptop = capsys.readouterr().out.split("\t")[0]
    assert council(folder, "device-lost", laptop, "--why", "left on a bus") == 0
    assert council(folder, "laptops") == 0
    assert "lost: left on a bus" in capsys.readouterr().out
    assert council(folder, "device-lost", "0f" * 16) == 2
    waiting, key = folder / "book" / WAITING_FILE, str(folder / "stored-away.json")
    assert council(folder, "read-waiting", str(waiting), "--key", key) == 0
    assert "1 kept for a manager" in capsys.readouterr().out
    assert council(folder, "release", "laptop unknown") == 0
    assert council(folder, "people") == 0
    assert "Grace Mensah" in capsys.readouterr().out


def test_rules_are_shown_and_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert council(folder, "laptop-rules", "--offline-days", "21", "--lock", "both") == 0
    said = capsys.readouterr().out
    assert "offline days\t21" in said
    assert "lock\tboth" in said
    assert council(folder, "recall", "0f" * 16) == 2
    assert council(folder, "make-key", "--key", str(folder / "stored-away.json")) == 2


def test_a_forgotten_passphrase(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    office = used(folder)
    book, new = str(folder / "book"), str(folder / "new")
    recover = ["council", "recover", book, "--key", str(folder / "stored-away.json"), "--passphrase-file", new]
    assert main(recover) == 0
    assert main(["doctor", "--casebook", book, "--passphrase-file", new]) == 0
    office.open("five green plates")
    (folder / "paper").write_text(office.write_paper_key("five green plates"))
    office.close()
    again = ["recover", "--casebook", book, "--key-file", str(folder / "paper"), "--passphrase-file", str(folder / "passphrase")]
    assert main(again) == 0
    assert main(["doctor", "--casebook", book, "--passphrase-file", str(folder / "passphrase")]) == 0


def test_check_says_how_it_is_and_the_ways_back(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    used(folder)
    check = ["check", "--casebook", str(folder / "book"), "--passphrase-file", str(folder / "passphrase")]
    assert main(check) == 0
    assert "Everything checks." in capsys.readouterr().out
    path = folder / "book" / BOOK_FILE
    data = path.read_bytes()
    path.write_bytes(data[:4096] + bytes(byte ^ 1 for byte in data[4096:]))
    assert main(check) == 1
    said = capsys.readouterr().out
    assert "does not read back" in said
    assert "read-waiting" in said
    assert "Everything that was sent is with the council." in said
