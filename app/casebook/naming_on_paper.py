"""What will be printed and names somebody who must not be contacted: every text of a paper is looked at, whichever it is."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum, StrEnum
from typing import Any, Protocol

import msgspec

from app.casebook.desk import Desk, allow_about, unreadable
from app.practice.merge import Current
from app.practice.naming import Named, Names
from app.practice.papers import ActionLine, PaperLine
from app.practice.people import CirclePerson, Council, Person, Speaker
from app.records.revision import RecordId, person_scope

NOT_SAID = frozenset(
    {"person", "record", "revision", "authors", "language", "key", "picture", "paper", "code", "version", "of", "visit", "guides"}
)
"""Fields of a paper that hold no words to ask about: the person, of whom it says itself what it prints; ids, names of things, the
workers who wrote versions, the questions of guides."""


class Printed(Protocol):
    """Whatever can be printed about a person."""

    @property
    def person(self) -> Person:
        """Whom it is about."""

    @property
    def of_person(self) -> tuple[str, ...]:
        """What is printed of the person's own record beside their name."""


class Holds(StrEnum):
    """What kind of record a line of the paper comes from."""

    WORDS = "words"
    PROMISE = "promise"
    HELPER = "helper"
    OTHER = "other"
    """What stands on it beside lines: how to speak with the person, what a photo shows, who was there, an answer."""


@dataclass(frozen=True)
class PaperWording:
    """Words on a paper, and the record they stand in; nothing where they stand in none of their own."""

    holds: Holds
    record: RecordId
    words: str


def asked_about(desk: Desk, person: RecordId, content: Printed) -> tuple[PaperWording, ...]:
    """As `naming_in`, of a paper about this person, with their circle as it is now. Raises `AnotherVisitUnderWay`."""
    with desk.book.view() as view:
        allow_about(view, person)
        return naming_in(content, view.all(CirclePerson, person_scope(person)), unreadable(view, CirclePerson, person))


def naming_in(
    content: Printed, circle: Sequence[Current[CirclePerson]], unread: Collection[RecordId] = ()
) -> tuple[PaperWording, ...]:
    """What stands on the paper and names somebody who must not be contacted, was said by them, or is to be done by them; `unread`
    are people whose record cannot be read. Whoever was taken out of the circle is still not to be contacted. In the order of the
    paper."""
    hidden = [each for each in circle if each.body.do_not_contact]
    records = {each.record for each in hidden} | set(unread)
    person = content.person
    names = Names([Named(each.body.name, each.body.relation) for each in hidden], [person.name, person.known_as])
    held = {each.body: each.record for each in circle}
    found = []
    for holds, record, words, part in _lines_of((content, content.of_person), held):
        if any(names.stand_in(text) or who in records for text, who in _texts(part)):
            found.append(PaperWording(holds, record, words))
    return tuple(dict.fromkeys(found))


def _lines_of(part: Any, circle: Mapping[CirclePerson, RecordId]) -> Iterator[tuple[Holds, RecordId, str, Any]]:
    """Every line of a paper, whatever it is made of: what it holds, its record, the words it is known by, and all of it."""
    if isinstance(part, PaperLine):
        for line in part.printed:
            yield Holds.WORDS, line.record, line.words, (line.words, line.speaker)
    elif isinstance(part, ActionLine):
        for promise in part.printed:
            yield Holds.PROMISE, promise.record, promise.what, (promise.what, promise.by_words, promise.who, part.outcomes)
    elif isinstance(part, CirclePerson):
        yield Holds.HELPER, circle.get(part, ""), part.name, (part.name, part.relation, part.helps_with)
    elif isinstance(part, Speaker):
        yield Holds.OTHER, "", part.name, part
    elif isinstance(part, str):
        yield Holds.OTHER, "", part, part
    else:
        for inner in _inside(part):
            yield from _lines_of(inner, circle)


def _texts(part: Any) -> Iterator[tuple[str, RecordId]]:
    """Every text in a part of a paper, each with whose record says it is."""
    if isinstance(part, Speaker):
        yield part.name, part.who
    elif isinstance(part, str):
        yield part, ""
    else:
        for inner in _inside(part):
            yield from _texts(inner)


def _inside(part: Any) -> Iterator[Any]:
    """What a struct, a table or a row holds that may hold words. What stands about the council is the council's."""
    if isinstance(part, Council | Enum | bytes | type):
        return
    if is_dataclass(part):
        yield from (getattr(part, each.name) for each in fields(part) if each.name not in NOT_SAID)
    elif isinstance(part, msgspec.Struct):
        yield from (getattr(part, name) for name in part.__struct_fields__ if name not in NOT_SAID)
    elif isinstance(part, Mapping):
        yield from part.values()
    elif isinstance(part, tuple | list | frozenset):
        yield from part
