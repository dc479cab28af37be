"""Commands about one person's record: paper, export, import, doctor."""

import argparse
from datetime import UTC
from typing import TYPE_CHECKING

import resources
from app.casebook.carrying import export_person, import_record, person_called
from app.casebook.circles import circle_page_in
from app.casebook.leaving import content_as_left
from app.casebook.naming_on_paper import naming_in
from app.casebook.portable import FileView, RecordFile, read_record, written_record
from app.casebook.purposes import purposes_in
from app.commands.terms import DONE, FAILED, opened, read_bytes, say, write_bytes
from app.office import shipped_guides
from app.practice.circles import CirclePage
from app.practice.errors import NotFound, NothingToPrint
from app.practice.papers import ProfilePage
from app.practice.people import CirclePerson, Role, Sector, Speaker
from app.practice.plans import PaperKind
from app.records.revision import person_scope

if TYPE_CHECKING:
    from app.paper import PaperWords

CIRCLE = "circle"
"""The paper that is made only when it is asked for."""


class FileWriter:
    """Who a paper made from a file is by: whoever made the file, on the day it was made."""

    def __init__(self, file: RecordFile) -> None:
        self.me = Speaker(role=Role.WORKER, name=file.made_by.name, who=file.made_by.staff)
        self.clock = lambda: file.made.astimezone(UTC)
        self.guides = shipped_guides()

    def is_me(self, staff: str) -> bool:
        """Whether it is whoever made the file."""
        return staff == self.me.who


def make_paper(args: argparse.Namespace) -> int:
    """`kitchen-table paper`."""
    from app.paper import PaperWords, one_page_profile, plan_copy

    file = read_record(read_bytes(args.record), str(args.record))
    view, writer = FileView(file, str(args.record)), FileWriter(file)
    words = PaperWords(resources.words_text("paper"))
    if args.kind == CIRCLE:
        return _make_circle(args, file.person, view, writer, words)
    content = content_as_left(view, writer, file.person, PaperKind(args.kind), _profile(view, file.person, args.purpose))
    if content.empty:
        raise NothingToPrint(paper=args.kind)
    made = one_page_profile(content, words) if isinstance(content, ProfilePage) else plan_copy(content, words)
    write_bytes(args.out, made.pdf)
    report = made.report
    say(f"{args.out}: {report.pages} side{'' if report.pages == 1 else 's'}, {report.text_size:g} pt.")
    for line in naming_in(content, view.all(CirclePerson, person_scope(file.person))):
        where = f"record {line.record}" if line.record else f'"{line.words}"'
        say(f"Names, was said by or is to be done by somebody who must not be contacted: {where}.")
    for record in report.did_not_fit:
        say(f"Did not fit and is not on the paper: record {record}.")
    for record in report.in_conflict:
        say(f"Not settled yet: every version is on the paper with the name of who wrote it: record {record}.")
    for record, characters in report.cannot_print:
        say(f"Cannot be printed yet, and the paper says so: record {record} ({' '.join(sorted(set(characters))[:12])}).")
    return DONE


def _profile(view: FileView, person: str, purpose: str) -> str:
    """The profile that is for this purpose; without one the first. Raises `NotFound`."""
    found = [each.name for each in purposes_in(view, person) if each.words.casefold() == purpose.casefold()]
    if not found:
        raise NotFound(what="profile", name=purpose)
    return found[0]


def circle_from(view: FileView, writer: FileWriter, person: str, words: "PaperWords") -> CirclePage:
    """The circle in a file as it would be printed."""
    return circle_page_in(view, writer, person, {sector: words.say(f"circle.part.{sector.value}") for sector in Sector})


def _make_circle(args: argparse.Namespace, person: str, view: FileView, writer: FileWriter, words: "PaperWords") -> int:
    from app.paper import circle_paper

    page = circle_from(view, writer, person, words)
    if page.empty:
        raise NothingToPrint(paper=args.kind)
    made = circle_paper(page, words)
    write_bytes(args.out, made.pdf)
    say(f"{args.out}: {made.report.pages} side{'' if made.report.pages == 1 else 's'}, {made.report.text_size:g} pt.")
    for record, characters in made.report.cannot_print:
        say(f"Cannot be printed yet, and the paper says so: record {record} ({' '.join(sorted(set(characters))[:12])}).")
    return DONE


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
