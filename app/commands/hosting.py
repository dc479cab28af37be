"""Commands for whoever runs the council's server: a council on PostgreSQL, many behind one server, backups."""

import argparse
from contextlib import closing
from urllib.parse import quote, urlsplit, urlunsplit

from app.commands.terms import DONE, FAILED, passphrase, say
from app.practice.errors import FileMistake
from app.practice.people import Council


def begin_council(args: argparse.Namespace) -> int:
    """`kitchen-table council begin`."""
    from sync.server import guard, provision
    from sync.server.admin import begin_council as begin
    from sync.server.admin import check_beginning
    from sync.server.store import Database

    about = Council(name=args.name, telephone=args.telephone, address=args.address, hours=args.hours, disagree=args.disagree)
    password = passphrase(args.password_file, "Password: ")
    check_beginning(args.data, password)
    room: Database | None = None
    if args.database or args.schema:
        admin = _administrators(args)
        room = provision.make_room(admin, args.schema, address=args.servers_reach_it_at, pooled=args.pooled)
    args.data.mkdir(parents=True, exist_ok=True)
    try:
        desk = begin(args.data, about, administrator=args.administrator, sign_in=args.sign_in, password=password, database=room)
        if room is not None:
            guard.guard_audit(admin, room)
    except BaseException:
        if room is not None:
            provision.clear_room(admin, args.schema)
            (args.data / "database.toml").unlink(missing_ok=True)
        raise
    key = args.key or args.data / "council-key.json"
    desk.make_key(key)
    desk.close()
    say(f"{args.name} has begun in {args.data}. {args.administrator} signs in as {args.sign_in}.")
    say(f"The council's key is in {key}. Store it away from this server: it opens casebooks, and is nowhere else.")
    if room is not None:
        say(f"Its record is in the schema {room.schema}. How to get there is in {args.data / 'database.toml'}: keep it safe.")
    return DONE


def serve_hosts(args: argparse.Namespace) -> int:
    """`kitchen-table council serve`."""
    from sync.server.hosting import hosted
    from sync.server.serve import serve_many, settings_of

    with hosted(args.hosts) as hosts:
        for host in sorted(hosts.councils):
            say(f"{host}\t{hosts.councils[host].home}")
        serve_many(
            hosts,
            hosts.councils.values(),
            args.hosts.absolute().parent,
            args.host,
            args.port,
            lambda address: say(f"The councils' server answers at {address}"),
            settings=settings_of(args.settings, args.watch),
            watching=lambda address: say(f"Figures are at {address}/metrics"),
        )
    return DONE


def _administrators(args: argparse.Namespace) -> str:
    """Where the database is and as whom, with the password that no command line may hold."""
    if not args.database or not args.schema:
        raise FileMistake(file="", where="database", what="--database and --schema are given together, or neither")
    return _as_administrator(args)


def _as_administrator(args: argparse.Namespace) -> str:
    from sync.server.store import check_address

    check_address(args.database, "")
    if args.database_password_file is None:
        return str(args.database)
    return with_password(args.database, passphrase(args.database_password_file, ""))


def with_password(address: str, password: str) -> str:
    """The address with a password in it: for the driver, never to be said."""
    parts = urlsplit(address)
    name, mark, host = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{name or 'postgres'}:{quote(password, safe='')}{mark or '@'}{host}"))


def backup(args: argparse.Namespace) -> int:
    """`kitchen-table council backup`."""
    from sync.server.audit import standing
    from sync.server.backup import back_up
    from sync.server.council import open_council

    made = back_up(args.data, args.to, tools=args.tools)
    say(f"{made.file} holds {made.revisions} revisions and was read back whole. Laptops are told so from now on.")
    with closing(open_council(args.data)) as council, council.store.reading() as connection:
        say(f"The audit has come to {standing(connection)}. Keep this line apart from the server: council audit --check --known")
    return DONE


def restore(args: argparse.Namespace) -> int:
    """`kitchen-table council restore`."""
    from sync.server import guard, provision, restoring

    room = None
    if args.database or args.schema:
        admin = _administrators(args)
        room = provision.make_room(admin, args.schema, address=args.servers_reach_it_at, pooled=args.pooled)
    found = restoring.restore(args.file, args.data, database=room, tools=args.tools)
    if room is not None:
        guard.guard_audit(admin, room)
    say(f"{found.revisions} revisions are in {args.data}. What the laptops have since then comes back as they exchange.")
    return DONE


def check_council(args: argparse.Namespace) -> int:
    """`kitchen-table council check`."""
    from sync.server.admin import open_desk
    from sync.server.guard import holes
    from sync.server.limits import Limits
    from sync.server.ready import OK, readiness

    with closing(open_desk(args.data)) as desk:
        wrong = [
            f"{what}: {found}" for what, found in readiness(desk.council, Limits().least_free_bytes).checks.items() if found != OK
        ]
        audit = desk.check_audit([])
        with desk.council.store.reading() as connection:
            may = holes(connection)
    if audit.fault:
        wrong.append(f"audit: {audit.fault}")
    for each in wrong:
        say(f"Does not check, {each}.")
    if may:
        say(f"The role that the servers work as could change rows of the audit that were written: {'; '.join(may)}.")
        say("Everything goes on. To close that: council guard-audit, with the name and password of who administers the database.")
    say("Everything checks." if not wrong else "Not everything checks, and nothing was changed.")
    return FAILED if wrong else DONE


def guard_audit(args: argparse.Namespace) -> int:
    """`kitchen-table council guard-audit`."""
    from sync.server import guard, provision, store

    if not (args.data / store.DATABASE_FILE).exists():
        raise FileMistake(
            file=str(args.data), where="", what="a council on embedded SQLite has no roles that could be kept apart"
        )
    room = store.read_database(args.data / store.DATABASE_FILE)
    guard.guard_audit(_as_administrator(args), room)
    say(f"The schema {room.schema} and its audit belong to {provision.owner_of(room.role)} now, as whom nobody signs in.")
    say("The servers go on as they did. They can read the audit and add to it, and change nothing that stands there.")
    return DONE
