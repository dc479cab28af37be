"""The exchange behind the window, with a real council's server on this machine."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from app.casebook.people import add_person, people
from app.casebook.saying import reword, statements_of
from app.practice.people import Council, Person
from app.practice.statements import Statement
from sync.client.exchange import Exchanger
from sync.client.when import Rhythm, next_try
from sync.server.admin import CouncilDesk, begin_council
from sync.server.council import Settings
from sync.server.serve import serving
from tests.desks import QUICK, make_desk, say
from tests.hands import Hands
from tests.looking import faults
from ui.syncing.background import Background
from ui.syncing.safe_line import SafeLine
from ui.syncing.story_screen import StoryScreen
from ui.words import Words

PASSWORD = "a long password"
QUICKLY = partial(
    next_try, rhythm=Rhythm(interval=60, after_write=0.05, first_wait=0.1, longest_wait=0.2, network_back=0.05, rest=0.01)
)
PATIENCE_MS = 20_000


def now() -> datetime:
    return datetime.now(UTC)


class Laptop:
    """A casebook, its exchange behind a story screen, and hands."""

    def __init__(self, folder: Path, name: str, words: Words) -> None:
        self.desk = make_desk(folder, name, now)
        self.background = Background(Exchanger(self.desk.book), now, next=QUICKLY)
        self.said: list[tuple[str, str]] = []
        self.errors: list[Exception] = []
        self.line = SafeLine(self.background, words, lambda *said: self.said.append(said))
        self.background.exchange_failed.connect(self.errors.append)
        self.screen = StoryScreen(self.background, words)
        self.screen.resize(1024, 640)
        self.screen.show()
        self.background.start()
        self.hands = Hands(self.screen, None, patience=20)
        self.hands.sees("Sign in with the council")

    def sign_in(self, address: str, name: str, password: str = PASSWORD) -> None:
        self.hands.replace_in("The council's address", address)
        self.hands.replace_in("Sign-in name", name)
        self.hands.replace_in("Password", password)
        QTest.qWait(100)
        self.hands.press("Sign in")

    def until(self, come: Callable[[], bool], what: str) -> None:
        for _ in range(PATIENCE_MS // 20):
            if come():
                return
            QTest.qWait(20)
        raise AssertionError(f"{what} did not come; the line said {self.said[-3:]}, errors {self.errors}")

    def until_all_there(self) -> None:
        self.until(lambda: bool(self.said) and "with the council, " in self.said[-1][0], "everything with the council")

    def close(self) -> None:
        assert self.background.stop()
        self.desk.book.close()


@pytest.fixture
def council(tmp_path: Path) -> Iterator[tuple[CouncilDesk, str]]:
    desk = begin_council(
        tmp_path / "council",
        Council(name="Elmbridge Vale Council"),
        administrator="Ruth Adeyemi",
        sign_in="ruth",
        password=PASSWORD,
        settings=Settings(cost=QUICK),
    )
    desk.add_staff("Helen Price", "helen", PASSWORD)
    desk.add_staff("Jo Marsh", "jo", PASSWORD)
    with serving(desk.council) as address:
        yield desk, address
    desk.close()


@pytest.fixture
def laptop(tmp_path: Path, words: Words) -> Iterator[Callable[[str], Laptop]]:
    made: list[Laptop] = []

    def make(name: str) -> Laptop:
        made.append(Laptop(tmp_path / f"laptop {len(made)}", name, words))
        return made[-1]

    yield make
    for each in made:
        each.close()


def test_signing_in_brings_everything_over(laptop: Callable[[str], Laptop], council: tuple[CouncilDesk, str]) -> None:
    """What was written before there was a council goes by itself, and what is written after does too."""
    _desk, address = council
    helen = laptop("Helen at home")
    maggie = add_person(helen.desk, Person(name="Maggie Okafor")).made
    helen.sign_in(address, "helen")
    helen.until_all_there()
    assert helen.desk.me.name == "Helen Price"
    assert helen.said[-1][1] == "safe"
    helen.hands.sees("Signed in as helen with Elmbridge Vale Council.")
    helen.hands.sees("Both sides were compared and are the same.")
    assert helen.hands.can_press("Sign in") is False
    say(helen.desk, maggie, "Radio 3 on low.")
    helen.background.note_written()
    helen.until(lambda: "One change is with the council" in helen.said[-1][0], "the change")
    helen.hands.sees("Nothing waits.")
    QTest.qWait(200)
    assert faults(helen.screen) == []


def test_what_a_colleague_wrote_arrives_and_is_told(laptop: Callable[[str], Laptop], council: tuple[CouncilDesk, str]) -> None:
    """Changes come slice by slice to whoever shows them; two wordings of one thing are both kept."""
    desk, address = council
    helen, jo = laptop("Helen"), laptop("Jo")
    maggie = add_person(helen.desk, Person(name="Maggie Okafor")).made
    record = say(helen.desk, maggie, "I take 2 tablets.")
    helen.sign_in(address, "helen")
    helen.until_all_there()
    desk.works_with("jo", maggie)
    told: list[object] = []
    jo.background.received.connect(told.append)
    jo.sign_in(address, "jo")
    jo.until_all_there()
    assert any(f"person:{maggie}" in changes.scopes for changes in told)  # type: ignore[attr-defined]
    assert [each.body.name for each in people(jo.desk)] == ["Maggie Okafor"]
    reword(helen.desk, record, "I take 2 tablets at night.")
    reword(jo.desk, record, "I take 1 tablet.")
    for each in (helen, jo, helen):
        each.said.clear()
        each.background.exchange_now()
        each.until_all_there()
    for each in (helen, jo):
        (statement,) = statements_of(each.desk, maggie)
        words = {variant.values[0] for variant in statement.versions["words"]}
        assert words == {"I take 2 tablets at night.", "I take 1 tablet."}
        assert isinstance(statement.body, Statement)


@pytest.mark.parametrize(
    ("address", "name", "password", "says"),
    [
        ("", "helen", "not the password", "The council's server did not accept the name and password."),
        ("http://127.0.0.1:9", "helen", PASSWORD, "The council's server did not answer."),
    ],
)
def test_a_sign_in_that_fails_keeps_what_was_typed(
    laptop: Callable[[str], Laptop], council: tuple[CouncilDesk, str], address: str, name: str, password: str, says: str
) -> None:
    """A sentence beside the form; name and address stay; a second try works."""
    helen = laptop("Helen")
    helen.sign_in(address or council[1], name, password)
    helen.hands.sees(says)
    assert helen.hands.reads_in("Sign-in name") == "helen"
    helen.sign_in(council[1], "helen")
    helen.until_all_there()


def test_what_is_missing_is_said_before_anything_is_sent(laptop: Callable[[str], Laptop]) -> None:
    """Each field has its own word."""
    helen = laptop("Helen")
    helen.hands.press("Sign in")
    helen.hands.sees("Write the council's address.")
    helen.hands.type_into("The council's address", "council.example\n")
    helen.hands.sees("Write your sign-in name.")


def test_a_server_that_goes_away_and_comes_back(tmp_path: Path, laptop: Callable[[str], Laptop], words: Words) -> None:
    """While it is away the line says what waits; when it is back, all goes without anybody pressing anything."""
    desk = begin_council(
        tmp_path / "council",
        Council(name="Elmbridge"),
        administrator="Ruth",
        sign_in="ruth",
        password=PASSWORD,
        settings=Settings(cost=QUICK),
    )
    desk.add_staff("Helen Price", "helen", PASSWORD)
    helen = laptop("Helen")
    with serving(desk.council) as address:
        helen.sign_in(address, "helen")
        helen.until_all_there()
    add_person(helen.desk, Person(name="Maggie Okafor"))
    helen.background.note_written()
    helen.until(lambda: bool(helen.errors), "the failure")
    helen.until(lambda: "One change waits for the council." in helen.said[-1][0], "the waiting sentence")
    helen.hands.sees("The council's server did not answer.")
    port = int(address.rsplit(":", 1)[1])
    with serving(desk.council, port=port):
        helen.until_all_there()
    desk.close()


def test_another_network_is_noticed_at_once(tmp_path: Path, laptop: Callable[[str], Laptop], words: Words) -> None:
    """The council could not be reached and the next try is an hour away; then the laptop has a way out, and goes by itself."""
    ways, patient = [""], partial(next_try, rhythm=Rhythm(first_wait=3_600, longest_wait=3_600, network_back=0.05, rest=0.01))
    desk = begin_council(
        tmp_path / "far", Council(name="Far"), administrator="R", sign_in="ruth", password=PASSWORD, settings=Settings(cost=QUICK)
    )
    helen = laptop("Helen")
    helen.background.stop()
    exchanger = Exchanger(helen.desk.book)
    with serving(desk.council) as address:
        exchanger.sign_in("ruth", PASSWORD, address)
    background = Background(exchanger, now, next=patient, where=lambda: ways[-1], look_every=0.05)
    background.exchange_failed.connect(helen.errors.append)
    background.start()
    helen.until(lambda: len(helen.errors) == 1, "the failure")
    QTest.qWait(300)
    assert len(helen.errors) == 1
    ways.append("192.168.1.7")
    helen.until(lambda: len(helen.errors) == 2, "the try on the new network")
    QTest.qWait(300)
    assert len(helen.errors) == 2
    assert background.stop()
    desk.close()


def test_stopping_ends_the_thread_and_says_nothing_more(laptop: Callable[[str], Laptop]) -> None:
    """After the casebook is locked nothing is exchanged and nobody is told anything."""
    helen = laptop("Helen")
    assert helen.background.stop()
    said = len(helen.said)
    helen.background.exchange_now()
    helen.background.look_again()
    QTest.qWait(200)
    assert len(helen.said) == said


def test_signing_out_keeps_everything(laptop: Callable[[str], Laptop], council: tuple[CouncilDesk, str]) -> None:
    """The form is back with the name filled in, and what is written waits."""
    helen = laptop("Helen")
    helen.sign_in(council[1], "helen")
    helen.until_all_there()
    helen.hands.press("Sign out")
    helen.hands.sees("Sign in to exchange with the council.")
    assert helen.hands.reads_in("Sign-in name") == "helen"
    assert helen.hands.reads_in("Password") == ""
