"""Text in what a reader takes for one letter: a letter with its marks, a joined emoji, a flag. None is ever parted."""

import unicodedata
from functools import lru_cache

JOINER = "\u200d"
MARKS_OF_DIRECTION = "\u200e\u200f\u061c"
UNSEEN = frozenset("\u200c\u200d" + MARKS_OF_DIRECTION + "".join(map(chr, range(0xFE00, 0xFE10))))
"""Letters that have no picture of their own but say how others are set."""


def graphemes(text: str) -> list[str]:
    """The text, parted where a reader sees the next letter begin."""
    if text.isascii():
        return list(text)
    found: list[str] = []
    for letter in text:
        if found and _belongs_to(found[-1], letter):
            found[-1] += letter
        else:
            found.append(letter)
    return found


def whole_up_to(text: str, at: int) -> int:
    """The last place not after `at` where the text may be cut without parting a letter from its marks."""
    if at <= 0 or at >= len(text):
        return max(0, min(at, len(text)))
    reached = 0
    for each in graphemes(text):
        if reached + len(each) > at:
            break
        reached += len(each)
    return reached


def _belongs_to(before: str, letter: str) -> bool:
    if before.isspace():
        return False
    if extends(letter):
        return True
    last = before[-1]
    if last == JOINER and is_pictograph(letter) and any(is_pictograph(each) for each in before):
        return True
    if _is_flag_letter(letter):
        return len(before) == 1 and _is_flag_letter(before)
    return _stacks(before.rstrip(JOINER)[-1:], letter)


@lru_cache(maxsize=4096)
def extends(letter: str) -> bool:
    """Whether it stands on, under or around the letter before it, or changes how that one is drawn."""
    code = ord(letter)
    if code < 0x300:
        return False
    if letter in UNSEEN or 0x1F3FB <= code <= 0x1F3FF or 0xE0020 <= code <= 0xE007F or 0x1160 <= code <= 0x11FF:
        return True
    return unicodedata.category(letter)[0] == "M"


@lru_cache(maxsize=4096)
def is_pictograph(letter: str) -> bool:
    """Whether it is one of the signs that emoji are made of."""
    code = ord(letter)
    return 0x1F000 <= code < 0x20000 or (0x203C <= code < 0x3300 and unicodedata.category(letter) in ("So", "Sm", "Po", "Pd"))


def _is_flag_letter(letter: str) -> bool:
    return 0x1F1E6 <= ord(letter[0]) <= 0x1F1FF


def _stacks(last: str, letter: str) -> bool:
    """Whether a letter is stacked under the one before, as in Bengali."""
    return bool(last) and unicodedata.combining(last) == 9 and unicodedata.category(letter) == "Lo"
