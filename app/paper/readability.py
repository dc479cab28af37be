"""How easy the words on a paper are to read: told to the worker before printing. It never changes a word.

Reading age is the Flesch-Kincaid grade with five years added: a rough measure, made for longer texts than most statements are.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from app.paper.sentences import sentences_of
from app.practice.jargon import JargonList
from resources import jargon, reading_rules

YOUNGEST, OLDEST = 5, 25
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SOUNDS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?<=[^aeiouy])(?:e|es|ed)$")
_HEARD = re.compile(r"(?:[^aeiouy]les?|[td]ed|(?:ch|sh|[cgsxz])es)$")


class Words(NamedTuple):
    """One line of a paper, and the heading it stands under."""

    where: str
    words: str
    language: str = "en"


class Hard(NamedTuple):
    """A word that may be hard, and what could be said instead where that is known."""

    word: str
    instead: str


@dataclass(frozen=True)
class Line:
    """What may be hard in one line: nothing in most."""

    where: str
    number: int
    """Which line under its heading, from one."""
    words: str
    age: int
    long: tuple[str, ...]
    hard: tuple[Hard, ...]


@dataclass(frozen=True)
class Reading:
    """How easy a paper is to read. `age` is 0 where there is nothing in the language that is measured."""

    age: int
    lines: tuple[Line, ...]
    """Only those in which something may be hard."""


def reading_of(said: Iterable[Words]) -> Reading:
    """Look through the lines of a paper. Those in another language than the rules are passed over."""
    language = str(_rules()["language"])
    counted: dict[str, int] = {}
    lines, sentences = [], []
    for where, words, spoken in said:
        counted[where] = counted.get(where, 0) + 1
        if spoken.partition("-")[0].lower() != language:
            continue
        own = [each for each in sentences_of(words) if _WORD.search(each)]
        sentences += own
        long = tuple(each for each in own if len(_WORD.findall(each)) > _rules()["longest"])
        hard = hard_words(words)
        if long or hard:
            lines.append(Line(where, counted[where], words, age_of(own), long, hard))
    return Reading(age_of(sentences), tuple(lines))


def age_of(sentences: Sequence[str]) -> int:
    """The age at which most people read such sentences; 0 for none."""
    words = [word for sentence in sentences for word in _WORD.findall(sentence)]
    if not words:
        return 0
    grade = 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return min(max(round(grade + 5), YOUNGEST), OLDEST)


def hard_words(text: str) -> tuple[Hard, ...]:
    """Words that may be hard, each once, in their order. A name inside a sentence is none."""
    found = {each.start: Hard(each.word, each.instead) for each in _listed().find(text)}
    taken = {at for each in _listed().find(text) for at in range(each.start, each.end)}
    for match in _WORD.finditer(text):
        word, start = match[0], match.start()
        named = word[0].isupper() and text[:start].rstrip()[-1:] not in ("", ".", "!", "?", "“", "\n")
        letters = len(word) > 1 and word.isupper() and word not in _rules()["letters"]
        many = syllables(word) >= _rules()["syllables"] and not named and word.casefold() not in _known()
        if start not in taken and (letters or many):
            found[start] = Hard(word, "")
    once = {each.word.casefold(): each for _, each in sorted(found.items(), reverse=True)}
    return tuple(sorted(once.values(), key=lambda each: text.casefold().index(each.word.casefold())))


def syllables(word: str) -> int:
    """How many sounds an English word has, as it is written: near enough for a measure, not for a dictionary."""
    plain = word.casefold().replace("’", "'").removesuffix("'s")
    short = plain if _HEARD.search(plain) else _SILENT.sub("", plain)
    return max(len(_SOUNDS.findall(short)), 1)


@cache
def _rules() -> dict[str, Any]:
    return reading_rules()


@cache
def _known() -> frozenset[str]:
    return frozenset(_rules()["known"])


@cache
def _listed() -> JargonList:
    """Words of the office, and words for which there is an easier one."""
    easier = [{"avoid": row["words"], "instead": row["instead"]} for row in _rules()["easier"]]
    return JargonList([*jargon(), *easier])
