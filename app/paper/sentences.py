"""Where one sentence ends and the next begins. Nothing is changed: the sentences, set one after the other, are the words."""

import re
from functools import cache

from resources import abbreviations

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?: |$)|[।؟۔]+[\"'”’»)\]]*(?: |$)")
_OPENING = "\"'“‘«(["


def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of a text as it is set, in order and whole: only the one space or the end of a line between two is left out.

    What may not be an end is none: a full stop after a title or an initial, or before a small letter.
    """
    return tuple(sentence for line in text.split("\n") for sentence in _in_line(line))


def _in_line(text: str) -> list[str]:
    found, start = [], 0
    for match in _END.finditer(text):
        end = match.end()
        if end < len(text) and _ends(text, start, match.start(), match.group(), end):
            found.append(text[start : end - 1])
            start = end
    return [*found, text[start:]]


def _ends(text: str, start: int, stop: int, mark: str, following: int) -> bool:
    after = text[following:].lstrip(_OPENING)[:1]
    if after.islower() or not after:
        return False
    if not mark.startswith(".") or mark.startswith(".."):
        return True
    word = text[start:stop].rpartition(" ")[2].rpartition("\n")[2].lstrip(_OPENING)
    initial = len(word) == 1 and word.isalpha() and word != "I"
    return not initial and word.casefold() not in _short_words()


@cache
def _short_words() -> frozenset[str]:
    return frozenset(abbreviations())
