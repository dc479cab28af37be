"""The audit on PostgreSQL belongs to somebody else than the role that the servers work as, which can read it and add to it, and
touch no row that stands there, nor their guard. A council with one role goes on, is told so, and can be guarded."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url, text

from app.__main__ import main
from app.practice.errors import FileMistake
from app.records.revision import person_scope
from sync.server import audit, chain, guard, provision, store
from sync.server.admin import CouncilDesk
from tests.sync.councils import begun, room
from tests.sync.laptops import PASSWORD, Clock, Laptop, laptop_over
from tests.sync.laptops import cheap_casebook as casebook
from tests.sync.throwaway import Postgres

ONE_ROLE = ["it owns the schema", "it owns the audit", "it owns the guard of the audit"]


def tried(desk: CouncilDesk, statement: str) -> str:
    """The code by which PostgreSQL refused the statement to the working role; empty when it was carried out."""
    url = store.read_database(desk.council.path).url().replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(url) as connection:
        try:
            connection.execute(statement)
        except psycopg.Error as refused:
            return refused.sqlstate or "?"
    return ""


def ways(desk: CouncilDesk) -> list[str]:
    """All that whoever has the servers' password might try."""
    database = store.read_database(desk.council.path)
    role, schema, owner = database.role, database.schema, provision.owner_of(database.role)
    return [
        "UPDATE audit SET act = 'nothing' WHERE number = 2",
        "DELETE FROM audit WHERE number = 2",
        "TRUNCATE audit",
        "TRUNCATE revision, audit CASCADE",
        "INSERT INTO audit SELECT * FROM audit WHERE number = 2 ON CONFLICT (number) DO UPDATE SET act = 'nothing'",
        "SELECT * FROM audit WHERE number = 2 FOR UPDATE",
        "ALTER TABLE audit DISABLE TRIGGER audit_only_grows",
        "ALTER TABLE audit DISABLE TRIGGER ALL",
        "ALTER TABLE audit DISABLE TRIGGER USER",
        "SET session_replication_role = replica",
        "DROP TRIGGER audit_only_grows ON audit",
        "ALTER TRIGGER audit_only_grows ON audit RENAME TO nothing",
        "CREATE OR REPLACE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
        "ALTER FUNCTION audit_only_grows() RENAME TO nothing",
        "DROP FUNCTION audit_only_grows CASCADE",
        "DROP TABLE audit",
        "DROP TABLE audit CASCADE",
        "ALTER TABLE audit RENAME TO before",
        "ALTER TABLE audit ADD COLUMN b int",
        "ALTER TABLE audit SET UNLOGGED",
        f"ALTER TABLE audit OWNER TO {role}",
        "CREATE RULE nothing AS ON INSERT TO audit DO INSTEAD NOTHING",
        "CREATE TRIGGER nothing BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "CREATE TABLE child () INHERITS (audit)",
        f"GRANT UPDATE ON audit TO {role}; UPDATE audit SET act = 'nothing'",
        f"DROP SCHEMA {schema} CASCADE",
        f"ALTER SCHEMA {schema} RENAME TO before",
        f"SET ROLE {owner}",
        f"SET SESSION AUTHORIZATION {owner}",
        f"GRANT {owner} TO {role}",
        f"ALTER ROLE {owner} LOGIN PASSWORD 'known'",
        f"REASSIGN OWNED BY {owner} TO {role}",
        f"DROP OWNED BY {owner} CASCADE",
        "UPDATE pg_trigger SET tgenabled = 'D'",
        "DELETE FROM pg_depend",
    ]


def test_the_working_role_adds_to_the_audit_and_can_do_nothing_else(postgres_desk: CouncilDesk) -> None:
    with postgres_desk.council.writing() as connection:
        audit.note(connection, postgres_desk.council.clock(), "one more")
    with postgres_desk.council.store.reading() as connection:
        before = connection.execute(text("SELECT count(*), max(number) FROM audit")).one()
        assert guard.holes(connection) == []
    assert [each for each in ways(postgres_desk) if not tried(postgres_desk, each)] == []
    with postgres_desk.council.store.reading() as connection:
        assert connection.execute(text("SELECT count(*), max(number) FROM audit")).one() == before
        assert chain.check(connection).fault == ""


@pytest.fixture
def one_role(postgres: Postgres, tmp_path: Path, clock: Clock) -> Iterator[CouncilDesk]:
    """A council as it was begun before there was an owner."""
    with room(postgres) as database:
        desk = begun(tmp_path / "council", clock, database)
        yield desk
        desk.close()


def test_a_council_with_one_role_goes_on_and_is_told_so(
    one_role: CouncilDesk, postgres: Postgres, tmp_path: Path, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its role could have done nearly all of it. Guarded while it goes on, it can no more, and everything works as it did."""
    one_role.add_staff("Ann", "ann", PASSWORD)
    ann = laptop_over(casebook(tmp_path / "ann", "ann", clock), one_role.council, clock)
    ann.sign_in("ann")
    grace = written(ann)
    with one_role.council.store.reading() as connection:
        assert guard.holes(connection) == [
            *ONE_ROLE,
            *(f"it may {act} rows of the audit" for act in ("update", "delete", "truncate")),
        ]
    assert main(["council", "check", "--data", str(tmp_path / "council")]) == 0
    said = capsys.readouterr().out
    assert "could change rows of the audit" in said
    assert "Everything checks." in said
    assert tried(one_role, "ALTER TABLE audit DISABLE TRIGGER ALL") == ""

    url = make_url(postgres.url)
    (tmp_path / "admin").write_text(f"{url.password}\n")
    given = ["--database", url._replace(password=None).render_as_string(), "--database-password-file", str(tmp_path / "admin")]
    for _ in range(2):
        assert main(["council", "guard-audit", *given, "--data", str(tmp_path / "council")]) == 0
    assert main(["council", "check", "--data", str(tmp_path / "council")]) == 0
    assert "could change" not in capsys.readouterr().out
    assert [each for each in ways(one_role) if not tried(one_role, each)] == []
    ann.say(grace, "And on it goes.")
    assert ann.exchanger.exchange().proved_equal
    one_role.council.store.rewrite()
    assert one_role.check_audit([]).fault == ""
    ann.exchanger.close()
    ann.book.close()


def test_a_guard_that_was_switched_off_is_named(one_role: CouncilDesk, postgres: Postgres) -> None:
    database = store.read_database(one_role.council.path)
    guard.guard_audit(postgres.url, database)
    postgres.psql(f"ALTER TABLE {database.schema}.audit DISABLE TRIGGER ALL")
    with one_role.council.store.reading() as connection:
        assert guard.holes(connection) == ["the guard of the audit is switched off"]
    postgres.psql(f"ALTER TABLE {database.schema}.audit ENABLE TRIGGER ALL")
    postgres.psql(f"GRANT UPDATE ON {database.schema}.audit TO {database.role}")
    with one_role.council.store.reading() as connection:
        assert guard.holes(connection) == ["it may update rows of the audit"]


def test_who_administers_need_not_be_almighty(postgres: Postgres, tmp_path: Path, clock: Clock) -> None:
    """As where PostgreSQL is somebody else's service: they may make roles and schemas, and nothing more."""
    name = f"keeper_{postgres.mark}"
    postgres.psql(f"CREATE ROLE {name} LOGIN CREATEROLE PASSWORD 'throw-away'")
    postgres.psql(f"GRANT CREATE ON DATABASE postgres TO {name} WITH GRANT OPTION")
    keeper = make_url(postgres.url).set(username=name, password="throw-away").render_as_string(hide_password=False)
    database = provision.make_room(keeper, f"small_{postgres.mark}")
    try:
        desk = begun(tmp_path / "council", clock, database)
        guard.guard_audit(keeper, database)
        assert [each for each in ways(desk) if not tried(desk, each)] == []
        desk.close()
    finally:
        provision.clear_room(postgres.url, database.schema)
        postgres.psql(f"DROP OWNED BY {name}")
        postgres.psql(f"DROP ROLE {name}")


def test_what_is_not_there_cannot_be_guarded(postgres: Postgres, desk: CouncilDesk, tmp_path: Path) -> None:
    with room(postgres) as database, pytest.raises(FileMistake):
        guard.guard_audit(postgres.url, database)
    given = ["council", "guard-audit", "--database", "postgresql:///councils", "--data", str(tmp_path / "council")]
    assert main(given) == 2
    with desk.council.store.reading() as connection:
        assert guard.holes(connection) == []


def written(laptop: Laptop) -> str:
    """Somebody new, and a first sentence."""
    grace = laptop.add_person()
    laptop.say(grace, "Ring twice and wait.")
    assert laptop.exchanger.exchange().proved_equal
    assert person_scope(grace)
    return grace
