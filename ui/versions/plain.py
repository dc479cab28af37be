"""The fields of a version in plain words, for kinds that are not a sentence somebody said."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.casebook.people import Names
from app.practice.groups import Group
from app.practice.guides import GuideShelf
from app.practice.people import Reach, Role, Speaker
from app.practice.statements import Assent, ReadBack, Struck
from app.practice.visits import Permission
from ui.words import Words

HIDDEN = frozenset(
    {
        *(
            "asked",
            "code",
            "earlier",
            "face",
            "lines",
            "made_at",
            "member",
            "of",
            "one",
            "other",
            "people",
            "photo",
            "picture",
            "rank",
        ),
        *("record", "revision", "statement", "towards", "version", "visit", "to", "was", "words"),
    }
)
"""Fields that are records or shown elsewhere, and mean nothing to a reader by themselves."""


@dataclass(frozen=True)
class PlainLine:
    """One field: what it is called, and what it says."""

    label: str
    text: str


class PlainWords:
    """Says values as people would."""

    def __init__(self, words: Words, names: Names, guides: GuideShelf, person_name: str) -> None:
        self._words, self._names, self._guides, self._person = words, names, guides, person_name

    def lines(self, group: Group, values: tuple[Any, ...], shown: frozenset[str] = frozenset()) -> list[PlainLine]:
        """The fields of a group that say something to a reader. `shown` adds some that are otherwise hidden."""
        found: list[PlainLine] = []
        for name, value in zip(group.fields, values, strict=True):
            if isinstance(value, Reach):
                found += [self._line(part, getattr(value, part)) for part in value.__struct_fields__]
            elif name not in HIDDEN or name in shown:
                found.append(self._line(name, value))
        return found

    def speaker(self, speaker: Speaker) -> str:
        """What to call whoever spoke."""
        if speaker.role is Role.PERSON:
            return speaker.name or self._person
        return speaker.name or self._names.of(speaker.who) or self._words("versions.somebody")

    def _line(self, name: str, value: Any) -> PlainLine:
        return PlainLine(self._words.choice("versions.field", name), self._said(name, value))

    def _said(self, name: str, value: Any) -> str:
        words = self._words
        if isinstance(value, bool):
            return words("versions.yes") if value else words("versions.no")
        if value in (None, "", (), 0):
            return words("versions.nothing")
        if isinstance(value, tuple):
            return words.listing(self._said(name, each) for each in value)
        if isinstance(value, datetime):
            return words.moment(value)
        if isinstance(value, date):
            return words.date(value)
        return self._said_struct(name, value)

    def _said_struct(self, name: str, value: Any) -> str:
        words = self._words
        match value:
            case Speaker():
                return self.speaker(value)
            case Permission(given=given, words=said):
                answer = words("versions.yes") if given else words("versions.no")
                return words("versions.in_words", answer=answer, words=said) if said else answer
            case ReadBack(answer=answer):
                return words.choice("versions.value", _key(answer))
            case Assent(who=who, agrees=agrees):
                answer = words("versions.yes") if agrees else words("versions.no")
                return words("versions.assent", name=self.speaker(who), answer=answer)
            case Struck(reason=reason):
                return words("versions.struck_why", reason=reason) if reason else words("versions.struck")
            case StrEnum():
                return words.choice("versions.value", _key(value))
        if name == "language" and words.has(f"person.language.{value}"):
            return words.choice("person.language", str(value))
        if name == "topics":
            guide = self._guides.get(str(value))
            return guide.name if guide else str(value)
        if name == "staff":
            return self._names.of(str(value)) or words("versions.somebody")
        return str(value)


def _key(value: str) -> str:
    return str(value).replace(" ", "_") or "not_said"
