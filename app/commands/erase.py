"""`kitchen-table council erase`: show what would go, ask, and have it erased in the name of a records officer."""

import argparse
from contextlib import closing
from typing import TYPE_CHECKING

from app.commands.terms import DONE, FAILED, passphrase, say
from app.practice.erasures import ErasureRule, read_rules
from app.practice.errors import BadInput, NotFound

if TYPE_CHECKING:
    from sync.server.admin import CouncilDesk
    from sync.server.records import WhatGoes

SURE = "erase"


def erase(args: argparse.Namespace) -> int:
    """`kitchen-table council erase`."""
    from sync.server import records
    from sync.server.admin import open_desk

    rule = _rule(args.rule)
    with closing(open_desk(args.data)) as desk:
        asked = records.Asked(
            person=_person(desk, args.person),
            revisions=tuple(args.revision),
            records=tuple(args.record),
            containing=_words(args.containing),
            whole_records=args.whole_records,
            everything=args.everything,
        )
        if not (asked.revisions or asked.records or asked.containing or asked.everything):
            raise NotFound(what="words", name="")
        goes = records.what_goes(desk.council, asked)
        _show(goes, rule)
        if not args.yes and not _sure():
            say("Nothing was erased.")
            return FAILED
        decision = records.Decision(args.why, rule, args.decided_by, args.decided_on or desk.council.clock().date())
        password = passphrase(args.password_file, "Password: ")
        records.erase(desk.council, goes, decision, sign_in=args.by, password=password)
        embedded = desk.council.store.embedded
    say("Erased here. Each laptop that has it lets go of it at its next exchange.")
    say(
        "Backups made until now still hold the words: delete them, and make a new one."
        if embedded
        else "Backups and the database's archived log of writes made until now still hold the words: delete them when a new "
        "backup is made. Its own log is written over in time; a CHECKPOINT and pg_switch_wal() hasten that."
    )
    return DONE


def list_rules(args: argparse.Namespace) -> int:
    """`kitchen-table council erasure-rules`."""
    import resources

    for rule in read_rules(resources.erasure_rules_text(), "erasure-rules.toml").rule:
        say(f"{rule.code}\t{rule.says}\t{rule.source}")
    return DONE


def _rule(code: str) -> ErasureRule:
    import resources

    found = read_rules(resources.erasure_rules_text(), "erasure-rules.toml").named(code)
    if found is None:
        raise NotFound(what="rule", name=code)
    return found


def _person(desk: "CouncilDesk", asked: str) -> str:
    """Their record, by name, council number or the record itself, which is all that is left of somebody erased before."""
    found = [each.person for each in desk.people() if asked in (each.person, each.council_number, each.name)]
    if len(found) > 1 or (not found and len(asked) != len("0" * 32)):
        raise NotFound(what="person", name=asked)
    return found[0] if found else asked


def _words(given: str | None) -> str:
    """What is written on the command line may stay in the terminal's history: without a value it is asked for, unseen."""
    if given is None or given:
        return given or ""
    return passphrase(None, "The words that must go: ")


def _show(goes: "WhatGoes", rule: ErasureRule) -> None:
    kinds = ", ".join(f"{count} of {kind}" for kind, count in goes.by_kind.items())
    say(f"{goes.versions} versions lose their words{f': {kinds}' if kinds else ''}.")
    if goes.everything:
        say("That is everything about this person. Whatever arrives about them later loses its words too.")
    elif goes.records:
        say(f"{len(goes.records)} whole records. Whatever arrives of them later loses its words too.")
    if goes.held:
        say(f"{goes.held} that wait for a manager lose their words as well.")
    say(f"{goes.staff} members of staff have or had this on a laptop.")
    say(f"The rule: {rule.law}")
    say("Who wrote it and when stays. This cannot be undone.")


def _sure() -> bool:
    try:
        return input(f"Type {SURE} to go on: ").strip() == SURE
    except EOFError as error:
        raise BadInput() from error
