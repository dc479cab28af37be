"""From what is chosen to what the cards say. No Qt in here."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.casebook.choosing import Board, Part
from app.paper.words import PaperWords
from app.practice.merge import Current
from app.practice.people import Role
from app.practice.plans import Section
from app.practice.statements import Answer, Statement
from ui.paper.making import short_name, whose
from ui.profile.card import Line
from ui.profile.part_view import Offer
from ui.words import Words

if TYPE_CHECKING:
    from app.paper.report import Report


@dataclass(frozen=True)
class Facts:
    """What the page that was made last says about its lines."""

    fallen: tuple[str, ...] = ()
    letters: frozenset[str] = frozenset()

    @classmethod
    def of(cls, report: "Report") -> "Facts":
        """From the report of a paper."""
        return cls(report.did_not_fit, frozenset(each.record for each in report.cannot_print if each.record))


def cards_of(board: Board, facts: Facts, words: Words, say: PaperWords) -> list[Line]:
    """Every card, in the order of the page."""
    called = board.person.body.called
    return [
        Line(
            statement=each.record,
            words=each.body.words,
            by=whose(each.body, called, say),
            name=_name(each.body, called, words),
            section=part.section,
            place=place,
            count=len(part.chosen),
            marks=_marks(each, facts, words),
            may_change="words" not in each.versions,
        )
        for part in board.parts
        for place, each in enumerate(part.chosen, start=1)
    ]


def offers_of(part: Part, board: Board, say: PaperWords) -> tuple[tuple[Offer, ...], tuple[Offer, ...]]:
    """What could go into a part: what answers its questions, and the rest."""
    called = board.person.body.called
    offered, others = (
        tuple((each.record, each.body.words, whose(each.body, called, say)) for each in group)
        for group in (part.offered, part.others)
    )
    return offered, others


def line_of(board: Board, statement: str, way: int) -> tuple[Section, str] | None:
    """Where a line comes to stand one step up (-1) or down (1): its part, and what it stands before. None at an end."""
    parts = list(board.parts)
    for number, part in enumerate(parts):
        records = [each.record for each in part.chosen]
        if statement not in records:
            continue
        at = records.index(statement)
        if way < 0 and at > 0:
            return part.section, records[at - 1]
        if way > 0 and at + 1 < len(records):
            return part.section, records[at + 2] if at + 2 < len(records) else ""
        if not 0 <= number + way < len(parts):
            return None
        beside = parts[number + way]
        first = beside.chosen[0].record if beside.chosen and way > 0 else ""
        return beside.section, first
    return None


def _name(statement: Statement, called: str, words: Words) -> str:
    if statement.speaker.role is Role.PERSON:
        return short_name(called)
    return short_name(statement.speaker.name) or words("profile.sharpen.somebody")


def _marks(statement: Current[Statement], facts: Facts, words: Words) -> tuple[tuple[str, str], ...]:
    marks = []
    read_back = statement.body.read_back
    if read_back is not None:
        agreed = read_back.answer is Answer.YES
        said = words("profile.line.read_back") if agreed else words("profile.line.not_quite")
        marks.append((said, "agreed" if agreed else "soft"))
    if "words" in statement.versions:
        marks.append((words("profile.line.two_versions"), "attention"))
    if not statement.body.may_be_printed:
        marks.append((words("profile.line.kept_off"), "attention"))
    if statement.record in facts.fallen:
        marks.append((words("profile.line.falls_off"), "attention"))
    if statement.record in facts.letters:
        marks.append((words("profile.line.letters"), "attention"))
    return tuple(marks)
