"""Formats of a paper: standard, or large print in the size the person reads. None is ever smaller than they can read."""

from dataclasses import replace
from typing import TypeVar

import msgspec

from app.practice.papers import PlanCopy, ProfilePage
from app.practice.people import Person

STANDARD = "standard"
LARGE = "large print"
STANDARD_POINTS = 12
LEAST_LARGE_POINTS = 16
USUAL_LARGE_POINTS = 18
MOST_POINTS = 28

Content = TypeVar("Content", ProfilePage, PlanCopy)


def usual_format(person: Person) -> str:
    """The format this person reads: large print if they asked for it, or for a size that is large."""
    asked = person.reach.text_size
    return LARGE if person.reach.paper == LARGE or asked >= LEAST_LARGE_POINTS else STANDARD


def points_of(person: Person, chosen: str) -> int:
    """The size of the words in a format, for this person."""
    asked = person.reach.text_size
    if chosen == LARGE:
        return min(asked, MOST_POINTS) if asked >= LEAST_LARGE_POINTS else USUAL_LARGE_POINTS
    return asked if STANDARD_POINTS < asked < LEAST_LARGE_POINTS else STANDARD_POINTS


def too_small_for(person: Person, chosen: str) -> bool:
    """Whether the person asked for larger words than this format has: then it is for somebody else."""
    return min(person.reach.text_size, MOST_POINTS) > points_of(person, chosen)


def in_size(content: Content, points: int) -> Content:
    """The same paper, to be set in this size."""
    reach = msgspec.structs.replace(content.person.reach, text_size=points)
    return replace(content, person=msgspec.structs.replace(content.person, reach=reach))
