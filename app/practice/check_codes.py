"""The check code at the foot of a paper, read as people type it from paper; and what verifying one has found.

A code is the first fifty bits of the id of the revision in which the paper was frozen, in Crockford's base 32. Different papers
may share them, however seldom that is: so whoever looks finds every paper that it can be.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.practice.papers import CODE_LENGTH, CODE_LETTERS
from app.practice.people import Speaker
from app.practice.plans import Agreement, HowLeft
from app.practice.statements import Manner

_BITS, _ID_BITS = 50, 256
_READ_AS = str.maketrans("OIL", "011")
"""Letters that are none of a code, because they look like figures."""


def read_code(typed: str) -> str:
    """The code as it is printed, `4F7K2-QX9M3`, however it was typed: in any case, with or without dashes and spaces, with O for
    0 and I or L for 1. Empty when it can be none."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    letters = "".join(each for each in plain if unicodedata.category(each)[0] not in "PZC").translate(_READ_AS)
    if len(letters) != CODE_LENGTH or any(each not in CODE_LETTERS for each in letters):
        return ""
    return f"{letters[:5]}-{letters[5:]}"


def ids_under(code: str) -> tuple[str, str]:
    """The lowest and the highest revision id that give this code."""
    number = 0
    for letter in code.replace("-", ""):
        number = number * len(CODE_LETTERS) + CODE_LETTERS.index(letter)
    below = _ID_BITS - _BITS
    return f"{number << below:064x}", f"{((number + 1) << below) - 1:064x}"


class Since(StrEnum):
    """What has become of a line of paper since it was printed."""

    CHANGED = "changed"
    LEFT_OUT = "left out"
    KEPT_OFF = "kept off paper"
    PRIVATE = "private"
    """It is a private note now. The words are told only to whoever wrote it."""
    NOT_CONTACTED = "not to be contacted"
    ERASED = "erased"
    """The law says that the words had to go: nobody has them any more."""
    NOT_HERE = "not here"
    """The words are not where this was looked up; the council's server may have them."""


@dataclass(frozen=True)
class PrintedLine:
    """One line of a paper: the exact words of the revision that was printed, and what became of it since.

    `words` are empty where they are erased, not here, or somebody else's private note; `kind` is the kind of record.
    """

    record: str
    revision: str
    kind: str
    words: str
    speaker: Speaker | None = None
    """Whose words they are; of a promise, who was to do it."""
    manner: Manner | None = None
    detail: str = ""
    """What stood beside them: by when, what somebody is to the person, what they help with, their number."""
    by: date | None = None
    emergency: bool = False
    """Of somebody in the circle: that they are to be rung in an emergency."""
    since: frozenset[Since] = frozenset()


@dataclass(frozen=True)
class CopyKnown:
    """That a copy of it was left: how, with whom, when."""

    how: HowLeft
    with_whom: str
    left_at: datetime


@dataclass(frozen=True)
class PaperFound:
    """One version of a paper that has the code."""

    code: str
    person: str
    name: str
    """What the person was called when it was made, as far as that is known; empty when it is not."""
    paper: str
    """Which paper, by its name in the record; empty when what it was is erased."""
    number: int
    made_on: date | None
    purpose: str
    lines: tuple[PrintedLine, ...]
    people: tuple[PrintedLine, ...]
    """Those of the circle who stand on it, as far as that was kept."""
    reach: PrintedLine | None
    """How to reach and speak with the person, where it says so and that was kept."""
    answers: tuple[Agreement, ...]
    """What the person said to exactly this paper."""
    copies: tuple[CopyKnown, ...]

    @property
    def erased(self) -> bool:
        """Whether the law says that nothing may be known of it any more but that there was one."""
        return not self.paper
