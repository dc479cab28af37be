"""Which letters can be printed rightly today.

The line builder sets one letter after the other from left to right. That is right for Latin, Greek and Cyrillic. It is
wrong for letters that join, stack or run from right to left, even where a typeface has them: so those are
named instead of being drawn wrongly.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from app.paper.report import Unprintable

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]")
_LINE_ENDS = re.compile("\r\n|[\n\v\f\r\u001c-\u001e\u0085\u2028\u2029]")
_FIRM_SPACES = re.compile("[\u00a0\u2007\u202f]+")
_SPACES = re.compile("[\u0000-\u0009\u000e-\u001b\u001f \u007f-\u0084\u0086-\u009f\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+")
FIRM_SPACE = "\u00a0"
_DRAWN_AS_BUILT = ("LATIN ", "GREEK ", "CYRILLIC ", "MICRO SIGN", "FEMININE ORDINAL", "MASCULINE ORDINAL")


def tidy(text: str) -> str:
    """The words as they are set: letters composed, one space between words, unseen characters gone, lines kept."""
    composed = unicodedata.normalize("NFC", text)
    composed = _FIRM_SPACES.sub(FIRM_SPACE, _UNSEEN.sub("", composed).replace("\u2011", "-"))
    lines = (_SPACES.sub(" ", line).strip() for line in _LINE_ENDS.split(composed))
    return "\n".join(line for line in lines if line)


def firm(text: str) -> str:
    """Words that stay on one line: a telephone number."""
    return text.replace(" ", FIRM_SPACE)


def shortened(text: str, longest: int) -> str:
    """At most so many letters, cut between words, with an ellipsis where something is missing."""
    if len(text) <= longest:
        return text
    kept = text[: longest - 1].rstrip()
    at = kept.rfind(" ")
    return (kept[:at].rstrip(" ,;:.") if at > longest // 2 else kept) + "…"


@lru_cache(maxsize=4096)
def drawn_as_built(letter: str) -> bool:
    """Whether this letter is right when it is set by itself, one after the other from left to right."""
    if ord(letter) > 0xFFFF:
        return False
    category = unicodedata.category(letter)
    if category[0] in "MC" or unicodedata.bidirectional(letter) in ("R", "AL", "AN"):
        return False
    return category[0] != "L" or category == "Lm" or unicodedata.name(letter, "").startswith(_DRAWN_AS_BUILT)


@dataclass
class Reading:
    """Reads words onto a paper and keeps what cannot be printed. `covered` says whether a typeface has a letter."""

    covered: Callable[[str], bool]
    cannot_print: list[Unprintable] = field(default_factory=list)

    def words(self, text: str, record: str, instead: str) -> str:
        """The words as they can be set, or `instead` when one letter of them cannot."""
        tidied = tidy(text)
        missing = "".join(letter for letter in dict.fromkeys(tidied) if not self._can_set(letter))
        if not missing:
            return tidied
        found = Unprintable(record, missing)
        if found not in self.cannot_print:
            self.cannot_print.append(found)
        return instead

    def line(self, text: str, record: str, instead: str) -> str:
        """The same for what stands in one line of text: a name, a telephone number."""
        return self.words(text, record, instead).replace("\n", " ")

    def _can_set(self, letter: str) -> bool:
        return letter in " \n" or (drawn_as_built(letter) and self.covered(letter))
