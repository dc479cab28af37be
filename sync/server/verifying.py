"""Checking a paper at the council's desk: which papers have a check code, whoever made them, word for word."""

from app.practice.check_codes import PaperFound, read_code
from app.records.book import View
from app.records.revision import person_scope
from app.records.verifying import papers_with
from sync.server import audit
from sync.server.council import CouncilServer
from sync.server.desk import desk_of


def verify_here(council: CouncilServer, typed: str) -> list[PaperFound]:
    """Every paper with this code, and a note in the audit for each person whose was looked at. Private notes are not told."""
    code = read_code(typed)
    if not code:
        return []
    with council.writing() as connection:
        found = papers_with(View(connection), code)
        scopes = {person_scope(each.person): 1 for each in found}
        audit.note(connection, council.clock(), "verified", staff=desk_of(council.home).staff, scopes=scopes or None)
    return found
