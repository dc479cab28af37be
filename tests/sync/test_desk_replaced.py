"""The council's desk has another key: laptops that knew the old one believe the new one once a worker has compared a code."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.__main__ import main
from app.practice.errors import Bug
from app.records import exchange as kept
from sync.protocol import COMPARE_PATH
from sync.server.admin import CouncilDesk, open_desk
from sync.server.backup import FOLDER, back_up
from sync.server.council import CouncilServer, Settings
from sync.server.desk import desk_of, replace_desk
from sync.server.restoring import restore
from tests.sync.laptops import CHEAP, PASSWORD, Laptop
from tests.sync.test_exchange import share
from tests.sync.test_signatures import check_all

Make = Callable[..., Laptop]


def unchecked(laptop: Laptop) -> int:
    laptop.exchanger.exchange()
    check_all(laptop)
    return laptop.exchanger.status().unchecked


def replaced(council: CouncilServer, folder: Path) -> str:
    return replace_desk(folder, council.writing, council.clock()).code


@pytest.mark.on_both_engines
def test_a_new_laptop_is_checked_once_the_code_was_compared(
    tmp_path: Path, desk: CouncilDesk, council: CouncilServer, ann: Laptop, jo: Laptop, new_laptop: Make
) -> None:
    grace = share(desk, ann, jo)
    assert unchecked(ann) == unchecked(jo) == 0
    code = replaced(council, tmp_path / "council")
    fresh = open_desk(tmp_path / "council", clock=ann.clock, settings=Settings(cost=CHEAP))
    fresh.add_staff("Sam", "sam", PASSWORD)
    fresh.works_with("sam", grace)
    fresh.close()
    sam = new_laptop("sam", staff=False)
    sam.exchanger.exchange()
    said = sam.say(grace, "From a laptop that the old desk never met.")
    assert unchecked(sam) == 0, "who meets the council now believes its desk of now"
    assert unchecked(ann) > 0
    assert ann.exchanger.status().desk_code == "", "it hears of the desk when it signs in"
    ann.sign_in("ann")
    assert ann.exchanger.status().desk_code == code
    assert unchecked(ann) > 0, "a code that nobody compared changes nothing"
    assert not ann.exchanger.believe_desk(code[:-1])
    assert ann.exchanger.believe_desk(code)
    assert (unchecked(ann), ann.exchanger.status().desk_code, ann.exchanger.status().not_signed) == (0, "", 0)
    assert ann.words_of(said) == {"From a laptop that the old desk never met."}
    ann.sign_in("ann")
    assert ann.exchanger.status().desk_code == ""


def test_nothing_more_is_taken_from_the_former_desk(tmp_path: Path, desk: CouncilDesk, council: CouncilServer) -> None:
    """Whoever has stolen its key adds nobody."""
    former = desk_of(tmp_path / "council")
    replaced(council, tmp_path / "council")
    assert desk_of(tmp_path / "council").device != former.device
    with pytest.raises(Bug) as refused:
        desk.add_staff("Mallory", "mallory", PASSWORD)
    assert refused.value.facts["detail"] == "the desk: laptop unknown"


def test_a_council_put_back_without_its_keys_goes_on(tmp_path: Path, desk: CouncilDesk, ann: Laptop) -> None:
    """Its new desk may do what the former did, and laptops can sign in."""
    grace = ann.add_person()
    ann.say(grace, "Before.")
    ann.exchanger.exchange()
    (tmp_path / "backup").mkdir()
    made = back_up(tmp_path / "council", tmp_path / "backup").file
    made.with_name(made.stem + FOLDER).unlink()
    desk.close()
    shutil.rmtree(tmp_path / "council")
    restore(made, tmp_path / "council")
    back = open_desk(tmp_path / "council", clock=ann.clock, settings=Settings(cost=CHEAP))
    try:
        ann.line.council = back.council
        back.add_staff("Sam", "sam", PASSWORD)
        ann.sign_in("ann")
        ann.may_compare = True
        assert ann.exchanger.exchange().proved_equal
        assert ann.exchanger.status().desk_code == desk_of(tmp_path / "council").code
    finally:
        back.close()


def test_the_command_says_the_code(tmp_path: Path, desk: CouncilDesk, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(tmp_path / "council")
    code = desk_of(tmp_path / "council").code
    assert main(["council", "desk", "--data", folder]) == 0
    assert code in capsys.readouterr().out
    assert main(["council", "desk", "--replace", "--data", folder]) == 0
    said = capsys.readouterr().out
    assert code not in said
    assert desk_of(tmp_path / "council").code in said


def test_a_laptop_of_before_knows_of_no_other_desk(ann: Laptop) -> None:
    with ann.book.view() as view:
        assert kept.state_of(view).vouch_offered == ""
    assert COMPARE_PATH not in ann.line.requests
