"""The menu: every command with its help, its example, and the function that carries it out.

Nothing heavy is imported here; a command's own file is imported when it is chosen.
"""

import argparse
from datetime import date
from pathlib import Path

from app.commands.menu_erasing import declare_erasing
from app.commands.menu_guides import declare_guide, declare_publishing
from app.commands.menu_laptops import declare_check, declare_endings
from app.commands.menu_papers import declare_paper, declare_papers
from app.commands.menu_verifying import declare_council_verify, declare_verify
from app.commands.menu_watching import add_watching, declare_audit, declare_doors, declare_guard
from app.practice.people import StaffRole

Menu = argparse._SubParsersAction


def parser() -> argparse.ArgumentParser:
    """The whole command line. What is chosen has `run`, the name of a function as `file.function`."""
    whole = argparse.ArgumentParser(
        prog="kitchen-table",
        description="Home visits, offline first: the person's own words, a one-page profile and a plan.",
        epilog="Without a command the window opens. Each command has --help with an example.",
    )
    whole.set_defaults(run="window.open_window")
    _add_window(whole)
    commands = whole.add_subparsers(metavar="COMMAND")
    _declare_window(commands)
    _declare_example(commands)
    _declare_record(commands)
    _declare_search(commands)
    declare_verify(commands, _declare, _add_casebook)
    declare_check(commands, _declare, _add_casebook)
    declare_guide(commands, _declare)
    _declare_council(commands)
    declare_doors(commands, _declare)
    return whole


def _declare_window(commands: "Menu[argparse.ArgumentParser]") -> None:
    """Declare the commands."""
    opening = _declare(
        commands,
        "open",
        "window.open_window",
        "Open the window (what happens without a command).",
        "kitchen-table open --casebook ~/casebook",
    )
    _add_window(opening)
    serving = _declare(
        commands,
        "serve",
        "window.serve_council",
        "Run the council's server, until it is stopped.",
        "kitchen-table serve --data /srv/kitchen-table --host 127.0.0.1 --port 8471",
    )
    serving.add_argument("--data", required=True, type=Path, metavar="DIR", help="the server's folder")
    serving.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this machine only)")
    serving.add_argument("--port", default=8471, type=int, help="the port (0: any free one)")
    add_watching(serving)


def _add_window(parser: argparse.ArgumentParser) -> None:
    """The options of the window."""
    parser.add_argument("--casebook", type=Path, default=None, metavar="DIR", help="the casebook's folder")


def _declare_example(commands: "Menu[argparse.ArgumentParser]") -> None:
    example = _declare(
        commands,
        "example",
        "example.open_example",
        "Open the window on the example council, with its server running beside it.",
        "kitchen-table example --folder ~/kitchen-table-example",
    )
    example.add_argument("--folder", type=Path, metavar="DIR", help="where the example lives (made if it is not there)")
    demo = _declare(
        commands,
        "demo",
        "example.play_demo",
        "Play the example visit through the real windows without a screen; leave pictures and papers.",
        "kitchen-table demo --out out",
    )
    demo.add_argument("--out", required=True, type=Path, metavar="DIR", help="where pictures and papers are left")
    declare_papers(commands, _declare)


def _declare_record(commands: "Menu[argparse.ArgumentParser]") -> None:
    """Declare the commands."""
    declare_paper(commands, _declare)
    export = _declare(
        commands,
        "export",
        "record.export_record",
        "Write one person's record from a casebook into a portable file.",
        'kitchen-table export "Margaret Okafor" --out maggie.json',
    )
    export.add_argument("person", metavar="PERSON", help="name, council number or record of the person")
    export.add_argument("--out", required=True, type=Path, metavar="RECORD.json", help="where to write it")
    export.add_argument("--notes", action="store_true", help="with notes that are not for the table and words not to be shared")
    export.add_argument("--history", action="store_true", help="with earlier versions of everything, and what was left out")
    _add_casebook(export)

    bring = _declare(
        commands,
        "import",
        "record.bring_record",
        "Bring a portable record file into a casebook; nothing that is there is overwritten.",
        "kitchen-table import maggie.json --casebook ~/casebook",
    )
    bring.add_argument("record", type=Path, metavar="RECORD.json", help="a portable record file")
    _add_casebook(bring)

    doctor = _declare(
        commands,
        "doctor",
        "record.examine_casebook",
        "Check every hash, head and draft of a casebook; the exit status says whether it is sound.",
        "kitchen-table doctor --casebook ~/casebook",
    )
    _add_casebook(doctor)


def _declare_search(commands: "Menu[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    search = _declare(
        commands,
        "search",
        "searching.search_casebook",
        "Find anyone, or anything said, in a casebook; words in quotation marks stand exactly so.",
        'kitchen-table search tea "two sugars" --casebook ~/casebook',
    )
    search.add_argument("words", nargs="+", metavar="WORDS", help="a name, or words that were said")
    search.add_argument("--left-out", action="store_true", help="also what was left out")
    _add_casebook(search)


def _declare_council(commands: "Menu[argparse.ArgumentParser]") -> None:
    """Declare the commands."""
    council = _declare(
        commands,
        "council",
        "council.explain",
        "Staff, people, who works with whom, and laptops, at the council's server.",
        'kitchen-table council add-staff "Jo Marsh" --sign-in jo.marsh --data /srv/kitchen-table',
    )
    council.set_defaults(parser=council)
    tasks = council.add_subparsers(metavar="TASK")
    _declare_beginning(tasks)
    _declare_hosting(tasks)
    _declare_staff(tasks)
    _declare_people(tasks)
    _declare_laptops(tasks)
    declare_endings(tasks, _declare, _add_data)
    _declare_held(tasks)
    declare_publishing(tasks, _declare, _add_data)
    declare_erasing(tasks, _declare, _add_password, _day)
    declare_audit(tasks, _declare, _add_data, _day)
    declare_guard(tasks, _declare, _add_data)
    declare_council_verify(tasks, _declare, _add_data)


def _declare_beginning(tasks: "Menu[argparse.ArgumentParser]") -> None:
    begin = _declare(
        tasks,
        "begin",
        "hosting.begin_council",
        "Begin a council in an empty folder, with its first administrator. Its record is kept in that folder, or in a schema and "
        "by a role of its own that are made in a PostgreSQL.",
        'kitchen-table council begin "Elmbridge Vale Council" --administrator "Ruth Adeyemi" --sign-in ruth --data DIR\n'
        "  ... --database postgresql://postgres@db.internal:5432/councils --schema elmbridge --database-password-file FILE",
    )
    begin.add_argument("name", help="the council's name, as it is printed")
    begin.add_argument("--administrator", required=True, metavar="NAME", help="the first administrator's name")
    begin.add_argument("--sign-in", required=True, metavar="NAME", help="what they sign in with")
    begin.add_argument("--key", type=Path, metavar="FILE", help="where the council's key is written (default: in DIR)")
    begin.add_argument("--telephone", default="", help="whom people ring, as it is printed")
    begin.add_argument("--address", default="", help="where people write to, as it is printed")
    begin.add_argument("--hours", default="", help="when somebody answers, as it is printed")
    begin.add_argument("--disagree", default="", help="how to say that something is wrong, as it is printed")
    _add_password(begin)
    _add_database(begin)


def _declare_hosting(tasks: "Menu[argparse.ArgumentParser]") -> None:
    """Declare what concerns the server: many councils behind one, backups."""
    serving = _declare(
        tasks,
        "serve",
        "hosting.serve_hosts",
        'Serve many councils, chosen by the host name that is called. The file has a line for each: "host.name" = "folder".',
        "kitchen-table council serve --hosts /srv/kitchen-table/hosts.toml --port 8471",
    )
    serving.add_argument("--hosts", required=True, type=Path, metavar="FILE", help="which host name is which council's folder")
    serving.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this machine only)")
    serving.add_argument("--port", default=8471, type=int, help="the port (0: any free one)")
    add_watching(serving)
    backup = _declare(
        tasks,
        "backup",
        "hosting.backup",
        "Back the council up while its server goes on, read the backup back to the last revision, and tell the laptops.",
        "kitchen-table council backup --to /backups/elmbridge --data DIR",
    )
    backup.add_argument("--to", required=True, type=Path, metavar="FOLDER", help="where the backup is left")
    _add_tools(backup)
    _add_data(backup)
    restore = _declare(
        tasks,
        "restore",
        "hosting.restore",
        "Put a council back from a backup: into an empty folder, and on PostgreSQL into a new schema of the same name.",
        "kitchen-table council restore /backups/elmbridge/council-2026-11-22T031500.db --data DIR",
    )
    restore.add_argument("file", type=Path, metavar="BACKUP", help="the .db or .dump file that backup made")
    _add_tools(restore)
    _add_data(restore)
    _add_database(restore)


def _add_tools(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--tools", type=Path, metavar="DIR", help="where pg_dump and pg_restore are, if not on the PATH")


def _add_database(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--database", metavar="URL", help="postgresql://administrator@host:5432/database, without a password")
    parser.add_argument(
        "--database-password-file", type=Path, metavar="FILE", help="the administrator's password, on its first line"
    )
    parser.add_argument("--schema", metavar="NAME", help="what the council's schema and role are to be called")
    parser.add_argument(
        "--servers-reach-it-at", default="", metavar="URL", help="the address servers use, if another (pgbouncer's)"
    )
    parser.add_argument("--pooled", action="store_true", help="that address is a pooler's, as pgbouncer's is")


def _declare_staff(tasks: "Menu[argparse.ArgumentParser]") -> None:
    staff = _declare(
        tasks,
        "add-staff",
        "council.add_staff",
        "Add a member of staff, who may then sign in.",
        'kitchen-table council add-staff "Jo Marsh" --sign-in jo.marsh --data DIR',
    )
    staff.add_argument("name", help="the name people know them by")
    staff.add_argument("--sign-in", required=True, metavar="NAME", help="what they sign in with")
    staff.add_argument("--role", choices=[role.value for role in StaffRole], default=StaffRole.WORKER.value, help="what they do")
    _add_password(staff)

    password = _declare(
        tasks,
        "set-password",
        "council.set_password",
        "Give a member of staff another password.",
        "kitchen-table council set-password jo.marsh --data DIR",
    )
    password.add_argument("sign_in", metavar="SIGN-IN", help="what they sign in with")
    _add_password(password)

    left = _declare(
        tasks,
        "staff-left",
        "council.staff_left",
        "Say that a member of staff works here no longer: their laptops stop, what they wrote stays.",
        "kitchen-table council staff-left jo.marsh --data DIR",
    )
    left.add_argument("sign_in", metavar="SIGN-IN", help="what they signed in with")
    _add_data(left)

    listing = _declare(tasks, "staff", "council.list_staff", "List the staff.", "kitchen-table council staff --data DIR")
    _add_data(listing)


def _declare_people(tasks: "Menu[argparse.ArgumentParser]") -> None:
    people = _declare(
        tasks,
        "add-people",
        "council.add_people",
        "Add people from a CSV file with a heading line: name, and if known known_as, born (YYYY-MM-DD), address, "
        "arriving, telephone, council_number, nhs_number.",
        "kitchen-table council add-people people.csv --data DIR",
    )
    people.add_argument("csv", type=Path, metavar="PEOPLE.csv", help="a CSV file in UTF-8")
    _add_data(people)

    listing = _declare(
        tasks,
        "people",
        "council.list_people",
        "List the people and who works with them.",
        "kitchen-table council people --data DIR",
    )
    _add_data(listing)

    works = _declare(
        tasks,
        "works-with",
        "council.works_with",
        "Say that a member of staff works with a person, from a day to a day.",
        "kitchen-table council works-with jo.marsh EV-10412 --since 2026-11-01 --data DIR",
    )
    works.add_argument("sign_in", metavar="SIGN-IN", help="what the member of staff signs in with")
    works.add_argument("person", metavar="PERSON", help="name, council number or record of the person")
    works.add_argument("--since", type=_day, metavar="YYYY-MM-DD", help="the first day (default: today)")
    works.add_argument("--until", type=_day, metavar="YYYY-MM-DD", help="the last day (default: none)")
    works.add_argument("--why", default="", help="the reason, kept with it")
    _add_data(works)


def _declare_laptops(tasks: "Menu[argparse.ArgumentParser]") -> None:
    laptops = _declare(tasks, "laptops", "council.list_laptops", "List the laptops.", "kitchen-table council laptops --data DIR")
    _add_data(laptops)
    stop = _declare(
        tasks,
        "stop-laptop",
        "council.stop_laptop",
        "Let a laptop exchange no more.",
        'kitchen-table council stop-laptop 0f3c... --why "reported lost on Friday" --data DIR',
    )
    stop.add_argument("laptop", help="its number, from the list of laptops")
    stop.add_argument("--why", required=True, help="read by whoever has the laptop")
    _add_data(stop)


def _declare_held(tasks: "Menu[argparse.ArgumentParser]") -> None:
    held = _declare(
        tasks,
        "held",
        "council.list_held",
        "List what waits for a manager: why, who wrote it, about whom, since when.",
        "kitchen-table council held --data DIR",
    )
    _add_data(held)
    release = _declare(
        tasks,
        "release",
        "council.release",
        "Take into the record all that was held for one reason, once a manager has looked at it.",
        'kitchen-table council release "no access" --data DIR',
    )
    release.add_argument("code", metavar="WHY", help="the reason, as the list of what is held has it")
    _add_data(release)


def _add_casebook(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--casebook", type=Path, default=None, metavar="DIR", help="the casebook's folder")
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help="read the passphrase from the first line of a file")


def _add_data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", required=True, type=Path, metavar="DIR", help="the server's folder")


def _add_password(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--password-file", type=Path, metavar="FILE", help="read the password from the first line of a file")
    _add_data(parser)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is no day; write it as 2026-11-21") from error


def _declare(commands: "Menu[argparse.ArgumentParser]", name: str, run: str, says: str, example: str) -> argparse.ArgumentParser:
    made = commands.add_parser(
        name,
        help=says,
        description=says,
        epilog=f"Example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.set_defaults(run=run)
    return made
