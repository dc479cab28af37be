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
LEAST_CLAUSE = 4
"""So many words before what says no were said for themselves."""


class _Word(NamedTuple):
    text: str
    first: bool
    """Whether something said begins with it."""
    new: bool
    """Whether a part of the sentence begins with it: after a comma, a semicolon, a colon, a dash."""


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
    against: frozenset[str] = frozenset()

    def picture_for(self, sentence: str) -> str:
        """The name of the picture for this sentence; empty where nothing fits."""
        said = _words(sentence)
        free = self._free(said)
        taken: set[int] = set()
        best: tuple[tuple[bool, int], int, str] | None = None
        for phrase, start in self._found(said):
            place = range(start, start + len(phrase.words))
            if taken.intersection(place):
                continue
            taken.update(place)
            says_no = phrase.at_start or any(word.removesuffix("*") in self.against for word in phrase.words)
            if phrase.picture and (says_no or place[-1] < free):
                rank = (phrase.weight, -start, phrase.picture)
                best = max(best, rank) if best else rank
        return best[2] if best else ""

    @property
    def pictures(self) -> frozenset[str]:
        """Every picture that is named."""
        return frozenset(str(row["picture"]) for row in self.rows if row["picture"])

    def _free(self, said: list[_Word]) -> int:
        """How many words stand before what says no: all where nothing does. A part of its own before it is free when it is long
        enough to have been said for itself: "A rail by the bath, so I need not choose"."""
        no = next((at for at, each in enumerate(said) if each.text.casefold() in self.against), len(said))
        if no == len(said):
            return no
        begins = next((at for at in range(no, 0, -1) if said[at].new), 0)
        return begins if begins >= LEAST_CLAUSE else 0

    def _found(self, said: list[_Word]) -> list[tuple[_Phrase, int]]:
        """What fits where, longer phrases first: their words are then used up."""
        found = []
        for start, word in enumerate(said):
            for phrase in self._candidates(word.text):
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


def _words(sentence: str) -> list[_Word]:
    """The words of a sentence."""
    found = []
    for match in _WORD.finditer(sentence):
        before = sentence[: match.start()].rstrip()
        first = not before or before[-1] in ".!?:;…“‘\"'(\n"
        found.append(_Word(match[0].replace("’", "'"), first, first or before[-1] in ",-–—)"))
    return found


def _fits(phrase: _Phrase, said: list[_Word], start: int) -> bool:
    if (phrase.at_start and start) or start + len(phrase.words) > len(said):
        return False
    there = said[start : start + len(phrase.words)]
    return all(_same(wanted, word) for wanted, word in zip(phrase.words, there, strict=True))


def _same(wanted: str, word: _Word) -> bool:
    """Whether this word is the one that is wanted. A capital inside a sentence is a name, unless it is wanted."""
    stem = wanted.removesuffix("*")
    if stem[:1].isupper():
        return word.text.startswith(stem) if wanted.endswith("*") else word.text == stem
    if word.text[:1].isupper() and not word.first and word.text != "I":
        return False
    lowered = word.text.casefold()
    return lowered.startswith(stem) if wanted.endswith("*") else lowered == stem
