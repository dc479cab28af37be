"""The council's server away, at a wrong address, refusing, or a hotel in its place: said in words, while the visit goes on."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from app.casebook.people import people
from app.casebook.saying import statements_of
from app.office import Office
from app.practice.people import Council
from sync.server.admin import CouncilDesk, begin_council
from sync.server.council import Settings
from sync.server.serve import serving
from tests.desks import PASSPHRASE, QUICK, make_desk
from tests.journeys.laptop import FIELD, Book, Laptop, now

PASSWORD = "a long password"
WELCOME = b"<!doctype html><html><title>Grand Hotel</title><body>Welcome to our wireless. Room number?</body></html>"
UNREACHABLE = "The council's server did not answer. Everything is on this laptop and will go by itself when it does."
STRANGE = "Something other than the council's server answered, perhaps a sign-in page of this network."
REFUSED = "The council's server did not accept the name and password. Everything is on this laptop."
STOPS_HERE = "until the visit is paused or ended."


class Hotel(BaseHTTPRequestHandler):
    """Answers 200 and its own page to whatever is asked."""

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(WELCOME)))
        self.end_headers()
        self.wfile.write(WELCOME)

    do_POST = do_PUT = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """A hotel says nothing."""


@contextmanager
def hotel(port: int = 0) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", port), Hotel) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.fixture
def council(tmp_path: Path) -> Iterator[CouncilDesk]:
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
    yield desk
    desk.close()


@pytest.fixture
def laptop(tmp_path: Path, opened: Callable[..., Laptop]) -> Laptop:
    made = opened(Book(tmp_path / "book").folder)
    made.unlock()
    return made


def open_story(laptop: Laptop) -> None:
    laptop.hands.press(laptop.line[:22])
    laptop.hands.sees("Where your words are")


def sign_in(laptop: Laptop, address: str, password: str = PASSWORD, name: str = "helen") -> None:
    hands = laptop.hands
    hands.replace_in("The council's address", address)
    hands.replace_in("Sign-in name", name)
    hands.replace_in("Password", password)
    hands.press("Sign in")


def wait_for(come: Callable[[], bool], laptop: Laptop, what: str) -> None:
    for _ in range(600):
        if come():
            return
        QTest.qWait(50)
    raise AssertionError(f"{what} did not come; the line says {laptop.line!r}")


def say_in_visit(laptop: Laptop, words: str) -> None:
    """Back in the visit, go on talking."""
    hands = laptop.hands
    if laptop.window.shell.current == "story":
        hands.press("Back")
    assert laptop.window.shell.current == "visit"
    hands.choose("Maggie")
    hands.type_into(FIELD, words)
    hands.press("Keep this")
    hands.sees(f"“{words}”")
    assert laptop.line.startswith("Saved on this laptop ")


def a_colleague_reads(tmp_path: Path, council: CouncilDesk, address: str, person: str) -> list[str]:
    """What Jo's laptop has of Maggie's words after an exchange."""
    council.works_with("jo", person)
    desk = make_desk(tmp_path / "jo", "Jo Marsh", now)
    exchanger = Office(tmp_path / "jo").exchanger(desk)
    exchanger.sign_in("jo", PASSWORD, address)
    assert exchanger.exchange().proved_equal
    words = [each.body.words for each in statements_of(desk, person)]
    exchanger.close()
    desk.book.close()
    return words


@pytest.mark.timeout(120)
def test_sign_in_after_sign_in_goes_wrong(laptop: Laptop, council: CouncilDesk, tmp_path: Path) -> None:
    """Nobody there, a wrong name, a hotel, a wrong password: each its own sentence; then the right one gets everything."""
    hands = laptop.hands
    (maggie,) = [each.record for each in people(laptop.desk)]
    said = ["Radio 3 on low."]
    say_in_visit(laptop, said[0])
    with serving(council.council) as address, hotel() as inn:
        wrong = (
            ("http://127.0.0.1:9", PASSWORD, UNREACHABLE),
            ("http://no-such-council.invalid", PASSWORD, UNREACHABLE),
            ("not an address", PASSWORD, UNREACHABLE),
            (inn, PASSWORD, STRANGE),
            (address, "a guess", REFUSED),
        )
        for at, password, says in wrong:
            open_story(laptop)
            sign_in(laptop, at, password)
            hands.sees(says)
            assert hands.reads_in("Sign-in name") == "helen"
            assert hands.reads_in("The council's address") == at
            assert "with the council," not in laptop.line
            assert laptop.line.startswith("Saved on this laptop")
            said.append(f"And number {len(said)}.")
            say_in_visit(laptop, said[-1])
        open_story(laptop)
        sign_in(laptop, address)
        hands.sees("Signed in as helen")
        hands.press("Back")
        hands.sees(FIELD)
        wait_for(lambda: STOPS_HERE in laptop.line, laptop, "what stays until the visit ends")
        hands.press("End the visit")
        hands.sees("What we know")
        assert laptop.window.rooms is not None
        laptop.window.rooms.background.exchange_now()
        wait_for(lambda: "with the council, " in laptop.line, laptop, "everything with the council")
        assert a_colleague_reads(tmp_path, council, address, maggie) == said


@pytest.mark.timeout(120)
def test_the_server_goes_and_a_hotel_comes(laptop: Laptop, council: CouncilDesk, tmp_path: Path) -> None:
    """Signed in, then no server, then a hotel at its address, then the server again: the page says each, nothing is lost."""
    hands = laptop.hands
    (maggie,) = [each.record for each in people(laptop.desk)]
    with serving(council.council) as address:
        open_story(laptop)
        sign_in(laptop, address)
        hands.sees("Signed in as helen")
        hands.sees("Last exchange that went well")
    port = int(address.rsplit(":", 1)[1])
    say_in_visit(laptop, "Radio 3 on low.")
    open_story(laptop)
    hands.press("Exchange now")
    hands.sees(UNREACHABLE)
    hands.does_not_see("That went well.")
    say_in_visit(laptop, "Off when anyone talks to me.")
    with hotel(port):
        open_story(laptop)
        hands.press("Exchange now")
        hands.sees(STRANGE)
        hands.does_not_see("Grand Hotel")
        hands.does_not_see("html")
        assert laptop.line.startswith("Saved on this laptop")
        assert STOPS_HERE in laptop.line
        say_in_visit(laptop, "Lights off.")
    hands.press("End the visit")
    hands.sees("What we know")
    with serving(council.council, port=port):
        assert laptop.window.rooms is not None
        laptop.window.rooms.background.note_network_back()
        wait_for(lambda: "with the council, " in laptop.line, laptop, "everything with the council")
        said = ["Radio 3 on low.", "Off when anyone talks to me.", "Lights off."]
        assert a_colleague_reads(tmp_path, council, address, maggie) == said
    laptop.close()
    office = Office(laptop.office.folder)
    assert [each.body.words for each in statements_of(office.open(PASSPHRASE), maggie)] == said
    office.close()
