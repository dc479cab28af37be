"""Which picture stands beside a sentence: by its words, the most particular first; none rather than a wrong one.

The words of every picture are data. A word there stands for itself; one that ends in * for all that begin so (swim* is also
swims and swimming). A word written with a capital is looked for with that capital: Mass, Sunday. Other words that have a capital
inside a sentence are somebody's name and mean no picture.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class _Phrase(NamedTuple):
    words: tuple[str, ...]
    picture: str
    at_start: bool
    general: bool

    @property
    def weight(self) -> tuple[bool, int]:
        """What goes first: a particular thing before a general one, then more words."""
        return (not self.general, len(self.words))


@dataclass(frozen=True)
class Picturing:
    """The words of pictures. Each row has `picture` (empty: these words mean none) and `words`; `general` pictures give way to
    all others. `against` are the words with which a sentence says no: then only a picture whose own words say no fits."""

    rows: tuple[Mapping[str, Any], ...]
    against: tuple[str, ...] = ()

    def picture_for(self, sentence: str) -> str:
        """The name of the picture for this sentence; empty where nothing fits."""
        said = _words(sentence)
        taken: set[int] = set()
        best: tuple[tuple[bool, int], int, str] | None = None
        refused = any(word in self._against for word, _ in said)
        for phrase, start in self._found(said):
            place = range(start, start + len(phrase.words))
            if taken.intersection(place):
                continue
            taken.update(place)
            says_no = any(word in self._against for word in phrase.words) or phrase.at_start
            if phrase.picture and (says_no or not refused):
                rank = (phrase.weight, -start, phrase.picture)
                best = max(best, rank) if best else rank
        return best[2] if best else ""

    @property
    def pictures(self) -> frozenset[str]:
        """Every picture that is named."""
        return frozenset(str(row["picture"]) for row in self.rows if row["picture"])

    def _found(self, said: list[tuple[str, bool]]) -> list[tuple[_Phrase, int]]:
        """What fits where, longer phrases first: their words are then used up."""
        found = []
        for start, (word, _) in enumerate(said):
            for phrase in self._candidates(word):
                if _fits(phrase, said, start):
                    found.append((phrase, start))
        return sorted(found, key=lambda each: (-len(each[0].words), -sum(map(len, each[0].words)), each[1]))

    def _candidates(self, word: str) -> Iterable[_Phrase]:
        lowered = word.casefold()
        for length in range(1, len(lowered) + 1):
            yield from self._by_start.get((lowered[:length], False), ())
        yield from self._by_start.get((lowered, True), ())

    @cached_property
    def _by_start(self) -> dict[tuple[str, bool], list[_Phrase]]:
        """Phrases by their first word; True where it must be the whole word."""
        found: dict[tuple[str, bool], list[_Phrase]] = {}
        for row in self.rows:
            for text in row["words"]:
                words = tuple(text.removeprefix("^").split())
                phrase = _Phrase(words, row["picture"], text.startswith("^"), bool(row.get("general")))
                first = words[0].casefold()
                found.setdefault((first.removesuffix("*"), not first.endswith("*")), []).append(phrase)
        return found

    @cached_property
    def _against(self) -> frozenset[str]:
        return frozenset(self.against)


def _words(sentence: str) -> list[tuple[str, bool]]:
    """The words of a sentence, each with whether it stands at the beginning of something said."""
    found = []
    for match in _WORD.finditer(sentence):
        before = sentence[: match.start()].rstrip()
        first = not before or before[-1] in ".!?:;…“‘\"'(\n"
        found.append((match[0].replace("’", "'"), first))
    return found


def _fits(phrase: _Phrase, said: list[tuple[str, bool]], start: int) -> bool:
    if (phrase.at_start and start) or start + len(phrase.words) > len(said):
        return False
    return all(
        _same(wanted, word, first)
        for wanted, (word, first) in zip(phrase.words, said[start : start + len(phrase.words)], strict=True)
    )


def _same(wanted: str, word: str, first: bool) -> bool:
    """Whether this word is the one that is wanted. A capital inside a sentence is a name, unless it is wanted."""
    stem = wanted.removesuffix("*")
    if stem[:1].isupper():
        return word.startswith(stem) if wanted.endswith("*") else word == stem
    if word[:1].isupper() and not first and word != "I":
        return False
    lowered = word.casefold()
    return lowered.startswith(stem) if wanted.endswith("*") else lowered == stem
