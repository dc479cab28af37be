"""Words that say little: each brings a follow-up question to ask aloud.

Nothing here changes a word or calls one wrong. What counts as saying little is data (a text handed in) with a version and a
date; it is in one language, and statements in another are left in peace.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from app.practice.errors import FileMistake

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_WORD_OR_END = re.compile(rf"({_WORD.pattern})|[.!?;:\n]")

_Sentence = tuple[list[str], list[tuple[int, int]]]


class FollowUp(NamedTuple):
    """A question to ask aloud, and what was heard: the letters of the statement from `start` to `end`."""

    question: str
    heard: str
    start: int
    end: int


class Hint(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that bring one question. `begins`: only where a sentence begins with them."""

    question: str
    words: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()


class Twice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When the same sentence stands twice."""

    question: str
    least_words: int


class Bare(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a few words name no day, no place and nobody."""

    question: str
    most_words: int
    detail: frozenset[str]
    enough: frozenset[str]
    short_columns: frozenset[str]
    short_feeds: frozenset[str]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: int
    dated: date
    language: str
    hint: tuple[Hint, ...]
    third_person: Hint
    twice: Twice
    bare: Bare


class Hints:
    """What counts as saying little, made ready for looking: one step for each word of a statement."""

    def __init__(self, file: _File) -> None:
        self.version, self.dated, self.language = file.version, file.dated, file.language
        self.twice, self.bare, self.third_person = file.twice, file.bare, file.third_person
        self._anywhere = _by_first_word({phrase: hint.question for hint in file.hint for phrase in hint.words})
        self._beginning = _by_first_word({phrase: hint.question for hint in file.hint for phrase in hint.begins})
        self.first_words = frozenset(self._anywhere)
        """What every phrase that is looked for anywhere begins with."""
        self._other_person = _by_first_word(dict.fromkeys(file.third_person.begins, file.third_person.question))

    def short_is_enough(self, column: str, feeds: str) -> bool:
        """Whether a few words are just what a question asks for: a name, a year, a day."""
        return column in self.bare.short_columns or feeds in self.bare.short_feeds

    def anywhere(self, words: Sequence[str], at: int) -> tuple[str, int]:
        """The question and how many words it was about, of the longest phrase that stands here; none and 0."""
        return _longest(self._anywhere, words, at)

    def beginning(self, words: Sequence[str], at: int, *, first_person: bool) -> tuple[str, int]:
        """The same, of what says something only where a sentence begins with it."""
        found = _longest(self._beginning, words, at)
        return found if found[1] or not first_person else _longest(self._other_person, words, at)


_Phrases = dict[str, list[tuple[tuple[str, ...], str]]]


def read_hints(text: str, name: str) -> Hints:
    """The hints written in a TOML text. Raises `FileMistake`."""
    try:
        return Hints(msgspec.toml.decode(text, type=_File))
    except msgspec.DecodeError as error:
        raise FileMistake(file=name, where="hints", what=str(error)) from error


def follow_ups(
    words: str,
    hints: Hints,
    *,
    language: str = "",
    first_person: bool = False,
    name: str = "",
    short_is_enough: bool = False,
    said_before: Collection[str] = (),
) -> tuple[FollowUp, ...]:
    """Questions to ask aloud about what was said, each once, in the order of the words that bring them.

    `language` of the words, none being that of the hints. `first_person`: they stand as the person's own, who is called `name`.
    `short_is_enough`: a few words are just what was asked for. `said_before` are other statements, in which they may stand too.
    """
    if language and language.partition("-")[0] != hints.language:
        return ()
    sentences = _sentences_of(words)
    called = tuple(_plain(match[0]) for match in _WORD.finditer(name)) if first_person else ()
    vague = _vague(sentences, words, hints, called, first_person)
    found = sorted((*vague, *_twice(sentences, words, hints, said_before)), key=lambda each: each.start)
    if not found and not short_is_enough:
        found = list(_bare(sentences, words, hints))
    once: dict[str, FollowUp] = {}
    for each in found:
        once.setdefault(each.question, each)
    return tuple(once.values())


def _vague(sentences: Iterable[_Sentence], words: str, hints: Hints, called: tuple[str, ...], first: bool) -> Iterator[FollowUp]:
    for plain, places in sentences:
        if called and tuple(plain[: len(called)]) == called and len(plain) > len(called):
            yield _about(hints.third_person.question, words, places[0][0], places[len(called) - 1][1])
        question, length = hints.beginning(plain, 0, first_person=first)
        if length:
            yield _about(question, words, places[0][0], places[length - 1][1])
        at = length
        while at < len(plain):
            if plain[at] not in hints.first_words:
                at += 1
                continue
            question, length = hints.anywhere(plain, at)
            if length:
                yield _about(question, words, places[at][0], places[at + length - 1][1])
            at += length or 1


def _twice(sentences: Sequence[_Sentence], words: str, hints: Hints, said_before: Collection[str]) -> Iterator[FollowUp]:
    least = hints.twice.least_words
    if said_before:
        whole = [word for plain, _ in sentences for word in plain]
        if len(whole) >= least and whole in [[_plain(each[0]) for each in _WORD.finditer(other)] for other in said_before]:
            yield _about(hints.twice.question, words, 0, len(words))
            return
    seen: set[tuple[str, ...]] = set()
    for plain, places in sentences:
        said = tuple(plain)
        if len(said) >= least and said in seen:
            yield _about(hints.twice.question, words, places[0][0], places[-1][1])
        seen.add(said)


def _bare(sentences: Sequence[_Sentence], words: str, hints: Hints) -> Iterator[FollowUp]:
    plain = [word for each, _ in sentences for word in each]
    places = [place for _, each in sentences for place in each]
    if not plain or len(plain) > hints.bare.most_words or any(letter.isdigit() for letter in words):
        return
    if not any(letter.isascii() for word in plain for letter in word):
        return  # in other letters than those of the hints
    named = any(words[start].isupper() and not _is_i(word) for word, (start, _) in zip(plain[1:], places[1:], strict=True))
    if named or " ".join(plain) in hints.bare.enough or not hints.bare.detail.isdisjoint(plain):
        return
    yield _about(hints.bare.question, words, places[0][0], places[-1][1])


def _sentences_of(words: str) -> list[_Sentence]:
    """The words of each sentence as they are looked up, and where each stands."""
    found: list[_Sentence] = [([], [])]
    plain, places = found[0]
    for match in _WORD_OR_END.finditer(words):
        if match.lastindex:
            plain.append(_plain(match[0]))
            places.append(match.span())
        elif plain:
            plain, places = [], []
            found.append((plain, places))
    return [each for each in found if each[0]]


def _about(question: str, words: str, start: int, end: int) -> FollowUp:
    return FollowUp(question, words[start:end], start, end)


def _is_i(word: str) -> bool:
    return word == "i" or word.startswith("i'")


def _plain(word: str) -> str:
    plain = word.lower()
    return plain.replace("’", "'") if "’" in plain else plain


def _by_first_word(phrases: Mapping[str, str]) -> _Phrases:
    found: _Phrases = {}
    for phrase, question in phrases.items():
        words = tuple(_plain(match[0]) for match in _WORD.finditer(phrase))
        found.setdefault(words[0], []).append((words, question))
    for rows in found.values():
        rows.sort(key=lambda row: -len(row[0]))
    return found


def _longest(phrases: _Phrases, words: Sequence[str], at: int) -> tuple[str, int]:
    following = words[at + 1] if at + 1 < len(words) else ""
    for phrase, question in phrases.get(words[at], ()):
        if len(phrase) == 1 or (phrase[1] == following and tuple(words[at : at + len(phrase)]) == phrase):
            return question, len(phrase)
    return "", 0
