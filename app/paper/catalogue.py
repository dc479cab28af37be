"""Every paper there is. A new one is one file beside this: it says what it is with `PAPER`, and is found by that.

What a paper is called and what it is for stands with the sentences of paper, under `papers` and its name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import app.paper
from app.paper.report import Paper
from app.paper.words import PaperWords
from app.practice.formats import Format


class Takes(StrEnum):
    """What a paper is made of."""

    PROFILE = "profile"
    """`app.practice.papers.ProfilePage`"""
    PLAN = "plan"
    """`app.practice.papers.PlanCopy`"""
    SHEET = "sheet"
    """`app.practice.sheets.SheetPage`, chosen by the rule of the same name."""
    CIRCLE = "circle"
    """`app.practice.circles.CirclePage`"""
    VISIT = "visit"
    """`app.practice.letters.VisitLetter`: there is one for each planned visit."""
    GUIDES = "guides"
    """`app.practice.blanks.QuestionsPage`"""
    NOTHING = "nothing"
    """`app.practice.blanks.BlankPage`"""


@dataclass(frozen=True)
class Listed:
    """A paper, as it is known in lists and on the command line."""

    name: str
    takes: Takes
    drawn: Callable[[Any, PaperWords, Format], Paper]
    place: int
    """Where it stands in a list of all of them."""
    only_asked: bool = False
    """It is made only when somebody asks for exactly this one."""

    @property
    def frozen(self) -> bool:
        """Whether words and promises stand on it: then it is left as a version, with a check code, and is remembered."""
        return self.takes in (Takes.PROFILE, Takes.PLAN, Takes.SHEET)

    @property
    def blank(self) -> bool:
        """Whether it is there to be written on."""
        return self.takes in (Takes.GUIDES, Takes.NOTHING)


@cache
def papers() -> tuple[Listed, ...]:
    """Every paper, in the order in which they are offered."""
    modules = (import_module(f"app.paper.{each.name}") for each in iter_modules(app.paper.__path__))
    found = [module.PAPER for module in modules if hasattr(module, "PAPER")]
    return tuple(sorted(found, key=lambda listed: (listed.place, listed.name)))


def paper_listed(name: str) -> Listed:
    """The paper of this name. Raises KeyError."""
    return {each.name: each for each in papers()}[name]
