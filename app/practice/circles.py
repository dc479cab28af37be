"""More about the circle than a laptop of an earlier release can read: what the person calls its parts, in what other ways
somebody belongs to their life, what somebody looks like, and who is not to be on the view that is turned to the person.

An earlier release keeps these records and passes them on unread.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from app.practice.groups import Body, Group
from app.practice.papers import NameOnly, Stamp
from app.practice.people import Person, Sector, Wish
from app.practice.photos import PhotoHash, photo_in

LONGEST_NAME = 40
"""Letters of what a part of the circle is called: it stands in a corner of the drawing."""


class SectorNames(Body, frozen=True, kw_only=True):
    """What the person calls the parts of their circle; an empty name is the usual one. There is a record for each part of a
    person's circle, so that two laptops that name different parts never meet in one."""

    kind: ClassVar[str] = "circle names"
    groups: ClassVar[tuple[Group, ...]] = (
        Group("of family", ("of_family",)),
        Group("of friends", ("of_friends",)),
        Group("of neighbours", ("of_neighbours",)),
        Group("of paid", ("of_paid",)),
    )

    of_family: str = ""
    of_friends: str = ""
    of_neighbours: str = ""
    of_paid: str = ""

    @property
    def by_sector(self) -> Mapping[Sector, str]:
        """The parts that have a name of their own."""
        names = {sector: str(getattr(self, field_of(sector))) for sector in Sector}
        return {sector: name for sector, name in names.items() if name.strip()}


def field_of(sector: Sector) -> str:
    """The field that names this part."""
    return f"of_{sector.value}"


@dataclass(frozen=True)
class OnPage:
    """Somebody on the paper of a circle."""

    record: str
    name: str
    ring: int
    sector: Sector
    wish: Wish = Wish.NOT_SAID


@dataclass(frozen=True)
class CirclePage(NameOnly):
    """The circle as it would be printed: nobody on it who is not to be contacted or is to be left out."""

    person: Person
    members: tuple[OnPage, ...]
    names: Mapping[Sector, str]
    """What all four parts are called."""
    stamp: Stamp

    @property
    def empty(self) -> bool:
        """Whether there is nobody to draw."""
        return not self.members


class MemberMore(Body, frozen=True, kw_only=True):
    """More about somebody in the circle, under `member`, their record there. There is a record for each thing that is known of
    them beside, so that two laptops that add different things never meet in one."""

    kind: ClassVar[str] = "circle more"
    groups: ClassVar[tuple[Group, ...]] = (
        Group("member", ("member",)),
        Group("roles", ("roles",)),
        Group("face", ("face",)),
        Group("turned away", ("turned_away",), protective=("turned_away",)),
    )

    member: str
    roles: tuple[str, ...] = ()
    """In what other ways they belong to the person's life, beside who they are to them: also my landlord, holds the key."""
    face: str = ""
    """A photo of them, as bodies name photos."""
    turned_away: bool = False
    """They are not to be on the view that is turned to the person."""

    @property
    def photo(self) -> PhotoHash:
        """The hash of the photo; empty where there is none."""
        return photo_in(self.face)
