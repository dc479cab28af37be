"""Whether words name somebody: the whole name or a part of it, with or without accents, in another case, with what languages put
before a name and behind it. For asking before paper is printed: it finds rather too much than too little, and changes nothing.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

SHORTEST_NAME = 3
SHORTEST_CASED = 2
"""Of a name with a capital letter: Jo, Al, Bo."""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


BEFORE_A_NAME = _listed(
    """
    the mr mrs ms miss mister dr doctor aunt auntie uncle nurse father mother sister brother rev sir lady
    mum dad nan gran
    """
)
"""What stands before a name and is none."""
ALSO_WORDS = _listed(
    """
    will may mark bill pat sue rose grace joy hope faith dawn june april august art jack rob nick drew grant
    guy ray rich sandy summer violet ivy iris daisy heather holly olive pearl ruby amber crystal penny poppy
    van don gene frank harry chase miles wade young white brown black green king price hall wood cook baker
    ward day love long small little good best bell bird fox hill lane lake moor park pool rivers stone street
    walls waters wells winter snow frost dean page reed rush sharp short strong swan carter cross dale field
    ford forest gale glass gray grey hand hart hay head hunt key knight lamb law light lord marsh mason mill
    moon north pike pope porter post rice rock rowe sands sea sharpe shaw shore skinner spring steel sugar
    summers sun sweet tailor taylor temple tree turner walker wall waller water way weaver webb west wise wolf
    worth al bo jo ed sal
    """
)
"""Names that are also words, or so short that they may be parts of words: they are names where they begin with a capital."""
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "þ": "th", "’": "'"})
_ARABIC = str.maketrans("أإآٱىیيةہھەۀکؤئ", "اااايييهههههكوي", "ـ")
_JOINED_BEFORE = {"ARABIC": "وفبلكس", "HEBREW": "והבכלמש"}
"""Letters that Arabic and Hebrew write together with the name that they stand before: and, in, to, as."""
_JOINED_BEFORE_AT_MOST = 2
_JOINED_BEHIND_AT_MOST = 4
"""Letters that a language may put behind a name in the same word: Bengali and Punjabi, Polish for one."""
_POLISH = ("", "a", "e", "y", "i", "ie", "o", "u", "ia", "owi", "em", "iem", "ego", "emu", "ym")
_LEAST_STEM = 4


@dataclass(frozen=True)
class _Word:
    """A word of a sentence: folded, and whether it began with a capital or its script has none."""

    text: str
    cased: bool


@dataclass(frozen=True)
class Named:
    """Somebody who is to be found: the name as it stands in the circle, and who they are (a further name may stand there)."""

    name: str
    relation: str = ""


class Names:
    """Finds some names in sentences. `own` are the names of the person whom the sentences are about: what those share with the
    names that are looked for is not taken for them, but where the whole name stands. Whoever else has a name in common with them
    is asked about rather than not."""

    def __init__(self, wanted: Iterable[Named], own: Iterable[str] = ()) -> None:
        self._wanted = tuple(wanted)
        self._own = frozenset(word.text for name in own for word in _words(name))

    def stand_in(self, said: str) -> bool:
        """Whether the words name one of them."""
        if not self._wanted or not said:
            return False
        words = list(_words(said))
        texts = [word.text for word in words]
        return any(_holds(texts, whole) for whole in self._wholes) or any(
            self._is_part(word, part, first) for word in words for part, first in self._parts
        )

    @cached_property
    def _wholes(self) -> tuple[tuple[str, ...], ...]:
        wholes = (tuple(word.text for word in _words(each.name)) for each in self._wanted)
        return tuple(whole for whole in wholes if whole)

    @cached_property
    def _parts(self) -> tuple[tuple[str, bool], ...]:
        """Each part by which somebody may be named, and whether it is a first name."""
        found: dict[str, bool] = {}
        for each in self._wanted:
            named = list(_words(each.name))
            few = len(named) <= SHORTEST_NAME - 1
            parts = [word for word in named if (word.cased or few) and word.text not in BEFORE_A_NAME]
            parts += [word for word in list(_words(each.relation))[1:] if word.cased and _has_case(word.text)]
            for place, word in enumerate(parts):
                least = SHORTEST_CASED if _has_case(word.text) else 1
                if len(word.text) >= least and word.text not in self._own:
                    found[word.text] = found.get(word.text, False) or place == 0
        return tuple(found.items())

    def _is_part(self, word: _Word, part: str, first: bool) -> bool:
        if word.text in self._own:
            return False
        if (part in ALSO_WORDS or len(part) < SHORTEST_NAME) and not word.cased:
            return False
        if word.text == part:
            return True
        if _has_case(part):
            return _short_for(word, part, first) or _declined(word.text, part)
        return _in_one_word(word.text, part)


def _words(said: str) -> Iterator[_Word]:
    """The words of a sentence: letters with their marks. What belongs to nobody's name is between them."""
    plain = unicodedata.normalize("NFKD", said)
    letters = "".join(letter for letter in plain if unicodedata.category(letter) not in ("Mn", "Cf"))
    for found in re.finditer(r"(?:[^\W\d_]|[\u0900-\u0dff])+", letters):
        word = found.group()
        folded = word.casefold().translate(_PLAIN).translate(_ARABIC)
        if folded:
            yield _Word(folded, not word[0].islower())


def _holds(texts: list[str], whole: tuple[str, ...]) -> bool:
    """Whether the words of a whole name stand in a row; the last may have something behind it."""
    size = len(whole)
    for start in range(len(texts) - size + 1):
        row = texts[start : start + size]
        if row[: size - 1] == list(whole[:-1]) and (row[-1] == whole[-1] or _declined(row[-1], whole[-1])):
            return size > 1 or row[-1] not in ALSO_WORDS
    return False


def _has_case(word: str) -> bool:
    return word != word.upper()


def _short_for(word: _Word, name: str, first: bool) -> bool:
    """Whether it is the beginning of a first name: Col for Colin."""
    return first and word.cased and SHORTEST_NAME <= len(word.text) < len(name) and name.startswith(word.text)


def _declined(word: str, name: str) -> bool:
    """Whether it is the name with another ending: Kasię for Kasia, Tomasza for Tomasz, the Byrnes for Byrne."""
    if len(name) < _LEAST_STEM or abs(len(word) - len(name)) > len("emu"):
        return False
    if word in (name + "s", name + "es"):
        return True
    stem = name[:-1] if name[-1] in "aeoiy" else name
    return len(stem) >= _LEAST_STEM - 1 and word.startswith(stem) and word[len(stem) :] in _POLISH


def _in_one_word(word: str, name: str) -> bool:
    """Whether it is the name with what a script without capitals writes together with it."""
    before = next((joined for script, joined in _JOINED_BEFORE.items() if unicodedata.name(name[0], "").startswith(script)), "")
    at = word.find(name)
    if at < 0 or len(name) < SHORTEST_CASED:
        return False
    ahead, behind = word[:at], word[at + len(name) :]
    article = ahead.removesuffix("ال") if before else ahead
    fits_before = len(article) <= _JOINED_BEFORE_AT_MOST and all(letter in before for letter in article)
    return fits_before and (not behind or (not before and len(behind) <= _JOINED_BEHIND_AT_MOST))
