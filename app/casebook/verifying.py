"""Checking a paper: from the code at its foot to every version that it can be, word for word as it was printed."""

from dataclasses import dataclass

from app.casebook.desk import Desk, under_way
from app.practice.check_codes import PaperFound, read_code
from app.records.revision import person_scope
from app.records.verifying import papers_with

_ACT = "verified"


@dataclass(frozen=True)
class Verified:
    """What a code was found to stand for. `code` is empty where what was typed can be none."""

    typed: str
    code: str
    papers: tuple[PaperFound, ...]
    visit_open: bool
    """Whether a visit is open: then only papers about the person it is with are told."""


def verify(desk: Desk, typed: str) -> Verified:
    """Every paper with this code, and note for the council's audit whose were looked at. While a visit is open nothing is told
    about anybody else; a note of somebody else that was printed before it was made private is not told either."""
    code = read_code(typed)
    if not code:
        return Verified(typed, "", (), visit_open=False)
    with desk.book.unit() as unit:
        open_now = under_way(unit)
        found = papers_with(unit, code, lambda note: desk.is_me(note.speaker.who))
        if open_now:
            own = unit.joined.records_of(open_now.person)
            found = [each for each in found if each.person in own]
        for person in sorted({each.person for each in found}):
            unit.note_act(_ACT, person_scope(person))
        unit.commit()
    return Verified(typed, code, tuple(found), open_now is not None)
