"""`kitchen-table search`: find anyone, or anything said, in a casebook."""

import argparse

from app.casebook.searching import FoundPerson, Line, is_behind, look_for, note_searched, read_more
from app.commands.terms import DONE, FAILED, opened, say
from app.practice.people import CirclePerson, Role
from app.practice.statements import Statement


def search_casebook(args: argparse.Namespace) -> int:
    """`kitchen-table search`."""
    asked = " ".join(f'"{each}"' if " " in each else each for each in args.words)
    with opened(args) as desk:
        while is_behind(desk):
            read_more(desk)
        found = look_for(desk, asked, left_out=args.left_out)
        note_searched(desk, found)
    if not found.asked:
        say("There is no word in that. Type a few letters of a name, or of something that was said.")
        return FAILED
    for each in found.people:
        _tell(each)
    if found.more:
        say(f"And {found.more} people more. Another word narrows it down.")
    if not found.people:
        say("Nothing in this casebook says that.")
    return DONE if found.people else FAILED


def _tell(each: FoundPerson) -> None:
    say(each.person.body.name)
    for line in each.lines:
        text = line.text
        for start, end in reversed(line.marks):
            text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
        notes = [note for note in (_whose(line, each), _state(line)) if note]
        said = f"  {' '.join(text.split())}"
        say(f"{said} ({'; '.join(notes)})" if notes else said)
    if each.more:
        say(f"  and {each.more} more")


def _whose(line: Line, each: FoundPerson) -> str:
    if isinstance(line.body, CirclePerson):
        return "not to be contacted" if line.body.do_not_contact else "in the circle"
    if not isinstance(line.body, Statement):
        return ""
    speaker = line.body.speaker
    name = speaker.name or (each.person.body.called if speaker.role is Role.PERSON else "")
    return ", ".join(part for part in (name, f"{line.at:%Y-%m-%d}" if line.at else "") if part)


def _state(line: Line) -> str:
    if line.typing:
        return "being typed"
    return "left out" if line.left_out else "one of several versions" if line.versions else ""
