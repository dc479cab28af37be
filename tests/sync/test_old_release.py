"""The release before and today's, in both directions: its laptop with our server, our laptop with its server, its casebook with
unsent words, and an exchange that was recorded byte by byte. What "the release before" means lies frozen in tests/old.
"""

import json
import os
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.practice.people import Role, Speaker
from app.practice.statements import Statement
from app.records.open import open_casebook
from app.records.revision import person_scope
from app.records.vault import Vault
from sync import protocol
from sync.client.exchange import Exchanger
from sync.protocol import COMPARE_PATH, ExchangeAnswer, ExchangeRequest, SignedIn, SignIn
from sync.server import doors
from sync.server.admin import CouncilDesk, open_desk
from sync.server.council import Settings
from sync.server.serve import serving
from tests.frozen import OLD, unpacked
from tests.sync.laptops import CHEAP, PASSWORD, Clock, Laptop, cheap_casebook, council_ids, laptop_over

RELEASES = sorted(each.name for each in OLD.iterdir() if each.is_dir())
LAPTOP = """
import json, sys
from datetime import UTC, datetime
from pathlib import Path
from app.practice.people import Role, Speaker
from app.practice.statements import Statement
from app.records.open import make_casebook
from app.records.vault import Cost, Vault
from sync.client.exchange import Exchanger
folder, address, sign_in, password, words, scope = sys.argv[1:]
folder = Path(folder)
vault = Vault(folder, cost=Cost(memory=64, passes=1, lanes=1))
now = lambda: datetime.now(UTC)
book = make_casebook(folder, "a long passphrase", "Old", now, vault=vault)
exchanger = Exchanger(book)
exchanger.sign_in(sign_in, password, address)
outcomes = [exchanger.exchange()]
with book.unit() as unit:
    unit.seal(Statement(words=words, speaker=Speaker(role=Role.PERSON)), scope=scope)
    unit.commit()
outcomes.append(exchanger.exchange())
with book.view() as view:
    ids = sorted(each.id for each in view.every_revision())
    said = sorted(each.body.words for each in view.all(Statement))
print(json.dumps({"proved": [each.proved_equal for each in outcomes], "ids": ids, "said": said}))
"""
SERVER = """
import sys
from pathlib import Path
from sync.server.serve import serve
serve(Path(sys.argv[1]), "127.0.0.1", 0, lambda address: print(address, flush=True))
"""


@pytest.fixture(params=RELEASES)
def release(request: pytest.FixtureRequest) -> Path:
    """The folder of a frozen release."""
    return OLD / str(request.param)


@pytest.fixture
def told(release: Path) -> dict[str, Any]:
    """What the release says of what lies beside it."""
    found: dict[str, Any] = json.loads((release / "release.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture
def code(release: Path, tmp_path: Path) -> dict[str, str]:
    """The environment in which the release's own code runs, and none of today's."""
    with zipfile.ZipFile(next(release.glob("*.whl"))) as wheel:
        wheel.extractall(tmp_path / "code")
    return os.environ | {"PYTHONPATH": str(tmp_path / "code"), "PYTHONSAFEPATH": "1"}


def run_old(code: dict[str, str], folder: Path, *arguments: str) -> dict[str, Any]:
    """A laptop of the release signs in, exchanges, writes and exchanges; what it then has."""
    command = [sys.executable, "-c", LAPTOP, str(folder), *arguments]
    done = subprocess.run(command, env=code, cwd=folder.parent, check=True, capture_output=True, text=True, timeout=100)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@contextmanager
def old_server(code: dict[str, str], data: Path) -> Iterator[str]:
    command = [sys.executable, "-c", SERVER, str(data)]
    with subprocess.Popen(command, env=code, cwd=data.parent, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()


def real_now() -> datetime:
    return datetime.now(UTC)


def test_its_code_is_what_runs(code: dict[str, str], tmp_path: Path, told: dict[str, Any]) -> None:
    """Or all that follows would prove nothing."""
    asked = "import sync.protocol as p; print(p.__file__, hasattr(p, 'Act'))"
    said = subprocess.run([sys.executable, "-c", asked], env=code, cwd=tmp_path, check=True, capture_output=True, text=True)
    assert said.stdout.split() == [str(tmp_path / "code" / "sync" / "protocol.py"), "False"]


def test_its_laptop_talks_with_our_server(
    code: dict[str, str], tmp_path: Path, new_laptop: Callable[..., Laptop], desk: CouncilDesk
) -> None:
    """A new laptop of the release, one of ours, one council of today: they end with the same."""
    ann = new_laptop("ann")
    grace = ann.add_person()
    for place in range(60):
        ann.say(grace, f"Words {place}.")
    ann.exchanger.exchange()
    desk.add_staff("Old", "old", PASSWORD)
    desk.works_with("old", grace)
    ann.clock.now = real_now()
    with serving(desk.council) as address:
        found = run_old(code, tmp_path / "old", address, "old", PASSWORD, "From the release before.", person_scope(grace))
    assert found["proved"] == [True, True]
    assert len(found["said"]) == 61
    assert ann.exchanger.exchange().proved_equal
    with ann.book.view() as view:
        assert sorted(each.body.words for each in view.all(Statement)) == found["said"]


def test_our_laptop_talks_with_its_server(
    release: Path, told: dict[str, Any], code: dict[str, str], tmp_path: Path, clock: Clock
) -> None:
    """No frames, no keys of laptops, no word of backups: everything goes over all the same, and nothing is called checked."""
    data = unpacked(release, "council", tmp_path)
    clock.now = real_now()
    book = cheap_casebook(tmp_path / "new", "Jo", clock)
    with old_server(code, data) as address:
        exchanger = Exchanger(book)
        exchanger.sign_in("jo", told["password"], address)
        assert exchanger.exchange().proved_equal
        with book.unit() as unit:
            said = Statement(words="From today's release.", speaker=Speaker(role=Role.PERSON))
            unit.seal(said, scope=person_scope(told["person"]))
            unit.note_act("opened", person_scope(told["person"]))
            unit.commit()
        outcome = exchanger.exchange()
        assert (outcome.pushed, outcome.proved_equal) == (1, True)
        assert exchanger.check_some() is False
        status = exchanger.status()
        exchanger.close()
    with book.view() as view:
        words = {each.body.words for each in view.all(Statement)}
    assert words == {*told["sent"], "From today's release."}
    assert (status.all_with_council, status.vouched) == (True, False)
    book.close()


def test_its_casebook_is_brought_up_to_date_and_sends_what_waits(release: Path, told: dict[str, Any], tmp_path: Path) -> None:
    """With its own council of that time, which is brought up to date as well: all that was sealed goes, the draft stays."""
    folder, data = unpacked(release, "casebook", tmp_path), unpacked(release, "council", tmp_path)
    clock = Clock(datetime.fromisoformat(told["ended"]))
    desk = open_desk(data, clock=clock, settings=Settings(cost=CHEAP))
    book = open_casebook(folder, told["passphrase"], clock, vault=Vault(folder, cost=CHEAP))
    laptop = laptop_over(book, desk.council, clock)
    assert laptop.waiting() == len(told["unsent"])
    laptop.line.before = None
    laptop.exchanger.sign_in(told["sign_in"], told["password"], told["address"])
    outcome = laptop.exchanger.exchange()
    assert (outcome.pushed, outcome.proved_equal, laptop.waiting()) == (len(told["unsent"]), True, 0)
    assert COMPARE_PATH not in laptop.line.requests
    with book.view() as view:
        words = {each.body.words for each in view.all(Statement)}
        [draft] = view.drafts()
    assert words == {*told["sent"], *told["unsent"]}
    assert told["typing"] in draft.body.decode()
    assert laptop.ids() <= council_ids(desk.council)
    while laptop.exchanger.check_some():
        pass
    assert (laptop.exchanger.status().unchecked, laptop.exchanger.status().not_signed) == (0, 0)
    book.close()
    desk.close()


def test_an_exchange_that_was_recorded_is_answered_as_then(release: Path, told: dict[str, Any], tmp_path: Path) -> None:
    """Byte by byte what the laptop sent is read; what is new at the end of ours its reader would pass over."""
    heard = json.loads((release / "exchange.json").read_text(encoding="utf-8"))
    kinds = {protocol.SIGN_IN_PATH: (SignIn, SignedIn), protocol.EXCHANGE_PATH: (ExchangeRequest, ExchangeAnswer)}
    seen = set()
    for each in heard:
        asks, answers = kinds[each["path"]]
        seen.add(each["path"])
        request = protocol.unpack(bytes.fromhex(each["request"]), asks)
        answer = protocol.unpack(bytes.fromhex(each["answer"]), answers)
        for message, sent in ((request, each["request"]), (answer, each["answer"])):
            former = plain(bytes.fromhex(sent))
            assert plain(protocol.pack(message))[: len(former)] == former
    assert seen == set(kinds)
    clock = Clock(datetime.fromisoformat(told["ended"]))
    desk = open_desk(unpacked(release, "council", tmp_path), clock=clock, settings=Settings(cost=CHEAP))
    last = heard[-1]
    reply = doors.answer(desk.council, last["method"], last["path"], last["authorization"], bytes.fromhex(last["request"]))
    now, then = (protocol.unpack(data, ExchangeAnswer) for data in (reply.whole(), bytes.fromhex(last["answer"])))
    assert reply.status == 200
    assert (now.cursor, now.rows, now.root, now.more) == (then.cursor, then.rows, then.root, then.more)
    desk.close()


def plain(message: bytes) -> list[Any]:
    """The fields of a packed message, whatever they mean."""
    body = zlib.decompress(message[1:]) if message[:1] == b"\1" else message[1:]
    found: list[Any] = msgspec.msgpack.decode(body)
    return found
