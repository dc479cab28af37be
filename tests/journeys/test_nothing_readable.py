"""What was said is readable nowhere on the disk: not in the folder, nor in temporary files, logs or lists of recent files."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from app.office import Office
from app.practice.errors import WrongPassphrase
from app.records.council_rules import keep_seal_key
from app.records.sealing import new_pair
from app.records.vault import Policy, Vault
from app.records.wraps import Cost
from tests.desks import PASSPHRASE, make_desk, say
from tests.journeys.laptop import FIELD, Book, Laptop
from tests.journeys.test_open_forms import FORMS

SECRET = "Quincunx marmalade"
HALF = "Zeppelin hollyhock"


def holds(folder: Path, *words: str) -> list[str]:
    """Every file anywhere below that has one of the words in it, in UTF-8 or as Qt writes texts."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            said = [word for word in words if word.encode() in data or word.encode("utf-16-le") in data]
            found += [f"{path.name}: {word}" for word in said]
    return found


def test_a_visit_leaves_no_readable_word_anywhere(
    tmp_path: Path, opened: Callable[..., Laptop], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a waiting file, a locked screen, a private note, a form half filled and a failure in the log."""
    home = tmp_path / "home"
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        (home / name).mkdir(parents=True)
        monkeypatch.setenv(name, str(home / name))
    log = logging.FileHandler(home / "app.log")
    logging.getLogger().addHandler(log)
    try:
        book = Book(home / "book")
        laptop = opened(book.folder)
        laptop.unlock()
        keep_seal_key(laptop.desk.book, new_pair()[1])
        hands = laptop.hands
        hands.press("Private note")
        hands.type_into("Your note", SECRET)
        hands.choose("Maggie")
        hands.type_into(FIELD, SECRET)
        hands.press("Keep this")
        hands.press(*FORMS["promise"].steps)
        hands.type_into(FORMS["promise"].field, HALF)
        hands.type_into(FIELD, HALF)
        hands.settle()
        laptop.window.work.write(lambda: [].index(SECRET))  # type: ignore[arg-type]
        hands.settle()
        assert holds(tmp_path, SECRET, HALF, "Okafor", PASSPHRASE) == []
        hands.key("Ctrl+L")
        hands.settle()
        laptop.close()
    finally:
        logging.getLogger().removeHandler(log)
        log.close()
    assert "ValueError" in (home / "app.log").read_text()
    assert (book.folder / "waiting.sealed").stat().st_size > 200
    assert holds(tmp_path, SECRET, HALF, "Okafor", PASSPHRASE) == []
    assert SECRET in book.said


def test_two_workers_on_one_laptop_cannot_read_each_other(tmp_path: Path) -> None:
    """Neither the key of the one nor their passphrase opens what the other has, and one folder holds nothing of the other."""
    helen, jo = make_desk(tmp_path / "helen"), make_desk(tmp_path / "jo", name="Jo Marsh")
    person = "a1" * 16
    say(helen, person, SECRET)
    say(jo, person, HALF)
    keys = []
    for name, desk in (("helen", helen), ("jo", jo)):
        vault = Vault(tmp_path / name, cost=Cost(memory=64, passes=1, lanes=1))
        keys.append(vault.open(PASSPHRASE))
        vault.change_passphrase(keys[-1], f"{name} four blue cups")
        assert vault.policy is Policy.PASSPHRASE
        desk.book.close()
    assert keys[0] != keys[1]
    with pytest.raises(WrongPassphrase):
        Office(tmp_path / "jo").open("helen four blue cups")
    assert holds(tmp_path, SECRET, HALF) == []
    again = Office(tmp_path / "jo")
    again.open("jo four blue cups")
    assert holds(tmp_path, SECRET, HALF) == []
    again.close()
