"""Guides in other languages: only texts, by the ids of the guide. What has no text there is asked as the guide has it.

A translation is of one version of a guide. Of another version it is used for the questions that are still the same, so that
nobody is asked something else in one language than in the other.
"""

from collections.abc import Callable, Iterable
from functools import cached_property

import msgspec

from app.practice.errors import FileMistake
from app.practice.guides import Choice, Guide, Prompt, Spoken


class SaidPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a part or a column is called."""

    id: str
    name: str
    easy: str = ""


class SaidPrompt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question. `easy` is the question itself where none was written; without `ask_aloud` the guide's own are asked.
    `choices` are the words of the guide's choices in their order; where they are not as many, those of the guide are offered."""

    id: str
    question: str
    easy: str = ""
    ask_aloud: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


class Translation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One guide in one language. `checked_by` names the native speaker who has read it; empty while nobody has."""

    language: str
    guide: str
    version: int
    checked_by: str
    name: str = ""
    purpose: str = ""
    part: tuple[SaidPart, ...] = ()
    column: tuple[SaidPart, ...] = ()
    prompt: tuple[SaidPrompt, ...] = ()


def read_translation(text: str, name: str) -> Translation:
    """A translation written as TOML. Raises `FileMistake`."""
    try:
        return msgspec.toml.decode(text, type=Translation)
    except msgspec.DecodeError as error:
        raise FileMistake(file=name, where="the translation", what=str(error)) from error


def missing_in(translation: Translation, guide: Guide) -> tuple[str, ...]:
    """What of the guide the translation has no text for, as `part waking` or `prompt waking-bad`."""
    lacks = [key for key in ("name", "purpose") if not getattr(translation, key)]
    for kind in ("part", "column", "prompt"):
        there = {each.id for each in getattr(translation, kind)}
        lacks += [f"{kind} {each.id}" for each in getattr(guide, kind) if each.id not in there]
    offered = {each.id: len(each.choices) for each in guide.prompt}
    lacks += [f"choices of {each.id}" for each in translation.prompt if len(each.choices) != offered.get(each.id, 0)]
    return tuple(lacks)


def unknown_in(translation: Translation, guide: Guide) -> tuple[str, ...]:
    """What the translation has a text for and the guide does not know, or has twice."""
    found = []
    for kind in ("part", "column", "prompt"):
        there = [each.id for each in getattr(translation, kind)]
        known = {each.id for each in getattr(guide, kind)}
        found += [f"{kind} {each}" for at, each in enumerate(there) if each not in known or each in there[:at]]
    return tuple(found)


class Languages:
    """The translations there are. They are read when they are first asked for."""

    def __init__(self, read: Callable[[], Iterable[Translation]] = tuple) -> None:
        self._read = read

    @cached_property
    def _all(self) -> dict[tuple[str, str], Translation]:
        return {(each.guide, each.language): each for each in self._read()}

    @property
    def names(self) -> tuple[str, ...]:
        """The languages besides the guides' own, by their codes."""
        return tuple(sorted({language for _, language in self._all}))

    def unread(self, language: str) -> bool:
        """Whether some of what is said in this language has been read by nobody who speaks it."""
        return any(not each.checked_by for (_, spoken), each in self._all.items() if spoken == language)

    def spoken(self, guide: Guide, language: str, version: Callable[[str, int], Guide | None]) -> Spoken:
        """The guide in a language, question by question. `version` gives the guide as it was translated."""
        said = self._all.get((guide.id, language))
        then = version(guide.id, said.version) if said else None
        if said is None or then is None:
            return Spoken(guide, language)
        prompts = {each.id: each for each in said.prompt}
        same = {each.id for each in guide.prompt if _same(each, then.prompt_named(each.id))}
        parts, columns = {each.id: each for each in said.part}, {each.id: each for each in said.column}
        changed = msgspec.structs.replace(
            guide,
            name=(said.name or guide.name) if guide.name == then.name else guide.name,
            purpose=(said.purpose or guide.purpose) if guide.purpose == then.purpose else guide.purpose,
            part=tuple(
                msgspec.structs.replace(each, name=parts[each.id].name) if each in then.part and each.id in parts else each
                for each in guide.part
            ),
            column=tuple(
                msgspec.structs.replace(each, name=columns[each.id].name, easy=columns[each.id].easy or columns[each.id].name)
                if each in then.column and each.id in columns
                else each
                for each in guide.column
            ),
            prompt=tuple(
                _said(each, prompts[each.id], then.prompt_named(each.id)) if each.id in same & prompts.keys() else each
                for each in guide.prompt
            ),
        )
        return Spoken(changed, language, frozenset(same & prompts.keys()), said.checked_by)


def _same(now: Prompt, then: Prompt | None) -> bool:
    return then is not None and (now.question, now.easy) == (then.question, then.easy)


def _said(prompt: Prompt, said: SaidPrompt, then: Prompt | None) -> Prompt:
    choices = prompt.choices
    if then is not None and then.choices == choices and len(said.choices) == len(choices):
        choices = tuple(Choice(words, each.picture) for words, each in zip(said.choices, choices, strict=True))
    return msgspec.structs.replace(
        prompt,
        question=said.question,
        easy=said.easy or said.question,
        ask_aloud=said.ask_aloud or prompt.ask_aloud,
        choices=choices,
    )
