"""Commands of the council, at its server's folder: begin it, staff, people from CSV, who works with whom, laptops."""

import argparse
import csv
import io
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.terms import DONE, declare, passphrase, read_bytes, say
from app.practice.errors import FileMistake, NotFound
from app.practice.people import Council, StaffRole

if TYPE_CHECKING:
    from sync.server.admin import CouncilDesk

Parsers = argparse._SubParsersAction


def add(commands: "Parsers[argparse.ArgumentParser]") -> None:
    """Declare the commands."""
    council = declare(
        commands,
        "council",
        lambda args: _explain(council),
        "Staff, people, who works with whom, and laptops, at the council's server.",
        'kitchen-table council add-staff "Jo Marsh" --sign-in jo.marsh --data /srv/kitchen-table',
    )
    tasks = council.add_subparsers(metavar="TASK")
    _declare_beginning(tasks)
    _declare_staff(tasks)
    _declare_people(tasks)
    _declare_laptops(tasks)


def _declare_beginning(tasks: "Parsers[argparse.ArgumentParser]") -> None:
    begin = declare(
        tasks,
        "begin",
        begin_council,
        "Begin a council in an empty folder, with its first administrator.",
        'kitchen-table council begin "Elmbridge Vale Council" --administrator "Ruth Adeyemi" --sign-in ruth --data DIR',
    )
    begin.add_argument("name", help="the council's name, as it is printed")
    begin.add_argument("--administrator", required=True, metavar="NAME", help="the first administrator's name")
    begin.add_argument("--sign-in", required=True, metavar="NAME", help="what they sign in with")
    begin.add_argument("--telephone", default="", help="whom people ring, as it is printed")
    begin.add_argument("--address", default="", help="where people write to, as it is printed")
    begin.add_argument("--hours", default="", help="when somebody answers, as it is printed")
    begin.add_argument("--disagree", default="", help="how to say that something is wrong, as it is printed")
    _add_password(begin)


def _declare_staff(tasks: "Parsers[argparse.ArgumentParser]") -> None:
    staff = declare(
        tasks,
        "add-staff",
        add_staff,
        "Add a member of staff, who may then sign in.",
        'kitchen-table council add-staff "Jo Marsh" --sign-in jo.marsh --data DIR',
    )
    staff.add_argument("name", help="the name people know them by")
    staff.add_argument("--sign-in", required=True, metavar="NAME", help="what they sign in with")
    staff.add_argument("--role", choices=[role.value for role in StaffRole], default=StaffRole.WORKER.value, help="what they do")
    _add_password(staff)

    password = declare(
        tasks,
        "set-password",
        set_password,
        "Give a member of staff another password.",
        "kitchen-table council set-password jo.marsh --data DIR",
    )
    password.add_argument("sign_in", metavar="SIGN-IN", help="what they sign in with")
    _add_password(password)

    left = declare(
        tasks,
        "staff-left",
        staff_left,
        "Say that a member of staff works here no longer: their laptops stop, what they wrote stays.",
        "kitchen-table council staff-left jo.marsh --data DIR",
    )
    left.add_argument("sign_in", metavar="SIGN-IN", help="what they signed in with")
    _add_data(left)

    listing = declare(tasks, "staff", list_staff, "List the staff.", "kitchen-table council staff --data DIR")
    _add_data(listing)


def _declare_people(tasks: "Parsers[argparse.ArgumentParser]") -> None:
    people = declare(
        tasks,
        "add-people",
        add_people,
        "Add people from a CSV file with a heading line: name, and if known known_as, born (YYYY-MM-DD), address, "
        "arriving, telephone, council_number, nhs_number.",
        "kitchen-table council add-people people.csv --data DIR",
    )
    people.add_argument("csv", type=Path, metavar="PEOPLE.csv", help="a CSV file in UTF-8")
    _add_data(people)

    listing = declare(
        tasks, "people", list_people, "List the people and who works with them.", "kitchen-table council people --data DIR"
    )
    _add_data(listing)

    works = declare(
        tasks,
        "works-with",
        works_with,
        "Say that a member of staff works with a person, from a day to a day.",
        "kitchen-table council works-with jo.marsh EV-10412 --since 2026-11-01 --data DIR",
    )
    works.add_argument("sign_in", metavar="SIGN-IN", help="what the member of staff signs in with")
    works.add_argument("person", metavar="PERSON", help="name, council number or record of the person")
    works.add_argument("--since", type=_day, metavar="YYYY-MM-DD", help="the first day (default: today)")
    works.add_argument("--until", type=_day, metavar="YYYY-MM-DD", help="the last day (default: none)")
    works.add_argument("--why", default="", help="the reason, kept with it")
    _add_data(works)


def _declare_laptops(tasks: "Parsers[argparse.ArgumentParser]") -> None:
    laptops = declare(tasks, "laptops", list_laptops, "List the laptops.", "kitchen-table council laptops --data DIR")
    _add_data(laptops)
    stop = declare(
        tasks,
        "stop-laptop",
        stop_laptop,
        "Let a laptop exchange no more.",
        'kitchen-table council stop-laptop 0f3c... --why "reported lost on Friday" --data DIR',
    )
    stop.add_argument("laptop", help="its number, from the list of laptops")
    stop.add_argument("--why", required=True, help="read by whoever has the laptop")
    _add_data(stop)


def begin_council(args: argparse.Namespace) -> int:
    """`kitchen-table council begin`."""
    from sync.server.admin import begin_council as begin

    about = Council(name=args.name, telephone=args.telephone, address=args.address, hours=args.hours, disagree=args.disagree)
    args.data.mkdir(parents=True, exist_ok=True)
    desk = begin(args.data, about, administrator=args.administrator, sign_in=args.sign_in, password=_password(args))
    desk.close()
    say(f"{args.name} has begun in {args.data}. {args.administrator} signs in as {args.sign_in}.")
    return DONE


def add_staff(args: argparse.Namespace) -> int:
    """`kitchen-table council add-staff`."""
    with _desk(args) as desk:
        desk.add_staff(args.name, args.sign_in, _password(args), StaffRole(args.role))
    say(f"{args.name} signs in as {args.sign_in}.")
    return DONE


def set_password(args: argparse.Namespace) -> int:
    """`kitchen-table council set-password`."""
    with _desk(args) as desk:
        desk.set_password(args.sign_in, _password(args))
    say(f"{args.sign_in} has another password.")
    return DONE


def staff_left(args: argparse.Namespace) -> int:
    """`kitchen-table council staff-left`."""
    with _desk(args) as desk:
        desk.staff_left(args.sign_in)
    say(f"{args.sign_in} works here no longer. What they wrote stays.")
    return DONE


def list_staff(args: argparse.Namespace) -> int:
    """`kitchen-table council staff`."""
    with _desk(args) as desk:
        found = desk.staff()
    for line in found:
        say(f"{line.sign_in}\t{line.name}\t{line.role}\t{'left' if line.left else ''}".rstrip())
    return DONE


def add_people(args: argparse.Namespace) -> int:
    """`kitchen-table council add-people`."""
    rows = _rows(args.csv)
    try:
        with _desk(args) as desk:
            made = desk.add_people(rows)
    except FileMistake as mistake:
        raise FileMistake(file=str(args.csv), where=mistake.where, what=mistake.what) from mistake
    say(f"{len(made)} people are in the council's record.")
    return DONE


def list_people(args: argparse.Namespace) -> int:
    """`kitchen-table council people`."""
    with _desk(args) as desk:
        found = desk.people()
    for line in found:
        say(f"{line.person}\t{line.council_number}\t{line.name}\t{', '.join(line.with_staff)}".rstrip())
    return DONE


def works_with(args: argparse.Namespace) -> int:
    """`kitchen-table council works-with`."""
    with _desk(args) as desk:
        found = [each for each in desk.people() if args.person in (each.person, each.council_number, each.name)]
        if len(found) != 1:
            raise NotFound(what="person", name=args.person)
        desk.works_with(args.sign_in, found[0].person, since=args.since, until=args.until, why=args.why)
    say(f"{args.sign_in} works with {found[0].name}.")
    return DONE


def list_laptops(args: argparse.Namespace) -> int:
    """`kitchen-table council laptops`."""
    with _desk(args) as desk:
        found = desk.devices()
    for line in found:
        say(f"{line.device}\t{line.staff}\tseen {line.seen:%d %B %Y %H:%M} UTC\t{line.stopped}".rstrip())
    return DONE


def stop_laptop(args: argparse.Namespace) -> int:
    """`kitchen-table council stop-laptop`."""
    with _desk(args) as desk:
        desk.stop_device(args.laptop, args.why)
    say("The laptop exchanges no more. What it has not sent stays on it.")
    return DONE


def _rows(file: Path) -> list[dict[str, str]]:
    try:
        text = read_bytes(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileMistake(file=str(file), where=f"byte {error.start}", what="the file is not in UTF-8") from error
    reader = csv.DictReader(io.StringIO(text), strict=True)
    if "name" not in (reader.fieldnames or ()):
        raise FileMistake(file=str(file), where="line 1", what="there is no column called name")
    try:
        rows = list(reader)
    except csv.Error as error:
        raise FileMistake(file=str(file), where=f"line {reader.line_num}", what=str(error)) from error
    for place, row in enumerate(rows, start=2):
        if None in row:
            raise FileMistake(file=str(file), where=f"line {place}", what="there are more values than columns")
    return [{name: value or "" for name, value in row.items()} for row in rows]


def _desk(args: argparse.Namespace) -> "closing[CouncilDesk]":
    from sync.server.admin import open_desk

    return closing(open_desk(args.data))


def _add_data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", required=True, type=Path, metavar="DIR", help="the server's folder")


def _add_password(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--password-file", type=Path, metavar="FILE", help="read the password from the first line of a file")
    _add_data(parser)


def _password(args: argparse.Namespace) -> str:
    return passphrase(args.password_file, "Password: ")


def _explain(parser: argparse.ArgumentParser) -> int:
    say(parser.format_help())
    return DONE


def _day(text: str) -> date:
    return date.fromisoformat(text)
