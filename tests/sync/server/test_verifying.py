"""A paper checked at the council by the code at its foot: found among everybody's, and its words with it."""

import pytest

from app.casebook.desk import Desk
from app.casebook.leaving import freeze
from app.casebook.profile import choose
from app.office import shipped_guides
from app.practice.check_codes import Since
from app.practice.plans import PaperKind, Section
from sync.server.admin import CouncilDesk
from sync.server.trail import Wanted
from sync.server.verifying import verify_here
from tests.sync.laptops import Laptop


@pytest.mark.on_both_engines
def test_a_paper_is_found_at_the_council_with_the_words_of_then(desk: CouncilDesk, ann: Laptop) -> None:
    """In a database of either sort; that somebody looked is in the audit."""
    grace = ann.add_person()
    said = ann.say(grace, "Ring twice.")
    at_table = Desk(ann.book, ann.clock, shipped_guides())
    choose(at_table, grace, said, Section.SUPPORT)
    code = freeze(at_table, grace, PaperKind.PROFILE).code
    ann.say(grace, "Ring once.", record=said)
    ann.exchanger.exchange()
    (paper,) = verify_here(desk.council, code.lower())
    assert (paper.name, paper.paper, paper.number, paper.code) == ("Grace Mensah", "one-page-profile", 1, code)
    assert [(line.words, line.since) for line in paper.lines] == [("Ring twice.", frozenset({Since.CHANGED}))]
    assert verify_here(desk.council, "00000-00000") == []
    acts = [step.act for step in desk.trail(Wanted(scope=f"person:{grace}"))]
    assert acts.count("verified") == 1
