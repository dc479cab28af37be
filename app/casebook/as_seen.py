"""Freeze exactly what was looked at, and say what on it names somebody who must not be contacted, the person's answer too."""

from dataclasses import dataclass, replace
from datetime import date

from app.casebook.before_leaving import before_leaving
from app.casebook.desk import Desk
from app.casebook.leaving import Frozen, freeze
from app.casebook.naming_on_paper import PaperWording, asked_about
from app.practice.errors import ChangedSinceSeen
from app.practice.papers import PlanCopy, Stamp
from app.practice.people import Council
from app.practice.portraits import MAIN
from app.practice.sheets import Content
from app.records.revision import RecordId


@dataclass(frozen=True)
class AsSeen:
    """A version of what was looked at. `naming` is what on it names somebody not to be contacted, as the circle is now."""

    frozen: Frozen
    naming: tuple[PaperWording, ...]


def freeze_as_seen(
    desk: Desk,
    person: RecordId,
    paper: str,
    seen: Content,
    text_size: int = 0,
    profile: RecordId = MAIN,
    *,
    without_people: bool = False,
) -> AsSeen:
    """As `freeze`, of what was looked at and of nothing that came since. Raises `ChangedSinceSeen`: look again."""
    _hold_to(before_leaving(desk, person, paper, profile, without_people=without_people).content, seen, paper)
    frozen = freeze(desk, person, paper, text_size, profile, without_people=without_people)
    _hold_to(frozen.content, seen, paper)
    return AsSeen(frozen, asked_about(desk, person, frozen.content))


def reads_the_same(one: Content, other: Content) -> bool:
    """Whether all that can be read on two papers is the same, but the stamp and the answer, which are given to it."""
    return _as_read(one) == _as_read(other)


def _hold_to(content: Content, seen: Content, paper: str) -> None:
    if not reads_the_same(content, seen):
        raise ChangedSinceSeen(paper=paper)


def _as_read(content: Content) -> Content:
    read = replace(content, stamp=Stamp(Council(name=""), date.min))
    return replace(read, answer=None) if isinstance(read, PlanCopy) else read
