"""Commands about one person's record: export, import, doctor."""

import argparse

from app.casebook.carrying import export_person, import_record, person_called
from app.casebook.portable import read_record, written_record
from app.commands.terms import DONE, FAILED, opened, read_bytes, say, write_bytes


def export_record(args: argparse.Namespace) -> int:
    """`kitchen-table export`."""
    with opened(args) as desk:
        file = export_person(desk, person_called(desk, args.person), notes=args.notes, history=args.history)
    write_bytes(args.out, written_record(file))
    say(f"{args.out}: {len(file.records)} records. Whoever opens this file can read it; keep it as safe as the person would.")
    return DONE


def bring_record(args: argparse.Namespace) -> int:
    """`kitchen-table import`."""
    file = read_record(read_bytes(args.record), str(args.record))
    with opened(args) as desk:
        done = import_record(desk, file, str(args.record))
    say(f"{done.written} records brought in; {done.known} were here already, word for word.")
    return DONE


def examine_casebook(args: argparse.Namespace) -> int:
    """`kitchen-table doctor`."""
    from app.records.doctor import examine

    with opened(args) as desk:
        found = examine(desk.book)
    say(f"{found.revisions} versions of {found.records} records, {found.drafts} being typed, {found.waiting} waiting to be sent.")
    if found.newer:
        say(f"{found.newer} were written with a newer version of the app; they are kept as they are.")
    if found.erased:
        say(f"{found.erased} were erased because the law says so; who wrote them and when still checks.")
    for what, where in found.faults:
        say(f"Does not check: {what} ({where}).")
    say("Everything checks." if found.sound else "Not everything checks. Copy the folder before anything else is done with it.")
    return DONE if found.sound else FAILED
