"""The audit from the command line, in words or as CSV, and whether it is as it was written; the doors' description."""

import argparse
import csv
import re
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.terms import DONE, FAILED, read_bytes, say, write_bytes
from app.practice.errors import FileMistake, NotFound

if TYPE_CHECKING:
    from sync.server.admin import CouncilDesk
    from sync.server.chain import Mark
    from sync.server.trail import Step

COLUMNS = ("number", "time", "staff", "laptop", "act", "about", "scope", "count", "claimed")
_MARK = re.compile(r"\b(\d+:[0-9a-f]{64})\b")


def audit(args: argparse.Namespace) -> int:
    """`kitchen-table council audit`."""
    from sync.server.admin import open_desk
    from sync.server.trail import Wanted

    with closing(open_desk(args.data)) as desk:
        if args.check:
            return _check(desk, args.known or [])
        scope = None if args.person is None else f"person:{_person(desk, args.person)}"
        staff = None if args.staff is None else _staff(desk, args.staff)
        found = desk.trail(Wanted(scope, staff, args.since, args.until))
        if args.csv:
            writer = csv.writer(sys.stdout)
            writer.writerow(COLUMNS)
            writer.writerows(_row(step) for step in found)
        else:
            for step in found:
                say(_words(step))
    return DONE


def describe_doors(args: argparse.Namespace) -> int:
    """`kitchen-table doors`."""
    from sync.server.described import described
    from sync.server.doors import DOORS

    write_bytes(args.out, described(DOORS))
    say(f"{len(DOORS)} doors are described in {args.out}.")
    return DONE


def _check(desk: "CouncilDesk", known: list[str]) -> int:
    found = desk.check_audit([mark for each in known for mark in _marks(each)])
    if found.fault:
        say(f"The audit does not hold: {found.fault}.")
        say("Put the council's last backup beside it, keep both, and ask who had the store in between.")
        return FAILED
    say(f"The audit holds: {found.rows} rows, each as it was written and in its place.")
    if found.before:
        say(f"Rows up to {found.before} were written before there was a chain, and were chained afterwards.")
    say(f"It ends with {found.end}")
    say("Keep this line somewhere else: with --known it shows later that nothing was cut off.")
    return DONE


def _marks(said: str) -> list["Mark"]:
    """The marks in a file (a log, the record of a backup), or the one that is written out."""
    from sync.server.chain import Mark

    text = said if _MARK.fullmatch(said) else read_bytes(Path(said)).decode(errors="replace")
    found = [Mark.read(each) for each in _MARK.findall(text)]
    if not found:
        raise FileMistake(file=said, where="the file", what="there is no mark of an audit in it")
    return found


def _person(desk: "CouncilDesk", named: str) -> str:
    found = [each for each in desk.people() if named in (each.person, each.council_number, each.name)]
    if len(found) != 1:
        raise NotFound(what="person", name=named)
    return found[0].person


def _staff(desk: "CouncilDesk", sign_in: str) -> str:
    found = [each.staff for each in desk.staff() if each.sign_in == sign_in.strip().casefold()]
    if not found:
        raise NotFound(what="staff", name=sign_in)
    return found[0]


def _words(step: "Step") -> str:
    who = step.staff or ("Somebody" if step.device else "The council")
    act = f"says that it was {step.act}" if step.claimed else step.act
    parts = [f"{step.number}\t{step.at:%d %B %Y %H:%M:%S} UTC\t{who}: {act}"]
    if step.count > 1:
        parts.append(f"{step.count} times" if step.claimed else f"{step.count} entries")
    if step.scope:
        parts.append(f"in the record of {step.about or step.scope}")
    if step.claimed:
        parts.append(f"on {step.claimed:%d %B %Y at %H:%M} UTC")
    if step.device:
        parts.append(f"(laptop {step.device[:8]})")
    return " ".join(parts)


def _row(step: "Step") -> list[str]:
    claimed = step.claimed.isoformat() if step.claimed else ""
    whole = [str(step.number), step.at.isoformat(), step.staff, step.device, step.act, step.about, step.scope, str(step.count)]
    return [_plain(each) for each in (*whole, claimed)]


def _plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
