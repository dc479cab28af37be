"""Many councils on one PostgreSQL and behind one server: nothing of one is reached from another, whatever is tried."""

import http.client
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import psycopg
import pytest
from sqlalchemy import text

from app.practice.errors import FileMistake, StoreReadOnly, StoreUnreachable
from sync.protocol import COMPARE_PATH, EXCHANGE_PATH, HEALTH_PATH, SIGN_IN_PATH, CompareRequest, SignedIn, pack, unpack
from sync.server import doors, hosting, problems, provision, store
from sync.server.admin import CouncilDesk
from sync.server.serve import serving
from sync.server.web import WebFace
from tests.sync.councils import begun, room
from tests.sync.laptops import PASSWORD, Clock
from tests.sync.server.test_council import ask, sign_in
from tests.sync.throwaway import Postgres


@pytest.fixture
def two(postgres: Postgres, tmp_path: Path, clock: Clock) -> Iterator[tuple[CouncilDesk, CouncilDesk]]:
    """Elmbridge and Westbrook, on one database, with a member of staff and a person each."""
    with room(postgres) as first, room(postgres) as second:
        desks = []
        for place, database in (("elmbridge", first), ("westbrook", second)):
            desk = begun(tmp_path / place, clock, database, place.title())
            desk.add_staff("Ann", "ann", PASSWORD)
            desk.works_with("ann", desk.add_people([{"name": f"Somebody in {place}"}])[0])
            desks.append(desk)
        yield desks[0], desks[1]
        for desk in desks:
            desk.close()


def tried(desk: CouncilDesk, statement: str) -> str:
    """The code by which PostgreSQL refused the statement to the council's own role; empty when it was carried out."""
    database = store.read_database(desk.council.path)
    with psycopg.connect(database.url().replace("postgresql+psycopg", "postgresql"), autocommit=True) as connection:
        try:
            connection.execute("SET search_path TO public")
            connection.execute(statement)
        except psycopg.Error as refused:
            return refused.sqlstate or "?"
    return ""


def test_no_way_leads_from_one_schema_to_another(two: tuple[CouncilDesk, CouncilDesk], postgres: Postgres) -> None:
    """Qualified names, the search path, roles, ownership, functions, dumps, large objects, other databases, new privileges."""
    mine, other = two
    theirs, own = (store.read_database(each.council.path) for each in (other, mine))
    forbidden = [
        f"SELECT * FROM {theirs.schema}.revision",
        f"SELECT count(*) FROM {theirs.schema}.revision",
        f"INSERT INTO {theirs.schema}.token VALUES ('a', 'b', 'c')",
        f"UPDATE {theirs.schema}.member SET role = 'administrator'",
        f"DELETE FROM {theirs.schema}.revision",
        f"TRUNCATE {theirs.schema}.revision",
        f"COPY {theirs.schema}.revision TO STDOUT",
        f"CREATE TABLE {theirs.schema}.mine (a int)",
        f"CREATE VIEW {own.schema}.seen AS SELECT * FROM {theirs.schema}.revision",
        f"CREATE TABLE {own.schema}.child () INHERITS ({theirs.schema}.revision)",
        f"ALTER TABLE {theirs.schema}.revision SET SCHEMA {own.schema}",
        f"ALTER SCHEMA {theirs.schema} RENAME TO taken",
        f"DROP SCHEMA {theirs.schema} CASCADE",
        f"GRANT USAGE ON SCHEMA {theirs.schema} TO {own.role}",
        f"GRANT {theirs.role} TO {own.role}",
        f"SET ROLE {theirs.role}",
        f"SET SESSION AUTHORIZATION {theirs.role}",
        f"ALTER ROLE {theirs.role} PASSWORD 'known'",
        f"ALTER ROLE {own.role} SUPERUSER",
        f"ALTER ROLE {own.role} BYPASSRLS",
        f"REASSIGN OWNED BY {theirs.role} TO {own.role}",
        f"CREATE FUNCTION {theirs.schema}.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        f"LOCK TABLE {theirs.schema}.counter",
        f"SELECT * FROM {theirs.schema}.counter FOR UPDATE",
        "SELECT * FROM pg_authid",
        "SELECT * FROM pg_largeobject",
        "SELECT pg_read_file('/etc/passwd')",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "CREATE TABLE public.shared (a int)",
        "CREATE DATABASE mine",
        "CREATE ROLE mine",
        "CREATE EXTENSION dblink",
    ]
    carried_out = [statement for statement in forbidden if not tried(mine, statement)]
    assert carried_out == []
    with mine.council.writing() as connection:
        connection.execute(text(f"SET LOCAL search_path TO {theirs.schema}"))
        assert connection.execute(text("SELECT to_regclass('revision')")).scalar() is None
    with mine.council.writing() as connection:
        for catalogue in ("pg_stats", "information_schema.columns"):
            column = "schemaname" if catalogue == "pg_stats" else "table_schema"
            assert not connection.execute(text(f"SELECT 1 FROM {catalogue} WHERE {column} = :s"), {"s": theirs.schema}).all()
    wrong = theirs.url().replace("postgresql+psycopg", "postgresql").replace(theirs.password, own.password)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(wrong)
    assert [line.name for line in other.people()] == ["Somebody in westbrook"]
    assert [line.role for line in other.staff() if line.sign_in == "ann"] == ["worker"]


def test_a_token_and_a_laptop_of_one_are_nothing_to_the_other(two: tuple[CouncilDesk, CouncilDesk]) -> None:
    """The same laptop signed in at both is another laptop to each: tokens, counters and stops are apart."""
    mine, other = two
    first, second = (desk.council.sign_in(sign_in()) for desk in two)
    assert first.staff != second.staff
    for path, message in ((EXCHANGE_PATH, ask(9)), (COMPARE_PATH, CompareRequest())):
        shown = f"Bearer {first.token}"
        reply = doors.answer(other.council, "POST", path, shown, pack(message))
        assert unpack(reply.whole(), problems.Problem).code == problems.SIGN_IN_EXPIRED
    mine.council.exchange(first.token, ask(50))
    other.council.exchange(second.token, ask(2))
    mine.stop_device((b"=" * 16).hex(), "It was lost.")
    other.council.exchange(second.token, ask(3))
    with pytest.raises(problems.NoAnswer):
        mine.council.exchange(first.token, ask(51))


def asked(address: str, host: str, path: str, body: bytes = b"") -> tuple[int, bytes, dict[str, str]]:
    """What a server says that is called by a host name."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    connection.request("POST" if body else "GET", path, body or None, {"Host": host})
    answer = connection.getresponse()
    try:
        return answer.status, answer.read(), {name.lower(): value for name, value in answer.getheaders()}
    finally:
        connection.close()


def test_the_host_that_is_called_chooses(two: tuple[CouncilDesk, CouncilDesk], tmp_path: Path) -> None:
    """Each name leads to its own council, whatever its letters and its port; any other gets one and the same answer."""
    file = tmp_path / "hosts.toml"
    file.write_text(
        '# ours\n"elm.test" = "elmbridge"\nwest.test = "westbrook"\n"[::1]" = "westbrook"\n'.replace('"[::1]"', '"::1"')
    )
    with hosting.hosted(file) as hosts, serving(WebFace(hosts)) as address:
        for host, name in (("elm.test", "Elmbridge"), ("WEST.test:8471", "Westbrook"), ("elm.test.", "Elmbridge")):
            status, content, _ = asked(address, host, SIGN_IN_PATH, pack(sign_in()))
            assert (status, unpack(content, SignedIn).council_name) == (200, name)
            assert asked(address, host, HEALTH_PATH)[0] == 200
        strangers = {
            (status, content, tuple(sorted(headers)))
            for host in ("", "other.test", "127.0.0.1", "elm.test.west.test", "x" * 200, "elm.test/../west.test")
            for path, body in ((HEALTH_PATH, b""), (SIGN_IN_PATH, pack(sign_in())), ("/", b""), (EXCHANGE_PATH, pack(ask())))
            for status, content, headers in [asked(address, host, path, body)]
        }
        assert len(strangers) == 1
        (said,) = strangers
        assert not [word for word in (b"Elm", b"West", b"elm", b"west") if word in said[1]]
        assert said[0] >= 400


MISTAKES = {
    '"elm.test" = "elmbridge"\n"elm.test" = "westbrook"\n': "line 2",
    '"elm.test" = "elmbridge"\n\n"ELM.test" = "westbrook"\n': "line 3",
    '# a\n"http://elm.test" = "elmbridge"\n': "line 2",
    '"elm.test:80" = "elmbridge"\n': "line 1",
    '"elm.test" = 3\n': "line 1",
    '"elm.test" = "nowhere"\n': "line 1",
    '"elm.test" = "elmbridge"\n"west.test" = "copy"\n': "line 2",
    '"elm.test" "elmbridge"\n': "line 1",
    "": "the file",
}


def test_a_mistake_in_the_file_is_named(two: tuple[CouncilDesk, CouncilDesk], tmp_path: Path) -> None:
    """By its line; and two folders never lead to one schema."""
    (tmp_path / "copy").mkdir()
    way = tmp_path / "copy" / store.DATABASE_FILE
    way.write_bytes((tmp_path / "elmbridge" / store.DATABASE_FILE).read_bytes())
    way.chmod(0o600)
    for said, where in MISTAKES.items():
        (tmp_path / "hosts.toml").write_text(said)
        with pytest.raises(FileMistake) as caught:
            hosting.read_hosts(tmp_path / "hosts.toml")
        assert caught.value.where == where, said


def test_the_way_to_the_database_is_for_its_owner_only(two: tuple[CouncilDesk, CouncilDesk], tmp_path: Path) -> None:
    """A file that others may read is refused, and so is an address with a password; nothing shows the password."""
    mine, _ = two
    database = store.read_database(mine.council.path)
    assert mine.council.path.stat().st_mode & 0o077 == 0
    assert database.password not in repr(mine.council.store)
    assert database.password not in str(mine.council.store.engine.url)
    mine.council.path.chmod(0o640)
    with pytest.raises(FileMistake):
        store.read_database(mine.council.path)
    mine.council.path.chmod(0o600)
    for address in (
        "postgresql://a:b@host/db",
        "postgresql://host/db?password=b",
        "mysql://host/db",
        "nothing",
        "postgresql://host",
    ):
        with pytest.raises(FileMistake):
            store.check_address(address, "")


def test_a_name_that_is_taken_or_none_makes_nothing(postgres: Postgres, two: tuple[CouncilDesk, CouncilDesk]) -> None:
    """Neither a second council in a schema, nor a schema with a name of PostgreSQL's own or with anything to be quoted in it."""
    taken = store.read_database(two[0].council.path).schema
    for name in (taken, "public", "pg_catalog", "Elm", 'a"; DROP SCHEMA x', "", "1a", "a" * 60):
        with pytest.raises(FileMistake):
            provision.make_room(postgres.url, name)


def test_a_database_that_is_not_there_is_said(two: tuple[CouncilDesk, CouncilDesk], tmp_path: Path, postgres: Postgres) -> None:
    """No server, no such database, another password, a schema that is gone, a database that may only be read."""
    database = store.read_database(two[0].council.path)
    folder = tmp_path / "broken"
    folder.mkdir()
    for change in (
        {"address": "postgresql://127.0.0.1:1/nothing"},
        {"address": postgres.database("nothing").address},
        {"password": "wrong"},
        {"schema": "missing"},
    ):
        (folder / store.DATABASE_FILE).unlink(missing_ok=True)
        store.write_database(folder / store.DATABASE_FILE, msgspec.structs.replace(database, **change))
        with pytest.raises(StoreUnreachable):
            store.open_store(folder)
    with pytest.raises(StoreReadOnly):
        write_where_none_may(two[0])


def write_where_none_may(desk: CouncilDesk) -> None:
    with desk.council.writing() as connection:
        connection.execute(text("SET TRANSACTION READ ONLY"))
        connection.execute(text("UPDATE counter SET number = number"))
