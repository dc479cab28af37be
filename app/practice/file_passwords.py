"""The password of a paper that is saved to be sent: how long it must be, and how it goes into the file.

The letters go in as SASLprep (RFC 4013) says, which is what PDF asks of every program that opens such a file.
"""

import stringprep
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

LEAST_LETTERS = 12
"""How long a password must be at least, unless this casebook says otherwise."""

SHORTEST_LEAST, LONGEST_LEAST = 8, 32
"""The range in which that may be set."""

MOST_BYTES = 127
"""What a PDF can take, in UTF-8."""

_FORBIDDEN = (
    stringprep.in_table_c12,
    stringprep.in_table_c21_c22,
    stringprep.in_table_c3,
    stringprep.in_table_c4,
    stringprep.in_table_c5,
    stringprep.in_table_c6,
    stringprep.in_table_c7,
    stringprep.in_table_c8,
    stringprep.in_table_c9,
    stringprep.in_table_a1,
)


class Fault(StrEnum):
    """What is the matter with a password."""

    SHORT = "short"
    LONG = "long"
    LETTERS = "letters"
    """A letter that not every keyboard and program can give again."""
    DIRECTIONS = "directions"
    """It mixes letters that run to the right with letters that run to the left."""


@dataclass(frozen=True)
class Judged:
    """A password as it goes into the file, or what is the matter with it."""

    prepared: str = ""
    fault: Fault | None = None
    letter: str = ""
    """The first letter that cannot be in it, for `Fault.LETTERS`."""
    otherwise: bool = False
    """It is not letter for letter what was typed: the prepared one is what has to be passed on."""
    edge_spaces: bool = False
    """It begins or ends with a space, which nobody sees and everybody has to type."""


def judged(password: str, least: int = LEAST_LETTERS) -> Judged:
    """The password as PDF wants it. Spaces within and around it count; nothing is taken away that can be typed."""
    mapped = "".join(" " if stringprep.in_table_c12(each) else each for each in password if not stringprep.in_table_b1(each))
    prepared = unicodedata.normalize("NFKC", mapped)
    strange = next((each for each in prepared if any(forbids(each) for forbids in _FORBIDDEN)), "")
    if strange:
        return Judged(fault=Fault.LETTERS, letter=strange)
    if _runs_both_ways(prepared):
        return Judged(fault=Fault.DIRECTIONS)
    if len(prepared) < least:
        return Judged(fault=Fault.SHORT)
    if len(prepared.encode()) > MOST_BYTES:
        return Judged(fault=Fault.LONG)
    return Judged(prepared, otherwise=prepared != password, edge_spaces=prepared != prepared.strip(" "))


def within(least: int) -> int:
    """The nearest length that may be set as the least."""
    return min(max(least, SHORTEST_LEAST), LONGEST_LEAST)


def _runs_both_ways(prepared: str) -> bool:
    """RFC 3454, section 6: with any letter that runs to the left, all do, and the first and the last are such letters."""
    if not any(stringprep.in_table_d1(each) for each in prepared):
        return False
    ends = stringprep.in_table_d1(prepared[0]) and stringprep.in_table_d1(prepared[-1])
    return not ends or any(stringprep.in_table_d2(each) for each in prepared)
