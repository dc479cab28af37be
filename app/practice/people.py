"""The person, the people in their circle, and the council's staff."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

import msgspec

from app.practice.groups import Body, Group, Rule


class Role(StrEnum):
    """Whose words a statement holds."""

    PERSON = "person"
    OTHER = "other"
    WORKER = "worker"
    RECORD = "record"


class Speaker(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
):
    """Who said something. `name` is as it was then; `who` is the record of the circle member or member of staff."""

    role: Role
    name: str = ""
    who: str = ""


class Reach(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
):
    """How to reach and speak with the person (Accessible Information Standard, DAPB1605)."""

    how: str = ""
    """In words: sit on my left; no phone calls."""
    text_size: int = 0
    """Points, 12 to 48; 0 while it has not been asked."""
    paper: str = "standard"
    """standard, large print or easy read."""
    language: str = "en"
    pictures: bool = True


class Person(Body, frozen=True, kw_only=True):
    """A person the council supports or may support."""

    kind: ClassVar[str] = "person"
    groups: ClassVar[tuple[Group, ...]] = (
        Group("name", ("name", "known_as")),
        Group("born", ("born",)),
        Group("home", ("address", "arriving", "telephone")),
        Group("reach", ("reach",)),
        Group("numbers", ("council_number", "nhs_number")),
    )

    name: str
    known_as: str = ""
    born: date | None = None
    address: str = ""
    arriving: str = ""
    """Ring twice and wait, she is coming."""
    telephone: str = ""
    reach: Reach = Reach()
    council_number: str = ""
    nhs_number: str = ""

    @property
    def called(self) -> str:
        """The name the person likes; their whole name until they have said."""
        return self.known_as or self.name


class Wish(StrEnum):
    """Where the person would like somebody in their life to be."""

    NOT_SAID = ""
    CLOSER = "closer"
    SAME = "same"
    FURTHER = "further"
    FIND_AGAIN = "find again"


class Sector(StrEnum):
    """The four sectors of the circle."""

    FAMILY = "family"
    FRIENDS = "friends"
    NEIGHBOURS = "neighbours"
    PAID = "paid"


class CirclePerson(Body, frozen=True, kw_only=True):
    """Somebody in the person's life, as the person sees it."""

    kind: ClassVar[str] = "circle"
    groups: ClassVar[tuple[Group, ...]] = (
        Group("who", ("name", "relation")),
        Group("touch", ("in_touch", "telephone")),
        Group("help", ("helps_with", "paid", "same_home")),
        Group("emergency", ("emergency",)),
        Group("contact", ("do_not_contact",), protective=("do_not_contact",)),
        Group("place", ("sector", "ring"), Rule.ARRANGEMENT),
        Group("wish", ("wish",)),
        Group("gone", ("removed",)),
    )

    name: str
    relation: str = ""
    in_touch: str = ""
    telephone: str = ""
    helps_with: str = ""
    paid: bool = False
    same_home: bool = False
    emergency: bool = False
    do_not_contact: bool = False
    sector: Sector = Sector.FRIENDS
    ring: int = 2
    """1 is closest, 3 the furthest."""
    wish: Wish = Wish.NOT_SAID
    removed: bool = False


class StaffRole(StrEnum):
    """What a member of staff may do."""

    WORKER = "worker"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"
    RECORDS = "records officer"
    """May have words erased that the law says must go; nobody else may."""


class Staff(Body, frozen=True, kw_only=True):
    """A member of the council's staff, in the council's scope: everybody may read who somebody is."""

    kind: ClassVar[str] = "staff"
    groups: ClassVar[tuple[Group, ...]] = (
        Group("name", ("name", "sign_in")),
        Group("role", ("role",)),
        Group("left", ("left",)),
    )

    name: str
    sign_in: str
    role: StaffRole = StaffRole.WORKER
    left: bool = False


class Grant(Body, frozen=True, kw_only=True):
    """That a member of staff works with a person, from a day to a day; in the member's own scope."""

    kind: ClassVar[str] = "grant"
    groups: ClassVar[tuple[Group, ...]] = (Group("grant", ("staff", "person", "since", "until", "why")),)

    staff: str
    person: str
    since: date
    until: date | None = None
    why: str = ""


class Council(Body, frozen=True, kw_only=True):
    """The council itself: its name and what is printed about whom to ring and how to disagree."""

    kind: ClassVar[str] = "council"
    groups: ClassVar[tuple[Group, ...]] = (
        Group("name", ("name",)),
        Group("contact", ("telephone", "address", "hours")),
        Group("disagree", ("disagree",)),
    )

    name: str
    telephone: str = ""
    address: str = ""
    hours: str = ""
    disagree: str = ""
    """How to say that something is wrong, in words for the person."""
