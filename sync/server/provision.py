"""Room for a council in a PostgreSQL: a schema and a role of its own, made by whoever administers the database.

The role works in its schema and nowhere else: in no other council's schema, not in `public`, as no other role. Its password is
made here and goes only into the council's `database.toml`. Once the tables are there, the schema and the audit go to an owner as
whom nobody signs in: see `sync.server.guard`.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, make_url, text
from sqlalchemy.exc import DBAPIError

from app.practice.errors import FileMistake
from sync.server.store import SCHEMA, Database, check_address, postgres_engine, timeouts, translated_postgres

PASSWORD_BYTES = 24


def make_room(admin: str, schema: str, *, role: str = "", address: str = "", pooled: bool = False) -> Database:
    """Make schema and role in the database at `admin`, postgresql://administrator@host:port/database, and say how to get there.

    The role is called what the schema is called, unless `role` says otherwise. `address` is what the servers reach it by when
    that is another one (pgbouncer's). Raises `FileMistake` when a name cannot be one or is taken, and the `Store...` family.
    """
    role = role or schema
    for name in (schema, role):
        if not SCHEMA.fullmatch(name) or name.startswith("pg_") or name in ("public", "information_schema", "none"):
            raise FileMistake(file="", where="schema", what=f"{name}: small letters, digits and _ only, a letter first")
    if address:
        check_address(address, "")
    at = address or make_url(admin)._replace(username=None, password=None, drivername="postgresql").render_as_string()
    made = Database(at, schema, role, secrets.token_urlsafe(PASSWORD_BYTES), pooled=pooled)
    with administrator(admin) as connection:
        for what, query, name in (
            ("schema", "pg_namespace WHERE nspname", schema),
            ("role", "pg_roles WHERE rolname", role),
            ("role", "pg_roles WHERE rolname", owner_of(role)),
        ):
            if connection.execute(text(f"SELECT 1 FROM {query} = :name"), {"name": name}).first():
                raise FileMistake(file="", where="schema", what=f"there is a {what} called {name} already")
        _make(connection, made, make_url(admin).database or "")
    return made


def clear_room(admin: str, schema: str, *, role: str = "") -> None:
    """Take schema and roles away again, with all that is in them: for a beginning that did not end."""
    role = role or schema
    with administrator(admin) as connection:
        query = text("SELECT rolname FROM pg_roles WHERE rolname IN (:role, :owner)")
        found = connection.execute(query, {"role": role, "owner": owner_of(role)}).scalars().all()
        for each in found:
            connection.execute(text(f'GRANT "{each}" TO CURRENT_USER'))
        connection.execute(text(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE'))
        for each in found:
            connection.execute(text(f'DROP OWNED BY "{each}"'))
            connection.execute(text(f'DROP ROLE "{each}"'))


def owner_of(role: str) -> str:
    """What the role is called that owns the audit of the council whose servers work as `role`: see `sync.server.guard`."""
    return f"{role}_owner"


def _make(connection: Connection, made: Database, database: str) -> None:
    """Names are of small letters, digits and _, and the scrambled password has no quote in it: no more quoting is needed."""
    role, schema = made.role, made.schema
    may = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT NOREPLICATION NOBYPASSRLS"
    connection.exec_driver_sql(f"CREATE ROLE \"{role}\" {may} PASSWORD '{_scrambled(connection, made)}'")
    connection.execute(text(f'GRANT "{role}" TO CURRENT_USER'))
    connection.execute(text(f'CREATE SCHEMA "{schema}" AUTHORIZATION "{role}"'))
    for name, value in {"search_path": f'"{schema}", pg_temp', **timeouts()}.items():
        said = value if name == "search_path" else f"'{value}'"
        connection.execute(text(f'ALTER ROLE "{role}" IN DATABASE "{database}" SET {name} = {said}'))
    connection.execute(text(f'REVOKE "{role}" FROM CURRENT_USER'))
    with suppress(DBAPIError), connection.begin_nested():  # PostgreSQL 14 and older let everybody write into public
        connection.execute(text("REVOKE CREATE ON SCHEMA public FROM PUBLIC"))
    with suppress(DBAPIError), connection.begin_nested():
        connection.execute(text(f'GRANT CONNECT, TEMPORARY ON DATABASE "{database}" TO "{role}"'))


def _scrambled(connection: Connection, made: Database) -> str:
    """The password as PostgreSQL keeps it: what it really is never leaves this machine, so no log has it."""
    raw: Any = connection.connection.driver_connection
    return str(raw.pgconn.encrypt_password(made.password.encode(), made.role.encode(), b"scram-sha-256").decode())


@contextmanager
def administrator(admin: str) -> Iterator[Connection]:
    """One transaction in the database as its administrator."""
    url = make_url(admin)
    check_address(url._replace(password=None).render_as_string(), "")
    engine = postgres_engine(url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False))
    try:
        with translated_postgres(Path(url.host or "PostgreSQL")), engine.connect() as connection, connection.begin():
            yield connection
    finally:
        engine.dispose()
