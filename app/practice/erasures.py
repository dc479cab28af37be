"""Erasures: what the law says must go, why, under which rule, and who decided.

An erasure is a record like any other, and stays when the words are gone. What it covers loses body and salt wherever it is kept;
who wrote it and when stays, and the history goes on checking. It is never taken back: all that any erasure has ever named is
covered, in whichever order they came.
"""

from datetime import date
from typing import ClassVar

import msgspec

from app.practice.errors import FileMistake
from app.practice.groups import Body, Group


class Erasure(Body, frozen=True, kw_only=True):
    """What goes, of the scope in which the erasure itself stands. `why` never repeats what goes: it stays."""

    kind: ClassVar[str] = "erasure"
    groups: ClassVar[tuple[Group, ...]] = (
        Group("erasure", ("revisions", "records", "everything", "why", "rule", "law", "decided_by", "decided_on")),
    )

    revisions: tuple[str, ...] = ()
    """Single versions. What is written on top of them later stays."""
    records: tuple[str, ...] = ()
    """Whole records, whatever of them arrives later included."""
    everything: bool = False
    """All about the person, whatever arrives later included."""
    why: str
    rule: str
    """The code of the rule under which it must go."""
    law: str
    """What that rule says and where it comes from, as it stood then."""
    decided_by: str
    """The name and office of whoever decided."""
    decided_on: date

    @property
    def names_something(self) -> bool:
        """Whether it says what goes."""
        return bool(self.revisions or self.records or self.everything)

    @property
    def is_whole(self) -> bool:
        """Whether it says what goes, why, under which rule and who decided."""
        return self.names_something and all(each.strip() for each in (self.why, self.rule, self.law, self.decided_by))


class ErasureRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule under which words must go: a code to name it by, what it says in plain words, and where it comes from."""

    code: str
    says: str
    source: str

    @property
    def law(self) -> str:
        """The rule as an erasure keeps it."""
        return f"{self.says} ({self.source})"


class ErasureRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The rules of a council, by version and date."""

    version: int
    dated: date
    rule: tuple[ErasureRule, ...]

    def named(self, code: str) -> ErasureRule | None:
        """The rule of that code, if there is one."""
        return next((each for each in self.rule if each.code == code), None)


def read_rules(text: str, name: str) -> ErasureRules:
    """The rules in a file. Raises `FileMistake`, naming the place."""
    try:
        found = msgspec.toml.decode(text, type=ErasureRules)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `")
        raise FileMistake(file=name, where=where.rstrip("`") or "the file", what=what) from error
    except msgspec.DecodeError as error:
        raise FileMistake(file=name, where="the file", what=str(error)) from error
    codes = [each.code for each in found.rule]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice is not None:
        raise FileMistake(file=name, where=f"rule {twice}", what="this code stands there twice")
    return found
