"""What is kept here of papers going out: the rule for a file's password, and each going out for the council's audit."""

from enum import StrEnum

from app.casebook.desk import Desk
from app.practice.file_passwords import LEAST_LETTERS, within
from app.records.revision import RecordId, person_scope

_LEAST = "least letters of a file password"


class Way(StrEnum):
    """How a paper goes out of the app, as the audit names it."""

    PRINTED = "printed"
    SAVED = "saved"
    LOCKED = "saved with a password"


def note_going_out(desk: Desk, person: RecordId, way: Way) -> None:
    """Note for the council's audit that a paper about somebody went to a printer's queue or into a file."""
    with desk.book.unit() as unit:
        unit.note_act(way.value, person_scope(person))
        unit.commit()


def least_password(desk: Desk) -> int:
    """How many letters a file's password must have at least."""
    with desk.book.view() as view:
        kept = view.value(_LEAST) or b""
    return within(int(kept)) if kept.isdigit() else LEAST_LETTERS


def set_least_password(desk: Desk, letters: int) -> int:
    """Ask for so many letters from now on, within the range there is; what holds now."""
    holds = within(letters)
    with desk.book.unit() as unit:
        unit.put(_LEAST, str(holds).encode())
        unit.commit()
    return holds
