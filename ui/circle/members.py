"""Somebody in the circle as the drawing and the list show them, and the sentence by which a screen reader knows them."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.casebook.circles import Beside
from app.practice.merge import Current
from app.practice.people import CirclePerson, Sector, Wish
from ui.words import Words

FEW = 2
"""How many letters stand for a name."""


@dataclass(frozen=True)
class Member:
    """One name in the drawing."""

    record: str
    name: str
    ring: int
    sector: Sector
    relation: str = ""
    roles: tuple[str, ...] = ()
    wish: Wish = Wish.NOT_SAID
    paid: bool = False
    same_home: bool = False
    do_not_contact: bool = False
    emergency: bool = False
    helps_with: str = ""
    in_touch: str = ""
    settled: bool = True
    photo: bytes | None = None

    def for_the_person(self) -> "Member":
        """What of them may be on the view that is turned to the person."""
        return replace(self, do_not_contact=False, settled=True)

    @property
    def cell(self) -> tuple[int, Sector]:
        """Where they are."""
        return self.ring, self.sector


@dataclass(frozen=True)
class Ghost:
    """Where somebody stood on an earlier day. `gone`: they are in the circle no longer."""

    record: str
    name: str
    ring: int
    sector: Sector
    gone: bool = False


def member_of(found: Current[CirclePerson], beside: Beside) -> Member:
    """What the drawing shows of a record, and of what is known beside it."""
    body = found.body
    return Member(
        found.record,
        body.name,
        body.ring,
        body.sector,
        relation=body.relation,
        roles=beside.roles,
        wish=body.wish,
        paid=body.paid,
        same_home=body.same_home,
        do_not_contact=body.do_not_contact,
        emergency=body.emergency,
        helps_with=body.helps_with,
        in_touch=body.in_touch,
        settled=found.settled,
        photo=beside.face or None,
    )


def spoken(member: Member, names: Mapping[Sector, str], words: Words) -> str:
    """Everything that the drawing shows of somebody, as one line: Ann, sister, family, closest ring, would like closer."""
    parts = [member.name, member.relation, *member.roles, names[member.sector], in_ring(member.ring, words)]
    if member.wish is not Wish.NOT_SAID:
        parts.append(words.choice("circle.board.wish", member.wish.value.replace(" ", "_")))
    for key, true in (
        ("paid", member.paid),
        ("same_home", member.same_home),
        ("do_not_contact", member.do_not_contact),
        ("versions", not member.settled),
    ):
        if true:
            parts.append(words(f"circle.board.{key}"))
    said = dict.fromkeys(" ".join(part.split()) for part in parts)
    return words("circle.board.between").join(part for part in said if part)


def in_ring(ring: int, words: Words) -> str:
    """What a ring is called in the middle of a line."""
    return words.choice("circle.board.ring", str(ring))


def initials(name: str) -> str:
    """The first letters of the first and the last word, as they are written, marks on them included."""
    first = [_first(word) for word in name.split()]
    first = [letter for letter in first if letter]
    return "".join(first if len(first) < FEW else (first[0], first[-1]))


def _first(word: str) -> str:
    """The first letter of a word with what belongs to it."""
    letters = ""
    for letter in word:
        joins = unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Mc", "Me")
        if letters and not joins:
            break
        if letters or unicodedata.category(letter)[0] in "LNS":
            letters += letter
    return letters
