"""Commands about laptops: lost, called back, checked; the council's key, and the ways back into a casebook."""

import argparse
import json
from contextlib import closing
from pathlib import Path

from app.commands.terms import DONE, FAILED, passphrase, read_bytes, say, write_bytes
from app.office import Office, default_folder
from app.practice.errors import CasebookEnded, KitchenTableError, NoCasebook, StoreDamaged, VaultDamaged
from app.practice.rules import Lock
from app.records.files import BOOK_FILE
from app.records.steps import aside_path
from app.records.waiting import WAITING_FILE

_WAYS = {
    "older": "An older copy of this casebook was put back. The next exchange compares it with the council and fetches the rest.",
    "page": "A part of this casebook is older than the rest. The next exchange compares it with the council and mends it.",
    "sealed only": "The waiting file holds words that are not in the casebook any more. "
    "Give the file to your office: `council read-waiting` takes them in.",
    "mark lost": "The small file that tells older copies was missing or old. It was written anew, and nothing is missing.",
}


def check_casebook(args: argparse.Namespace) -> int:
    """`kitchen-table check`."""
    office = Office(args.casebook or default_folder())
    if not office.exists and not office.ended:
        raise NoCasebook(path=str(office.folder))
    try:
        sound = _check_open(office, args)
    except (StoreDamaged, VaultDamaged, CasebookEnded) as damaged:
        say(_what_is_wrong(damaged))
        sound = False
    finally:
        office.close()
    if not sound:
        _say_ways_back(office.folder)
    return DONE if sound else FAILED


def _check_open(office: Office, args: argparse.Namespace) -> bool:
    from app.records.doctor import examine
    from app.records.watching import count_through

    desk = office.open(passphrase(args.passphrase_file))
    desk.book.tidy()
    noticed = (*desk.book.noticed, *count_through(desk.book))
    found = examine(desk.book)
    say(f"{found.revisions} versions of {found.records} records, {found.drafts} being typed, {found.waiting} waiting to be sent.")
    for name in dict.fromkeys(noticed):
        say(_WAYS[name])
    for what, where in found.faults:
        say(f"Does not check: {what} ({where}).")
    sound = found.sound and not set(noticed) - {"mark lost"}
    say("Everything checks." if sound else "Not everything checks, and nothing was changed. Copy the folder first of all.")
    return sound


def _what_is_wrong(error: KitchenTableError) -> str:
    if isinstance(error, CasebookEnded):
        return "The council has closed this casebook, and nobody can open it any more."
    if isinstance(error, VaultDamaged):
        return "The key file is missing or damaged. The casebook is still there, and is read again once that file is back."
    return "The casebook file does not read back as it was written. Copy the folder before anything else is done with it."


def _say_ways_back(folder: Path) -> None:
    aside = aside_path(folder / BOOK_FILE)
    say("The ways back:")
    if aside.exists():
        say(f"- {aside.name} is a copy from before the last update. In the place of {BOOK_FILE} it opens as it was then.")
    waiting = folder / WAITING_FILE
    if waiting.exists() and waiting.stat().st_size:
        say(f"- {WAITING_FILE} holds what was not sent, sealed. The council takes it in: `council read-waiting` with its key.")
    say("- Everything that was sent is with the council. A new casebook on this laptop fetches it again after a sign-in.")


def recover_by_paper(args: argparse.Namespace) -> int:
    """`kitchen-table recover`."""
    office = Office(args.casebook or default_folder())
    if not office.exists:
        raise NoCasebook(path=str(office.folder))
    written = passphrase(args.key_file, "Recovery key: ")
    office.recover(written, passphrase(args.passphrase_file, "New passphrase: "))
    office.close()
    say("The casebook opens with the new passphrase from now on. The recovery key still opens it too.")
    return DONE


def recover_by_council(args: argparse.Namespace) -> int:
    """`kitchen-table council recover`."""
    from app.records.sealing import read_key_file

    office = Office(args.folder)
    if not office.exists:
        raise NoCasebook(path=str(office.folder))
    office.recover_by_council(read_key_file(args.key), passphrase(args.passphrase_file, "New passphrase: "))
    say("The casebook opens with the new passphrase from now on. Tell its worker to choose their own in Settings.")
    return DONE


def device_lost(args: argparse.Namespace) -> int:
    """`kitchen-table council device-lost`."""
    from sync.server.admin import open_desk

    with closing(open_desk(args.data)) as desk:
        desk.device_lost(args.laptop, args.why)
    say("The laptop destroys its key at its next contact. What it had not sent stays on it, sealed to the council's key.")
    return DONE


def recall(args: argparse.Namespace) -> int:
    """`kitchen-table council recall`."""
    from sync.server.admin import open_desk

    with closing(open_desk(args.data)) as desk:
        desk.recall(args.laptop, args.why)
    say("At its next contact the laptop hands in everything that waits, and then destroys its key.")
    return DONE


def show_desk(args: argparse.Namespace) -> int:
    """`kitchen-table council desk`."""
    from sync.server.council import open_council
    from sync.server.desk import desk_of, replace_desk

    with closing(open_council(args.data)) as council:
        found = replace_desk(council.home, council.writing, council.clock()) if args.replace else desk_of(council.home)
    say(f"The code of the council's desk is {found.code}.")
    if args.replace:
        say("The desk has a new key. Back the council up now, for the key stands in no backup yet.")
    say("A laptop that knew another desk shows this code on its page about the exchange. Its worker compares the two with you.")
    return DONE


def make_key(args: argparse.Namespace) -> int:
    """`kitchen-table council make-key`."""
    from sync.server.admin import open_desk

    with closing(open_desk(args.data)) as desk:
        desk.make_key(args.key)
    say(f"The council's key is in {args.key}. Store it away from the server, twice: it opens casebooks and waiting files.")
    return DONE


def laptop_rules(args: argparse.Namespace) -> int:
    """`kitchen-table council laptop-rules`."""
    from sync.server.admin import open_desk

    names = ("offline_days", "warn_days", "visit_hours", "backup_days")
    changes: dict[str, object] = {name: getattr(args, name) for name in names if getattr(args, name) is not None}
    if args.lock is not None:
        changes["lock"] = Lock("" if args.lock == "any" else args.lock)
    with closing(open_desk(args.data)) as desk:
        rules = desk.set_rules(**changes) if changes else desk.rules()
    for name in names:
        say(f"{name.replace('_', ' ')}\t{getattr(rules, name)}")
    say(f"lock\t{rules.lock.value or 'any'}")
    say(f"key\t{rules.seal_key or 'none: kitchen-table council make-key'}")
    return DONE


def read_waiting_file(args: argparse.Namespace) -> int:
    """`kitchen-table council read-waiting`."""
    from app.records.sealing import read_key_file
    from app.records.waiting import read_waiting
    from sync.server.admin import open_desk

    opened = read_waiting(read_bytes(args.file), read_key_file(args.key))
    with closing(open_desk(args.data)) as desk:
        done = desk.take_in(opened)
    say(f"{done.stored} stored, {done.held} kept for a manager, {done.refused} not taken, {done.known} were there already.")
    if opened.unread:
        say("Some of the file is damaged and could not be read. Keep the file.")
    if opened.drafts and args.drafts is not None:
        drafts = [{"kind": each.kind, "scope": each.scope, "typed": each.body.decode(errors="replace")} for each in opened.drafts]
        write_bytes(args.drafts, json.dumps(drafts, ensure_ascii=False, indent=1).encode())
    if opened.drafts:
        where = f" They are in {args.drafts}." if args.drafts else " --drafts writes them into a file."
        say(f"{len(opened.drafts)} pieces were typed and never finished.{where}")
    return DONE
