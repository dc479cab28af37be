"""Laptops that end: lost, called back, forgotten passphrases; and what the waiting file saves of them."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.casebook.desk import Desk
from app.casebook.saying import Typed, Typing, keep_typing
from app.office import Office
from app.practice.errors import CasebookEnded, CouncilKeyWrong, DeviceStopped, ServerUnreachable
from app.practice.people import Person, Role, Speaker
from app.practice.rules import Lock
from app.practice.statements import Statement
from app.records.files import BOOK_FILE
from app.records.marks import MARK_FILE
from app.records.revision import new_record, person_scope
from app.records.sealing import new_pair, read_key_file
from app.records.vault import Vault
from app.records.waiting import WAITING_FILE, read_waiting
from app.records.watching import OLDER, SEALED_ONLY
from sync.client.exchange import Exchanger
from sync.client.talk import Talk
from sync.server.admin import CouncilDesk
from tests.sync.laptops import ADDRESS, CHEAP, PASSPHRASE, PASSWORD, Clock, Line, council_ids

SPEAKER = Speaker(role=Role.PERSON)


@dataclass
class Whole:
    """A laptop with its office: casebook, vault and exchanger."""

    office: Office
    desk: Desk
    line: Line
    exchanger: Exchanger

    @property
    def folder(self) -> Path:
        return self.office.folder

    @property
    def device(self) -> str:
        return self.desk.book.identity.device

    def say(self, person: str, words: str, during: str | None = None) -> str:
        with self.desk.book.unit() as unit:
            record = unit.seal(Statement(words=words, speaker=SPEAKER), scope=person_scope(person), during=during)
            unit.commit()
        return record

    def waiting(self) -> bytes:
        path = self.folder / WAITING_FILE
        return path.read_bytes() if path.exists() else b""

    def reopen(self) -> None:
        self.exchanger.close()
        self.office.close()
        self.desk = self.office.open(PASSPHRASE)
        self.exchanger = exchanger_of(self.office, self.desk, self.line)


def exchanger_of(office: Office, desk: Desk, line: Line) -> Exchanger:
    return Exchanger(
        desk.book,
        connect=lambda address: Talk(address, transport=line),
        rest=lambda seconds: None,
        ended=office.end,
        registered=office.seal_recovery,
    )


@pytest.fixture
def key_file(tmp_path: Path, desk: CouncilDesk) -> Path:
    file = tmp_path / "stored away" / "key.json"
    file.parent.mkdir()
    desk.make_key(file)
    return file


@pytest.fixture
def private(key_file: Path) -> bytes:
    return read_key_file(key_file)


@pytest.fixture
def laptop(tmp_path: Path, desk: CouncilDesk, clock: Clock, private: bytes) -> Iterator[Whole]:
    desk.add_staff("Ann", "ann", PASSWORD)
    office = Office(tmp_path / "ann", clock=clock, vault=lambda folder: Vault(folder, cost=CHEAP))
    opened, line = office.make("Ann", PASSPHRASE), Line(desk.council)
    made = Whole(office, opened, line, exchanger_of(office, opened, line))
    made.exchanger.sign_in("ann", PASSWORD, ADDRESS)
    yield made
    made.exchanger.close()
    office.close()


@pytest.fixture
def grace(laptop: Whole) -> str:
    record = new_record()
    with laptop.desk.book.unit() as unit:
        unit.seal(Person(name="Grace Mensah"), scope=person_scope(record), record=record)
        unit.commit()
    laptop.exchanger.exchange()
    return record


def test_the_waiting_file_holds_what_the_council_lacks_and_nothing_else(laptop: Whole, grace: str, private: bytes) -> None:
    """Sealed, so that the app and a thief read nothing; gone from it when the council has it."""
    assert laptop.waiting() == b""
    laptop.say(grace, "Marmalade on both sides.")
    data = laptop.waiting()
    assert b"Marmalade" not in data
    assert bytes.fromhex(grace) not in data
    assert grace.encode() not in data
    opened = read_waiting(data, private)
    assert [b"Marmalade on both sides." in (each.body or b"") for each in opened.revisions] == [True]
    assert opened.revisions[0].faults() == []
    with pytest.raises(CouncilKeyWrong):
        read_waiting(data, new_pair()[0])
    laptop.exchanger.exchange()
    assert laptop.waiting() == b""


def test_what_is_left_out_altogether_leaves_the_waiting_file_too(laptop: Whole, grace: str, private: bytes) -> None:
    visit = new_record()
    kept, gone = laptop.say(grace, "Kept.", during=visit), laptop.say(grace, "Left out.", during=visit)
    with laptop.desk.book.unit() as unit:
        assert unit.unsay(gone)
        unit.commit()
    opened = read_waiting(laptop.waiting(), private)
    assert {each.header.record for each in opened.revisions} == {kept}


def test_a_waiting_file_cut_or_damaged_anywhere_gives_every_other_piece(laptop: Whole, grace: str, private: bytes) -> None:
    for number in range(4):
        laptop.say(grace, f"Number {number}.")
    data = laptop.waiting()
    whole = {each.id for each in read_waiting(data, private).revisions}
    size = len(data) // 4
    for end in range(size, len(data), 53):
        found = {each.id for each in read_waiting(data[:end], private).revisions}
        assert found <= whole
        assert len(found) >= end // (size + 3)
    for at in range(0, len(data), 41):
        broken = bytearray(data)
        broken[at] ^= 0x10
        opened = read_waiting(bytes(broken), private)
        assert len({each.id for each in opened.revisions} & whole) == 3
        assert opened.unread
        (laptop.folder / WAITING_FILE).write_bytes(broken[: at + 200])
    laptop.reopen()  # what is missing in it is made up for
    assert {each.id for each in read_waiting(laptop.waiting(), private).revisions} >= whole


def test_a_lost_laptop_destroys_its_key_and_no_words_die_with_it(
    laptop: Whole, grace: str, desk: CouncilDesk, private: bytes
) -> None:
    record = laptop.say(grace, "Said before it was lost.")
    typing = Typing(new_record(), grace, "", Typed(words="Half a sen", speaker=SPEAKER))
    keep_typing(laptop.desk, typing)
    desk.device_lost(laptop.device, "left on the 47 bus")
    before = council_ids(desk.council)
    with pytest.raises(DeviceStopped) as told:
        laptop.exchanger.exchange()
    assert (told.value.code, told.value.why) == ("lost", "left on the 47 bus")
    assert council_ids(desk.council) == before
    laptop.office.close()
    assert not laptop.office.exists
    assert laptop.office.ended == "lost"
    with pytest.raises(CasebookEnded):
        laptop.office.open(PASSPHRASE)
    opened = read_waiting(laptop.waiting(), private)
    assert {each.header.record for each in opened.revisions} == {record}
    assert [draft.record for draft in opened.drafts] == [typing.record]
    done = desk.take_in(opened)
    assert (done.stored, done.held) == (0, 1)  # a manager looks first at what a lost laptop had
    assert desk.release_held("laptop unknown") == 1
    again = desk.take_in(opened)
    assert (again.stored, again.held, again.known) == (0, 0, 1)


def test_a_laptop_called_back_hands_in_everything_first(laptop: Whole, grace: str, desk: CouncilDesk) -> None:
    """What an open visit holds as well; and a line that is cut on the way changes only when."""
    laptop.say(grace, "Said before.")
    laptop.say(grace, "Said in a visit that is open.", during=new_record())
    with laptop.desk.book.view() as view:
        mine = {each.id for each in view.every_revision()}
    desk.recall(laptop.device, "Ann has left")
    cuts = [2]

    def cut(request: object) -> None:
        if cuts[0]:
            cuts[0] -= 1
            raise ConnectionError

    laptop.line.before = lambda request: _cut(cuts)
    for _ in range(2):
        with pytest.raises(ServerUnreachable):
            laptop.exchanger.exchange()
        assert laptop.office.exists
    with pytest.raises(DeviceStopped) as told:
        laptop.exchanger.exchange()
    assert told.value.code == "recalled"
    assert mine <= council_ids(desk.council)
    assert not laptop.office.exists
    assert laptop.waiting() == b""


def _cut(cuts: list[int]) -> None:
    import httpx2

    if cuts[0]:
        cuts[0] -= 1
        raise httpx2.ConnectError("no line")


def test_a_laptop_whose_sign_in_ran_out_is_told_that_it_is_lost(
    laptop: Whole, grace: str, desk: CouncilDesk, clock: Clock
) -> None:
    clock.on(days=42)
    desk.device_lost(laptop.device)
    with pytest.raises(DeviceStopped) as told:
        laptop.exchanger.exchange()
    assert told.value.code == "lost"
    with pytest.raises(DeviceStopped) as told:
        laptop.exchanger.sign_in("ann", PASSWORD)
    assert told.value.code == "lost"


def test_an_ordinary_stop_destroys_nothing(laptop: Whole, grace: str, desk: CouncilDesk) -> None:
    laptop.say(grace, "Kept.")
    desk.stop_device(laptop.device, "lost and found\nagain")
    with pytest.raises(Exception, match="Sign"):
        laptop.exchanger.exchange()
    with pytest.raises(DeviceStopped):
        laptop.exchanger.sign_in("ann", PASSWORD)
    laptop.reopen()
    assert laptop.office.exists


def test_a_forgotten_passphrase_is_opened_by_the_councils_key(laptop: Whole, grace: str, private: bytes) -> None:
    laptop.say(grace, "Still here.")
    laptop.exchanger.close()
    laptop.office.close()
    with pytest.raises(CouncilKeyWrong):
        laptop.office.recover_by_council(new_pair()[0], "quite a new one")
    laptop.office.recover_by_council(private, "quite a new one")
    again = laptop.office.open("quite a new one")
    with again.book.view() as view:
        assert [each.body.words for each in view.all(Statement)] == ["Still here."]


def test_rules_and_another_key_reach_the_laptop(
    laptop: Whole, grace: str, desk: CouncilDesk, tmp_path: Path, private: bytes
) -> None:
    desk.make_key(tmp_path / "second.json")
    desk.set_rules(offline_days=7, lock=Lock.BOTH)
    laptop.exchanger.exchange()
    second = read_key_file(tmp_path / "second.json")
    laptop.say(grace, "Sealed to the second.")
    assert len(read_waiting(laptop.waiting(), second).revisions) == 1
    laptop.exchanger.close()
    laptop.office.close()
    laptop.office.recover_by_council(second, "quite a new one")
    with pytest.raises(CouncilKeyWrong):
        laptop.office.recover_by_council(private, "quite another")
    assert desk.rules().offline_days == 7


def files_of(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}


@pytest.mark.parametrize("mark", ["there", "lost"])
def test_an_older_casebook_put_back_is_noticed_and_repaired(
    mark: str, laptop: Whole, grace: str, desk: CouncilDesk, private: bytes, tmp_path: Path
) -> None:
    """Never silently: with the mark it is told at once, without it the council's counter tells."""
    laptop.exchanger.close()
    laptop.office.close()
    older = tmp_path / "older.db"
    shutil.copy(laptop.folder / BOOK_FILE, older)
    laptop.reopen()
    sent = laptop.say(grace, "This was sent.")
    laptop.exchanger.exchange()
    unsent = laptop.say(grace, "This was not.")
    laptop.exchanger.close()
    laptop.office.close()
    shutil.copy(older, laptop.folder / BOOK_FILE)
    if mark == "lost":
        (laptop.folder / MARK_FILE).unlink()
    laptop.reopen()
    noticed = laptop.desk.book.noticed
    assert (OLDER in noticed) is (mark == "there")
    assert SEALED_ONLY in noticed
    if mark == "lost":
        laptop.say(grace, "Written on the older one.")
        with pytest.raises(DeviceStopped):
            laptop.exchanger.exchange()
        laptop.exchanger.sign_in("ann", PASSWORD)
    assert laptop.exchanger.exchange().proved_equal
    with laptop.desk.book.view() as view:
        assert view.current(Statement, sent).body.words == "This was sent."
        assert view.find(Statement, unsent) is None
    opened = read_waiting(laptop.waiting(), private)
    assert {each.header.record for each in opened.revisions} == {unsent}
    assert desk.take_in(opened).stored == 1
    laptop.exchanger.exchange()
    with laptop.desk.book.view() as view:
        assert view.current(Statement, unsent).body.words == "This was not."
    assert laptop.waiting() == b""
    laptop.reopen()
    assert laptop.desk.book.noticed == ()


Make = Callable[..., Whole]
