"""Commands of the council, at its server's folder: staff, people from CSV, who works with whom, laptops, held words."""

import argparse
import csv
import io
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.terms import DONE, passphrase, read_bytes, say
from app.practice.errors import FileMistake, NotFound
from app.practice.people import StaffRole

if TYPE_CHECKING:
    from sync.server.admin import CouncilDesk, StaffLine


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
        say(f"{line.sign_in}\t{line.name}\t{line.role}\t{_how(line)}".rstrip())
    return DONE


def _how(line: "StaffLine") -> str:
    if line.left:
        return "left"
    return "" if line.password else "needs a password"


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


def list_held(args: argparse.Namespace) -> int:
    """`kitchen-table council held`."""
    with _desk(args) as desk:
        people = {line.person: line.name for line in desk.people()}
        found = desk.held()
    for line in found:
        about = people.get(line.person.partition(":")[2], "")
        say(f"{line.code}\t{line.staff}\t{about}\t{line.at:%d %B %Y %H:%M} UTC")
    return DONE


def release(args: argparse.Namespace) -> int:
    """`kitchen-table council release`."""
    with _desk(args) as desk:
        if args.code not in {line.code for line in desk.held()}:
            raise NotFound(what="held", name=args.code)
        stored = desk.release_held(args.code)
        left = len(desk.held())
    say(f"{stored} are in the council's record now. {left} still wait.")
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


def _password(args: argparse.Namespace) -> str:
    return passphrase(args.password_file, "Password: ")


def explain(args: argparse.Namespace) -> int:
    """`kitchen-table council`."""
    say(args.parser.format_help())
    return DONE
