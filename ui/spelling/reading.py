"""Which words of a text are looked up, and where they stand. No Qt."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:;…“\"\n]\s*$|^\s*$")
ENOUGH = 4
"""So many words say which language it is."""


class Word(NamedTuple):
    """A word, and where it stands in the text as Qt counts: in units of UTF-16."""

    text: str
    start: int
    end: int


def words_to_look_up(text: str) -> Iterator[Word]:
    """Every word that might be wrong: not a letter alone, not capitals, not a name in the middle of a sentence, not in another
    script, not part of a number or an address."""
    place, at = 0, 0
    for found in _WORD.finditer(text):
        word = found[0]
        place += _units(text[at : found.start()])
        start, at = place, found.start()
        place += _units(word)
        at = found.end()
        if _may_be_wrong(word, text, found):
            yield Word(word, start, start + _units(word))


def doubtful(text: str, known: Callable[[str], bool]) -> tuple[Word, ...]:
    """The words nobody knows. Where most are unknown it is another language, and none of them is."""
    looked_up = list(words_to_look_up(text))
    unknown = [word for word in looked_up if not known(word.text)]
    another_language = len(looked_up) >= ENOUGH and len(unknown) * 2 > len(looked_up)
    return () if another_language else tuple(unknown)


def _may_be_wrong(word: str, text: str, found: re.Match[str]) -> bool:
    if len(word) < 2 or word[1:] != word[1:].lower():
        return False
    if any("LATIN" not in unicodedata.name(letter, "") for letter in word if letter.isalpha()):
        return False
    before, after = text[: found.start()], text[found.end() :]
    if (before[-1:] in "@#/\\_." and before) or (after[:1] in "@_\\/" and after) or re.match(r"\.\w", after):
        return False
    if before[-1:].isdigit() or after[:1].isdigit():
        return False
    name = word[0].isupper()
    return not name or bool(_SENTENCE_END.search(before[-8:] if before[-8:].strip() else before[-40:]))


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
