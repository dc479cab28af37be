"""The `council` commands with a council on PostgreSQL, and what PostgreSQL says in the house's own errors."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from app.__main__ import main
from app.practice.errors import Bug, KitchenTableError, StoreBusy, StoreDamaged, StoreFull, StoreReadOnly, StoreUnreachable
from sync.server import provision, store
from sync.server.admin import CouncilDesk
from sync.server.projection import uk_day
from tests.sync.laptops import Clock, Laptop
from tests.sync.throwaway import Postgres

Make = Callable[..., Laptop]


@pytest.fixture
def begun(postgres: Postgres, tmp_path: Path) -> Iterator[Path]:
    """A council begun from the command line: its folder."""
    url = make_url(postgres.url)
    (tmp_path / "admin").write_text(f"{url.password}\n")
    (tmp_path / "password").write_text("example-password\n")
    name = f"commands_{postgres.mark}"
    address = url._replace(password=None).render_as_string()
    given = ["council", "begin", "Elmbridge", "--administrator", "Ruth", "--sign-in", "ruth", "--schema", name]
    given += ["--database", address, "--database-password-file", str(tmp_path / "admin")]
    given += ["--password-file", str(tmp_path / "password"), "--data", str(tmp_path / "elm")]
    assert main(given) == 0
    assert main(given) == 2
    yield tmp_path / "elm"
    provision.clear_room(postgres.url, name)


def test_a_council_is_run_from_the_command_line(begun: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Begun, staffed, given people, listed; no password is ever said or left where others read it."""
    database = store.read_database(begun / store.DATABASE_FILE)
    (tmp_path / "people.csv").write_text("name,council_number\nMargaret Okafor,EV-1\n")
    data = ["--data", str(begun)]
    password = ["--password-file", str(tmp_path / "password")]
    assert main(["council", "add-staff", "Jo Marsh", "--sign-in", "jo", *password, *data]) == 0
    assert main(["council", "add-people", str(tmp_path / "people.csv"), *data]) == 0
    assert main(["council", "works-with", "jo", "EV-1", *data]) == 0
    for task in ("staff", "people", "laptops", "held"):
        assert main(["council", task, *data]) == 0
    said = capsys.readouterr()
    assert "jo\tJo Marsh\tworker" in said.out
    assert "EV-1\tMargaret Okafor\tJo Marsh" in said.out
    assert database.password not in said.out + said.err
    assert "example-password" not in said.out + said.err
    for each in begun.iterdir():
        assert each.name == store.DATABASE_FILE or database.password.encode() not in each.read_bytes()


@pytest.mark.parametrize(
    "given",
    [
        ["--database", "postgresql://a:b@/x"],
        ["--database", "postgresql:///x"],
        ["--schema", "elm"],
        ["--database", "postgresql:///x?password=b", "--schema", "elm"],
        ["--database", "postgresql://a:b@/x", "--schema", "elm"],
        ["--database", "nonsense", "--schema", "elm"],
    ],
)
def test_what_is_given_wrongly_makes_nothing(tmp_path: Path, given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """An address with a password in it, one without a schema, a schema without one."""
    (tmp_path / "password").write_text("example-password\n")
    begin = ["council", "begin", "Elm", "--administrator", "R", "--sign-in", "r", "--password-file", str(tmp_path / "password")]
    assert main([*begin, "--data", str(tmp_path / "elm"), *given]) == 2
    assert not (tmp_path / "elm").exists()
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("53100", StoreFull),
        ("53300", StoreBusy),
        ("55P03", StoreBusy),
        ("40P01", StoreBusy),
        ("23505", StoreBusy),
        ("25006", StoreReadOnly),
        ("XX001", StoreDamaged),
        ("58030", StoreDamaged),
        ("57P01", StoreUnreachable),
        ("08006", StoreUnreachable),
        ("28P01", StoreUnreachable),
        ("42P01", Bug),
        ("22003", Bug),
    ],
)
def test_what_postgresql_says_is_one_of_our_errors(code: str, kind: type[KitchenTableError], tmp_path: Path) -> None:
    """By its code; and none of its words, which may hold somebody's, are taken over."""
    original = psycopg.errors.lookup(code)("words of a person")
    found = store.known(DBAPIError("INSERT", None, original), tmp_path)
    assert type(found) is kind
    assert "person" not in str(found.facts)


def test_a_server_that_is_silent_is_unreachable(tmp_path: Path) -> None:
    """A failure to connect has no code at all."""
    refused = DBAPIError("", None, psycopg.OperationalError("connection refused"))
    assert type(store.known(refused, tmp_path)) is StoreUnreachable


def test_access_begins_with_the_day_in_the_united_kingdom(desk: CouncilDesk, new_laptop: Make, clock: Clock) -> None:
    """In summer the day begins an hour before it does in UTC."""
    assert uk_day(datetime(2027, 6, 30, 23, 30, tzinfo=UTC)) == date(2027, 7, 1)
    assert uk_day(datetime(2027, 1, 1, 0, 30, tzinfo=UTC)) == date(2027, 1, 1)
    person = desk.add_people([{"name": "Grace"}])[0]
    clock.now = datetime(2027, 6, 30, 22, 30, tzinfo=UTC)
    ann = new_laptop("ann")
    desk.works_with("ann", person, since=date(2027, 7, 1))
    ann.exchanger.exchange()
    before = len(ann.ids())
    clock.on(hours=1)
    ann.exchanger.exchange()
    assert len(ann.ids()) > before
