"""Errors into two sentences: what happened and that the words are safe, and what to do now. Knows no window."""

import re
from dataclasses import dataclass

from app.practice.errors import Bug, KitchenTableError
from ui.words import Words


@dataclass(frozen=True)
class Message:
    """`happened`: what went wrong and what is safe. `do`: what the reader can do."""

    happened: str
    do: str

    def __str__(self) -> str:
        return f"{self.happened} {self.do}"


def message_for(error: BaseException, words: Words) -> Message:
    """The two sentences of an error. One that the house does not know counts as our own mistake."""
    for kind in type(error).__mro__:
        key = _key_of(kind)
        if issubclass(kind, KitchenTableError) and words.has(f"errors.{key}.happened"):
            facts = getattr(error, "facts", {})
            return Message(_filled(f"errors.{key}.happened", facts, words), _filled(f"errors.{key}.do", facts, words))
    return message_for(Bug(), words)


def _filled(key: str, facts: dict[str, object], words: Words) -> str:
    given = {}
    for name in words.placeholders(key):
        value = facts.get(name)
        given[name] = str(value) if value not in (None, "", 0) else words.choice("errors.unknown", name)
    return words(key, **given)


def _key_of(kind: type) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind.__name__).lower()
