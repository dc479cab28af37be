"""Who may do what to the audit on PostgreSQL: an owner, as whom nobody ever signs in, and the working role that adds rows.

The role that the servers use owns every other table of its schema, for it takes schema steps and writes tables anew. The schema,
the audit, and the trigger that refuses changes belong to a second role without a password: whoever has the servers' password, or
a server itself, can read the audit and add to it, and neither change a row nor take the guard away. Only whoever administers the
database can; no role in PostgreSQL keeps them out, so the chain and its marks (`sync.server.chain`) are what speaks against them.
"""

from sqlalchemy import Connection, text

from app.practice.errors import FileMistake
from sync.server.provision import administrator, owner_of
from sync.server.store import Database

_GUARD = "audit_only_grows"
_THERE = """
SELECT 1 FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE relname = 'audit' AND nspname = :schema
"""
_HOLES = f"""
SELECT 'it owns the schema' FROM pg_namespace
  WHERE nspname = current_schema() AND pg_has_role(current_user, nspowner, 'MEMBER')
UNION ALL SELECT 'it owns the audit' FROM pg_class
  WHERE oid = to_regclass('audit') AND pg_has_role(current_user, relowner, 'MEMBER')
UNION ALL SELECT 'it owns the guard of the audit' FROM pg_proc
  WHERE proname = '{_GUARD}' AND pronamespace = current_schema()::regnamespace AND pg_has_role(current_user, proowner, 'MEMBER')
UNION ALL SELECT 'it may ' || lower(act) || ' rows of the audit' FROM unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) AS act
  WHERE has_table_privilege(to_regclass('audit'), act)
UNION ALL SELECT 'the guard of the audit is switched off' WHERE NOT EXISTS
  (SELECT 1 FROM pg_trigger WHERE tgrelid = to_regclass('audit') AND tgname = '{_GUARD}' AND tgenabled IN ('O', 'A'))
"""


def guard_audit(admin: str, database: Database) -> None:
    """Give schema and audit of the council to an owner of their own. Done again it does no harm; servers go on meanwhile.

    `admin` is the database as its administrator reaches it. Raises `FileMistake` when the council is not in it, and the
    `Store...` family: then nothing has changed.
    """
    role, schema, owner = database.role, database.schema, owner_of(database.role)
    with administrator(admin) as connection:
        if connection.execute(text(_THERE), {"schema": schema}).first() is None:
            raise FileMistake(file="", where="database", what=f"there is no audit in the schema {schema} of this database")
        if not connection.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :name"), {"name": owner}).first():
            connection.exec_driver_sql(f'CREATE ROLE "{owner}" NOLOGIN NOINHERIT')
        connection.exec_driver_sql(f'GRANT "{role}", "{owner}" TO CURRENT_USER')
        for statement in (
            f'ALTER SCHEMA "{schema}" OWNER TO "{owner}"',
            f'GRANT USAGE, CREATE ON SCHEMA "{schema}" TO "{role}"',
            f'ALTER FUNCTION "{schema}".{_GUARD}() OWNER TO "{owner}"',
            f'ALTER TABLE "{schema}".audit OWNER TO "{owner}"',
            f'ALTER TABLE "{schema}".audit ENABLE ALWAYS TRIGGER {_GUARD}',
            f'REVOKE ALL ON "{schema}".audit FROM PUBLIC, "{role}"',
            f'GRANT SELECT, INSERT ON "{schema}".audit TO "{role}"',
            f'GRANT SELECT ON SEQUENCE "{schema}".audit_number_seq TO "{role}"',
            f'REVOKE "{role}", "{owner}" FROM CURRENT_USER',
        ):
            connection.exec_driver_sql(statement)


def holes(connection: Connection) -> list[str]:
    """What the role of this connection could do to rows of the audit that were written, in words; nothing when it is guarded. An
    embedded file has no roles: there it is nothing that could be asked.
    """
    return [] if connection.dialect.name == "sqlite" else list(connection.execute(text(_HOLES)).scalars())
