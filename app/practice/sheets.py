"""Sheets: papers made of what was said and promised, besides the profile and the plan. What stands on one is chosen by a rule.

A rule is data: which answers stand in which part, whether promises and people do. How a sheet looks is decided in app/paper.
A laptop that does not know a sheet keeps what was frozen and left of it, and passes it on.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

import msgspec

from app.practice.groups import Body, Group
from app.practice.papers import ActionLine, PagePhoto, PagePurpose, PaperLine, PlanCopy, ProfilePage, Stamp
from app.practice.people import CirclePerson, Person, Speaker
from app.practice.plans import HowLeft, Line, Section


class SheetVersion(Body, frozen=True, kw_only=True):
    """A sheet as it was frozen: exactly these words, in this order. It is never changed; a newer one is another."""

    kind: ClassVar[str] = "sheet version"
    groups: ClassVar[tuple[Group, ...]] = (Group("frozen", ("paper", "number", "lines", "made_at", "text_size", "visit")),)

    paper: str
    """The name of the sheet's rule; also one that this release does not know."""
    number: int
    lines: tuple[Line, ...]
    made_at: datetime
    text_size: int = 12
    visit: str = ""


class SheetLeft(Body, frozen=True, kw_only=True):
    """That a copy of a frozen sheet was left with somebody."""

    kind: ClassVar[str] = "sheet left"
    groups: ClassVar[tuple[Group, ...]] = (
        Group("copy", ("version", "of", "paper", "number", "with_whom", "how", "left_at", "code", "visit")),
    )

    version: str
    of: str
    paper: str
    number: int
    with_whom: str = ""
    how: HowLeft
    left_at: datetime
    code: str
    visit: str = ""


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where lines of a part come from: a part of the profile, or answers of a guide. `parts` and `columns` narrow a guide; left
    out, they do not. With `feeds`, the answers of every guide to questions that feed this."""

    profile: Section | None = None
    guide: str = ""
    parts: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    feeds: str = ""
    table: bool = False
    """The rows of the guide stand as rows, under the names of its columns."""


class RulePart(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One part of a sheet: its heading, its drawing, and where its lines come from."""

    key: str
    name: str
    easy: str = ""
    picture: str = "heart"
    takes: tuple[Source, ...] = ()
    instead: bool = False
    """The first source in which there is anything stands for all."""
    reach: bool = False
    """It begins with how to reach and speak with the person."""


class SheetRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands on a sheet. `people` are those who help, or only those who can be rung."""

    name: str
    version: int
    dated: date
    part: tuple[RulePart, ...] = ()
    promises: bool = False
    people: Literal["", "helpers", "to ring"] = ""
    photo: bool = False


@dataclass(frozen=True)
class SheetTable:
    """Rows of a guide: what its columns are called, and in each cell what was said there, often nothing or several things."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[PaperLine, ...], ...], ...]

    @property
    def lines(self) -> tuple[PaperLine, ...]:
        """Everything in it, row by row."""
        return tuple(line for row in self.rows for cell in row for line in cell)


@dataclass(frozen=True)
class SheetPart:
    """One part of a sheet as it would be printed now."""

    key: str
    name: str
    picture: str
    lines: tuple[PaperLine, ...] = ()
    tables: tuple[SheetTable, ...] = ()
    easy: str = ""
    reach: str = ""
    """How to reach and speak with the person."""

    @property
    def printed(self) -> tuple[PaperLine, ...]:
        """Every line of words in it."""
        return (*self.lines, *(line for table in self.tables for line in table.lines))

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it."""
        return not (self.lines or self.tables or self.reach)


@dataclass(frozen=True)
class SheetPage:
    """A sheet as it would be printed now. No part of it is empty."""

    paper: str
    person: Person
    parts: tuple[SheetPart, ...]
    actions: tuple[ActionLine, ...]
    people: tuple[CirclePerson, ...]
    made_with: tuple[Speaker, ...]
    stamp: Stamp
    unsettled: tuple[str, ...] = ()
    photo: PagePhoto | None = None
    members: tuple[tuple[str, CirclePerson], ...] = ()
    """Those of `people`, each by their record."""

    @property
    def of_person(self) -> tuple[str, ...]:
        """How to reach and speak with them, where a part says so: nothing else but their name."""
        return tuple(part.reach for part in self.parts if part.reach)

    @property
    def lines(self) -> tuple[PaperLine, ...]:
        """Every line of words, in the order of the paper."""
        return tuple(line for part in self.parts for line in part.printed)

    @property
    def beside(self) -> tuple[PagePurpose | PagePhoto, ...]:
        """The photo, where there is one."""
        return (self.photo,) if self.photo else ()

    @property
    def empty(self) -> bool:
        """Whether nothing was said or promised that could stand on it."""
        return not (self.lines or self.actions)


Content = ProfilePage | PlanCopy | SheetPage
"""What is on a paper that can be left as a version."""
