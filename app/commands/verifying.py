"""`kitchen-table verify` and `kitchen-table council verify`: what was printed on the paper that has this check code."""

import argparse
from collections.abc import Iterable
from contextlib import closing
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.casebook.verifying import verify
from app.commands.terms import DONE, FAILED, opened, say
from app.practice.check_codes import PaperFound, PrintedLine, Since, read_code
from app.practice.people import Role, Speaker
from app.practice.plans import Action, Agreed, HowLeft
from app.practice.portraits import Portrait

UK = ZoneInfo("Europe/London")
_SINCE = {
    Since.CHANGED: "changed since",
    Since.LEFT_OUT: "left out since",
    Since.KEPT_OFF: "not to be printed since",
    Since.PRIVATE: "a private note since",
    Since.NOT_CONTACTED: "not to be contacted now",
}
_ANSWERS = {Agreed.YES: "Yes", Agreed.NOT_YET: "Not yet", Agreed.NO: "No"}


def verify_paper(args: argparse.Namespace) -> int:
    """`kitchen-table verify`."""
    with opened(args) as desk:
        found = verify(desk, args.code)
    if found.visit_open and not found.papers:
        say("A visit is open, and while it is only papers about the person it is with are looked up.")
    return _tell(args.code, found.papers, "in this casebook", "It may be about somebody who is not on this laptop.")


def verify_at_council(args: argparse.Namespace) -> int:
    """`kitchen-table council verify`."""
    from sync.server.admin import open_desk
    from sync.server.verifying import verify_here

    with closing(open_desk(args.data)) as desk:
        found = verify_here(desk.council, args.code)
    return _tell(args.code, found, "at the council", "A laptop may not have exchanged since it was made.")


def _tell(typed: str, papers: Iterable[PaperFound], where: str, perhaps: str) -> int:
    code = read_code(typed)
    if not code:
        say(f"{typed} is no check code: one has ten letters and figures, such as 4F7K2-QX9M3. Nothing was looked up.")
        say("It stands on the right at the foot of each page; a page without one is a draft. Type it again as it stands there.")
        return FAILED
    found = list(papers)
    if not found:
        say(f"No paper {where} has the code {code}. {perhaps}")
        say("Look at the code again, letter by letter; then ask where else it may have been made.")
        return FAILED
    if len(found) > 1:
        say(f"{len(found)} papers have the code {code}. Look which of them it is.")
    for each in found:
        _tell_paper(each)
    return DONE


def _tell_paper(paper: PaperFound) -> None:
    say("")
    if paper.erased:
        say(f"{paper.code}: there was a paper with this code. What stood on it was erased, because the law said so.")
        return
    name = paper.name or "somebody whose name was erased"
    purpose = f" ({paper.purpose})" if paper.purpose else ""
    made = _day(paper.made_on) if paper.made_on else "a day that is not known"
    say(f"{paper.code}: {paper.paper.replace('-', ' ')}{purpose} of {name}, version {paper.number}, made on {made}.")
    for copy in paper.copies:
        whom = f" with {copy.with_whom}" if copy.with_whom else ""
        way = "printed and left" if copy.how is HowLeft.PRINTED else copy.how.value
        say(f"  A copy was {way}{whom} on {_day(_uk(copy.left_at))}.")
    for number, line in enumerate(paper.lines, start=1):
        _tell_line(f"{number}. ", line, paper)
    if paper.reach:
        say("  How to speak with them:")
        _tell_line("- ", paper.reach, paper)
    if paper.people:
        say("  Who stands on it to help or to be rung:")
    for line in paper.people:
        _tell_line("- ", line, paper)
    for answer in paper.answers:
        words = f': "{_flat(answer.words)}"' if answer.words else ""
        said = _name(answer.speaker, paper.name)
        say(f"  {said} answered on {_day(_uk(answer.given_at))}: {_ANSWERS[answer.answer]}{words}")


def _tell_line(mark: str, line: PrintedLine, paper: PaperFound) -> None:
    if Since.ERASED in line.since:
        say(f"  {mark}[erased since, because the law said so: nobody has the words any more]")
        return
    if Since.NOT_HERE in line.since:
        say(f"  {mark}[the words are not here: they were written elsewhere, or with a newer version of the app]")
        return
    if Since.PRIVATE in line.since and not line.words:
        say(f"  {mark}[somebody else's private note since: only they can read the words]")
        return
    said = "".join(_parts(line, paper))
    since = "; ".join(_SINCE[each] for each in Since if each in line.since)
    say(f"  {mark}{said}{f' [{since}]' if since else ''}")


def _parts(line: PrintedLine, paper: PaperFound) -> Iterable[str]:
    if line.kind == Portrait.kind:
        yield f"A photo: {_flat(line.words)}" if line.words else "A photo"
        return
    yield f'"{_flat(line.words)}"'
    who = _name(line.speaker, paper.name) if line.speaker else ""
    when = line.detail or (f"by {_day(line.by)}" if line.by else "")
    told = [who, line.manner.value if line.manner else "", when if line.kind == Action.kind or line.detail else ""]
    told += ["to ring in an emergency"] if line.emergency else []
    if any(told):
        yield f" ({', '.join(each for each in told if each)})"


def _name(speaker: Speaker, person: str) -> str:
    return speaker.name or (person if speaker.role is Role.PERSON else "") or speaker.role.value


def _flat(words: str) -> str:
    """The words letter for letter, with every line after the first set in."""
    return "\n     ".join(words.splitlines())


def _uk(at: datetime) -> date:
    return at.astimezone(UK).date()


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
