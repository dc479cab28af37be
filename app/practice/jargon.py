"""Words that may not stand where the person reads: found, with what to say instead.

Somebody's own words are never looked at with this, nor changed: a quoted statement may hold any of them.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple


class Jargon(NamedTuple):
    """A word to avoid where it stands in a text, and what to say instead."""

    word: str
    instead: str
    start: int
    end: int


class JargonList:
    """A list of words to avoid. Each entry has `avoid` and `instead`, and may name harmless phrases under `except`."""

    def __init__(self, entries: Iterable[Mapping[str, Any]]) -> None:
        rows = list(entries)
        self._instead = {word.casefold(): entry["instead"] for entry in rows for word in entry["avoid"]}
        self._avoid = _any_of(self._instead)
        self._harmless = _any_of({phrase for entry in rows for phrase in entry.get("except", ())})

    def find(self, text: str) -> tuple[Jargon, ...]:
        """What stands in `text`, in its order: whole words in any case, the longest that fits, not within a harmless phrase."""
        harmless = [match.span() for match in self._harmless.finditer(text)]
        return tuple(
            Jargon(match[0], self._instead[_spaced(match[0])], *match.span())
            for match in self._avoid.finditer(text)
            if not any(start <= match.start() and match.end() <= end for start, end in harmless)
        )


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    each = (r"\s+".join(re.escape(part) for part in word.split()) for word in longest_first)
    return re.compile(rf"\b(?:{'|'.join(each)})\b" if longest_first else r"(?!)", re.IGNORECASE)


def _spaced(word: str) -> str:
    return " ".join(word.casefold().split())
