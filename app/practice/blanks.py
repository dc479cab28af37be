"""Papers to write on: values only. They hold no words of anybody's."""

from dataclasses import dataclass
from datetime import date

import msgspec

from app.practice.guides import Spoken
from app.practice.papers import NameOnly, Stamp
from app.practice.people import Person


@dataclass(frozen=True)
class QuestionsPage(NameOnly):
    """Questions to take along to a visit where the lid stays closed, each guide as it is asked in a language."""

    person: Person
    guides: tuple[Spoken, ...]
    stamp: Stamp

    @property
    def empty(self) -> bool:
        """Whether there is nothing to ask."""
        return not self.guides


@dataclass(frozen=True)
class BlankPage(NameOnly):
    """A paper for one person to fill in by hand."""

    person: Person
    stamp: Stamp

    @property
    def empty(self) -> bool:
        """Never: it is there to be filled."""
        return False


class BudgetRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of a budget sheet. A row without a name is for the person's own."""

    name: str = ""
    easy: str = ""


class BudgetSheet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The rows of a budget sheet: what comes in, what goes out, and how many empty rows follow each."""

    name: str
    version: int
    dated: date
    months: int
    came: tuple[BudgetRow, ...]
    came_own: int
    went: tuple[BudgetRow, ...]
    went_own: int
