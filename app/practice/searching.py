"""Words as they are looked for: without marks, case and the ways in which one letter is written, in any script.

Pure. The index, the question and the marks in what is found are all made by `tokens`, so they always agree. A script that is
written without spaces is cut into its letters, and a word of it is looked for as those letters in a row.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app.practice.groups import Body
from app.practice.merge import Current
from app.practice.people import CirclePerson, Person
from app.practice.plans import Action
from app.practice.statements import Statement
from app.practice.visits import Visit

SEARCHED: tuple[type[Body], ...] = (Person, CirclePerson, Statement, Action, Visit)
"""The kinds in which something can be found."""

BREAK = "␞"
"""A token that nobody types, between two texts of one record: no phrase reaches over it."""

_PLAIN = re.compile(r"[0-9A-Za-z]+")
_WORD = re.compile(r"[^\s\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+")
_QUOTED = re.compile(r'["“”„«»]([^"“”„«»]*)(?:["“”„«»]|$)')
_SHORTEST_BEGINNING = 3
_SHORTEST_LAST = 2
_ONE_LETTER_EACH = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3040, 0x30FF),
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFF66, 0xFF9F),
    (0x20000, 0x3FFFF),
)
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese: no spaces between words."""
_MARKS_MATTER = ((0x0900, 0x0DFF), (0x0E00, 0x0FFF), (0x1000, 0x109F), (0x1780, 0x17FF))
"""The scripts of India and its neighbours, whose vowels are marks."""
_ARTICLE = re.compile("^[وبكف]?ال(?=.{3})")
"""The Arabic article, written together with its word."""
_SAME_LETTER = str.maketrans(
    {
        **{"ł": "l", "đ": "d", "ð": "d", "ø": "o", "ħ": "h", "ı": "i", "ŧ": "t", "ŋ": "n", "þ": "th", "æ": "ae", "œ": "oe"},
        **dict.fromkeys("ىیے", "ي"),
        **dict.fromkeys("ةہھۂۃە", "ه"),
        "ک": "ك",
        "ٱ": "ا",
        "ـ": "",
    }
)


@dataclass(frozen=True)
class Token:
    """A word as it is looked for, and where it stands in the text as written."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Part:
    """Words in a row. With `beginning` the last of them is only the beginning of a word."""

    words: tuple[str, ...]
    beginning: bool

    def stands_at(self, texts: Sequence[str], at: int) -> bool:
        """Whether the words stand there."""
        last = len(self.words) - 1
        if at + last >= len(texts) or any(texts[at + step] != self.words[step] for step in range(last)):
            return False
        found = texts[at + last]
        return found.startswith(self.words[last]) if self.beginning else found == self.words[last]


@dataclass(frozen=True)
class Asked:
    """What somebody looks for: every part must be there. Empty when nothing was typed that could be a word."""

    parts: tuple[Part, ...]

    def __bool__(self) -> bool:
        return bool(self.parts)


@dataclass(frozen=True)
class Searched:
    """What of a record can be found: names, and everything else that it says."""

    names: tuple[str, ...]
    words: tuple[str, ...]
    left_out: bool = False
    private: bool = False


def asked_for(typed: str) -> Asked:
    """What the typed words ask for. Words in quotation marks stand exactly so; others may be the beginning of a word."""
    parts: list[Part] = []
    at = 0
    for quoted in _QUOTED.finditer(typed):
        parts += _loose(typed[at : quoted.start()])
        words = tuple(token.text for token in tokens(quoted[1]))
        if words:
            parts.append(Part(words, False))
        at = quoted.end()
    parts += _loose(typed[at:], last=True)
    return Asked(tuple(dict.fromkeys(parts)))


def tokens(text: str) -> list[Token]:
    """The words of a text, folded, each with its place."""
    if text.isascii():
        return [Token(found[0].lower(), found.start(), found.end()) for found in _PLAIN.finditer(text)]
    made: list[Token] = []
    for found in _WORD.finditer(text):
        made += _cut(found[0], found.start())
    return made


def index_text(texts: Iterable[str]) -> str:
    """The texts as the index keeps them: folded words with a space between."""
    kept = [" ".join(token.text for token in tokens(text)) for text in dict.fromkeys(texts)]
    return f" {BREAK} ".join(each for each in kept if each)


def holds(asked: Asked, texts: Iterable[str]) -> bool:
    """Whether every part stands somewhere in the texts."""
    words: list[str] = []
    for text in texts:
        words += [token.text for token in tokens(text)] + [BREAK]
    return all(any(part.stands_at(words, at) for at in range(len(words))) for part in asked.parts)


def spans(asked: Asked, text: str) -> tuple[tuple[int, int], ...]:
    """Where in the text as written something stands that was asked for, in order and without overlap."""
    found = tokens(text)
    words = [token.text for token in found]
    marked: list[tuple[int, int]] = []
    for part in asked.parts:
        for at in range(len(words)):
            if part.stands_at(words, at):
                marked.append((found[at].start, found[at + len(part.words) - 1].end))
    joined: list[tuple[int, int]] = []
    for start, end in sorted(marked):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def searched(bodies: Sequence[Body]) -> Searched | None:
    """What can be found of a record that stands in these versions; None for a kind that is not searched.

    All versions are found. It counts as left out or private if one of them says so.
    """
    parts = [each for each in map(_searched, bodies) if each is not None]
    if not parts:
        return None
    return Searched(
        tuple(dict.fromkeys(name for part in parts for name in part.names)),
        tuple(dict.fromkeys(words for part in parts for words in part.words)),
        any(part.left_out for part in parts),
        any(part.private for part in parts),
    )


def standing(now: Current[Any]) -> list[Body]:
    """What the record says now: one body, and one more for each other version that stands beside it."""
    body: Body = now.body
    beside = [
        body.with_group(type(body).group_named(name), variant.values)
        for name, variants in sorted(now.versions.items())
        for variant in variants
    ]
    return list(dict.fromkeys([*beside, body]))


def _searched(body: Body) -> Searched | None:
    match body:
        case Statement():
            return Searched((), (body.words,), body.struck is not None, body.private)
        case Person():
            numbers = (
                body.council_number,
                body.nhs_number,
                _together(body.nhs_number),
                body.telephone,
                _together(body.telephone),
            )
            born = (body.born.isoformat(),) if body.born else ()
            return Searched((body.name, body.known_as), (body.address, body.arriving, body.reach.how, *numbers, *born))
        case CirclePerson():
            words = (body.relation, body.in_touch, body.helps_with, body.telephone, _together(body.telephone))
            return Searched((body.name,), words, body.removed)
        case Action():
            who = (body.who.name,) if body.who else ()
            return Searched((), (body.what, body.by_words, body.reason, *who), body.struck)
        case Visit():
            said = (body.permission.words,) if body.permission else ()
            return Searched((), (body.purpose, body.where, *said))
    return None


def _together(number: str) -> str:
    return "".join(number.split())


def _loose(typed: str, last: bool = False) -> list[Part]:
    pieces = [tuple(token.text for token in tokens(piece)) for piece in typed.split()]
    pieces = [piece for piece in pieces if piece]
    made = []
    for at, words in enumerate(pieces):
        least = _SHORTEST_LAST if last and at == len(pieces) - 1 else _SHORTEST_BEGINNING
        made.append(Part(words, len(words[-1]) >= least))
    return made


def _cut(run: str, at: int) -> list[Token]:
    """The words in a run of letters and other signs without ASCII signs in it."""
    made: list[Token] = []
    start, alone = -1, False
    for place, letter in enumerate(run):
        kind = "L" if letter.isascii() else unicodedata.category(letter)
        if kind[0] == "M" or kind == "Cf":
            if start < 0 and kind[0] == "M":
                start = place
            continue
        by_itself = kind[0] == "L" and _lies_in(ord(letter), _ONE_LETTER_EACH)
        if kind[0] in "LN" or kind == "Co":
            if start >= 0 and (by_itself or alone):
                made += _token(run, start, place, at)
                start = -1
            start, alone = (place if start < 0 else start), by_itself
        elif start >= 0:
            made += _token(run, start, place, at)
            start, alone = -1, False
    if start >= 0:
        made += _token(run, start, len(run), at)
    return made


def _token(run: str, start: int, end: int, at: int) -> list[Token]:
    text = _folded(run[start:end])
    return [Token(text, at + start, at + end)] if text else []


@lru_cache(maxsize=20_000)
def _folded(word: str) -> str:
    """The word in small letters and without what only changes how a letter is written."""
    if word.isascii():
        return word.lower()
    kept = []
    for letter in unicodedata.normalize("NFKD", word.casefold()):
        kind = unicodedata.category(letter)
        if kind == "Cf" or (kind[0] == "M" and not _lies_in(ord(letter), _MARKS_MATTER)):
            continue
        digit = unicodedata.digit(letter, None) if kind == "Nd" else None
        if digit is not None:
            kept.append(str(digit))
        elif kind[0] in "LMN" or kind == "Co":
            kept.append(letter)
    return _ARTICLE.sub("", "".join(kept).translate(_SAME_LETTER))


def _lies_in(code: int, ranges: Iterable[tuple[int, int]]) -> bool:
    return any(first <= code <= last for first, last in ranges)
