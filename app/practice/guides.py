"""A guide is one conversation tool as data: its parts, its prompts, and what each answer feeds.

Words used here. *Shape*: how the guide is laid out (list, day, circle, plan, balance, chart and others). *Part*: a section,
such as a time of day. *Column*: where in the part an answer stands. *Feeds*: what a view may make of the answer later.
How a guide is written down is known by `app.practice.guide_files`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

import msgspec

from app.practice.changes import Changes
from app.practice.rows import prompt_in

if TYPE_CHECKING:
    from app.practice.sheets import SheetRule

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "list": ("said",),
    "day": ("good", "bad", "todo"),
    "circle": ("said",),
    "plan": ("want", "who"),
    "balance": ("to", "between", "for"),
    "perspectives": ("working", "not_working", "todo"),
    "chart": ("happening", "seen", "meaning", "response"),
    "decisions": ("decision", "involved", "decides", "ground"),
    "week": ("morning", "afternoon", "evening"),
    "steps": ("step", "help", "must", "missed"),
    "line": ("when", "happened", "who", "felt", "known", "not_again"),
    "boxes": ("said", "todo"),
    "rings": ("role", "core", "judgement", "not_ours"),
    "ladder": ("activity", "present", "noticed", "taking_part", "connecting", "contributing"),
    "log": ("what", "there", "worked", "not_worked"),
}
"""The columns of each shape, in the order they are shown. The order of asking is that of the prompts in the file."""

ROWED = frozenset({"chart", "decisions", "steps", "line", "rings", "ladder", "log"})
"""The shapes whose answers stand in rows, as many as the conversation brings (see `app.practice.rows`)."""

NAMED = frozenset(COLUMNS) - {"list", "day", "circle", "plan"}
"""The shapes that are laid out by their columns: a guide of one of them gives each column its name with [[column]]."""

OWN_LANGUAGE = "en"
"""What guides are written in."""

FEEDS = ("admire", "important", "support", "plan", "people", "")
"""What an answer may be used for afterwards; the empty one feeds nothing by itself."""


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that somebody can point at instead of finding their own, with a picture or without."""

    words: str
    picture: str = ""


ONE, SEVERAL = "one", "several"
"""How many of the choices of a question can be true at once."""


class Prompt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question. `easy` is its easy-read wording, the question itself where none was written. `choices` are offered for
    pointing at; they never take the place of somebody's own words."""

    id: str
    part: str
    column: str
    question: str
    easy: str = ""
    ask_aloud: tuple[str, ...] = ()
    picture: str = ""
    feeds: str = ""
    choices: tuple[Choice, ...] = ()
    choose: str = SEVERAL


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A section of a guide: a time of the day, a side of the circle."""

    id: str
    name: str


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a guide calls one column of its shape. `easy` is its easy-read wording, the name itself where none was written."""

    id: str
    name: str
    easy: str = ""


class Guide(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One conversation tool. Every prompt names a part of it, and every id stands once."""

    id: str
    version: int
    dated: date
    name: str
    purpose: str
    shape: str
    minutes: int
    picture: str
    tip: str
    part: tuple[Part, ...]
    prompt: tuple[Prompt, ...]
    column: tuple[Column, ...] = ()
    form: int = 1
    """The form in which the file is written."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of this guide's shape, in the order they are shown."""
        return COLUMNS[self.shape]

    def prompts_of(self, part: str, column: str | None = None) -> tuple[Prompt, ...]:
        """The prompts of one part, of one column of it when named, in the order of the file."""
        return tuple(p for p in self.prompt if p.part == part and column in (None, p.column))

    @property
    def in_rows(self) -> bool:
        """Whether its answers stand in rows."""
        return self.shape in ROWED

    def prompt_named(self, place: str) -> Prompt | None:
        """The prompt with this id, alone or in a row; None when the guide (or this version of it) has none."""
        prompt_id = prompt_in(place)
        return next((p for p in self.prompt if p.id == prompt_id), None)

    def column_named(self, column_id: str) -> Column | None:
        """What this guide calls one of its columns, or None where it gives it no name."""
        return next((c for c in self.column if c.id == column_id), None)

    def part_named(self, part_id: str) -> Part | None:
        """The part with this id, or None."""
        return next((p for p in self.part if p.id == part_id), None)


class ShortPath(NamedTuple):
    """The guides of a visit with little time, in order, and the minutes each is given. No guides: there is no such path."""

    guides: tuple[Guide, ...] = ()
    minutes_each: tuple[int, ...] = ()

    @property
    def minutes(self) -> int:
        """How long all of it takes."""
        return sum(self.minutes_each)


class GuideGroup(NamedTuple):
    """Guides that are offered together, under a name."""

    name: str
    guides: tuple[Guide, ...]


class SuggestRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When something is worth talking about next, and which question then. What each `when` means stands beside the rules."""

    when: Literal["unfed", "unasked", "untold", "alone", "empty", "half", "one", "old", "begun", "next"]
    reason: str
    guide: str = ""
    prompt: str = ""
    about: str = ""


class Spoken(NamedTuple):
    """A guide as it is asked in a language. `own` are the questions that are in it; the others are as the guide has them."""

    guide: Guide
    language: str
    own: frozenset[str] = frozenset()
    checked_by: str = ""

    def language_of(self, prompt: Prompt, guides_own: str = OWN_LANGUAGE) -> str:
        """The language this question is in."""
        return self.language if prompt.id in self.own else guides_own


class InLanguages(Protocol):
    """The guides in other languages."""

    @property
    def names(self) -> tuple[str, ...]:
        """The languages besides the guides' own, by their codes."""
        ...

    def unread(self, language: str) -> bool:
        """Whether some of what is said in this language has been read by nobody who speaks it."""
        ...

    def spoken(self, guide: Guide, language: str, version: Callable[[str, int], Guide | None]) -> Spoken:
        """The guide in a language, question by question. `version` gives the guide as it was translated."""
        ...


class LeftOff(NamedTuple):
    """A guide of the council's that this version of the app cannot read: it is kept, and offered by a newer one."""

    id: str
    version: int
    name: str


class GuideShelf(Protocol):
    """Where the guides stand. Office hands one in; acts and screens ask it."""

    @property
    def left_off(self) -> Sequence[LeftOff]:
        """What the council published and this version of the app cannot read."""
        ...

    @property
    def groups(self) -> Sequence[GuideGroup]:
        """Every guide once, in groups, in the order they are offered. No group is empty."""
        ...

    @property
    def short_path(self) -> ShortPath:
        """What to talk about when there is little time."""
        ...

    @property
    def suggest_rules(self) -> Sequence[SuggestRule]:
        """When something is worth talking about next, what matters most first."""
        ...

    @property
    def sheet_rules(self) -> "Sequence[SheetRule]":
        """Which answers stand on which sheet of paper."""
        ...

    @property
    def languages(self) -> Sequence[str]:
        """The languages in which guides can be asked, their own first."""
        ...

    def unread(self, language: str) -> bool:
        """Whether some of what is said in this language has been read by nobody who speaks it."""
        ...

    def spoken(self, guide: Guide, language: str) -> Spoken:
        """The guide in a language: each question that has been translated in it, the others as they are."""
        ...

    def all(self) -> Sequence[Guide]:
        """Every guide, in the order they are offered."""
        ...

    def get(self, guide_id: str) -> Guide | None:
        """The guide with this id, or None."""
        ...

    def as_asked(self, guide_id: str, version: int) -> Guide | None:
        """The guide in the version of which a question was asked; as it is now where that version is not known any more."""
        ...

    def hear(self, changes: Changes) -> None:
        """What changed, on whichever thread: guides may be among it."""
        ...


class Shelf:
    """A shelf of guides held in memory, in the order given. A later guide with an id already there takes its place.

    `older` are versions that are offered no more, but of which somebody may have been asked. `groups` are names with the ids of
    their guides; those named in none stand in the last. `short` names the guides of the short path with the minutes of each.
    """

    def __init__(
        self,
        guides: Iterable[Guide],
        *,
        older: Iterable[Guide] = (),
        left_off: Iterable[LeftOff] = (),
        groups: Iterable[tuple[str, Sequence[str]]] = (),
        short: Mapping[str, int] | None = None,
        suggest: Iterable[SuggestRule] = (),
        sheets: "Iterable[SheetRule]" = (),
        translations: InLanguages | None = None,
    ) -> None:
        self._guides = {guide.id: guide for guide in guides}
        self._versions = {(guide.id, guide.version): guide for guide in (*older, *self._guides.values())}
        self.left_off = tuple(left_off)
        self.suggest_rules = tuple(suggest)
        self.sheet_rules = tuple(sheets)
        self._translations = translations
        self._groups = tuple(groups)
        self._short = dict(short or {})

    @property
    def groups(self) -> tuple[GuideGroup, ...]:
        """Every guide once, in groups, in the order they are offered. No group is empty."""
        named = {guide_id for _, ids in self._groups for guide_id in ids}
        found = [(name, [self._guides[each] for each in ids if each in self._guides]) for name, ids in self._groups]
        found = found or [("", [])]
        found[-1][1].extend(guide for guide in self._guides.values() if guide.id not in named)
        return tuple(GuideGroup(name, tuple(guides)) for name, guides in found if guides)

    @property
    def short_path(self) -> ShortPath:
        """What to talk about when there is little time. A guide that is not on the shelf is left out of it."""
        there = [(self._guides[name], minutes) for name, minutes in self._short.items() if name in self._guides]
        return ShortPath(tuple(guide for guide, _ in there), tuple(minutes for _, minutes in there))

    def all(self) -> Sequence[Guide]:
        """Every guide, in the order they are offered."""
        return tuple(self._guides.values())

    def get(self, guide_id: str) -> Guide | None:
        """The guide with this id, or None."""
        return self._guides.get(guide_id)

    def as_asked(self, guide_id: str, version: int) -> Guide | None:
        """The guide in the version of which a question was asked; as it is now where that version is not known any more."""
        return self._versions.get((guide_id, version)) or self._guides.get(guide_id)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which guides can be asked, their own first. Translations are read when this is first asked for."""
        return (OWN_LANGUAGE, *(self._translations.names if self._translations else ()))

    def unread(self, language: str) -> bool:
        """Whether some of what is said in this language has been read by nobody who speaks it."""
        return language != OWN_LANGUAGE and self._translations is not None and self._translations.unread(language)

    def spoken(self, guide: Guide, language: str) -> Spoken:
        """The guide in a language: each question that has been translated in it, the others as they are."""
        if self._translations is None or language == OWN_LANGUAGE:
            return Spoken(guide, language)
        return self._translations.spoken(guide, language, self.as_asked)

    def hear(self, changes: Changes) -> None:
        """What is held in memory stays as it is."""

    def beside(self, guides: Iterable[Guide], *, older: Iterable[Guide] = (), left_off: Iterable[LeftOff] = ()) -> "Shelf":
        """This shelf with more guides, of which each takes the place of one with its id. What was there stays known."""
        return Shelf(
            (*self._guides.values(), *guides),
            older=(*self._versions.values(), *older),
            left_off=(*self.left_off, *left_off),
            groups=self._groups,
            short=self._short,
            suggest=self.suggest_rules,
            sheets=self.sheet_rules,
            translations=self._translations,
        )
