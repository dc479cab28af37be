"""From words to something left behind: profile lines, actions, frozen versions, the person's answer, copies left.

What the person wants to happen is a statement. A profile line holds no text of its own: it chooses and orders one.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

import msgspec

from app.practice.groups import Body, Group, Rule
from app.practice.people import Speaker
from app.practice.statements import Asked, Manner


class Section(StrEnum):
    """The three parts of a one-page profile."""

    ADMIRE = "admire"
    IMPORTANT = "important"
    SUPPORT = "support"


class ProfileLine(Body, frozen=True, kw_only=True):
    """That a statement stands in a part of the person's profile, and where."""

    kind: ClassVar[str] = "profile line"
    groups: ClassVar[tuple[Group, ...]] = (
        Group("statement", ("statement", "purpose")),
        Group("place", ("section", "rank", "chosen"), Rule.ARRANGEMENT),
    )

    statement: str
    purpose: str = "main"
    section: Section
    rank: int = 0
    chosen: bool = True


class ActionState(StrEnum):
    """Whether what was promised was done."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Action(Body, frozen=True, kw_only=True):
    """Who does what by when. `towards` is the statement of what the person wants to happen."""

    kind: ClassVar[str] = "action"
    groups: ClassVar[tuple[Group, ...]] = (
        Group(
            "action",
            ("what", "who", "by", "by_words", "towards", "asked", "visit", "said_by"),
        ),
        Group("state", ("state", "reason", "settled_on")),
        Group("left out", ("struck",), protective=("struck",)),
        Group("keep off", ("not_to_print",), protective=("not_to_print",)),
        Group("order", ("rank",), Rule.ARRANGEMENT),
    )

    what: str
    who: Speaker | None = None
    by: date | None = None
    by_words: str = ""
    """When a day does not say it: by Easter, before the frost."""
    towards: str = ""
    asked: Asked = Asked()
    visit: str = ""
    said_by: Speaker | None = None
    state: ActionState = ActionState.OPEN
    reason: str = ""
    settled_on: date | None = None
    struck: bool = False
    not_to_print: bool = False
    rank: int = 0


class PaperKind(StrEnum):
    """Papers that can be made."""

    PROFILE = "one-page-profile"
    PLAN_COPY = "plan-copy"


class Line(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One record on a paper, in exactly the revision that was printed."""

    record: str
    revision: str


class PaperVersion(Body, frozen=True, kw_only=True):
    """A paper as it was frozen: exactly these words, in this order. It is never changed; a newer one is another."""

    kind: ClassVar[str] = "paper version"
    groups: ClassVar[tuple[Group, ...]] = (Group("frozen", ("paper", "number", "lines", "made_at", "text_size", "visit")),)

    paper: PaperKind
    number: int
    lines: tuple[Line, ...]
    made_at: datetime
    text_size: int = 12
    visit: str = ""


class PeoplePrinted(Body, frozen=True, kw_only=True):
    """Which people of the circle stand on a frozen paper, as those who help or are to be rung, and what it says of them and of
    how to reach the person: see `printed_people`. There is one for a version."""

    kind: ClassVar[str] = "people printed"
    groups: ClassVar[tuple[Group, ...]] = (Group("people", ("version", "people")),)

    version: str
    people: tuple[Line, ...]


class Agreed(StrEnum):
    """What the person says to a paper."""

    YES = "yes"
    NOT_YET = "not yet"
    NO = "no"


class Agreement(Body, frozen=True, kw_only=True):
    """The person's answer to a frozen version, in their own way and words. `of` is its exact revision."""

    kind: ClassVar[str] = "agreement"
    groups: ClassVar[tuple[Group, ...]] = (
        Group(
            "answer",
            (
                "version",
                "of",
                "answer",
                "words",
                "speaker",
                "manner",
                "visit",
                "given_at",
            ),
        ),
    )

    version: str
    of: str
    answer: Agreed
    words: str = ""
    speaker: Speaker
    manner: Manner = Manner.SPOKEN
    visit: str = ""
    given_at: datetime


class HowLeft(StrEnum):
    """How a copy left the laptop."""

    PRINTED = "printed"
    SAVED = "saved as PDF"


class CopyLeft(Body, frozen=True, kw_only=True):
    """That a copy of a frozen version was left with somebody."""

    kind: ClassVar[str] = "copy left"
    groups: ClassVar[tuple[Group, ...]] = (
        Group(
            "copy",
            (
                "version",
                "of",
                "paper",
                "number",
                "with_whom",
                "how",
                "left_at",
                "code",
                "visit",
            ),
        ),
    )

    version: str
    of: str
    paper: PaperKind
    number: int
    with_whom: str = ""
    how: HowLeft
    left_at: datetime
    code: str
    visit: str = ""
