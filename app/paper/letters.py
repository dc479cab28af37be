"""Words made ready to be set: unseen letters gone, one space between words, and what no typeface has is named."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from app.paper.graphemes import UNSEEN, graphemes, whole_up_to
from app.paper.report import Unprintable

_UNSEEN = re.compile("[\u00ad\u200b\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
"""Letters that are never drawn. What joins letters, keeps them apart or gives a direction stays."""
_LINE_ENDS = re.compile("\r\n|[\n\v\f\r\u001c-\u001e\u0085\u2028\u2029]")
_FIRM_SPACES = re.compile("[\u00a0\u2007\u202f]+")
_SPACES = re.compile("[\u0000-\u0009\u000e-\u001b\u001f \u007f-\u0084\u0086-\u009f\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+")
_NO_LETTERS = " \u00a0" + "".join(UNSEEN)
FIRM_SPACE = "\u00a0"
_DRAWN_AS_BUILT = ("LATIN ", "GREEK ", "CYRILLIC ", "MICRO SIGN", "FEMININE ORDINAL", "MASCULINE ORDINAL")


def tidy(text: str) -> str:
    """The words as they are set: one space between words, unseen characters gone, lines kept, every letter as it was written."""
    seen = _FIRM_SPACES.sub(FIRM_SPACE, _UNSEEN.sub("", text).replace("\u2011", "-"))
    lines = (_SPACES.sub(" ", line).strip() for line in _LINE_ENDS.split(seen))
    return "\n".join(line for line in lines if line.strip(_NO_LETTERS))


def firm(text: str) -> str:
    """Words that stay on one line: a telephone number."""
    return text.replace(" ", FIRM_SPACE)


def shortened(text: str, longest: int) -> str:
    """At most so many letters, cut between words, with an ellipsis where something is missing."""
    if len(text) <= longest:
        return text
    kept = text[: whole_up_to(text, longest - 1)].rstrip()
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
    """Reads words onto a paper and keeps what cannot be printed. `covered` says whether a typeface on board has a letter
    with its marks, or a joined emoji, or whether it can be told by its name."""

    covered: Callable[[str], bool]
    cannot_print: list[Unprintable] = field(default_factory=list)

    def words(self, text: str, record: str, instead: str) -> str:
        """The words as they can be set, or `instead` when one letter of them cannot."""
        tidied = tidy(text)
        if all(drawn_as_built(letter) and self.covered(letter) for letter in set(tidied) - {" ", "\n"}):
            return tidied
        missing = "".join(letter for letter in dict.fromkeys(graphemes(tidied)) if not self._can_set(letter))
        if not missing:
            return tidied
        found = Unprintable(record, "".join(dict.fromkeys(letter for letter in missing if letter not in UNSEEN)))
        if found not in self.cannot_print:
            self.cannot_print.append(found)
        return instead

    def line(self, text: str, record: str, instead: str) -> str:
        """The same for what stands in one line of text: a name, a telephone number."""
        return self.words(text, record, instead).replace("\n", " ")

    def _can_set(self, letter: str) -> bool:
        return letter in " \n" or self.covered(letter)
