"""Commands that make papers: one from a record file, or every paper of the example people."""

import argparse
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any

import resources
from app.casebook.at_hand import blank_in, questions_in
from app.casebook.circles import circle_page_in
from app.casebook.leaving import content_as_left
from app.casebook.letter import letter_in
from app.casebook.naming_on_paper import naming_in
from app.casebook.portable import FileView, RecordFile, read_record
from app.casebook.purposes import purposes_in
from app.commands.terms import DONE, FAILED, read_bytes, say, write_bytes
from app.office import default_folder, shipped_guides, use_what_the_council_has
from app.practice.errors import NotFound, NothingToPrint
from app.practice.formats import EASY, LARGE, STANDARD, Format, format_for
from app.practice.people import CirclePerson, Person, Role, Sector, Speaker
from app.practice.plans import PaperKind
from app.practice.portraits import MAIN
from app.practice.visits import Visit, VisitStatus
from app.records.revision import person_scope
from app.settings import read_settings

if TYPE_CHECKING:
    from app.paper import Paper, PaperWords
    from app.paper.catalogue import Listed

_PASSED_OVER = {
    "broken": "it is not a whole typeface",
    "pictures": "its letters are coloured pictures",
    "forbidden": "its maker does not allow it inside documents",
    "too_large": "it is larger than 40 MB",
    "unreadable": "it cannot be read",
    "too_many": "there are more than 60 files in its folder",
}
GIANT = 28
"""The largest size of the pictures of papers."""


class FileWriter:
    """Who a paper made from a file is by: whoever made the file, on the day it was made."""

    def __init__(self, file: RecordFile) -> None:
        self.me = Speaker(role=Role.WORKER, name=file.made_by.name, who=file.made_by.staff)
        self.clock = lambda: file.made.astimezone(UTC)
        self.guides = shipped_guides()

    def is_me(self, staff: str) -> bool:
        """Whether it is whoever made the file."""
        return staff == self.me.who


@dataclass(frozen=True)
class Shelf:
    """A record file, ready for papers to be made of it."""

    file: RecordFile
    view: FileView
    writer: FileWriter
    words: "PaperWords"

    @classmethod
    def of(cls, data: bytes, name: str) -> "Shelf":
        """Raises `FileMistake`."""
        from app.paper import PaperWords

        file = read_record(data, name)
        return cls(file, FileView(file, name), FileWriter(file), PaperWords(resources.words_text("paper")))

    @property
    def person(self) -> Person:
        """Whom it is about."""
        return self.view.current(Person, self.file.person).body

    def content(self, listed: "Listed", *, profile: str = MAIN, guides: Sequence[str] = ()) -> Any:
        """What stands on the paper now. Raises `NothingToPrint`, `NotFound`."""
        from app.paper.catalogue import Takes

        view, writer, person = self.view, self.writer, self.file.person
        if listed.frozen:
            paper = PaperKind(listed.name) if listed.name in set(PaperKind) else listed.name
            content: Any = content_as_left(view, writer, person, paper, profile)
        elif listed.takes is Takes.CIRCLE:
            content = circle_page_in(view, writer, person, {each: self.words.say(f"circle.part.{each.value}") for each in Sector})
        elif listed.takes is Takes.VISIT:
            return letter_in(view, writer, person, self._planned(listed))
        elif listed.takes is Takes.GUIDES:
            content = questions_in(view, writer, person, guides)
        else:
            content = blank_in(view, writer, person)
        if content.empty:
            raise NothingToPrint(paper=listed.name)
        return content

    def _planned(self, listed: "Listed") -> str:
        """The next visit that is planned for a day."""
        visits = [each for each in self.view.all(Visit) if each.body.status is VisitStatus.PLANNED and each.body.planned_for]
        if not visits:
            raise NothingToPrint(paper=listed.name)
        return min(visits, key=lambda each: str(each.body.planned_for)).record


def make_paper(args: argparse.Namespace) -> int:
    """`kitchen-table paper`."""
    from app.paper.catalogue import papers

    _use_own()
    shelf = Shelf.of(read_bytes(args.record), str(args.record))
    listed = next((each for each in papers() if each.name == args.kind), None)
    if listed is None:
        say(f"The papers there are: {', '.join(each.name for each in papers())}.")
        raise NotFound(what="paper", name=args.kind)
    content = shelf.content(listed, profile=_profile(shelf, args.purpose), guides=_guides(shelf, args.guide))
    made = listed.drawn(content, shelf.words, format_for(shelf.person, args.format))
    write_bytes(args.out, made.pdf)
    say(f"{args.out}: {made.report.pages} side{'' if made.report.pages == 1 else 's'}, {made.report.text_size:g} pt.")
    for line in naming_in(content, shelf.view.all(CirclePerson, person_scope(shelf.file.person))):
        where = f"record {line.record}" if line.record else f'"{line.words}"'
        say(f"Names, was said by or is to be done by somebody who must not be contacted: {where}.")
    _tell(made)
    return DONE


def _use_own() -> None:
    """Let papers use what this laptop has of its own, and say which typefaces cannot be used."""
    from app.paper.own_fonts import own_fonts

    use_what_the_council_has(default_folder(), read_settings(default_folder()))
    own_fonts.look_again()
    for each in own_fonts.passed_over:
        say(f"{each.file} is passed over: {_PASSED_OVER[each.why]}.")


def _tell(made: "Paper") -> None:
    """What is not on the paper as it should be."""
    for record in made.report.did_not_fit:
        say(f"Did not fit and is not on the paper: record {record}.")
    for record in made.report.in_conflict:
        say(f"Not settled yet: every version is on the paper with the name of who wrote it: record {record}.")
    for record, characters in made.report.cannot_print:
        say(f"Cannot be printed yet, and the paper says so: record {record} ({' '.join(sorted(set(characters))[:12])}).")


def _profile(shelf: Shelf, purpose: str) -> str:
    """The profile that is for this purpose; without one the first. Raises `NotFound`."""
    found = [each.name for each in purposes_in(shelf.view, shelf.file.person) if each.words.casefold() == purpose.casefold()]
    if not found:
        raise NotFound(what="profile", name=purpose)
    return found[0]


def _guides(shelf: Shelf, wanted: Sequence[str]) -> Sequence[str]:
    """The guides of these names. Raises `NotFound`."""
    for each in wanted:
        if shelf.writer.guides.get(each) is None:
            raise NotFound(what="guide", name=each)
    return wanted


def make_papers(args: argparse.Namespace) -> int:
    """`kitchen-table papers`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.demo.pages import save_pages

    args.out.mkdir(parents=True, exist_ok=True)
    made = 0
    for number, (name, text) in enumerate(resources.example_record_texts()):
        shelf = Shelf.of(text.encode(), name)
        for stem, paper in _every_paper(shelf, circle=args.circle, blank=number == 0):
            stem = f"{name.removesuffix('.json')} {stem}"
            (args.out / f"{stem}.pdf").write_bytes(paper.pdf)
            made += save_pages(paper.pdf, args.out, stem)
    say(f"{made} pictures of pages, and the PDFs, are in {args.out}.")
    return DONE if made else FAILED


def _every_paper(shelf: Shelf, *, circle: bool, blank: bool) -> Iterator[tuple[str, "Paper"]]:
    """Every paper there is something for, in every format. Those to write on are the same for everybody: one person's will do,
    and of the questions every guide in one format."""
    from app.paper.catalogue import Takes, papers

    guides = [guide.id for guide in shelf.writer.guides.all()]
    for listed in papers():
        if (listed.only_asked and not circle) or (listed.blank and not blank):
            continue
        try:
            content = shelf.content(listed)
        except NothingToPrint:
            continue
        for stem, form in _formats(shelf.person):
            yield f"{listed.name}{stem}", listed.drawn(content, shelf.words, form)
        if listed.takes is Takes.GUIDES:
            yield f"{listed.name} every guide", listed.drawn(shelf.content(listed, guides=guides), shelf.words, Format(12))


def _formats(person: Person) -> Iterator[tuple[str, Format]]:
    """How the person reads, and every other way."""
    yield "", format_for(person)
    for paper in (STANDARD, LARGE, EASY):
        if (form := format_for(person, paper)) != format_for(person):
            yield f" {paper}", form
    yield f" {GIANT} pt", Format(GIANT)
